"""How fast MAX may be talked to: 30 requests a second over all, 2 a second into one chat.

Turns are given in the order they were asked for. Rests on MAX counting as its documentation says; whether sends,
edits, deletions and answers into one chat share their two is not said there, so here they do.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

PER_SECOND = 30
CHAT_PER_SECOND = 2
SLOWER = 1.012
"""MAX counts by its own watch and after the network: a little below its limit is at it."""


@dataclass(slots=True)
class _Lane:
    """One chat; `waiting` counts those who hold the lock or want it."""

    sent: deque[float]
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Pace:
    """Turns to send; remembers only chats that somebody waits for or has just written to.

    Args:
        clock: Seconds that only go forward.
        rest: Lets so many of them pass.
    """

    def __init__(
        self,
        *,
        per_second: float = PER_SECOND,
        chat_per_second: int = CHAT_PER_SECOND,
        clock: Callable[[], float] = time.monotonic,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = SLOWER / per_second
        self._chat_burst = chat_per_second
        self._clock = clock
        self._rest = rest
        self._free_at = float("-inf")
        self._lanes: OrderedDict[int, _Lane] = OrderedDict()

    async def turn(self, chat: int | None = None) -> None:
        """Wait until one request may go; without a chat only the common limit counts."""
        if chat is None:
            await self._common_turn()
            return
        self._forget_quiet_chats()
        lane = self._lanes.setdefault(chat, _Lane(deque(maxlen=self._chat_burst)))
        lane.waiting += 1
        try:
            async with lane.lock:
                await self._chat_turn(lane)
                await self._common_turn()
                lane.sent.append(self._clock())
                self._lanes.move_to_end(chat)
        finally:
            lane.waiting -= 1

    async def _chat_turn(self, lane: _Lane) -> None:
        """As many at once as a second allows, then none until the first of them is a second old."""
        if len(lane.sent) == lane.sent.maxlen:
            await self._until(lane.sent[0] + SLOWER)

    async def _common_turn(self) -> None:
        at = max(self._free_at, self._clock())
        self._free_at = at + self._interval
        await self._until(at)

    async def _until(self, at: float) -> None:
        left = at - self._clock()
        if left > 0:
            await self._rest(left)

    def _forget_quiet_chats(self) -> None:
        """The one written to longest ago stands first."""
        while self._lanes:
            chat, lane = next(iter(self._lanes.items()))
            if lane.waiting or (lane.sent and lane.sent[-1] + SLOWER > self._clock()):
                return
            del self._lanes[chat]
