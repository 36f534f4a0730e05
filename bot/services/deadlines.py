"""What the clock does to reports: answers that nobody objected to are closed, late ones are said to be late."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog

from bot.domain.deeds import RULE, Deed
from bot.domain.reports import EventKind, Report
from bot.errors import MovedAlready, MoveRefused
from bot.services.moving import Moving
from bot.services.ports import Clock, Overtaken, UnitOfWork

log = structlog.get_logger(__name__)

AT_ONCE = 100
"""Reports read at a time; each is moved in a transaction of its own."""

Find = Callable[[UnitOfWork, datetime], Awaitable[Sequence[Report]]]


class Deadlines:
    """Jobs of the scheduler; each opens its own units of work."""

    def __init__(self, *, begin: Callable[[], UnitOfWork], moving: Moving, clock: Clock) -> None:
        self._begin = begin
        self._moving = moving
        self._clock = clock

    async def close_silent(self) -> int:
        """End reports whose answer was neither confirmed nor refuted in time; how many."""
        return await self._move_all(
            EventKind.VERDICT_TIME_OVER, lambda uow, now: uow.reports.verdict_time_over(now, AT_ONCE)
        )

    async def note_overdue(self) -> int:
        """Tell everyone concerned that an answer is late; how many."""
        return await self._move_all(EventKind.OVERDUE, lambda uow, now: uow.reports.newly_overdue(now, AT_ONCE))

    async def _move_all(self, kind: EventKind, find: Find) -> int:
        moved, tried, uow = 0, set[int](), self._begin()
        while True:
            async with uow.reading():
                found = await find(uow, self._clock())
            fresh = [report.number for report in found if report.number not in tried]
            if not fresh:
                return moved
            for number in fresh:
                moved += await self._move(number, kind, uow)
            tried.update(fresh)

    async def _move(self, number: int, kind: EventKind, uow: UnitOfWork) -> bool:
        """False when it was not to be moved after all; nothing of that stops the others."""
        try:
            async with uow:
                report = await uow.reports.get(number)
                if report is None:
                    return False
                await self._moving.make(report, Deed(kind=kind, actor=RULE), uow)
                await uow.commit()
        except (Overtaken, MovedAlready, MoveRefused):
            return False  # somebody was faster
        except Exception:
            log.exception("report not moved by the clock", report=number, move=kind.value)
            return False
        return True
