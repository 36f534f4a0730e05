"""Finds a danger, or a matter for another service, in a resident's words.

Two that know different things decide together: the city pack's patterns, which are sure of what they name, and
what was learned from its sentences (`gist`), which has seen it said in other words. A pattern that matches is
believed; where none does, the message as a whole must be clear and have the words that the pack says it `needs`.
What the pack says under `unless` outweighs both: it is over, or it is not meant.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.domain.catalogue import Catalogue, Elsewhere, Emergency
from bot.understanding.gist import Gist, GistReader
from bot.understanding.patterns import Patterns, Phrase, Reader, Reading, phrase_of
from bot.understanding.place_alone import is_place_alone
from bot.understanding.words import Lemmas

ENOUGH = 0.3
"""Chance from which on the gist is believed where no pattern matches; measured, and flat."""

NOTHING = Gist()


class Stops:
    """What of a message must not, or need not, become a report."""

    def __init__(self, catalogue: Catalogue, lemmas: Lemmas, gist: GistReader) -> None:
        self._catalogue = catalogue
        self._dangers = [_Told(one) for one in catalogue.emergencies.values()]
        self._elsewhere = [_Told(one) for one in catalogue.elsewhere.values()]
        phrases = {phrase for told in (*self._dangers, *self._elsewhere) for phrase in told.phrases()}
        sets = {name: [phrase_of(word) for word in words] for name, words in catalogue.words.items()}
        self._reader = Reader(lemmas, phrases, sets)
        self._gist = gist

    def danger(self, words: str, passed: Collection[str] = ()) -> Emergency | None:
        """The emergency that the words tell of, if any; of several the likeliest that is not in `passed`."""
        gist = self._gist_of(words)
        found = _chosen(self._dangers, self._reader.read(words), gist.dangers, passed)
        return self._catalogue.emergencies[found] if found else None

    def elsewhere(self, words: str, passed: Collection[str] = ()) -> Elsewhere | None:
        """The service that the words are for, if it is not the city's report portal, nor in `passed`."""
        gist = self._gist_of(words)
        found = _chosen(self._elsewhere, self._reader.read(words), gist.elsewhere, passed)
        return self._catalogue.elsewhere[found] if found else None

    def _gist_of(self, words: str) -> Gist:
        """Nothing of an address alone, whose letters may be like those of anything."""
        return (not is_place_alone(words) and self._gist.of(words)) or NOTHING

    def is_named(self, words: str) -> bool:
        """Whether a pattern of a danger or of a matter for others matches, whatever was learned."""
        reading = self._reader.read(words)
        told = (*self._dangers, *self._elsewhere)
        return any(one.patterns.match(reading) and not one.unless.match(reading) for one in told)


class _Told:
    """How words tell of one thing to stop at."""

    def __init__(self, stop: Emergency | Elsewhere) -> None:
        self.id = stop.id
        self.patterns = Patterns(_written(stop.patterns))
        self.unless = Patterns(_written(stop.unless))
        self.needs = Patterns(_written(stop.needs))

    def phrases(self) -> Iterator[Phrase]:
        for patterns in (self.patterns, self.unless, self.needs):
            yield from patterns.phrases()

    def may_be_in(self, reading: Reading) -> bool:
        """The words without which it cannot be told are there, and none that speaks against it."""
        return (not self.needs or self.needs.match(reading)) and not self.unless.match(reading)


def _chosen(
    told: Sequence[_Told], reading: Reading, chances: Mapping[str, float], passed: Collection[str]
) -> str | None:
    """The likeliest of those that are named, or else one that is likely by itself; None of what is excluded."""

    def chance(one: _Told) -> float:
        return chances.get(one.id, 0.0)

    possible = [one for one in told if one.id not in passed]
    named = [one for one in possible if one.patterns.match(reading) and not one.unless.match(reading)]
    if named:
        return max(named, key=chance).id
    likely = [one for one in possible if chance(one) >= ENOUGH and one.may_be_in(reading)]
    return max(likely, key=chance).id if likely else None


def _written(by_language: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Whatever the language: people mix them."""
    for patterns in by_language.values():
        yield from patterns
