"""SQLite as the bot uses it: one writer, readers beside it, one visit to the connection's thread a statement.

aiosqlite visits its thread four times for what SQLAlchemy calls one statement (cursor, execute, fetch, close), and
BEGIN is a fifth. `OneVisitConnection` does all of it in one. Rests on `aiosqlite.Connection._execute`, `._conn`
and `._thread` (0.20 to 0.22), and on what SQLAlchemy 2.1 asks of an asyncio driver (`AsyncIODBAPIConnection`).
"""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self, cast

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.engines import Engines

BUSY_TIMEOUT_S = 15
"""How long a statement waits for another process that writes; inside the process writers queue in `Database`."""

READERS = 2

Rows = list[tuple[Any, ...]]
Statement = Callable[[sqlite3.Connection], sqlite3.Cursor]


@dataclass(slots=True)
class Outcome:
    """All that is wanted of a cursor; it stays in the thread, since one that is alive keeps its file open."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: Rows = field(default_factory=list)


class OneVisitCursor:
    """The part of an asyncio cursor that SQLAlchemy uses; rows are fetched in the visit that executes."""

    def __init__(self, connection: "OneVisitConnection") -> None:
        self._connection = connection
        self._outcome = Outcome()
        self.arraysize = 1

    @property
    def description(self) -> Any:
        return self._outcome.description

    @property
    def rowcount(self) -> int:
        return self._outcome.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._outcome.lastrowid

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        self._outcome = await self._connection.visit(lambda raw: raw.execute(sql, parameters))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        self._outcome = await self._connection.visit(lambda raw: raw.executemany(sql, parameters))
        return self

    async def fetchall(self) -> Rows:
        return self._outcome.rows

    async def close(self) -> None:
        """Nothing is open: the rows are here."""


class OneVisitConnection(aiosqlite.Connection):
    """An aiosqlite connection with a cheap cursor, and a BEGIN that travels with the first statement after it."""

    def __init__(self, path: Path) -> None:
        super().__init__(partial(_connect, path), iter_chunk_size=64)
        self._thread.daemon = True  # a killed event loop must not keep the process alive
        self._begin_first = False
        self._in_transaction = False

    async def opened(self) -> Self:
        try:
            await self
        except sqlite3.Error:
            self._thread.join()  # it has just been told to stop; left alone it may outlive the event loop
            raise
        return self

    def cursor(self) -> OneVisitCursor:  # type: ignore[override]
        return OneVisitCursor(self)

    def begin_immediate(self) -> None:
        """Take the write lock with the next statement, so that what is read then cannot change before a write."""
        self._begin_first = True

    async def visit(self, statement: Statement) -> Outcome:
        begin, self._begin_first = self._begin_first, False
        self._in_transaction = self._in_transaction or begin
        return await self._execute(_execute, self._conn, begin, statement)  # type: ignore[no-any-return, no-untyped-call]

    async def commit(self) -> None:
        await self._end(sqlite3.Connection.commit)

    async def rollback(self) -> None:
        await self._end(sqlite3.Connection.rollback)

    async def _end(self, end: Callable[[sqlite3.Connection], None]) -> None:
        self._begin_first = False
        if self._in_transaction:
            await self._execute(end, self._conn)  # type: ignore[no-untyped-call]
            self._in_transaction = False


def _execute(raw: sqlite3.Connection, begin: bool, statement: Statement) -> Outcome:
    if begin:
        raw.execute("BEGIN IMMEDIATE")
    cursor = statement(raw)
    rows = cursor.fetchall() if cursor.description else []
    return Outcome(cursor.description, cursor.rowcount, cursor.lastrowid, rows)


class _Raw(sqlite3.Connection):
    def close(self) -> None:
        """Let go of the lock at once; without it SQLite waits for the last cursor to be collected."""
        self.rollback()
        super().close()


def _connect(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, cached_statements=256, factory=_Raw)
    try:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")  # a number that was shown survives a power cut
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        raw.close()
        raise
    return raw


def _engine(path: Path, connections: int) -> AsyncEngine:
    async def connect() -> OneVisitConnection:
        return await OneVisitConnection(path).opened()

    return create_async_engine(
        "sqlite+aiosqlite:///file",
        async_creator=connect,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # errors are logged, a resident's words are not
    )


def open_engines(path: Path) -> Engines:
    """One connection writes, and others read what is committed."""
    writer, reader = _engine(path, 1), _engine(path, READERS)

    @event.listens_for(writer.sync_engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        cast("OneVisitConnection", connection.connection.driver_connection).begin_immediate()

    return Engines(writer=writer, reader=reader, migrator=writer, has_one_writer=True)


@asynccontextmanager
async def without_foreign_keys(connection: AsyncConnection) -> AsyncIterator[None]:
    """Let a transaction, not begun yet, make tables anew: dropping the old one must not take what refers to it."""
    driver = cast("OneVisitConnection", (await connection.get_raw_connection()).driver_connection)
    await driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        await driver.rollback()  # the switch works only outside a transaction
        await driver.execute("PRAGMA foreign_keys = ON")


async def dangling(connection: AsyncConnection) -> list[str]:
    """Tables with rows that refer to nothing."""
    rows = await connection.exec_driver_sql("PRAGMA foreign_key_check")
    return sorted({row[0] for row in rows})
