"""The ledger of points."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, Integer, bindparam, func, select
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.points import PointsEntry, PointsFor
from storage.database import Statements
from storage.tables import points

_OF_RESIDENT = points.c.resident_id == bindparam("of_resident")
_BOOK = (
    insert(points)
    .on_conflict_do_nothing(index_elements=[points.c.resident_id, points.c.number, points.c.what_for])
    .returning(points.c.id)
)
_BALANCE = select(func.coalesce(func.sum(points.c.amount), 0)).where(_OF_RESIDENT)
_PAGE = (
    select(points)
    .where(_OF_RESIDENT)
    .order_by(points.c.at.desc(), points.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
    .offset(bindparam("offset", type_=BigInteger))
)


class SqlPoints:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def book(self, entry: PointsEntry) -> bool:
        result = await self._transaction.execute(
            _BOOK,
            {
                "resident_id": entry.resident_id,
                "number": entry.number,
                "what_for": entry.what_for.value,
                "amount": entry.amount,
                "at": entry.at,
            },
        )
        return result.scalar_one_or_none() is not None

    async def balance(self, resident_id: int) -> int:
        result = await self._transaction.execute(_BALANCE, {"of_resident": resident_id})
        return int(result.scalar_one())

    async def of_resident(self, resident_id: int, *, offset: int, limit: int) -> Sequence[PointsEntry]:
        asked = {"of_resident": resident_id, "offset": offset, "limit": limit}
        return [
            PointsEntry(
                resident_id=row.resident_id,
                number=row.number,
                what_for=PointsFor(row.what_for),
                amount=row.amount,
                at=row.at,
            )
            for row in await self._transaction.execute(_PAGE, asked)
        ]
