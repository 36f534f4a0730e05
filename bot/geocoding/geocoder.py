"""Addresses and points through geopy, behind the Geocoder port: in time, politely, and never twice the same.

A question waits for its turn and for the service `timeout_s` in all.
The service gets no more requests a second than it allows, none for half a minute after three failures in a row,
and one for the same question of many residents.
"""

import asyncio
import json
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
from geopy.exc import GeocoderQueryError, GeocoderRateLimited, GeopyError

from bot.domain.city import City
from bot.domain.places import Place, PlaceSource, Point
from bot.geocoding.answers import candidates, described, question
from bot.geocoding.services import Service, make_service
from bot.services.ports import GeocodeCache, Geocoder, GeocoderUnavailable

log = structlog.get_logger(__name__)

MOST_CANDIDATES = 5
FAILURES = 3
PAUSE_S = 30.0
LONGEST_PAUSE_S = 3600.0
DECIMALS = 4
"""Of a point in a question: 11 m, less than a telephone errs by, so that neighbours share an answer."""
CACHE_VERSION = "1"

_BETWEEN_WORDS = re.compile(r"[^\w/-]+")

Monotonic = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


@asynccontextmanager
async def open_geocoder(
    *,
    provider: str,
    base_url: str = "",
    api_key: str = "",
    user_agent: str = "gorod-bot",
    timeout_s: float = 3.0,
    city: City,
    cache: GeocodeCache,
    per_second: float | None = None,
    monotonic: Monotonic = time.monotonic,
    sleep: Sleep = asyncio.sleep,
) -> AsyncIterator[Geocoder]:
    """The geocoder of the configuration, with its connections open.

    Args:
        provider: A name of geopy's `get_geocoder_for_service`, or "none" for no addresses at all.
        base_url: Of an installation of one's own; a path is kept: `http://127.0.0.1:8080/geocoder`.
        timeout_s: Waiting in line included.
        per_second: Requests at most; 0 for no limit, None for what the service asks for.

    Raises:
        ConfigError: It cannot be made so.
    """
    if provider.strip().lower() == "none":
        yield NoGeocoder()
        return
    service = make_service(
        provider, base_url=base_url, api_key=api_key, user_agent=user_agent, timeout_s=timeout_s
    )
    logging.getLogger("geopy").setLevel(logging.WARNING)  # what it tells below that holds addresses
    rate = service.per_second if per_second is None else per_second
    gate = Gate(rate, longest_wait_s=timeout_s * 2 / 3, monotonic=monotonic, sleep=sleep)
    async with service.geocoder:
        yield GeopyGeocoder(service, city=city, cache=cache, gate=gate, timeout_s=timeout_s)


class NoGeocoder:
    """For a city that wants none."""

    async def find(self, address: str, locale: str) -> Sequence[Place]:  # noqa: ARG002 - the port's shape
        raise GeocoderUnavailable

    async def describe(self, point: Point, locale: str) -> Place | None:  # noqa: ARG002 - the port's shape
        raise GeocoderUnavailable


class Gate:
    """Lets requests through one after another, in the order they came; closed for a while after failures."""

    def __init__(self, per_second: float, *, longest_wait_s: float, monotonic: Monotonic, sleep: Sleep) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._longest_wait = longest_wait_s
        self._monotonic = monotonic
        self._sleep = sleep
        self._next = 0.0
        self._closed_until = 0.0
        self._failures = 0

    async def enter(self) -> None:
        """Wait for a turn.

        Raises:
            GeocoderUnavailable: Closed, or the turn would come too late to be of use.
        """
        now = self._monotonic()
        wait = max(0.0, self._next - now)
        if now < self._closed_until or wait > self._longest_wait:
            raise GeocoderUnavailable
        self._next = max(now, self._next) + self._interval
        if wait:
            await self._sleep(wait)

    def note_success(self) -> None:
        self._failures = 0

    def note_failure(self, pause_s: float | None = None) -> None:
        """Count a failure; close after the third in a row, or for as long as the service has asked for."""
        self._failures += 1
        if pause_s is not None or self._failures >= FAILURES:
            pause = min(max(pause_s or 0, PAUSE_S), LONGEST_PAUSE_S)
            self._closed_until = self._monotonic() + pause
            self._failures = 0


class GeopyGeocoder:
    """A Geocoder over one of geopy's services."""

    def __init__(self, service: Service, *, city: City, cache: GeocodeCache, gate: Gate, timeout_s: float) -> None:
        self._service = service
        self._city = city
        self._cache = cache
        self._gate = gate
        self._timeout_s = timeout_s
        self._asked: dict[str, asyncio.Future[Any]] = {}

    async def find(self, address: str, locale: str) -> Sequence[Place]:
        """Up to five candidates in the city, the likeliest first.

        Raises:
            GeocoderUnavailable: No answer in time.
        """
        words = question(address, self._city)
        if not words:
            return ()

        async def ask() -> list[list[Any]]:
            wishes = self._service.wishes(self._city, locale)
            found = await self._request(self._service.geocoder.geocode, words, wishes)
            known = ((Point(one.latitude, one.longitude), one.address, one.raw) for one in found or ())
            places = candidates(known, self._city, MOST_CANDIDATES)
            return [[place.lat, place.lon, place.address, place.district] for place in places]

        rows = await self._known(f"find|{locale}|{_BETWEEN_WORDS.sub(' ', words.lower())}", ask)
        return tuple(
            Place(lat=lat, lon=lon, source=PlaceSource.ADDRESS, address=known, district=district)
            for lat, lon, known, district in rows
        )

    async def describe(self, point: Point, locale: str) -> Place | None:
        """The place at a point, None where nothing is known or outside the city.

        Raises:
            GeocoderUnavailable: No answer in time.
        """
        if not self._city.contains(point):
            return None
        near = (round(point.lat, DECIMALS), round(point.lon, DECIMALS))

        async def ask() -> list[str | None] | None:
            found = await self._request(
                self._service.geocoder.reverse, near, self._service.wishes_at_point(locale)
            )
            return None if found is None else list(described(found.address, found.raw, self._city))

        row = await self._known(f"at|{locale}|{near[0]:.{DECIMALS}f},{near[1]:.{DECIMALS}f}", ask)
        if row is None or not any(row):
            return None
        return Place(lat=point.lat, lon=point.lon, source=PlaceSource.ADDRESS, address=row[0], district=row[1])

    async def _known(self, asked: str, ask: Callable[[], Awaitable[Any]]) -> Any:
        """The answer as JSON values: from the cache, from the same question on its way, or from the service."""
        key = f"{CACHE_VERSION}|{self._service.name}|{asked}"
        kept = await self._cache.get(key)
        if kept is not None:
            return json.loads(kept)
        if key in self._asked:
            return await asyncio.shield(self._asked[key])
        answer = self._asked[key] = asyncio.get_running_loop().create_future()
        try:
            value = await self._in_time(ask)
        except BaseException:
            answer.set_exception(GeocoderUnavailable())
            answer.exception()  # nobody else may be waiting, and then it would be logged as lost
            raise
        else:
            answer.set_result(value)
        finally:
            del self._asked[key]
        await self._cache.put(key, json.dumps(value, ensure_ascii=False))
        return value

    async def _in_time(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        try:
            async with asyncio.timeout(self._timeout_s):
                value = await ask()
        except GeocoderUnavailable:
            raise
        except GeocoderQueryError as error:
            self._log(error)
            raise GeocoderUnavailable from None
        except GeocoderRateLimited as error:
            self._log(error)
            self._gate.note_failure(error.retry_after or PAUSE_S)
            raise GeocoderUnavailable from None
        except (
            GeopyError, aiohttp.ClientError, OSError, TimeoutError,
            ValueError, TypeError, LookupError, AttributeError, AssertionError,
        ) as error:  # fmt: skip  # the second line: what geopy's parsers make of an answer they did not expect
            self._log(error)
            self._gate.note_failure()
            raise GeocoderUnavailable from None
        self._gate.note_success()
        return value

    async def _request(self, method: Callable[..., Awaitable[Any]], what: object, wishes: dict[str, Any]) -> Any:
        await self._gate.enter()
        return await method(what, **wishes)

    def _log(self, error: Exception) -> None:
        log.warning("geocoder gave no answer", provider=self._service.name, error=type(error).__name__)
