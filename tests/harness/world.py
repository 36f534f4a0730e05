"""A world for tests: a real database and photo store, a clock that is moved, a geocoder that can fall silent."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.places import Place, PlaceSource, Point, distance_m
from bot.services.ports import GeocoderUnavailable

TVERSKAYA_7 = Point(55.7576, 37.6119)
ARBAT_10 = Point(55.7522, 37.5995)
MYTISHCHI = Point(56.05, 37.95)


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class Leaps:
    """Seconds for the outbox: its pauses take no time, and only what really happens is waited for."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.rested: list[float] = []

    def time(self) -> float:
        return self.seconds

    async def rest(self, seconds: float) -> None:
        self.rested.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    async def wait(self, event: asyncio.Event, seconds: float | None = None) -> None:
        await event.wait()


class SmallGeocoder:
    """Knows a handful of addresses; `is_down` makes it silent."""

    def __init__(self) -> None:
        self.is_down = False
        self.asked: list[str] = []
        self._known = {
            "Тверская улица, 7": ("Тверской район", TVERSKAYA_7),
            "Тверская улица, 7 к1": ("Тверской район", Point(55.7579, 37.6121)),
            "улица Арбат, 10": ("район Арбат", ARBAT_10),
        }

    async def find(self, address: str, locale: str) -> Sequence[Place]:
        self._ask(address)
        words = [w for w in address.lower().replace(",", " ").split() if w not in {"ул.", "ул", "д"}]
        return [
            _place(name, district, point)
            for name, (district, point) in self._known.items()
            if all(word in name.lower() for word in words)
        ]

    async def describe(self, point: Point, locale: str) -> Place | None:
        self._ask(f"{point.lat}, {point.lon}")
        name, (district, known) = min(self._known.items(), key=lambda item: distance_m(item[1][1], point))
        return _place(name, district, known) if distance_m(known, point) < 300 else None

    def _ask(self, question: str) -> None:
        self.asked.append(question)
        if self.is_down:
            raise GeocoderUnavailable


class NoLinks:
    """Short links whose host does not answer."""

    async def resolve(self, url: str) -> Point | None:
        return None


def _place(name: str, district: str, point: Point) -> Place:
    return Place(lat=point.lat, lon=point.lon, source=PlaceSource.ADDRESS, address=name, district=district)
