"""«➕ Присоединиться»: a resident is told of somebody else's report as its author is, and counts for it.

What they had begun about the same is set aside, not added: nobody has moderated their photos and words, and the
report is public.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from bot.domain.city import City
from bot.domain.drafts import Card, Draft, DraftState
from bot.domain.reports import Report
from bot.domain.residents import Resident
from bot.errors import ReportIsOwn, ReportNotFound, ReportOver
from bot.services.moving import Moving
from bot.services.notifier import TOLD_TO_RESIDENTS, Notifier
from bot.services.ports import Clock, UnitOfWork
from bot.services.splitting import begin_next


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """
    Attributes:
        draft: What was begun about the same and can be taken up again; None when nothing was.
        left: The card that it had.
    """

    report: Report
    draft: Draft | None = None
    left: Card | None = None


class Joining:
    """What a resident can do about a report of others; each use case is one transaction."""

    def __init__(self, *, city: City, moving: Moving, notifier: Notifier, clock: Clock) -> None:
        self._city = city
        self._moving = moving
        self._notifier = notifier
        self._clock = clock

    async def join(
        self, person: Resident, number: int, uow: UnitOfWork, *, instead_of: UUID | None = None
    ) -> Joined:
        """Follow a report; a second press finds it followed. Who is barred from sending may join.

        Args:
            instead_of: The draft that there is no need to send any more.

        Raises:
            ReportNotFound: No such number, or no editor has published it.
            ReportOver: Nobody works on it any more.
            ReportIsOwn: The resident filed it.
        """
        async with uow:
            report = await _public(number, uow)
            if report.resident_id == person.id:
                raise ReportIsOwn(number=str(number))
            if report.turn is None:
                raise ReportOver(number=str(number))
            if await uow.reports.follow(number, person.id, self._clock()):
                await self._notifier.tell_newcomer(report, person, uow, now=self._clock())
                await self._moving.mark_card(number, self._clock(), uow)
            draft = await self._cancel(person, instead_of, uow) if instead_of else None
            report = await _public(number, uow)
            await uow.commit()
        if draft is None:
            return Joined(report=report)
        return Joined(report=report, draft=replace(draft, card=None), left=draft.card)

    async def leave(self, person: Resident, number: int, uow: UnitOfWork) -> None:
        """Follow it no more; what was queued about it does not come any more.

        Raises:
            ReportNotFound: No such number, or no editor has published it.
        """
        async with uow:
            report = await _public(number, uow)
            if await uow.reports.unfollow(number, person.id):
                if report.resident_id != person.id:  # an author of two linked accounts is told as an author
                    await uow.notices.cancel(number, TOLD_TO_RESIDENTS, resident_id=person.id)
                await self._moving.mark_card(number, self._clock(), uow)
            await uow.commit()

    async def tell_apart(self, draft: Draft, uow: UnitOfWork) -> Draft:
        """None of the similar reports is about the same: they are not shown for this draft any more."""
        draft = replace(draft, is_unlike_others=True, updated_at=self._clock())
        async with uow:
            await uow.drafts.put(draft)
            await uow.commit()
        return draft

    async def _cancel(self, person: Resident, draft_id: UUID, uow: UnitOfWork) -> Draft | None:
        """As it was, with its card; None when it has gone, or was somebody else's."""
        draft = await uow.drafts.get(draft_id)
        if draft is None or draft.resident_id != person.id:
            return None
        if draft.state is not DraftState.CANCELLED:
            await uow.drafts.put(replace(draft, state=DraftState.CANCELLED, card=None, later=()))
            await begin_next(draft, self._clock(), uow)
            await uow.drafts.remove_oldest(person.id, self._city.limits.drafts)
        return draft


async def _public(number: int, uow: UnitOfWork) -> Report:
    report = await uow.reports.get(number)
    if report is None or report.published_at is None:
        raise ReportNotFound(number=str(number))
    return report
