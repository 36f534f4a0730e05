"""Webhooks of the sandbox's MAX: one update a request, the secret in a header, again until it gets its 200."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.platforms.sandbox.api import ANNA
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.deliveries import Deliveries

HEADERS = {"Authorization": "sandbox-max"}


class Listener:
    """Where the bot would listen: keeps what comes, answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str, str]] = []
        self.statuses: list[int] = []

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        words = body.get("message", {}).get("body", {}).get("text", "")
        self.got.append((body["update_type"], words, request.headers.get("X-Max-Bot-Api-Secret", "")))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
def api() -> MaxApi:
    return MaxApi()


@pytest.fixture
async def listener() -> AsyncIterator[tuple[Listener, str]]:
    made = Listener()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield made, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


def subscribe(api: MaxApi, **more: object) -> None:
    body = {"url": "https://bot.example.org/max", **more}
    status, answer = api.call("POST", "/subscriptions", {}, body, HEADERS)
    assert (status, answer) == (200, {"success": True})


async def test_updates_come_one_by_one_in_order_with_the_secret(api, listener):
    heard, url = listener
    subscribe(api, secret="correct-horse")
    api.person(ANNA).says("раз")
    api.person(ANNA).says("два")
    assert await Deliveries(api, lambda _: url).deliver() == 3
    assert heard.got == [
        ("bot_started", "", "correct-horse"),
        ("message_created", "раз", "correct-horse"),
        ("message_created", "два", "correct-horse"),
    ]
    assert await Deliveries(api, lambda _: url).deliver() == 0


async def test_what_is_not_answered_with_200_comes_again(api, listener):
    heard, url = listener
    subscribe(api, update_types=["message_created"])
    api.person(ANNA).says("раз")
    heard.statuses = [500, 202]
    deliveries = Deliveries(api, lambda _: url)
    assert [await deliveries.deliver() for _ in range(3)] == [1, 0, 1]
    assert [words for _, words, _ in heard.got] == ["раз", "раз", "раз"]
    assert {secret for *_, secret in heard.got} == {""}


async def test_nobody_listening_loses_nothing(api, listener):
    heard, url = listener
    subscribe(api)
    api.person(ANNA).says("раз")
    assert await Deliveries(api, lambda _: "http://127.0.0.1:9/hook").deliver() == 0
    assert await Deliveries(api, lambda _: url).deliver() == 2
    assert len(heard.got) == 2


async def test_without_a_subscription_updates_wait_for_polling(api):
    api.person(ANNA).says("раз")
    assert await Deliveries(api, lambda url: url).deliver() == 0
    assert [one["update_type"] for one in api.take_updates()] == ["bot_started", "message_created"]
