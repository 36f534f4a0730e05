"""Composition root: the only module that knows all the others."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.memory import SimpleEventIsolation

from bot.cards import Cards
from bot.city_pack import CITIES, load_city
from bot.config import Settings
from bot.domain.city import City
from bot.domain.residents import Platform
from bot.errors import ConfigError
from bot.geocoding.geocoder import open_geocoder
from bot.map_links.short import ShortLinks
from bot.memory import settle
from bot.middlewares.context import Context
from bot.middlewares.presses import AnswerPress, EndDialogue
from bot.photos.intake import PhotoIntake
from bot.photos.store import ObstorePhotos
from bot.photos.workshop import PhotoWorkshop
from bot.platforms import telegram
from bot.scheduler import make_scheduler
from bot.services.acquaintance import Acquaintance
from bot.services.drafting import Drafting
from bot.services.housekeeping import Housekeeping
from bot.services.letters import Letters
from bot.services.own_reports import OwnReports
from bot.services.places import Places
from bot.services.ports import Clock, Geocoder, LinkResolver, PhotoStore, UnitOfWork
from bot.services.submission import Submission
from bot.services.topic_search import TopicIndex
from bot.texts import Translator
from handlers import create_router, menu_labels
from handlers.draft_card import DraftCard
from storage.database import Database, open_database
from storage.fsm import DatabaseFsm
from storage.geocode_cache import SqlGeocodeCache
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork

log = structlog.get_logger(__name__)

SANDBOX_TOKEN = "42:sandbox"  # noqa: S105  # opens nothing: the sandbox listens on loopback only
STOPPING_S = 8
"""For the updates in hand; what is not finished by then comes again after the next start."""

SANDBOX_FOLDER = Path("data/sandbox")


def now() -> datetime:
    """The clock of the running bot."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the conversations need of the outside; tests bring their own."""

    city: City
    topics: TopicIndex
    database: Database
    photos: PhotoStore
    workshop: PhotoWorkshop
    geocoder: Geocoder
    links: LinkResolver
    clock: Clock

    def begin(self) -> UnitOfWork:
        return SqlUnitOfWork(self.database)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The bot without a messenger: feed it updates."""

    dispatcher: Dispatcher
    translator: Translator
    housekeeping: Housekeeping


def build(world: World) -> App:
    """Join conversations, use cases and the world into a dispatcher."""
    city, clock = world.city, world.clock
    translator = Translator(city.zone)
    cards, places = Cards(city), Places(city=city, geocoder=world.geocoder, links=world.links)
    take_photo = PhotoIntake(world.photos, world.workshop)
    drafting = Drafting(city=city, topics=world.topics, places=places, take_photo=take_photo, clock=clock)
    acquaintance = Acquaintance(clock=clock)
    dispatcher = Dispatcher(
        storage=DatabaseFsm(world.database),
        events_isolation=SimpleEventIsolation(),
        city=city,
        clock=clock,
        translator=translator,
        cards=cards,
        drafting=drafting,
        draft_card=DraftCard(cards=cards, drafting=drafting, clock=clock),
        submission=Submission(city=city, clock=clock),
        own_reports=OwnReports(city=city, take_photo=take_photo, clock=clock),
        acquaintance=acquaintance,
        letters=Letters(city=city, clock=clock),
    )
    dispatcher.update.outer_middleware(
        Context(begin=world.begin, acquaintance=acquaintance, translator=translator, photos=world.photos)
    )
    end_dialogue = EndDialogue(menu_labels(translator))
    dispatcher.message.outer_middleware(end_dialogue)
    dispatcher.callback_query.outer_middleware(end_dialogue)
    dispatcher.callback_query.outer_middleware(AnswerPress())
    dispatcher.include_router(create_router(translator))
    housekeeping = Housekeeping(
        begin=world.begin, photos=world.photos, places=places, locale=translator.locales[0], clock=clock
    )
    return App(dispatcher=dispatcher, translator=translator, housekeeping=housekeeping)


@asynccontextmanager
async def open_world(settings: Settings) -> AsyncIterator[World]:
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
        geocoder = await stack.enter_async_context(
            open_geocoder(
                provider=settings.geocoder.provider,
                base_url=settings.geocoder.base_url,
                api_key=settings.geocoder.api_key.get_secret_value(),
                user_agent=settings.geocoder.user_agent,
                timeout_s=settings.geocoder.timeout_s,
                city=city,
                cache=SqlGeocodeCache(database, now),
            )
        )
        links = await stack.enter_async_context(ShortLinks())
        yield World(
            city=city,
            topics=TopicIndex(city.catalogue),
            database=database,
            photos=photos,
            workshop=workshop,
            geocoder=geocoder,
            links=links,
            clock=now,
        )


async def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; updates in hand are finished first.

    Raises:
        ConfigError: The bot could not start; nothing is left running.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(name, stop.set)
    async with AsyncExitStack() as stack:
        token, api_base = settings.telegram.token.get_secret_value(), settings.telegram.api_base
        if settings.uses_sandbox:
            settings = _with_sandbox_port(settings)
            token, api_base = SANDBOX_TOKEN, f"http://{settings.sandbox.host}:{settings.sandbox.port}"
            settings = _with_sandbox_geocoder(settings, api_base)
        world = await stack.enter_async_context(open_world(settings))
        app = build(world)
        if settings.uses_sandbox:
            await stack.enter_async_context(_sandbox(settings))
        bot = telegram.make_bot(token, api_base)
        stack.push_async_callback(bot.session.close)
        await _serve(app, bot, stop)


async def _serve(app: App, bot: Bot, stop: asyncio.Event) -> None:
    scheduler = make_scheduler(app.housekeeping)
    stopping = asyncio.create_task(stop.wait())
    running = asyncio.create_task(_talk(app, bot))
    scheduler.start()
    try:
        await asyncio.wait({stopping, running}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        else:
            log.info("stopping")
            await _stop(app, running)
    finally:
        stopping.cancel()
        scheduler.shutdown(wait=False)


async def _stop(app: App, running: asyncio.Task[None]) -> None:
    with suppress(RuntimeError):  # polling has not begun: nothing is in hand
        await app.dispatcher.stop_polling()
        await asyncio.wait({running}, timeout=STOPPING_S)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _talk(app: App, bot: Bot) -> None:
    await telegram.prove_token(bot)
    me = await bot.me()
    settle()
    log.info("ready", bot=me.username)
    introducing = asyncio.create_task(_introduce(app, bot))
    try:
        await telegram.poll(app.dispatcher, bot, platform=Platform.TELEGRAM)
    finally:
        introducing.cancel()


async def _introduce(app: App, bot: Bot) -> None:
    texts = {locale: app.translator.of(locale) for locale in app.translator.locales}
    await telegram.introduce(
        bot,
        {locale: [(name, t.label(text)) for name, text in COMMANDS] for locale, t in texts.items()},
        {
            locale: (t.label("command-description"), t.label("command-short-description"))
            for locale, t in texts.items()
        },
    )


COMMANDS = (
    ("new", "command-new"),
    ("my", "command-my"),
    ("topics", "command-topics"),
    ("emergency", "command-emergency"),
    ("settings", "command-settings"),
    ("help", "command-help"),
    ("privacy", "command-privacy"),
    ("cancel", "command-cancel"),
)


@asynccontextmanager
async def _sandbox(settings: Settings) -> AsyncIterator[None]:
    """The sandbox messenger, as long as the bot runs."""
    from bot.platforms.sandbox import server as sandbox  # noqa: PLC0415  # a bot with a token need not pay for it

    configured = sandbox.SandboxSettings(
        host=settings.sandbox.host,
        port=settings.sandbox.port,
        token=SANDBOX_TOKEN,
        folder=SANDBOX_FOLDER,
        plan=CITIES / settings.city.pack / "plan.geojson",
    )
    try:
        running = await sandbox.start(configured)
    except OSError as error:
        where = f"{settings.sandbox.host}:{settings.sandbox.port}"
        raise ConfigError(f"sandbox.port: {where} cannot be opened: {error.strerror}") from None
    log.info("sandbox messenger: open it in a browser", url=running.url)
    try:
        yield
    finally:
        await running.stop()


def _with_sandbox_port(settings: Settings) -> Settings:
    """Port 0 means any free one; the geocoder's address needs it before the sandbox is started."""
    if settings.sandbox.port:
        return settings
    with socket.socket() as free:
        free.bind((settings.sandbox.host, 0))
        sandbox = settings.sandbox.model_copy(update={"port": free.getsockname()[1]})
    return settings.model_copy(update={"sandbox": sandbox})


def _with_sandbox_geocoder(settings: Settings, base: str) -> Settings:
    """The sandbox's own geocoder, unless another was configured; so typed addresses work offline."""
    if settings.geocoder.base_url or settings.geocoder.provider != "nominatim":
        return settings
    geocoder = settings.geocoder.model_copy(update={"base_url": f"{base}/geocoder"})
    return settings.model_copy(update={"geocoder": geocoder})
