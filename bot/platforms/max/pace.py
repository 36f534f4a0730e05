"""How fast MAX may be talked to: 30 requests a second over all, 2 a second into one chat.

Turns are given in the order they were asked for. Rests on MAX counting as its documentation says; whether sends,
edits, deletions and answers into one chat share their two is not said there, so here they do.
"""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field

from bot import pacing
from bot.pacing import SLOWER, LoopWatch, Watch

PER_SECOND = 30
CHAT_PER_SECOND = 2


@dataclass(slots=True)
class _Lane:
    """One chat; `waiting` counts those who hold the lock or want it."""

    sent: deque[float]
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Pace:
    """Turns to send; remembers only chats that somebody waits for or has just written to."""

    def __init__(
        self,
        *,
        per_second: float = PER_SECOND,
        chat_per_second: int = CHAT_PER_SECOND,
        watch: Watch | None = None,
    ) -> None:
        self._watch = watch or LoopWatch()
        self._common = pacing.Pace(per_second, self._watch)
        self._chat_burst = chat_per_second
        self._lanes: OrderedDict[int, _Lane] = OrderedDict()

    async def turn(self, chat: int | None = None) -> None:
        """Wait until one request may go; without a chat only the common limit counts."""
        if chat is None:
            await self._common.turn()
            return
        self._forget_quiet_chats()
        lane = self._lanes.setdefault(chat, _Lane(deque(maxlen=self._chat_burst)))
        lane.waiting += 1
        try:
            async with lane.lock:
                await self._chat_turn(lane)
                await self._common.turn()
                lane.sent.append(self._watch.time())
                self._lanes.move_to_end(chat)
        finally:
            lane.waiting -= 1

    async def _chat_turn(self, lane: _Lane) -> None:
        """As many at once as a second allows, then none until the first of them is a second old."""
        if len(lane.sent) == lane.sent.maxlen:
            await self._until(lane.sent[0] + SLOWER)

    async def _until(self, at: float) -> None:
        left = at - self._watch.time()
        if left > 0:
            await self._watch.rest(left)

    def _forget_quiet_chats(self) -> None:
        """The one written to longest ago stands first."""
        while self._lanes:
            chat, lane = next(iter(self._lanes.items()))
            if lane.waiting or (lane.sent and lane.sent[-1] + SLOWER > self._watch.time()):
                return
            del self._lanes[chat]
