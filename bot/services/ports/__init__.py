"""What the use cases ask of the world; `storage` and the adapters in `bot` answer."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from bot.services.ports.outgoing import Broadcasts, GroupCards, Notices
from bot.services.ports.outside import (
    GeocodeCache,
    Geocoder,
    GeocoderUnavailable,
    LinkResolver,
    Markers,
    PhotoSource,
    PhotoStore,
    TakenPhoto,
    TakePhoto,
)
from bot.services.ports.people import Areas, Letters, LinkCodes, Operators, Points, Residents
from bot.services.ports.reports import AlreadyFiled, Drafts, FiguresOf, Overtaken, Photos, Reports, Switches

__all__ = [
    "AlreadyFiled",
    "Areas",
    "Broadcasts",
    "Clock",
    "Drafts",
    "FiguresOf",
    "GeocodeCache",
    "Geocoder",
    "GeocoderUnavailable",
    "GroupCards",
    "Letters",
    "LinkCodes",
    "LinkResolver",
    "Markers",
    "Notices",
    "Operators",
    "Overtaken",
    "PhotoSource",
    "PhotoStore",
    "Photos",
    "Points",
    "Reports",
    "Residents",
    "Switches",
    "TakePhoto",
    "TakenPhoto",
    "UnitOfWork",
]

Clock = Callable[[], datetime]
"""The moment it is: aware, UTC."""


class UnitOfWork(Protocol):
    """One transaction an `async with`; what is not committed is rolled back on exit. Can be entered again.

    `async with uow.reading()` is for looking only: cheaper, waits for nobody, and cannot be committed.
    """

    @property
    def residents(self) -> Residents: ...

    @property
    def areas(self) -> Areas: ...

    @property
    def link_codes(self) -> LinkCodes: ...

    @property
    def drafts(self) -> Drafts: ...

    @property
    def reports(self) -> Reports: ...

    @property
    def letters(self) -> Letters: ...

    @property
    def photos(self) -> Photos: ...

    @property
    def operators(self) -> Operators: ...

    @property
    def group_cards(self) -> GroupCards: ...

    @property
    def notices(self) -> Notices: ...

    @property
    def broadcasts(self) -> Broadcasts: ...

    @property
    def points(self) -> Points: ...

    @property
    def switches(self) -> Switches: ...

    @property
    def figures(self) -> FiguresOf: ...

    @property
    def markers(self) -> Markers: ...

    def reading(self) -> AbstractAsyncContextManager[None]: ...

    async def commit(self) -> None: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
