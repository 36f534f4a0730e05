"""What can be reported: topics in categories, the agencies that answer, and what is stopped or sent elsewhere."""

from collections.abc import Iterator, Mapping
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


SIMILAR_M = 250
"""Open reports on one topic as near as this may be about the same, unless the topic says otherwise."""


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
        examples: By language, whole messages as residents write them, for the ranking to learn from.
        details: Ids of the details that the service wants to know, in the order they are asked for.
        details_said: Ids of further details, kept where the words say them and never asked for.
        similar_m: Open reports on the topic as near as this may be about the same; 0 for never.
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
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    details: tuple[str, ...] = ()
    details_said: tuple[str, ...] = ()
    similar_m: int = SIMILAR_M

    def is_open(self, day: date) -> bool:
        return self.season is None or self.season.contains(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """A danger that is not a report: who to call and what to do.

    Attributes:
        patterns: By language, how people tell of it; the language of patterns is in the catalogue's header.
        unless: By language, patterns that show that it is over, or not meant.
        needs: By language, patterns of which a message must match one where none of `patterns` matches.
        examples: By language, whole messages about it, to learn from.
    """

    id: str
    title: Titles
    advice: Titles
    phones: tuple[str, ...]
    patterns: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A matter that another service is for: whom to turn to instead; patterns as for an emergency.

    Attributes:
        phones: None where there is nobody to call.
    """

    id: str
    title: Titles
    advice: Titles
    phones: tuple[str, ...]
    patterns: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailOption:
    """A value of a detail that can be chosen by a button.

    Attributes:
        words: What residents say that means it, of any language; "*" at the end of a word means any ending.
    """

    title: Titles
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Something more that a service wants to know, the entrance for instance.

    Attributes:
        title: In a line: "Подъезд".
        ask: The question; None where it is only ever taken from the words.
        options: What can be chosen by a button; empty where it is typed.
        private: It may point to a person, as a flat does: not for files and cards that others see.
    """

    id: str
    title: Titles
    ask: Titles | None = None
    options: tuple[DetailOption, ...] = ()
    private: bool = False

    def shown(self, value: str, locale: str) -> str:
        """The value in a language; values are kept as the Russian title of an option, or as they were typed."""
        return next((option.title[locale] for option in self.options if option.title.ru == value), value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All of it, in the catalogue's order, by id.

    Attributes:
        words: Words that patterns call by one name.
        harmless: By language, messages that only sound like a danger or a matter for others.
    """

    categories: Mapping[str, Category]
    agencies: Mapping[str, Agency]
    topics: Mapping[str, Topic]
    emergencies: Mapping[str, Emergency]
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    details: Mapping[str, Detail] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    harmless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def shown_details(
        self, details: Mapping[str, str], locale: str, *, private: bool
    ) -> Iterator[tuple[str, str]]:
        """Titles and values of details, by id, in the catalogue's order; those it no longer has are left out.

        Args:
            private: With those that may point to a person.
        """
        for detail in self.details.values() if details else ():
            if detail.id in details and (private or not detail.private):
                yield detail.title[locale], detail.shown(details[detail.id], locale)

    def in_category(self, category_id: str) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics.values() if topic.category_id == category_id)
