"""«📋 Мои сообщения»: the list, a report's card, and what its author may still change."""

from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, StateFilter, or_f
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.callbacks import ActOnReport, ReportAct, ShowMine
from bot.cards import Cards
from bot.domain.drafts import Card, CardKind
from bot.domain.life_cycle import move
from bot.domain.reports import EventKind, Report
from bot.domain.residents import Resident
from bot.photos.source import BotPhotos
from bot.readers import read
from bot.say import Say, Screen
from bot.services.own_reports import OwnReports
from bot.services.ports import Clock, UnitOfWork
from bot.texts import Translator
from handlers.draft_card import pressed_card
from handlers.filters import Label
from handlers.states import Typing

ADDING_PHOTOS = timedelta(minutes=30)
"""Photos sent later than this after «Добавить фото» are about something else."""


def create_router(translator: Translator) -> Router:
    router = Router(name="mine")

    def act(which: ReportAct) -> CallbackQueryFilter:
        return ActOnReport.filter(F.act == which)

    router.message.register(list_, or_f(Command("my"), Label(translator, "menu-mine")))
    router.callback_query.register(turn_page, ShowMine.filter())
    router.callback_query.register(open_, act(ReportAct.SHOW))
    router.callback_query.register(show_photos, act(ReportAct.PHOTOS))
    router.callback_query.register(show_map, act(ReportAct.MAP))
    router.callback_query.register(show_history, act(ReportAct.HISTORY))
    router.callback_query.register(ask_photo, act(ReportAct.ADD_PHOTO))
    router.callback_query.register(ask_withdraw, act(ReportAct.WITHDRAW))
    router.callback_query.register(withdraw, act(ReportAct.WITHDRAW_SURELY))
    router.message.register(add_photo, StateFilter(Typing.report_photo), F.photo | F.document)
    return router


def can_change(report: Report) -> bool:
    return move(EventKind.WITHDRAWN, report.status) is not None


async def list_(
    _message: Message, resident: Resident, uow: UnitOfWork, say: Say, cards: Cards, own_reports: OwnReports
) -> None:
    await say.show(cards.mine(say.t, await own_reports.page(resident, 0, uow)))


async def turn_page(
    query: CallbackQuery,
    callback_data: ShowMine,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    cards: Cards,
    own_reports: OwnReports,
) -> None:
    page = await own_reports.page(resident, callback_data.page, uow)
    await say.show(cards.mine(say.t, page), instead_of=pressed_card(query), in_place=True)


async def show_report(
    number: int,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    cards: Cards,
    own_reports: OwnReports,
    pressed: Card | None = None,
) -> None:
    report = await own_reports.report(resident, number, uow)
    screen = cards.report(say.t, report, can_change=can_change(report))
    await say.show(screen, instead_of=pressed, in_place=pressed is not None)


async def open_(
    query: CallbackQuery,
    callback_data: ActOnReport,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    cards: Cards,
    own_reports: OwnReports,
) -> None:
    await show_report(callback_data.number, resident, uow, say, cards, own_reports, pressed_card(query))


async def show_photos(
    query: CallbackQuery,
    callback_data: ActOnReport,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    own_reports: OwnReports,
) -> None:
    report = await own_reports.report(resident, callback_data.number, uow)
    if report.photos:
        await say.album(report.photos)


async def show_map(
    query: CallbackQuery,
    callback_data: ActOnReport,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    own_reports: OwnReports,
) -> None:
    report = await own_reports.report(resident, callback_data.number, uow)
    await say.point(report.place, say.t.label("mine-map-title", number=str(report.number)))


async def show_history(
    query: CallbackQuery,
    callback_data: ActOnReport,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    cards: Cards,
    own_reports: OwnReports,
) -> None:
    report = await own_reports.report(resident, callback_data.number, uow)
    events = await own_reports.history(resident, report.number, uow)
    await say.show(cards.history(say.t, report, events), instead_of=pressed_card(query), in_place=True)


async def ask_withdraw(
    query: CallbackQuery,
    callback_data: ActOnReport,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    cards: Cards,
    own_reports: OwnReports,
) -> None:
    report = await own_reports.changeable(resident, callback_data.number, uow)
    await say.show(cards.surely_withdraw(say.t, report), instead_of=pressed_card(query), in_place=True)


async def withdraw(
    query: CallbackQuery,
    callback_data: ActOnReport,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    cards: Cards,
    own_reports: OwnReports,
) -> None:
    report = await own_reports.withdraw(resident, callback_data.number, uow)
    screen = cards.report(say.t, report, can_change=False)
    await say.show(screen, instead_of=pressed_card(query), in_place=True)


async def ask_photo(
    query: CallbackQuery,
    callback_data: ActOnReport,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    own_reports: OwnReports,
    clock: Clock,
) -> None:
    report = await own_reports.changeable(resident, callback_data.number, uow)
    await state.set_state(Typing.report_photo)
    await state.set_data({"number": report.number, "since": clock().isoformat()})
    await say("mine-photo-ask", number=str(report.number))


async def add_photo(
    message: Message,
    bot: Bot,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    own_reports: OwnReports,
    clock: Clock,
) -> None:
    """One more photo for a filed report; the parts of an album are counted in one message."""
    evidence, data = read(message), await state.get_data()
    if clock() - datetime.fromisoformat(data["since"]) > ADDING_PHOTOS:
        await state.clear()
        raise SkipHandler  # by now it is about something else
    if evidence.photo is None:
        await say("unreadable-document")
        return
    report, is_new = await own_reports.add_photo(resident, data["number"], evidence.photo, BotPhotos(bot), uow)
    if is_new:
        count = say.t("mine-photo-added", number=str(report.number), count=len(report.photos))
    else:
        count = say.t("mine-photo-known", number=str(report.number))
    words = say.t("mine-photo-without-words") if evidence.words else ""
    shown = await say.show(
        Screen(text=f"{count}\n{words}".strip(), keyboard=keyboards.back_to_report(say.t, report)),
        instead_of=_counted(data, evidence.album_id),
        in_place=True,
    )
    await state.update_data(album_id=evidence.album_id, message_id=shown.message_id)


def _counted(data: dict[str, Any], album_id: str | None) -> Card | None:
    """The message that counts the photos of the album this one belongs to."""
    if album_id is None or data.get("album_id") != album_id:
        return None
    return Card(data["message_id"], CardKind.TEXT)
