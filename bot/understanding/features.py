"""What the learned ranking sees of a text: dictionary forms of its words, and the short runs of letters in them.

Runs of letters carry slips of the finger, word forms and compounds that a dictionary does not know. Russian in
Latin letters is seen as both. Features are numbers, hashes of their letters, so that an index of them is an array;
two that fall together by chance (a few among a hundred thousand) do no harm.
"""

from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.words import IDLE, Lemmas, cyrillic, landmarks_of, words_of

Features = NDArray[np.uint32]

SHORTEST, LONGEST = 3, 5
"""Letters in a run; a word has a space before and behind it."""
IS_RUN = np.uint32(1 << 31)
"""Set in the number of a run of letters, not in that of a word."""
LATIN_RUSSIAN = 0.5
"""Part of a text's Latin words that are Russian words, from which on all of them are taken for such."""


class FeatureReader:
    """Features of texts; those of a word are worked out once, as most words of a catalogue come again."""

    def __init__(self, lemmas: Lemmas, remembered: int = 4_000) -> None:
        self._lemmas = lemmas
        self._of_word = lru_cache(maxsize=remembered)(self._of_one)
        self._in_russian = lru_cache(maxsize=remembered)(self._read_as_russian)

    def of(self, text: str) -> Features:
        """The features of a text, as often as they occur; empty for a text without words."""
        return self._of_all(self.words(text))

    def only_beside(self, text: str) -> Features:
        """Features of words that name a thing beside the problem, without those that other words have as well."""
        landmarks = landmarks_of(text)
        if not landmarks:
            return np.empty(0, np.uint32)
        words = self.words(text)
        beside, others = ([word for word in words if (word in landmarks) == are] for are in (True, False))
        return np.setdiff1d(self._of_all(beside), self._of_all(others)) if others else np.empty(0, np.uint32)

    def _of_all(self, words: list[str]) -> Features:
        found = [self._of_word(word) for word in words]
        return np.concatenate(found) if found else np.empty(0, np.uint32)

    def words(self, text: str) -> list[str]:
        """The words that count; Russian in Latin letters is there in both alphabets."""
        written = words_of(text)
        latin = [self._in_russian(word) for word in written if word.isascii()]
        russian = [read for read, is_word in latin if is_word]
        if len(russian) > 2 and len(russian) >= LATIN_RUSSIAN * len(latin):
            russian = [read for read, _ in latin]
        return written + [read for read in russian if read not in IDLE]

    def _read_as_russian(self, word: str) -> tuple[str, bool]:
        """A Latin word in Russian letters, and whether that is a Russian word."""
        read = cyrillic(word)
        return read, len(word) >= 3 and self._lemmas.knows(read)

    def _of_one(self, word: str) -> Features:
        framed = f" {word} "
        known = word.isascii() or self._lemmas.knows(word)
        lemma = min(self._lemmas.of(word)) if known else word
        runs = [
            framed[start : start + length]
            for length in range(SHORTEST, LONGEST + 1)
            for start in range(len(framed) - length + 1)
        ]
        numbers = np.fromiter(map(_number, (lemma, *runs)), np.uint32, len(runs) + 1)
        numbers[0] &= ~IS_RUN
        numbers[1:] |= IS_RUN
        return numbers


def _number(letters: str) -> int:
    return crc32(letters.encode())
