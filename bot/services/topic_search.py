"""Finds the official topic for a resident's own words.

Words are brought to their dictionary form (Russian by pymorphy3, English by cutting endings); unknown ones are
read as transliteration, as a typo or as the beginning of a word. Then scorers rate the topics, and their scores
are added: one that learns from what residents chose is one more `Scorer` for `TopicIndex`.

Pure computation. Rests on the catalogue's keywords: what residents call a thing belongs there, not here.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nlargest
from math import log
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.catalogue import Catalogue, Topic
from bot.services.words import Lemmas, all_words, cyrillic, landmarks_of, plain, words_of

LONGEST_TEXT = 1000

AS_LANDMARK = 0.6
"""Certainty left to words that only say where: «яма у детской площадки» is about a pit."""
WEAKEST = 0.25
"""Part of the best score below which a topic is not worth showing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A topic that is open on the day.

    Attributes:
        score: How much of what was said the topic explains, above 0 and at most 1; words that no topic has are
            not counted.
    """

    topic_id: str
    score: float


Meanings = Mapping[str, float]
"""What one written word may stand for: index terms with the certainty of each, above 0 and at most 1."""


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
        return _surest(readings)

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


def _surest(readings: Iterable[Meanings]) -> dict[str, float]:
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
        sure = _surest(query.meanings)
        best: dict[str, float] = {}
        for index in {index for term in sure for index in self._with.get(term, ())}:
            said = 0.0
            for word in self._terms[index]:
                said += max([sure[term] * rarity for term, rarity in word if term in sure], default=0.0)
            topic_id = self._phrases[index].topic_id
            best[topic_id] = max(best.get(topic_id, 0.0), said * said / self._whole[index])
        return best


class TopicIndex:
    """Search over a catalogue; building it takes about a quarter of a second, a search about a millisecond."""

    def __init__(self, catalogue: Catalogue, more: Sequence[Scorer] = ()) -> None:
        self._lemmas = lemmas = Lemmas()
        self._topics = catalogue.topics
        phrases = [phrase for topic in catalogue.topics.values() for phrase in phrases_of(topic, lemmas)]
        self._rarity = Rarity(phrases, len(catalogue.topics))
        self._vocabulary = Vocabulary(lemmas, (t for phrase in phrases for word in phrase.words for t in word))
        self._scorers: tuple[Scorer, ...] = (
            BagScorer(phrases, self._rarity),
            PhraseScorer(phrases, self._rarity),
            *more,
        )
        lemmas.release()

    @property
    def lemmas(self) -> Lemmas:
        """For others that compare words: the dictionary is loaded once."""
        return self._lemmas

    def search(
        self, words: str, *, day: date, by_hand: Mapping[str, bool] | None = None, limit: int = 10
    ) -> list[Found]:
        """Topics open on `day` that the words may mean, the best first, each once; empty when none fits.

        Args:
            by_hand: Topics that are open or closed whatever the day.
        """
        query = self._read(words)
        scores: Counter[str] = Counter()
        for scorer in self._scorers:
            scores.update(scorer.scores(query))
        best = nlargest(limit, self._open(scores, day, by_hand or {}).items(), key=lambda item: item[1])
        least = WEAKEST * best[0][1] if best else 0.0
        whole = len(self._scorers) * self._said(query) or 1.0
        return [Found(topic_id, min(score / whole, 1.0)) for topic_id, score in best if score >= least]

    def _said(self, query: Query) -> float:
        return sum(max(sure * self._rarity.of(term) for term, sure in word.items()) for word in query.meanings)

    def _read(self, text: str) -> Query:
        text = text[:LONGEST_TEXT]
        written, landmarks = words_of(text), landmarks_of(text)
        read = []
        for word in written:
            unfinished = word == written[-1] and plain(text).endswith(word)
            certainty = AS_LANDMARK if word in landmarks else 1.0
            meanings = self._vocabulary.meanings(word, unfinished)
            read.append({term: sure * certainty for term, sure in meanings.items()})
        return Query(tuple(map(self._lemmas.of, written)), tuple(meanings for meanings in read if meanings))

    def _open(self, scores: Mapping[str, float], day: date, by_hand: Mapping[str, bool]) -> dict[str, float]:
        """Scores of open topics; a closed one leaves its own to the topics that stand in for it."""

        def is_open(topic_id: str) -> bool:
            topic = self._topics[topic_id]
            return by_hand.get(topic_id, topic.is_open(day))

        found: dict[str, float] = {}
        for topic_id, score in scores.items():
            for heir in (topic_id,) if is_open(topic_id) else self._topics[topic_id].instead:
                if is_open(heir):
                    found[heir] = max(found.get(heir, 0.0), score)
        return found
