"""MAX's markup of a text as entities of the Bot API; both count UTF-16 units."""

import re
from typing import Any

from bot.platforms.max.people import nameless
from bot.platforms.max.wire import Json, items, record, whole, whole_words

MOST_ENTITIES = 100
LONGEST_URL = 2048

_KINDS = {
    "strong": "bold",
    "emphasized": "italic",
    "underline": "underline",
    "strikethrough": "strikethrough",
    "monospaced": "code",
    "quote": "blockquote",
    "heading": "bold",
    "link": "text_link",
    "user_mention": "text_mention",
}
_COMMAND = re.compile(r"/\S*")


def entities_of(markup: object, text: str) -> list[Json]:
    """What of the markup the Bot API has a word for, in the order of the text; a command is marked too.

    An entity that reaches beyond the text is cut; one that begins there or splits a character is left out.
    """
    encoded = text.encode("utf-16-le")
    found = [_entity(record(one), encoded) for one in items(markup, MOST_ENTITIES)]
    if command := _COMMAND.match(text):
        found.append({"type": "bot_command", "offset": 0, "length": _units(command[0])})
    return sorted(filter(None, found), key=lambda entity: (entity["offset"], -entity["length"]))


def _entity(markup: Json, encoded: bytes) -> Json | None:
    units = len(encoded) // 2
    offset, length = whole(markup.get("from"), 0, units - 1), whole(markup.get("length"), 1)
    kind = markup.get("type")
    if offset is None or length is None or not isinstance(kind, str) or kind not in _KINDS:
        return None
    end = min(offset + length, units)
    if _splits_a_character(encoded, offset) or _splits_a_character(encoded, end):
        return None
    extra = _extra(kind, markup, encoded[2 * offset : 2 * end].decode("utf-16-le"))
    return None if extra is None else {"type": _KINDS[kind], "offset": offset, "length": end - offset, **extra}


def _extra(kind: str, markup: Json, covered: str) -> dict[str, Any] | None:
    """What the entity points to; None: it should point somewhere and does not."""
    match kind:
        case "link":
            url = whole_words(markup.get("url"), LONGEST_URL)
            return {"url": url} if url else None
        case "user_mention":
            user_id = whole(markup.get("user_id"), least=1)
            return {"user": {**nameless(user_id), "first_name": covered}} if user_id else None
    return {}


def _splits_a_character(encoded: bytes, at: int) -> bool:
    return 2 * at < len(encoded) and 0xDC <= encoded[2 * at + 1] <= 0xDF


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
