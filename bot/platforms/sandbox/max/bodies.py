"""The body of a new or changed message (`NewMessageBody`): read as MAX reads it, refused where MAX refuses it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.platforms.sandbox.max import attached
from bot.platforms.sandbox.max.errors import malformed, unreadable
from bot.platforms.sandbox.max.markup import Marked, parse_html, units, with_links
from bot.platforms.sandbox.max.state import MaxState
from bot.platforms.sandbox.params import Json

TEXT = 4000
"""UTF-16 units of the text as it was sent, tags included."""
_FIELDS = frozenset({"text", "attachments", "link", "notify", "format"})


@dataclass(slots=True, kw_only=True)
class NewBody:
    """What a call brings; None for what it leaves as it is."""

    text: str | None = None
    markup: list[Json] = field(default_factory=list)
    attachments: list[Json] | None = None
    link: Json = None
    notify: bool = True

    def content(self, old: Json) -> Json:
        """The body of a message after this: what is not brought stays."""
        made: Json = {"text": old.get("text", ""), "attachments": old.get("attachments", [])}
        made["markup"] = old.get("markup", [])
        if self.text is not None:
            made |= {"text": self.text, "markup": self.markup}
        if self.attachments is not None:
            made["attachments"] = self.attachments
        return {name: value for name, value in made.items() if value or name == "text"}


def read(state: MaxState, body: Json) -> NewBody:
    """What the body of a call brings.

    Raises:
        MaxRefusal: Its shape, its size, its combination; or a file in it is not ready yet.
    """
    if not isinstance(body, dict):
        raise unreadable("an object required")
    if unknown := set(body) - _FIELDS:
        raise unreadable(f"unknown fields: {', '.join(sorted(unknown))}")
    given = {name: value for name, value in body.items() if value is not None}
    if not isinstance(given.get("notify", True), bool):
        raise unreadable("notify: a boolean required")
    marked = _text(state, given)
    link = _link(given.get("link"))
    if link and link["type"] == "forward" and (given.get("text") or given.get("attachments")):
        raise malformed("errors.forward.text.not-empty")
    return NewBody(
        text=marked.text if marked else None,
        markup=marked.markup if marked else [],
        attachments=attached.read(state, given["attachments"]) if "attachments" in given else None,
        link=link,
        notify=given.get("notify", True),
    )


def check_visible(content: Json) -> None:
    """Something must be left to see; a keyboard alone is nothing.

    Raises:
        MaxRefusal: Nothing is.
    """
    media = [one for one in content.get("attachments", []) if one["type"] != "inline_keyboard"]
    if not media and not content["text"].strip():
        raise malformed("text: errors.required")


def _text(state: MaxState, given: Json) -> Marked | None:
    formats: Mapping[str, Callable[[str], Marked]] = {"": lambda text: Marked(text=text), "html": parse_html}
    source, chosen = given.get("text"), given.get("format", "")
    if not isinstance(chosen, str) or chosen not in formats:
        raise unreadable("format: the sandbox reads html")
    if source is None:
        return None
    if not isinstance(source, str):
        raise unreadable("text: a string required")
    if units(source) > TEXT:
        raise malformed(f"text: size must be between 0 and {TEXT}")
    marked = with_links(formats[chosen](source))
    state.bad_html.extend(marked.faults)
    return marked


def _link(link: Json) -> Json:
    if link is None:
        return None
    if not isinstance(link, dict) or set(link) != {"type", "mid"} or not isinstance(link["mid"], str):
        raise unreadable("link: type and mid required")
    if link["type"] not in ("reply", "forward"):
        raise unreadable("link: unknown type")
    return link
