"""Limits of the Bot API: what the real server refuses before it does anything.

Numbers and words are those of the public server in 2026; they change with Bot API versions.
"""

import re
from collections.abc import Sequence

from bot.platforms.sandbox.errors import bad_request
from bot.platforms.sandbox.markup import Formatted, full_url, is_link, parse_html, tidy, units, with_found
from bot.platforms.sandbox.params import Json, Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_BYTES = 64
INLINE_BUTTONS = 100
REPLY_BUTTONS = 300
ALBUM = range(2, 11)
PHOTO_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
ANSWER_LIMIT = 200
COMMANDS_LIMIT = 100
DELETE_LIMIT = 100
QUERY_SECONDS = 60
"""How long a press may be answered; the real server says no number, a minute is what people observe."""
DELETE_HOURS = 48
ACTIONS = frozenset(
    {
        "typing",
        "choose_sticker",
        "find_location",
        *(f"{act}_{what}" for act in ("record", "upload") for what in ("video", "voice", "video_note")),
        "upload_photo",
        "upload_document",
    }
)
_FIELDS_OF_A_BUTTON = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


def formatted(params: Params, text: str, entities: str) -> Formatted:
    """The text of a call after its parse mode or its entities, tidied as the server stores it."""
    source = params.text(text)
    mode = params.text("parse_mode").lower()
    if mode not in ("", "html"):
        if mode in ("markdown", "markdownv2"):
            raise bad_request("the sandbox parses HTML only")
        raise bad_request("unsupported parse_mode")
    if mode == "html":
        return with_found(tidy(parse_html(source)))
    given = [e for e in params.json(entities) or [] if isinstance(e, dict)]
    return with_found(tidy(Formatted(text=source, entities=given)))


def message_text(params: Params) -> Formatted:
    if not params.text("text"):
        raise bad_request("message text is empty")
    result = formatted(params, "text", "entities")
    if not result.text:
        raise bad_request("message text is empty")
    if units(result.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return result


def message_caption(params: Params) -> Formatted:
    result = formatted(params, "caption", "caption_entities")
    if units(result.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return result


def reply_markup(params: Params) -> Json | None:
    """The checked keyboard, as it is kept and given back.

    Raises:
        ApiError: A button that the server would not show.
    """
    markup = params.json("reply_markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline_keyboard(markup)
    if "keyboard" in markup:
        return _reply_keyboard(markup)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    raise bad_request("can't parse reply markup: unknown kind of keyboard")


def _rows(markup: Json, field: str) -> list[list[Json]]:
    rows = markup[field]
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" of the {_kind(field)} must be of type Array')
    if any(not isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" of the {_kind(field)} should be an Array of Arrays')
    return [row for row in rows if row]


def _kind(field: str) -> str:
    return "InlineKeyboardMarkup" if field == "inline_keyboard" else "ReplyKeyboardMarkup"


def _inline_keyboard(markup: Json) -> Json | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(markup, "inline_keyboard")]
    if sum(map(len, rows)) > INLINE_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Json) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    given = [name for name in _FIELDS_OF_A_BUTTON if button.get(name) is not None]
    if not given:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if (data := button.get("callback_data")) is not None:
        _check_callback_data(data)
    if (url := button.get("url")) is not None:
        return {**button, "url": _button_url(url)}
    if "copy_text" in given and not 1 <= len(str(button["copy_text"].get("text", ""))) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return button


def _check_callback_data(data: Json) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _button_url(url: Json) -> str:
    if not isinstance(url, str) or not is_link(url) or re.match(r"(?:mailto|tel):", url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return full_url(url)


def _reply_keyboard(markup: Json) -> Json:
    rows = [[_reply_button(button) for button in row] for row in _rows(markup, "keyboard")]
    if not rows:
        raise bad_request("keyboard is empty")
    if sum(map(len, rows)) > REPLY_BUTTONS:
        raise bad_request("reply markup is too long")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad_request("input field placeholder must be 1-64 characters long")
    return {**markup, "keyboard": rows}


def _reply_button(button: Json) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be non-empty')
    return button


def commands(given: Json) -> list[Json]:
    """Checked bot commands, as `setMyCommands` takes them."""
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > COMMANDS_LIMIT:
        raise bad_request("too many commands specified")
    return [_command(item) for item in given]


def _command(item: Json) -> Json:
    name = str(item.get("command", "")).removeprefix("/")
    description = str(item.get("description", "")).strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def profile_text(text: str, limit: int, what: str) -> str:
    """A name or a description of the bot."""
    if units(text.strip()) > limit:
        raise bad_request(f"{what} is too long")
    return text.strip()


def album(media: Json) -> Sequence[Json]:
    """Items of an album: 2 to 10; photos and videos together, documents apart."""
    if not isinstance(media, list) or not all(isinstance(item, dict) for item in media):
        raise bad_request("can't parse media JSON object")
    if len(media) not in ALBUM:
        raise bad_request("media group must include 2-10 items")
    kinds = {item.get("type") for item in media}
    if not kinds <= {"photo", "video", "document"}:
        raise bad_request("sandbox albums hold photos, videos or documents")
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    return media


def point(params: Params) -> tuple[float, float]:
    """Latitude and longitude of a call."""
    lat, lon = params.number("latitude"), params.number("longitude")
    if lat is None:
        raise bad_request("latitude is empty")
    if lon is None:
        raise bad_request("longitude is empty")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise bad_request("location is invalid")
    return lat, lon
