"""Composition root: joins conversations, use cases and the world into the bot; `running` runs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiogram import Dispatcher
from aiogram.fsm.storage.memory import SimpleEventIsolation

from bot.cards import Cards
from bot.desk.callbacks import goes_on
from bot.desk.cards import DeskCards
from bot.desk.figures import FiguresCards
from bot.desk.group import GroupDesk
from bot.detail_screens import DetailScreens
from bot.domain.notices import Quiet
from bot.domain.residents import Platform
from bot.introduction import desk_chats, introduction
from bot.messenger import MessengerBot
from bot.middlewares.context import Context
from bot.middlewares.presses import AnswerPress, EndDialogue
from bot.near_screens import NearScreens
from bot.outbox.group import ShowCard
from bot.outbox.outbox import Outbox
from bot.pauses import Pause
from bot.photos.intake import PhotoIntake
from bot.place_screens import FarPhoto
from bot.platforms.introduction import Introduction
from bot.problem_screens import ProblemScreens
from bot.pushes import Pushes, build_pushes
from bot.report_card import ReportCards
from bot.scheduler import Job
from bot.services.acquaintance import Acquaintance
from bot.services.album_photos import AlbumPhotos
from bot.services.answering import Answering
from bot.services.areas import Areas
from bot.services.barring import Barring
from bot.services.checking import Checking
from bot.services.conversing import Conversing
from bot.services.counting import Counting
from bot.services.detailing import Detailing
from bot.services.drafting import Drafting
from bot.services.exporting import Exporting
from bot.services.finding import Finding, WordIndex
from bot.services.fixing import Fixing
from bot.services.hearing import Hearing
from bot.services.housekeeping import Housekeeping
from bot.services.joining import Joining
from bot.services.letters import Letters
from bot.services.linking import Linking
from bot.services.moderation import Moderation
from bot.services.moving import Moving
from bot.services.nearby import Nearby
from bot.services.notifier import Notifier
from bot.services.own_reports import OwnReports
from bot.services.places import Places
from bot.services.points import PointsAccount
from bot.services.splitting import Splitting
from bot.services.staff import Staff
from bot.services.stopping import Stopping
from bot.services.submission import Submission
from bot.services.switching import Switching
from bot.services.verdicts import Verdicts
from bot.services.viewing import Viewing
from bot.similar_screens import SimilarScreens
from bot.small_talk_screens import SmallTalkScreens
from bot.stop_screens import StopScreens
from bot.texts import Texts, Translator
from bot.world import World
from handlers import create_router, menu_labels, recent_places
from handlers.desk.answer_desk import AnswerDesk
from handlers.desk.desk_card import DeskCard
from handlers.desk.figures import Periods
from handlers.draft_card import DraftCard
from handlers.own_card import OwnCard
from handlers.public_card import PublicCard
from storage.fsm import DatabaseFsm


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
    hearing = Hearing(city=city, understanding=world.understanding, places=places, clock=clock)
    drafting = Drafting(city=city, hearing=hearing, places=places, take_photo=take_photo, clock=clock)
    acquaintance = Acquaintance(clock=clock)
    quiet = Quiet(*world.quiet_hours, city.zone)
    notifier = Notifier(city=city, quiet=quiet)
    moving = Moving(city=city, notifier=notifier, clock=clock, has_group=world.group is not None)
    staff = Staff(owners=world.owners, city=city, clock=clock)
    viewing, desk_cards = Viewing(staff=staff, clock=clock), DeskCards(city)
    index = WordIndex(city.catalogue, world.understanding.lemmas)
    switching = Switching(staff=staff, city=city, clock=clock, begin=world.begin)
    desk_card = DeskCard(cards=desk_cards, viewing=viewing, clock=clock)
    answering = Answering(city=city, staff=staff, moving=moving, take_photo=take_photo, clock=clock)
    own_reports = OwnReports(city=city, take_photo=take_photo, moving=moving)
    detail_screens = DetailScreens(city.catalogue)
    splitting = Splitting(
        city=city, understanding=world.understanding, hearing=hearing, drafting=drafting, clock=clock
    )
    nearby, near = Nearby(city=city, places=places), NearScreens(city)
    public_card = PublicCard(nearby=nearby, screens=near, clock=clock)
    similar = SimilarScreens(nearby=nearby, near_screens=near, clock=clock)
    stop_screens = StopScreens(city)
    pauses: tuple[Pause, ...] = (stop_screens, ProblemScreens(splitting), FarPhoto(city), similar)
    dispatcher = Dispatcher(
        storage=DatabaseFsm(world.database),
        events_isolation=SimpleEventIsolation(),
        city=city,
        clock=clock,
        translator=translator,
        cards=cards,
        drafting=drafting,
        draft_card=DraftCard(
            cards=cards, drafting=drafting, pauses=pauses, detail_screens=detail_screens, clock=clock
        ),
        detailing=Detailing(drafting=drafting, catalogue=city.catalogue, clock=clock),
        detail_screens=detail_screens,
        splitting=splitting,
        conversing=Conversing(world.understanding),
        small_talk_screens=SmallTalkScreens(city),
        stop_screens=stop_screens,
        stopping=Stopping(understanding=world.understanding, drafting=drafting, hearing=hearing, clock=clock),
        submission=Submission(city=city, moving=moving, index=index, clock=clock),
        own_reports=own_reports,
        own_card=OwnCard(cards=ReportCards(city), own_reports=own_reports, public_card=public_card, clock=clock),
        public_card=public_card,
        nearby=nearby,
        near=near,
        similar_screens=similar,
        joining=Joining(city=city, moving=moving, notifier=notifier, clock=clock),
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
        areas=Areas(places=places, clock=clock),
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
    end_dialogue = EndDialogue(menu_labels(translator), recent_places(translator), goes_on)
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
        topics=world.understanding.index,
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
