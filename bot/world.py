"""Everything outside the bot, opened as the settings say: city pack, database, photos, geocoder, links."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.chart.studio import ChartStudio
from bot.city_pack import load_city
from bot.config import Settings
from bot.domain.city import City
from bot.domain.operators import Group
from bot.domain.residents import Platform
from bot.geocoding.geocoder import open_geocoder
from bot.map_links.short import ShortLinks
from bot.pacing import LoopWatch, Watch
from bot.photos.store import ObstorePhotos
from bot.photos.workshop import PhotoWorkshop
from bot.services.ports import Clock, Geocoder, LinkResolver, PhotoStore, UnitOfWork
from bot.understanding.understanding import Understanding
from storage.database import Database, open_database
from storage.election import Election
from storage.geocode_cache import SqlGeocodeCache
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork

log = structlog.get_logger(__name__)

LOOK_S = 3
"""A database that has not answered by then does not work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the conversations need of the outside; tests bring their own."""

    city: City
    understanding: Understanding
    database: Database
    photos: PhotoStore
    workshop: PhotoWorkshop
    studio: ChartStudio
    geocoder: Geocoder
    links: LinkResolver
    clock: Clock
    owners: frozenset[tuple[Platform, int]] = frozenset()
    group: Group | None = None
    quiet_hours: tuple[int, int] = (22, 8)
    per_second: Mapping[Platform, float] = field(default_factory=lambda: dict.fromkeys(Platform, 30.0))
    watch: Watch = field(default_factory=LoopWatch)

    def begin(self) -> UnitOfWork:
        return SqlUnitOfWork(self.database)

    def election(self) -> Election:
        """By which of several processes works on the database."""
        return Election(self.database, "bot")

    async def database_works(self) -> bool:
        """Whether it answers, and soon."""
        try:
            async with asyncio.timeout(LOOK_S):
                uow = self.begin()
                async with uow.reading():
                    await uow.markers.get("health")
        except Exception:  # whatever it is, it is what was asked
            log.exception("database does not answer")
            return False
        return True


@asynccontextmanager
async def open_world(settings: Settings, clock: Clock) -> AsyncIterator[World]:
    """Everything outside, as configured; closed again in the reverse order.

    Raises:
        ConfigError: One of them cannot be used; those opened before it are closed.
    """
    async with AsyncExitStack() as stack:
        city = load_city(settings.city.pack)
        database = await open_database(settings.storage.url)
        stack.push_async_callback(database.close)
        await migrate(database)
        photos = ObstorePhotos(settings.photos.url)
        workshop = PhotoWorkshop()
        stack.callback(workshop.close)
        studio = ChartStudio()
        stack.callback(studio.close)
        geocoder = await stack.enter_async_context(
            open_geocoder(
                provider=settings.geocoder.provider,
                base_url=settings.geocoder.base_url,
                api_key=settings.geocoder.api_key.get_secret_value(),
                user_agent=settings.geocoder.user_agent,
                timeout_s=settings.geocoder.timeout_s,
                city=city,
                cache=SqlGeocodeCache(database, clock),
            )
        )
        links = await stack.enter_async_context(ShortLinks())
        yield World(
            city=city,
            understanding=Understanding(city.catalogue, cache=_cache(settings.storage.url)),
            database=database,
            photos=photos,
            workshop=workshop,
            studio=studio,
            geocoder=geocoder,
            links=links,
            clock=clock,
            owners=frozenset(map(_person, settings.operators.owners)),
            group=_group(settings.operators.group),
            quiet_hours=(settings.notices.quiet_from, settings.notices.quiet_to),
            per_second={
                Platform.TELEGRAM: settings.notices.telegram_per_second,
                Platform.MAX: settings.notices.max_per_second,
            },
        )


def _cache(database_url: str) -> Path:
    """Where what can be made again is kept: beside the database, or where it would be if it is no file."""
    _, is_file, path = database_url.partition("sqlite+aiosqlite:///")
    return (Path(path).parent if is_file else Path("data")) / "cache"


def _person(written: str) -> tuple[Platform, int]:
    platform, _, user_id = written.partition(":")
    return Platform(platform), int(user_id)


def _group(written: str) -> Group | None:
    if not written:
        return None
    platform, _, chat_id = written.partition(":")
    return Group(Platform(platform), int(chat_id))
