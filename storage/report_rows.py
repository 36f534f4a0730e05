"""Rows of reports as entities: what all repositories that give out reports share."""

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from bot.domain.answers import AnswerKind
from bot.domain.reports import NewReport, Report, Status
from storage.cells import cell_of
from storage.database import Statements
from storage.photos import PHOTO_COLUMNS, photos_of
from storage.rows import place_columns, place_of
from storage.tables import photos

Columns = ReadOnlyColumnCollection[str, ColumnElement[Any]]
Order = Callable[[Columns], tuple[ColumnElement[Any], ...]]


def latest(of: Columns) -> tuple[ColumnElement[Any], ...]:
    return of.created_at.desc(), of.number.desc()


def most_urgent(of: Columns) -> tuple[ColumnElement[Any], ...]:
    """An answer is due at the end of a day: of one day, those come first that more people have joined."""
    return of.answer_due, of.followers.desc(), of.number


def with_photos(page: Select[*tuple[Any, ...]], order: Order = latest) -> Select[*tuple[Any, ...]]:
    """The reports of `page` with their photos: one statement, however many there are."""
    found = page.subquery("page")
    return (
        select(*found.c, *PHOTO_COLUMNS)
        .select_from(found.outerjoin(photos, photos.c.report_number == found.c.number))
        .order_by(*order(found.c), photos.c.position)
    )


class ReportRows:
    """A repository whose statements give reports, through `with_photos`."""

    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def _reports(self, statement: Select[*tuple[Any, ...]], asked: dict[str, Any]) -> list[Report]:
        rows = await self._transaction.execute(statement, asked)
        return [_report(list(group)) for _, group in groupby(rows, attrgetter("number"))]


def filed_columns(report: NewReport) -> dict[str, Any]:
    """What was filed, without photos."""
    return {
        "draft_id": report.draft_id,
        "resident_id": report.resident_id,
        "topic_id": report.topic_id,
        **place_columns(report.place),
        "cell": cell_of(report.place.point),
        "details": dict(report.details),
        "description": report.description,
        "created_at": report.created_at,
    }


def moved_columns(report: Report) -> dict[str, Any]:
    """What moves change."""
    return {
        "agency_id": report.agency_id,
        "status": report.status.value,
        "turn": report.turn and report.turn.value,
        "answer_due": report.answer_due,
        "events": report.events,
        "published_at": report.published_at,
        "verdict_due": report.verdict_due,
        "refutations": report.refutations,
        "refuted": report.refuted,
        "disputed": report.disputed,
        "overdue": report.overdue,
        "pending": report.pending,
        "answer": report.answer,
        "answer_kind": report.answer_kind and report.answer_kind.value,
        "answered_at": report.answered_at,
        "confirmed": report.confirmed,
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
        events=row.events,
        published_at=row.published_at,
        verdict_due=row.verdict_due,
        refutations=row.refutations,
        refuted=row.refuted,
        disputed=row.disputed,
        overdue=row.overdue,
        pending=row.pending,
        answer=row.answer,
        answer_kind=None if row.answer_kind is None else AnswerKind(row.answer_kind),
        answered_at=row.answered_at,
        confirmed=row.confirmed,
        details=row.details,
        followers=row.followers,
    )
