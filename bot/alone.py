"""One process of the bot on a database: a second one waits, and takes over within seconds when the first is gone.

Two would say everything twice: each would send every notice.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)

WAITING = "another process works on this database: waiting until it is gone"
LOOK_S = 2
"""Between two looks at who it is."""


class Election(Protocol):
    async def is_won(self) -> bool:
        """Whether this process is the one; asked for as long as it matters."""
        ...

    async def resign(self) -> None: ...


@asynccontextmanager
async def alone(election: Election, stop: asyncio.Event) -> AsyncIterator[bool]:
    """Wait to be the one, and stop if another has become it; False when told to stop before."""
    try:
        is_won = await _won(election, stop)
        watching = asyncio.create_task(_watch(election, stop))
        try:
            yield is_won
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
    finally:
        await election.resign()


async def _won(election: Election, stop: asyncio.Event) -> bool:
    is_said = False
    while not await election.is_won():
        if not is_said:
            log.warning(WAITING)
            is_said = True
        await _rest(stop)
        if stop.is_set():
            return False
    return True


async def _watch(election: Election, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await _rest(stop)
        try:
            if stop.is_set() or await election.is_won():
                continue
        except Exception:  # the database is away: nobody else has won either
            log.exception("election failed")
            continue
        log.error("another process works on this database by now: stopping")
        stop.set()


async def _rest(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), LOOK_S)
