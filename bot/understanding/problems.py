"""Takes a message apart that tells of several problems: «яма на дороге, и фонарь не горит».

Precision before all: a long story about one thing is one problem. A part begins a problem of its own where it
names the thing and what is wrong with it in the catalogue's words and in few others, the ranking agrees, and it is
about another thing than the parts before. Whatever else is said belongs to the problem before it.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from bot.domain.catalogue import Catalogue
from bot.understanding.addresses import address_in
from bot.understanding.streets import word_set
from bot.understanding.topic_search import Suggestions
from bot.understanding.words import Lemmas, all_words, words_of

Topics = Callable[..., Awaitable[Suggestions]]

LONGEST_TEXT = 600
"""Characters; who writes more tells a story, and it is about one thing."""
MOST_PARTS = 8
MOST_PROBLEMS = 3
FEWEST_LETTERS = 7
"""Of a part: «и темно» is an attribute of the problem before."""
FEWEST_WORDS = 2
"""Of a part that carry meaning: the thing, and what is wrong with it."""
LOOKED_AT = 5
"""Suggestions of a part."""
WEAKEST = 0.04
"""Score of a suggestion below which the part does not mean it."""
LEAST_AGREED = 0.8
"""Of the scores of a part's suggestions that share its thing."""
SAID_AFTER_COMMA, SAID_AFTER_AND, SAID_AFTER_ALSO = 0.75, 0.6, 0.5
"""Of a part's words, those that the catalogue must have for its topic; fewer where the resident says «ещё»."""
STEM = 5
"""Letters of a word that its kin share."""
TELLING = 2
"""Titles and keywords of a topic that have a word which names its thing."""

_SENTENCE = re.compile(r"(?<=[.!?…;])\s+(?=\S)|\n+")
_AND = re.compile(
    r"""\s*(?:[,;—–-]\s*)?(?<!\w)(?:(?:и|а|да)\s+(?:ещё|еще|также|тоже|к\sтому\sже)|а\sтакже|(?:и\s)?плюс|кроме\sтого|
    вдобавок|ещё|еще|также|заодно|and\salso|also|as\swell\sas|plus|besides)(?!\w)\s*,?\s*
    |\s*,\s*(?:и|а|да|and)\s+|\s+(?:и|and)\s+|\s*,\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_JOINT = r"(?:и|а|да|ещё|еще|также|тоже|плюс|заодно|кроме\sтого|and|also|plus)"
_SAYS_MORE = re.compile(
    r"(?<!\w)(?:ещё|еще|также|тоже|плюс|кроме|вдобавок|заодно|also|plus|besides)(?!\w)", re.IGNORECASE
)
_SAYS_AND = re.compile(r"(?<!\w)(?:и|а|да|and)(?!\w)", re.IGNORECASE)
_PLACE = re.compile(
    r"(?<!\w)(?:на|у|в|во|возле|около|по|под|за|перед|рядом с|at|on|in|near|by|behind)\s+(?:the\s+|our\s+)?"
    r"(?P<where>[^\W\d_]+(?:[аоеы]й|[оеы]м|ых|их)\s+[^\W\d_]+|[^\W\d_]+)",
    re.IGNORECASE,
)
_WRONG = word_set(
    "слома разби рабо работ гряз грязн убира убрат повре плохо нет горет темно старо "
    "broke dirty work damag clean light off"
)
"""What is wrong with many things."""
_BEFORE = re.compile(rf"(?:{_JOINT}(?!\w)[\s,]*)+(?=\S)", re.IGNORECASE)
_AFTER = re.compile(rf"(?:[\s,]+{_JOINT})+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some words of the message; `start` is where in it they begin.

    Attributes:
        topics: Those it may mean; empty when it says nothing for sure.
        things: What it names of them.
    """

    start: int
    topics: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()


class Problems:
    """Knows the catalogue's words for each topic."""

    def __init__(self, catalogue: Catalogue, lemmas: Lemmas) -> None:
        self._topics = catalogue.topics
        self._lemmas = lemmas
        self._words = lru_cache(maxsize=200)(self._words_of)

    async def of(self, words: str, *, day: date, topics: Topics) -> tuple[str, ...]:
        """Each problem in its own words, in their order; all of them as one where there are not surely several."""
        clauses = _clauses(words) if len(words) <= LONGEST_TEXT else []
        if not 1 < len(clauses) <= MOST_PARTS:
            return (words,)
        parts = [await self._read(words, start, end, day, topics) for start, end in clauses]
        heads = _heads(parts)
        if not 1 < len(heads) <= MOST_PROBLEMS:
            return (words,)
        cuts = [0, *(head.start for head in heads[1:]), len(words)]
        split = tuple(_trimmed(words[start:end]) for start, end in pairwise(cuts))
        return split if all(split) else (words,)

    async def _read(self, words: str, start: int, end: int, day: date, topics: Topics) -> _Part:
        text = self._without_address(_trimmed(words[start:end]))
        said = [self._terms(word) for word in words_of(text)]
        if len(said) < FEWEST_WORDS:
            return _Part(start)
        suggested = await topics(text, day=day, limit=LOOKED_AT)
        meant = {found.topic_id: found.score for found in suggested.found if found.score >= WEAKEST}
        least, places = _least_said(words, start), self._places_in(text)
        things: set[str] = set()
        agreed = 0.0
        for topic_id, score in meant.items():
            known = self._words(topic_id)
            named = {term for word in said for term in word if known[term] >= TELLING} - _WRONG
            explained = sum(any(known[term] for term in word) for word in said) / len(said)
            if named and explained >= least:
                things |= (named - places) or named
                agreed += score
        return _Part(start, frozenset(meant), frozenset(things)) if agreed >= LEAST_AGREED else _Part(start)

    def _without_address(self, text: str) -> str:
        address = address_in(text, self._lemmas)
        return f"{text[: address.start]} {text[address.end :]}" if address else text

    def _places_in(self, text: str) -> frozenset[str]:
        """What is said of where it is: «фонарь у дороги» and «яма на дороге» are about different things."""
        words = (word for match in _PLACE.finditer(text) for word in all_words(match["where"]))
        return frozenset(term for word in words for term in self._terms(word))

    def _words_of(self, topic_id: str) -> Counter[str]:
        """How many of the topic's titles and keywords have a term."""
        topic = self._topics[topic_id]
        written = [topic.title.ru, topic.title.en, *(key for keys in topic.keywords.values() for key in keys)]
        return Counter(
            term for text in written for term in {term for word in all_words(text) for term in self._terms(word)}
        )

    def _terms(self, word: str) -> frozenset[str]:
        """The beginnings of its dictionary forms: «грязно» and «грязный» say the same."""
        return frozenset(form[:STEM] for form in self._lemmas.of(word))


def _clauses(words: str) -> list[tuple[int, int]]:
    """Spans of clauses; one that is too short to say anything belongs to the one before it."""
    cuts = sorted({match.end() for rule in (_SENTENCE, _AND) for match in rule.finditer(words)} - {0, len(words)})
    spans: list[tuple[int, int]] = []
    for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True):
        if spans and sum(c.isalpha() for c in words[start:end]) < FEWEST_LETTERS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _least_said(words: str, start: int) -> float:
    joint = words[max(0, start - 14) : start]
    joint = re.split(r"[.!?;]", joint)[-1] + words[start : start + 6]
    if _SAYS_MORE.search(joint):
        return SAID_AFTER_ALSO
    return SAID_AFTER_AND if start == 0 or _SAYS_AND.search(joint) else SAID_AFTER_COMMA


def _heads(parts: Sequence[_Part]) -> list[_Part]:
    """The parts that begin a problem of their own."""
    heads: list[_Part] = []
    for part in parts:
        differs = all(
            part.topics.isdisjoint(head.topics) and part.things.isdisjoint(head.things) for head in heads
        )
        if part.topics and differs:
            heads.append(part)
    return heads


def _trimmed(text: str) -> str:
    """Without the joints before and after it."""
    text = text.strip(" \n\t,;—–-")
    if joint := _BEFORE.match(text):
        text = text[joint.end() :]
    return _AFTER.sub("", text).strip(" \n\t,;—–-")
