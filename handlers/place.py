"""The place: a typed address and the choice among what was found for it."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ActOnDraft, ChoosePlace, DraftAct
from bot.domain.places import Point
from bot.domain.residents import Resident
from bot.readers import read
from bot.say import Say
from bot.services.drafting import Drafting, Outcome
from bot.services.ports import UnitOfWork
from bot.texts import Translator
from handlers.draft_card import DraftCard, pressed_card
from handlers.filters import Label
from handlers.states import Typing


def create_router(translator: Translator) -> Router:
    router = Router(name="place")
    router.message.register(ask_address, Label(translator, "place-button-type"))
    router.message.register(keep, Label(translator, "draft-button-back"))
    router.callback_query.register(ask_address, ActOnDraft.filter(F.act == DraftAct.ADDRESS))
    router.callback_query.register(choose, ChoosePlace.filter())
    router.message.register(find, StateFilter(Typing.address), F.text.func(_is_an_address))
    return router


def _is_an_address(text: str) -> bool:
    """Not a map link or a pair of coordinates: those are evidence wherever they come."""
    return "://" not in text and any(letter.isalpha() for letter in text)


async def ask_address(_event: Message | CallbackQuery, say: Say, state: FSMContext) -> None:
    await state.set_state(Typing.address)
    await say("place-address-ask")


async def keep(
    _message: Message,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """«Назад» under the input field: the place stays as it was, and the menu comes back."""
    draft = await drafting.current(resident, uow)
    await draft_card.show(Outcome(draft, placed=draft.place is not None), say, uow)


async def find(
    message: Message,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.find_address(resident, read(message).words, uow)
    if outcome.placed:
        await state.clear()
    await draft_card.show(outcome, say, uow)


async def choose(
    query: CallbackQuery,
    callback_data: ChoosePlace,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    point = Point(callback_data.lat / 100_000, callback_data.lon / 100_000)
    outcome = await drafting.choose_place(resident, callback_data.draft, point, uow)
    await draft_card.show(outcome, say, uow, pressed=pressed_card(query))
