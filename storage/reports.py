"""Reports: filed, read, moved on. What waits for whom, what happened and what is found by words lie beside it."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from math import cos, degrees, radians
from uuid import UUID

from sqlalchemy import BigInteger, Integer, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.photos import Photo
from bot.domain.places import EARTH_RADIUS_M, Place, Point, distance_m
from bot.domain.reports import NewReport, Report
from bot.services.ports import AlreadyFiled, Overtaken
from storage.cells import cell_of
from storage.finding import Finding
from storage.followers import Followers
from storage.histories import Histories
from storage.nearby import Nearby
from storage.photos import ADD_PHOTOS, photo_columns
from storage.queues import Queues
from storage.report_rows import filed_columns, latest, moved_columns, with_photos
from storage.rows import place_columns, place_of
from storage.tables import districts, photos, reports
from storage.types import UtcDateTime

RECENT = 200
"""Reports of a resident that count as recent: more would cost more the more they have filed."""

LOOKED_AT_FOR_PLACES = 30
"""Last reports of a resident among which the recent places are."""

NEARBY_AT_MOST = 1000
"""Counting reports around a point ends here."""

_NUMBER = reports.c.number == bindparam("of_number")
_OF_RESIDENT = reports.c.resident_id == bindparam("of_resident")
_LIMIT = bindparam("limit", type_=Integer)

_GET = with_photos(select(reports).where(_NUMBER))
_OF_DRAFT = with_photos(select(reports).where(reports.c.draft_id == bindparam("of_draft")))
_PAGE = with_photos(
    select(reports)
    .where(_OF_RESIDENT)
    .order_by(*latest(reports.c))
    .limit(_LIMIT)
    .offset(bindparam("offset", type_=BigInteger))
)
_WITHOUT_ADDRESS = with_photos(
    select(reports)
    .where(reports.c.address.is_(None), reports.c.created_at >= bindparam("since", type_=UtcDateTime))
    .order_by(*latest(reports.c))
    .limit(_LIMIT)
)
_COUNT = select(func.count()).select_from(reports).where(_OF_RESIDENT)
_COUNT_SINCE = _COUNT.where(reports.c.created_at >= bindparam("since", type_=UtcDateTime))
_RECENT = (
    select(reports.c.topic_id, reports.c.created_at, reports.c.number)
    .where(_OF_RESIDENT)
    .order_by(*latest(reports.c))
    .limit(RECENT)
    .subquery("recent")
)
_TOPICS = (
    select(_RECENT.c.topic_id)
    .group_by(_RECENT.c.topic_id)
    .order_by(func.max(_RECENT.c.created_at).desc(), func.max(_RECENT.c.number).desc())
    .limit(_LIMIT)
)
_RECENT_PLACES = (
    select(reports.c.lat, reports.c.lon, reports.c.place_source, reports.c.address, reports.c.district)
    .where(_OF_RESIDENT)
    .order_by(*latest(reports.c))
    .limit(LOOKED_AT_FOR_PLACES)
)
_NEARBY = (
    select(reports.c.lat, reports.c.lon)
    .where(
        reports.c.lat.between(bindparam("south"), bindparam("north")),
        reports.c.lon.between(bindparam("west"), bindparam("east")),
        reports.c.number < bindparam("before"),
    )
    .limit(NEARBY_AT_MOST)
)
_ADD = insert(reports).on_conflict_do_nothing(index_elements=[reports.c.draft_id]).returning(reports.c.number)
_ADD_DISTRICT = insert(districts).inline().on_conflict_do_nothing(index_elements=[districts.c.name])
_UPDATE = update(reports).where(_NUMBER)
_PUT = _UPDATE.where(reports.c.events == bindparam("at_version"))
_NEXT_POSITION = (
    select(func.coalesce(func.max(photos.c.position) + 1, 0))
    .where(photos.c.report_number == bindparam("of_number"))
    .scalar_subquery()
)
_ADD_PHOTO = ADD_PHOTOS.values(position=_NEXT_POSITION)


class SqlReports(Queues, Finding, Histories, Nearby, Followers):
    async def add(self, report: NewReport) -> Report:
        """Store as a report with one event: the caller adds the line that says it was filed."""
        first = {field.name: getattr(report, field.name) for field in fields(NewReport)}
        filed = Report(number=0, events=1, **first)
        columns = {**filed_columns(filed), **moved_columns(filed)}
        number = (await self._transaction.execute(_ADD, columns)).scalar_one_or_none()
        if number is None:
            raise AlreadyFiled(report.draft_id)
        if report.photos:
            rows = [
                {"report_number": number, "position": position, **photo_columns(photo)}
                for position, photo in enumerate(report.photos)
            ]
            await self._transaction.execute(ADD_PHOTOS, rows)
        await self._add_district(report.place)
        return replace(filed, number=number)

    async def get(self, number: int) -> Report | None:
        await self._transaction.hold(f"report:{number}")
        found = await self._reports(_GET, {"of_number": number})
        return found[0] if found else None

    async def of_draft(self, draft_id: UUID) -> Report | None:
        await self._transaction.hold(f"draft:{draft_id}")
        found = await self._reports(_OF_DRAFT, {"of_draft": draft_id})
        return found[0] if found else None

    async def of_resident(self, resident_id: int, *, offset: int, limit: int) -> Sequence[Report]:
        return await self._reports(_PAGE, {"of_resident": resident_id, "offset": offset, "limit": limit})

    async def count_of_resident(self, resident_id: int, *, since: datetime | None = None) -> int:
        await self._transaction.hold(f"resident:{resident_id}")
        if since is None:
            result = await self._transaction.execute(_COUNT, {"of_resident": resident_id})
        else:
            result = await self._transaction.execute(_COUNT_SINCE, {"of_resident": resident_id, "since": since})
        return result.scalar_one()  # type: ignore[no-any-return]

    async def recent_topics(self, resident_id: int, limit: int) -> Sequence[str]:
        return (
            (await self._transaction.execute(_TOPICS, {"of_resident": resident_id, "limit": limit}))
            .scalars()
            .all()
        )

    async def recent_places(self, resident_id: int, limit: int) -> Sequence[Place]:
        rows = await self._transaction.execute(_RECENT_PLACES, {"of_resident": resident_id})
        places: dict[str, Place] = {}
        for row in rows:
            if row.address:
                places.setdefault(row.address, place_of(*row))
        return list(places.values())[:limit]

    async def put(self, report: Report, *, version: int) -> None:
        asked = {"of_number": report.number, "at_version": version, **moved_columns(report)}
        if (await self._transaction.execute(_PUT, asked)).rowcount == 0:
            raise Overtaken(report.number)

    async def set_place(self, number: int, place: Place) -> None:
        await self._transaction.execute(
            _UPDATE, {"of_number": number, "cell": cell_of(place.point), **place_columns(place)}
        )
        await self._add_district(place)

    async def add_photo(self, number: int, photo: Photo) -> None:
        await self._transaction.execute(
            _ADD_PHOTO, {"report_number": number, "of_number": number, **photo_columns(photo)}
        )

    async def nearby_count(self, point: Point, radius_m: float, *, before: int) -> int:
        """Counting ends at `NEARBY_AT_MOST`; a circle over the 180th meridian is cut there."""
        high = degrees(radius_m / EARTH_RADIUS_M)
        wide = high / max(cos(radians(point.lat)), 1e-6)
        box = {
            "south": point.lat - high,
            "north": point.lat + high,
            "west": point.lon - wide,
            "east": point.lon + wide,
            "before": before,
        }
        rows = await self._transaction.execute(_NEARBY, box)
        return sum(distance_m(point, Point(row.lat, row.lon)) <= radius_m for row in rows)

    async def without_address(self, *, since: datetime, limit: int) -> Sequence[Report]:
        """The latest first, so that places nobody knows an address of do not keep the others waiting."""
        return await self._reports(_WITHOUT_ADDRESS, {"since": since, "limit": limit})

    async def _add_district(self, place: Place) -> None:
        if place.district is not None:
            await self._transaction.execute(_ADD_DISTRICT, {"name": place.district})
