"""What one message of a resident brings to a draft: a place, photos, words, in any mix."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.places import PlaceSource, Point


class Unreadable(StrEnum):
    """Why a message brings nothing; each has a sentence that says what to send instead."""

    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    CONTACT = "contact"
    POLL = "poll"
    DOCUMENT = "document"
    MAP_LINK = "map-link"
    NO_WORDS = "no-words"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point as the resident told it; `title` and `address` when the messenger sent a venue."""

    point: Point
    source: PlaceSource
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFile:
    """A picture still in the messenger's hands.

    Attributes:
        file_id: To download it by.
        size: Bytes as the messenger says, None if it does not.
        as_photo: It can be sent again as a photo by the same `file_id`; a file cannot.
    """

    file_id: str
    size: int | None
    as_photo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One message, read.

    Attributes:
        words: Text or caption without the map link or coordinates that became `spot`.
        map_link: A short map link whose point is known only to its host; resolve it to get a spot.
        album_id: The messenger's id of the album that the photo is part of.
        is_address: The words look like an address and nothing else.
        unreadable: Set when there is nothing a report could use.
        left_out: What of the message is of no use although the rest is, a video with a caption for instance.
    """

    message_id: int
    spot: Spot | None = None
    photo: PhotoFile | None = None
    words: str = ""
    map_link: str | None = None
    album_id: str | None = None
    is_address: bool = False
    unreadable: Unreadable | None = None
    left_out: Unreadable | None = None
