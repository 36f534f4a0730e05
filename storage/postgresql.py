"""PostgreSQL as the bot uses it: asyncpg, connections that outlive a restart of the server, a time limit on all.

A transaction sees what is committed as it goes (READ COMMITTED); what must not change between a read and a write
is held by an advisory lock, which `Database` takes. So nothing has to be tried again because somebody else wrote.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import asyncpg
from asyncpg.exceptions import (
    AdminShutdownError,
    CannotConnectNowError,
    InterfaceError,
    InvalidCachedStatementError,
    PostgresError,
)
from sqlalchemy import URL, event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import ConfigError
from storage.engines import Engines

WRITERS, READERS = 8, 8
"""Connections of one process at most, opened as they are needed; a server allows a hundred in all by default."""

CONNECT_S = 10
"""How long a server may take to let the bot in."""

RETURNS_WITHIN_S = 10
"""A server that is being restarted is waited for; a statement that meets it away takes so much longer."""

AGAIN_S = 0.2

STATEMENTS = 256
"""Prepared statements that a connection keeps: more than the bot has."""

_SESSION = {
    "application_name": "gorod-bot",
    "timezone": "UTC",
    "synchronous_commit": "on",  # a number that was shown survives a power cut
    "default_transaction_isolation": "read committed",
    "jit": "off",  # translating a statement takes longer than any of them does
}
_LIMITS = {
    "lock_timeout": "15s",  # as SQLite's BUSY_TIMEOUT_S
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
}

_NOT_THERE = (ConnectionError, FileNotFoundError, CannotConnectNowError, AdminShutdownError)
"""What a client meets while a server is being restarted; its socket may be a file."""


@dataclass(slots=True)
class Connector:
    """Lets the bot in; patient once it has been in: before that, what is wrong is said at once."""

    patience_s: float = 0

    def been_in(self) -> None:
        self.patience_s = RETURNS_WITHIN_S

    async def __call__(self, **arguments: Any) -> Any:
        """As `asyncpg.connect`."""
        ends = time.monotonic() + self.patience_s
        while True:
            try:
                connection = await asyncpg.connect(**arguments)  # type: ignore[no-untyped-call]
            except _NOT_THERE:
                if time.monotonic() > ends:
                    raise
                await asyncio.sleep(AGAIN_S)
            else:
                return await _fit(connection)


def open_engines(url: URL) -> Engines:
    """
    Raises:
        ConfigError: The URL says something that asyncpg does not know.
    """
    connector = Connector()
    url = _as_asyncpg_says(url)

    def engine(limits: dict[str, str], **options: Any) -> AsyncEngine:
        made = create_async_engine(
            url,
            hide_parameters=True,  # errors are logged, a resident's words are not
            connect_args={
                "async_creator_fn": connector,
                "timeout": CONNECT_S,
                "server_settings": _SESSION | limits,
                "prepared_statement_cache_size": STATEMENTS,
            },
            **options,
        )
        event.listen(made.sync_engine, "checkout", _leave_if_closed)
        return made

    pool: dict[str, Any] = {"max_overflow": 0, "pool_use_lifo": True}
    return Engines(
        writer=engine(_LIMITS, pool_size=WRITERS, **pool),
        reader=engine(_LIMITS, pool_size=READERS, isolation_level="AUTOCOMMIT", **pool),
        migrator=engine({}, poolclass=NullPool),
        has_one_writer=False,
        failures=(PostgresError, InterfaceError),
        can_begin_again=can_begin_again,
        been_in=connector.been_in,
    )


def can_begin_again(error: DBAPIError) -> bool:
    """Whether the first statement of a transaction may be tried on another connection: nothing has happened yet.

    The server has gone, or somebody has altered the tables that a prepared statement is about.
    """
    return error.connection_invalidated or isinstance(
        getattr(error.orig, "__cause__", None), InvalidCachedStatementError
    )


async def _fit(connection: Any) -> Any:
    """
    Raises:
        ConfigError: The bot cannot work in this database.
    """
    settings = connection.get_settings()
    wrong = None
    if settings.server_encoding != "UTF8":
        wrong = f"its encoding is {settings.server_encoding}; create the database with ENCODING 'UTF8'"
    elif getattr(settings, "in_hot_standby", "off") == "on":
        wrong = "it is a replica, which only reads; name the primary server"
    if wrong is not None:
        await connection.close()
        raise ConfigError(f"storage.url: the database cannot be used: {wrong}")
    return connection


def _leave_if_closed(connection: Any, _record: object, _proxy: object) -> None:
    """A connection that the server has closed is not given out; asking it would cost a round trip each time."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError("closed by the server")


def _as_asyncpg_says(url: URL) -> URL:
    """What everybody knows as `sslmode` is `ssl` there."""
    mode = url.query.get("sslmode")
    if mode is None:
        return url
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
