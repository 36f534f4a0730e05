"""What became of notices, written down at once; and the pauses of those that alone keep failing."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.domain.notices import Notice, SendState
from bot.domain.residents import Resident
from bot.pacing import Watch
from bot.services.ports import Clock, UnitOfWork
from bot.services.reachability import lost

log = structlog.get_logger(__name__)

OWN_S = (2, 10, 60, 300, 900, 3600, 10_800)
"""Pauses of a notice that fails while others go through; after the last of them it is given up."""
AGAIN_S = 1.0


class Records:
    """Each outcome in a transaction of its own."""

    def __init__(self, *, begin: Callable[[], UnitOfWork], clock: Clock, watch: Watch) -> None:
        self.stopping = False
        self._begin = begin
        self._clock = clock
        self._watch = watch

    async def sent(self, notice: Notice) -> None:
        await self._record(notice, SendState.SENT)

    async def cancelled(self, notice: Notice, reason: str) -> None:
        await self._record(notice, SendState.CANCELLED, reason)

    async def refused(self, notice: Notice, reason: str) -> None:
        """It will never be taken, however often it is tried."""
        await self._record(notice, SendState.FAILED, reason)

    async def put_off(self, notice: Notice, due_at: datetime) -> None:
        now = self._clock()
        await self._write(lambda uow: uow.notices.record(notice.id, SendState.QUEUED, at=now, due_at=due_at))

    async def tried(self, notice: Notice, reason: str) -> None:
        """It failed for a reason of its own: tried again after a pause, and not for ever."""
        now, tries = self._clock(), notice.send_fail_count
        if tries < len(OWN_S):
            state, due_at = SendState.QUEUED, now + timedelta(seconds=OWN_S[tries])
        else:
            log.error("notice given up", notice=notice.id, kind=notice.kind.value, tries=tries + 1)
            state, due_at = SendState.FAILED, None
        await self._write(
            lambda uow: uow.notices.record(notice.id, state, at=now, reason=reason, due_at=due_at, failed=True)
        )

    async def unreachable(self, resident: Resident) -> None:
        """The messenger says that the resident has blocked the bot, or is not there any more.

        What was to go there goes to their other account, or waits.
        """

        async def move_or_hold(uow: UnitOfWork) -> None:
            await lost(resident.id, resident.account, self._clock(), uow)

        await self._write(move_or_hold)

    async def _record(self, notice: Notice, state: SendState, reason: str = "") -> None:
        await self._write(lambda uow: uow.notices.record(notice.id, state, at=self._clock(), reason=reason))

    async def _write(self, work: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        """Until it is written: what has been sent and is not on record would be sent again."""
        while True:
            try:
                async with self._begin() as uow:
                    await work(uow)
                    await uow.commit()
            except Exception:
                log.exception("outcome of a notice not recorded")
                if self.stopping:
                    return
                await self._watch.rest(AGAIN_S)
            else:
                return
