"""The language in which a city pack says what words look like: patterns, and the words that they are made of.

How a pattern is written stands in the header of the city pack's `topics.toml`. Words are compared in lower case,
"ё" as "е"; Latin ones are also read as Russian in transliteration; a long word that no dictionary knows may have
one slip. A message is read once for all patterns: a word meets the patterns it is part of by dictionary look-ups,
so a thousand patterns take a fraction of a millisecond.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from rapidfuzz.distance import OSA

from bot.understanding.words import Lemmas, cyrillic

MOST_WORDS = 150
LONGEST_WORD = 30
REMEMBERED = 64
"""Messages: one is asked about several times in a row."""

GAP = 3
"""Words that ".." stands for at most."""
NEAR = 12
"""Words among which all that "+" joins must stand."""
STOP = 3
"""Words that the end of a sentence counts for."""
SLIP_FROM = {True: 8, False: 6}
"""Letters of the shortest word that may have a slip: Latin, for which there is no dictionary, and Russian."""

NO = frozenset(["не", "нет", "нету", "без", "ни", "ne", "net", "bez", "no", "not", "without", "never", "t"])
"""A word after one of these does not count: «не горит», «без газа»; "t" is what is left of "isn't"."""

_WORD = re.compile(r"[a-z]+|[а-я]+|\d+|[.!?;\n]+(?=\s|$)")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_ELEMENT = re.compile(r"<([a-z0-9-]+)>|(\.\.)|([^\W_]+(?:['’-][^\W_]+)*)([*~]?)")

Span = tuple[int, int]
"""The first word of a place in the message, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Element:
    """A word of a phrase, or a set of words.

    Attributes:
        key: "упал" as it is, "упал*" with any ending, "газ~" in any form, "<people>" a set.
        gap: Words that may stand before it.
    """

    key: str
    gap: int


Phrase = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """All of `parts` near to one another and none of `unless` anywhere."""

    parts: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


def pattern_of(written: str) -> Pattern:
    """A pattern as the city pack writes it."""
    wanted, *unless = re.split(r" - ", f" {written}")
    return Pattern(
        parts=tuple(phrase_of(part) for part in wanted.split(" + ")),
        unless=tuple(phrase_of(part) for part in unless),
    )


def phrase_of(written: str) -> Phrase:
    elements, gap = list[Element](), 0
    for named, dots, word, mark in _ELEMENT.findall(written):
        if dots:
            gap = GAP
            continue
        keys = [f"<{named}>"] if named else re.split(r"['’-]", word)
        for key in keys:
            last = key is keys[-1]
            elements.append(Element(f"{key}{mark}" if last else key, gap))
            gap = 0
    return tuple(elements)


class Patterns:
    """Some patterns, of which any may match."""

    def __init__(self, written: Iterable[str]) -> None:
        self._by_first = defaultdict[str, list[Pattern]](list)
        for pattern in map(pattern_of, written):
            self._by_first[pattern.parts[0][0].key].append(pattern)

    def phrases(self) -> Iterator[Phrase]:
        for patterns in self._by_first.values():
            for pattern in patterns:
                yield from pattern.parts
                yield from pattern.unless

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def match(self, reading: "Reading") -> bool:
        """Only those are tried whose first word stands in the message."""
        return any(any(map(reading.matches, self._by_first[key])) for key in self._by_first.keys() & reading.keys)


class Reader:
    """Reads messages for a number of phrases that are known beforehand."""

    def __init__(self, lemmas: Lemmas, phrases: Iterable[Phrase], sets: Mapping[str, Sequence[Phrase]]) -> None:
        self._lemmas = lemmas
        self._sets = defaultdict[str, list[tuple[str, Phrase]]](list)
        for name, members in sets.items():
            for phrase in members:
                self._sets[phrase[0].key].append((f"<{name}>", phrase))
        keys = {element.key for phrase in (*phrases, *_all(sets)) for element in phrase}
        self._exact = {key for key in keys if key[-1] not in "*~>"}
        self._begun = {key[:-1] for key in keys if key[-1] == "*"}
        self._forms: dict[str, set[str]] = defaultdict(set)
        for key in keys:
            if key[-1] == "~":
                for lemma in lemmas.of(key[:-1]):
                    self._forms[lemma].add(key)
        self._sorted = sorted({*self._exact, *self._begun, *self._forms})
        self.keys_of = lru_cache(maxsize=8_000)(self._keys_of)
        self.read = lru_cache(maxsize=REMEMBERED)(self._read)

    def _read(self, text: str) -> "Reading":
        """A message: where each word and set of the patterns stands in it."""
        found: dict[str, list[Span]] = defaultdict(list)
        denied = set[int]()
        positions = list[int]()
        position, before = 0, ""
        for word in tokens(text):
            if not word[0].isalnum():
                position, before = position + STOP, ""
                continue
            for key in self.keys_of(word):
                found[key].append((position, position + 1))
            positions.append(position)
            if before in NO:
                denied.add(position)
            position, before = position + 1, word
        reading = Reading(positions, found, denied)
        for key in self._sets.keys() & found.keys():
            for name, phrase in self._sets[key]:
                found[name].extend(reading.spans(phrase))
        return Reading(positions, {key: sorted({*spans}) for key, spans in found.items() if spans}, denied)

    def _keys_of(self, word: str) -> tuple[str, ...]:
        found = set(self._as_written(word))
        if word.isascii() and word.isalpha():
            found.update(self._as_written(cyrillic(word)))
        if not found and len(word) >= SLIP_FROM[word.isascii()] and not self._lemmas.knows(word):
            found.update(self._misspelt(word))
        return tuple(found)

    def _as_written(self, word: str) -> Iterator[str]:
        if word in self._exact:
            yield word
        for length in range(2, len(word) + 1):
            if word[:length] in self._begun:
                yield f"{word[:length]}*"
        for lemma in self._lemmas.of(word):
            yield from self._forms.get(lemma, ())

    def _misspelt(self, word: str) -> Iterator[str]:
        """Keys a slip away; the first letter is hardly ever wrong."""
        lemmas = self._lemmas.of(word)
        start = bisect_left(self._sorted, word[0])
        for index in range(start, len(self._sorted)):
            known = self._sorted[index]
            if known[0] != word[0]:
                return
            if len(known) < SLIP_FROM[known.isascii()]:
                continue
            if known in self._exact and _a_slip_away(word, known):
                yield known
            if known in self._forms and any(_a_slip_away(lemma, known) for lemma in lemmas):
                yield from self._forms[known]
            size = len(known)
            if known in self._begun and any(_a_slip_away(word[:n], known) for n in (size, size + 1, size - 1)):
                yield f"{known}*"


class Reading:
    """One message, word by word.

    Attributes:
        positions: Of its words; the end of a sentence leaves some out.
        keys: Of all elements of phrases that stand in it.
    """

    def __init__(
        self, positions: Sequence[int], found: Mapping[str, Sequence[Span]], denied: Container[int]
    ) -> None:
        self.positions = positions
        self.keys = found.keys()
        self._found = found
        self._denied = denied

    def matches(self, pattern: Pattern) -> bool:
        """All parts stand near to one another, no word of them is denied, and nothing speaks against it."""
        places = []
        for part in pattern.parts:
            if not all(element.key in self._found for element in part):
                return False
            stands = [*islice(self.spans(part, but=self._denied), 8)]
            if not stands:
                return False
            places.append(stands)
        return any(map(_near, product(*places))) and not any(map(self._has, pattern.unless))

    def covered(self, phrases: Iterable[Phrase]) -> frozenset[int]:
        """The positions of all words that stand in one of the phrases."""
        spans = (span for phrase in phrases if phrase[0].key in self._found for span in self.spans(phrase))
        return frozenset(position for start, end in spans for position in range(start, end))

    def _has(self, phrase: Phrase) -> bool:
        return any(True for _ in self.spans(phrase))

    def spans(self, phrase: Phrase, but: Container[int] = ()) -> Iterator[Span]:
        """Where a phrase stands; a word of it at one of the positions `but` does not count, unless it follows the
        one before it at once: neither «не пахнет газом» nor «газом не пахнет», but «не дышит».
        """
        first, *rest = phrase
        for start, end in self._found.get(first.key, ()):
            if start not in but:
                for last in self._ends(end, rest, but):
                    yield start, last

    def _ends(self, end: int, rest: Sequence[Element], but: Container[int]) -> Iterator[int]:
        if not rest:
            yield end
            return
        for start, after in self._found.get(rest[0].key, ()):
            if 0 <= start - end <= rest[0].gap and (start == end or start not in but):
                yield from self._ends(after, rest[1:], but)


def _near(places: tuple[Span, ...]) -> bool:
    return max(end for _, end in places) - min(start for start, _ in places) <= NEAR


def _a_slip_away(word: str, known: str) -> bool:
    return OSA.distance(word, known, score_cutoff=1) <= 1


def _all(sets: Mapping[str, Sequence[Phrase]]) -> Iterator[Phrase]:
    for phrases in sets.values():
        yield from phrases


def tokens(text: str) -> list[str]:
    """Words, numbers and ends of sentences; lower case, "ё" as "е", stretched letters once: «пожаааар»."""
    plain = _STRETCHED.sub(r"\1", text[: MOST_WORDS * LONGEST_WORD].lower().replace("ё", "е"))
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain)[:MOST_WORDS]]
