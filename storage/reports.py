"""Reports with their photos and history."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, Select, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.photos import Photo
from bot.domain.places import Place
from bot.domain.reports import EventKind, NewReport, Report, ReportEvent, Status
from bot.services.ports import AlreadyFiled
from storage.database import Statements
from storage.photos import PHOTO_COLUMNS, photo_columns, photos_of
from storage.rows import place_columns, place_of
from storage.tables import photos, report_events, reports
from storage.types import UtcDateTime

RECENT = 200
"""Reports of a resident that count as recent: more would cost more the more they have filed."""

_LATEST = (reports.c.created_at.desc(), reports.c.number.desc())
_NUMBER = reports.c.number == bindparam("of_number")
_OF_RESIDENT = reports.c.resident_id == bindparam("of_resident")
_LIMIT = bindparam("limit", type_=Integer)


def _with_photos(page: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The reports of `page` with their photos: one statement, however many there are."""
    found = page.subquery("page")
    return (
        select(*found.c, *PHOTO_COLUMNS)
        .select_from(found.outerjoin(photos, photos.c.report_number == found.c.number))
        .order_by(found.c.created_at.desc(), found.c.number.desc(), photos.c.position)
    )


_GET = _with_photos(select(reports).where(_NUMBER))
_OF_DRAFT = _with_photos(select(reports).where(reports.c.draft_id == bindparam("of_draft")))
_PAGE = _with_photos(
    select(reports).where(_OF_RESIDENT).order_by(*_LATEST).limit(_LIMIT).offset(bindparam("offset", type_=Integer))
)
_WITHOUT_ADDRESS = _with_photos(
    select(reports)
    .where(reports.c.address.is_(None), reports.c.created_at >= bindparam("since", type_=UtcDateTime))
    .order_by(*_LATEST)
    .limit(_LIMIT)
)
_COUNT = select(func.count()).select_from(reports).where(_OF_RESIDENT)
_COUNT_SINCE = _COUNT.where(reports.c.created_at >= bindparam("since", type_=UtcDateTime))
_RECENT = (
    select(reports.c.topic_id, reports.c.created_at, reports.c.number)
    .where(_OF_RESIDENT)
    .order_by(*_LATEST)
    .limit(RECENT)
    .subquery("recent")
)
_TOPICS = (
    select(_RECENT.c.topic_id)
    .group_by(_RECENT.c.topic_id)
    .order_by(func.max(_RECENT.c.created_at).desc(), func.max(_RECENT.c.number).desc())
    .limit(_LIMIT)
)
_ADD = insert(reports).on_conflict_do_nothing(index_elements=[reports.c.draft_id]).returning(reports.c.number)
_UPDATE = update(reports).where(_NUMBER)
_ADD_PHOTOS = insert(photos).inline()
_NEXT_POSITION = (
    select(func.coalesce(func.max(photos.c.position) + 1, 0))
    .where(photos.c.report_number == bindparam("of_number"))
    .scalar_subquery()
)
_ADD_PHOTO = _ADD_PHOTOS.values(position=_NEXT_POSITION)
_ADD_EVENT = insert(report_events).inline()
_HISTORY = (
    select(report_events).where(report_events.c.number == bindparam("of_number")).order_by(report_events.c.id)
)


class SqlReports:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def add(self, report: NewReport) -> Report:
        number = (await self._transaction.execute(_ADD, _columns(report))).scalar_one_or_none()
        if number is None:
            raise AlreadyFiled(report.draft_id)
        if report.photos:
            rows = [
                {"report_number": number, "position": position, **photo_columns(photo)}
                for position, photo in enumerate(report.photos)
            ]
            await self._transaction.execute(_ADD_PHOTOS, rows)
        return Report(number=number, **{field.name: getattr(report, field.name) for field in fields(NewReport)})

    async def get(self, number: int) -> Report | None:
        found = await self._reports(_GET, {"of_number": number})
        return found[0] if found else None

    async def of_draft(self, draft_id: UUID) -> Report | None:
        found = await self._reports(_OF_DRAFT, {"of_draft": draft_id})
        return found[0] if found else None

    async def of_resident(self, resident_id: int, *, offset: int, limit: int) -> Sequence[Report]:
        return await self._reports(_PAGE, {"of_resident": resident_id, "offset": offset, "limit": limit})

    async def count_of_resident(self, resident_id: int, *, since: datetime | None = None) -> int:
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

    async def set_status(self, number: int, status: Status) -> None:
        await self._transaction.execute(_UPDATE, {"of_number": number, "status": status.value})

    async def set_place(self, number: int, place: Place) -> None:
        await self._transaction.execute(_UPDATE, {"of_number": number, **place_columns(place)})

    async def add_photo(self, number: int, photo: Photo) -> None:
        await self._transaction.execute(
            _ADD_PHOTO, {"report_number": number, "of_number": number, **photo_columns(photo)}
        )

    async def add_event(self, event: ReportEvent) -> None:
        await self._transaction.execute(
            _ADD_EVENT,
            {
                "number": event.number,
                "at": event.at,
                "kind": event.kind.value,
                "from_status": event.from_status and event.from_status.value,
                "to_status": event.to_status.value,
                "resident_id": event.resident_id,
                "words": event.words,
            },
        )

    async def history(self, number: int) -> Sequence[ReportEvent]:
        return [_event(row) for row in await self._transaction.execute(_HISTORY, {"of_number": number})]

    async def without_address(self, *, since: datetime, limit: int) -> Sequence[Report]:
        """The latest first, so that places nobody knows an address of do not keep the others waiting."""
        return await self._reports(_WITHOUT_ADDRESS, {"since": since, "limit": limit})

    async def _reports(self, statement: Select[*tuple[Any, ...]], parameters: dict[str, Any]) -> list[Report]:
        rows = await self._transaction.execute(statement, parameters)
        return [_report(list(group)) for _, group in groupby(rows, attrgetter("number"))]


def _columns(report: NewReport) -> dict[str, Any]:
    return {
        "draft_id": report.draft_id,
        "resident_id": report.resident_id,
        "topic_id": report.topic_id,
        "agency_id": report.agency_id,
        **place_columns(report.place),
        "description": report.description,
        "status": report.status.value,
        "created_at": report.created_at,
        "answer_due": report.answer_due,
    }


def _report(rows: Sequence[Row[*tuple[Any, ...]]]) -> Report:
    row = rows[0]
    return Report(
        number=row.number,
        draft_id=row.draft_id,
        resident_id=row.resident_id,
        topic_id=row.topic_id,
        agency_id=row.agency_id,
        place=place_of(row.lat, row.lon, row.place_source, row.address, row.district),
        description=row.description,
        status=Status(row.status),
        created_at=row.created_at,
        answer_due=row.answer_due,
        photos=photos_of(rows),
    )


def _event(row: Row[*tuple[Any, ...]]) -> ReportEvent:
    return ReportEvent(
        number=row.number,
        at=row.at,
        kind=EventKind(row.kind),
        from_status=None if row.from_status is None else Status(row.from_status),
        to_status=Status(row.to_status),
        resident_id=row.resident_id,
        words=row.words,
    )
