"""The details of a draft: what its words say of them, and what the resident chooses or types."""

from dataclasses import replace
from uuid import UUID

from bot.domain.catalogue import Catalogue, Detail
from bot.domain.drafts import Draft
from bot.domain.residents import Resident
from bot.errors import DetailUnreadable
from bot.services.draft_details import asked_detail
from bot.services.drafting import Drafting
from bot.services.ports import Clock, UnitOfWork
from bot.understanding.details import option_in
from bot.understanding.mentions import NUMBERED, number_alone, numbered_details

LONGEST_ANSWER = 30
"""Characters of an answer that nobody could take for a part of the description."""
LONGEST_DETAIL = 60
"""Characters of a typed detail: «вход со двора, код 12» fits, a story belongs into the description."""


class Detailing:
    """What a resident can do to the details of a draft."""

    def __init__(self, *, drafting: Drafting, catalogue: Catalogue, clock: Clock) -> None:
        self._drafting = drafting
        self._catalogue = catalogue
        self._clock = clock

    async def choose(
        self, resident: Resident, draft_id: UUID, detail_id: str, option: int, uow: UnitOfWork
    ) -> Draft:
        """Take an option; one that the catalogue no longer has changes nothing.

        Raises:
            DraftGone, DraftCancelled: The draft is not there to be filled.
        """
        draft = await self._drafting.own(resident, draft_id, uow)
        detail = self._catalogue.details.get(detail_id)
        if detail is None or option >= len(detail.options) or not self._has(draft, detail_id):
            return draft
        return await self._keep(_with(draft, detail_id, detail.options[option].title.ru), uow)

    async def take(self, resident: Resident, draft_id: UUID, detail_id: str, words: str, uow: UnitOfWork) -> Draft:
        """Take a typed value; a number alone, or a sentence that says it.

        Raises:
            DraftGone, DraftCancelled: The draft is not there to be filled.
            DetailUnreadable: Nothing in it, or too much.
        """
        draft = await self._drafting.own(resident, draft_id, uow)
        if not self._has(draft, detail_id):
            return draft
        detail = self._catalogue.details.get(detail_id)
        value = (_answer(words, detail) if detail is not None else None) or cleaned(words)
        if not value or len(value) > LONGEST_DETAIL:
            raise DetailUnreadable(limit=LONGEST_DETAIL)
        return await self._keep(_with(draft, detail_id, value), uow)

    async def answered(self, resident: Resident, words: str, uow: UnitOfWork) -> Draft | None:
        """The draft with typed words as the detail that is being asked for; None when they are no answer to it.

        Further words about the problem are as likely at that moment: an answer is short and has a number, or names
        an option.
        """
        draft = await self._drafting.current(resident, uow)
        detail = asked_detail(draft, self._catalogue)
        if detail is None or draft.stop is not None or self._drafting.missing(draft) is not None:
            return None
        value = _answer(words, detail)
        return None if value is None else await self._keep(_with(draft, detail.id, value), uow)

    async def drop(self, resident: Resident, draft_id: UUID, detail_id: str, uow: UnitOfWork) -> Draft:
        """Take a detail out again."""
        draft = await self._drafting.own(resident, draft_id, uow)
        kept = {one: value for one, value in draft.details.items() if one != detail_id}
        return await self._keep(replace(draft, details=kept), uow)

    def _has(self, draft: Draft, detail_id: str) -> bool:
        """Whether the topic has the detail: the button may be older than the topic."""
        topic = self._catalogue.topics.get(draft.topic_id or "")
        return topic is not None and detail_id in (*topic.details, *topic.details_said)

    async def _keep(self, draft: Draft, uow: UnitOfWork) -> Draft:
        draft = replace(draft, updated_at=self._clock())
        async with uow:
            await uow.drafts.put(draft)
            await uow.commit()
        return draft


def can_be_typed(detail: Detail) -> bool:
    """Whether words can be told to be its value, so that they need no button before them."""
    return bool(detail.options) or detail.id in NUMBERED


def _with(draft: Draft, detail_id: str, value: str) -> Draft:
    return replace(draft, details={**draft.details, detail_id: value})


def _answer(words: str, detail: Detail) -> str | None:
    """The value in a typed answer; None when it may as well be something else."""
    said = cleaned(words)
    for option in detail.options:
        if said.casefold() in (option.title.ru.casefold(), option.title.en.casefold()):
            return option.title.ru
    if detail.id in NUMBERED:
        return number_alone(detail.id, said) or (
            numbered_details(said).get(detail.id) if len(said) <= LONGEST_ANSWER else None
        )
    return option_in(said, detail) if len(said) <= LONGEST_ANSWER else None


def cleaned(words: str) -> str:
    """One line without what only surrounds it: «№ 2.» is "2"."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line.strip(" .,;:!?№#«»\"'-—–")
