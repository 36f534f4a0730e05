"""Goes past what stands in a draft's way: it is no danger any more, or nothing for another service after all."""

from dataclasses import replace
from uuid import UUID

from bot.domain.catalogue import Emergency
from bot.domain.drafts import Draft
from bot.domain.residents import Resident
from bot.services.drafting import Drafting
from bot.services.hearing import Hearing
from bot.services.ports import Clock, UnitOfWork
from bot.understanding.understanding import Understanding


class Stopping:
    """Takes stops off drafts; everything that has been told stays."""

    def __init__(
        self, *, understanding: Understanding, drafting: Drafting, hearing: Hearing, clock: Clock
    ) -> None:
        self._understanding = understanding
        self._drafting = drafting
        self._hearing = hearing
        self._clock = clock

    def danger(self, words: str) -> Emergency | None:
        """The emergency that words outside any draft tell of, a letter's for instance."""
        return self._understanding.danger(words)

    async def go_past(self, resident: Resident, draft_id: UUID, stop: str, uow: UnitOfWork) -> Draft:
        """The draft without this stop, which does not come again; with another one if its words tell of that too.

        A button of an older stop changes nothing.

        Raises:
            DraftGone, DraftCancelled: The draft is not there to be filled.
        """
        draft = await self._drafting.own(resident, draft_id, uow)
        if draft.stop != stop:
            return draft
        draft = replace(draft, stop=None, passed=(*draft.passed, stop), updated_at=self._clock())
        draft = self._hearing.stopped(draft, f"{draft.description}\n{draft.topic_query}")
        async with uow:
            await uow.drafts.put(draft)
            await uow.commit()
        return draft
