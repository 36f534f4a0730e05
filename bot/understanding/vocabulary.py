"""What a written word may stand for in an index: itself, one akin, misspelt, begun, or in Latin letters."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.words import Lemmas, cyrillic

Meanings = Mapping[str, float]
"""What one written word may stand for: index terms with the certainty of each, above 0 and at most 1."""


class Vocabulary:
    """The terms of the index, and what a resident's word may stand for among them."""

    def __init__(self, lemmas: Lemmas, terms: Iterable[str]) -> None:
        self._lemmas = lemmas
        self._terms = frozenset(terms)
        self._sorted = sorted(self._terms)
        self._russian = [term for term in self._sorted if not term.isascii()]
        self._english = [term for term in self._sorted if term.isascii()]
        self.meanings = lru_cache(maxsize=4_000)(self._meanings)

    def _meanings(self, word: str, unfinished: bool) -> Meanings:
        """Terms by certainty; `unfinished` when the resident may still be typing the word."""
        lemmas = self._lemmas.of(word)
        exact = {lemma: 1.0 for lemma in lemmas if lemma in self._terms}
        if exact:
            return exact
        readings = [self._akin(lemmas), self._misspelt(word, lemmas)]
        if unfinished and len(word) >= 3:
            readings.append(self._begun(word))
        if word.isascii():
            russian = self._meanings(cyrillic(word), unfinished)
            readings.append({term: 0.95 * sure for term, sure in russian.items()})
        return surest(readings)

    def _begun(self, beginning: str) -> Meanings:
        start = bisect_left(self._sorted, beginning)
        terms = self._sorted[start : start + 30]
        return {t: 0.4 + 0.6 * len(beginning) / len(t) for t in terms if t.startswith(beginning)}

    def _akin(self, lemmas: Iterable[str]) -> Meanings:
        """Words of the same root: «лампа» and «лампочка»; at least four letters in common."""
        found = {}
        for lemma in lemmas:
            start = bisect_left(self._sorted, lemma[:4])
            for term in self._sorted[start : start + 60]:
                if not term.startswith(lemma[:4]):
                    break
                common = _common(lemma, term)
                shared = common / min(len(lemma), len(term))
                if common >= 4 and shared >= 0.75:
                    found[term] = 0.6 * shared
        return found

    def _misspelt(self, word: str, lemmas: Iterable[str]) -> Meanings:
        """Terms a slip or two away, one in four letters; a word that the dictionary knows is hardly a slip."""
        terms = self._english if word.isascii() else self._russian
        letters = 7 if not word.isascii() and self._lemmas.knows(word) else 4
        found: dict[str, float] = {}
        for form in {word, *lemmas}:
            if slips := len(form) // letters:
                near = process.extract(form, terms, scorer=OSA.distance, score_cutoff=slips, limit=5)
                for term, distance, _ in near:
                    found[term] = max(found.get(term, 0.0), 0.9 - distance / len(form))
        return found


def surest(readings: Iterable[Meanings]) -> dict[str, float]:
    found: dict[str, float] = {}
    for reading in readings:
        for term, sure in reading.items():
            found[term] = max(found.get(term, 0.0), sure)
    return found


def _common(one: str, other: str) -> int:
    """Letters that two words have in common from the left."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))
