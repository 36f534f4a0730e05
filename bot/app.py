"""Composition root: the only module that knows all the others."""

import asyncio
import signal
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from aiogram import Dispatcher
from aiogram.fsm.storage.memory import SimpleEventIsolation

from bot.cards import Cards
from bot.config import Settings
from bot.desk.callbacks import goes_on
from bot.desk.cards import DeskCards
from bot.desk.figures import FiguresCards
from bot.desk.group import GroupDesk
from bot.domain.notices import Quiet
from bot.domain.residents import Platform
from bot.introduction import desk_chats, introduction
from bot.markers import StoredMarkers
from bot.memory import settle
from bot.messenger import MessengerBot
from bot.middlewares.context import Context
from bot.middlewares.presses import AnswerPress, EndDialogue
from bot.outbox.group import ShowCard
from bot.outbox.outbox import Outbox
from bot.photos.intake import PhotoIntake
from bot.platforms.introduction import Introduction
from bot.platforms.max.messenger import Max
from bot.platforms.telegram import Telegram
from bot.pushes import Pushes, build_pushes
from bot.report_card import ReportCards
from bot.sandbox_mode import for_sandbox, sandbox, sandbox_clock
from bot.scheduler import Job, make_scheduler
from bot.services.acquaintance import Acquaintance
from bot.services.album_photos import AlbumPhotos
from bot.services.answering import Answering
from bot.services.barring import Barring
from bot.services.checking import Checking
from bot.services.counting import Counting
from bot.services.drafting import Drafting
from bot.services.exporting import Exporting
from bot.services.finding import Finding, WordIndex
from bot.services.fixing import Fixing
from bot.services.housekeeping import Housekeeping
from bot.services.letters import Letters
from bot.services.linking import Linking
from bot.services.moderation import Moderation
from bot.services.moving import Moving
from bot.services.notifier import Notifier
from bot.services.own_reports import OwnReports
from bot.services.places import Places
from bot.services.points import PointsAccount
from bot.services.staff import Staff
from bot.services.submission import Submission
from bot.services.switching import Switching
from bot.services.verdicts import Verdicts
from bot.services.viewing import Viewing
from bot.supervision import Supervisor
from bot.texts import Texts, Translator
from bot.web import serve
from bot.world import World, open_world
from handlers import create_router, menu_labels
from handlers.desk.answer_desk import AnswerDesk
from handlers.desk.desk_card import DeskCard
from handlers.desk.figures import Periods
from handlers.draft_card import DraftCard
from handlers.own_card import OwnCard
from storage.fsm import DatabaseFsm

log = structlog.get_logger(__name__)


def now() -> datetime:
    """The clock of the running bot."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The bot without a messenger: feed it updates."""

    dispatcher: Dispatcher
    translator: Translator
    housekeeping: Housekeeping
    switching: Switching
    introductions: Mapping[Platform, Introduction]
    pushes: Pushes

    def join(self, bot: MessengerBot) -> None:
        """The bot is in one more messenger: what is for its people goes through it."""
        self.outbox.connect(bot)

    @property
    def outbox(self) -> Outbox:
        return self.pushes.outbox

    @property
    def jobs(self) -> Sequence[Job]:
        switches = Job("refresh-switches", self.switching.refresh_switches, timedelta(minutes=1))
        return (switches, *self.pushes.jobs)


def build(world: World) -> App:
    """Join conversations, use cases and the world into a dispatcher."""
    city, clock = world.city, world.clock
    translator = Translator(city.zone)
    cards, places = Cards(city), Places(city=city, geocoder=world.geocoder, links=world.links)
    take_photo = PhotoIntake(world.photos, world.workshop)
    drafting = Drafting(city=city, topics=world.topics, places=places, take_photo=take_photo, clock=clock)
    acquaintance = Acquaintance(clock=clock)
    quiet = Quiet(*world.quiet_hours, city.zone)
    notifier = Notifier(city=city, quiet=quiet)
    moving = Moving(city=city, notifier=notifier, clock=clock, has_group=world.group is not None)
    staff = Staff(owners=world.owners, city=city, clock=clock)
    viewing, desk_cards = Viewing(staff=staff, clock=clock), DeskCards(city)
    index = WordIndex(city.catalogue, world.topics.lemmas)
    switching = Switching(staff=staff, city=city, clock=clock, begin=world.begin)
    desk_card = DeskCard(cards=desk_cards, viewing=viewing, clock=clock)
    answering = Answering(city=city, staff=staff, moving=moving, take_photo=take_photo, clock=clock)
    own_reports = OwnReports(city=city, take_photo=take_photo, moving=moving)
    dispatcher = Dispatcher(
        storage=DatabaseFsm(world.database),
        events_isolation=SimpleEventIsolation(),
        city=city,
        clock=clock,
        translator=translator,
        cards=cards,
        drafting=drafting,
        draft_card=DraftCard(cards=cards, drafting=drafting, clock=clock),
        submission=Submission(city=city, moving=moving, index=index, clock=clock),
        own_reports=own_reports,
        own_card=OwnCard(cards=ReportCards(city), own_reports=own_reports, clock=clock),
        verdicts=Verdicts(city=city, moving=moving, take_photo=take_photo, clock=clock),
        fixing=Fixing(city=city, drafting=drafting, clock=clock),
        album_photos=AlbumPhotos(city=city, take_photo=take_photo, moving=moving, clock=clock),
        staff=staff,
        viewing=viewing,
        moderation=Moderation(staff=staff, moving=moving),
        desk_cards=desk_cards,
        desk_card=desk_card,
        answering=answering,
        answer_desk=AnswerDesk(city=city, answering=answering, desk_card=desk_card, clock=clock),
        checking=Checking(staff=staff, moving=moving),
        desk_group=world.group,
        finding=Finding(staff=staff, index=index),
        counting=Counting(staff=staff, city=city, clock=clock),
        exporting=Exporting(staff=staff, city=city),
        periods=Periods(translator=translator, city=city, clock=clock),
        figures_cards=FiguresCards(city),
        chart_studio=world.studio,
        switching=switching,
        barring=Barring(staff=staff, clock=clock),
        points_account=PointsAccount(),
        acquaintance=acquaintance,
        letters=Letters(city=city, clock=clock),
        linking=Linking(staff=staff, clock=clock),
    )
    dispatcher.update.outer_middleware(
        Context(
            begin=world.begin,
            acquaintance=acquaintance,
            translator=translator,
            photos=world.photos,
            group=world.group,
        )
    )
    end_dialogue = EndDialogue(menu_labels(translator), goes_on)
    dispatcher.message.outer_middleware(end_dialogue)
    dispatcher.callback_query.outer_middleware(end_dialogue)
    dispatcher.callback_query.outer_middleware(AnswerPress())
    dispatcher.include_router(create_router(translator))
    housekeeping = Housekeeping(
        begin=world.begin,
        photos=world.photos,
        places=places,
        index=index,
        locale=translator.locales[0],
        clock=clock,
    )
    pushes = build_pushes(
        city=city,
        topics=world.topics,
        translator=translator,
        cards=cards,
        staff=staff,
        moving=moving,
        notifier=notifier,
        housekeeping=housekeeping,
        quiet=quiet,
        photos=world.photos,
        group=world.group,
        show_card=_card_shower(world, viewing, desk_cards, translator.of(translator.locales[0])),
        per_second=world.per_second,
        begin=world.begin,
        clock=clock,
        watch=world.watch,
    )
    dispatcher.workflow_data.update(pushes.for_handlers, bots=pushes.outbox.bots)
    return App(
        dispatcher=dispatcher,
        translator=translator,
        housekeeping=housekeeping,
        switching=switching,
        introductions={
            platform: introduction(translator, desk_chats(world.owners, world.group, platform))
            for platform in Platform
        },
        pushes=pushes,
    )


def _card_shower(world: World, viewing: Viewing, cards: DeskCards, texts: Texts) -> ShowCard | None:
    if world.group is None:
        return None
    desk = GroupDesk(
        chat_id=world.group.chat_id,
        cards=cards,
        viewing=viewing,
        photos=world.photos,
        texts=texts,
        begin=world.begin,
    )
    return desk.show


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
        moved_clock = sandbox_clock() if settings.uses_sandbox else None
        if settings.uses_sandbox:
            settings = for_sandbox(settings)
        world = await stack.enter_async_context(open_world(settings, moved_clock or now))
        app = build(world)
        if moved_clock is not None:
            await stack.enter_async_context(
                sandbox(settings, moved_clock, next_due=app.pushes.next_due, moved=app.pushes.clock_moved)
            )
        messengers = _messengers(settings, world)
        for messenger in messengers:
            stack.push_async_callback(messenger.close)
        supervisor = Supervisor(messengers, app.dispatcher, app.introductions, app.join)
        web = serve(settings.web.host, settings.web.port, lambda: supervisor.reaches, world.database_works)
        await stack.enter_async_context(web)
        settle()
        await _serve(app, supervisor, stop)


def _messengers(settings: Settings, world: World) -> list[Telegram | Max]:
    """Those that there is a token for."""
    found: list[Telegram | Max] = []
    if token := settings.telegram.token.get_secret_value():
        found.append(Telegram(token, settings.telegram.api_base))
    if token := settings.max.token.get_secret_value():

        def markers(bot_id: int) -> StoredMarkers:
            return StoredMarkers(world.begin, f"max:{bot_id}")

        found.append(Max(token, settings.max.api_base, settings.max.ca_file, markers))
    return found


async def _serve(app: App, supervisor: Supervisor, stop: asyncio.Event) -> None:
    await app.switching.refresh_switches()
    scheduler = make_scheduler(app.jobs)
    sending = asyncio.create_task(app.outbox.run(stop))
    scheduler.start()
    try:
        await supervisor.run(stop)
    finally:
        if not stop.is_set():  # every messenger has refused, or something has failed that says why
            sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending
        scheduler.shutdown(wait=False)
