"""Filling a draft: whatever a resident sends is put where it belongs, whatever they press changes one part.

Messages of one resident come one after another (the dispatcher isolates them), so a draft may be read in one
transaction and written in another with the slow network between them.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from bot.domain.catalogue import Topic
from bot.domain.city import City
from bot.domain.drafts import LONGEST_DESCRIPTION, Card, Draft, DraftState, Slot, missing
from bot.domain.evidence import Evidence, PhotoFile, Spot
from bot.domain.photos import Photo
from bot.domain.places import PlaceSource, Point, distance_m
from bot.domain.remarks import Remark
from bot.domain.residents import Resident
from bot.errors import BotError, DraftCancelled, DraftGone, TopicClosed, TopicUnknown
from bot.services.places import Places
from bot.services.ports import Clock, PhotoSource, UnitOfWork
from bot.services.topic_search import TopicIndex

SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class TakenPhoto:
    """A photo that lies in the store, with the place its camera wrote into it."""

    photo: Photo
    spot: Point | None


TakePhoto = Callable[[PhotoFile, PhotoSource], Awaitable[TakenPhoto]]
"""Download, check, re-encode and store one photo; raises BotError with what to do instead."""


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


class Drafting:
    """What a resident can do to a draft."""

    def __init__(
        self, *, city: City, topics: TopicIndex, places: Places, take_photo: TakePhoto, clock: Clock
    ) -> None:
        self._city = city
        self._topics = topics
        self._places = places
        self._take_photo = take_photo
        self._clock = clock

    def topic_of(self, draft: Draft) -> Topic | None:
        """The draft's topic; None when it has none, or one that the catalogue no longer knows."""
        return self._city.catalogue.topics.get(draft.topic_id or "")

    def missing(self, draft: Draft) -> Slot | None:
        return missing(draft, self.topic_of(draft), self._city.limits)

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

    async def _of(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Draft:
        async with uow.reading():
            draft = await uow.drafts.get(draft_id)
        if draft is None or draft.resident_id != resident.id:
            raise DraftGone
        return draft

    async def add(self, resident: Resident, evidence: Evidence, source: PhotoSource, uow: UnitOfWork) -> Outcome:
        """Put everything a message brings into the current draft; what cannot be used becomes a remark.

        Words alone answer the question that stands: an address when the place is asked for, a search when the
        topic is and the problem has been described; otherwise they describe it.
        """
        draft = await self.current(resident, uow)
        remarks: list[Remark] = []
        left = None
        if draft.is_stale(self._clock()) and _repeats(draft, evidence):
            remarks.append(Remark("draft-remark-set-aside"))
            left = draft.card
            await self._put_aside(draft, uow)
            draft = self._new(resident)
        if evidence.spot is None and evidence.photo is None and evidence.map_link is None:
            slot = self.missing(draft)
            if slot is Slot.PLACE and evidence.is_address:
                outcome = await self._search_place(draft, evidence.words, resident.locale, uow)
                return replace(outcome, remarks=(*remarks, *outcome.remarks), left=left)
            if slot is Slot.TOPIC and draft.description:
                return Outcome(await self._keep(replace(draft, topic_query=evidence.words), uow))
        before = draft
        for part in (self._with_spot, self._with_photo, self._with_words):
            try:
                draft = await part(draft, evidence, source, resident.locale)
            except BotError as error:
                remarks.append(error.remark)
        return Outcome(
            await self._keep(draft, uow),
            tuple(remarks),
            placed=draft.place is not None and draft.place != before.place,
            continues=evidence.album_id is not None and evidence.album_id == before.album_id,
            left=left,
        )

    async def find_address(self, resident: Resident, words: str, uow: UnitOfWork) -> Outcome:
        """Take typed words as an address: one hit becomes the place, several become candidates."""
        return await self._search_place(await self.current(resident, uow), words, resident.locale, uow)

    async def choose_place(self, resident: Resident, draft_id: UUID, point: Point, uow: UnitOfWork) -> Outcome:
        """Take a candidate of an address search; a button of an older search still means its own point."""
        draft = await self.own(resident, draft_id, uow)
        known = (place for place in draft.candidates if distance_m(place.point, point) < 2)
        place = next(known, None)
        if place is None:
            place = await self._places.at(Spot(point=point, source=PlaceSource.ADDRESS), resident.locale)
        return Outcome(await self._keep(replace(draft, place=place, candidates=()), uow), placed=True)

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
        return Outcome(await self._keep(replace(draft, topic_id=topic_id, topic_query=""), uow))

    async def search_topic(self, resident: Resident, words: str, uow: UnitOfWork) -> Outcome:
        """Look for a topic by words that stay apart from the description."""
        draft = await self.current(resident, uow)
        return Outcome(await self._keep(replace(draft, topic_query=words), uow))

    async def query_to_description(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Outcome:
        """The words taken for a search were meant for the report."""
        draft = await self.own(resident, draft_id, uow)
        draft = replace(
            draft,
            description=_joined(draft.description, draft.topic_query),
            description_message_id=None,
            topic_query="",
        )
        return Outcome(await self._keep(draft, uow))

    async def describe(self, resident: Resident, words: str, message_id: int, uow: UnitOfWork) -> Outcome:
        """Replace the description."""
        draft = await self.current(resident, uow)
        draft = replace(draft, description=words, description_message_id=message_id, description_skipped=False)
        return Outcome(await self._keep(draft, uow))

    async def correct(self, resident: Resident, words: str, message_id: int, uow: UnitOfWork) -> Outcome | None:
        """Follow an edited message into the description; None when the draft has nothing from it."""
        draft = await self.current(resident, uow)
        if draft.description_message_id != message_id:
            return None
        return Outcome(
            await self._keep(replace(draft, description=words), uow), (Remark("draft-remark-corrected"),)
        )

    async def shorten(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Outcome:
        """Keep the beginning of a description that is too long, up to a whole word."""
        draft = await self.own(resident, draft_id, uow)
        shorter = shortened(draft.description, self._city.limits.description)
        return Outcome(await self._keep(replace(draft, description=shorter), uow))

    async def skip(self, resident: Resident, draft_id: UUID, slot: Slot, uow: UnitOfWork) -> Outcome:
        """Go on without photos or without a description, where the topic allows it."""
        draft = await self.own(resident, draft_id, uow)
        match slot:
            case Slot.PHOTOS:
                draft = replace(draft, photos_skipped=True)
            case Slot.DESCRIPTION:
                draft = replace(draft, description="", description_message_id=None, description_skipped=True)
        return Outcome(await self._keep(draft, uow))

    async def remove_photo(
        self, resident: Resident, draft_id: UUID, position: int, key: str, uow: UnitOfWork
    ) -> Outcome:
        """Take one photo out; nothing happens when another one stands there by now."""
        draft = await self.own(resident, draft_id, uow)
        photos = list(draft.photos)
        if position < len(photos) and photos[position].key.startswith(key):
            del photos[position]
        return Outcome(await self._keep(replace(draft, photos=tuple(photos), album_id=None), uow))

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

    async def suggestions(self, draft: Draft, uow: UnitOfWork) -> Sequence[Topic]:
        """Up to three topics: for the words if there are any, else those this resident used last."""
        today = self._city.today(self._clock())
        words = draft.topic_query or draft.description
        if words:
            by_hand = self._city.switches.open
            found = self._topics.search(words, day=today, by_hand=by_hand, limit=SUGGESTIONS)
            ids = [one.topic_id for one in found]
        else:
            async with uow.reading():
                ids = list(await uow.reports.recent_topics(draft.resident_id, SUGGESTIONS))
        topics = (self._city.catalogue.topics.get(topic_id) for topic_id in ids)
        now = self._clock()
        return [topic for topic in topics if topic is not None and self._city.is_open(topic, now)]

    async def _search_place(self, draft: Draft, words: str, locale: str, uow: UnitOfWork) -> Outcome:
        try:
            found = await self._places.find(words, locale)
        except BotError as error:
            return Outcome(await self._keep(replace(draft, candidates=()), uow), (error.remark,))
        if len(found) > 1:
            return Outcome(await self._keep(replace(draft, candidates=tuple(found)), uow))
        draft = replace(draft, place=found[0], candidates=())
        return Outcome(await self._keep(draft, uow), placed=True)

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

    async def _with_spot(self, draft: Draft, evidence: Evidence, _source: PhotoSource, locale: str) -> Draft:
        spot = evidence.spot
        if spot is None and evidence.map_link is not None:
            spot = await self._places.behind(evidence.map_link)
        if spot is None:
            return draft
        return replace(draft, place=await self._places.at(spot, locale), candidates=())

    async def _with_photo(self, draft: Draft, evidence: Evidence, source: PhotoSource, locale: str) -> Draft:
        if evidence.photo is None:
            return draft
        if len(draft.photos) >= self._city.limits.photos:
            raise TooManyPhotos(limit=self._city.limits.photos)
        taken = await self._take_photo(evidence.photo, source)
        if any(photo.key == taken.photo.key for photo in draft.photos):
            return draft
        draft = replace(
            draft, photos=(*draft.photos, taken.photo), photos_skipped=False, album_id=evidence.album_id
        )
        if taken.spot and self._city.contains(taken.spot) and draft.place is None:
            place = await self._places.at(Spot(point=taken.spot, source=PlaceSource.PHOTO), locale)
            draft = replace(draft, place=place)
        return draft

    async def _with_words(self, draft: Draft, evidence: Evidence, _source: PhotoSource, _locale: str) -> Draft:
        if not evidence.words or evidence.words in draft.description:
            return draft
        return replace(
            draft,
            description=_joined(draft.description, evidence.words),
            description_message_id=None if draft.description else evidence.message_id,
            topic_query="",
        )


class TooManyPhotos(BotError):
    """The report has all the photos it may have; the new one is not taken."""

    message_id = "error-photo-too-many"


def _repeats(draft: Draft, evidence: Evidence) -> bool:
    """It brings a part that the draft has already: after a long silence that is another problem."""
    return bool(
        (evidence.photo and draft.photos)
        or ((evidence.spot or evidence.map_link) and draft.place)
        or (evidence.words and draft.description)
    )


def _joined(text: str, words: str) -> str:
    return f"{text}\n{words}".strip()[:LONGEST_DESCRIPTION]


def shortened(text: str, limit: int) -> str:
    """The beginning of `text` in at most `limit` characters, up to a whole word where there is one."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = max(head.rfind(" "), head.rfind("\n"))
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:-—\n") + "…"
