"""The world beyond what people tell: photo bytes, the messenger's files and updates, geocoders, links."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.evidence import PhotoFile
from bot.domain.photos import Photo
from bot.domain.places import Place, Point


class PhotoStore(Protocol):
    """Photo bytes by content hash; the same key always means the same bytes."""

    async def put(self, key: str, jpeg: bytes) -> None: ...

    async def get(self, key: str) -> bytes: ...

    async def remove(self, key: str) -> None: ...

    def stored_before(self, moment: datetime) -> AsyncIterator[str]:
        """Keys of photos written before `moment`."""
        ...


class PhotoSource(Protocol):
    """The messenger, as far as it hands out what was sent to it."""

    async def download(self, photo: PhotoFile, limit: int) -> bytes:
        """The file's bytes.

        Raises:
            PhotoTooLarge: More than `limit` bytes.
        """
        ...


@dataclass(frozen=True, slots=True)
class TakenPhoto:
    """A photo that lies in the store, with the place its camera wrote into it."""

    photo: Photo
    spot: Point | None


TakePhoto = Callable[[PhotoFile, PhotoSource], Awaitable[TakenPhoto]]
"""Download, check, re-encode and store one photo; raises BotError with what to do instead."""


class GeocoderUnavailable(Exception):
    """No answer in time: a failure, a full queue, or a service that is being left alone for a while."""


class Geocoder(Protocol):
    """Addresses and points, one into the other, inside the city."""

    async def find(self, address: str, locale: str) -> Sequence[Place]:
        """Up to five candidates in the city, the likeliest first; empty when there is none.

        Raises:
            GeocoderUnavailable: No answer in time.
        """
        ...

    async def describe(self, point: Point, locale: str) -> Place | None:
        """The place at a point with address and district, None where nothing is known.

        Raises:
            GeocoderUnavailable: No answer in time.
        """
        ...


class GeocodeCache(Protocol):
    """Answers of the geocoder by question, in a transaction of their own."""

    async def get(self, question: str) -> str | None: ...

    async def put(self, question: str, answer: str) -> None: ...


class LinkResolver(Protocol):
    """Short map links, whose target only their host knows."""

    async def resolve(self, url: str) -> Point | None: ...


class Markers(Protocol):
    """How far the updates of a messenger have been fetched, where the messenger does not remember it."""

    async def get(self, name: str) -> int | None: ...

    async def put(self, name: str, marker: int) -> None: ...
