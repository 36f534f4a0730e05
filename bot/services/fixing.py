"""«Исправить и отправить снова»: a rejected report comes back as a draft with everything it had."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from bot.domain.city import City
from bot.domain.drafts import Draft, DraftState, Slot
from bot.domain.remarks import Remark
from bot.domain.reports import Report, Status
from bot.domain.residents import Resident
from bot.errors import Banned, BotError, ReportNotFound
from bot.services.drafting import Drafting, Outcome
from bot.services.ports import Clock, UnitOfWork

_NAME = "fix"
"""Makes of a report's draft id the id of the draft that mends it: a second press finds the same one."""


class NothingToFix(BotError):
    """The report was not rejected."""

    message_id = "fixing-nothing"


class FixedAlready(BotError):
    """It was sent again, and has a number of its own."""

    message_id = "fixing-done-already"


@dataclass(frozen=True, slots=True)
class Fix:
    """The draft, current now, with why the report was rejected; and the part to ask for, if one is to blame."""

    outcome: Outcome
    part: Slot | None


class Fixing:
    """Brings rejected reports back."""

    def __init__(self, *, city: City, drafting: Drafting, clock: Clock) -> None:
        self._city = city
        self._drafting = drafting
        self._clock = clock

    async def begin(self, person: Resident, number: int, uow: UnitOfWork) -> Fix:
        """Make the draft that mends a rejected report the current one; the draft in progress steps aside.

        Raises:
            ReportNotFound, NothingToFix, FixedAlready, Banned: Why not; nothing has changed.
        """
        async with uow:
            report = await uow.reports.get(number)
            if report is None or report.resident_id != person.id:
                raise ReportNotFound(number=str(number))
            if report.status is not Status.REJECTED:
                raise NothingToFix(number=str(number))
            if person.banned_at is not None:
                raise Banned
            draft_id = uuid5(report.draft_id, _NAME)
            sent = await uow.reports.of_draft(draft_id)
            if sent is not None:
                raise FixedAlready(number=str(number), again=str(sent.number))
            if await uow.drafts.get(draft_id) is None:
                await uow.drafts.put(self._draft_of(report, draft_id))
            last = await uow.reports.event(number, report.events)
            await uow.commit()
        outcome = await self._drafting.resume(person, draft_id, uow)
        reason = self._city.rejection_reasons.get(last.reason_id or "") if last else None
        why = [reason.words[person.locale]] if reason else []
        if last is not None and last.words:
            why.append(last.words)
        remark = Remark("fixing-why", {"number": str(number), "why": "\n".join(why)})
        return Fix(replace(outcome, remarks=(remark,)), reason.part if reason else None)

    def _draft_of(self, report: Report, draft_id: UUID) -> Draft:
        now = self._clock()
        return Draft(
            id=draft_id,
            resident_id=report.resident_id,
            created_at=now,
            updated_at=now,
            state=DraftState.SET_ASIDE,
            place=report.place,
            topic_id=report.topic_id,
            photos=report.photos,
            photos_skipped=not report.photos,
            description=report.description,
            description_skipped=not report.description,
            details=report.details,
            is_one_problem=True,
            is_unlike_others=True,
        )
