"""The geocoder's answers, kept so that the same question does not leave the house twice."""

from datetime import datetime

from sqlalchemy import Integer, bindparam, delete, select
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.services.ports import Clock
from storage.database import Database
from storage.tables import geocode_cache
from storage.types import UtcDateTime

MOST_ANSWERS = 50_000
"""About 25 MB: an answer is some 500 bytes."""

_GET = select(geocode_cache.c.answer).where(geocode_cache.c.question == bindparam("question"))
_INSERT = insert(geocode_cache)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[geocode_cache.c.question],
    set_={"answer": _INSERT.excluded.answer, "stored_at": _INSERT.excluded.stored_at},
)
_FORGET = delete(geocode_cache).where(geocode_cache.c.stored_at < bindparam("moment", type_=UtcDateTime))
_FORGET_OLDEST = delete(geocode_cache).where(
    geocode_cache.c.stored_at
    <= select(geocode_cache.c.stored_at)
    .order_by(geocode_cache.c.stored_at.desc())
    .limit(1)
    .offset(bindparam("keep", type_=Integer))
    .correlate(None)
    .scalar_subquery()
)


class SqlGeocodeCache:
    """Each call is a transaction of its own, so an answer stays whatever becomes of the conversation."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get(self, question: str) -> str | None:
        async with self._database.looking() as reading:
            return (await reading.execute(_GET, {"question": question})).scalar_one_or_none()

    async def put(self, question: str, answer: str) -> None:
        async with self._database.transaction() as transaction:
            await transaction.execute(_PUT, {"question": question, "answer": answer, "stored_at": self._clock()})
            await transaction.commit()

    async def forget_before(self, moment: datetime, *, keep: int = MOST_ANSWERS) -> None:
        """Drop answers stored before `moment`, and of the rest all but the `keep` latest."""
        async with self._database.transaction() as transaction:
            await transaction.execute(_FORGET, {"moment": moment})
            await transaction.execute(_FORGET_OLDEST, {"keep": keep})
            await transaction.commit()
