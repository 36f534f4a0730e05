"""Which process works on a database, where only one may: messages it sends would come twice from two.

On PostgreSQL by an advisory lock of a connection, which ends with the process however it ends. On SQLite there is
nobody to share with.
"""

import asyncio
from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.turns import key_of

ANSWERS_WITHIN_S = 3
"""A server that is silent for longer may have given the lock to another."""

_TRY = text("SELECT pg_try_advisory_lock(:key)")
_ANYTHING = text("SELECT 1")


class Election:
    """
    Args:
        what: What only one may do, for instance "bot".
    """

    def __init__(self, database: Database, what: str) -> None:
        self._database = database
        self._key = key_of(what)
        self._connection: AsyncConnection | None = None

    async def is_won(self) -> bool:
        """Whether it is this process: asked anew if it was, tried for if it was not."""
        if self._database.dialect == "sqlite" or await self._answers():
            return True
        await self.resign()
        connection = await self._database.connect()
        if (await connection.execute(_TRY, {"key": self._key})).scalar_one():
            self._connection = connection
            return True
        await connection.close()
        return False

    async def resign(self) -> None:
        """Another may do it now."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError, OSError, TimeoutError):
                await connection.invalidate()
            await connection.close()

    async def _answers(self) -> bool:
        if self._connection is None:
            return False
        with suppress(SQLAlchemyError, OSError, TimeoutError):
            async with asyncio.timeout(ANSWERS_WITHIN_S):
                await self._connection.execute(_ANYTHING)
                return True
        return False
