"""Keyboards as MAX has them: an attachment of its own kind, inline only.

A button of a reply keyboard becomes one that says its text, which comes back as an ordinary message. What MAX has
no button for is left out with a warning; MAX refuses rows that are too wide, so they are wrapped.
"""

from collections.abc import Iterable, Sequence

import structlog
from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.platforms.max.html import units
from bot.platforms.max.wire import Json, words

log = structlog.get_logger(__name__)

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply

MOST_ROWS = 30
MOST_BUTTONS = 210
WIDEST = 7
WIDEST_OF_NARROW = 3
NARROW = frozenset({"link", "request_contact", "request_geo_location", "open_app"})
LONGEST_LABEL = 128
LONGEST_PAYLOAD = 1024
LONGEST_URL = 2048


def attachments_of(markup: Markup | None) -> list[Json]:
    """The keyboard as an attachment, or nothing if no button is left of it.

    Raises:
        ValueError: It is larger than MAX's keyboards, or a button carries more than MAX's buttons do.
    """
    rows = [kept for row in _rows(markup) for kept in _wrapped([button for button in row if button is not None])]
    if len(rows) > MOST_ROWS or sum(map(len, rows)) > MOST_BUTTONS:
        raise ValueError(f"a keyboard of {len(rows)} rows: MAX takes {MOST_ROWS}, and {MOST_BUTTONS} buttons")
    return [{"type": "inline_keyboard", "payload": {"buttons": rows}}] if rows else []


def _rows(markup: Markup | None) -> Iterable[list[Json | None]]:
    match markup:
        case InlineKeyboardMarkup():
            return [[_inline(button) for button in row] for row in markup.inline_keyboard]
        case ReplyKeyboardMarkup():
            return [[_reply(button) for button in row] for row in markup.keyboard]
    return []


def _wrapped(row: Sequence[Json]) -> Iterable[Sequence[Json]]:
    width = WIDEST_OF_NARROW if any(button["type"] in NARROW for button in row) else WIDEST
    return (row[start : start + width] for start in range(0, len(row), width))


def _inline(button: InlineKeyboardButton) -> Json | None:
    if button.callback_data is not None:
        return _button("callback", button.text, payload=button.callback_data)
    if button.copy_text is not None:
        return _button("clipboard", button.text, payload=button.copy_text.text)
    url = button.web_app.url if button.web_app is not None else button.url
    if url is not None and url.lower().startswith(("https://", "http://")):
        return _button("link", button.text, url=url)
    _warn_of(button)
    return None


def _reply(button: KeyboardButton) -> Json | None:
    if button.request_contact:
        return _button("request_contact", button.text)
    if button.request_location:
        return _button("request_geo_location", button.text, quick=False)
    if button.web_app is not None:
        return _button("link", button.text, url=button.web_app.url)
    asks = ("request_users", "request_chat", "request_managed_bot", "request_poll", "request_user")
    if any(getattr(button, one) is not None for one in asks):
        _warn_of(button)
        return None
    return _button("message", button.text)


def _button(
    kind: str, text: str, *, payload: str | None = None, url: str | None = None, **more: bool
) -> Json | None:
    """None without words on it: MAX refuses such a button, and the message with it."""
    label = words(text.strip(), LONGEST_LABEL)
    if label is None:
        return None
    button: Json = {"type": kind, "text": label, **more}
    for name, value, longest in (("payload", payload, LONGEST_PAYLOAD), ("url", url, LONGEST_URL)):
        if value is None:
            continue
        if units(value) > longest:
            raise ValueError(f"button {label!r}: {name} is longer than {longest}")
        button[name] = value
    return button


def _warn_of(button: InlineKeyboardButton | KeyboardButton) -> None:
    """Of the button only what it is made of is told: its words may be somebody's."""
    log.warning("button left out, max has none such", fields=sorted(button.model_fields_set - {"text"}))
