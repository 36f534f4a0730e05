"""MAX put together: how it is reached at the start, what it is told of the bot, and what ends the start."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.domain.residents import Platform
from bot.errors import ConfigError
from bot.platforms.introduction import Introduction
from bot.platforms.max import messenger
from bot.platforms.max.messenger import API_BASE, Max, make_client
from bot.platforms.reach import Reached
from tests.platforms.max.small_max import BOT_ID, TOKEN, SmallMax

HELLO = Introduction(
    menus={"ru": [("new", "Сообщить")], "en": [("new", "Report")]},
    descriptions={"ru": ("длинно", "коротко")},
    desks=(1,),
    desk_menus={"ru": [("queue", "Очередь")]},
)


class Markers:
    async def load(self) -> int | None:
        return None

    async def save(self, marker: int) -> None: ...


@pytest.fixture
async def enter(server: SmallMax) -> AsyncIterator[Callable[..., Max]]:
    made: list[Max] = []

    def make(token: str = TOKEN) -> Max:
        made.append(Max(token, server.url, "", lambda _bot_id: Markers()))
        return made[-1]

    yield make
    for one in made:
        await one.close()


async def test_the_bot_in_max_is_told_from_one_of_telegram(enter):
    in_max = enter()
    bot = await in_max.connect()
    assert (bot.platform, bot.id) == (Platform.MAX, -BOT_ID)
    assert TOKEN not in bot.token
    assert (await bot.me()).id == BOT_ID
    assert await bot.link("op_1") == "https://max.ru/demo_report_bot?start=op_1"
    assert in_max.reach.state is Reached.WORKS


async def test_a_refused_token_ends_the_start_and_is_not_repeated(enter):
    in_max = enter("wrong-token")
    with pytest.raises(ConfigError, match=r"^max\.token: refused by http://127\.0\.0\.1") as caught:
        await in_max.connect()
    assert in_max.reach.state is Reached.REFUSED
    assert "wrong-token" not in f"{caught.value!r} {in_max.reach.why}"


@pytest.mark.parametrize(
    ("status", "body"),
    [(503, {"code": "service.unavailable", "message": ""}), (200, "<html>"), (200, {}), (200, {"user_id": True})],
)
async def test_a_max_that_does_not_answer_as_such_is_asked_until_it_does(
    enter, server: SmallMax, monkeypatch: pytest.MonkeyPatch, status: int, body: object
):
    monkeypatch.setattr(messenger, "OUTAGE_S", (0,))
    server.replies("GET /me", status, body, times=3)
    in_max = enter()
    with capture_logs() as logs:
        await in_max.connect()
    assert [line["attempt"] for line in logs if line["event"] == "max does not answer"] == [1, 2, 3]
    assert in_max.reach.state is Reached.WORKS


async def test_max_is_told_the_menu_of_all_once(enter, server: SmallMax):
    in_max = enter()
    await in_max.connect()
    await in_max.introduce(HELLO)
    assert [one.body for one in server.calls("PATCH /me/commands")] == [
        {"commands": [{"name": "new", "description": "Сообщить"}]}
    ]


async def test_a_menu_that_is_refused_is_logged(enter, server: SmallMax):
    in_max = enter()
    await in_max.connect()
    server.replies("PATCH /me/commands", 403, {"code": "access.denied", "message": "no"})
    with capture_logs() as logs:
        await in_max.introduce(HELLO)
    assert [line["event"] for line in logs] == ["menu not set"]


def test_an_empty_address_is_maxs_own():
    assert make_client(TOKEN, "", "").api_base == API_BASE


@pytest.mark.parametrize("content", [None, "", "not a certificate"])
def test_certificates_that_cannot_be_read_are_named(tmp_path: Path, content: str | None):
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(ConfigError, match=r"^max\.ca_file: .*ca\.pem: cannot be read"):
        make_client(TOKEN, "", str(file))


def test_a_folder_of_certificates_is_named(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"^max\.ca_file: .*cannot be read"):
        make_client(TOKEN, "", str(tmp_path))
