"""Polling the fake MAX: what a marker confirms, what comes, and how long a poll waits."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.platforms.sandbox.api import ANNA
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.http import serve
from tests.platforms.max.fake_calls import FIXTURES, Caller, calling, shape
from tests.platforms.sandbox_pictures import jpeg


@pytest.fixture
async def bot() -> AsyncIterator[Caller]:
    api = MaxApi()
    api.person(ANNA).starts()
    api.take_updates()
    async with calling(api) as caller:
        yield caller


def texts(answer: Any) -> list[str]:
    return [one["message"]["body"]["text"] for one in answer["updates"]]


async def test_a_marker_confirms_everything_before_it(bot):
    anna = bot.api.person(ANNA)
    for text in ("раз", "два", "три"):
        anna.says(text)
    first = await bot.updates(limit=2)
    assert texts(first) == ["раз", "два"]
    assert texts(await bot.updates(limit=2)) == ["раз", "два"], "nothing was confirmed"
    second = await bot.updates(marker=first["marker"])
    assert texts(second) == ["три"]
    assert texts(await bot.updates()) == ["три"], "what comes without a marker was not confirmed"
    idle = await bot.updates(marker=second["marker"])
    assert (idle, shape(idle)) == (
        {"updates": [], "marker": second["marker"]},
        shape(FIXTURES["responses"]["GET /updates idle"]),
    )
    anna.says("четыре")
    assert texts(await bot.updates(marker=first["marker"])) == ["четыре"], "what is confirmed does not come again"


async def test_a_marker_is_given_before_anything_has_happened(bot):
    marker = (await bot.updates())["marker"]
    bot.api.person(ANNA).says("раз")
    assert texts(await bot.updates(marker=marker)) == ["раз"]


async def test_only_the_types_that_are_asked_for_come(bot):
    bot.api.person(ANNA).says("раз")
    bot.api.person(ANNA).starts()
    answer = await bot.updates(types="bot_started,bot_stopped")
    assert [one["update_type"] for one in answer["updates"]] == ["bot_started"]
    assert await bot.updates(marker=answer["marker"]) == {"updates": [], "marker": answer["marker"]}


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 1001}, {"timeout": 91}, {"marker": "x"}, {"types": "x"}]
)
async def test_a_poll_that_is_refused(bot, query):
    assert (await bot.refused("GET", "/updates", **query))[:17] == "400 proto.payload"


async def test_a_poll_brings_a_hundred_at_most(bot):
    for number in range(101):
        bot.api.person(ANNA).says(str(number))
    assert len((await bot.updates(limit=1000))["updates"]) == 100


@pytest.fixture
def arrived(bot: Caller, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once a call has come to the server."""
    event, call = asyncio.Event(), bot.api.call

    def told(*asked: Any) -> tuple[int, Any]:
        event.set()
        return call(*asked)

    monkeypatch.setattr(bot.api, "call", told)
    return event


async def test_a_poll_waits_for_what_happens(bot, arrived):
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(bot.ok("GET", "/updates", timeout=30))
        await arrived.wait()
        bot.api.person(ANNA).says("раз")
    assert texts(waiting.result()) == ["раз"]


async def test_a_newer_poll_ends_an_older_one(bot, arrived):
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        older = group.create_task(bot.ok("GET", "/updates", timeout=30))
        await arrived.wait()
        newer = await bot.updates()
    assert older.result() == newer
    assert newer["updates"] == []


async def test_a_waiting_poll_is_answered_when_the_server_ends(bot, arrived):
    async with asyncio.TaskGroup() as group, serve(bot.api) as base:
        other = Caller(bot.api, base, bot.http)
        waiting = group.create_task(other.ok("GET", "/updates", timeout=30))
        await arrived.wait()
    assert waiting.result()["updates"] == []


async def test_nothing_is_polled_while_there_is_a_subscription(bot):
    bot.api.person(ANNA).says("раз")
    await bot.ok("POST", "/subscriptions", {"url": "https://bot.example.org/x"})
    assert (await bot.updates())["updates"] == []
    await bot.ok("DELETE", "/subscriptions", url="https://bot.example.org/x")
    assert texts(await bot.updates()) == ["раз"]


async def test_taking_confirms(bot):
    bot.api.person(ANNA).sends_photo(jpeg())
    (taken,) = bot.api.take_updates()
    assert taken["message"]["body"]["attachments"][0]["payload"]["url"].startswith(bot.base)
    assert bot.api.take_updates() == []
    assert (await bot.updates())["updates"] == []
