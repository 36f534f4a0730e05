"""`gorod-bot export`, and the menu of operators, as an administrator sets them up."""

import asyncio
import csv
import io
import json
from pathlib import Path

import pytest

from bot.desk.commands import DESK_COMMANDS
from bot.domain.operators import Group, Role
from bot.domain.residents import Platform
from bot.introduction import desk_chats, introduction
from bot.messenger import MessengerBot
from bot.platforms import telegram
from bot.platforms.sandbox.api import ANNA, GROUP, OLGA, BotApi
from bot.platforms.sandbox.session import InProcessSession
from bot.texts import Translator
from storage.database import open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW, moved
from tests.test_command_line import folder, gorod, refusal

__all__ = ["folder"]


@pytest.fixture
def database_url(folder: Path) -> str:
    """Two reports filed on 20 May 2026, published."""
    url = f"sqlite+aiosqlite:///{folder}/gorod.db"

    async def fill() -> None:
        database = await open_database(url)
        await migrate(database)
        async with SqlUnitOfWork(database) as uow:
            person = await uow.residents.add(
                platform=Platform.TELEGRAM, user_id=1, chat_id=1, name="Анна Смирнова", locale="ru", created_at=NOW
            )
            for _ in range(2):
                await moved(uow, person.id, published_at=NOW)
            await uow.commit()
        await database.close()

    asyncio.run(fill())
    return url


def test_all_reports_go_to_a_file(folder, database_url):
    done = gorod("export", "all.csv", GOROD_STORAGE__URL=database_url)
    assert (done.exit_code, done.stderr) == (0, "2 reports.\n")
    text = (folder / "all.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["Номер"] for row in rows] == ["1", "2"]
    assert "Смирнова" not in text


def test_standard_output_takes_them_too(database_url):
    done = gorod("export", "-", "--format", "geojson", GOROD_STORAGE__URL=database_url)
    assert [one["id"] for one in json.loads(done.stdout)["features"]] == [1, 2]


@pytest.mark.parametrize(
    ("days", "count"),
    [
        (("--since", "2026-05-20"), 2),
        (("--since", "2026-05-21"), 0),
        (("--until", "2026-05-19"), 0),
        (("--since", "2026-05-20", "--until", "2026-05-20"), 2),
    ],
)
def test_days_are_the_citys_and_inclusive(database_url, days, count):
    done = gorod("export", "some.csv", *days, GOROD_STORAGE__URL=database_url)
    assert done.stderr == f"{count} reports.\n"


def test_a_file_that_cannot_be_written_is_one_line(folder, database_url):
    done = gorod("export", str(folder / "nowhere" / "x.csv"), GOROD_STORAGE__URL=database_url)
    assert "cannot be written: No such file or directory" in refusal(done)


def test_a_database_of_another_version_is_left_alone(folder):
    said = refusal(gorod("export", "x.csv", GOROD_STORAGE__URL=f"sqlite+aiosqlite:///{folder}/empty.db"))
    assert "gorod-bot migrate" in said
    assert not (folder / "x.csv").exists()


async def test_operators_have_a_menu_of_their_own(city):
    api = BotApi()
    owners = [(Platform.TELEGRAM, OLGA), (Platform.MAX, 5)]
    group = Group(Platform.TELEGRAM, GROUP)
    chats = desk_chats(owners, group, Platform.TELEGRAM)
    assert chats == [GROUP, OLGA]
    bot = MessengerBot(api.token, InProcessSession(api), platform=Platform.TELEGRAM, link="")
    await telegram.introduce(bot, introduction(Translator(city.zone), [*chats, 404]))

    def menu(chat_id, language=None):
        scope = {"type": "chat", "chat_id": chat_id}
        asked = {"scope": json.dumps(scope)} | ({"language_code": language} if language else {})
        return {one["command"]: one["description"] for one in api.call("getMyCommands", asked)}

    owner = {name for name, _, roles in DESK_COMMANDS if Role.OWNER in roles}
    assert set(menu(GROUP)) == owner | {"help"}
    assert menu(OLGA)["stats"] == "Цифры и график за период"
    assert menu(OLGA, "en")["stats"] == "Figures and a chart of a period"
    assert "stats" not in menu(ANNA)
