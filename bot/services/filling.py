"""Filling a draft: whatever a resident sends is put where it belongs.

Messages of one resident come one after another (the dispatcher isolates them), so a draft may be read in one
transaction and written in another with the slow network between them.
"""

from dataclasses import replace
from uuid import UUID

from bot.domain.catalogue import Topic
from bot.domain.city import City
from bot.domain.drafts import LONGEST_DESCRIPTION, Draft, Slot, at, described, missing, photographed
from bot.domain.evidence import Evidence, Spot
from bot.domain.places import PlaceSource
from bot.domain.remarks import Remark
from bot.domain.residents import Resident
from bot.errors import BotError
from bot.services.hearing import Hearing
from bot.services.places import Places
from bot.services.ports import Clock, PhotoSource, TakePhoto, UnitOfWork
from bot.services.shelf import Outcome, Shelf


class Filling(Shelf):
    """What messages bring to drafts."""

    def __init__(
        self, *, city: City, hearing: Hearing, places: Places, take_photo: TakePhoto, clock: Clock
    ) -> None:
        super().__init__(city=city, clock=clock)
        self._hearing = hearing
        self._places = places
        self._take_photo = take_photo

    def topic_of(self, draft: Draft) -> Topic | None:
        """The draft's topic; None when it has none, or one that the catalogue no longer knows."""
        return self._city.catalogue.topics.get(draft.topic_id or "")

    def missing(self, draft: Draft) -> Slot | None:
        return missing(draft, self.topic_of(draft), self._city.limits)

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
            answered = await self._answered(draft, evidence, resident.locale, uow)
            if answered is not None:
                return replace(answered, remarks=(*remarks, *answered.remarks), left=left)
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
        """Take typed words as an address: one hit becomes the place, several become candidates.

        Words that tell of a danger describe it: that comes first, and nothing of them is lost.
        """
        draft = await self.current(resident, uow)
        if self._hearing.stopped(draft, words).stop is None:
            return await self._search_place(draft, words, resident.locale, uow)
        return Outcome(await self._keep(await self._with_more(draft, words, None, resident.locale), uow))

    async def search_topic(self, resident: Resident, words: str, uow: UnitOfWork) -> Outcome:
        """Look for a topic by words that stay apart from the description."""
        draft = self._hearing.stopped(await self.current(resident, uow), words)
        return Outcome(await self._keep(replace(draft, topic_query=words), uow))

    async def query_to_description(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Outcome:
        """The words taken for a search were meant for the report."""
        draft = await self.own(resident, draft_id, uow)
        words = draft.topic_query
        draft = await self._with_more(replace(draft, topic_query=""), words, None, resident.locale)
        return Outcome(await self._keep(draft, uow))

    async def describe(self, resident: Resident, words: str, message_id: int, uow: UnitOfWork) -> Outcome:
        """Replace the description."""
        before = await self.current(resident, uow)
        draft = described(before, words, message_id)
        draft = await self._hearing.heard(before, draft, words, resident.locale, instead=True)
        return Outcome(await self._keep(draft, uow))

    async def correct(self, resident: Resident, words: str, message_id: int, uow: UnitOfWork) -> Outcome | None:
        """Follow an edited message into the description; None when the draft has nothing from it."""
        before = await self.current(resident, uow)
        if before.description_message_id != message_id:
            return None
        draft = replace(described(before, words, message_id), later=())
        draft = await self._hearing.heard(before, draft, words, resident.locale, instead=True)
        return Outcome(await self._keep(draft, uow), (Remark("draft-remark-corrected"),))

    async def shorten(self, resident: Resident, draft_id: UUID, uow: UnitOfWork) -> Outcome:
        """Keep the beginning of a description that is too long, up to a whole word."""
        draft = await self.own(resident, draft_id, uow)
        shorter = shortened(draft.description, self._city.limits.description)
        return Outcome(await self._keep(replace(draft, description=shorter), uow))

    async def _answered(self, draft: Draft, evidence: Evidence, locale: str, uow: UnitOfWork) -> Outcome | None:
        """What words alone come to as the answer to the question that stands; None: they describe the problem."""
        if self._hearing.stopped(draft, evidence.words).stop is not None:
            return None
        slot = self.missing(draft)
        if slot is Slot.PLACE and evidence.is_address:
            return await self._search_place(draft, evidence.words, locale, uow)
        if slot is not Slot.TOPIC or not draft.description:
            return None
        told = await self._hearing.topics(draft, _joined(draft.description, evidence.words))
        if told.sure:
            return None
        return Outcome(await self._keep(replace(draft, topic_query=evidence.words), uow))

    async def _search_place(self, draft: Draft, words: str, locale: str, uow: UnitOfWork) -> Outcome:
        try:
            found = await self._places.find(words, locale)
        except BotError as error:
            return Outcome(await self._keep(replace(draft, candidates=()), uow), (error.remark,))
        if len(found) > 1:
            return Outcome(await self._keep(replace(draft, candidates=tuple(found)), uow))
        return Outcome(await self._keep(at(draft, found[0]), uow), placed=True)

    async def _with_spot(self, draft: Draft, evidence: Evidence, _source: PhotoSource, locale: str) -> Draft:
        spot = evidence.spot
        if spot is None and evidence.map_link is not None:
            spot = await self._places.behind(evidence.map_link)
        if spot is None:
            return draft
        return at(draft, await self._places.at(spot, locale))

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
        if taken.spot is None or not self._city.contains(taken.spot):
            return draft
        draft = photographed(draft, taken.spot)
        if draft.place is not None:
            return draft
        return at(draft, await self._places.at(Spot(point=taken.spot, source=PlaceSource.PHOTO), locale))

    async def _with_words(self, draft: Draft, evidence: Evidence, _source: PhotoSource, locale: str) -> Draft:
        if not evidence.words or evidence.words in draft.description:
            return draft
        draft = replace(draft, topic_query="")
        return await self._with_more(draft, evidence.words, evidence.message_id, locale)

    async def _with_more(self, draft: Draft, words: str, message_id: int | None, locale: str) -> Draft:
        """The draft with words added to its description; `message_id` if the first of them came alone."""
        longer = replace(
            draft,
            description=_joined(draft.description, words),
            description_message_id=None if draft.description else message_id,
        )
        return await self._hearing.heard(draft, longer, words, locale)


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
