"""Bring the tables to what this version of the bot expects.

Alembic costs 13 MB and 0.4 s, so it is imported only when there is something to do: `HEAD` says what is expected,
and `tests/test_migrations.py` keeps it true.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ConfigError
from storage.database import Database, cause
from storage.sqlite import dangling, without_foreign_keys

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
"""The newest revision in `migrations/versions`."""

MIGRATIONS = Path(__file__).with_name("migrations")

_LOCK = text("SELECT pg_advisory_xact_lock(712905331)")
_REVISION = text("SELECT version_num FROM alembic_version")


async def migrate(database: Database, target: str = HEAD) -> None:
    """Upgrade or downgrade to `target`; of several processes that start at once, one does it and the others wait.

    Args:
        database: Not in use yet by anything else in this process.
        target: A revision, or "base" for an empty database.

    Raises:
        ConfigError: The tables are newer than this version knows, or they are not its tables.
    """
    if await revision(database) == target:
        return
    try:
        async with _locked(database) as connection:
            await connection.run_sync(_run, target)
    except (SQLAlchemyError, OSError) as error:
        raise ConfigError(
            f"storage.url: its tables cannot be brought to revision {target}: {cause(error)}"
        ) from error


async def revision(database: Database) -> str | None:
    """The revision the tables are at; None when there are none."""
    try:
        async with database.reading() as connection:
            return (await connection.execute(_REVISION)).scalar_one_or_none()
    except SQLAlchemyError:
        return None


@asynccontextmanager
async def _locked(database: Database) -> AsyncIterator[AsyncConnection]:
    """A transaction that keeps other processes from migrating, and in which tables can be made anew."""
    async with database.migration() as transaction:
        connection = await transaction.connection()
        if database.dialect == "sqlite":
            async with without_foreign_keys(connection):
                yield connection
                if tables := await dangling(connection):
                    raise ConfigError(
                        f"storage.url: rows of {', '.join(tables)} refer to nothing; nothing was changed"
                    )
                await transaction.commit()
        else:
            await connection.execute(_LOCK)
            yield connection
            await transaction.commit()


def config(connection: Connection) -> "Config":
    """Alembic's configuration, without a file: it works wherever the package is installed."""
    from alembic.config import Config  # noqa: PLC0415 - costs 13 MB

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _run(connection: Connection, target: str) -> None:
    from alembic import command  # noqa: PLC0415 - costs 13 MB
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    made = config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(made).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise ConfigError(
            f"storage.url: its tables are at revision {current}, which this version does not know: "
            "start the version that was here before, or a newer one"
        )
    if target == "base" or (current is not None and current > target):
        command.downgrade(made, target)
    else:
        command.upgrade(made, target)
