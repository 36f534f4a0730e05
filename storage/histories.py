"""What happened to reports, and who is told; who follows one is in `followers`."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, Row, Select, bindparam, func, literal_column, select, union_all
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.answers import AnswerKind
from bot.domain.operators import Role
from bot.domain.photos import Photo
from bot.domain.reports import EventKind, ReportEvent, Status
from bot.domain.residents import Resident
from storage.database import Statements
from storage.photos import ADD_PHOTOS, PHOTO_COLUMNS, photo_columns, photos_of
from storage.residents import resident_of
from storage.tables import followers, photos, report_events, reports, residents

_ADD_EVENT = insert(report_events).inline()
_ADD_EVENT_WITH_PHOTOS = insert(report_events).returning(report_events.c.id)
_HISTORY = (
    select(report_events, *PHOTO_COLUMNS)
    .select_from(report_events.outerjoin(photos, photos.c.event_id == report_events.c.id))
    .where(report_events.c.number == bindparam("of_number"))
    .order_by(report_events.c.seq, photos.c.position)
)
_SEQ = bindparam("at_seq", type_=BigInteger)  # a button may ask for any
_EVENT = _HISTORY.where(report_events.c.seq == _SEQ)
_EVENT_ID = (
    select(report_events.c.id)
    .where(report_events.c.number == bindparam("of_number"), report_events.c.seq == _SEQ)
    .scalar_subquery()
)
_ADD_EVENT_PHOTO = ADD_PHOTOS.values(
    event_id=_EVENT_ID,
    position=select(func.coalesce(func.max(photos.c.position) + 1, 0))
    .where(photos.c.event_id == _EVENT_ID)
    .scalar_subquery(),
)
_told = union_all(
    select(
        reports.c.resident_id.label("id"), reports.c.created_at.label("since"), literal_column("0").label("rank")
    ).where(reports.c.number == bindparam("of_number")),
    select(followers.c.resident_id, followers.c.since, literal_column("1")).where(
        followers.c.report_number == bindparam("of_number")
    ),
).subquery("told")
_RECIPIENTS = (
    select(residents)
    .join(_told, _told.c.id == residents.c.id)
    .order_by(_told.c.rank, _told.c.since, residents.c.id)
)


class Histories:
    """The part of the reports' repository that is about their history and audience."""

    _transaction: Statements

    async def add_event(self, event: ReportEvent) -> None:
        if not event.photos:
            await self._transaction.execute(_ADD_EVENT, _columns(event))
            return
        event_id = (await self._transaction.execute(_ADD_EVENT_WITH_PHOTOS, _columns(event))).scalar_one()
        rows = [
            {"event_id": event_id, "position": position, **photo_columns(photo)}
            for position, photo in enumerate(event.photos)
        ]
        await self._transaction.execute(ADD_PHOTOS, rows)

    async def history(self, number: int) -> Sequence[ReportEvent]:
        return await self._events(_HISTORY, {"of_number": number})

    async def event(self, number: int, seq: int) -> ReportEvent | None:
        found = await self._events(_EVENT, {"of_number": number, "at_seq": seq})
        return found[0] if found else None

    async def add_event_photo(self, number: int, seq: int, photo: Photo) -> None:
        asked = {"of_number": number, "at_seq": seq, **photo_columns(photo)}
        await self._transaction.execute(_ADD_EVENT_PHOTO, asked)

    async def recipients(self, number: int) -> Sequence[Resident]:
        rows = await self._transaction.execute(_RECIPIENTS, {"of_number": number})
        return list(dict.fromkeys(map(resident_of, rows)))  # an author may follow too

    async def _events(self, statement: Select[*tuple[Any, ...]], asked: dict[str, Any]) -> list[ReportEvent]:
        rows = await self._transaction.execute(statement, asked)
        return [_event(list(group)) for _, group in groupby(rows, attrgetter("seq"))]


def _columns(event: ReportEvent) -> dict[str, Any]:
    return {
        "number": event.number,
        "seq": event.seq,
        "at": event.at,
        "kind": event.kind.value,
        "from_status": event.from_status and event.from_status.value,
        "to_status": event.to_status.value,
        "resident_id": event.resident_id,
        "role": event.role and event.role.value,
        "agency_id": event.agency_id,
        "words": event.words,
        "reason_id": event.reason_id,
        "answer_kind": event.answer_kind and event.answer_kind.value,
        "until": event.until,
        "about": event.about,
    }


def _event(rows: Sequence[Row[*tuple[Any, ...]]]) -> ReportEvent:
    row = rows[0]
    return ReportEvent(
        number=row.number,
        seq=row.seq,
        at=row.at,
        kind=EventKind(row.kind),
        from_status=None if row.from_status is None else Status(row.from_status),
        to_status=Status(row.to_status),
        resident_id=row.resident_id,
        role=None if row.role is None else Role(row.role),
        agency_id=row.agency_id,
        words=row.words,
        reason_id=row.reason_id,
        answer_kind=None if row.answer_kind is None else AnswerKind(row.answer_kind),
        until=row.until,
        about=row.about,
        photos=photos_of(rows),
    )
