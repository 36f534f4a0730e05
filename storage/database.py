"""The database behind everything stored: where transactions begin and end.

A transaction begins with its first statement, so whoever holds one open without using it stops nobody. SQLite has
one writer: inside the process writers queue in the order they came. PostgreSQL has many; there a repository holds
what it has read in order to change it, until the transaction ends.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy import URL, BigInteger, CursorResult, Executable, bindparam, func, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import ConfigError
from storage import sqlite
from storage.engines import Engines
from storage.turns import OnePerTask, Task, Turn, key_of

SQLITE, POSTGRESQL = "sqlite+aiosqlite", "postgresql+asyncpg"

_HOLD = select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger)))

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Statements(Protocol):
    """Where a repository's statements go: a transaction, or a connection that only looks."""

    @property
    def dialect(self) -> str: ...

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...

    async def hold(self, what: str) -> None:
        """Wait until no other transaction holds this, and keep it until this one ends: call before reading it.

        What only looks holds nothing, and SQLite's one writer has everything.

        Args:
            what: A kind and an id, for instance "report:7".
        """
        ...


class Database:
    """Two doors: `transaction()` to write, `reading()` and `looking()` for statements on what is committed."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._turns = Turn() if engines.has_one_writer else OnePerTask()

    @property
    def dialect(self) -> str:
        return self._engines.writer.dialect.name

    def transaction(self) -> "Transaction":
        return Transaction(self._engines, self._engines.writer, self._turns)

    def migration(self) -> "Transaction":
        """A transaction whose statements may take long."""
        return Transaction(self._engines, self._engines.migrator, self._turns)

    def looking(self) -> "Reading":
        return Reading(self._engines)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside any transaction, for what asks the tables themselves."""
        async with self._engines.reader.connect() as connection:
            yield connection

    async def connect(self) -> AsyncConnection:
        """A connection apart from all others, outside any transaction, to be kept as long as it is wanted."""
        return await self._engines.migrator.execution_options(isolation_level="AUTOCOMMIT").connect()

    async def close(self) -> None:
        await self._engines.dispose()


class Reading:
    """Statements outside any transaction, on one connection that is taken with the first of them.

    Each sees what is committed and waits for no one.
    """

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._connection: AsyncConnection | None = None

    @property
    def dialect(self) -> str:
        return self._engines.reader.dialect.name

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        if self._connection is None:
            self._connection = await self._engines.reader.connect()
        try:
            return await self._connection.execute(statement, parameters)
        except DBAPIError as error:
            if not self._engines.can_begin_again(error):
                raise
        await self.close()
        self._connection = await self._engines.reader.connect()
        return await self._connection.execute(statement, parameters)

    async def hold(self, what: str) -> None:
        """Nothing: who only looks waits for no one."""

    async def commit(self) -> None:
        raise RuntimeError("what only reads has nothing to commit: enter the unit of work itself to write")

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await _let_go(connection)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class Transaction:
    """One transaction at a time: begun by the first statement, ended by `commit()`, else rolled back on exit."""

    def __init__(self, engines: Engines, engine: AsyncEngine, turns: Turn | OnePerTask) -> None:
        self._engines = engines
        self._engine = engine
        self._turns = turns
        self._connection: AsyncConnection | None = None
        self._task: Task = None
        self._under_way = False
        self._held = set[str]()
        self._closed = False

    @property
    def dialect(self) -> str:
        return self._engine.dialect.name

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        connection = self._connection or await self._begin()
        if self._under_way:
            return await connection.execute(statement, parameters)
        try:
            result = await connection.execute(statement, parameters)
        except DBAPIError as error:
            if not self._engines.can_begin_again(error):
                raise
            result = await (await self._begin_again(connection)).execute(statement, parameters)
        self._under_way = True
        return result

    async def hold(self, what: str) -> None:
        if self._engines.has_one_writer or what in self._held:
            return
        await self.execute(_HOLD, {"key": key_of(what)})
        self._held.add(what)

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
            self._ended()

    async def close(self) -> None:
        """Undo what is not committed and let the next one write; goes through even when cancelled."""
        self._closed = True
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            await _let_go(connection)
        finally:
            self._ended()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _begin(self) -> AsyncConnection:
        if self._closed:
            raise RuntimeError("a repository works only inside `async with` of its unit of work")
        self._task = await self._turns.take()
        try:
            self._connection = await self._engine.connect()
        except BaseException:
            self._ended()
            raise
        return self._connection

    async def _begin_again(self, failed: AsyncConnection) -> AsyncConnection:
        self._connection = None
        self._ended()
        await _let_go(failed)
        return await self._begin()

    def _ended(self) -> None:
        self._under_way = False
        self._held.clear()
        self._turns.give_back(self._task)


async def _let_go(connection: AsyncConnection) -> None:
    """Undo what is not committed, even when cancelled; what the server has ended is undone already."""
    try:
        await connection.__aexit__(None, None, None)  # a close() that a second cancellation does not interrupt
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        await connection.__aexit__(None, None, None)


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
        engines = _sqlite(parsed)
    elif parsed.drivername == POSTGRESQL:
        engines = _postgresql(parsed)
    else:
        raise ConfigError(f"storage.url: {parsed.drivername} is neither {SQLITE} nor {POSTGRESQL}")
    try:
        async with Database(engines).transaction() as transaction:
            await transaction.execute(text("SELECT 1 FROM (SELECT 1) AS one"))
    except Exception as error:
        await engines.dispose()
        if isinstance(error, (SQLAlchemyError, OSError, TypeError, ValueError, *engines.failures)):
            raise ConfigError(f"storage.url: {_shown(parsed)} cannot be opened: {cause(error)}") from error
        raise
    engines.been_in()
    return Database(engines)


def cause(error: Exception) -> str:
    """The database's own words on one line, without the statement and its values."""
    orig = getattr(error, "orig", None) or error
    return " ".join(str(orig.__cause__ or orig).split()) or type(error).__name__


def _sqlite(url: URL) -> Engines:
    if not url.database or url.database == ":memory:" or url.query:
        raise ConfigError("storage.url: SQLite needs the path of a file and takes no options")
    path = Path(url.database).absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"storage.url: no folder for {_shown(url)}: {error.strerror}") from error
    return sqlite.open_engines(path)


def _postgresql(url: URL) -> Engines:
    from storage import postgresql  # noqa: PLC0415 - asyncpg costs memory that an SQLite file does not need

    return postgresql.open_engines(url)


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)
