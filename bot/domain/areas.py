"""A part of the city that a resident follows, a point and what is around it or a house, and what happens there."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.answers import AnswerKind
from bot.domain.neighbours import same_house
from bot.domain.places import Place, PlaceSource, Point, distance_m
from bot.domain.reports import EventKind, Report, ReportEvent, Status

AROUND_M = 500
"""An area around a point."""
HOUSE_M = 60
"""A house and its yard."""
LONGEST_HOUSE_M = 300
"""Nothing that is further away has the same address."""
MOST_AREAS = 5
"""Of one resident: home, work, the parents' house, a school, a way there."""
SAME_PLACE_M = 15
"""Points that are no further apart are the same: a second press, or the same house found again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArea:
    """An area before the database gave it its number.

    Attributes:
        address: What the resident knows it by; None where no geocoder answered.
        at_once: News of it come as they happen; otherwise once a week.
    """

    resident_id: int
    point: Point
    address: str | None
    radius_m: int
    at_once: bool
    created_at: datetime

    @property
    def is_house(self) -> bool:
        return self.radius_m <= HOUSE_M

    @property
    def reach_m(self) -> int:
        """No place that lies in it is further away from its point."""
        return LONGEST_HOUSE_M if self.is_house else self.radius_m

    def holds(self, place: Place) -> bool:
        """Whether a place lies in it; what has a house's address does, however long the house is."""
        away = distance_m(self.point, place.point)
        if away <= self.radius_m or away > self.reach_m:
            return away <= self.radius_m
        home = Place(lat=self.point.lat, lon=self.point.lon, source=PlaceSource.ADDRESS, address=self.address)
        return same_house(home, place)

    def is_same_as(self, other: "NewArea") -> bool:
        """Whether following both would say everything twice."""
        return self.is_house == other.is_house and distance_m(self.point, other.point) <= SAME_PLACE_M


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(NewArea):
    """A followed area."""

    id: int


class Happening(StrEnum):
    """What neighbours hear of."""

    NEW = "new"
    """A report was published."""
    SOLVED = "solved"
    """What it was about is mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaNews:
    """Something that happened to a report, for those who follow the place; once for each report and happening.

    Attributes:
        seq: The line of the report's history that says so.
        told: The last area, by number, whose resident was told at once; None when all were.
    """

    number: int
    seq: int
    happening: Happening
    at: datetime
    topic_id: str
    place: Place
    told: int | None = 0


_MENDED = frozenset({AnswerKind.DONE, AnswerKind.ALREADY_GONE})


def news_of(report: Report, event: ReportEvent) -> AreaNews | None:
    """What a change is to the neighbours, None if nothing.

    A report that ended with «not found» or a letter to an owner is over and not mended, unless its author says so.
    """
    is_mended = event.kind is EventKind.CONFIRMED or report.answer_kind in _MENDED
    if event.kind is EventKind.PUBLISHED:
        happening = Happening.NEW
    elif event.to_status is Status.SOLVED and is_mended:
        happening = Happening.SOLVED
    else:
        return None
    return AreaNews(
        number=report.number,
        seq=event.seq,
        happening=happening,
        at=event.at,
        topic_id=report.topic_id,
        place=report.place,
    )


def has_house(address: str) -> bool:
    """Whether an address names a house, and not only a street or a park."""
    return re.search(r"\d", address) is not None
