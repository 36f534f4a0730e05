"""Letters of residents to the editors."""

from datetime import datetime

from sqlalchemy import bindparam, func, insert, select

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


class SqlLetters:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def add(self, letter: Letter) -> None:
        await self._transaction.execute(
            _ADD, {"resident_id": letter.resident_id, "at": letter.at, "words": letter.words}
        )

    async def count_of_resident(self, resident_id: int, *, since: datetime) -> int:
        result = await self._transaction.execute(_COUNT, {"of_resident": resident_id, "since": since})
        return result.scalar_one()  # type: ignore[no-any-return]
