"""What the use cases ask of the world; `storage` and the adapters in `bot` answer."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from bot.domain.drafts import Card, Draft
from bot.domain.evidence import PhotoFile
from bot.domain.letters import Letter
from bot.domain.photos import Photo
from bot.domain.places import Place, Point
from bot.domain.reports import NewReport, Report, ReportEvent, Status
from bot.domain.residents import Platform, Resident

Clock = Callable[[], datetime]
"""The moment it is: aware, UTC."""


class AlreadyFiled(Exception):
    """The draft has become a report before: nothing was written, `Reports.of_draft` has it."""


class Residents(Protocol):
    async def of(self, platform: Platform, user_id: int) -> Resident | None: ...

    async def add(
        self, *, platform: Platform, user_id: int, chat_id: int, name: str, locale: str, created_at: datetime
    ) -> Resident: ...

    async def update(self, resident: Resident) -> None: ...


class Drafts(Protocol):
    async def get(self, draft_id: UUID) -> Draft | None: ...

    async def current(self, resident_id: int) -> Draft | None:
        """The one draft that messages go to."""
        ...

    async def set_aside(self, resident_id: int) -> Sequence[Draft]:
        """Drafts set aside, the latest first; not the cancelled ones."""
        ...

    async def put(self, draft: Draft) -> None:
        """Insert or replace, photos with it."""
        ...

    async def set_card(self, draft_id: UUID, card: Card) -> None:
        """Write only which message stands for the draft."""
        ...

    async def remove(self, draft_id: UUID) -> None: ...

    async def remove_untouched(self, since: datetime) -> int:
        """Remove drafts last touched before `since`, of whatever state; how many there were."""
        ...

    async def remove_oldest(self, resident_id: int, keep: int) -> None:
        """Keep the `keep` latest drafts of a resident that are not current."""
        ...


class Reports(Protocol):
    async def add(self, report: NewReport) -> Report:
        """Store with photos and take a number.

        Raises:
            AlreadyFiled: A report of this draft exists.
        """
        ...

    async def get(self, number: int) -> Report | None: ...

    async def of_draft(self, draft_id: UUID) -> Report | None: ...

    async def of_resident(self, resident_id: int, *, offset: int, limit: int) -> Sequence[Report]:
        """The latest first; photos included."""
        ...

    async def count_of_resident(self, resident_id: int, *, since: datetime | None = None) -> int: ...

    async def recent_topics(self, resident_id: int, limit: int) -> Sequence[str]:
        """Ids of the topics this resident reported on last, the latest first, each once."""
        ...

    async def set_status(self, number: int, status: Status) -> None: ...

    async def set_place(self, number: int, place: Place) -> None: ...

    async def add_photo(self, number: int, photo: Photo) -> None:
        """Attach behind the photos it has."""
        ...

    async def add_event(self, event: ReportEvent) -> None: ...

    async def history(self, number: int) -> Sequence[ReportEvent]:
        """Oldest first."""
        ...

    async def without_address(self, *, since: datetime, limit: int) -> Sequence[Report]:
        """Reports filed while no geocoder answered."""
        ...


class Photos(Protocol):
    async def used_among(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that a draft or report has, for the sweep of the photo store."""
        ...


class Letters(Protocol):
    async def add(self, letter: Letter) -> None: ...

    async def count_of_resident(self, resident_id: int, *, since: datetime) -> int: ...


class UnitOfWork(Protocol):
    """One transaction an `async with`; what is not committed is rolled back on exit. Can be entered again.

    `async with uow.reading()` is for looking only: cheaper, waits for nobody, and cannot be committed.
    """

    @property
    def residents(self) -> Residents: ...

    @property
    def drafts(self) -> Drafts: ...

    @property
    def reports(self) -> Reports: ...

    @property
    def letters(self) -> Letters: ...

    @property
    def photos(self) -> Photos: ...

    def reading(self) -> AbstractAsyncContextManager[None]: ...

    async def commit(self) -> None: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


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
