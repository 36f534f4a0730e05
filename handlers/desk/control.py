"""`/return`, `/close`, and the buttons that decide about answers: publish, send back, return, close, dispute."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk.callbacks import Approve, DeskAct, OnReport
from bot.domain.deeds import Why
from bot.domain.reports import EventKind
from bot.errors import MoveRefused, WrongUsage
from bot.readers import clean
from bot.services.checking import Checking
from bot.talk import Talk
from handlers.desk.commands import numbered
from handlers.desk.desk_card import DeskCard
from handlers.groups import is_said_to_bot
from handlers.states import AtDesk

DECISIONS = {
    DeskAct.SEND_BACK: (EventKind.ANSWER_SENT_BACK, "answers-send-back-ask"),
    DeskAct.RETURN: (EventKind.RETURNED, "answers-return-ask"),
    DeskAct.CLOSE: (EventKind.CLOSED, "answers-close-ask"),
    DeskAct.DISPUTE: (EventKind.DISPUTED, "answers-dispute-ask"),
}
"""What a button does, and what it asks for: words, and nothing else."""


def create_router() -> Router:
    router = Router(name="control")

    def act(*which: DeskAct) -> CallbackQueryFilter:
        return OnReport.filter(F.act.in_(which))

    router.message.register(give_back, Command("return"))
    router.message.register(close, Command("close"))
    router.callback_query.register(approve, Approve.filter())
    router.callback_query.register(ask_words, act(*DECISIONS))
    router.message.register(decide, StateFilter(AtDesk.decision), is_said_to_bot, F.text)
    return router


async def give_back(
    message: Message, command: CommandObject, talk: Talk, checking: Checking, desk_card: DeskCard
) -> None:
    """`/return N words`: to the service, to whoever wrote the answer, or from an agency to the editors."""
    asked = await numbered(command, message, talk, "usage-return")
    words = clean(asked.rest)
    if not words:
        raise WrongUsage("usage-return")
    deed = checking.give_back(talk.person, asked.number, words, talk.uow)
    await desk_card.after_command(deed, asked.number, talk)


async def close(
    message: Message, command: CommandObject, talk: Talk, checking: Checking, desk_card: DeskCard
) -> None:
    asked = await numbered(command, message, talk, "usage-close")
    words = clean(asked.rest)
    if not words:
        raise WrongUsage("usage-close")
    deed = checking.decide(talk.person, asked.number, EventKind.CLOSED, words, talk.uow)
    await desk_card.after_command(deed, asked.number, talk)


async def approve(
    query: CallbackQuery, callback_data: Approve, talk: Talk, checking: Checking, desk_card: DeskCard
) -> None:
    deed = checking.approve(talk.person, callback_data.number, callback_data.answer, talk.uow)
    await desk_card.after(deed, callback_data.number, talk, query)


async def ask_words(
    query: CallbackQuery,
    callback_data: OnReport,
    talk: Talk,
    state: FSMContext,
    checking: Checking,
    desk_card: DeskCard,
) -> None:
    number, (kind, ask) = callback_data.number, DECISIONS[callback_data.act]
    ready = checking.ready(talk.person, number, kind, talk.uow)
    await desk_card.or_as_it_is(ready, number, talk, query)
    await state.set_data({"number": number, "kind": kind.value})
    await state.set_state(AtDesk.decision)
    await talk.say.html(talk.t(ask, number=str(number)))


async def decide(message: Message, talk: Talk, state: FSMContext, checking: Checking, desk_card: DeskCard) -> None:
    """The words that were asked for."""
    data, words = await state.get_data(), clean(message.text or "")
    number, kind = data["number"], EventKind(data["kind"])
    try:
        await desk_card.after_command(checking.decide(talk.person, number, kind, words, talk.uow), number, talk)
    except Exception as error:
        if not (isinstance(error, MoveRefused) and error.why is Why.NO_WORDS):  # the next words may be better
            await state.clear()
        raise
    await state.clear()
