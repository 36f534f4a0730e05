"""Sending what is queued: how fast, how evenly, and what a killed process repeats.

The messenger is `lean_server` in a process of its own, the outbox is `sender` in another: both can use a core.
"""

import asyncio
import json
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.residents import Platform
from storage.database import open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.bench.processes import ROOT
from tests.bench.sender import Drained, sender
from tests.bench.tables import show, spread

RUNS = 3
NOTICES = 10_000
PACED_S = 20
TELEGRAMS = 30
KILLED_OVER, KILLS = 5_000, 50
UNPACED = 1e6
KINDS = (
    NoticeKind.PUBLISHED,
    NoticeKind.DEFERRED,
    NoticeKind.OVERDUE,
    NoticeKind.REASSIGNED,
    NoticeKind.VERDICT_REMINDER,
)


def measure() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        full_speed(folder)
        telegrams_pace(folder)
        killed(folder)


def full_speed(folder: Path) -> None:
    runs = []
    for run in range(RUNS):
        path = fill(folder / f"full{run}.db", NOTICES)
        with lean_server() as server:
            runs.append(drain(path, server, UNPACED))
            assert len(server.sent()) == NOTICES
    rates = [run.sent / run.seconds for run in runs]
    cpu = [1000 * run.cpu_s / run.sent for run in runs]
    show(
        f"{NOTICES} due notices at full speed (median of {RUNS} runs, the sender on one core)",
        [
            ["", "unit", "measured", "wanted"],
            ["drained", "notices/s", spread(rates, 0), "at least 600"],
            ["processor time of a notice", "ms", spread(cpu, 2), "—"],
        ],
    )


def telegrams_pace(folder: Path) -> None:
    number = PACED_S * TELEGRAMS
    path = fill(folder / "paced.db", number)
    with lean_server(TELEGRAMS) as server:
        drain(path, server, TELEGRAMS)
        times = [at for at, _ in server.sent()]
        refused = server.refused()
    rate = (len(times) - 1) / (times[-1] - times[0])
    most = max(sum(1 for other in times[at : at + 40] if other < times[at] + 1) for at in range(len(times)))
    show(
        f"Telegram's pace: {number} notices, a server that refuses more than {TELEGRAMS} in any second",
        [
            ["", "unit", "measured", "wanted"],
            ["rate", "messages/s", f"{rate:.2f}", "29.4 to 30.6"],
            ["most in a second", "messages", str(most), f"at most {TELEGRAMS}"],
            ["refused with 429", "messages", str(refused), "0"],
        ],
    )


def killed(folder: Path, notices: int = KILLED_OVER, kills: int = KILLS, rate: float = UNPACED) -> "Losses":
    """Kill the sender at random moments, start it again each time, and count what arrived."""
    path = fill(folder / "killed.db", notices)
    with lean_server() as server:
        losses = kill_and_restart(path, server, notices, kills, rate)
    show(
        f"SIGKILL at random moments while {notices} notices are drained",
        [
            ["", "unit", "measured", "wanted"],
            ["kills while sending", "", str(losses.kills), str(kills)],
            ["notices that never arrived", "", str(losses.lost), "0"],
            ["repeated", "", str(losses.repeated), f"at most {losses.kills}"],
            ["most often the same one", "times", str(losses.most), "—"],
        ],
    )
    return losses


class Losses:
    """What arrived of notices that were sent through kills."""

    def __init__(self, notices: int, kills: int, chats: list[int]) -> None:
        came = Counter(chats)
        self.kills = kills
        self.lost = notices - len(came)
        self.repeated = len(chats) - len(came)
        self.most = max(came.values(), default=0)


def kill_and_restart(path: Path, server: "LeanServer", notices: int, kills: int, rate: float) -> Losses:
    chance, done = random.Random(7), 0
    for kill in range(kills):
        left = kills - kill
        before = len(server.sent())
        # so that each kill meets a drain at work: somewhere in what is left for this one and those after it
        share = (notices - before) / (left + 1)
        wanted = before + max(1, int(chance.uniform(0.2, 1.2) * share))
        with sender(path, server.url, rate) as (process, _):
            while process.is_alive() and len(server.sent()) < wanted:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.02))
            done += process.is_alive()
    drain(path, server, rate)
    return Losses(notices, done, [chat for _, chat in server.sent()])


def fill(path: Path, notices: int) -> Path:
    """A database with so many residents, and a notice due for each."""

    async def make() -> None:
        database = await open_database(f"sqlite+aiosqlite:///{path}")
        await migrate(database)
        due_at = datetime.now(UTC) - timedelta(minutes=1)
        for first in range(0, notices, 1000):
            async with SqlUnitOfWork(database) as uow:
                await uow.notices.add(
                    [
                        await _notice(number, due_at, uow)
                        for number in range(first + 1, min(first + 1000, notices) + 1)
                    ]
                )
                await uow.commit()
        await database.close()

    asyncio.run(make())
    return path


async def _notice(number: int, due_at: datetime, uow: SqlUnitOfWork) -> NewNotice:
    person = await uow.residents.add(
        platform=Platform.TELEGRAM,
        user_id=number,
        chat_id=number,
        name=f"Житель {number}",
        locale="ru",
        created_at=due_at,
    )
    return NewNotice(
        resident_id=person.id,
        kind=KINDS[number % len(KINDS)],
        key=f"event:{number}:2",
        payload={
            "number": number,
            "seq": 2,
            "event": "published",
            "topic": "road-potholes",
            "agency": "avd",
            "address": "Тверская улица, 7",
            "words": "Яма заделана литым асфальтом, разметка восстановлена.",
            "reason": None,
            "answer": 2,
            "answer_kind": "done",
            "answer_due": "2026-12-03T20:59:00+00:00",
            "verdict_due": "2026-12-18T20:59:00+00:00",
            "until": "2026-12-20",
        },
        due_at=due_at,
        created_at=due_at,
    )


class LeanServer:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def sent(self) -> list[tuple[float, int]]:
        """When and into which chat, in order."""
        return [(at, chat) for at, chat in self._asked()["sent"]]

    def refused(self) -> int:
        return int(self._asked()["refused"])

    def _asked(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/sent") as answer:  # noqa: S310  # our own server
            return dict(json.load(answer))


@contextmanager
def lean_server(limit: int = 0) -> Iterator[LeanServer]:
    command = (sys.executable, "-m", "tests.bench.lean_server", str(limit))
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert process.stdout is not None
        yield LeanServer(int(process.stdout.readline()))
    finally:
        process.kill()
        process.communicate()


def drain(path: Path, server: LeanServer, rate: float) -> Drained:
    """Let it run to its end; what it says of itself."""
    with sender(path, server.url, rate) as (_, said):
        drained: Drained = said.recv()
    return drained
