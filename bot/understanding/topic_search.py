"""Finds the official topic for a resident's own words: by what was learned from examples, and by keywords.

Both rate every topic for the words; their sum, on a scale measured once, gives the chance that a topic is meant.
A pack without examples is searched by its keywords alone. Pure computation; `index_file` keeps what was learned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.domain.catalogue import Catalogue
from bot.understanding.features import FeatureReader
from bot.understanding.gist import widened
from bot.understanding.index_file import learned_tables
from bot.understanding.learned import Learned, has_examples
from bot.understanding.lexical import LexicalSearch, Scorer
from bot.understanding.words import Lemmas

LONGEST_TEXT = 1000

KEYWORDS = 6.0
"""What a topic gains that has all the words among its keywords, in the units of `Learned`; measured, and flat."""
SCALE = 0.75
"""From differences of scores to chances that are right as often as they say; measured."""
AT_PLACE = 1.0
"""What a topic gains that is about the kind of object at the place: little, as a pin may lie beside it."""

SURE = 0.85
"""Chance from which on the first topic is taken without asking: then it is right in 97 of 100 cases; measured."""
NAMED = 0.02
"""Part of the words that a sure topic must have among its keywords: a name may fit anything by its letters."""
FAINTEST = 0.05
"""Chance of the best topic below which the words fit none."""
WEAKEST = 0.02
"""Part of the chance of the best topic below which another is no answer to a search."""
WEAKEST_KEYWORDS = 0.25
"""The same in a pack without examples, where scores lie closer together."""

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """A topic that is open on the day.

    Attributes:
        score: Above 0 and at most 1: the chance that the topic is meant; in a pack without examples, how much of
            what was said the topic explains, words that no topic has not counted.
    """

    topic_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Topics for some words.

    Attributes:
        found: The best first, each once; empty when the words fit no topic.
        sure: The first may be taken without asking.
    """

    found: tuple[Found, ...] = ()
    sure: bool = False


class TopicIndex:
    """Search over a catalogue, one or two milliseconds; may be used from several threads."""

    def __init__(self, catalogue: Catalogue, more: Sequence[Scorer] = (), *, cache: Path | None = None) -> None:
        """Read the catalogue: a quarter of a second, and two seconds more where examples have to be learned.

        Args:
            more: Scorers of words beside the usual ones.
            cache: Folder for what was learned; None keeps it in memory only.
        """
        self._lemmas = lemmas = Lemmas()
        self._topics = catalogue.topics
        self._ids = tuple(catalogue.topics)
        self._places = np.array([topic.place for topic in catalogue.topics.values()])
        self._number = {topic_id: number for number, topic_id in enumerate(self._ids)}
        self._heirs = [
            tuple(self._number[heir] for heir in topic.instead if heir in self._number)
            for topic in catalogue.topics.values()
        ]
        self._all_open = dict.fromkeys(self._ids, True)
        self._open_on = lru_cache(maxsize=4)(self._on)
        self._lexical = LexicalSearch(catalogue, lemmas, more)
        self._learned: Learned | None = None
        if has_examples(catalogue):
            self._learned = Learned(learned_tables(widened(catalogue), lemmas, cache), FeatureReader(lemmas))
        lemmas.release()

    @property
    def lemmas(self) -> Lemmas:
        """For others that compare words: the dictionary is loaded once."""
        return self._lemmas

    @property
    def learned(self) -> Learned | None:
        """What was learned of the catalogue, `widened`; None of a pack without examples."""
        return self._learned

    def search(
        self, words: str, *, day: date, by_hand: Mapping[str, bool] | None = None, limit: int = 10
    ) -> list[Found]:
        """Topics open on `day` that the words may mean, the best first; without those that fit far worse.

        Args:
            by_hand: Topics that are open or closed whatever the day.
        """
        found = self.suggest(words, day=day, by_hand=by_hand, limit=limit).found
        part = WEAKEST if self._learned else WEAKEST_KEYWORDS
        return [one for one in found if one.score >= part * found[0].score]

    def fit(self, words: str) -> tuple[float, bool]:
        """How well the words fit the likeliest topic, whatever the season, and whether they have a keyword of any.

        The first is the topic's chance; 0.0 where the words fit none.
        """
        found = self.suggest(words, day=date.min, by_hand=self._all_open, limit=1).found
        return found[0].score if found else 0.0, bool(self._lexical.scores(words[:LONGEST_TEXT]))

    def suggest(
        self,
        words: str,
        *,
        day: date,
        by_hand: Mapping[str, bool] | None = None,
        place: str | None = None,
        limit: int = 10,
    ) -> Suggestions:
        """As many topics open on `day` as are wanted, if the words fit any, and whether the first is sure.

        Args:
            by_hand: Topics that are open or closed whatever the day.
            place: The kind of object at the place, as in the catalogue, where it is known.
        """
        words = words[:LONGEST_TEXT]
        keywords = np.zeros(len(self._ids))
        for topic_id, score in self._lexical.scores(words).items():
            keywords[self._number[topic_id]] = score
        is_open = self._open_on(day).copy()
        for topic_id, switched in (by_hand or {}).items():
            if topic_id in self._number:
                is_open[self._number[topic_id]] = switched
        if self._learned is None:
            return Suggestions(self._first(self._inherited(keywords, is_open), is_open, limit))
        scores = self._learned.scores(words)
        scores = None if scores is None else scores[: len(self._ids)]
        if scores is None and not keywords.any():
            return Suggestions()
        likely = KEYWORDS * keywords + (0.0 if scores is None else scores)
        if place is not None and place != "any":
            likely += AT_PLACE * (self._places == place)
        return self._chosen(likely, keywords, is_open, limit)

    def _chosen(self, likely: Scores, keywords: Scores, is_open: NDArray[np.bool_], limit: int) -> Suggestions:
        """The likeliest; a closed topic that nothing stands in for still takes its part of the chances."""
        meant = int(likely.argmax())
        inherited = self._inherited(likely, is_open)
        chances = np.exp(SCALE * (inherited - likely[meant]))
        chances /= chances.sum()
        found = self._first(chances, is_open, limit)
        if not found or found[0].score < FAINTEST:
            return Suggestions()
        is_meant = found[0].topic_id == self._ids[meant]
        return Suggestions(found, is_meant and found[0].score >= SURE and bool(keywords[meant] >= NAMED))

    def _first(self, scores: Scores, is_open: NDArray[np.bool_], limit: int) -> tuple[Found, ...]:
        offered = np.where(is_open, scores, 0.0)
        best = np.argsort(-offered, kind="stable")[:limit]
        return tuple(Found(self._ids[one], min(float(offered[one]), 1.0)) for one in best if offered[one] > 0)

    def _on(self, day: date) -> NDArray[np.bool_]:
        return np.array([topic.is_open(day) for topic in self._topics.values()], bool)

    def _inherited(self, scores: Scores, is_open: NDArray[np.bool_]) -> Scores:
        """The scores once each closed topic has left its own to the open ones that are offered instead."""
        after = scores.copy()
        nothing = -np.inf if self._learned else 0.0
        for closed in np.flatnonzero(~is_open):
            heirs = [heir for heir in self._heirs[closed] if is_open[heir]]
            for heir in heirs:
                after[heir] = max(after[heir], scores[closed])
            if heirs:
                after[closed] = nothing
        return after
