"""The migrations make exactly the tables that the code expects, go both ways, and cost nothing when done."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from bot.domain.residents import Platform
from bot.errors import ConfigError
from storage.database import Database, open_database
from storage.migrate import HEAD, _locked, config, migrate, revision
from storage.tables import metadata
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW, new_report

ROOT = Path(__file__).parents[1]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'gorod.db'}"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = await open_database(url)
    yield opened
    await opened.close()


def schema(connection: Connection) -> dict[str, list[str]]:
    """The words of each table and index; their order in it is free."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {
        name: sorted(sql.replace(",", " ").split())
        for name, sql in rows
        if name not in {"alembic_version", "sqlite_sequence"}
    }


async def file_a_report(database: Database) -> int:
    async with SqlUnitOfWork(database) as uow:
        resident = await uow.residents.add(
            platform=Platform.TELEGRAM, user_id=1, chat_id=1, name="Анна", locale="ru", created_at=NOW
        )
        report = await uow.reports.add(new_report(resident.id))
        await uow.commit()
    return report.number


async def test_migrations_make_the_tables_of_the_code(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, metadata))

    await migrate(database)
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_make_what_create_all_makes(database: Database, tmp_path: Path) -> None:
    """Also what the comparison does not look at: checks, partial indexes, AUTOINCREMENT."""
    engine = create_engine(f"sqlite:///{tmp_path / 'created.db'}")
    metadata.create_all(engine)
    with engine.connect() as created:
        expected = schema(created)
    engine.dispose()
    await migrate(database)
    async with database.reading() as connection:
        migrated = await connection.run_sync(schema)
    assert migrated == expected


async def test_down_to_nothing_and_up_again(database: Database) -> None:
    await migrate(database)
    await file_a_report(database)
    await migrate(database, "base")
    async with database.reading() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["alembic_version"]
    assert await revision(database) is None
    await migrate(database)
    assert await file_a_report(database) == 1


async def test_a_table_made_anew_keeps_what_refers_to_it(database: Database) -> None:
    """SQLite alters a table by dropping it, which would cascade into its photos if foreign keys were on."""
    await migrate(database)
    number = await file_a_report(database)

    def make_anew(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("reports", recreate="always"):
            pass

    async with _locked(database) as connection:
        await connection.run_sync(make_anew)
    async with SqlUnitOfWork(database) as uow:
        report = await uow.reports.get(number)
        assert report is not None
        assert len(report.photos) == 2
    async with database.transaction() as transaction:
        connection = await transaction.connection()
        assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar_one() == 1


async def test_a_failed_migration_changes_nothing(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(text("CREATE TABLE drafts (a)"))
        await transaction.commit()
    with pytest.raises(ConfigError):
        await migrate(database)
    async with database.reading() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["drafts"]
        assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar_one() == 1


async def test_tables_of_a_newer_version_are_refused(database: Database) -> None:
    await migrate(database)
    async with database.transaction() as transaction:
        await transaction.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await transaction.commit()
    with pytest.raises(ConfigError, match="revision 9999, which this version does not know"):
        await migrate(database)


async def test_several_that_start_at_once_migrate_once(url: str) -> None:
    databases = [await open_database(url) for _ in range(3)]
    await asyncio.gather(*map(migrate, databases))
    assert [await revision(database) for database in databases] == [HEAD] * 3
    for database in databases:
        await database.close()


async def test_the_known_head_is_the_newest_revision(database: Database) -> None:
    async with database.reading() as connection:
        made = await connection.run_sync(config)
    assert ScriptDirectory.from_config(made).get_heads() == [HEAD]


async def test_alembic_is_not_imported_when_there_is_nothing_to_do(database: Database, url: str) -> None:
    await migrate(database)
    script = f"""
import asyncio, sys
from storage.database import open_database
from storage.migrate import migrate

async def main():
    database = await open_database({url!r})
    await migrate(database)
    await database.close()

asyncio.run(main())
assert "alembic" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, timeout=60)  # noqa: ASYNC221, S603 - nothing else runs meanwhile
    assert done.returncode == 0
