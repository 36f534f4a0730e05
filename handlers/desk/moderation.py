"""Publish, reject, assign: by command and by the buttons of the card."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk.callbacks import AssignTo, DeskAct, OnReport, RejectFor, ShowAgencies
from bot.desk.cards import DeskCards
from bot.domain.city import City
from bot.errors import WrongUsage
from bot.readers import clean
from bot.services.moderation import Moderation
from bot.services.viewing import Viewing
from bot.talk import Talk
from handlers.desk.commands import numbered, one_agency
from handlers.desk.desk_card import DeskCard
from handlers.groups import is_said_to_bot
from handlers.states import AtDesk


def create_router() -> Router:
    router = Router(name="moderation")

    def act(which: DeskAct) -> CallbackQueryFilter:
        return OnReport.filter(F.act == which)

    router.message.register(publish, Command("publish"))
    router.message.register(reject, Command("reject"))
    router.message.register(assign, Command("assign"))
    router.callback_query.register(publish_by_press, act(DeskAct.PUBLISH))
    router.callback_query.register(ask_reason, act(DeskAct.REJECT))
    router.callback_query.register(ask_reason_words, act(DeskAct.REJECT_WORDS))
    router.callback_query.register(reject_by_press, RejectFor.filter())
    router.message.register(reject_in_words, StateFilter(AtDesk.reject), is_said_to_bot, F.text)
    router.callback_query.register(ask_agency, act(DeskAct.ASSIGN))
    router.callback_query.register(turn_agencies, ShowAgencies.filter())
    router.callback_query.register(assign_by_press, AssignTo.filter())
    return router


async def publish(
    message: Message, command: CommandObject, talk: Talk, moderation: Moderation, desk_card: DeskCard
) -> None:
    """`/publish N`: the report, or the answer that waits on it."""
    asked = await numbered(command, message, talk, "usage-publish")
    deed = moderation.publish_what_waits(talk.person, asked.number, talk.uow)
    await desk_card.after_command(deed, asked.number, talk)


async def publish_by_press(
    query: CallbackQuery, callback_data: OnReport, talk: Talk, moderation: Moderation, desk_card: DeskCard
) -> None:
    deed = moderation.publish(talk.person, callback_data.number, talk.uow)
    await desk_card.after(deed, callback_data.number, talk, query)


async def reject(
    message: Message,
    command: CommandObject,
    talk: Talk,
    city: City,
    moderation: Moderation,
    desk_card: DeskCard,
) -> None:
    """`/reject N` with the code of a reason, with own words, or with both."""
    asked = await numbered(command, message, talk, "usage-reject")
    code, _, rest = asked.rest.partition(" ")
    reason_id = code if code in city.rejection_reasons else None
    words = clean(rest if reason_id else asked.rest)
    if not reason_id and not words:
        raise WrongUsage("usage-reject")
    deed = moderation.reject(talk.person, asked.number, talk.uow, reason_id=reason_id, words=words)
    await desk_card.after_command(deed, asked.number, talk)


async def ask_reason(
    query: CallbackQuery,
    callback_data: OnReport,
    talk: Talk,
    viewing: Viewing,
    desk_cards: DeskCards,
    desk_card: DeskCard,
) -> None:
    found = await viewing.report(talk.person, callback_data.number, talk.uow)
    await desk_card.put(desk_cards.reasons(talk.t, found.report), talk, query)


async def ask_reason_words(
    _query: CallbackQuery, callback_data: OnReport, talk: Talk, viewing: Viewing, state: FSMContext
) -> None:
    found = await viewing.report(talk.person, callback_data.number, talk.uow)
    await state.set_data({"number": found.report.number})
    await state.set_state(AtDesk.reject)
    await talk.say("desk-reject-words-ask", number=str(found.report.number))


async def reject_in_words(
    message: Message, talk: Talk, state: FSMContext, moderation: Moderation, desk_card: DeskCard
) -> None:
    number, words = (await state.get_data())["number"], clean(message.text or "")
    if not words:
        await talk.say("desk-reject-words-ask", number=str(number))
        return
    await state.clear()
    deed = moderation.reject(talk.person, number, talk.uow, words=words)
    await desk_card.after_command(deed, number, talk)


async def reject_by_press(
    query: CallbackQuery, callback_data: RejectFor, talk: Talk, moderation: Moderation, desk_card: DeskCard
) -> None:
    deed = moderation.reject(talk.person, callback_data.number, talk.uow, reason_id=callback_data.reason)
    await desk_card.after(deed, callback_data.number, talk, query)


async def assign(
    message: Message,
    command: CommandObject,
    talk: Talk,
    moderation: Moderation,
    desk_cards: DeskCards,
    desk_card: DeskCard,
) -> None:
    """`/assign N` with an agency's code or a part of its name."""
    asked = await numbered(command, message, talk, "usage-assign")
    if not asked.rest:
        raise WrongUsage("usage-assign")
    agency_id = await one_agency(asked.rest, talk, desk_cards)
    if agency_id is None:
        return
    deed = moderation.assign(talk.person, asked.number, agency_id, talk.uow)
    await desk_card.after_command(deed, asked.number, talk)


async def ask_agency(
    query: CallbackQuery,
    callback_data: OnReport,
    talk: Talk,
    viewing: Viewing,
    desk_cards: DeskCards,
    desk_card: DeskCard,
) -> None:
    found = await viewing.report(talk.person, callback_data.number, talk.uow)
    await desk_card.put(desk_cards.agencies(talk.t, found.report, 0), talk, query)


async def turn_agencies(
    query: CallbackQuery,
    callback_data: ShowAgencies,
    talk: Talk,
    viewing: Viewing,
    desk_cards: DeskCards,
    desk_card: DeskCard,
) -> None:
    found = await viewing.report(talk.person, callback_data.number, talk.uow)
    await desk_card.put(desk_cards.agencies(talk.t, found.report, callback_data.page), talk, query)


async def assign_by_press(
    query: CallbackQuery, callback_data: AssignTo, talk: Talk, moderation: Moderation, desk_card: DeskCard
) -> None:
    deed = moderation.assign(talk.person, callback_data.number, callback_data.agency, talk.uow)
    await desk_card.after(deed, callback_data.number, talk, query)
