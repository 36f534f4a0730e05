"""Inline keyboards as MAX takes them: how many buttons, which kinds, what each must and may hold.

Pure, hence apart. What the real server is known to refuse, or what nobody has seen it take, is refused.
"""

from collections.abc import Mapping

from bot.platforms.sandbox.max.errors import malformed, not_found, unreadable
from bot.platforms.sandbox.max.markup import is_web, units
from bot.platforms.sandbox.params import Json

ROWS = 30
IN_A_ROW = 7
WIDE_IN_A_ROW = 3
WIDE = frozenset({"link", "open_app", "request_contact", "request_geo_location"})
"""Kinds that take more room: a row with one of them holds fewer buttons."""
LABEL = 128
PAYLOAD = 1024
URL = 2048
BELOW = frozenset({"message", "request_contact", "request_geo_location"})
"""Kinds that say or share something in the person's name: a keyboard under the input field elsewhere."""

_FIELDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "callback": (frozenset({"payload"}), frozenset()),
    "link": (frozenset({"url"}), frozenset()),
    "message": (frozenset(), frozenset()),
    "clipboard": (frozenset({"payload"}), frozenset()),
    "request_contact": (frozenset(), frozenset()),
    "request_geo_location": (frozenset(), frozenset({"quick"})),
    "open_app": (frozenset({"web_app"}), frozenset({"payload", "contact_id"})),
}
"""What a kind needs beside `type` and `text`, and what it may have."""


def checked(payload: Json) -> Json:
    """The payload of an `inline_keyboard`, if it may be sent.

    Raises:
        MaxRefusal: It may not.
    """
    if not isinstance(payload, dict) or set(payload) != {"buttons"} or not isinstance(payload["buttons"], list):
        raise unreadable("inline_keyboard: payload with `buttons` required")
    rows = payload["buttons"]
    if not rows:
        raise malformed("buttons: errors.required")
    if len(rows) > ROWS:
        raise malformed("errors.maxRows")
    for row in rows:
        _check_row(row)
    return payload


def _check_row(row: Json) -> None:
    if not isinstance(row, list):
        raise unreadable("buttons: a list of rows required")
    if not row:
        raise malformed("buttons: a row must not be empty")
    for button in row:
        _check(button)
    if len(row) > (WIDE_IN_A_ROW if any(button["type"] in WIDE for button in row) else IN_A_ROW):
        raise malformed("errors.maxRowSize")


def _check(button: Json) -> None:
    if not isinstance(button, dict) or button.get("type") not in _FIELDS:
        raise unreadable("unknown type of a button")
    needed, possible = _FIELDS[button["type"]]
    if unknown := set(button) - {"type", "text"} - needed - possible:
        raise unreadable(f"unknown fields of a button: {', '.join(sorted(unknown))}")
    _check_text("text", button.get("text"), LABEL)
    if not button["text"].strip():
        raise malformed("text: errors.required")
    for name in needed:
        _check_text(name, button.get(name), URL if name == "url" else PAYLOAD)
    if button["type"] == "link" and not is_web(button["url"]):
        raise malformed("url: errors.invalid")
    if not isinstance(button.get("quick", False), bool):
        raise unreadable("quick: a boolean required")
    if button["type"] == "open_app":
        raise not_found("Link not found")  # the sandbox's bot has registered no mini app


def _check_text(name: str, value: Json, most: int) -> None:
    if not isinstance(value, str):
        raise malformed(f"{name}: errors.required")
    if not 1 <= units(value) <= most:
        raise malformed(f"{name}: size must be between 1 and {most}")


def buttons_of(attachments: list[Json]) -> list[list[Json]]:
    """Rows of the keyboard among a message's attachments."""
    rows: list[list[Json]] = []
    for one in attachments:
        if one["type"] == "inline_keyboard":
            rows = one["payload"]["buttons"]
    return rows
