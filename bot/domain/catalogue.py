"""What can be reported: topics in categories, the agencies that answer, and the emergencies that stop a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Titles:
    """A text of the catalogue in each of its languages; Russian is always there."""

    ru: str
    en: str

    def __getitem__(self, locale: str) -> str:
        return self.en if locale == "en" else self.ru


@dataclass(frozen=True, slots=True)
class Season:
    """Days of the year, both inclusive, as (month, day); wraps over New Year when the end is before the start."""

    start: tuple[int, int]
    end: tuple[int, int]

    def contains(self, day: date) -> bool:
        today = (day.month, day.day)
        if self.start <= self.end:
            return self.start <= today <= self.end
        return today >= self.start or today <= self.end


class Need(StrEnum):
    """Whether a topic insists on a photo or a description."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    id: str
    title: Titles
    emoji: str
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Who answers; the catalogue's `service`."""

    id: str
    title: Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A kind of problem.

    Attributes:
        deadline_days: Working days to the first published answer.
        place: Kind of object the pin marks: yard, house, road, stop, station, park, building, water, any.
        season: When the topic is open; None for all year.
        instead: Ids of year-round topics to offer out of season.
        keywords: By language, words residents use; lower case, "ё" as "е".
    """

    id: str
    category_id: str
    agency_id: str
    title: Titles
    hint: Titles
    photo: Need
    description: Need
    deadline_days: int
    place: str
    season: Season | None = None
    instead: tuple[str, ...] = ()
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_open(self, day: date) -> bool:
        return self.season is None or self.season.contains(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """A danger that is not a report: who to call and what to do; patterns as in the catalogue's header."""

    id: str
    title: Titles
    advice: Titles
    phones: tuple[str, ...]
    patterns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All of it, in the catalogue's order, by id."""

    categories: Mapping[str, Category]
    agencies: Mapping[str, Agency]
    topics: Mapping[str, Topic]
    emergencies: Mapping[str, Emergency]

    def in_category(self, category_id: str) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics.values() if topic.category_id == category_id)
