"""Which draft a resident is at: one is current, others are set aside or cancelled and can be taken up again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from bot.domain.city import City
from bot.domain.drafts import Card, Draft, DraftState
from bot.domain.remarks import Remark
from bot.domain.residents import Resident
from bot.errors import DraftCancelled, DraftGone, TopicClosed
from bot.services.ports import Clock, UnitOfWork


@dataclass(frozen=True, slots=True)
class Outcome:
    """The draft after a message or a press, and what to say beside the next question."""

    draft: Draft
    remarks: tuple[Remark, ...] = ()
    placed: bool = False
    """The place was told or found just now."""
    continues: bool = False
    """Another part of an album whose first part has been answered."""
    left: Card | None = None
    """The card of another draft that has just stepped aside: nothing may be pressed on it any more."""


class Shelf:
    """The drafts of residents."""

    def __init__(self, *, city: City, clock: Clock) -> None:
        self._city = city
        self._clock = clock

    async def current(self, resident: Resident, uow: UnitOfWork) -> Draft:
        """The draft that messages go to; an empty one, not yet stored, if there is none."""
        async with uow.reading():
            draft = await uow.drafts.current(resident.id)
        return draft or self._new(resident)

    async def own(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Draft:
        """The draft behind a button; one that was set aside becomes current with the press.

        Raises:
            DraftGone: Sent, removed, or somebody else's.
            DraftCancelled: Cancelled; it can be brought back.
        """
        draft = await self._of(resident, draft_id, uow)
        if draft.state is DraftState.CANCELLED:
            raise DraftCancelled
        if draft.state is DraftState.SET_ASIDE:
            return (await self.resume(resident, draft_id, uow)).draft
        return draft

    async def cancel(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Draft | None:
        """Take the draft away; it can be brought back. None when a press before this one has done it."""
        draft = await self._of(resident, draft_id, uow)
        if draft.state is DraftState.CANCELLED:
            return None
        if draft.is_empty:
            async with uow:
                await uow.drafts.remove(draft.id)
                await uow.commit()
            return draft
        return await self._store_aside(replace(draft, state=DraftState.CANCELLED), uow)

    async def resume(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Outcome:
        """Make a draft current again; the one that was steps aside."""
        draft = await self._of(resident, draft_id, uow)
        other = await self.current(resident, uow)
        left = None
        if other.id != draft.id:
            left = other.card
            if other.is_empty:
                async with uow:
                    await uow.drafts.remove(other.id)
                    await uow.commit()
            else:
                await self._put_aside(other, uow)
        card = draft.card if draft.state is DraftState.CURRENT else None
        return Outcome(await self._keep(replace(draft, state=DraftState.CURRENT, card=card), uow), left=left)

    async def start_anew(self, resident: Resident, uow: UnitOfWork, topic_id: str | None = None) -> Outcome:
        """Begin another report; an unfinished one steps aside. An empty draft is stored with its first card."""
        draft = await self.current(resident, uow)
        left: Card | None = None
        remarks: tuple[Remark, ...] = ()
        if not draft.is_empty:
            left = draft.card
            await self._put_aside(draft, uow)
            draft = self._new(resident)
        topic = self._city.catalogue.topics.get(topic_id or "")
        if topic is not None and self._city.is_open(topic, self._clock()):
            draft = replace(draft, topic_id=topic.id)
        elif topic is not None:
            remarks = (TopicClosed(topic=topic.title[resident.locale]).remark,)
        return Outcome(draft if draft.is_empty else await self._keep(draft, uow), remarks, left=left)

    async def remember_card(self, draft: Draft, card: Card, uploaded: Mapping[str, str], uow: UnitOfWork) -> None:
        """Note which message of the chat stands for the draft now, and the file ids that showing it gave."""
        photos = tuple(replace(p, file_id=p.file_id or uploaded.get(p.key)) for p in draft.photos)
        now = replace(draft, card=card, photos=photos)
        if now == draft:
            return
        async with uow:
            if now.photos == draft.photos and not draft.is_empty:
                await uow.drafts.set_card(draft.id, card)
            else:
                await uow.drafts.put(now)
            await uow.commit()

    async def _of(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Draft:
        async with uow.reading():
            draft = await uow.drafts.get(draft_id)
        if draft is None or draft.resident_id != resident.id:
            raise DraftGone
        return draft

    def _new(self, resident: Resident) -> Draft:
        now = self._clock()
        return Draft(id=uuid4(), resident_id=resident.id, created_at=now, updated_at=now)

    async def _keep(self, draft: Draft, uow: UnitOfWork) -> Draft:
        draft = replace(draft, updated_at=self._clock())
        async with uow:
            await uow.drafts.put(draft)
            await uow.commit()
        return draft

    async def _put_aside(self, draft: Draft, uow: UnitOfWork) -> None:
        await self._store_aside(replace(draft, state=DraftState.SET_ASIDE), uow)

    async def _store_aside(self, draft: Draft, uow: UnitOfWork) -> Draft:
        draft = replace(draft, card=None)
        async with uow:
            await uow.drafts.put(draft)
            await uow.drafts.remove_oldest(draft.resident_id, self._city.limits.drafts)
            await uow.commit()
        return draft
