"""The same conversation against a Bot API server that is not the program's own, named by `telegram.api_base`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.platforms.sandbox.api import ANNA
from tests.browser.conftest import OpenChat
from tests.browser.program import READY, Program, clean_environment
from tests.harness.pictures import street

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKEN = "7:other"


@pytest.fixture
def server(chromium: str, tmp_path: Path) -> Iterator[str]:
    """A Bot API server in a process of its own; its base URL."""
    arguments = ["-m", "bot.platforms.sandbox", "--port", "0", "--token", TOKEN]
    serving = Program(tmp_path, arguments, clean_environment())
    try:
        line = serving.wait_for("Sandbox messenger: ")["event"]
        yield re.findall(r"http://\S+", line)[0]
    finally:
        code = serving.stop()
    assert code == 0, serving.output


@pytest.fixture
def bot(server: str, tmp_path: Path) -> Iterator[Program]:
    """A bot that knows the server only by its configuration."""
    bot = Program.bot(
        tmp_path,
        GOROD_TELEGRAM__TOKEN=TOKEN,
        GOROD_TELEGRAM__API_BASE=server,
        GOROD_GEOCODER__BASE_URL=f"{server}/geocoder",
    )
    try:
        yield bot
    finally:
        code = bot.stop()
    assert code == 0, bot.output
    assert '"level": "error"' not in bot.output, bot.output


async def test_a_report_is_filed_through_another_bot_api_server(
    server: str, bot: Program, open_chat: OpenChat
) -> None:
    bot.wait_for(READY)
    anna = await open_chat(server, ANNA)
    await anna.begins()
    await anna.sends_photos([street()], caption="яма на дороге")
    await anna.presses("⌨️ Ввести адрес")
    await anna.says("Тверская 7")
    await anna.sees("Тверская улица, 7")
    await anna.presses("✅ Отправить")
    await anna.sees("Сообщение № 1 принято")
