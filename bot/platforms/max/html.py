"""Telegram's HTML as MAX's: what MAX has no tag for loses its tag and keeps its words.

Pure, hence apart. MAX refuses no markup, it shows what it made of it: so all that leaves here is closed, nested
and escaped. Lengths count UTF-16 units of the source with its tags, the strictest reading of MAX's limit.
"""

import re
from dataclasses import dataclass
from html import escape

LONGEST_TEXT = 4000

_KEPT = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "del", "code", "pre", "blockquote"})
_OTHER_NAME = {"strike": "s"}
_TOKEN = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)/?>""",
    re.IGNORECASE,
)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CHARACTER = re.compile(r"&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));", re.IGNORECASE)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_WEB = re.compile(r"(?:https?://|max://user/)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
_PERSON = re.compile(r"tg://user\?id=([0-9]{1,19})", re.IGNORECASE | re.ASCII)
_PIECE = re.compile(r"<[^<>]*>|&[#0-9a-z]{1,8};|.", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end; `shown` is None where MAX has none for it."""

    name: str
    shown: str | None


def to_max(source: str) -> str:
    """The text with the tags that MAX has, closed in their order.

    A "<" or "&" that begins nothing known stands for itself.
    """
    made: list[str] = []
    open_tags: list[_Open] = []
    at = 0
    for tag in _TOKEN.finditer(source):
        made.append(_escaped(source[at : tag.start()]))
        at = tag.end()
        name = tag["name"].lower()
        if tag["end"]:
            _close(name, open_tags, made)
        else:
            shown = _shown(name, tag["attributes"], open_tags)
            open_tags.append(_Open(name, shown))
            made.append(f"<{shown}>" if shown else "")
    made.append(_escaped(source[at:]))
    made += [_end(tag) for tag in reversed(open_tags)]
    return "".join(made)


def _shown(name: str, attributes: str, open_tags: list[_Open]) -> str | None:
    if name == "a":
        href = _HREF.search(attributes)
        target = _target(_characters(next(filter(None, href.groups()), ""))) if href else None
        return f'a href="{_attribute(target)}"' if target else None
    if name == "code" and any(tag.name == "pre" for tag in open_tags):
        return None  # tells the language of a block
    name = _OTHER_NAME.get(name, name)
    return name if name in _KEPT else None


def _target(href: str) -> str | None:
    """Where a link leads in MAX; None if nowhere."""
    person = _PERSON.fullmatch(href)
    if person:
        return f"max://user/{person[1]}"
    return href if _WEB.fullmatch(href) else None


def _close(name: str, open_tags: list[_Open], made: list[str]) -> None:
    """With all that was opened since; an end that nothing waits for is left out."""
    if not any(tag.name == name for tag in open_tags):
        return
    while True:
        tag = open_tags.pop()
        made.append(_end(tag))
        if tag.name == name:
            return


def _end(tag: _Open) -> str:
    return f"</{tag.shown.partition(' ')[0]}>" if tag.shown else ""


def _escaped(text: str) -> str:
    return escape(_characters(text), quote=False)


def _attribute(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")  # of `&#x27;` nobody has seen what MAX makes


def _characters(text: str) -> str:
    return _CHARACTER.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3].lower()]
    code = int(found[1], 16) if found[1] else int(found[2])
    is_one = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_one else found[0]


def split(source: str, longest: int = LONGEST_TEXT) -> list[str]:
    """A text of `to_max` in parts that MAX takes: cut between lines, else words, else anywhere but in a tag.

    What is open at a cut is closed there and opened again in the next part. MAX takes no part without a visible
    word: they are left out, and a text of nothing else is one empty part.
    """
    parts: list[str] = []
    rest = source
    while units(rest) > longest:
        part, following = _cut(rest, longest)
        if len(following) >= len(rest):  # tags that fill a part by themselves
            return split(_TAG.sub("", source), longest)
        parts.append(part)
        rest = following
    seen = [part for part in (*parts, rest) if _TAG.sub("", part).strip()]
    return seen or [""]


@dataclass(slots=True)
class _Cut:
    """Where a text may be cut, and what is open there."""

    at: int = 0
    open_tags: tuple[str, ...] = ()


def _cut(source: str, longest: int) -> tuple[str, str]:
    """The first part, as long as it may be, and the rest."""
    line, word, anywhere = _Cut(), _Cut(), _Cut()
    open_tags: tuple[str, ...] = ()
    used = closing = 0
    for piece in _PIECE.finditer(source):
        text = piece.group()
        used += units(text)
        if len(text) > 1 and text.startswith("<"):
            open_tags = open_tags[:-1] if text.startswith("</") else (*open_tags, text)
            closing = units(_ends(open_tags))
        if used + closing > longest:
            if used > longest:
                break
            continue
        anywhere = _Cut(piece.end(), open_tags)
        if text.isspace():
            word = anywhere
            line = anywhere if text == "\n" else line
    cut = next((cut for cut in (line, word) if source[: cut.at].strip()), anywhere)
    head = source[: cut.at].rstrip() + _ends(cut.open_tags)
    return head, "".join(cut.open_tags) + source[cut.at :].lstrip("\n")


def _ends(open_tags: tuple[str, ...]) -> str:
    return "".join(f"</{tag[1:-1].partition(' ')[0]}>" for tag in reversed(open_tags))
