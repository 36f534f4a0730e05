"""What only PostgreSQL has: a server that can be wrong, away, restarted or altered while the bot runs."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.residents import Platform, Resident
from bot.errors import ConfigError
from storage import postgresql as storage_postgresql
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.postgresql import Server
from tests.storage.samples import draft

PASSWORD = "very secret"


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
async def bare(postgresql: Server) -> AsyncIterator[str]:
    """The name of a database without tables, and a role `gorod` that owns nothing."""
    name = await postgresql.create_database()
    await postgresql.administrate(f"CREATE ROLE gorod LOGIN PASSWORD '{PASSWORD}'")
    yield name
    await postgresql.drop_database(name)
    await postgresql.administrate("DROP ROLE gorod")


async def refusal(url: str) -> str:
    with pytest.raises(ConfigError, match=r"^storage\.url: [^\n]*$") as caught:
        await open_database(url)
    assert PASSWORD not in str(caught.value)
    assert quote(PASSWORD) not in str(caught.value)
    return str(caught.value)


async def test_settings_that_promises_rest_on(database: Database) -> None:
    async with database.transaction() as transaction:
        settings = {
            name: (await transaction.execute(text(f"SHOW {name}"))).scalar_one()
            for name in ("synchronous_commit", "transaction_isolation", "timezone", "lock_timeout", "jit")
        }
    assert settings == {
        "synchronous_commit": "on",
        "transaction_isolation": "read committed",
        "timezone": "UTC",
        "lock_timeout": "15s",
        "jit": "off",
    }


async def test_with_a_password_over_tcp_the_owner_of_a_database_needs_nothing_else(
    postgresql: Server, bare: str
) -> None:
    await postgresql.administrate(f"ALTER DATABASE {bare} OWNER TO gorod")
    database = await open_database(postgresql.tcp_url(bare, password=PASSWORD))
    await migrate(database)
    async with SqlUnitOfWork(database) as uow:
        assert await uow.residents.of(Platform.MAX, 1) is None
    await database.close()


async def test_what_is_wrong_with_a_url_is_said_in_a_line(postgresql: Server, bare: str) -> None:
    good = postgresql.tcp_url(bare, password=PASSWORD)
    said = await refusal(postgresql.tcp_url(bare, password=f"not {PASSWORD}"))
    assert said.endswith('cannot be opened: password authentication failed for user "gorod"')
    assert 'database "nowhere" does not exist' in await refusal(postgresql.tcp_url("nowhere", password=PASSWORD))
    assert 'user "nobody"' in await refusal(postgresql.tcp_url(bare, user="nobody", password=PASSWORD))
    assert "refused" in await refusal(good.replace(f":{postgresql.port}", ":1")) or "Connect call failed"
    assert "cannot be opened" in await refusal(good.replace("127.0.0.1", "no.such.host.invalid"))
    assert "SSL" in await refusal(f"{good}?sslmode=require")
    assert "colour" in await refusal(f"{good}?colour=red")


async def test_a_role_that_may_not_make_tables_is_told_so(postgresql: Server, bare: str) -> None:
    """So it is for whoever made the role and the database by hand, from PostgreSQL 15 on."""
    database = await open_database(postgresql.tcp_url(bare, password=PASSWORD))
    with pytest.raises(ConfigError, match=r"^storage\.url: .*permission denied for schema public$"):
        await migrate(database)
    await database.close()


async def test_a_database_that_cannot_hold_every_letter_is_refused(postgresql: Server) -> None:
    latin = "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
    await postgresql.administrate(latin)
    try:
        assert "its encoding is LATIN1; create the database with ENCODING 'UTF8'" in await refusal(
            postgresql.url("latin")
        )
    finally:
        await postgresql.drop_database("latin")


async def test_a_restart_of_the_server_is_not_noticed_between_two_transactions(
    postgresql: Server, database: Database, resident: Resident
) -> None:
    uow = SqlUnitOfWork(database)
    stored = draft(resident.id)
    async with uow.reading():
        assert await uow.drafts.current(resident.id) is None
    await _restart(postgresql)
    async with uow.reading():
        assert await uow.drafts.current(resident.id) is None
    async with uow:
        await uow.drafts.put(stored)
        await uow.commit()
    async with uow:
        assert await uow.drafts.get(stored.id) == stored


async def test_who_comes_while_the_server_is_away_waits_for_it(
    postgresql: Server, database: Database, resident: Resident
) -> None:
    await asyncio.to_thread(postgresql.stop)
    waiting = asyncio.create_task(_of(database))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    await asyncio.to_thread(postgresql.start)
    assert await waiting == resident


async def test_a_transaction_that_a_restart_meets_is_undone_and_says_so(
    postgresql: Server, database: Database, resident: Resident
) -> None:
    stored = draft(resident.id)
    with pytest.raises(DBAPIError):  # noqa: PT012 - where it is raised is not the point
        async with SqlUnitOfWork(database) as uow:
            await uow.drafts.put(stored)
            await _restart(postgresql)
            await uow.commit()
    async with SqlUnitOfWork(database) as uow:
        assert await uow.drafts.get(stored.id) is None


async def test_connections_that_the_server_ends_unseen_are_replaced(
    postgresql: Server, database: Database, tables: str, resident: Resident
) -> None:
    """It may happen after a connection was given out, and before its first statement."""
    async with database.transaction() as transaction:
        await transaction.connection()
        await postgresql.throw_out(tables)
        found = await transaction.execute(text("SELECT count(*) FROM residents"))
        assert found.scalar_one() == 1


async def test_tables_may_be_altered_by_another_process(postgresql: Server, bare: str) -> None:
    """Prepared statements are about the tables as they were, and a newer version migrates while this one runs."""
    url = postgresql.url(bare)
    running, newer = await open_database(url), await open_database(url)
    await migrate(newer)
    everything = text("SELECT * FROM topic_switches")
    for where in (running.transaction, running.looking):
        async with where() as statements:
            await statements.execute(everything)
    async with newer.migration() as migration:
        await migration.execute(text("ALTER TABLE topic_switches ADD COLUMN season TEXT"))
        await migration.commit()
    for where in (running.transaction, running.looking):
        async with where() as statements:
            found = await statements.execute(everything)
            assert "season" in list(found.keys())
    await running.close()
    await newer.close()


async def test_a_statement_that_takes_for_ever_is_ended(
    monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setitem(storage_postgresql._LIMITS, "statement_timeout", "100ms")
    database = await open_database(database_url)
    with pytest.raises(DBAPIError, match="statement timeout"):
        async with database.transaction() as transaction:
            await transaction.execute(text("SELECT pg_sleep(20)"))
    assert await _of(database) is None
    await database.close()


async def test_a_transaction_that_was_forgotten_holds_up_nobody_for_ever(
    monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setitem(storage_postgresql._LIMITS, "idle_in_transaction_session_timeout", "100ms")
    database = await open_database(database_url)
    async with database.transaction() as forgotten:
        await forgotten.hold("report:1")
        async with asyncio.timeout(10):
            await asyncio.create_task(_hold(database, "report:1"))
    await database.close()


async def test_what_is_held_is_waited_for_and_nothing_else(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.hold("report:1")
        await transaction.hold("report:1")
        await asyncio.create_task(_hold(database, "report:2"))
        async with database.looking() as reading:
            await reading.hold("report:1")
        waiting = asyncio.create_task(_hold(database, "report:1"))
        _, pending = await asyncio.wait({waiting}, timeout=0.1)
        assert pending == {waiting}
        await transaction.commit()
        await waiting


async def test_more_than_there_are_connections_for_wait_their_turn(database: Database, resident: Resident) -> None:
    many = 4 * storage_postgresql.WRITERS
    assert await asyncio.gather(*(_of(database) for _ in range(many))) == [resident] * many


async def _hold(database: Database, what: str) -> None:
    async with database.transaction() as transaction:
        await transaction.hold(what)


async def _of(database: Database) -> Resident | None:
    async with SqlUnitOfWork(database) as uow:
        return await uow.residents.of(Platform.TELEGRAM, 42)


async def _restart(server: Server) -> None:
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)
