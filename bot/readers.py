"""What a person sent, read into evidence: place, photos, words, or the reason it cannot be read.

Pure: nothing is downloaded and no link followed. Telegram and MAX both arrive as aiogram's `Message`.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from aiogram.types import Document, Message, MessageEntity

from bot.domain.addresses import looks_like_address
from bot.domain.evidence import Evidence, PhotoFile, Spot, Unreadable
from bot.domain.places import PlaceSource, Point
from bot.map_links.links import find_spot, pointless_link, short_link

__all__ = ["clean", "looks_like_address", "read"]

LONGEST_WORDS = 4096
LARGEST_PHOTO = 20 * 1024 * 1024
"""Bytes that Telegram lets a bot download."""

IMAGE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".webp", ".heic", ".heif", ".bmp", ".tif", ".tiff", ".gif", ".jfif"}
)

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_LEFT_OUT_MARKS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u2060-\u2064\u206a-\u206f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_JOINERS = re.compile("([\u200c-\u200f])[\u200c-\u200f]+")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff"
_STACKED_MARKS = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n ?(?:\n ?)+")

_KINDS = (
    (Unreadable.VOICE, ("voice", "audio", "video_note")),
    (Unreadable.VIDEO, ("video", "animation")),
    (Unreadable.STICKER, ("sticker", "dice")),
    (Unreadable.CONTACT, ("contact",)),
    (Unreadable.POLL, ("poll",)),
    (Unreadable.DOCUMENT, ("document",)),
)


def read(message: Message) -> Evidence:
    """Everything of a message that a report could use.

    A place shared outright beats one in a link, and a link beats coordinates among the words.
    """
    photo = _photo(message)
    spot, words, link = _place(message, clean(message.text or message.caption or ""))
    if not _says_something(words):
        words = ""
    hindrance = _hindrance(message, photo)
    if spot is None and link is None and _is_only_a_link(words):
        words, hindrance = "", hindrance or Unreadable.MAP_LINK
    useful = bool(spot or photo or words or link)
    nothing = hindrance or (Unreadable.OTHER if message.text is None else Unreadable.NO_WORDS)
    return Evidence(
        message_id=message.message_id,
        spot=spot,
        photo=photo,
        words=words,
        map_link=link,
        album_id=message.media_group_id,
        is_address=looks_like_address(words),
        unreadable=None if useful else nothing,
        left_out=hindrance if useful else None,
    )


def clean(text: str) -> str:
    """The text in one form: NFC, ordinary spaces, at most one blank line, no invisible characters.

    Characters that turn the reading order are taken out; letters that are written from right to left stay.
    """
    text = _BREAKS.sub("\n", text[: 2 * LONGEST_WORDS])
    text = unicodedata.normalize("NFC", _LEFT_OUT_MARKS.sub("", text))
    text = _JOINERS.sub(r"\1", _STACKED_MARKS.sub(r"\1", text))
    text = _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text))
    return re.sub(r" ?\n ?", "\n", text)[:LONGEST_WORDS].strip()


def _says_something(words: str) -> bool:
    return any(character.isalnum() for character in words)


def _place(message: Message, words: str) -> tuple[Spot | None, str, str | None]:
    """The place, the words without it, and a short link that still has to be resolved."""
    spot = _shared_spot(message)
    found = find_spot(words)
    if found is not None:
        spot = spot or Spot(point=found.point, source=found.source)
        return spot, found.rest, None
    short = short_link(words)
    if short is not None:
        words = short.rest
    if spot is not None:
        return spot, words, None
    for url in _hidden_links(message):
        if hidden := find_spot(url):
            return Spot(point=hidden.point, source=PlaceSource.LINK), words, None
        short = short or short_link(url)
    return None, words, short.url if short else None


def _shared_spot(message: Message) -> Spot | None:
    location = message.venue.location if message.venue else message.location
    if location is None:
        return None
    try:
        point = Point(location.latitude, location.longitude)
    except ValueError:
        return None
    if message.venue is None:
        return Spot(point=point, source=PlaceSource.LOCATION)
    title, address = clean(message.venue.title), clean(message.venue.address)
    known = address if not title or title in address else f"{address} ({title})" if address else title
    return Spot(point=point, source=PlaceSource.VENUE, address=known[:200] or None)


def _hidden_links(message: Message) -> Iterator[str]:
    """Addresses behind words: a link that is its own text is in the words already."""
    entities: list[MessageEntity] = [*(message.entities or ()), *(message.caption_entities or ())]
    for entity in entities[:20]:
        if entity.type == "text_link" and entity.url:
            yield entity.url


def _photo(message: Message) -> PhotoFile | None:
    sizes = [size for size in message.photo or () if (size.file_size or 0) <= LARGEST_PHOTO]
    if sizes:
        largest = max(sizes, key=lambda size: size.width * size.height)
        return PhotoFile(file_id=largest.file_id, size=largest.file_size, as_photo=True)
    if message.document is not None and message.animation is None and _is_image(message.document):
        return PhotoFile(file_id=message.document.file_id, size=message.document.file_size, as_photo=False)
    return None


def _is_image(document: Document) -> bool:
    """By its kind, or by its name where the kind says nothing; `bot.photos` looks into the file itself."""
    kind = (document.mime_type or "").lower().partition(";")[0].strip()
    if kind in {"", "application/octet-stream", "binary/octet-stream"}:
        return PurePath((document.file_name or "").lower()).suffix in IMAGE_SUFFIXES
    return kind.startswith("image/") and not kind.startswith("image/svg")


def _hindrance(message: Message, photo: PhotoFile | None) -> Unreadable | None:
    """What of the message a report cannot use."""
    for kind, names in _KINDS:
        if kind is Unreadable.DOCUMENT and photo is not None:
            continue
        if any(getattr(message, name) is not None for name in names):
            return kind
    return None


def _is_only_a_link(words: str) -> bool:
    link = pointless_link(words)
    return link is not None and not _says_something(link.rest)
