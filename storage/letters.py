"""Letters of residents to the editors."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, func, insert, select, update

from bot.domain.letters import Letter
from storage.database import Statements
from storage.tables import letters
from storage.types import UtcDateTime

_ADD = insert(letters).inline()
_COUNT = (
    select(func.count())
    .select_from(letters)
    .where(
        letters.c.resident_id == bindparam("of_resident"),
        letters.c.at >= bindparam("since", type_=UtcDateTime),
    )
)
_UNREAD = (
    select(letters)
    .where(letters.c.read_at.is_(None))
    .order_by(letters.c.at, letters.c.id)
    .limit(bindparam("limit", type_=Integer))
)
_SET_READ = (
    update(letters)
    .where(letters.c.id == bindparam("of_id"))
    .values(read_at=func.current_timestamp())  # the database's clock: nobody asks for the moment
)


class SqlLetters:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def add(self, letter: Letter) -> None:
        await self._transaction.execute(
            _ADD, {"resident_id": letter.resident_id, "at": letter.at, "words": letter.words}
        )

    async def count_of_resident(self, resident_id: int, *, since: datetime) -> int:
        await self._transaction.hold(f"resident:{resident_id}")
        result = await self._transaction.execute(_COUNT, {"of_resident": resident_id, "since": since})
        return result.scalar_one()  # type: ignore[no-any-return]

    async def unread(self, limit: int) -> Sequence[Letter]:
        rows = await self._transaction.execute(_UNREAD, {"limit": limit})
        return [Letter(id=row.id, resident_id=row.resident_id, at=row.at, words=row.words) for row in rows]

    async def set_read(self, letter_id: int) -> None:
        await self._transaction.execute(_SET_READ, {"of_id": letter_id})
