"""The real outbox over a database, in a process of its own that can be killed at any moment.

The processes are forked from one that has imported everything: a start takes a moment, and killing one is cheap.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import uvloop

from bot.cards import Cards
from bot.city_pack import load_city
from bot.domain.notices import Quiet
from bot.domain.residents import Platform
from bot.memory import settle
from bot.notices.screens import NoticeScreens
from bot.outbox.outbox import Outbox
from bot.pacing import LoopWatch
from bot.platforms import telegram
from bot.services.ports import UnitOfWork
from bot.texts import Translator
from storage.database import open_database
from storage.unit_of_work import SqlUnitOfWork


class NoPhotos:
    async def get(self, key: str) -> bytes:
        raise AssertionError(key)


@dataclass(frozen=True, slots=True)
class Drained:
    """How many went, and what it took."""

    sent: int
    seconds: float
    cpu_s: float


@contextmanager
def sender(path: Path, api: str, rate: float) -> Iterator[tuple[ForkServerProcess, "Connection[Any, Any]"]]:
    """A sender at work; it says how it went when it is done, and is killed on exit."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    said, says = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(str(path), api, rate, says), daemon=True)
    process.start()
    says.close()
    try:
        yield process, said
    finally:
        process.kill()
        process.join()
        said.close()


def _send(path: str, api: str, rate: float, says: "Connection[Any, Any]") -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    says.send(uvloop.run(_drain(path, api, rate)))


async def _drain(path: str, api: str, rate: float) -> Drained:
    city = load_city("moscow")
    database = await open_database(f"sqlite+aiosqlite:///{path}")

    def begin() -> UnitOfWork:
        return SqlUnitOfWork(database)

    translator = Translator(city.zone)
    outbox = Outbox(
        begin=begin,
        screens=NoticeScreens(city=city, cards=Cards(city), translator=translator, begin=begin),
        photos=NoPhotos(),
        quiet=Quiet(0, 0, city.zone),
        group=None,
        show_card=None,
        texts=translator.of("ru"),
        per_second={Platform.TELEGRAM: rate},
        clock=lambda: datetime.now(UTC),
        watch=LoopWatch(),
    )
    bot = telegram.make_bot("1:bench", api)
    outbox.connect(bot)
    settle()
    began, used = time.monotonic(), time.process_time()
    sent = await outbox.drain()
    drained = Drained(sent, time.monotonic() - began, time.process_time() - used)
    await bot.session.close()
    await database.close()
    return drained
