"""Counts over many reports, and all of them as rows.

A period is a range of an index; whatever is counted is counted by the database, and rows leave it in batches.
"""

from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, String, bindparam, func, select

from bot.domain.answers import AnswerKind
from bot.domain.figures import DayFigures, DistrictFigures, Figures, ReportRow
from bot.domain.reports import Status
from storage.database import Statements
from storage.expressions import day_of, hours_between
from storage.tables import reports
from storage.types import UtcDateTime

MOST_FREQUENT = 10
"""Topics and agencies that the figures name."""

BATCH = 500
"""Rows of an export that are in memory at once."""

_SINCE, _UNTIL = bindparam("since", type_=UtcDateTime), bindparam("until", type_=UtcDateTime)
_OF_AGENCY = reports.c.agency_id == bindparam("of_agency", type_=String)
_FILED = (reports.c.created_at >= _SINCE, reports.c.created_at < _UNTIL)
_ANSWERED = (reports.c.answered_at >= _SINCE, reports.c.answered_at < _UNTIL)

Statement = Select[*tuple[Any, ...]]


def _counts(*conditions: ColumnElement[bool]) -> Statement:
    return (
        select(
            reports.c.status,
            func.count(),
            func.count(reports.c.answered_at),
            func.count().filter(reports.c.confirmed),
            func.count().filter(reports.c.refutations > 0),
            func.count().filter(reports.c.overdue),
        )
        .where(*_FILED, *conditions)
        .group_by(reports.c.status)
    )


def _frequent(key: ColumnElement[str], *conditions: ColumnElement[bool]) -> Statement:
    count = func.count()
    return (
        select(key, count)
        .where(*_FILED, *conditions)
        .group_by(key)
        .order_by(count.desc(), key)
        .limit(MOST_FREQUENT)
    )


def _hours(*conditions: ColumnElement[bool]) -> Statement:
    """How often an answer took so many hours from publication."""
    took = (
        select(hours_between(reports.c.published_at, reports.c.answered_at).label("hours"))
        .where(*_FILED, reports.c.answered_at.is_not(None), reports.c.published_at.is_not(None), *conditions)
        .subquery("took")
    )
    return select(took.c.hours, func.count()).group_by(took.c.hours).order_by(took.c.hours)


def _days(moment: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Statement:
    day = select(day_of(moment, bindparam("offset_s", type_=Integer)).label("day")).where(*conditions)
    days = day.subquery("days")
    return select(days.c.day, func.count()).group_by(days.c.day)


def _districts(*conditions: ColumnElement[bool]) -> Statement:
    return (
        select(reports.c.district, func.count())
        .where(reports.c.district.is_not(None), *conditions)
        .group_by(reports.c.district)
    )


def _bounds(*conditions: ColumnElement[bool]) -> Statement:
    return select(func.min(reports.c.number), func.max(reports.c.number)).where(*_FILED, *conditions)


def _batch(*conditions: ColumnElement[bool]) -> Statement:
    return (
        select(*(reports.c[name] for name in _ROW))
        .where(reports.c.number >= bindparam("first"), reports.c.number <= bindparam("last"))
        .where(*_FILED, *conditions)
        .order_by(reports.c.number)
        .limit(BATCH)
    )


_ROW = tuple(field.name for field in fields(ReportRow))
_COUNTS, _COUNTS_OF_AGENCY = _counts(), _counts(_OF_AGENCY)
_TOPICS, _TOPICS_OF_AGENCY = _frequent(reports.c.topic_id), _frequent(reports.c.topic_id, _OF_AGENCY)
_AGENCIES, _AGENCIES_OF_AGENCY = _frequent(reports.c.agency_id), _frequent(reports.c.agency_id, _OF_AGENCY)
_MEDIAN, _MEDIAN_OF_AGENCY = _hours(), _hours(_OF_AGENCY)
_DAYS_FILED = _days(reports.c.created_at, *_FILED)
_DAYS_FILED_OF_AGENCY = _days(reports.c.created_at, *_FILED, _OF_AGENCY)
_DAYS_ANSWERED = _days(reports.c.answered_at, *_ANSWERED)
_DAYS_ANSWERED_OF_AGENCY = _days(reports.c.answered_at, *_ANSWERED, _OF_AGENCY)
_DISTRICTS_FILED = _districts(*_FILED, reports.c.published_at.is_not(None))
_DISTRICTS_ANSWERED = _districts(*_ANSWERED)
_BOUNDS, _BOUNDS_OF_AGENCY = _bounds(), _bounds(_OF_AGENCY)
_BY_NUMBER_OF_AGENCY = reports.c.agency_id + "" == bindparam(
    "of_agency"
)  # keeps from reading an index anew each time
_BATCH, _BATCH_OF_AGENCY = _batch(), _batch(_BY_NUMBER_OF_AGENCY)


class SqlFigures:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def figures(self, since: datetime, until: datetime, *, agency_id: str | None = None) -> Figures:
        asked = {"since": since, "until": until, **_of(agency_id)}
        counts = await self._all(_COUNTS if agency_id is None else _COUNTS_OF_AGENCY, asked)
        hours = await self._all(_MEDIAN if agency_id is None else _MEDIAN_OF_AGENCY, asked)
        topics = await self._all(_TOPICS if agency_id is None else _TOPICS_OF_AGENCY, asked)
        agencies = await self._all(_AGENCIES if agency_id is None else _AGENCIES_OF_AGENCY, asked)
        total, answered, confirmed, refuted, overdue = (
            sum(row[column] for row in counts) for column in range(1, 6)
        )
        return Figures(
            total=total,
            by_status={Status(row[0]): row[1] for row in counts},
            median_days=_median_days([(row[0], row[1]) for row in hours]),
            answered=answered,
            confirmed=confirmed,
            refuted=refuted,
            overdue=overdue,
            topics=[(row[0], row[1]) for row in topics],
            agencies=[(row[0], row[1]) for row in agencies],
        )

    async def days(
        self, since: datetime, until: datetime, *, agency_id: str | None = None, utc_offset_s: int
    ) -> Sequence[DayFigures]:
        """Answers are counted where `answered_at` is: the first one that ended the work."""
        asked = {"since": since, "until": until, "offset_s": utc_offset_s, **_of(agency_id)}
        filed = await self._all(_DAYS_FILED if agency_id is None else _DAYS_FILED_OF_AGENCY, asked)
        answered = await self._all(_DAYS_ANSWERED if agency_id is None else _DAYS_ANSWERED_OF_AGENCY, asked)
        by_day = {day: [count, 0] for day, count in filed}
        for day, count in answered:
            by_day.setdefault(day, [0, 0])[1] = count
        return [DayFigures(date.fromisoformat(day), *by_day[day]) for day in sorted(by_day)]

    async def districts(self, since: datetime, until: datetime) -> dict[str, DistrictFigures]:
        asked = {"since": since, "until": until}
        filed = {row[0]: row[1] for row in await self._all(_DISTRICTS_FILED, asked)}
        answered = {row[0]: row[1] for row in await self._all(_DISTRICTS_ANSWERED, asked)}
        return {
            name: DistrictFigures(filed.get(name, 0), answered.get(name, 0))
            for name in filed.keys() | answered.keys()
        }

    async def rows(
        self, since: datetime, until: datetime, *, agency_id: str | None = None
    ) -> AsyncIterator[Sequence[ReportRow]]:
        asked = {"since": since, "until": until, **_of(agency_id)}
        bounds = await self._all(_BOUNDS if agency_id is None else _BOUNDS_OF_AGENCY, asked)
        first, last = bounds[0]
        while first is not None:
            statement = _BATCH if agency_id is None else _BATCH_OF_AGENCY
            batch = [_row(row) for row in await self._all(statement, {**asked, "first": first, "last": last})]
            if batch:
                yield batch
            first = batch[-1].number + 1 if len(batch) == BATCH else None

    async def _all(self, statement: Statement, asked: dict[str, Any]) -> Sequence[Row[*tuple[Any, ...]]]:
        return (await self._transaction.execute(statement, asked)).all()


def _of(agency_id: str | None) -> dict[str, str]:
    return {} if agency_id is None else {"of_agency": agency_id}


def _median_days(hours: Sequence[tuple[int, int]]) -> float | None:
    """The median of hours that come with how often they occur, in order; in days."""
    total = sum(count for _, count in hours)
    if not total:
        return None
    ends = list(accumulate(count for _, count in hours))
    low, high = (hours[bisect_right(ends, place)][0] for place in ((total - 1) // 2, total // 2))
    return (low + high) / 48


def _row(row: Sequence[Any]) -> ReportRow:
    """The row in the columns of `_ROW`; spelled out, for there are millions of them."""
    number, topic_id, agency_id, status, lat, lon, address, district, description, *rest = row
    *times, kind, refutations, details = rest
    created_at, published_at, answer_due, answered_at = times
    return ReportRow(
        number=number,
        topic_id=topic_id,
        agency_id=agency_id,
        status=Status(status),
        lat=lat,
        lon=lon,
        address=address,
        district=district,
        description=description,
        created_at=created_at,
        published_at=published_at,
        answer_due=answer_due,
        answered_at=answered_at,
        answer_kind=None if kind is None else AnswerKind(kind),
        refutations=refutations,
        details=details,
    )
