"""The beginning: greeting, the menu, a new report, links into the bot, and an unfinished draft offered again."""

import re

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart, or_f
from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.callbacks import Go
from bot.cards import Cards
from bot.domain.drafts import Draft
from bot.domain.residents import Resident
from bot.say import Say
from bot.services.drafting import Drafting, Outcome
from bot.services.ports import UnitOfWork
from bot.talk import Talk
from bot.texts import Translator
from handlers.draft_card import DraftCard
from handlers.filters import Label
from handlers.own_card import OwnCard


def create_router(translator: Translator) -> Router:
    router = Router(name="start")
    router.message.register(open_link, CommandStart(deep_link=True))
    router.message.register(greet, CommandStart())
    router.message.register(begin, or_f(Command("new"), Label(translator, "menu-report")))
    router.callback_query.register(begin_by_press, Go.filter_to("new"))
    return router


async def greet(
    message: Message,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
) -> None:
    """`/start`: who the bot is, the menu, and the unfinished draft if there is one."""
    await say("start-greeting", keyboard=keyboards.menu(say.t))
    draft = await drafting.current(resident, uow)
    if not draft.is_empty:
        await offer(draft, say, uow, draft_card, cards)


async def begin(
    message: Message,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
) -> None:
    """`/new`: ask the first question, or offer to go on with what was begun."""
    draft = await drafting.current(resident, uow)
    if not draft.is_empty:
        await offer(draft, say, uow, draft_card, cards)
        return
    await draft_card.show(await drafting.start_anew(resident, uow), say, uow)


async def begin_by_press(
    query: CallbackQuery,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
) -> None:
    if isinstance(query.message, Message):
        await begin(query.message, resident, uow, say, drafting, draft_card, cards)
    else:
        await draft_card.show(Outcome(await drafting.current(resident, uow)), say, uow)


async def offer(draft: Draft, say: Say, uow: UnitOfWork, draft_card: DraftCard, cards: Cards) -> None:
    """«Продолжить?»"""
    await draft_card.put(draft, cards.resume(say.t, draft), say, uow, in_place=False)


async def open_link(
    message: Message,
    command: CommandObject,
    talk: Talk,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
    own_card: OwnCard,
) -> None:
    """`/start t_<topic>` begins a report on a topic, `/start r_<number>` opens one's own report."""
    payload, resident, uow, say = command.args or "", talk.person, talk.uow, talk.say
    if found := re.fullmatch(r"r_(\d{1,18})", payload):
        await own_card.show(int(found[1]), talk)
    elif found := re.fullmatch(r"t_([a-z0-9-]{1,28})", payload):
        await draft_card.show(await drafting.start_anew(resident, uow, found[1]), say, uow)
    else:
        await greet(message, resident, uow, say, drafting, draft_card, cards)
