"""What a resident has told so far, and what to ask next.

The draft is the state: the next question is computed from it and never stored, so a restart, an old button or
evidence in any order cannot lead astray.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bot.domain.catalogue import Need, Topic
from bot.domain.limits import Limits
from bot.domain.photos import Photo
from bot.domain.places import Place
from bot.domain.residents import Platform

STALE_AFTER = timedelta(hours=12)
"""Evidence that comes later than this after the last one is more likely about another problem."""

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
    return topic.photo is Need.REQUIRED or not draft.photos_skipped


def _lacks_description(draft: Draft, topic: Topic | None, limits: Limits) -> bool:
    if len(draft.description) > limits.description:
        return True
    if draft.description or topic is None:
        return False
    return topic.description is Need.REQUIRED or not draft.description_skipped


_LACKS: dict[Slot, Callable[[Draft, Topic | None, Limits], bool]] = {
    Slot.PLACE: _lacks_place,
    Slot.TOPIC: _lacks_topic,
    Slot.PHOTOS: _lacks_photos,
    Slot.DESCRIPTION: _lacks_description,
}


def missing(draft: Draft, topic: Topic | None, limits: Limits) -> Slot | None:
    """The first thing this draft still lacks, in the order a resident is asked for it; None: ready to send.

    Words that came before the topic make the topic the first question: they have just been said, and the
    suggestions for them are a press away.
    """
    lacking = [slot for slot in Slot if _LACKS[slot](draft, topic, limits)]
    if Slot.TOPIC in lacking and (draft.description or draft.topic_query):
        return Slot.TOPIC
    return lacking[0] if lacking else None


def without(draft: Draft, slot: Slot) -> Draft:
    """The draft with one part taken out again, so that it is asked for."""
    match slot:
        case Slot.PLACE:
            return replace(draft, place=None)
        case Slot.TOPIC:
            return replace(draft, topic_id=None, topic_query="")
        case Slot.PHOTOS:
            return replace(draft, photos=(), photos_skipped=False, album_id=None)
        case Slot.DESCRIPTION:
            return replace(draft, description="", description_skipped=False, description_message_id=None)
