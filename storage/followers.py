"""Who has joined whose report, and a resident's own reports with those they have joined.

How many others have joined is kept with the report, so that a queue is sorted by it and a list shows it unasked.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, bindparam, delete, func, select, union_all, update
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.reports import Report
from storage.report_rows import Columns, ReportRows, latest, with_photos
from storage.tables import followers, reports
from storage.types import RowId, UtcDateTime

AT_MOST_OPEN = 50
"""Open reports of one resident on one topic that are looked at."""

_LIMIT = bindparam("limit", type_=Integer)
_ENOUGH = bindparam("enough", type_=Integer)
_OF_RESIDENT = bindparam("of_resident", type_=RowId)
_OF_NUMBER = bindparam("of_number", type_=RowId)
_FOLLOWS = (followers.c.report_number == _OF_NUMBER) & (followers.c.resident_id == _OF_RESIDENT)

_FOLLOW = (
    insert(followers)
    .values(report_number=_OF_NUMBER, resident_id=_OF_RESIDENT, since=bindparam("at", type_=UtcDateTime))
    .on_conflict_do_nothing(index_elements=[followers.c.report_number, followers.c.resident_id])
    .returning(followers.c.resident_id)
)
_LEAVE = delete(followers).where(_FOLLOWS).returning(followers.c.resident_id)
_COUNT_ON = (
    update(reports)
    .where(reports.c.number == _OF_NUMBER, reports.c.resident_id != _OF_RESIDENT)
    .values(followers=reports.c.followers + bindparam("by", type_=Integer))
)
_FOLLOWED = select(followers.c.report_number).where(
    followers.c.resident_id == _OF_RESIDENT, followers.c.report_number.in_(bindparam("numbers", expanding=True))
)
_own = (
    select(reports.c.number, reports.c.created_at.label("since"))
    .where(reports.c.resident_id == _OF_RESIDENT)
    .order_by(*latest(reports.c))
    .limit(_ENOUGH)
    .subquery("own")
)
_joined = (
    select(followers.c.report_number, followers.c.since)
    .where(followers.c.resident_id == _OF_RESIDENT)
    .order_by(followers.c.since.desc(), followers.c.report_number.desc())
    .limit(_ENOUGH)
    .subquery("joined")
)
_both = union_all(select(_own), select(_joined)).subquery("both")


def _last_begun(of: Columns) -> tuple[ColumnElement[Any], ...]:
    return of.since.desc(), of.number.desc()


_numbers = (  # an author may follow too, once two accounts are one person
    select(_both.c.number, func.max(_both.c.since).label("since"))
    .group_by(_both.c.number)
    .order_by(func.max(_both.c.since).desc(), _both.c.number.desc())
    .limit(_LIMIT)
    .offset(bindparam("offset", type_=Integer))
    .subquery("numbers")
)
_OF_RESIDENT_AND_JOINED = with_photos(
    select(reports, _numbers.c.since).join(_numbers, _numbers.c.number == reports.c.number), _last_begun
)
_COUNT_JOINED = (
    select(func.count())
    .select_from(followers.join(reports, reports.c.number == followers.c.report_number))
    .where(followers.c.resident_id == _OF_RESIDENT, reports.c.resident_id != _OF_RESIDENT)
)
_OPEN_OF_RESIDENT = with_photos(
    select(reports)
    .where(
        reports.c.topic_id == bindparam("of_topic", type_=String),
        reports.c.resident_id == _OF_RESIDENT,
        reports.c.turn.is_not(None),
    )
    .order_by(reports.c.number.desc())
    .limit(AT_MOST_OPEN)
)


class Followers(ReportRows):
    """The part of the reports' repository that is about who has joined."""

    async def follow(self, number: int, resident_id: int, at: datetime) -> bool:
        asked = {"of_number": number, "of_resident": resident_id}
        if (await self._transaction.execute(_FOLLOW, {**asked, "at": at})).first() is None:
            return False
        await self._transaction.execute(_COUNT_ON, {**asked, "by": 1})
        return True

    async def unfollow(self, number: int, resident_id: int) -> bool:
        asked = {"of_number": number, "of_resident": resident_id}
        if (await self._transaction.execute(_LEAVE, asked)).first() is None:
            return False
        await self._transaction.execute(_COUNT_ON, {**asked, "by": -1})
        return True

    async def followed_among(self, resident_id: int, numbers: Collection[int]) -> set[int]:
        if not numbers:
            return set()
        asked = {"of_resident": resident_id, "numbers": list(numbers)}
        return set((await self._transaction.execute(_FOLLOWED, asked)).scalars())

    async def of_resident_and_joined(self, resident_id: int, *, offset: int, limit: int) -> Sequence[Report]:
        asked = {"of_resident": resident_id, "offset": offset, "limit": limit, "enough": offset + limit}
        return await self._reports(_OF_RESIDENT_AND_JOINED, asked)

    async def count_joined(self, resident_id: int) -> int:
        result = await self._transaction.execute(_COUNT_JOINED, {"of_resident": resident_id})
        return result.scalar_one()  # type: ignore[no-any-return]

    async def open_of_resident(self, resident_id: int, topic_id: str) -> Sequence[Report]:
        """The latest first; looking ends at `AT_MOST_OPEN`."""
        return await self._reports(_OPEN_OF_RESIDENT, {"of_resident": resident_id, "of_topic": topic_id})
