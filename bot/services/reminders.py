"""What the bot brings up by itself once: a draft that was left alone for a day."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.drafts import Draft
from bot.domain.notices import NewNotice, NoticeKind
from bot.services.notifier import Notifier
from bot.services.ports import Clock, UnitOfWork

DRAFT_RESTS = timedelta(days=1)
DRAFT_FORGOTTEN = timedelta(days=3)
"""A draft that was left alone for so long while nobody could be reminded is not brought up any more."""
AT_ONCE = 100


class Reminders:
    """Jobs of the scheduler; each opens its own units of work."""

    def __init__(self, *, begin: Callable[[], UnitOfWork], notifier: Notifier, clock: Clock) -> None:
        self._begin = begin
        self._notifier = notifier
        self._clock = clock

    async def remind_of_drafts(self) -> int:
        """Queue a reminder of each unfinished draft, once; how many."""
        reminded, uow = 0, self._begin()
        while True:
            now = self._clock()
            async with uow.reading():
                drafts = await uow.drafts.unfinished(
                    touched=(now - DRAFT_FORGOTTEN, now - DRAFT_RESTS), limit=AT_ONCE
                )
                notices = [await self._reminder(draft, uow) for draft in drafts]
            if not notices:
                return reminded
            async with uow:
                added = await uow.notices.add([notice for notice in notices if notice is not None])
                await uow.commit()
            reminded += added
            if not added or len(drafts) < AT_ONCE:
                return reminded

    async def _reminder(self, draft: Draft, uow: UnitOfWork) -> NewNotice | None:
        resident = await uow.residents.get(draft.resident_id)
        if resident is None:
            return None
        return self._notifier.notice(
            resident,
            NoticeKind.DRAFT_REMINDER,
            f"draft:{draft.id}",
            {"draft": str(draft.id)},
            now=self._clock(),
        )
