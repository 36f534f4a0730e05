"""Which details of a topic some words say: the entrance, the floor, what exactly is broken.

Entrance, floor, flat, route and vehicle are known by their shape (`mentions`); a detail with options by the words
that the catalogue gives each option.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.domain.catalogue import Catalogue, Detail, Topic
from bot.understanding.mentions import numbered_details
from bot.understanding.words import plain


def details_of(words: str, topic: Topic | None, catalogue: Catalogue) -> dict[str, str]:
    """What the words say of the details that the topic has, by the detail's id; empty without a topic."""
    if topic is None or not words:
        return {}
    numbered = numbered_details(words)
    said = {}
    for detail_id in (*topic.details, *topic.details_said):
        detail = catalogue.details.get(detail_id)
        value = numbered.get(detail_id) or (option_in(words, detail) if detail is not None else None)
        if value:
            said[detail_id] = value
    return said


def option_in(words: str, detail: Detail) -> str | None:
    """The one option that the words name; None when they name several: then it is better asked for."""
    named = [
        option.title.ru
        for option in detail.options
        if option.words and _pattern(option.words).search(plain(words))
    ]
    return named[0] if len(named) == 1 else None


@lru_cache(maxsize=500)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases; "*" at the end of a word stands for any ending."""
    forms = (r"\s+".join(map(_form, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


def _form(word: str) -> str:
    return re.escape(word.removesuffix("*")) + r"[^\W\d_]*" * word.endswith("*")


def only_of(topic: Topic | None, details: Mapping[str, str]) -> dict[str, str]:
    """The details that the topic has too, in its order."""
    if topic is None:
        return dict(details)
    return {one: details[one] for one in (*topic.details, *topic.details_said) if one in details}
