"""Ranks topics by what residents have written about each: multinomial naive Bayes over weighted features.

Learns from the catalogue's examples, titles, hints and keywords in about two seconds and needs no other library
than numpy. The same is learned of the kinds of place (yard, road, park), each by the texts of all its topics:
words such as «под окнами» say little of the topic and much of the place. Why this and no other model, with
figures: `docs/decisions/0012`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.catalogue import Catalogue, Topic
from bot.understanding.features import IS_RUN, FeatureReader, Features

SMOOTHING = 0.03
"""What a topic is taken to have seen of a feature that none of its texts has; measured."""
KIND = 0.25
"""How much the kind of place counts beside the topic; measured, and flat."""
BESIDE = 0.4
"""What words that name a thing beside the problem say of the topic; of the place they say all; measured."""
REMEMBERED = 40_000
"""Words whose features are kept while learning: all of a catalogue."""

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tables:
    """What was learned, as arrays that can be mapped from a file.

    F features, T topics, K kinds of place, N pairs of a feature and a topic or a kind.

    Attributes:
        features: Their numbers, ascending; (F,) uint32.
        rarity: How much each tells, by how few texts have it; (F,) float32.
        starts: Where the pairs of each feature begin, and their number; (F + 1,) uint32.
        topics: The topic of each pair, its place in the catalogue, or T and the number of a kind; (N,) uint16.
        weights: What the feature says for the topic, above what it says for one that never had it; (N,) float16.
        silence: What any feature says for a topic, or a kind, that never had it; (T + K,) float32.
        kinds: T and the number of the kind of each topic; (T,) uint16.
    """

    features: Features
    rarity: Weights
    starts: NDArray[np.uint32]
    topics: NDArray[np.uint16]
    weights: NDArray[np.float16]
    silence: Weights
    kinds: NDArray[np.uint16]


class Learned:
    """Log-likelihoods of topics for a text."""

    def __init__(self, tables: Tables, reader: FeatureReader) -> None:
        self._tables = tables
        self._reader = reader

    def scores(self, text: str) -> Weights | None:
        """For each topic, in the catalogue's order, how likely it brings such a text; None if nothing is known.

        Natural logarithms up to a constant of the text; a text of any length has about the same range.
        """
        tables = self._tables
        counted = _counted([self._known(self._reader.of(text))])
        if not len(counted.features):
            return None
        where = np.searchsorted(tables.features, counted.features)
        said = _weighed(counted, tables.rarity[where])
        kinds = KIND * self._likely(where, said)[tables.kinds]
        said = np.where(np.isin(counted.features, self._reader.only_beside(text)), BESIDE * said, said)
        return np.asarray(self._likely(where, said)[: len(tables.kinds)] + kinds, np.float32)

    def _likely(self, where: NDArray[np.int64], said: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each topic and kind, by the places of features among all and the weight of each."""
        tables = self._tables
        starts = tables.starts[where].astype(np.int64)
        lengths = tables.starts[where + 1] - starts
        steps = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        pairs = np.repeat(starts, lengths) + steps
        weights = np.repeat(said, lengths) * tables.weights[pairs]
        heard = np.bincount(tables.topics[pairs], weights, minlength=len(tables.silence))
        return np.asarray(heard + said.sum() * tables.silence, np.float64)

    def _known(self, features: Features) -> Features:
        """Those that were met while learning."""
        all_known = self._tables.features
        where = np.searchsorted(all_known, features)
        there = where < len(all_known)
        there[there] = all_known[where[there]] == features[there]
        return features[there]


def learn(catalogue: Catalogue, reader: FeatureReader) -> Tables:
    """Read all texts of a catalogue and weigh their features."""
    counted = [_counted([reader.of(text) for text in texts_of(topic)]) for topic in catalogue.topics.values()]
    features, seen = _vocabulary(counted)
    number = sum(one.texts for one in counted)
    rarity = (np.log((1 + number) / (1 + seen)) + 1).astype(np.float32)
    totals = [_total(one, features, rarity) for one in counted]
    places = [topic.place for topic in catalogue.topics.values()]
    kinds = sorted(set(places))
    for kind in kinds:
        totals.append(_sum([total for total, place in zip(totals, places, strict=False) if place == kind]))
    heard = [np.log(SMOOTHING) - np.log(weights.sum() + SMOOTHING * len(features)) for _, weights in totals]
    pairs = np.concatenate([where for where, _ in totals] or [np.empty(0, np.int64)])
    weights = np.concatenate([weights for _, weights in totals] or [np.empty(0)])
    order = np.argsort(pairs, kind="stable")
    return Tables(
        features=features,
        rarity=rarity,
        starts=np.searchsorted(pairs[order], np.arange(len(features) + 1)).astype(np.uint32),
        topics=np.repeat(np.arange(len(totals)), [len(where) for where, _ in totals])[order].astype(np.uint16),
        weights=np.log1p(weights[order] / SMOOTHING).astype(np.float16),
        silence=np.array(heard, np.float32),
        kinds=np.array([len(places) + kinds.index(place) for place in places], np.uint16),
    )


def texts_of(topic: Topic) -> Iterator[str]:
    """All that is learned from: whole messages, and the catalogue's own words for the topic."""
    yield from (topic.title.ru, topic.title.en, topic.hint.ru, topic.hint.en)
    for texts in (*topic.keywords.values(), *topic.examples.values()):
        yield from texts


def has_examples(catalogue: Catalogue) -> bool:
    """Whether there is anything to learn from besides what the search by keywords knows."""
    return any(texts for topic in catalogue.topics.values() for texts in topic.examples.values())


@dataclass(frozen=True, slots=True)
class _Counted:
    """How often texts have features: for each pair that occurs, the text, the feature and the count."""

    texts: int
    text: NDArray[np.uint16]
    features: Features
    counts: NDArray[np.uint16]


def _counted(texts: list[Features]) -> _Counted:
    keys = np.concatenate([features | np.uint64(number << 32) for number, features in enumerate(texts)])
    pairs, counts = np.unique(keys, return_counts=True)
    return _Counted(len(texts), (pairs >> 32).astype(np.uint16), pairs.astype(np.uint32), counts.astype(np.uint16))


def _vocabulary(counted: list[_Counted]) -> tuple[Features, NDArray[np.int64]]:
    """All features, ascending, and how many texts have each."""
    if not counted:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    return np.unique(np.concatenate([one.features for one in counted]), return_counts=True)


_Total = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Features by their place among all, ascending, and the sum of the weights of each."""


def _total(counted: _Counted, features: Features, rarity: Weights) -> _Total:
    """What all texts of a topic say together."""
    where = np.searchsorted(features, counted.features)
    return _summed(where, _weighed(counted, rarity[where]))


def _sum(totals: list[_Total]) -> _Total:
    return _summed(np.concatenate([where for where, _ in totals]), np.concatenate([added for _, added in totals]))


def _summed(where: NDArray[np.int64], weights: NDArray[np.float64]) -> _Total:
    found, position = np.unique(where, return_inverse=True)
    return found, np.asarray(np.bincount(position, weights, minlength=len(found)), np.float64)


def _weighed(counted: _Counted, rarity: Weights) -> NDArray[np.float64]:
    """The weight of each feature in its text; words together and runs of letters together have the length 1."""
    weights = (1 + np.log(counted.counts)) * rarity
    part = 2 * counted.text.astype(np.int64) + (counted.features >= IS_RUN)
    lengths = np.sqrt(np.bincount(part, np.square(weights), minlength=2 * counted.texts))
    return np.asarray(weights / lengths[part], np.float64)
