"""The sandbox's clock: it goes forward only, not too far, outlives a restart, and the bot is told."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.platforms.sandbox.api import ANNA
from bot.platforms.sandbox.clock import FILE, LONGEST, ClockError, ClockHooks, SandboxClock
from bot.platforms.sandbox.server import Sandbox, SandboxSettings, start
from tests.harness.world import Hands

HOUR, DAY = 3600.0, 86400.0
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def real() -> Hands:
    return Hands(START)


# The clock


def test_it_is_ahead_of_the_real_time_and_goes_with_it(real: Hands) -> None:
    clock = SandboxClock(real=real)
    assert clock() == START
    clock.forward(HOUR)
    clock.forward(DAY)
    real.move(minutes=5)
    assert clock() == START + timedelta(days=1, hours=1, minutes=5)
    assert clock.ahead == timedelta(days=1, hours=1)


def test_it_goes_to_a_moment_and_not_back_from_it(real: Hands) -> None:
    clock = SandboxClock(real=real)
    clock.forward_to(START + timedelta(days=3))
    clock.forward_to(START + timedelta(days=2))
    assert clock() == START + timedelta(days=3)


@pytest.mark.parametrize("seconds", [-1, -0.001, float("nan"), float("inf"), -float("inf")])
def test_it_does_not_go_back(real: Hands, seconds: float) -> None:
    clock = SandboxClock(real=real)
    with pytest.raises(ClockError):
        clock.forward(seconds)
    assert clock() == START


@pytest.mark.parametrize(
    "farther",
    [
        lambda clock: clock.forward(1),
        lambda clock: clock.forward(1e300),
        lambda clock: clock.forward_to(START + LONGEST + timedelta(seconds=1)),
        lambda clock: clock.forward_to(datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_it_goes_four_hundred_days_ahead_and_no_farther(
    real: Hands, farther: Callable[[SandboxClock], None]
) -> None:
    clock = SandboxClock(real=real)
    clock.forward_to(START + timedelta(days=400))
    with pytest.raises(ClockError, match="400 days"):
        farther(clock)
    assert clock() == START + timedelta(days=400)
    assert clock.room == timedelta()


def test_a_restart_keeps_how_far_it_is(tmp_path: Path, real: Hands) -> None:
    folder = tmp_path / "sandbox"
    SandboxClock(folder, real=real).forward(DAY + 0.25)
    real.move(hours=1)
    assert SandboxClock(folder, real=real)() == START + timedelta(days=1, hours=1, seconds=0.25)
    assert [file.name for file in folder.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"ahead_s": "far"}', '{"ahead_s": NaN}', '{"ahead_s": 1e300}']
)
def test_a_spoilt_memory_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(ClockError, match=FILE):
        SandboxClock(tmp_path)


@pytest.mark.parametrize(("kept", "ahead"), [(-5.0, timedelta()), (1e9, LONGEST)])
def test_what_is_remembered_has_the_same_bounds(tmp_path: Path, kept: float, ahead: timedelta) -> None:
    (tmp_path / FILE).write_text(json.dumps({"ahead_s": kept}))
    assert SandboxClock(tmp_path).ahead == ahead


# The page's clock


class Due:
    """What a bot has to do: one thing after another."""

    def __init__(self, clock: SandboxClock) -> None:
        self.clock = clock
        self.left: list[tuple[datetime, str]] = []
        self.moved_to: list[datetime] = []

    async def next_due(self) -> tuple[datetime, str] | None:
        return self.left[0] if self.left else None

    async def moved(self) -> None:
        self.moved_to.append(self.clock())
        self.left = [one for one in self.left if one[0] > self.clock()]


@pytest.fixture
def due(real: Hands) -> Due:
    return Due(SandboxClock(real=real))


@pytest.fixture
async def sandbox(due: Due) -> AsyncIterator[Sandbox]:
    hooks = ClockHooks(next_due=due.next_due, moved=due.moved)
    running = await start(SandboxSettings(port=0), clock=due.clock, hooks=hooks)
    yield running
    await running.stop()


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[ClientSession]:
    async with ClientSession(sandbox.url) as session:
        yield session


async def move(browser: ClientSession, by: object) -> tuple[int, Any]:
    async with browser.post("/sandbox/clock", json={"by": by}) as response:
        return response.status, await response.json()


async def test_the_page_moves_it_by_an_hour_and_a_day_and_the_bot_is_told(
    sandbox: Sandbox, browser: ClientSession, due: Due
) -> None:
    status, body = await move(browser, "hour")
    assert (status, body["result"]["now"]) == (200, START.timestamp() + HOUR)
    await move(browser, "day")
    assert due.moved_to == [START + timedelta(hours=1), START + timedelta(hours=25)]
    sandbox.api.person().says("/start")
    assert sandbox.api.history(ANNA)[0]["date"] == START.timestamp() + HOUR + DAY
    async with browser.get("/sandbox/clock") as response:
        shown = await response.json()
    assert shown == {"now": START.timestamp() + 25 * HOUR, "ahead": 25 * HOUR, "room": 9575 * HOUR, "next": None}


async def test_the_page_goes_to_what_is_due_next(browser: ClientSession, due: Due) -> None:
    first, second = START + timedelta(days=2), START + timedelta(days=30)
    due.left = [(first, "напоминание службе"), (second, "срок ответа")]
    _, body = await move(browser, "next")
    assert due.moved_to == [first]
    assert body["result"]["next"] == {"at": second.timestamp(), "name": "срок ответа"}
    await move(browser, "next")
    assert due.clock() == second
    status, body = await move(browser, "next")
    assert (status, body) == (400, {"error": "nothing is due"})


async def test_what_is_overdue_is_done_at_once(browser: ClientSession, due: Due) -> None:
    due.left = [(START - timedelta(days=1), "срок ответа")]
    assert (await move(browser, "next"))[0] == 200
    assert due.moved_to == [START]


async def test_the_page_cannot_move_it_too_far(browser: ClientSession, due: Due) -> None:
    due.clock.forward_to(START + timedelta(days=399, hours=1))
    due.left = [(START + timedelta(days=401), "очень нескоро")]
    for by in ("day", "next"):
        status, body = await move(browser, by)
        assert status == 400
        assert "400 days" in body["error"]
    assert due.moved_to == []
    assert (await move(browser, "hour"))[0] == 200


@pytest.mark.parametrize("by", ["week", "", None, 1, -1, ["day"], {"day": 1}])
async def test_a_strange_step_is_refused(browser: ClientSession, due: Due, by: object) -> None:
    assert (await move(browser, by))[0] == 400
    assert due.clock() == START


@pytest.mark.parametrize("body", ["", "{", "[]", '"day"', "null", b"\xff"])
async def test_a_body_that_is_no_step_is_refused(browser: ClientSession, due: Due, body: str | bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with browser.post("/sandbox/clock", data=body, headers=headers) as response:
        assert response.status == 400
    assert due.clock() == START


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_a_form_of_another_site_could_not_move_it(browser: ClientSession, due: Due, kind: str) -> None:
    async with browser.post("/sandbox/clock", data='{"by": "day"}', headers={"Content-Type": kind}) as response:
        assert response.status == 415
    async with browser.post(
        "/sandbox/clock", json={"by": "day"}, headers={"Origin": "http://evil.example"}
    ) as response:
        assert response.status == 403
    assert due.clock() == START


async def test_open_pages_hear_that_it_was_moved(browser: ClientSession) -> None:
    async with browser.get("/sandbox/events") as events:
        assert await events.content.readline() == b"retry: 1000\n"
        await move(browser, "day")
        while not (line := await events.content.readline()).startswith(b"data: "):
            pass
    assert json.loads(line[6:]) == {"event": "clock"}


async def test_without_hooks_it_moves_and_nothing_is_due(tmp_path: Path) -> None:
    for ahead in (DAY, 2 * DAY):
        running = await start(SandboxSettings(port=0, folder=tmp_path))
        async with ClientSession(running.url) as browser:
            assert (await move(browser, "next"))[0] == 400
            assert (await move(browser, "day"))[1]["result"]["ahead"] == ahead
        await running.stop()
