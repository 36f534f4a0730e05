"""The program as an administrator runs it on PostgreSQL: only `storage.url` is another."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from bot import logs
from bot.__main__ import app
from bot.alone import WAITING
from storage.migrate import HEAD
from tests.browser.program import READY, Program
from tests.harness.postgresql import Server


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and no settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GOROD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(logs, "set_up_logs", lambda: None)  # pytest has logging in its own hands
    return tmp_path


@pytest.fixture
def name(postgresql: Server) -> Iterator[str]:
    """Of a database without tables."""
    made = asyncio.run(postgresql.create_database())
    yield made
    asyncio.run(postgresql.drop_database(made))


def gorod(*arguments: str, url: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"GOROD_STORAGE__URL": url}, catch_exceptions=False)


@pytest.mark.usefixtures("folder")
def test_check_says_what_it_found_and_migrate_makes_the_tables(postgresql: Server, name: str) -> None:
    url = postgresql.url(name)
    assert (
        f"ok   storage: reachable, tables not made yet; `run` brings them to {HEAD}"
        in gorod("check", url=url).stdout
    )
    for _ in range(2):
        assert gorod("migrate", url=url).stdout == f"The tables are at revision {HEAD}.\n"
    checked = gorod("check", url=url)
    assert checked.exit_code == 0, checked.output
    assert f"ok   storage: reachable, tables at revision {HEAD}" in checked.stdout


@pytest.mark.usefixtures("folder")
def test_check_names_what_is_wrong_in_a_line_without_the_password(postgresql: Server) -> None:
    url = postgresql.tcp_url("gorod", password="sekret")
    checked = gorod("check", url=url)
    assert checked.exit_code == 2
    assert "FAIL storage: storage.url: postgresql+asyncpg://gorod:***@127.0.0.1" in checked.stdout
    assert 'password authentication failed for user "gorod"' in checked.stdout
    assert "sekret" not in checked.output


def test_the_bot_runs_and_a_second_one_waits_until_it_is_gone(postgresql: Server, name: str, folder: Path) -> None:
    """The first is killed, not stopped: nobody tells the second one."""
    first, second = (folder / part for part in ("first", "second"))
    for part in (first, second):
        part.mkdir()
    worker = Program.bot(first, GOROD_STORAGE__URL=postgresql.url(name))
    worker.wait_for(READY)
    assert asyncio.run(_revision(postgresql, name)) == HEAD
    heir = Program.bot(second, GOROD_STORAGE__URL=postgresql.url(name))
    try:
        heir.wait_for(WAITING)
        assert f'"event": "{READY}"' not in heir.output
        worker.kill()
        heir.wait_for(READY)
    finally:
        worker.kill()
        code = heir.stop()
    assert code == 0, heir.output
    assert not list(folder.rglob("gorod.db"))


async def _revision(server: Server, database: str) -> str:
    connection = await asyncpg.connect(
        host=str(server.folder), port=server.port, user="postgres", database=database
    )
    found = await connection.fetchval("SELECT version_num FROM alembic_version")
    await connection.close()
    return str(found)
