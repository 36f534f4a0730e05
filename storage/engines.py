"""What `Database` asks of either database: engines to write, to read and to migrate with, and how it fails."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """
    Attributes:
        writer: Its connections begin a transaction with the first statement.
        reader: Its connections are outside any transaction: each statement sees what is committed.
        migrator: A writer whose statements may take long.
        has_one_writer: A transaction has the whole database to itself, and so holds all it reads.
        failures: What connecting raises besides SQLAlchemy's errors and OSError.
        can_begin_again: Whether a failed statement that is the first of its transaction may be tried once more.
        been_in: Told when the database has been opened: from then on it is there, or will be again.
    """

    writer: AsyncEngine
    reader: AsyncEngine
    migrator: AsyncEngine
    has_one_writer: bool
    failures: tuple[type[Exception], ...] = ()
    can_begin_again: Callable[[DBAPIError], bool] = lambda _error: False
    been_in: Callable[[], None] = lambda: None

    async def dispose(self) -> None:
        for engine in (self.writer, self.reader, self.migrator):
            await engine.dispose()
