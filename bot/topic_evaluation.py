"""Judges the topics that sentences get by those they are about: for editors of a city pack and `make bench`.

A file of sentences is TOML: `[[sentence]]` with `text`, `topic`, and as may be `also` (ids as good), `locale`, and
`date` ("MM-DD", when it was written; without it, when the topic is open).
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.domain.catalogue import Catalogue
from bot.errors import ConfigError
from bot.understanding.topic_search import Suggestions

ANY_DAY = (6, 15)
"""When a sentence about a topic that is open all year was written."""
SEASONS_OF = 2026
CONSIDERED = 50
"""Places in the ranking; a topic behind them counts as not found."""

Suggest = Callable[[str, date], Suggestions]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message and what it is about; `topics` names the official one first, then those as good."""

    text: str
    topics: tuple[str, ...]
    locale: str
    day: date


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and what was made of it.

    Attributes:
        place: Of the best right topic in the ranking, from 1; None when it is not there.
        first: The topic that came first, if any.
    """

    sentence: Sentence
    place: int | None
    first: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1 of the sentences of a group; `mrr` is the mean of 1 / place."""

    count: int
    first: float
    among_three: float
    mrr: float
    sure: float
    right_if_sure: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """A topic that others' sentences got first, how often, and one of them."""

    meant: str
    got: str
    times: int
    example: str


def read_sentences(path: Path, catalogue: Catalogue) -> list[Sentence]:
    """The sentences of a file.

    Raises:
        ConfigError: It cannot be read, or a sentence is wrong; says which.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("sentence")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the file is not written in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(f"{path}: there is no [[sentence]]; each has text and topic")
    return [
        _sentence(table, catalogue, f"{path}: sentence {number}") for number, table in enumerate(tables, start=1)
    ]


def _sentence(table: Mapping[str, object], catalogue: Catalogue, where: str) -> Sentence:
    text, topic, also = (table.get(key) for key in ("text", "topic", "also"))
    if not isinstance(text, str) or not text.strip():
        raise ConfigError(f"{where}: text is missing or empty")
    topics = [topic, *(also if isinstance(also, list) else ())]
    for topic_id in topics:
        if topic_id not in catalogue.topics:
            raise ConfigError(f"{where}: {topic_id!r} is no topic of the catalogue")
    season = catalogue.topics[str(topic)].season
    try:
        written = table.get("date", "{:02}-{:02}".format(*(season.start if season else ANY_DAY)))
        day = date.fromisoformat(f"{SEASONS_OF}-{written}")
    except ValueError as error:
        raise ConfigError(f'{where}: date is {table["date"]!r}; allowed: "MM-DD"') from error
    locale = table.get("locale") or table.get("language") or "-"
    return Sentence(text, tuple(map(str, topics)), str(locale), day)


def judge(sentences: Iterable[Sentence], suggest: Suggest) -> list[Judged]:
    """Ask for each sentence's topics as its resident would on that day."""
    return [_judged(sentence, suggest(sentence.text, sentence.day)) for sentence in sentences]


def _judged(sentence: Sentence, suggestions: Suggestions) -> Judged:
    ids = [found.topic_id for found in suggestions.found]
    place = next((number for number, one in enumerate(ids, start=1) if one in sentence.topics), None)
    return Judged(sentence, place, ids[0] if ids else None, suggestions.sure)


def figures(judged: Sequence[Judged]) -> Figures:
    """The figures of a group that is not empty."""
    places = [one.place for one in judged]
    sure = [one.place for one in judged if one.sure]
    return Figures(
        count=len(judged),
        first=_share(place == 1 for place in places),
        among_three=_share(place is not None and place <= 3 for place in places),
        mrr=sum(1 / place for place in places if place) / len(places),
        sure=len(sure) / len(judged),
        right_if_sure=_share(place == 1 for place in sure) if sure else 1.0,
    )


def _share(are: Iterable[bool]) -> float:
    counted = list(are)
    return sum(counted) / len(counted)


def by_locale(judged: Sequence[Judged]) -> Iterator[tuple[str, Figures]]:
    """All of them, then each locale, the most frequent first."""
    yield "all", figures(judged)
    for locale, _ in Counter(one.sentence.locale for one in judged).most_common():
        yield locale, figures([one for one in judged if one.sentence.locale == locale])


def confusions(judged: Iterable[Judged]) -> list[Confusion]:
    """What was taken for what, the most frequent first."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for one in judged:
        if one.place != 1:
            pairs.setdefault((one.sentence.topics[0], one.first or "no topic"), []).append(one.sentence.text)
    found = [Confusion(meant, got, len(texts), texts[0]) for (meant, got), texts in pairs.items()]
    return sorted(found, key=lambda confusion: -confusion.times)
