"""What is sent for one notice."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup

from bot.domain.photos import Photo


@dataclass(frozen=True, slots=True)
class AlbumPhoto:
    photo: Photo
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """An album if there is one, then the text with its buttons.

    Attributes:
        photo: Stands above the text, in one message with it.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    album: tuple[AlbumPhoto, ...] = ()
    photo: Photo | None = None
