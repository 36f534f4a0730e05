"""Formatted text as MAX keeps it: its HTML parsed into text and markup, and the links a text holds itself.

Pure, hence apart. Positions count UTF-16 units. Nothing is refused: a tag that MAX does not know goes and its text
stays, so what was wrong is told beside the result, for tests to look at.
"""

import re
from dataclasses import dataclass, field

from bot.platforms.sandbox.params import Json

_KINDS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "emphasized"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "del"), "strikethrough"),
    **dict.fromkeys(("code", "pre"), "monospaced"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "mark": "highlighted",
    "blockquote": "quote",
    "a": "link",
}
_CHARACTERS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}
"""What is known to be understood; another reference would stand in the text as it is."""
_TOKEN = re.compile(
    r"""<(?P<close>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<more>(?:[^<>"']|"[^"]*"|'[^']*')*+)>|&(?:amp|lt|gt|quot|#39);"""
)
_HREF = re.compile(r"""^\s+href\s*=\s*(?:"([^"]*)"|'([^']*)')\s*$""", re.IGNORECASE)
_CHARACTER = re.compile(r"&(?:amp|lt|gt|quot|#39);")
_PERSON = re.compile(r"^max://user/(\d+)$")
_WEB = re.compile(r"^https?://[^\s/?#]+|^max://", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?<![\w/])https?://[^\s<>"«»]+""", re.IGNORECASE)


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_web(url: str) -> bool:
    """Whether MAX would open it: tg:// and the like it does not."""
    return bool(_WEB.match(url))


@dataclass(slots=True, kw_only=True)
class Marked:
    """A text, where it is marked, and what of its HTML went in silence."""

    text: str
    markup: list[Json] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def parse_html(source: str) -> Marked:
    made, at = _Walk(), 0
    for token in _TOKEN.finditer(source):
        made.put(source[at : token.start()])
        if token["tag"] is None:
            made.put(_CHARACTERS[token.group()])
        elif token["close"]:
            made.close(token["tag"].lower())
        else:
            made.open(token["tag"].lower(), token["more"])
        at = token.end()
    made.put(source[at:])
    return made.end()


class _Walk:
    """Text made so far, tags that are open: name, where it began, what it brings to its mark."""

    def __init__(self) -> None:
        self._text = ""
        self._units = 0
        self._open: list[tuple[str, int, Json]] = []
        self._markup: list[Json] = []
        self._faults: list[str] = []

    def put(self, text: str) -> None:
        self._text += text
        self._units += units(text)

    def open(self, tag: str, more: str) -> None:
        if tag not in _KINDS:
            self._faults.append(f"<{tag}> is not known")
            return
        self._open.append((tag, self._units, self._extra(tag, more)))

    def _extra(self, tag: str, more: str) -> Json:
        """What the mark says beside its kind; None if it is no mark at all."""
        if tag != "a":
            if more.strip():
                self._faults.append(f"<{tag}> takes no attributes")
            return {"type": _KINDS[tag]}
        found = _HREF.match(more)
        url = _CHARACTER.sub(lambda one: _CHARACTERS[one.group()], (found[1] or found[2] or "") if found else "")
        if person := _PERSON.match(url):
            return {"type": "user_mention", "user_id": int(person[1])}
        if not is_web(url):
            self._faults.append("<a> leads nowhere")
            return None
        return {"type": "link", "url": url}

    def close(self, tag: str) -> None:
        at = next((n for n in reversed(range(len(self._open))) if self._open[n][0] == tag), None)
        if at is None:
            if tag in _KINDS:
                self._faults.append(f"</{tag}> closes nothing")
            return
        if at != len(self._open) - 1:
            self._faults.append(f"</{tag}> crosses <{self._open[-1][0]}>")
        _, start, extra = self._open.pop(at)
        if extra is not None and self._units > start:
            self._markup.append({**extra, "from": start, "length": self._units - start})

    def end(self) -> Marked:
        self._faults += [f"<{tag}> is not closed" for tag, _, _ in self._open]
        return Marked(text=self._text, markup=_in_order(self._markup), faults=self._faults)


def with_links(marked: Marked) -> Marked:
    """Add the web addresses that stand in the text and are not marked yet."""
    taken = [_span(one) for one in marked.markup if one["type"] in ("link", "monospaced")]
    found = []
    for url, start in addresses(marked.text):
        end = start + units(url)
        if all(end <= left or right <= start for left, right in taken):
            found.append({"type": "link", "from": start, "length": end - start, "url": url})
    return Marked(text=marked.text, markup=_in_order([*marked.markup, *found]), faults=marked.faults)


def addresses(text: str) -> list[tuple[str, int]]:
    """Web addresses in a text and where they begin."""
    return [
        (one.group().rstrip(".,:;!?)"), units(text[: one.start()]))
        for one in _ADDRESS.finditer(text)
        if is_web(one.group().rstrip(".,:;!?)"))
    ]


def _span(mark: Json) -> tuple[int, int]:
    return mark["from"], mark["from"] + mark["length"]


def _in_order(markup: list[Json]) -> list[Json]:
    """By place, the wider first; a kind inside itself says nothing new."""
    kept: list[Json] = []
    for mark in sorted(markup, key=lambda one: (one["from"], -one["length"])):
        start, end = _span(mark)
        inside = any(k["type"] == mark["type"] and _span(k)[0] <= start and end <= _span(k)[1] for k in kept)
        if not inside:
            kept.append(mark)
    return kept
