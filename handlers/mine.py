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
from bot.photos.source import BotPhotos
from bot.readers import read
from bot.say import Screen
from bot.services.own_reports import OwnReports
from bot.services.ports import Clock
from bot.talk import Talk
from bot.texts import Translator
from handlers.draft_card import pressed_card
from handlers.filters import Label
from handlers.own_card import OwnCard
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
    router.callback_query.register(show_answer_photos, act(ReportAct.ANSWER_PHOTOS))
    router.callback_query.register(show_map, act(ReportAct.MAP))
    router.callback_query.register(show_history, act(ReportAct.HISTORY))
    router.callback_query.register(ask_photo, act(ReportAct.ADD_PHOTO))
    router.callback_query.register(ask_withdraw, act(ReportAct.WITHDRAW))
    router.callback_query.register(withdraw, act(ReportAct.WITHDRAW_SURELY))
    router.message.register(add_photo, StateFilter(Typing.report_photo), F.photo | F.document)
    return router


async def list_(_message: Message, talk: Talk, cards: Cards, own_reports: OwnReports) -> None:
    await talk.say.show(cards.mine(talk.t, await own_reports.page(talk.person, 0, talk.uow)))


async def turn_page(
    query: CallbackQuery, callback_data: ShowMine, talk: Talk, cards: Cards, own_reports: OwnReports
) -> None:
    page = await own_reports.page(talk.person, callback_data.page, talk.uow)
    await talk.say.show(cards.mine(talk.t, page), instead_of=pressed_card(query), in_place=True)


async def open_(query: CallbackQuery, callback_data: ActOnReport, talk: Talk, own_card: OwnCard) -> None:
    await own_card.show(callback_data.number, talk, pressed=pressed_card(query))


async def show_photos(
    _query: CallbackQuery, callback_data: ActOnReport, talk: Talk, own_reports: OwnReports
) -> None:
    report = await own_reports.report(talk.person, callback_data.number, talk.uow)
    if report.photos:
        await talk.say.album(report.photos)


async def show_answer_photos(
    _query: CallbackQuery, callback_data: ActOnReport, talk: Talk, own_reports: OwnReports
) -> None:
    own = await own_reports.whole(talk.person, callback_data.number, talk.uow)
    if own.answer and own.answer.photos:
        await talk.say.album(own.answer.photos)


async def show_map(_query: CallbackQuery, callback_data: ActOnReport, talk: Talk, own_reports: OwnReports) -> None:
    report = await own_reports.report(talk.person, callback_data.number, talk.uow)
    await talk.say.point(report.place, talk.t.label("mine-map-title", number=str(report.number)))


async def show_history(query: CallbackQuery, callback_data: ActOnReport, talk: Talk, own_card: OwnCard) -> None:
    await own_card.show_history(callback_data.number, talk, pressed=pressed_card(query))


async def ask_withdraw(
    query: CallbackQuery, callback_data: ActOnReport, talk: Talk, own_reports: OwnReports, own_card: OwnCard
) -> None:
    report = await own_reports.changeable(talk.person, callback_data.number, talk.uow)
    await own_card.ask_withdraw(report, talk, pressed=pressed_card(query))


async def withdraw(
    query: CallbackQuery, callback_data: ActOnReport, talk: Talk, own_reports: OwnReports, own_card: OwnCard
) -> None:
    report = await own_reports.withdraw(talk.person, callback_data.number, talk.uow)
    await own_card.show(report.number, talk, pressed=pressed_card(query))


async def ask_photo(
    _query: CallbackQuery,
    callback_data: ActOnReport,
    talk: Talk,
    state: FSMContext,
    own_reports: OwnReports,
    clock: Clock,
) -> None:
    report = await own_reports.changeable(talk.person, callback_data.number, talk.uow)
    await state.set_data({"number": report.number, "since": clock().isoformat()})
    await state.set_state(Typing.report_photo)
    await talk.say("mine-photo-ask", number=str(report.number))


async def add_photo(
    message: Message, bot: Bot, talk: Talk, state: FSMContext, own_reports: OwnReports, clock: Clock
) -> None:
    """One more photo for a filed report; the parts of an album are counted in one message."""
    evidence, data, t = read(message), await state.get_data(), talk.t
    if clock() - datetime.fromisoformat(data["since"]) > ADDING_PHOTOS:
        await state.clear()
        raise SkipHandler  # by now it is about something else
    if evidence.photo is None:
        await talk.say("unreadable-document")
        return
    source = BotPhotos(bot)
    report, is_new = await own_reports.add_photo(talk.person, data["number"], evidence.photo, source, talk.uow)
    if is_new:
        count = t("mine-photo-added", number=str(report.number), count=len(report.photos))
    else:
        count = t("mine-photo-known", number=str(report.number))
    words = t("mine-photo-without-words") if evidence.words else ""
    shown = await talk.say.show(
        Screen(text=f"{count}\n{words}".strip(), keyboard=keyboards.back_to_report(t, report.number)),
        instead_of=counted(data, evidence.album_id),
        in_place=True,
    )
    await state.update_data(album_id=evidence.album_id, message_id=shown.message_id)


def counted(data: dict[str, Any], album_id: str | None) -> Card | None:
    """The message that counts the photos of the album this one belongs to."""
    if album_id is None or data.get("album_id") != album_id:
        return None
    return Card(data["message_id"], CardKind.TEXT)
