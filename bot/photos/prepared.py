"""What becomes of a stranger's photo: one of ours, or a refusal that says what to send instead.

Apart from `preparing`, so that the bot's own process knows the outcome without loading the decoders.
"""

from dataclasses import dataclass

from bot.domain.photos import Photo
from bot.domain.places import Point
from bot.errors import BotError

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that Telegram lets a bot download."""


class PhotoRefused(BotError):
    """A photo that cannot be taken; the text says what to send instead."""


class NotAnImage(PhotoRefused):
    message_id = "error-photo-not-an-image"


class PhotoBroken(PhotoRefused):
    """An image by its first bytes that cannot be read to the end."""

    message_id = "error-photo-broken"


class PhotoTooLarge(PhotoRefused):
    message_id = "error-photo-too-large"


class PhotoTooManyPixels(PhotoRefused):
    message_id = "error-photo-too-many-pixels"


class PhotoTooSmall(PhotoRefused):
    message_id = "error-photo-too-small"


REFUSALS: dict[str, type[PhotoRefused]] = {
    kind.message_id: kind for kind in (NotAnImage, PhotoBroken, PhotoTooLarge, PhotoTooManyPixels, PhotoTooSmall)
}
"""By the id of their text: how a refusal travels between processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPhoto:
    """A photo ready for the store.

    Attributes:
        jpeg: At most 2048 pixels a side, upright, without any metadata; the same file gives the same bytes.
        spot: Where the camera says it was.
    """

    photo: Photo
    jpeg: bytes
    spot: Point | None
