"""Which reports wait for whom, and until when.

A queue is a range of an index that holds only reports with a turn, so its cost does not grow with the reports that
are over. Several turns are several ranges, each cut off before they are merged.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    func,
    select,
    union_all,
)

from bot.domain.reports import Report, Turn
from storage.report_rows import Columns, ReportRows, most_urgent, with_photos
from storage.tables import reports
from storage.types import UtcDateTime

LATE_AT = (Turn.AGENCY, Turn.DISPUTE, Turn.APPROVAL)
"""The turns at which a report awaits an answer, against `answer_due`."""

_LIMIT = bindparam("limit", type_=Integer)
_ENOUGH = bindparam("enough", type_=BigInteger)
_NOW = bindparam("now", type_=UtcDateTime)
_LATE = reports.c.answer_due < _NOW
_AT_VERDICT = reports.c.turn == Turn.VERDICT.value
_OF_AGENCY = reports.c.agency_id == bindparam("of_agency", type_=String)


def _at_turn(place: int) -> ColumnElement[bool]:
    return reports.c.turn == bindparam(f"turn{place}", type_=String)


def _turns(turns: Sequence[Turn]) -> dict[str, str]:
    return {f"turn{place}": turn.value for place, turn in enumerate(turns)}


def _merged(turns: int, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Numbers of reports at so many turns that meet the conditions, the first `enough` of each, and when due."""
    ranges = (
        select(reports.c.number, reports.c.answer_due, reports.c.followers)
        .where(_at_turn(place), *conditions)
        .order_by(*most_urgent(reports.c))
        .limit(_ENOUGH)
        .subquery()
        for place in range(turns)
    )
    merged = union_all(*map(select, ranges)).subquery("merged")
    return select(merged.c.number).order_by(*most_urgent(merged.c)).limit(_LIMIT)


@cache
def page_of(turns: int, *, of_agency: bool, late: bool) -> Select[*tuple[Any, ...]]:
    """A page of the reports at so many turns, the most urgent first."""
    conditions = [*([_OF_AGENCY] if of_agency else []), *([_LATE] if late else [])]
    numbers = _merged(turns, *conditions).offset(bindparam("offset", type_=BigInteger)).subquery("numbers")
    return with_photos(select(reports).join(numbers, numbers.c.number == reports.c.number), most_urgent)


@cache
def counts_of(turns: int, *, of_agency: bool, late: bool) -> Select[*tuple[Any, ...]]:
    """How many reports are at each of so many turns, up to `enough`: one row with a column for each turn."""
    conditions = [*([_OF_AGENCY] if of_agency else []), *([_LATE] if late else [])]
    ranges = (
        select(reports.c.number).where(_at_turn(place), *conditions).limit(_ENOUGH).subquery()
        for place in range(turns)
    )
    return select(*(select(func.count()).select_from(one).scalar_subquery() for one in ranges))


def _most_patient(of: Columns) -> tuple[ColumnElement[Any], ...]:
    return of.verdict_due, of.number


_NEWLY = _merged(len(LATE_AT), ~reports.c.overdue, _LATE).subquery("numbers")
_NEWLY_OVERDUE = with_photos(select(reports).join(_NEWLY, _NEWLY.c.number == reports.c.number), most_urgent)
_VERDICT_TIME_OVER = with_photos(
    select(reports)
    .where(_AT_VERDICT, reports.c.verdict_due < _NOW)
    .order_by(*_most_patient(reports.c))
    .limit(_LIMIT),
    _most_patient,
)
_DUES = union_all(
    *(
        select(func.min(reports.c.answer_due).label("due")).where(_at_turn(place), reports.c.answer_due >= _NOW)
        for place in range(len(LATE_AT))
    ),
    select(func.min(reports.c.verdict_due)).where(_AT_VERDICT, reports.c.verdict_due >= _NOW),
).subquery("dues")
_NEXT_DUE = select(func.min(_DUES.c.due))


class Queues(ReportRows):
    """The part of the reports' repository that says whose move it is."""

    async def queue(
        self, turns: Collection[Turn], *, agency_id: str | None = None, offset: int, limit: int
    ) -> Sequence[Report]:
        return await self._page(list(turns), agency_id, None, offset, limit)

    async def queue_count(
        self, turns: Collection[Turn], *, agency_id: str | None = None, at_most: int
    ) -> dict[Turn, int]:
        return await self._counts(list(turns), agency_id, None, at_most)

    async def overdue(
        self, now: datetime, *, agency_id: str | None = None, offset: int, limit: int
    ) -> Sequence[Report]:
        return await self._page(LATE_AT, agency_id, now, offset, limit)

    async def overdue_count(self, now: datetime, *, agency_id: str | None = None, at_most: int) -> int:
        return min(at_most, sum((await self._counts(LATE_AT, agency_id, now, at_most)).values()))

    async def newly_overdue(self, now: datetime, limit: int) -> Sequence[Report]:
        return await self._reports(
            _NEWLY_OVERDUE, {**_turns(LATE_AT), "now": now, "enough": limit, "limit": limit}
        )

    async def verdict_time_over(self, now: datetime, limit: int) -> Sequence[Report]:
        return await self._reports(_VERDICT_TIME_OVER, {"now": now, "limit": limit})

    async def next_due(self, now: datetime) -> datetime | None:
        result = await self._transaction.execute(_NEXT_DUE, {**_turns(LATE_AT), "now": now})
        return result.scalar_one()  # type: ignore[no-any-return]

    async def _page(
        self, turns: Sequence[Turn], agency_id: str | None, late_at: datetime | None, offset: int, limit: int
    ) -> list[Report]:
        if not turns:
            return []
        asked = {**_asked(turns, agency_id, late_at, offset + limit), "offset": offset, "limit": limit}
        statement = page_of(len(turns), of_agency=agency_id is not None, late=late_at is not None)
        return await self._reports(statement, asked)

    async def _counts(
        self, turns: Sequence[Turn], agency_id: str | None, late_at: datetime | None, at_most: int
    ) -> dict[Turn, int]:
        if not turns:
            return {}
        statement = counts_of(len(turns), of_agency=agency_id is not None, late=late_at is not None)
        rows = await self._transaction.execute(statement, _asked(turns, agency_id, late_at, at_most))
        return dict(zip(turns, rows.one(), strict=True))


def _asked(turns: Sequence[Turn], agency_id: str | None, late_at: datetime | None, enough: int) -> dict[str, Any]:
    agency = {} if agency_id is None else {"of_agency": agency_id}
    late = {} if late_at is None else {"now": late_at}
    return {**_turns(turns), **agency, **late, "enough": enough}
