import sqlite3
from pathlib import Path

import pytest

from bot.domain.residents import Platform
from bot.errors import ConfigError
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import ONLY_SQLITE


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def test_the_folder_is_made_and_the_path_starts_at_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    database = await open_database("sqlite+aiosqlite:///data/deep/gorod.db")
    monkeypatch.chdir("/")
    await migrate(database)
    await database.close()
    assert (tmp_path / "data" / "deep" / "gorod.db").stat().st_size > 0


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("no url", "not a database URL"),
        ("sqlite:///data/gorod.db", "sqlite is neither"),
        ("mysql+aiomysql://root:secret@localhost/x", "mysql+aiomysql is neither"),
        ("sqlite+aiosqlite://", "needs the path of a file"),
        ("sqlite+aiosqlite:///:memory:", "needs the path of a file"),
        ("sqlite+aiosqlite:///gorod.db?mode=ro", "takes no options"),
        ("sqlite+aiosqlite:////proc/nothing/gorod.db", "no folder for"),
        ("sqlite+aiosqlite:////proc", "cannot be opened"),
    ],
)
async def test_a_url_that_cannot_work_stops_the_start_with_one_line(url: str, says: str) -> None:
    with pytest.raises(ConfigError, match=r"^storage\.url: [^\n]*$") as caught:
        await open_database(url)
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" * 500)
    with pytest.raises(ConfigError, match="cannot be opened: file is not a database"):
        await open_database(url_of(path))
    assert path.read_bytes() == b"\xff\xd8\xff\xe0" * 500


async def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE residents (a)")
    other.close()
    database = await open_database(url_of(path))
    with pytest.raises(ConfigError, match=r"cannot be brought to revision .*residents already exists"):
        await migrate(database)
    await database.close()


@ONLY_SQLITE
async def test_settings_that_promises_rest_on(database: Database) -> None:
    async with database.transaction() as transaction:
        connection = await transaction.connection()
        settings = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_a_closed_database_opens_again_when_asked(database: Database) -> None:
    await database.close()
    async with SqlUnitOfWork(database) as uow:
        assert await uow.residents.of(Platform.MAX, 1) is None
