"""The database behind everything stored: where transactions begin and end.

A transaction begins with its first statement, so whoever holds one open without using it stops nobody. SQLite has
one writer: inside the process writers queue in the order they came.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy import URL, CursorResult, Executable, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import ConfigError
from storage.sqlite import open_engines

SQLITE, POSTGRESQL = "sqlite+aiosqlite", "postgresql+asyncpg"

TURN_TIMEOUT_S = 30
"""A writer that waits longer than this waits for a transaction that somebody forgot."""

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Statements(Protocol):
    """Where a repository's statements go: a transaction, or a connection that only looks."""

    @property
    def dialect(self) -> str: ...

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...


class Database:
    """Two doors: `transaction()` to write, `reading()` and `looking()` for statements on what is committed."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, turn: "Turn | None") -> None:
        self._writer = writer
        self._reader = reader
        self._turn = turn

    @property
    def dialect(self) -> str:
        return self._writer.dialect.name

    def transaction(self) -> "Transaction":
        return Transaction(self._writer, self._turn)

    def looking(self) -> "Reading":
        return Reading(self._reader)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside any transaction: each statement sees what is committed and waits for no one."""
        async with self._reader.connect() as connection:
            yield connection

    async def close(self) -> None:
        await self._writer.dispose()
        await self._reader.dispose()


class Reading:
    """Statements outside any transaction, on one connection that is taken with the first of them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None

    @property
    def dialect(self) -> str:
        return self._engine.dialect.name

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        if self._connection is None:
            self._connection = await self._engine.connect()
        return await self._connection.execute(statement, parameters)

    async def commit(self) -> None:
        raise RuntimeError("what only reads has nothing to commit: enter the unit of work itself to write")

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.__aexit__(None, None, None)  # goes through even when cancelled


class Turn:
    """The one place at the pen, given in order of asking."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None

    async def take(self) -> None:
        """Wait for the turn.

        Raises:
            RuntimeError: This very task has it, in another transaction, and would wait for itself.
            TimeoutError: A transaction has been open for too long.
        """
        task = asyncio.current_task()
        if self._lock.locked():
            if task is self._holder:
                raise RuntimeError("this task has another transaction open: commit or leave that one first")
            async with asyncio.timeout(TURN_TIMEOUT_S):
                await self._lock.acquire()
        else:
            await self._lock.acquire()
        self._holder = task

    def give_back(self) -> None:
        self._holder = None
        self._lock.release()


class Transaction:
    """One transaction at a time: begun by the first statement, ended by `commit()`, else rolled back on exit."""

    def __init__(self, engine: AsyncEngine, turn: Turn | None) -> None:
        self._engine = engine
        self._turn = turn
        self._connection: AsyncConnection | None = None
        self._closed = False

    @property
    def dialect(self) -> str:
        return self._engine.dialect.name

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        connection = self._connection or await self._begin()
        return await connection.execute(statement, parameters)

    async def connection(self) -> AsyncConnection:
        """The connection of the transaction, begun now if it is not yet; for migrations."""
        return self._connection or await self._begin()

    async def commit(self) -> None:
        """Returns when it is on disk."""
        if self._connection is None:
            return
        await self._connection.commit()
        connection, self._connection = self._connection, None
        try:
            await connection.close()
        finally:
            self._give_back()

    async def close(self) -> None:
        """Undo what is not committed and let the next one write; goes through even when cancelled."""
        self._closed = True
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            await connection.__aexit__(None, None, None)  # a close() that a second cancellation does not interrupt
        finally:
            self._give_back()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _begin(self) -> AsyncConnection:
        if self._closed:
            raise RuntimeError("a repository works only inside `async with` of its unit of work")
        if self._turn is not None:
            await self._turn.take()
        try:
            self._connection = await self._engine.connect()
        except BaseException:
            self._give_back()
            raise
        return self._connection

    def _give_back(self) -> None:
        if self._turn is not None:
            self._turn.give_back()


async def open_database(url: str) -> Database:
    """Connect, and make the folder of an SQLite file.

    Args:
        url: `sqlite+aiosqlite:///` and a path (relative to the working directory, or absolute after a fourth
            slash), or `postgresql+asyncpg://user:password@host/name`.

    Raises:
        ConfigError: It cannot work with this URL, or not reach what it names.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigError("storage.url: not a database URL, such as sqlite+aiosqlite:///data/gorod.db") from None
    if parsed.drivername == SQLITE:
        database = _sqlite(parsed)
    elif parsed.drivername == POSTGRESQL:
        database = _postgresql(parsed)
    else:
        raise ConfigError(f"storage.url: {parsed.drivername} is neither {SQLITE} nor {POSTGRESQL}")
    try:
        async with database.transaction() as transaction:
            await transaction.execute(text("SELECT 1 FROM (SELECT 1) AS one"))
    except (SQLAlchemyError, OSError) as error:
        await database.close()
        raise ConfigError(f"storage.url: {_shown(parsed)} cannot be opened: {cause(error)}") from error
    return database


def cause(error: Exception) -> str:
    """The database's own words on one line, without the statement and its values."""
    words = str(getattr(error, "orig", None) or error) or type(error).__name__
    return " ".join(words.split())


def _sqlite(url: URL) -> Database:
    if not url.database or url.database == ":memory:" or url.query:
        raise ConfigError("storage.url: SQLite needs the path of a file and takes no options")
    path = Path(url.database).absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"storage.url: no folder for {_shown(url)}: {error.strerror}") from error
    return Database(*open_engines(path), Turn())


def _postgresql(url: URL) -> Database:
    try:
        engine = create_async_engine(url, hide_parameters=True)
    except ModuleNotFoundError:
        raise ConfigError("storage.url: PostgreSQL needs the package asyncpg, which is not installed") from None
    return Database(engine, engine.execution_options(isolation_level="AUTOCOMMIT"), None)


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)
