"""How fast the messengers may be talked to: a steady pace, a pause in each chat, a window for a group.

Apart because it has a time of its own: seconds of the event loop, not the city's clock, which a sandbox and tests
move. Whoever needs it faster than the world passes a `Watch` whose pauses take no time.
"""

import asyncio
from collections import deque
from typing import Protocol

SLOWER = 1.012
"""A messenger counts messages by its own watch and after the network: a little below its limit is at it."""
OUTAGE_S = (1, 2, 5, 10, 30)
"""Pauses while a messenger does not answer, one longer than the other."""
LATE_S = 0.005
"""An event loop wakes up late; this much is caught up with, so that the mean pace is the one that was set."""


class Watch(Protocol):
    """Seconds that only go forward, and how to let them pass."""

    def time(self) -> float: ...

    async def rest(self, seconds: float) -> None: ...

    async def wait(self, event: asyncio.Event, seconds: float | None = None) -> None:
        """Until the event is set, but no longer than that."""
        ...


class LoopWatch:
    """The event loop's own time."""

    def time(self) -> float:
        return asyncio.get_running_loop().time()

    async def rest(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def wait(self, event: asyncio.Event, seconds: float | None = None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return


class Pace:
    """So many messages a second, one after another at the same distance: no bursts."""

    def __init__(self, per_second: float, watch: Watch) -> None:
        self.interval = SLOWER / per_second
        self._watch = watch
        self._free_at = 0.0

    async def turn(self, messages: int = 1) -> None:
        """Wait until so many messages may go; an album is as many as it has photos."""
        now = self._watch.time()
        at = max(self._free_at, now - LATE_S)
        self._free_at = at + self.interval * messages
        if at > now:
            await self._watch.rest(at - now)


class Window:
    """At most so many messages in any stretch of so many seconds, and some time between two."""

    def __init__(self, messages: int, seconds: float, apart: float, watch: Watch) -> None:
        self._sent: deque[float] = deque(maxlen=messages)
        self._seconds = seconds * SLOWER
        self._apart = apart
        self._watch = watch

    @property
    def left(self) -> float:
        """Seconds until the next one may go; 0 when it may."""
        if not self._sent:
            return 0.0
        at = self._sent[-1] + self._apart
        if len(self._sent) == self._sent.maxlen:
            at = max(at, self._sent[0] + self._seconds)
        return max(0.0, at - self._watch.time())

    def take(self) -> None:
        """One goes now."""
        self._sent.append(self._watch.time())
