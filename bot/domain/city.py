"""What makes it this city: catalogue, limits, calendar, outline. Read from a city pack by `bot.city_pack`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.answers import AnswerKind
from bot.domain.catalogue import Catalogue, Titles, Topic
from bot.domain.drafts import Slot
from bot.domain.limits import Limits
from bot.domain.places import Point
from bot.domain.points import PointsFor

DEADLINE_DAYS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A number to call: in an emergency, or when the city's reports are the wrong place."""

    number: str
    title: Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionReason:
    """Why a report is not published.

    Attributes:
        title: For the operator's button.
        words: For the resident: what is wrong and what to do.
        part: The part of the report to change, if one is to blame; the draft comes back with a question for it.
    """

    id: str
    title: Titles
    words: Titles
    part: Slot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTemplate:
    """Words an agency can answer with; `topics` and `categories` say to what, both empty: to anything."""

    id: str
    kind: AnswerKind
    words: Titles
    topics: frozenset[str]
    categories: frozenset[str]

    def fits(self, topic: Topic | None) -> bool:
        if not self.topics and not self.categories:
            return True
        return topic is not None and (topic.id in self.topics or topic.category_id in self.categories)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlBody:
    """Who checks after a second refutation; `categories` empty: everything that no other body checks."""

    id: str
    title: Titles
    categories: frozenset[str]


@dataclass(slots=True)
class TopicSwitches:
    """Topics that an operator has closed or opened, over their season: the one part of a city that changes live.

    Attributes:
        open: By topic id, True for opened and False for closed; a topic that is not in it follows its season.
    """

    open: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city pack in memory.

    Attributes:
        title: Name of the city.
        contains: Whether a point lies in the city (outline generous by about 2 km).
        bounds: (south, west, north, east) of the outline in degrees.
        elsewhere: Where to turn with a problem outside the city.
        map_link: URL with `{lat}` and `{lon}` that opens a map at a point.
        is_working_day: The production calendar, with moved days off.
        privacy: What happens to a resident's data, in words for `/privacy`.
        rejection_reasons: By id, in the order operators see them.
        templates: Words to answer with.
        control_bodies: In the pack's order.
        answers_checked: An editor reads an agency's answer before it is published.
        points: Amounts by occasion; an occasion that is missing gives none.
        switches: Topics closed or opened by hand.
    """

    id: str
    title: Titles
    zone: ZoneInfo
    country: str
    catalogue: Catalogue
    limits: Limits
    phones: tuple[Phone, ...]
    contains: Callable[[Point], bool]
    bounds: tuple[float, float, float, float]
    elsewhere: Titles
    map_link: str
    is_working_day: Callable[[date], bool]
    privacy: Titles
    rejection_reasons: Mapping[str, RejectionReason] = field(default_factory=dict)
    templates: tuple[AnswerTemplate, ...] = ()
    control_bodies: tuple[ControlBody, ...] = ()
    answers_checked: bool = True
    points: Mapping[PointsFor, int] = field(default_factory=dict)
    switches: TopicSwitches = field(default_factory=TopicSwitches)

    def today(self, now: datetime) -> date:
        """The date in the city at the moment `now` (aware)."""
        return now.astimezone(self.zone).date()

    def start_of_day(self, now: datetime) -> datetime:
        """Midnight that began the city's day of `now`; aware, in the city's zone."""
        return datetime.combine(self.today(now), time.min, self.zone)

    def end_of(self, day: date) -> datetime:
        """23:59 in the city on that day: when deadlines end."""
        return datetime.combine(day, time(23, 59), self.zone)

    def answer_due(self, topic: Topic | None, since: datetime) -> datetime:
        """The end of the last of the topic's working days, counted from the day after `since`.

        A topic that has left the catalogue has the days that most topics have.
        """
        day, left = self.today(since), DEADLINE_DAYS if topic is None else topic.deadline_days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return self.end_of(day)

    def verdict_due(self, answered_at: datetime) -> datetime:
        """The end of the last day on which an answer can be confirmed or refuted."""
        return self.end_of(self.today(answered_at) + timedelta(days=self.limits.verdict_days))

    def is_open(self, topic: Topic, now: datetime) -> bool:
        """Whether the topic can be reported on now: by hand if an operator decided, else by its season."""
        by_hand = self.switches.open.get(topic.id)
        return topic.is_open(self.today(now)) if by_hand is None else by_hand

    def control_body(self, topic: Topic | None) -> ControlBody | None:
        """Who checks reports on the topic after a second refutation."""
        category = topic.category_id if topic else ""
        named = [body for body in self.control_bodies if category in body.categories]
        rest = [body for body in self.control_bodies if not body.categories]
        return next(iter([*named, *rest]), None)
