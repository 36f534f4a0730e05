"""Messengers apart from each other: one that is down, refuses its token or breaks leaves the others working."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import ClientDecodeError
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot import supervision
from bot.domain.residents import Platform
from bot.errors import ConfigError
from bot.messenger import MessengerBot
from bot.platforms.introduction import Introduction
from bot.platforms.reach import Reach, Reached
from bot.platforms.sandbox.api import BotApi
from bot.platforms.sandbox.errors import ApiError
from bot.platforms.sandbox.session import InProcessSession
from bot.supervision import Supervisor
from bot.web import health, serve

NOTHING = Introduction(menus={}, descriptions={}, desks=(), desk_menus={})


class Fake:
    """A messenger that does as it is told."""

    def __init__(
        self,
        platform: Platform,
        refuses: str = "",
        polls: Callable[[], Awaitable[None]] | None = None,
        connects: Callable[[], Awaitable[object]] | None = None,
        introduces: Callable[[], Awaitable[None]] | None = None,
    ):
        self.platform = platform
        self.reach = Reach()
        self.api = BotApi(token="1:x")
        self.polled = 0
        self.introduced = 0
        self._refuses = refuses
        self._polls = polls
        self._connects = connects
        self._introduces = introduces
        self._stopped = asyncio.Event()

    async def connect(self) -> MessengerBot:
        if self._connects is not None:
            await self._connects()
        if self._refuses:
            self.reach.refused(self._refuses)
            raise ConfigError(self._refuses)
        self.reach.works()
        return MessengerBot("1:x", InProcessSession(self.api), platform=self.platform, link="")

    async def poll(self, dispatcher: Dispatcher) -> None:
        self.polled += 1
        if self._polls is not None:
            await self._polls()
        await self._stopped.wait()

    async def stop(self) -> None:
        self._stopped.set()

    async def introduce(self, introduction: Introduction) -> None:
        self.introduced += 1
        if self._introduces is not None:
            await self._introduces()


class Run:
    """A supervisor at work."""

    def __init__(self, *messengers: Fake) -> None:
        self.joined: list[Platform] = []
        self.supervisor = Supervisor(
            messengers,
            Dispatcher(),
            dict.fromkeys(Platform, NOTHING),
            lambda bot: self.joined.append(bot.platform),
        )
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(self.supervisor.run(self.stop))

    async def settles(self) -> None:
        for _ in range(50):
            await asyncio.sleep(0)

    async def ends(self) -> None:
        self.stop.set()
        await asyncio.wait_for(self.task, 5)


async def test_a_refused_token_leaves_the_other_messenger_working():
    telegram, in_max = Fake(Platform.TELEGRAM, refuses="telegram.token: refused"), Fake(Platform.MAX)
    with capture_logs() as logs:
        run = Run(telegram, in_max)
        await run.settles()
    assert run.joined == [Platform.MAX]
    assert (in_max.polled, in_max.introduced) == (1, 1)
    assert [line["reason"] for line in logs if line["event"] == "messenger refused"] == ["telegram.token: refused"]
    assert health(run.supervisor.reaches, database=True) == {
        "status": "degraded",
        "database": "works",
        "messengers": {
            "telegram": {"state": "refused", "why": "telegram.token: refused"},
            "max": {"state": "works"},
        },
    }
    await run.ends()


async def test_the_bot_does_not_start_where_every_token_is_refused():
    run = Run(Fake(Platform.TELEGRAM, refuses="telegram.token: no"), Fake(Platform.MAX, refuses="max.token: no"))
    with pytest.raises(ConfigError, match="token: no"):
        await asyncio.wait_for(run.task, 5)


async def test_a_defect_in_one_messenger_is_logged_and_tried_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(supervision, "AGAIN_S", 0)

    async def breaks() -> None:
        if telegram.polled < 3:
            raise RuntimeError("defect")
        telegram.reach.works()

    telegram, in_max = Fake(Platform.TELEGRAM, polls=breaks), Fake(Platform.MAX)
    with capture_logs() as logs:
        run = Run(telegram, in_max)
        await run.settles()
    assert (telegram.polled, in_max.polled) == (3, 1)
    assert [line["event"] for line in logs].count("polling failed") == 2
    await run.ends()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ClientDecodeError("Failed to decode object", ValueError(), "<html>"), "connecting interrupted"),
        (RuntimeError("defect"), "connecting failed"),
    ],
)
async def test_an_answer_that_nobody_expects_at_the_start_leaves_the_other_messenger_working(
    monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
):
    """Somebody's gateway answers in a messenger's place, with a page and 200."""
    monkeypatch.setattr(supervision, "AGAIN_S", 0)
    found = [error, error]

    async def breaks() -> None:
        if found:
            raise found.pop()

    telegram, in_max = Fake(Platform.TELEGRAM, connects=breaks), Fake(Platform.MAX)
    with capture_logs() as logs:
        run = Run(telegram, in_max)
        await run.settles()
    assert (telegram.polled, in_max.polled) == (1, 1)
    assert [line["event"] for line in logs].count(says) == 2
    await run.ends()


async def test_a_messenger_that_fails_right_after_it_has_connected_is_asked_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(supervision, "AGAIN_S", 0)
    telegram, in_max = Fake(Platform.TELEGRAM), Fake(Platform.MAX)
    telegram.api.refuse_next(ApiError(502, "Bad Gateway"), "getMe")
    run = Run(telegram, in_max)
    await run.settles()
    assert (telegram.polled, in_max.polled) == (1, 1)
    await run.ends()


async def test_a_messenger_that_never_answers_does_not_hold_up_the_stop():
    run = Run(Fake(Platform.TELEGRAM, connects=asyncio.Event().wait), Fake(Platform.MAX))
    await run.settles()
    run.stop.set()
    await asyncio.wait_for(run.task, supervision.STOPPING_S / 4)


async def test_an_introduction_that_fails_is_logged_and_the_bot_works():
    async def breaks() -> None:
        raise RuntimeError("defect")

    in_max = Fake(Platform.MAX, introduces=breaks)
    with capture_logs() as logs:
        run = Run(in_max)
        await run.settles()
    assert in_max.polled == 1
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["introduction failed"]
    await run.ends()


async def test_stopping_waits_for_what_is_in_hand():
    done = asyncio.Event()

    async def finishes() -> None:
        await in_hand.wait()
        done.set()

    in_hand = asyncio.Event()
    messenger = Fake(Platform.TELEGRAM, polls=finishes)
    run = Run(messenger)
    await run.settles()
    run.stop.set()
    await run.settles()
    assert not run.task.done()
    in_hand.set()
    await asyncio.wait_for(run.task, 5)
    assert done.is_set()


@pytest.mark.parametrize(
    ("telegram", "in_max", "database", "status", "code"),
    [
        ("works", "works", True, "ok", 200),
        ("works", "down", True, "degraded", 200),
        ("refused", "works", True, "degraded", 200),
        ("down", "down", True, "down", 503),
        ("works", "works", False, "down", 503),
        ("starting", "starting", True, "down", 503),
    ],
)
async def test_healthz_tells_degraded_from_down(telegram, in_max, database, status, code):
    reaches = {Platform.TELEGRAM: Reach(Reached(telegram)), Platform.MAX: Reach(Reached(in_max))}

    async def works() -> bool:
        return bool(database)

    async with (
        serve("127.0.0.1", 0, lambda: reaches, works) as url,
        ClientSession() as browser,
        browser.get(f"{url}/healthz") as response,
    ):
        assert response.status == code
        body = await response.json()
    assert body["status"] == status
    assert {name: one["state"] for name, one in body["messengers"].items()} == {
        "telegram": telegram,
        "max": in_max,
    }


async def test_a_web_port_that_is_taken_is_named():
    async def works() -> bool:
        return True

    async with serve("127.0.0.1", 0, dict, works) as url:
        taken = int(url.rpartition(":")[2])
        with pytest.raises(ConfigError, match=f"web.port: 127.0.0.1:{taken} cannot be opened"):
            async with serve("127.0.0.1", taken, dict, works):
                pass
