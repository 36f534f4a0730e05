"""The real bot in both messengers, in a process of its own, which answers in one of them at a time.

Nothing paces it, so what is measured is what it costs. The outbox and the scheduler do not run.
"""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import uvloop
from aiogram import Dispatcher

from bot.app import App, build
from bot.config import Settings
from bot.domain.residents import Platform
from bot.logs import set_up_logs
from bot.markers import StoredMarkers
from bot.memory import settle
from bot.messenger import MessengerBot
from bot.platforms.max import polling
from bot.platforms.max.client import MaxClient
from bot.platforms.max.memory import Memory
from bot.platforms.max.messenger import ask_who, make_bot
from bot.platforms.max.pace import Pace
from bot.platforms.max.session import MaxSession
from bot.platforms.max.updates import Translator
from bot.platforms.reach import Reach
from bot.platforms.telegram import Telegram
from bot.running import now
from bot.world import open_world

UNPACED = 10**6
"""Requests a second."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where both messengers are."""

    url: str
    token: str
    max_token: str


class Answerer:
    """The process, as it is told what to do."""

    def __init__(self, pipe: "Connection[Any, Any]") -> None:
        self._pipe = pipe

    def begin(self, platform: Platform) -> None:
        """Take the updates that wait in a messenger, and those that come."""
        self._pipe.send(platform)

    def end(self) -> float:
        """Finish what is in hand; seconds of processor time since it began."""
        self._pipe.send(None)
        return float(self._pipe.recv())


@contextmanager
def answerer(folder: Path, served: Served) -> Iterator[Answerer]:
    """The bot, ready to begin; its database is in the folder. It is killed on exit."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, its = context.Pipe()
    process = context.Process(target=_run, args=(str(folder), served, its), daemon=True)
    process.start()
    its.close()
    try:
        assert ours.recv() == "ready"
        yield Answerer(ours)
    finally:
        process.kill()
        process.join()
        ours.close()


def _run(folder: str, served: Served, pipe: "Connection[Any, Any]") -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    set_up_logs()
    uvloop.run(_answer(Path(folder), served, pipe))


async def _answer(folder: Path, served: Served, pipe: "Connection[Any, Any]") -> None:
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(open_world(_settings(folder, served.url), now))
        app = build(world)
        messengers: dict[Platform, Telegram | UnpacedMax] = {
            Platform.TELEGRAM: Telegram(served.token, served.url),
            Platform.MAX: UnpacedMax(served.max_token, f"{served.url}/max", StoredMarkers(world.begin, "max")),
        }
        for messenger in messengers.values():
            stack.push_async_callback(messenger.close)
            app.join(await messenger.connect())
        settle()
        pipe.send("ready")
        while True:
            platform: Platform = await asyncio.to_thread(pipe.recv)
            await _serve(app, messengers[platform], pipe)


async def _serve(app: App, messenger: "Telegram | UnpacedMax", pipe: "Connection[Any, Any]") -> None:
    used = time.process_time()
    answering = asyncio.create_task(messenger.poll(app.dispatcher))
    await asyncio.to_thread(pipe.recv)
    await messenger.stop()
    await answering
    pipe.send(time.process_time() - used)


def _settings(folder: Path, url: str) -> Settings:
    return Settings.model_validate(
        {
            "storage": {"url": f"sqlite+aiosqlite:///{folder / 'gorod.db'}"},
            "photos": {"url": f"file://{folder / 'photos'}"},
            "geocoder": {"base_url": f"{url}/geocoder"},
        }
    )


class UnpacedMax:
    """`bot.platforms.max.messenger.Max` without its pauses; it can begin again after a stop."""

    def __init__(self, token: str, api_base: str, markers: polling.Markers) -> None:
        polling.APART_S = 0.0
        self._token = token
        self._markers = markers
        pace = Pace(per_second=UNPACED, chat_per_second=UNPACED)
        self._client = MaxClient(token, api_base, pace=pace)
        self._stopping = asyncio.Event()

    async def connect(self) -> MessengerBot:
        bot_id = await ask_who(self._client)
        memory = Memory(bot_id)
        self._translator = Translator(bot_id, self._token, memory)
        self._bot = make_bot(bot_id, MaxSession(self._client, memory))
        return self._bot

    async def poll(self, dispatcher: Dispatcher) -> None:
        self._stopping.clear()
        asking = polling.Polling(
            client=self._client,
            translator=self._translator,
            bot=self._bot,
            markers=self._markers,
            reach=Reach(),
            stopping=self._stopping,
        )
        await asking.run(dispatcher)

    async def stop(self) -> None:
        self._stopping.set()

    async def close(self) -> None:
        await self._bot.session.close()
