"""`/queue`, `/overdue`, `/show`: what waits, what is late, and a report's card with photos, map and history."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, Message

from bot.desk.callbacks import DeskAct, OnReport, ShowOverdue, ShowQueue
from bot.desk.cards import DeskCards
from bot.domain.reports import Turn
from bot.services.viewing import Viewing
from bot.talk import Talk
from handlers.desk.commands import numbered
from handlers.desk.desk_card import DeskCard
from handlers.draft_card import pressed_card

LARGEST_ALBUM = 10
"""Photos that a messenger takes at once."""


def create_router() -> Router:
    router = Router(name="queue")

    def act(which: DeskAct) -> CallbackQueryFilter:
        return OnReport.filter(F.act == which)

    router.message.register(queue, Command("queue"))
    router.message.register(overdue, Command("overdue"))
    router.message.register(show, Command("show"))
    router.callback_query.register(turn_queue, ShowQueue.filter())
    router.callback_query.register(turn_overdue, ShowOverdue.filter())
    router.callback_query.register(open_, act(DeskAct.SHOW))
    router.callback_query.register(show_photos, act(DeskAct.PHOTOS))
    router.callback_query.register(show_map, act(DeskAct.MAP))
    router.callback_query.register(show_history, act(DeskAct.HISTORY))
    return router


async def queue(_message: Message, talk: Talk, viewing: Viewing, desk_cards: DeskCards) -> None:
    page = await viewing.queue(talk.person, None, 0, talk.uow)
    await talk.say.show(desk_cards.queue(talk.t, page))


async def turn_queue(
    query: CallbackQuery, callback_data: ShowQueue, talk: Talk, viewing: Viewing, desk_cards: DeskCards
) -> None:
    turn = Turn(callback_data.turn) if callback_data.turn in set(Turn) else None
    page = await viewing.queue(talk.person, turn, callback_data.page, talk.uow)
    await talk.say.show(desk_cards.queue(talk.t, page), instead_of=pressed_card(query), in_place=True)


async def overdue(_message: Message, talk: Talk, viewing: Viewing, desk_cards: DeskCards) -> None:
    await talk.say.show(desk_cards.overdue(talk.t, await viewing.overdue(talk.person, 0, talk.uow)))


async def turn_overdue(
    query: CallbackQuery, callback_data: ShowOverdue, talk: Talk, viewing: Viewing, desk_cards: DeskCards
) -> None:
    page = await viewing.overdue(talk.person, callback_data.page, talk.uow)
    await talk.say.show(desk_cards.overdue(talk.t, page), instead_of=pressed_card(query), in_place=True)


async def show(message: Message, command: CommandObject, talk: Talk, desk_card: DeskCard) -> None:
    asked = await numbered(command, message, talk, "usage-show")
    await desk_card.show(asked.number, talk)


async def open_(query: CallbackQuery, callback_data: OnReport, talk: Talk, desk_card: DeskCard) -> None:
    """From a list the card comes below it; «⬅️ Назад» on a card's own screen brings it back in place."""
    pressed = pressed_card(query)
    await desk_card.show(callback_data.number, talk, pressed=None if _is_list(query) else pressed)


async def show_photos(_query: CallbackQuery, callback_data: OnReport, talk: Talk, viewing: Viewing) -> None:
    """All there are, of the report, its answer, and a refutation: several albums if need be."""
    found = await viewing.report(talk.person, callback_data.number, talk.uow)
    for first in range(0, len(found.photos), LARGEST_ALBUM):
        await talk.say.album(found.photos[first : first + LARGEST_ALBUM])


async def show_map(_query: CallbackQuery, callback_data: OnReport, talk: Talk, viewing: Viewing) -> None:
    found = await viewing.report(talk.person, callback_data.number, talk.uow)
    number = str(found.report.number)
    await talk.say.point(found.report.place, talk.t.label("desk-map-title", number=number))


async def show_history(
    query: CallbackQuery,
    callback_data: OnReport,
    talk: Talk,
    viewing: Viewing,
    desk_cards: DeskCards,
    desk_card: DeskCard,
) -> None:
    found = await viewing.report(talk.person, callback_data.number, talk.uow)
    events = await viewing.history(talk.person, callback_data.number, talk.uow)
    await desk_card.put(desk_cards.history(talk.t, found.report, events), talk, query)


def _is_list(query: CallbackQuery) -> bool:
    """The pressed message lists several reports: it stays."""
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    data = [button.callback_data for row in (markup.inline_keyboard if markup else ()) for button in row]
    shows = {
        one for one in data if one and one.startswith(f"{OnReport.__prefix__}:") and one.endswith(DeskAct.SHOW)
    }
    return len(shows) > 1 or any(
        one and one.startswith((f"{ShowQueue.__prefix__}:", f"{ShowOverdue.__prefix__}:")) for one in data
    )
