"""Attachments of MAX's messages: as fields of a Bot API message, as a keyboard, and as they are sent again."""

import re
import string
from collections.abc import Callable, Mapping
from hashlib import sha256
from mimetypes import MimeTypes
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from bot.platforms.max.contacts import contact_of
from bot.platforms.max.entities import LONGEST_URL
from bot.platforms.max.files import FileRef, pack
from bot.platforms.max.people import LONGEST_NAME
from bot.platforms.max.wire import Json, items, name_of, record, whole, whole_words, words

MOST_ATTACHMENTS = 12
"""Beside the keyboard."""
MOST_ROWS, MOST_IN_A_ROW = 30, 7
LONGEST_LABEL = 128
LONGEST_PAYLOAD = 1024
LONGEST_TOKEN = 2048
LONGEST_FILE_URL = 4096

_URL_SIGNS = string.punctuation.replace('"', "").replace("\\", "")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_MIME: Mapping[str, str] = {".webp": "image/webp", **MimeTypes().types_map[True]}
"""Python's own table: what the machine has in /etc does not matter."""


def contents_of(attachments: object, token: str | None) -> list[Json]:
    """What the message brings, for each attachment the field of a Bot API message that holds it.

    Keyboards, previews of links, kinds not known and what cannot be read are left out.

    Args:
        token: The bot's own, by which contacts are proved.
    """
    found = [_content(record(one), token) for one in items(attachments, MOST_ATTACHMENTS + 1)]
    return [content for content in found if content is not None][:MOST_ATTACHMENTS]


def _content(attachment: Json, token: str | None) -> Json | None:
    kind = attachment.get("type")
    match kind:
        case "location":
            point = _point(attachment)
            return {"location": point} if point else None
        case "contact":
            return {"contact": contact_of(attachment.get("payload"), token)}
        case "image" | "file" | "video" | "audio" | "sticker":
            file = _file(kind, attachment)
            return _SHAPES[kind](file, attachment) if file else None
    return None


def _file(kind: str, attachment: Json) -> FileRef | None:
    """None: nothing to send or fetch it by."""
    payload = record(attachment.get("payload"))
    token = name_of(payload.get("code" if kind == "sticker" else "token"), LONGEST_TOKEN) or ""
    url = _url(payload.get("url"))
    if not token and not url:
        return None
    photo_id = whole(payload.get("photo_id"))
    unique = sha256((token or url or "").encode()).hexdigest()[:24] if photo_id is None else str(photo_id)
    name, size = (_file_name(attachment), whole(attachment.get("size"), 0)) if kind == "file" else (None, None)
    return FileRef(kind, token, url, unique, name, size)


def _url(value: object) -> str | None:
    url = quote(whole_words(value, LONGEST_FILE_URL) or "", safe=_URL_SIGNS)
    return url if _WEB.match(url) and len(url) <= LONGEST_FILE_URL else None


def _file_name(attachment: Json) -> str | None:
    """Without folders, and cut at its beginning: the end tells what the file is."""
    name = (words(attachment.get("filename"), LONGEST_FILE_URL) or "").replace("\\", "/").rpartition("/")[2]
    return name[-LONGEST_NAME:] if name.strip(" .") else None


def _photo(file: FileRef, _attachment: Json) -> Json:
    return {"photo": [{**_ids(file), "width": 0, "height": 0}]}


def _document(file: FileRef, _attachment: Json) -> Json:
    document: Json = _ids(file)
    if file.name is not None:
        document["file_name"] = file.name
        if mime := _MIME.get(PurePath(file.name).suffix.lower()):
            document["mime_type"] = mime
    if file.size is not None:
        document["file_size"] = file.size
    return {"document": document}


def _video(file: FileRef, attachment: Json) -> Json:
    measures = {field: whole(attachment.get(field), 0) or 0 for field in ("width", "height", "duration")}
    return {"video": {**_ids(file), **measures}}


def _voice(file: FileRef, _attachment: Json) -> Json:
    return {"voice": {**_ids(file), "duration": 0}}


def _sticker(file: FileRef, attachment: Json) -> Json:
    measures = {field: whole(attachment.get(field), 0) or 0 for field in ("width", "height")}
    return {"sticker": {**_ids(file), **measures, "type": "regular", "is_animated": False, "is_video": False}}


_SHAPES: Mapping[str, Callable[[FileRef, Json], Json]] = {
    "image": _photo,
    "file": _document,
    "video": _video,
    "audio": _voice,
    "sticker": _sticker,
}


def _ids(file: FileRef) -> Json:
    return {"file_id": pack(file), "file_unique_id": file.unique}


def _point(attachment: Json) -> dict[str, float] | None:
    """Coordinates stand beside the type, without a payload; None if they are not on the globe."""
    latitude, longitude = _degrees(attachment.get("latitude"), 90), _degrees(attachment.get("longitude"), 180)
    if latitude is None or longitude is None:
        return None
    return {"latitude": latitude, "longitude": longitude}


def _degrees(value: object, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -most <= value <= most else None  # nan is not between them either


def keyboard_of(attachments: object) -> Json | None:
    """The inline keyboard under a message, as far as the Bot API has such buttons; None if nothing is left."""
    for one in items(attachments, MOST_ATTACHMENTS + 1):
        attachment = record(one)
        if attachment.get("type") == "inline_keyboard":
            rows = items(record(attachment.get("payload")).get("buttons"), MOST_ROWS)
            buttons = [[_button(record(raw)) for raw in items(row, MOST_IN_A_ROW)] for row in rows]
            kept = [[button for button in row if button is not None] for row in buttons]
            return {"inline_keyboard": [row for row in kept if row]} if any(kept) else None
    return None


def _button(raw: Json) -> Json | None:
    text = words(raw.get("text"), LONGEST_LABEL)
    field = "url" if raw.get("type") == "link" else "payload"
    value = whole_words(raw.get(field), LONGEST_URL if field == "url" else LONGEST_PAYLOAD)
    if text is None or value is None:
        return None
    match raw.get("type"):
        case "callback":
            return {"text": text, "callback_data": value}
        case "link":
            return {"text": text, "url": value}
        case "clipboard":
            return {"text": text, "copy_text": {"text": value}}
    return None


def media_of(attachments: object) -> list[dict[str, Any]]:
    """The attachments of a message as an edit sends them to keep them; without the keyboard."""
    found = [_again(record(one)) for one in items(attachments, MOST_ATTACHMENTS + 1)]
    return [attachment for attachment in found if attachment is not None][:MOST_ATTACHMENTS]


def _again(attachment: Json) -> Json | None:
    kind = attachment.get("type")
    match kind:
        case "location":
            point = _point(attachment)
            return {"type": kind, **point} if point else None
        case "contact":
            card = record(attachment.get("payload")).get("vcf_info")
            return {"type": kind, "payload": {"vcf_info": card}} if isinstance(card, str) else None
        case "image" | "file" | "video" | "audio" | "sticker":
            file = _file(kind, attachment)
            return {"type": kind, "payload": _means(file)} if file and (file.token or kind == "image") else None
    return None


def _means(file: FileRef) -> Json:
    """How MAX is told of a file it has; pictures can be told by address as well."""
    if file.kind == "sticker":
        return {"code": file.token}
    return {"token": file.token} if file.token else {"url": file.url}
