"""The migrations make exactly the tables that the code expects, go both ways, and cost nothing when done."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.domain.drafts import Card, CardKind
from bot.domain.notices import OFF_AT_FIRST
from bot.domain.places import Point
from bot.domain.reports import EventKind, Status, Turn
from bot.domain.residents import Platform
from bot.errors import ConfigError
from storage.cells import cell_of
from storage.database import Database, open_database
from storage.migrate import HEAD, _locked, config, migrate, revision
from storage.tables import metadata
from storage.unit_of_work import SqlUnitOfWork
from tests.conftest import BACKENDS
from tests.harness.postgresql import Server
from tests.storage.samples import NOW, new_report

ROOT = Path(__file__).parents[1]


MakeUrl = Callable[[], str]

only_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each migration happens on both."""
    return str(request.param)


@pytest.fixture
def make_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeUrl]:
    """Of a database without tables, another one each time."""
    if backend == "sqlite":
        yield lambda: f"sqlite+aiosqlite:///{tmp_path}/{uuid4()}.db"
        return
    server: Server = request.getfixturevalue("postgresql")
    made = [asyncio.run(server.create_database()) for _ in range(2)]
    unused = iter(made)
    yield lambda: server.url(next(unused))
    for name in made:
        asyncio.run(server.drop_database(name))


@pytest.fixture
def url(make_url: MakeUrl) -> str:
    return make_url()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = await open_database(url)
    yield opened
    await opened.close()


PARTS = text("""
    SELECT concat(attrelid::regclass, '.', attname), concat_ws(' ', format_type(atttypid, atttypmod),
        attnotnull, attidentity, pg_get_expr(adbin, adrelid))
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')
        AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT concat(conrelid::regclass, '.', conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
""")
"""PostgreSQL's columns, constraints and indexes."""


def schema(connection: Connection) -> dict[str, list[str]]:
    """The words of each table and index; their order in it is free, and so are quotes, as a renamed table has."""
    if connection.dialect.name == "postgresql":
        parts = connection.execute(PARTS)
        return {name: [words] for name, words in parts if "alembic_version" not in name}
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {
        name: sorted(sql.replace(",", " ").replace('"', "").split())
        for name, sql in rows
        if name not in {"alembic_version", "sqlite_sequence"}
    }


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """FTS5 and the tables it keeps its words in are not in the metadata: the next test compares them."""
    return kind != "table" or not (name or "").startswith("report_words")


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
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": connection.dialect.name == "sqlite",  # PostgreSQL cannot compare JSON
                "include_name": is_described,
            },
        )
        return list(compare_metadata(context, metadata))

    await migrate(database)
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_make_what_create_all_makes(database: Database, make_url: MakeUrl) -> None:
    """Also what the comparison does not look at: checks, partial indexes, AUTOINCREMENT."""
    created = await open_database(make_url())
    async with created.migration() as transaction:
        connection = await transaction.connection()
        await connection.run_sync(metadata.create_all)
        expected = await connection.run_sync(schema)
    await created.close()
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


ROWS_OF_0001 = """
INSERT INTO residents (id, platform, user_id, chat_id, name, locale, locale_chosen, created_at)
VALUES (7, 'max', 1, 1, 'Анна', 'ru', false, '2026-05-20 09:30:15.123456');

INSERT INTO drafts (id, resident_id, created_at, updated_at, state, topic_query, photos_skipped, description,
    description_skipped, candidates)
VALUES ('00000000000000000000000000000001', 7, '2026-05-20 09:30:15.000000', '2026-05-20 09:30:15.000000',
    'current', '', false, 'яма', false, '[]');

INSERT INTO reports (number, draft_id, resident_id, topic_id, agency_id, lat, lon, place_source, district,
    description, status, created_at, answer_due)
VALUES
    (1, '00000000000000000000000000000011', 7, 'lamps', 'lights', 55.75, 37.6, 'location', 'Тверской', 'темно',
    'moderation', '2026-05-20 09:30:15.000000', '2026-05-29 09:30:15.000000'),
    (2, '00000000000000000000000000000012', 7, 'lamps', 'lights', 55.75, 37.6, 'location', NULL, 'темно',
    'withdrawn', '2026-05-20 09:30:15.000000', '2026-05-29 09:30:15.000000'),
    (3, '00000000000000000000000000000013', 7, 'lamps', 'lights', 55.75, 37.6, 'location', 'Тверской', 'темно',
    'moderation', '2026-05-20 09:30:15.000000', '2026-05-29 09:30:15.000000');

INSERT INTO report_events (id, number, at, kind, from_status, to_status, resident_id, words)
VALUES (1, 1, '2026-05-20 09:30:15.000000', 'filed', NULL, 'moderation', 7, ''),
    (2, 2, '2026-05-20 09:30:15.000000', 'filed', NULL, 'moderation', 7, ''),
    (3, 1, '2026-05-20 09:30:15.000000', 'photo_added', NULL, 'moderation', 7, ''),
    (4, 2, '2026-05-20 09:30:15.000000', 'withdrawn', NULL, 'withdrawn', 7, ''),
    (5, 3, '2026-05-20 09:30:15.000000', 'filed', NULL, 'moderation', 7, ''),
    (6, 1, '2026-05-20 09:30:15.000000', 'photo_added', NULL, 'moderation', 7, '');

INSERT INTO photos (draft_id, report_number, position, key, width, height, size, flaws)
VALUES (NULL, 1, 0, 'a', 1, 1, 1, ''), (NULL, 1, 1, 'b', 1, 1, 1, 'dark'),
    ('00000000000000000000000000000001', NULL, 0, 'c', 1, 1, 1, '');

INSERT INTO letters (resident_id, at, words) VALUES (7, '2026-05-20 09:30:15.000000', 'Спасибо');

INSERT INTO notices (id, resident_id, kind, payload, priority, due_at, send_state, created_at)
VALUES (4, 7, 'answered', '{}', 0, '2026-05-20 09:30:15.000000', 'queued', '2026-05-20 09:30:15.000000')
"""


ROWS_OF_0002 = """
INSERT INTO residents (id, platform, user_id, chat_id, name, locale, locale_chosen, created_at, blocked_at)
VALUES (7, 'max', 1, 1, 'Анна', 'ru', false, '2026-05-20 09:30:15.123456', NULL),
    (9, 'telegram', 1, 1, 'Борис', 'ru', false, '2026-05-20 09:30:15.123456', '2026-05-21 09:30:15.123456');

INSERT INTO drafts (id, resident_id, created_at, updated_at, state, topic_query, photos_skipped, description,
    description_skipped, candidates, card_message_id, card_kind)
VALUES ('00000000000000000000000000000001', 7, '2026-05-20 09:30:15.000000', '2026-05-20 09:30:15.000000',
    'current', '', false, 'яма', false, '[]', 5, 'text'),
    ('00000000000000000000000000000002', 9, '2026-05-20 09:30:15.000000', '2026-05-20 09:30:15.000000',
    'current', '', false, 'яма', false, '[]', 5, 'text')
"""


FOLLOWERS_OF_0003 = """
INSERT INTO residents (id, platform, user_id, chat_id, name, locale, locale_chosen, created_at)
VALUES (8, 'max', 2, 2, 'Вера', 'ru', false, '2026-05-20 09:30:15.123456'),
    (9, 'telegram', 1, 1, 'Борис', 'ru', false, '2026-05-20 09:30:15.123456');

INSERT INTO followers (report_number, resident_id, since)
VALUES (1, 7, '2026-05-21 09:30:15.000000'), (1, 8, '2026-05-21 09:30:15.000000'),
    (1, 9, '2026-05-21 09:30:15.000000')
"""


COUNT_ON = text("""
    SELECT setval(pg_get_serial_sequence(name, key), 9)
    FROM (VALUES ('residents', 'id'), ('reports', 'number'), ('report_events', 'id'), ('photos', 'id'))
        AS counted(name, key)
""")
"""SQLite goes on after the highest number by itself."""


async def put_rows(database: Database, statements: str) -> None:
    async with database.transaction() as transaction:
        for statement in statements.split(";"):
            await (await transaction.connection()).exec_driver_sql(statement)
        if database.dialect == "postgresql":
            await transaction.execute(COUNT_ON)
        await transaction.commit()


async def rows_of(database: Database) -> dict[str, list[dict[str, object]]]:
    """All rows but those that say where the migrations are, in the order of their keys."""
    async with database.reading() as connection:
        keys = await connection.run_sync(_keys)
    rows = {}
    async with database.looking() as reading:
        for name, order in keys.items():
            every = text(f"SELECT * FROM {name} {order}")  # noqa: S608 - the names of our own tables
            rows[name] = [dict(row) for row in (await reading.execute(every)).mappings()]
    del rows["alembic_version"]
    return rows


def _keys(connection: Connection) -> dict[str, str]:
    found = inspect(connection)
    keys = {name: found.get_pk_constraint(name)["constrained_columns"] for name in found.get_table_names()}
    return {name: f"ORDER BY {', '.join(columns)}" if columns else "" for name, columns in keys.items()}


async def test_reports_from_before_live_on_and_the_way_back_keeps_them(database: Database) -> None:
    await migrate(database, "0001")
    async with database.reading() as connection:
        tables = await connection.run_sync(schema)
    await put_rows(database, ROWS_OF_0001)
    before = await rows_of(database)

    await migrate(database)
    uow = SqlUnitOfWork(database)
    async with uow:
        reports = [await uow.reports.get(number) for number in (1, 2, 3)]
        assert [report and report.events for report in reports] == [3, 2, 1]
        assert await uow.reports.queue([Turn.MODERATION], offset=0, limit=9) == [reports[0], reports[2]]
        history = await uow.reports.history(1)
        assert [(event.seq, event.kind.value) for event in history] == [
            (1, "filed"),
            (2, "photo_added"),
            (3, "photo_added"),
        ]
        assert reports[0] is not None
        assert [photo.key for photo in reports[0].photos] == ["a", "b"]
        assert await uow.residents.districts("", 9) == ["Тверской"]
        ((notice, resident),) = await uow.notices.due(NOW, 9, platform=Platform.MAX)
        assert (notice.key, resident.switched_off) == ("old:4", OFF_AT_FIRST)
        assert len(await uow.letters.unread(9)) == 1
        await uow.reports.put(replace(reports[0], status=Status.IN_WORK, events=4), version=3)
        answer = replace(history[0], seq=4, kind=EventKind.ANSWER_PREPARED, photos=reports[0].photos)
        await uow.reports.add_event(answer)
        await uow.commit()

    await migrate(database, "0001")
    after = await rows_of(database)
    for name in ("residents", "drafts", "letters", "notices", "photos"):
        assert after[name] == before[name]
    assert after["report_events"][:6] == before["report_events"]
    assert [row["status"] for row in after["reports"]] == ["in_work", "withdrawn", "moderation"]
    async with database.reading() as connection:
        assert await connection.run_sync(schema) == tables
    await migrate(database)
    async with uow:
        moved = await uow.reports.get(1)
    assert moved == replace(reports[0], status=Status.IN_WORK, events=4)


async def test_everybody_has_an_account_and_the_way_back_keeps_who_is_written_to(database: Database) -> None:
    await migrate(database, "0002")
    async with database.reading() as connection:
        tables = await connection.run_sync(schema)
    await put_rows(database, ROWS_OF_0002)
    before = await rows_of(database)

    await migrate(database)
    uow = SqlUnitOfWork(database)
    async with uow:
        anna, boris = [await uow.residents.of(*account) for account in ((Platform.MAX, 1), (Platform.TELEGRAM, 1))]
        assert anna is not None
        assert boris is not None
        assert (anna.id, boris.id) == (7, 9)
        assert [await uow.residents.reachable(person.id) for person in (anna, boris)] == [[anna.account], []]
        await uow.residents.merge(anna.id, boris.id)
        (draft,) = await uow.drafts.set_aside(anna.id)
        current = await uow.drafts.current(anna.id)
        assert current is not None
        assert current.card == Card(5, CardKind.TEXT, platform=Platform.MAX)
        await uow.drafts.put(replace(draft, card=Card(5, CardKind.TEXT, platform=Platform.TELEGRAM)))
        await uow.commit()

    await migrate(database, "0002")
    after = await rows_of(database)
    assert after["residents"] == before["residents"][:1]
    mine, other = before["drafts"]
    assert after["drafts"] == [
        mine,
        other | {"resident_id": 7, "state": "set_aside", "card_message_id": None, "card_kind": None},
    ]
    async with database.reading() as connection:
        assert await connection.run_sync(schema) == tables


async def test_reports_get_their_cell_and_count_and_the_way_back_keeps_the_rest(database: Database) -> None:
    await migrate(database, "0001")
    await put_rows(database, ROWS_OF_0001)
    await migrate(database, "0003")
    await put_rows(database, FOLLOWERS_OF_0003)
    before = await rows_of(database)

    await migrate(database)
    uow, draft_id = SqlUnitOfWork(database), UUID(int=1)
    async with uow:
        reports = [await uow.reports.get(number) for number in (1, 2)]
        assert [report and report.followers for report in reports] == [2, 0]  # the author is one of the three
        draft = await uow.drafts.get(draft_id)
        assert draft is not None
        assert (draft.details, draft.passed, draft.later, draft.stop, draft.topic_guessed) == (
            {},
            (),
            (),
            None,
            False,
        )
        await uow.drafts.put(replace(draft, details={"entrance": "2"}, passed=("gas",), place_kept=True))
        await uow.commit()
    cells = {row["cell"] for row in (await rows_of(database))["reports"]}
    assert cells == {cell_of(Point(55.75, 37.6))}

    await migrate(database, "0003")
    assert await rows_of(database) == before


@only_sqlite
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
        await transaction.execute(text("CREATE TABLE drafts (a INTEGER)"))
        await transaction.commit()
    with pytest.raises(ConfigError):
        await migrate(database)
    async with database.reading() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["drafts"]
        if database.dialect == "sqlite":
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
