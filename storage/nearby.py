"""Open reports around a point, the nearest first.

The cells of the map around the point are ranges of an index that holds only open reports and all that the distance
needs, so neither the reports that are over nor the rows themselves are read before it is known which are shown.
Cells are taken a few rings at a time, and of each so many reports at most: a place with thousands of them costs no
more, and hides none that are nearer.
"""

from collections.abc import Sequence
from functools import cache
from math import cos, radians, sin
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    bindparam,
    select,
    text,
    union_all,
)

from bot.domain.neighbours import NearReport
from bot.domain.places import EARTH_RADIUS_M, Point, distance_m
from storage.cells import rings_around
from storage.expressions import Numbers, is_one_of
from storage.report_rows import Columns, ReportRows, with_photos
from storage.tables import reports
from storage.tables.filing import IS_OPEN

LOOKED_AT = 500
"""Reports whose distance is worked out, of each group of rings."""
RINGS_TOGETHER = (2, 2)
"""Of the first groups of rings; the last one has the rest."""

_LIMIT = bindparam("limit", type_=Integer)
_OFFSET = bindparam("offset", type_=Integer)
_OF_TOPIC = reports.c.topic_id == bindparam("of_topic", type_=String)
_NORTH, _EAST = (bindparam(name, type_=Float) for name in ("north", "east"))
_COS, _SIN, _FAR = (bindparam(name, type_=Float) for name in ("cosine", "sine", "far"))


def _nearest_first(of: Columns) -> tuple[ColumnElement[Any], ...]:
    return of.away, of.number


@cache
def page_of(groups: int, *, of_topic: bool) -> Select[*tuple[Any, ...]]:
    """A page of the open reports in so many groups of cells, with `away`: their distance squared.

    `away` is in radians, worked out as haversine does but with the first terms of its series: no database has to
    know a sine, and over a kilometre it is wrong by less than a millimetre.
    """
    looked = union_all(*(select(_looked_at(group, of_topic=of_topic)) for group in range(groups))).subquery(
        "looked"
    )
    up, aside = (looked.c.lat - _NORTH) * radians(1), (looked.c.lon - _EAST) * radians(1)
    away = (up * up + _COS * (_COS - _SIN * up) * aside * aside).label("away")
    measured = select(looked.c.number, away).subquery("measured")
    found = (
        select(measured.c.number, measured.c.away)
        .where(measured.c.away <= _FAR)
        .order_by(*_nearest_first(measured.c))
        .limit(_LIMIT)
        .offset(_OFFSET)
        .subquery("found")
    )
    page = select(reports, found.c.away).join(found, found.c.number == reports.c.number)
    return with_photos(page, _nearest_first)


def _looked_at(group: int, *, of_topic: bool) -> Any:
    here = is_one_of(reports.c.cell, bindparam(f"cells{group}", type_=Numbers))
    looked = select(reports.c.number, reports.c.lat, reports.c.lon).where(here, text(IS_OPEN))
    if of_topic:
        looked = looked.where(_OF_TOPIC)
    return looked.limit(bindparam("looked_at", type_=Integer)).subquery(f"group{group}")


class Nearby(ReportRows):
    """The part of the reports' repository that is about what is around."""

    async def open_around(
        self, point: Point, radius_m: float, *, topic_id: str | None = None, offset: int = 0, limit: int
    ) -> Sequence[NearReport]:
        groups = _groups(rings_around(point, radius_m))
        asked: dict[str, Any] = {
            **{f"cells{place}": cells for place, cells in enumerate(groups)},
            "north": point.lat,
            "east": point.lon,
            "cosine": cos(radians(point.lat)),
            "sine": sin(radians(point.lat)),
            "far": (radius_m / EARTH_RADIUS_M) ** 2,
            "looked_at": LOOKED_AT,
            "offset": offset,
            "limit": limit,
        }
        if topic_id is not None:
            asked["of_topic"] = topic_id
        found = await self._reports(page_of(len(groups), of_topic=topic_id is not None), asked)
        return [NearReport(report, distance_m(point, report.place.point)) for report in found]


def _groups(rings: Sequence[Sequence[int]]) -> list[list[int]]:
    """The cells of the first rings together, of the next ones, and of all the others."""
    groups, begin = list[list[int]](), 0
    for size in (*RINGS_TOGETHER, len(rings)):
        if cells := [cell for ring in rings[begin : begin + size] for cell in ring]:
            groups.append(cells)
        begin += size
    return groups
