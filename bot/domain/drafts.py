"""What a resident has told so far, and what to ask next.

The draft is the state: the next question is computed from it and never stored, so a restart, an old button or
evidence in any order cannot lead astray.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bot.domain.catalogue import Need, Topic
from bot.domain.limits import Limits
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource, Point, distance_m
from bot.domain.residents import Platform

STALE_AFTER = timedelta(hours=12)
"""Evidence that comes later than this after the last one is more likely about another problem."""

FAR_FROM_PHOTO_M = 300
"""Metres between a photo and the place told: among high houses a phone errs by a hundred, and a yard seen whole is
photographed from its other end; beyond that, one of the two is another problem's."""

LONGEST_DESCRIPTION = 4096
"""Characters kept while the resident shortens a text; no messenger lets one message be longer."""


class Slot(StrEnum):
    """The parts of a report, in the order a resident is asked for them."""

    PLACE = "place"
    TOPIC = "topic"
    PHOTOS = "photos"
    DESCRIPTION = "description"


class DraftState(StrEnum):
    """Only one draft of a resident is current; the others wait in «Мои сообщения» or can be brought back."""

    CURRENT = "current"
    SET_ASIDE = "set_aside"
    CANCELLED = "cancelled"


class CardKind(StrEnum):
    """What the messenger can do with a sent card: a text and a photo can be edited, each only into its own
    kind; a card that brought a reply keyboard cannot be edited at all.
    """

    TEXT = "text"
    PHOTO = "photo"
    KEYBOARD = "keyboard"


@dataclass(frozen=True, slots=True)
class Card:
    """The message that stands for the draft in the chat.

    Attributes:
        photo_key: Which photo it shows, if that is known.
        platform: The messenger it stands in; None for the chat at hand.
    """

    message_id: int
    kind: CardKind
    photo_key: str | None = None
    platform: Platform | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report in the making.

    Attributes:
        topic_query: The words that topics were last searched by; "" when the description serves.
        photos_skipped, description_skipped: The resident chose to go on without.
        description_message_id: The message the description came with, so that editing it edits the draft.
        candidates: Places found for a typed address, to choose from.
        card: The bot's one active message about this draft; None before the first.
        album_id: Album of the last photo: its other parts come as separate updates.
        topic_guessed: The words named the topic, not the resident: new words may name another.
        details: What the topic's service wants to know besides, by the detail's id.
        photo_spot: Where the camera says that a photo was taken.
        place_kept: The resident was asked about `photo_spot` and keeps the place.
        stop: What stands in the way: the id of an emergency, or of a matter for another service.
        passed: Ids of stops that the resident went past.
        later: The words of further problems of the same message, each to be reported after this one.
        is_one_problem: The resident was asked, and there is only one.
        is_unlike_others: None of the similar reports nearby is about the same.
    """

    id: UUID
    resident_id: int
    created_at: datetime
    updated_at: datetime
    state: DraftState = DraftState.CURRENT
    place: Place | None = None
    topic_id: str | None = None
    topic_query: str = ""
    photos: tuple[Photo, ...] = ()
    photos_skipped: bool = False
    description: str = ""
    description_skipped: bool = False
    description_message_id: int | None = None
    candidates: tuple[Place, ...] = ()
    card: Card | None = None
    album_id: str | None = None
    topic_guessed: bool = False
    details: Mapping[str, str] = field(default_factory=dict)
    photo_spot: Point | None = None
    place_kept: bool = False
    stop: str | None = None
    passed: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    is_one_problem: bool = False
    is_unlike_others: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.place or self.topic_id or self.photos or self.description)

    def is_stale(self, now: datetime) -> bool:
        return not self.is_empty and now - self.updated_at > STALE_AFTER


def _lacks_place(draft: Draft, _topic: Topic | None, _limits: Limits) -> bool:
    return draft.place is None


def _lacks_topic(_draft: Draft, topic: Topic | None, _limits: Limits) -> bool:
    return topic is None


def _lacks_photos(draft: Draft, topic: Topic | None, _limits: Limits) -> bool:
    if draft.photos or topic is None:
        return False
    return topic.photo is Need.REQUIRED or not (draft.photos_skipped or draft.description)


def _lacks_description(draft: Draft, topic: Topic | None, limits: Limits) -> bool:
    if len(draft.description) > limits.description:
        return True
    if draft.description or topic is None:
        return False
    return topic.description is Need.REQUIRED or not (draft.description_skipped or draft.photos)


_LACKS: dict[Slot, Callable[[Draft, Topic | None, Limits], bool]] = {
    Slot.PLACE: _lacks_place,
    Slot.TOPIC: _lacks_topic,
    Slot.PHOTOS: _lacks_photos,
    Slot.DESCRIPTION: _lacks_description,
}


def missing(draft: Draft, topic: Topic | None, limits: Limits) -> Slot | None:
    """The first thing this draft still lacks, in the order a resident is asked for it; None: ready to send.

    Words that came before the topic make the topic the first question: they have just been said, and the
    suggestions for them are a press away. What a topic does not insist on is asked for only while there is
    neither a photo nor a word: the review offers it, so that nobody has to say no.
    """
    lacking = [slot for slot in Slot if _LACKS[slot](draft, topic, limits)]
    if Slot.TOPIC in lacking and (draft.description or draft.topic_query):
        return Slot.TOPIC
    return lacking[0] if lacking else None


def at(draft: Draft, place: Place) -> Draft:
    """The draft at a place; what stands near another one is looked at again."""
    moved = draft.place is None or distance_m(draft.place.point, place.point) > 0
    return replace(draft, place=place, candidates=(), is_unlike_others=draft.is_unlike_others and not moved)


def about(draft: Draft, topic_id: str | None, *, guessed: bool = False) -> Draft:
    """The draft on a topic; what was settled about another one is open again."""
    if topic_id == draft.topic_id:
        return replace(draft, topic_guessed=guessed, topic_query="")
    return replace(
        draft,
        topic_id=topic_id,
        topic_guessed=guessed,
        topic_query="",
        is_unlike_others=False,
    )


def described(draft: Draft, words: str, message_id: int | None) -> Draft:
    """The draft in other words; what the words before have led to is open again."""
    return replace(
        draft,
        description=words,
        description_message_id=message_id,
        description_skipped=False,
        stop=None,
        is_one_problem=False,
    )


def photographed(draft: Draft, spot: Point) -> Draft:
    """The draft with a photo taken at `spot`; of several the one farthest from the place is asked about."""
    known = draft.photo_spot
    if known is not None and (
        draft.place is None or distance_m(draft.place.point, known) >= distance_m(draft.place.point, spot)
    ):
        return draft
    return replace(draft, photo_spot=spot, place_kept=False)


def is_far_from_photo(draft: Draft) -> bool:
    """Whether the place was told, is far from where the photo was taken, and nobody has been asked about it."""
    if draft.photo_spot is None or draft.place is None or draft.place_kept:
        return False
    return draft.place.source is not PlaceSource.PHOTO and (
        distance_m(draft.place.point, draft.photo_spot) > FAR_FROM_PHOTO_M
    )
