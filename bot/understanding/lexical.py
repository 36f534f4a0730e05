"""Rates topics by the words of their titles, keywords and hints, brought to their dictionary forms.

Scorers rate the topics, and their scores are added; one more can be given. Rests on the catalogue's keywords: what
residents call a thing belongs there, not here. What residents write in whole sentences is for `learned`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol

from bot.domain.catalogue import Catalogue, Topic
from bot.understanding.vocabulary import Meanings, Vocabulary, surest
from bot.understanding.words import Lemmas, all_words, landmarks_of, plain, words_of

AS_LANDMARK = 0.6
"""Certainty left to words that only say where: «яма у детской площадки» is about a pit."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search as scorers see it, word by word.

    Attributes:
        lemmas: The dictionary forms of each word, whether or not the index has them.
        meanings: What each word may stand for in the index; words that stand for nothing are left out.
    """

    lemmas: tuple[tuple[str, ...], ...]
    meanings: tuple[Meanings, ...]


class Scorer(Protocol):
    """Rates topics of the catalogue, by id; a perfect match scores the summed rarity of what was said."""

    def scores(self, query: Query) -> Mapping[str, float]: ...


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title or keyword of a topic: the possible terms of each of its words."""

    topic_id: str
    words: tuple[tuple[str, ...], ...]
    weight: float


def phrases_of(topic: Topic, lemmas: Lemmas) -> list[Phrase]:
    written = [(1.0, topic.title.ru), (1.0, topic.title.en)]
    written += [(1.0, keyword) for keywords in topic.keywords.values() for keyword in keywords]
    written += [(0.3, topic.hint.ru), (0.3, topic.hint.en)]
    return [
        Phrase(topic.id, tuple(lemmas.of(word) for word in all_words(text)), weight) for weight, text in written
    ]


class Rarity:
    """How much a term tells: high when few topics have it (the idf of BM25)."""

    def __init__(self, phrases: Iterable[Phrase], topics: int) -> None:
        seen = {(term, phrase.topic_id) for phrase in phrases for word in phrase.words for term in word}
        counts = Counter(term for term, _ in seen)
        self._of = {term: log(1 + (topics - count + 0.5) / (count + 0.5)) for term, count in counts.items()}

    def of(self, term: str) -> float:
        return self._of.get(term, 0.0)


class BagScorer:
    """BM25 over all words of a topic: how many of the resident's words it has, rare ones first."""

    def __init__(self, phrases: Iterable[Phrase], rarity: Rarity) -> None:
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for phrase in phrases:
            for word in phrase.words:
                for term in word:
                    counts[term][phrase.topic_id] += phrase.weight
        self._weights = {
            term: [(topic_id, rarity.of(term) * count / (count + 1.0)) for topic_id, count in topics.items()]
            for term, topics in counts.items()
        }

    def scores(self, query: Query) -> Mapping[str, float]:
        total: dict[str, float] = defaultdict(float)
        for meanings in query.meanings:
            best: dict[str, float] = {}
            for term, sure in meanings.items():
                for topic_id, weight in self._weights[term]:
                    best[topic_id] = max(best.get(topic_id, 0.0), sure * weight)
            for topic_id, score in best.items():
                total[topic_id] += score
        return total


class PhraseScorer:
    """The title or keyword of a topic that the resident's words say most completely."""

    def __init__(self, phrases: Iterable[Phrase], rarity: Rarity) -> None:
        self._rarity = rarity
        self._phrases = [phrase for phrase in phrases if phrase.weight == 1.0 and phrase.words]
        self._whole = [sum(self._weight(word) for word in phrase.words) for phrase in self._phrases]
        self._terms = [
            tuple(tuple((term, rarity.of(term)) for term in word) for word in phrase.words)
            for phrase in self._phrases
        ]
        self._with: dict[str, list[int]] = defaultdict(list)
        for index, phrase in enumerate(self._phrases):
            for term in {term for word in phrase.words for term in word}:
                self._with[term].append(index)

    def _weight(self, word: tuple[str, ...]) -> float:
        return max(self._rarity.of(term) for term in word)

    def scores(self, query: Query) -> Mapping[str, float]:
        sure = surest(query.meanings)
        best: dict[str, float] = {}
        for index in {index for term in sure for index in self._with.get(term, ())}:
            said = 0.0
            for word in self._terms[index]:
                said += max([sure[term] * rarity for term, rarity in word if term in sure], default=0.0)
            topic_id = self._phrases[index].topic_id
            best[topic_id] = max(best.get(topic_id, 0.0), said * said / self._whole[index])
        return best


class LexicalSearch:
    """How much of what was said each topic explains."""

    def __init__(self, catalogue: Catalogue, lemmas: Lemmas, more: Sequence[Scorer] = ()) -> None:
        self._lemmas = lemmas
        phrases = [phrase for topic in catalogue.topics.values() for phrase in phrases_of(topic, lemmas)]
        self._rarity = Rarity(phrases, len(catalogue.topics))
        self._vocabulary = Vocabulary(lemmas, (t for phrase in phrases for word in phrase.words for t in word))
        self._scorers: tuple[Scorer, ...] = (
            BagScorer(phrases, self._rarity),
            PhraseScorer(phrases, self._rarity),
            *more,
        )

    def scores(self, text: str) -> Mapping[str, float]:
        """Topics that have any of the words, by id, each above 0; 1 where all that was said is in the topic."""
        query = self._read(text)
        scores: Counter[str] = Counter()
        for scorer in self._scorers:
            scores.update(scorer.scores(query))
        whole = len(self._scorers) * self._said(query) or 1.0
        return {topic_id: min(score / whole, 1.0) for topic_id, score in scores.items()}

    def _said(self, query: Query) -> float:
        return sum(max(sure * self._rarity.of(term) for term, sure in word.items()) for word in query.meanings)

    def _read(self, text: str) -> Query:
        written, landmarks = words_of(text), landmarks_of(text)
        read = []
        for word in written:
            unfinished = word == written[-1] and plain(text).endswith(word)
            certainty = AS_LANDMARK if word in landmarks else 1.0
            meanings = self._vocabulary.meanings(word, unfinished)
            read.append({term: sure * certainty for term, sure in meanings.items()})
        return Query(tuple(map(self._lemmas.of, written)), tuple(meanings for meanings in read if meanings))
