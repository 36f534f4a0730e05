"""What presses do to a draft: a part is chosen, left out, kept or taken back; and what there is to choose from."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from bot.domain.catalogue import Topic
from bot.domain.drafts import Draft, Slot, about, at, described
from bot.domain.evidence import Spot
from bot.domain.places import Place, PlaceSource, Point, distance_m
from bot.domain.residents import Resident
from bot.errors import TopicClosed, TopicUnknown
from bot.services.draft_details import with_details
from bot.services.filling import Filling
from bot.services.hearing import SUGGESTIONS
from bot.services.ports import UnitOfWork
from bot.services.shelf import Outcome

__all__ = ["Drafting", "Outcome"]

RECENT_PLACES = 3


class Drafting(Filling):
    """All that a resident can do to a draft."""

    async def choose_place(self, resident: Resident, draft_id: UUID, point: Point, uow: UnitOfWork) -> Outcome:
        """Take a candidate of an address search; a button of an older search still means its own point."""
        draft = await self.own(resident, draft_id, uow)
        known = (place for place in draft.candidates if distance_m(place.point, point) < 2)
        place = next(known, None)
        if place is None:
            place = await self._places.at(Spot(point=point, source=PlaceSource.ADDRESS), resident.locale)
        return Outcome(await self._keep(at(draft, place), uow), placed=True)

    async def choose_recent(self, resident: Resident, words: str, uow: UnitOfWork) -> Outcome:
        """Take the place of an earlier report by its address; an address like any other if there is none."""
        draft = await self.current(resident, uow)
        beginning = words.removesuffix("…")
        for place in await self.recent_places(draft, uow):
            if place.address and place.address.startswith(beginning):
                return Outcome(await self._keep(at(draft, place), uow), placed=True)
        return await self.find_address(resident, words, uow)

    async def photo_place(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Outcome:
        """The problem is where the photo was taken, not where it was told."""
        draft = await self.own(resident, draft_id, uow)
        if draft.photo_spot is None:
            return Outcome(draft)
        place = await self._places.at(Spot(point=draft.photo_spot, source=PlaceSource.PHOTO), resident.locale)
        return Outcome(await self._keep(at(draft, place), uow), placed=True)

    async def keep_place(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Outcome:
        """The problem is where it was told, wherever the photo was taken."""
        draft = await self.own(resident, draft_id, uow)
        return Outcome(await self._keep(replace(draft, place_kept=True), uow))

    async def choose_topic(self, resident: Resident, draft_id: UUID, topic_id: str, uow: UnitOfWork) -> Outcome:
        """Set the topic.

        Raises:
            TopicUnknown, TopicClosed: The catalogue or the season has changed since the button was made.
        """
        draft = await self.own(resident, draft_id, uow)
        topic = self._city.catalogue.topics.get(topic_id)
        if topic is None:
            raise TopicUnknown
        if not self._city.is_open(topic, self._clock()):
            raise TopicClosed(topic=topic.title[resident.locale])
        chosen = with_details(draft, about(draft, topic_id), self._city.catalogue)
        return Outcome(await self._keep(chosen, uow))

    async def skip(self, resident: Resident, draft_id: UUID, slot: Slot, uow: UnitOfWork) -> Outcome:
        """Go on without photos or without a description, where the topic allows it."""
        draft = await self.own(resident, draft_id, uow)
        match slot:
            case Slot.PHOTOS:
                draft = replace(draft, photos_skipped=True)
            case Slot.DESCRIPTION:
                draft = replace(described(draft, "", None), description_skipped=True)
        return Outcome(await self._keep(draft, uow))

    async def remove_photo(
        self, resident: Resident, draft_id: UUID, position: int, key: str, uow: UnitOfWork
    ) -> Outcome:
        """Take one photo out; nothing happens when another one stands there by now."""
        draft = await self.own(resident, draft_id, uow)
        photos = list(draft.photos)
        if position < len(photos) and photos[position].key.startswith(key):
            del photos[position]
        spot = draft.photo_spot if photos else None
        draft = replace(draft, photos=tuple(photos), album_id=None, photo_spot=spot)
        return Outcome(await self._keep(draft, uow))

    async def suggestions(self, draft: Draft, uow: UnitOfWork) -> Sequence[Topic]:
        """Up to three topics: for the words if there are any, else those this resident used last."""
        words = draft.topic_query or draft.description
        if words:
            ids = [found.topic_id for found in (await self._hearing.topics(draft, words)).found]
        else:
            async with uow.reading():
                ids = list(await uow.reports.recent_topics(draft.resident_id, SUGGESTIONS))
        topics = (self._city.catalogue.topics.get(topic_id) for topic_id in ids)
        now = self._clock()
        return [topic for topic in topics if topic is not None and self._city.is_open(topic, now)]

    async def others(self, draft: Draft, uow: UnitOfWork) -> Sequence[Topic]:
        """Topics that the words may mean besides the one guessed; none once the resident has chosen."""
        if not draft.topic_guessed:
            return ()
        return [topic for topic in await self.suggestions(draft, uow) if topic.id != draft.topic_id]

    async def recent_places(self, draft: Draft, uow: UnitOfWork) -> Sequence[Place]:
        """Where its resident's last reports are, each place once, the latest first."""
        async with uow.reading():
            return await uow.reports.recent_places(draft.resident_id, RECENT_PLACES)
