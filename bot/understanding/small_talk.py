"""Tells words that report nothing: a greeting, thanks, «где мой ответ», swearing.

A message of nothing but such words is small talk whatever it is about; beyond that patterns and what was learned
from examples (`gist`) have to agree that it is, because a report that is taken for small talk would be lost. All
three are in `small_talk.toml`. Rude words with a problem among them are a report.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

from bot.understanding.gist import Gist, GistReader
from bot.understanding.patterns import Patterns, Phrase, Reader, Reading, phrase_of, tokens
from bot.understanding.place_alone import is_place_alone
from bot.understanding.words import Lemmas, words_of


class SmallTalk(StrEnum):
    """What it is instead of a report; each has a fitting answer."""

    GREETING = "greeting"
    THANKS = "thanks"
    STATUS = "status"
    """Where is my answer; what is the number of my report."""
    NUMBER = "number"
    """A number and nothing else: of a report, perhaps."""
    ADDRESS = "address"
    """An address and nothing else: of what, is still to be said."""
    QUESTION = "question"
    """About the bot itself."""
    INSULT = "insult"
    SPAM = "spam"
    CHATTER = "chatter"
    """Yes, no, «ау», letters at random."""


ALONE = 0.25
"""Chance from which on a message is small talk by what was learned alone; measured."""
WITH_PATTERN = 0.001
"""The same where a pattern says so too."""

FEW = 4
"""Words that carry meaning; a longer message is rather a report in words that nobody has used before."""
SHORT = 12
"""Words of a message in which one phrase can say all; a long one may end a report with bitter thanks."""
FITS_BADLY = 0.2
FITS_UNNAMED = 0.5
"""Chance of the likeliest topic below which a few words are about none: with and without a keyword of one."""

FILLER = "filler"
STRONGEST = (SmallTalk.INSULT, SmallTalk.QUESTION, SmallTalk.THANKS, SmallTalk.GREETING, SmallTalk.CHATTER)
"""What a message of several kinds of such words is."""

_NUMBER = re.compile(
    r"(?:(?:№|#|n|no|id|номер|код|тикет|заявк[аи]|сообщени[ея]|обращени[ея]|мо[йяеё]|мой|вот|это|number|report|request|ticket)"
    r"[\s.:,№#-]*){0,4}\+?\d[\d\s/().-]{0,25}"
)
_LETTERS_AT_RANDOM = re.compile(
    r"[бвгджзйклмнпрстфхцчшщ]{5,}|[bcdfghjklmnpqrstvwxz]{5,}|(?:йцу|фыв|ячс|qwe|asd|zxc)\w*"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of small talk is said."""

    words: Sequence[Phrase]
    surely: Patterns
    patterns: Patterns
    unless: Patterns

    def phrases(self) -> Iterator[Phrase]:
        yield from self.words
        yield from self.surely.phrases()
        yield from self.patterns.phrases()
        yield from self.unless.phrases()


class SmallTalkReader:
    """Made once."""

    def __init__(self, lemmas: Lemmas, gist: GistReader, fit: Callable[[str], tuple[float, bool]]) -> None:
        """Read the words and patterns.

        Args:
            fit: How well words fit any topic, as `TopicIndex.fit`.
        """
        data = _data()
        sets = {name: [*map(phrase_of, words)] for name, words in data.pop("words")["sets"].items()}
        self._filler = [*map(phrase_of, data.pop(FILLER)["words"])]
        self._kinds = {SmallTalk(name): _kind(table) for name, table in data.items()}
        phrases = {phrase for kind in self._kinds.values() for phrase in kind.phrases()} | {*self._filler}
        self._reader = Reader(lemmas, phrases, sets)
        self._gist = gist
        self._fit = fit

    def of(self, words: str, *, only_sure: bool = False) -> SmallTalk | None:
        """What kind of small talk the words are; None when they may report something.

        Args:
            only_sure: Only what nothing else can be meant by, whatever was learned from examples.
        """
        written = words.strip(" \n.,!?…").lower()
        if _NUMBER.fullmatch(written):
            return SmallTalk.NUMBER
        said = [word for word in tokens(words) if word[0].isalnum()]
        if not any(word.isalpha() for word in said):
            return SmallTalk.CHATTER
        reading = self._reader.read(words)
        gist = self._gist.of(words)
        return (
            self._surely(reading)
            or self._of_such_words(said, reading)
            or self._place(words)
            or (None if only_sure else self._meant(words, gist, reading))
        )

    def _surely(self, reading: Reading) -> SmallTalk | None:
        """The kind that one pattern is enough for: «где мой ответ» has the words of a question about the bot."""
        if len(reading.positions) > SHORT:
            return None
        kinds = (kind for kind, how in self._kinds.items() if how.surely.match(reading))
        return next((kind for kind in kinds if not self._kinds[kind].unless.match(reading)), None)

    def _of_such_words(self, said: Sequence[str], reading: Reading) -> SmallTalk | None:
        """The strongest kind of a message whose every word is small talk or filler."""
        kinds = {kind: reading.covered(self._kinds[kind].words) for kind in STRONGEST}
        covered = frozenset[int]().union(*kinds.values(), reading.covered(self._filler))
        rest = [word for position, word in zip(reading.positions, said, strict=True) if position not in covered]
        if not all(len(word) == 1 or _LETTERS_AT_RANDOM.fullmatch(word) for word in rest):
            return None
        return next((kind for kind in STRONGEST if kinds[kind]), SmallTalk.CHATTER)

    def _place(self, words: str) -> SmallTalk | None:
        return SmallTalk.ADDRESS if is_place_alone(words) else None

    def _meant(self, words: str, gist: Gist | None, reading: Reading) -> SmallTalk | None:
        chances = gist.talk if gist else {}
        possible = {kind: how for kind, how in self._kinds.items() if not how.unless.match(reading)}
        named = [kind for kind, how in possible.items() if how.patterns.match(reading)]
        if named and (gist is None or sum(chances.values()) >= WITH_PATTERN):
            return max(named, key=lambda kind: chances.get(kind, 0.0))
        if sum(chances.values()) < ALONE:
            return SmallTalk.CHATTER if self._fits_nothing(words) else None
        likeliest = SmallTalk(max(chances, key=lambda name: chances[name]))
        return likeliest if likeliest in possible else None

    def _fits_nothing(self, words: str) -> bool:
        """A few words that are about no topic: «кря», «завтра выходной»."""
        if len(words_of(words)) > FEW:
            return False
        chance, has_keyword = self._fit(words)
        return chance < (FITS_BADLY if has_keyword else FITS_UNNAMED)


def _data() -> dict[str, Any]:
    text = resources.files("bot.understanding").joinpath("small_talk.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _kind(table: Mapping[str, Sequence[str]]) -> _Kind:
    return _Kind(
        words=[*map(phrase_of, table.get("words", ()))],
        surely=Patterns(table.get("surely", ())),
        patterns=Patterns(table.get("patterns", ())),
        unless=Patterns(table.get("unless", ())),
    )
