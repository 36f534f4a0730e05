"""Fixtures of MAX's tests: a small MAX on loopback, and a bot that talks to it without waiting."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode

from bot.platforms.max.client import MaxClient
from bot.platforms.max.memory import Memory
from bot.platforms.max.pace import Pace
from bot.platforms.max.session import MaxSession
from tests.harness.world import Leaps
from tests.platforms.max.small_max import BOT_ID, TOKEN, SmallMax, small_max


class Rests(list[float]):
    """Pauses that take no time, as they were asked for."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


async def no_time(_seconds: float) -> None:
    """A pause that is over at once."""


@pytest.fixture
async def server() -> AsyncIterator[SmallMax]:
    async with small_max() as small:
        yield small


@pytest.fixture
def rests() -> Rests:
    """Where the client and the uploads rest; pacing rests elsewhere."""
    return Rests()


@pytest.fixture
async def make_client(rests: Rests) -> AsyncIterator[Callable[..., MaxClient]]:
    """Makes clients of a base address; they are closed when the test is over."""
    made: list[MaxClient] = []

    def make(base: str, token: str = TOKEN, **more: Any) -> MaxClient:
        made.append(MaxClient(token, base, **{"pace": Pace(watch=Leaps()), "rest": rests, **more}))
        return made[-1]

    yield make
    for client in made:
        await client.close()


@pytest.fixture
def client(server: SmallMax, make_client: Callable[..., MaxClient]) -> MaxClient:
    return make_client(server.url)


@pytest.fixture
def memory() -> Memory:
    return Memory(BOT_ID)


@pytest.fixture
async def bot(client: MaxClient, memory: Memory, rests: Rests) -> AsyncIterator[Bot]:
    session = MaxSession(client, memory, rest=rests)
    bot = Bot(f"{BOT_ID}:max", session, DefaultBotProperties(parse_mode=ParseMode.HTML))
    yield bot
    await session.close()
