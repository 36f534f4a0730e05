"""The topic: suggestions, categories and their pages, and a search by typed words."""

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ActOnDraft, ChooseTopic, DraftAct, ShowCategories, ShowTopics
from bot.cards import Cards
from bot.domain.drafts import Slot
from bot.domain.residents import Resident
from bot.errors import TopicUnknown
from bot.say import Say
from bot.services.drafting import Drafting
from bot.services.ports import Clock, UnitOfWork
from handlers.draft_card import DraftCard, pressed_card
from handlers.filters import OnlyWords
from handlers.states import Typing


def create_router() -> Router:
    router = Router(name="topic")
    router.message.register(look_around, Command("topics"))
    router.callback_query.register(choose, ChooseTopic.filter())
    router.callback_query.register(show_categories, ShowCategories.filter())
    router.callback_query.register(show_category, ShowTopics.filter())
    router.callback_query.register(use_query, ActOnDraft.filter(F.act == DraftAct.ADD_QUERY))
    router.message.register(search, StateFilter(Typing.topic), OnlyWords())
    return router


async def look_around(
    _message: Message,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
) -> None:
    """`/topics`: all that can be reported."""
    draft = await drafting.current(resident, uow)
    await state.set_state(Typing.topic)
    await draft_card.put(draft, cards.categories(say.t, draft), say, uow, in_place=False)


async def choose(
    query: CallbackQuery,
    callback_data: ChooseTopic,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.choose_topic(resident, callback_data.draft, callback_data.topic, uow)
    await draft_card.show(outcome, say, uow, pressed=pressed_card(query))


async def show_categories(
    query: CallbackQuery,
    callback_data: ShowCategories,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
) -> None:
    draft = await drafting.own(resident, callback_data.draft, uow)
    await state.set_state(Typing.topic)
    await draft_card.put(draft, cards.categories(say.t, draft), say, uow, pressed=pressed_card(query))


async def show_category(
    query: CallbackQuery,
    callback_data: ShowTopics,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
    clock: Clock,
) -> None:
    draft = await drafting.own(resident, callback_data.draft, uow)
    screen = cards.category(say.t, draft, callback_data.category, callback_data.page, clock())
    if screen is None:
        raise TopicUnknown
    await state.set_state(Typing.topic)
    await draft_card.put(draft, screen, say, uow, pressed=pressed_card(query))


async def use_query(
    query: CallbackQuery,
    callback_data: ActOnDraft,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.query_to_description(resident, callback_data.draft, uow)
    await draft_card.show(outcome, say, uow, pressed=pressed_card(query))


async def search(
    _message: Message,
    words: str,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """Words typed while topics are looked through; the description stays as it is."""
    outcome = await drafting.search_topic(resident, words, uow)
    if outcome.draft.stop:
        await state.clear()
    await draft_card.show(outcome, say, uow, ask=Slot.TOPIC)
