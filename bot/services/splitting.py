"""Several problems in one message: each becomes a report of its own, one after another, and none is lost.

What is still to be reported stays in the draft; with the transaction that files it, the next draft begins.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from bot.domain.city import City
from bot.domain.drafts import Draft, DraftState, described
from bot.domain.residents import Resident
from bot.services.drafting import Drafting
from bot.services.hearing import Hearing
from bot.services.ports import Clock, UnitOfWork
from bot.understanding.understanding import Understanding


class Splitting:
    """Takes the words of drafts apart."""

    def __init__(
        self, *, city: City, understanding: Understanding, hearing: Hearing, drafting: Drafting, clock: Clock
    ) -> None:
        self._city = city
        self._understanding = understanding
        self._hearing = hearing
        self._drafting = drafting
        self._clock = clock

    async def problems(self, draft: Draft) -> Sequence[str]:
        """The words of each problem of a draft; none where there is nothing to be asked about."""
        if draft.is_one_problem or draft.later or not draft.description:
            return ()
        found = await self._understanding.problems(draft.description, day=self._city.today(self._clock()))
        return found if len(found) > 1 else ()

    async def split(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Draft:
        """Keep the first problem in the draft and the others for later; a second press changes nothing.

        Raises:
            DraftGone, DraftCancelled: The draft is not there to be filled.
        """
        draft = await self._drafting.own(resident, draft_id, uow)
        problems = await self._in_order(draft)
        if not problems:
            return draft
        first = described(draft, problems[0], draft.description_message_id)
        first = replace(first, later=tuple(problems[1:]))
        return await self._keep(await self._heard(draft, first, resident.locale), uow)

    async def leave_whole(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Draft:
        """It is one problem after all.

        Raises:
            DraftGone, DraftCancelled: The draft is not there to be filled.
        """
        draft = await self._drafting.own(resident, draft_id, uow)
        return await self._keep(replace(draft, is_one_problem=True), uow)

    async def next_of(self, resident: Resident, filed: UUID, uow: UnitOfWork) -> Draft | None:
        """The draft that began when the draft `filed` was filed, with what its words say; None if none did."""
        draft = await self._drafting.current(resident, uow)
        if draft.id != next_id(filed) or draft.card is not None:
            return None
        before = replace(draft, description="")
        return await self._keep(await self._heard(before, draft, resident.locale), uow)

    async def _in_order(self, draft: Draft) -> Sequence[str]:
        """The problems, the one first whose topic the resident has chosen already."""
        problems = list(await self.problems(draft))
        if draft.topic_id is None or draft.topic_guessed:
            return problems
        for problem in problems:
            found = (await self._hearing.topics(draft, problem)).found
            if found and found[0].topic_id == draft.topic_id:
                problems.remove(problem)
                return [problem, *problems]
        return problems

    async def _heard(self, before: Draft, draft: Draft, locale: str) -> Draft:
        return await self._hearing.heard(before, draft, draft.description, locale)

    async def _keep(self, draft: Draft, uow: UnitOfWork) -> Draft:
        draft = replace(draft, updated_at=self._clock())
        async with uow:
            await uow.drafts.put(draft)
            await uow.commit()
        return draft


async def begin_next(draft: Draft, now: datetime, uow: UnitOfWork) -> None:
    """Begin the draft of the next problem, in the transaction that has just filed `draft` and removed it.

    Place and photos are carried over: one picture often shows both, and what does not fit is a press away.
    """
    if not draft.later:
        return
    aside = await uow.drafts.current(draft.resident_id) is not None
    await uow.drafts.put(
        Draft(
            id=next_id(draft.id),
            resident_id=draft.resident_id,
            created_at=now,
            updated_at=now,
            state=DraftState.SET_ASIDE if aside else DraftState.CURRENT,
            place=draft.place,
            photos=draft.photos,
            photo_spot=draft.photo_spot,
            place_kept=draft.place_kept,
            description=draft.later[0],
            later=draft.later[1:],
            is_one_problem=True,
            passed=draft.passed,
        )
    )


def next_id(draft_id: UUID) -> UUID:
    """The id of the draft after a draft: the same for a repeated delivery of the press that files it."""
    return uuid5(draft_id, "next")
