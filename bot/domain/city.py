"""What makes it this city: catalogue, limits, calendar, outline. Read from a city pack by `bot.city_pack`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.catalogue import Catalogue, Titles, Topic
from bot.domain.places import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what a resident sends.

    Attributes:
        photos: Photos in one report.
        description: Characters of the public text.
        reports_a_day: Reports of one resident in a calendar day of the city.
        drafts: Unfinished drafts kept for one resident.
        verdict_days: Calendar days to confirm or refute an answer.
    """

    photos: int
    description: int
    reports_a_day: int
    drafts: int
    verdict_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A number to call: in an emergency, or when the city's reports are the wrong place."""

    number: str
    title: Titles


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

    def today(self, now: datetime) -> date:
        """The date in the city at the moment `now` (aware)."""
        return now.astimezone(self.zone).date()

    def start_of_day(self, now: datetime) -> datetime:
        """Midnight that began the city's day of `now`; aware, in the city's zone."""
        return datetime.combine(self.today(now), time.min, self.zone)

    def answer_due(self, topic: Topic, published_at: datetime) -> datetime:
        """23:59 in the city on the last of the topic's working days, counted from the day after publication."""
        day, left = self.today(published_at), topic.deadline_days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return datetime.combine(day, time(23, 59), self.zone)
