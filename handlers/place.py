"""The place: a typed address and what was found for it, the place of an earlier report, or that of a photo."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ActOnDraft, ChoosePlace, DraftAct
from bot.domain.drafts import Slot
from bot.domain.places import Point
from bot.domain.residents import Resident
from bot.say import Say
from bot.services.drafting import Drafting, Outcome
from bot.services.ports import UnitOfWork
from bot.talk import Talk
from bot.texts import Translator
from handlers.draft_card import DraftCard, pressed_card
from handlers.filters import Label, OnlyWords, RecentPlace
from handlers.states import Typing


def create_router(translator: Translator) -> Router:
    router = Router(name="place")
    router.message.register(ask_address, Label(translator, "place-button-type"))
    router.message.register(cannot_share, Label(translator, "place-button-share"))
    router.message.register(keep, Label(translator, "draft-button-back"))
    router.message.register(choose_recent, RecentPlace(translator))
    router.callback_query.register(ask_address, ActOnDraft.filter(F.act == DraftAct.ADDRESS))
    router.callback_query.register(choose, ChoosePlace.filter())
    router.callback_query.register(take_from_photo, ActOnDraft.filter(F.act == DraftAct.PHOTO_PLACE))
    router.callback_query.register(keep_told, ActOnDraft.filter(F.act == DraftAct.KEEP_PLACE))
    router.message.register(find, StateFilter(Typing.address), OnlyWords())
    return router


async def ask_address(_event: Message | CallbackQuery, say: Say, state: FSMContext) -> None:
    await state.set_state(Typing.address)
    await say("place-address-ask")


async def cannot_share(_message: Message, say: Say) -> None:
    """The button's words instead of a location: some applications cannot send one."""
    await say("place-cannot-share")


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
    _message: Message,
    words: str,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.find_address(resident, words, uow)
    if outcome.placed or outcome.draft.stop:
        await state.clear()
    await draft_card.show(outcome, say, uow, ask=None if outcome.placed else Slot.PLACE)


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


async def choose_recent(
    _message: Message, address: str, talk: Talk, state: FSMContext, drafting: Drafting, draft_card: DraftCard
) -> None:
    """«🕘 Тверская улица, 7» under the input field: where an earlier report of theirs is."""
    outcome = await drafting.choose_recent(talk.person, address, talk.uow)
    if outcome.placed:
        await state.clear()
    await draft_card.show(outcome, talk.say, talk.uow, ask=None if outcome.placed else Slot.PLACE)


async def take_from_photo(
    query: CallbackQuery, callback_data: ActOnDraft, talk: Talk, drafting: Drafting, draft_card: DraftCard
) -> None:
    outcome = await drafting.photo_place(talk.person, callback_data.draft, talk.uow)
    await draft_card.show(outcome, talk.say, talk.uow, pressed=pressed_card(query))


async def keep_told(
    query: CallbackQuery, callback_data: ActOnDraft, talk: Talk, drafting: Drafting, draft_card: DraftCard
) -> None:
    outcome = await drafting.keep_place(talk.person, callback_data.draft, talk.uow)
    await draft_card.show(outcome, talk.say, talk.uow, pressed=pressed_card(query))
