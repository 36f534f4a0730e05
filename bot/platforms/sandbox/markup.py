"""Formatted text: HTML as Telegram parses it, and what it finds in plain text by itself.

Pure, hence apart. Offsets and lengths count UTF-16 code units, as everywhere in the Bot API.
Rests on how the public server behaves, its messages included; the documentation does not promise them.
"""

import re
from dataclasses import dataclass, field

from bot.platforms.sandbox.errors import bad_request
from bot.platforms.sandbox.params import Json

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "span": "spoiler",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_VERBATIM = {"code", "pre"}
_CHARACTER = re.compile(r"&(?:#x([0-9a-f]{1,8})|#([0-9]{1,10})|(lt|gt|amp|quot)(?![a-z]));?", re.IGNORECASE)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE = re.compile(r"""\s*([^\s=>"'/]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)))?""")
_TAG_END = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*>""")
_LINK = re.compile(r"^(?:https?|tg|ton)://[^\s/?#]+|^mailto:|^tel:", re.IGNORECASE)
_USER_LINK = re.compile(r"^tg://user\?id=(\d+)$")

_DOMAINS = "ru|com|org|net|su|info|io|me|moscow|рф|москва|gov|edu|dev|app"
_FOUND = re.compile(
    r"(?P<url>(?<![\w@])(?:https?://[^\s<>\"«»]+|(?:[\w-]+\.)+(?:" + _DOMAINS + r")\b(?:/[^\s<>\"«»]*)?))"
    r"|(?P<email>(?<!\w)[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<bot_command>(?<![\w/<>@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True, kw_only=True)
class Formatted:
    """Text without its markup, and where it was marked."""

    text: str
    entities: list[Json] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Open:
    tag: str
    start: int
    extra: dict[str, str]


def parse_html(source: str) -> Formatted:
    """Parse the HTML subset of the Bot API.

    Lenient where the server is: "&" that begins no known character and a lone ">" stand for themselves,
    `</>` closes whatever is open, tags may be written in capitals. Strict elsewhere: a lone "<" is refused.

    Raises:
        ApiError: A tag is unknown, unclosed or closed by another.
    """
    return _HtmlParser(source).parse()


class _HtmlParser:
    """One walk over the source; `_at` is a code point of it, `_units` counts the text made so far."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._units = 0
        self._text: list[str] = []
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> Formatted:
        while self._at < len(self._source):
            here = self._source[self._at]
            if here == "<":
                self._tag()
            elif here == "&" and (found := _CHARACTER.match(self._source, self._at)):
                self._put(_character(found))
                self._at = found.end()
            else:
                self._put(here)
                self._at += 1
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return Formatted(text="".join(self._text), entities=self._entities)

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._units += units(text)

    def _tag(self) -> None:
        offset = len(self._source[: self._at].encode("utf-8", "surrogatepass"))
        if self._source.startswith("</", self._at):
            self._close(offset)
            return
        name = re.match(r"[^\s>]*", self._source[self._at + 1 :])
        tag = name.group().lower() if name else ""
        if tag not in _SIMPLE:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {offset}')
        start = self._at + 1 + len(tag)
        end = _TAG_END.match(self._source, start)
        if end is None:
            raise _unparsable(f"Unclosed start tag at byte offset {offset}")
        attributes = _attributes(self._source[start : end.end() - 1])
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        self._open.append(_Open(tag=tag, start=self._units, extra=attributes))
        self._at = end.end()

    def _close(self, offset: int) -> None:
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {offset}")
        end = self._source.find(">", self._at)
        if end < 0:
            raise _unparsable(f"Unclosed end tag at byte offset {offset}")
        name = self._source[self._at + 2 : end].strip().lower()
        opened = self._open.pop()
        if name not in ("", opened.tag):
            raise _unparsable(
                f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{name}>"'
            )
        self._at = end + 1
        if self._units > opened.start and (entity := self._entity(opened)):
            self._entities.append(entity)

    def _entity(self, opened: _Open) -> Json | None:
        entity: dict[str, Json] = {
            "type": _SIMPLE[opened.tag],
            "offset": opened.start,
            "length": self._units - opened.start,
        }
        match opened.tag:
            case "a":
                return _link(entity, opened.extra.get("href") or self._text_from(opened.start))
            case "tg-emoji":
                entity["custom_emoji_id"] = opened.extra.get("emoji-id", "")
            case "blockquote" if "expandable" in opened.extra:
                entity["type"] = "expandable_blockquote"
            case "pre" if "language" in opened.extra:
                entity["language"] = opened.extra["language"]
            case "code" if self._is_language_of_pre(opened):
                return None
        return entity

    def _text_from(self, start: int) -> str:
        whole = "".join(self._text).encode("utf-16-le", "surrogatepass")
        return whole[start * 2 :].decode("utf-16-le", "surrogatepass")

    def _is_language_of_pre(self, opened: _Open) -> bool:
        """`<pre><code class="language-x">` is one entity: the language goes to the outer tag."""
        language = opened.extra.get("class", "")
        if not (language.startswith("language-") and self._open and self._open[-1].tag == "pre"):
            return False
        self._open[-1].extra["language"] = language.removeprefix("language-")
        return True


def _link(entity: Json, url: str) -> Json | None:
    if user := _USER_LINK.match(url):
        return {
            **entity,
            "type": "text_mention",
            "user": {"id": int(user.group(1)), "is_bot": False, "first_name": "?"},
        }
    return {**entity, "url": full_url(url)} if is_link(url) else None


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def _character(found: re.Match[str]) -> str:
    sixteen, ten, name = found.groups()
    if name:
        return _NAMED[name.lower()]
    code = int(sixteen, 16) if sixteen else int(ten)
    bad = code == 0 or code >= 0x10FFFF or 0xD800 <= code < 0xE000
    return found.group() if bad else chr(code)


def _attributes(source: str) -> dict[str, str]:
    return {
        found.group(1).lower(): _CHARACTER.sub(
            _character, next((g for g in found.groups()[1:] if g is not None), "")
        )
        for found in _ATTRIBUTE.finditer(source)
    }


def is_link(url: str) -> bool:
    """Whether Telegram would make a link of it; a name with a dot counts as one."""
    return bool(_LINK.match(url) or re.match(r"^(?![a-z]+:)[\w-]+(\.[\w-]+)+(?:[/:?#]\S*)?$", url, re.IGNORECASE))


def full_url(url: str) -> str:
    """The link as Telegram gives it back: with a scheme, and a slash after a bare host."""
    whole = url if re.match(r"^[a-z]+:", url, re.IGNORECASE) else f"http://{url}"
    return f"{whole}/" if re.match(r"^https?://[^/?#]+$", whole) else whole


def tidy(formatted: Formatted) -> Formatted:
    """What the server stores: no control characters, no space around, entities in order and legal."""
    text = formatted.text.replace("\r", "")
    if text != formatted.text:
        return tidy(_without_returns(formatted))
    text = "".join(" " if ord(c) < 32 and c != "\n" else c for c in text)
    body = text.strip()
    shift = units(text[: len(text) - len(text.lstrip())])
    total = units(body)
    kept = []
    for entity in formatted.entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return Formatted(text=body, entities=_in_order(_legal(kept)))


def _without_returns(formatted: Formatted) -> Formatted:
    """The same without carriage returns, entities moved to the left by those before them."""
    places, at = [], 0
    for character in formatted.text:
        if character == "\r":
            places.append(at)
        at += units(character)

    def moved(offset: int) -> int:
        return offset - sum(place < offset for place in places)

    entities = []
    for entity in formatted.entities:
        start, end = moved(entity["offset"]), moved(entity["offset"] + entity["length"])
        entities.append({**entity, "offset": start, "length": end - start})
    return Formatted(text=formatted.text.replace("\r", ""), entities=entities)


def _legal(entities: list[Json]) -> list[Json]:
    """Nothing else inside code, and nothing inside its own kind."""
    walls = [_span(e) for e in entities if e["type"] in _VERBATIM]
    kept: list[Json] = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        if entity["type"] in _VERBATIM or entity["type"].endswith("blockquote"):
            pieces = [_span(entity)]
        else:
            pieces = _outside(_span(entity), walls)
        for start, end in pieces:
            inside = any(k["type"] == entity["type"] and _span(k)[0] <= start and end <= _span(k)[1] for k in kept)
            if end > start and not inside:
                kept.append({**entity, "offset": start, "length": end - start})
    return kept


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _outside(span: tuple[int, int], walls: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces = [span]
    for left, right in walls:
        pieces = [
            part
            for start, end in pieces
            for part in ((start, min(end, left)), (max(start, right), end))
            if part[1] > part[0]
        ]
    return pieces


def _in_order(entities: list[Json]) -> list[Json]:
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def with_found(formatted: Formatted) -> Formatted:
    """Add the links, commands, mentions, hashtags and addresses that the text itself holds."""
    taken = [_span(e) for e in formatted.entities if e["type"] in _VERBATIM | {"text_link", "text_mention"}]
    found = []
    for match in _FOUND.finditer(formatted.text):
        value = match.group().rstrip(".,:;!?)") if match.lastgroup == "url" else match.group()
        start = units(formatted.text[: match.start()])
        end = start + units(value)
        if value and all(end <= left or right <= start for left, right in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": end - start})
    return Formatted(text=formatted.text, entities=_in_order([*formatted.entities, *found]))
