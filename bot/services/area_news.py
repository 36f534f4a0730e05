"""Telling those who follow a place what happened there, as it happens.

A publication writes down one line, in its own transaction, however many follow the place: an operator waits for
nobody's neighbours. This job makes the notices of it, some hundred areas in a transaction together with how far it
has come, so that a bot killed meanwhile goes on there. A notice has a key that cannot be queued twice: neither a
page that is gone over again nor two areas of one person bring the news twice.
"""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.areas import AreaNews, Happening
from bot.domain.notices import NewNotice, NoticeKind, Quiet
from bot.services.ports import Clock, UnitOfWork

AREAS_AT_ONCE = 500
NEWS_AT_ONCE = 100
KEPT_FOR = timedelta(days=30)
"""The digest looks back a week."""

_SAYS = {Happening.NEW: NoticeKind.AREA_NEW, Happening.SOLVED: NoticeKind.AREA_SOLVED}


class AreaNewsRound:
    """Jobs of the scheduler; each opens its own units of work."""

    def __init__(self, *, begin: Callable[[], UnitOfWork], quiet: Quiet, clock: Clock) -> None:
        self._begin = begin
        self._quiet = quiet
        self._clock = clock

    async def tell(self) -> int:
        """Queue a notice for everybody who has to hear of what happened since; how many."""
        queued, uow = 0, self._begin()
        while True:
            async with uow.reading():
                waiting = await uow.areas.untold(NEWS_AT_ONCE)
            for news in waiting:
                queued += await self._tell_all(news, uow)
            if len(waiting) < NEWS_AT_ONCE:
                return queued

    async def forget(self) -> int:
        """Remove what no digest will tell any more; how many."""
        async with self._begin() as uow:
            removed = await uow.areas.remove_old_news(self._clock() - KEPT_FOR)
            await uow.commit()
        return removed

    async def _tell_all(self, news: AreaNews, uow: UnitOfWork) -> int:
        queued, told = 0, news.told
        while told is not None:
            async with uow:
                areas, reached = await uow.areas.listening(news.place, after=told, limit=AREAS_AT_ONCE)
                people = dict.fromkeys(area.resident_id for area in areas)
                if people:
                    knowing = await self._knowing(news, uow)
                    queued += await uow.notices.add(
                        [self._notice(news, person) for person in people if person not in knowing]
                    )
                await uow.areas.set_told(news, reached)
                await uow.commit()
            told = reached
        return queued

    async def _knowing(self, news: AreaNews, uow: UnitOfWork) -> set[int | None]:
        """Author and followers, who hear of their report anyway, and whoever made the change."""
        event = await uow.reports.event(news.number, news.seq)
        return {
            *(one.id for one in await uow.reports.recipients(news.number)),
            event.resident_id if event is not None else None,
        }

    def _notice(self, news: AreaNews, resident_id: int) -> NewNotice:
        """About the report alone: which of their places it is in, and how far, is seen when it is sent."""
        now = self._clock()
        return NewNotice(
            resident_id=resident_id,
            kind=_SAYS[news.happening],
            key=f"area:{news.number}:{news.happening.value}",
            number=news.number,
            payload={"number": news.number},
            due_at=self._quiet.after(now),
            created_at=now,
        )
