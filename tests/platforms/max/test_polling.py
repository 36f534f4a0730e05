"""Polling of MAX: when the marker is written down, what a kill repeats, and what does not stop the loop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.types import Message
from structlog.testing import capture_logs

from bot.pacing import OUTAGE_S
from bot.platforms.max import polling
from bot.platforms.max.client import MaxClient
from bot.platforms.max.memory import Memory
from bot.platforms.max.messenger import make_bot
from bot.platforms.max.polling import APART_S, Polling
from bot.platforms.max.session import MaxSession
from bot.platforms.max.updates import Translator
from bot.platforms.reach import Reach
from bot.platforms.sandbox.api import ANNA, BORIS
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.http import serve
from tests.platforms.max.conftest import no_time
from tests.platforms.max.small_max import BOT_ID, TOKEN, SmallMax


class Markers:
    def __init__(self) -> None:
        self.saved: list[int] = []

    async def load(self) -> int | None:
        return self.saved[-1] if self.saved else None

    async def save(self, marker: int) -> None:
        self.saved.append(marker)


class Told(Reach):
    """What was noted of the messenger, one after another."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[tuple[str, str]] = []

    def works(self) -> None:
        self.all.append(("works", ""))

    def down(self, why: str) -> None:
        self.all.append(("down", why))

    def refused(self, why: str) -> None:
        self.all.append(("refused", why))


class Run:
    """Polling at work; what was handled is in `heard`, and `waits` holds up messages that say so."""

    def __init__(self, client: MaxClient, bot_id: int, token: str, markers: Markers) -> None:
        memory = Memory(bot_id)
        self.markers = markers
        self.heard: list[str] = []
        self.marked: list[list[int]] = []
        self.goes_on = asyncio.Event()
        self.stopping = asyncio.Event()
        self.reach = Told()
        self._came = asyncio.Condition()
        self._polling = Polling(
            client=client,
            translator=Translator(bot_id, token, memory),
            bot=make_bot(bot_id, MaxSession(client, memory, rest=no_time)),
            markers=markers,
            reach=self.reach,
            stopping=self.stopping,
        )
        dispatcher = Dispatcher(events_isolation=SimpleEventIsolation())
        dispatcher.message.register(self._hear)
        self.task = asyncio.create_task(self._polling.run(dispatcher))

    async def _hear(self, message: Message) -> None:
        self.marked.append(list(self.markers.saved))
        if message.text == "бух":
            raise RuntimeError("defect")
        if message.text == "долго":
            await self.goes_on.wait()
        async with self._came:
            self.heard.append(message.text or "")
            self._came.notify_all()

    async def hears(self, *texts: str) -> None:
        async with asyncio.timeout(5), self._came:
            await self._came.wait_for(lambda: set(texts) <= set(self.heard))

    async def ends(self) -> None:
        self.stopping.set()
        self.goes_on.set()
        await asyncio.wait_for(self.task, 5)

    async def is_killed(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(5000):
        if is_so():
            return
        await asyncio.sleep(0.001)
    pytest.fail("it does not come to that")


@pytest.fixture
def markers() -> Markers:
    return Markers()


@pytest.fixture
async def api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MaxApi]:
    """The sandbox's MAX, where Anna and Boris have said nothing yet."""
    monkeypatch.setattr(polling, "APART_S", 0)
    api = MaxApi()
    for user_id in (ANNA, BORIS):
        api.person(user_id).starts()
    api.take_updates()
    yield api
    api.close()


@pytest.fixture
async def start(
    api: MaxApi, markers: Markers, make_client: Callable[..., MaxClient]
) -> AsyncIterator[Callable[[], Run]]:
    runs: list[Run] = []
    async with serve(api) as url:

        def begin() -> Run:
            runs.append(Run(make_client(url, api.token), api.state.bot_id, api.token, markers))
            return runs[-1]

        yield begin
        for run in runs:
            await run.is_killed()


async def test_the_marker_is_written_down_after_its_batch(api, start, markers):
    api.person(ANNA).says("раз")
    run = start()
    await run.hears("раз")
    assert run.marked == [[]], "not before it was handled"
    await run.ends()
    assert len(markers.saved) == 1


async def test_what_was_in_hand_when_the_bot_was_killed_comes_again(api, start):
    api.person(ANNA).says("долго")
    api.person(BORIS).says("раз")
    first = start()
    await first.hears("раз")
    await first.is_killed()
    first.goes_on.set()
    second = start()
    second.goes_on.set()
    await second.hears("долго", "раз")
    assert first.heard == ["раз"], "nothing of it went on"


async def test_what_was_handled_before_a_restart_does_not_come_again(api, start):
    api.person(ANNA).says("раз")
    first = start()
    await first.hears("раз")
    await first.ends()
    api.person(ANNA).says("два")
    second = start()
    await second.hears("два")
    assert second.heard == ["два"]


async def test_one_that_takes_long_does_not_silence_the_bot_for_others(api, start, monkeypatch):
    monkeypatch.setattr(polling, "SLOW_S", 0)
    api.person(ANNA).says("долго")
    run = start()
    await until(lambda: len(run.marked) == 1)
    api.person(BORIS).says("раз")
    await run.hears("раз")
    assert run.heard == ["раз"]
    await run.ends()


async def test_stopping_finishes_what_takes_long(api, start, monkeypatch):
    monkeypatch.setattr(polling, "SLOW_S", 0)
    api.person(ANNA).says("долго")
    run = start()
    await until(lambda: bool(run.markers.saved))
    run.stopping.set()
    await asyncio.wait({run.task}, timeout=0.1)
    assert not run.task.done()
    await run.ends()
    assert run.heard == ["долго"]


async def test_one_person_is_heard_in_order_over_batches(api, start, monkeypatch):
    monkeypatch.setattr(polling, "SLOW_S", 0)
    api.person(ANNA).says("долго")
    run = start()
    await until(lambda: len(run.marked) == 1)
    api.person(ANNA).says("потом")
    api.person(BORIS).says("раз")
    await run.hears("раз")
    run.goes_on.set()
    await run.hears("потом")
    assert run.heard == ["раз", "долго", "потом"]


async def test_with_too_much_in_hand_the_next_batch_waits(api, start, monkeypatch, markers):
    monkeypatch.setattr(polling, "SLOW_S", 0)
    monkeypatch.setattr(polling, "MOST_IN_HAND", 1)
    for user_id in (ANNA, BORIS):
        api.person(user_id).says("долго")
    run = start()
    for _ in range(50):
        await asyncio.sleep(0.001)
    assert not markers.saved
    run.goes_on.set()
    api.person(BORIS).says("раз")
    await run.hears("раз")
    assert markers.saved


async def test_an_update_that_breaks_stops_nothing(api, start):
    api.person(ANNA).says("бух")
    api.person(ANNA).says("раз")
    with capture_logs() as logs:
        run = start()
        await run.hears("раз")
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["update failed"]


async def test_a_webhook_that_was_left_over_is_removed(api, start):
    api.state.set_fact("subscriptions", [{"url": "https://bot.example.org/hook", "time": 1, "update_types": []}])
    api.person(ANNA).says("раз")
    with capture_logs() as logs:
        run = start()
        await run.hears("раз")
    assert "webhook removed, updates come by polling" in [line["event"] for line in logs]


# Against a server that misbehaves


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between two requests, which take no time here."""
    pauses: list[float] = []

    async def rest(run: Any, seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(Polling, "_rest", rest)
    return pauses


async def test_an_outage_is_waited_out_and_told(server: SmallMax, client, markers, rested):
    times = len(OUTAGE_S) + 2
    server.replies("GET /updates", 503, {"code": "service.unavailable", "message": ""}, times=times)
    run = Run(client, BOT_ID, TOKEN, markers)
    await until(lambda: bool(markers.saved))
    await run.ends()
    about_webhooks, *noted = run.reach.all
    assert about_webhooks == ("works", "")
    assert noted[: times + 1] == [*[("down", "service.unavailable")] * times, ("works", "")]
    assert rested[:times] == [*OUTAGE_S, OUTAGE_S[-1], OUTAGE_S[-1]]


async def test_a_token_refused_while_the_bot_runs_is_told_and_may_be_known_again(
    server: SmallMax, client, markers, rested
):
    server.replies("GET /updates", 401, {"code": "verify.token", "message": f"Invalid access_token {TOKEN}"})
    with capture_logs() as logs:
        run = Run(client, BOT_ID, TOKEN, markers)
        await until(lambda: bool(markers.saved))
    await run.ends()
    refused = ("refused", "verify.token: the token is not known any more")
    assert run.reach.all[:3] == [("works", ""), refused, ("works", "")]
    assert TOKEN not in f"{run.reach.all} {logs}"


async def test_an_answer_without_a_marker_keeps_the_old_one(server: SmallMax, client, markers, rested):
    markers.saved.append(5)
    server.replies("GET /updates", 200, {"updates": []})
    server.replies("GET /updates", 200, {"updates": [], "marker": None})
    run = Run(client, BOT_ID, TOKEN, markers)
    await until(lambda: len(server.calls("GET /updates")) >= 4)
    await run.ends()
    assert [one.query["marker"] for one in server.calls("GET /updates")[:4]] == ["5", "5", "5", "7"]
    assert markers.saved == [5, 7]


async def test_two_requests_are_half_a_second_apart(server: SmallMax, client, markers, rested):
    run = Run(client, BOT_ID, TOKEN, markers)
    await until(lambda: len(rested) >= 2)
    await run.ends()
    assert all(APART_S - 0.4 < pause <= APART_S for pause in rested[:2])


async def test_stopping_does_not_wait_for_a_poll(server: SmallMax, client, markers):
    server.keeps_waiting.add("GET /updates")
    run = Run(client, BOT_ID, TOKEN, markers)
    await until(lambda: bool(server.calls("GET /updates")))
    await run.ends()


async def test_stopping_does_not_wait_for_the_end_of_an_outage(server: SmallMax, client, markers, monkeypatch):
    monkeypatch.setattr(polling, "OUTAGE_S", (600,))
    server.replies("GET /updates", 503, {}, times=9)
    run = Run(client, BOT_ID, TOKEN, markers)
    await until(lambda: ("down", "503") in run.reach.all)
    await run.ends()
