"""The details a topic's service wants to know: chosen by a button or typed."""

from uuid import UUID

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AskDetails, ChooseDetail, DropDetail
from bot.detail_screens import DetailScreens
from bot.services.detailing import Detailing
from bot.services.drafting import Drafting, Outcome
from bot.talk import Talk
from handlers.draft_card import DraftCard, pressed_card
from handlers.filters import OnlyWords
from handlers.states import Typing


def create_router() -> Router:
    router = Router(name="details")
    router.callback_query.register(ask, AskDetails.filter())
    router.callback_query.register(choose, ChooseDetail.filter())
    router.callback_query.register(drop, DropDetail.filter())
    router.message.register(take, StateFilter(Typing.detail), OnlyWords())
    router.message.register(take_answer, StateFilter(None), OnlyWords())
    return router


async def ask(
    query: CallbackQuery,
    callback_data: AskDetails,
    talk: Talk,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
    detail_screens: DetailScreens,
) -> None:
    """One detail again, or which of them."""
    draft = await drafting.own(talk.person, callback_data.draft, talk.uow)
    known = detail_screens.of(draft)
    wanted = [detail for detail in known if detail.id == callback_data.detail] or known
    if not wanted:  # the topic is another by now, and wants none
        await draft_card.show(Outcome(draft), talk.say, talk.uow, pressed=pressed_card(query))
        return
    if len(wanted) == 1:
        await state.set_state(Typing.detail)
        await state.set_data({"draft": draft.id.hex, "detail": wanted[0].id})
        screen = detail_screens.question(talk.t, draft, wanted[0])
    else:
        screen = detail_screens.list_(talk.t, draft)
    await draft_card.put(draft, screen, talk.say, talk.uow, pressed=pressed_card(query))


async def choose(
    query: CallbackQuery, callback_data: ChooseDetail, talk: Talk, detailing: Detailing, draft_card: DraftCard
) -> None:
    asked, option = callback_data.detail, callback_data.option
    draft = await detailing.choose(talk.person, callback_data.draft, asked, option, talk.uow)
    await draft_card.show(Outcome(draft), talk.say, talk.uow, pressed=pressed_card(query))


async def drop(
    query: CallbackQuery, callback_data: DropDetail, talk: Talk, detailing: Detailing, draft_card: DraftCard
) -> None:
    draft = await detailing.drop(talk.person, callback_data.draft, callback_data.detail, talk.uow)
    await draft_card.show(Outcome(draft), talk.say, talk.uow, pressed=pressed_card(query))


async def take(
    _message: Message, words: str, talk: Talk, state: FSMContext, detailing: Detailing, draft_card: DraftCard
) -> None:
    """The answer to a question that was asked again."""
    asked = await state.get_data()
    draft = await detailing.take(talk.person, UUID(asked["draft"]), asked["detail"], words, talk.uow)
    await state.clear()
    await draft_card.show(Outcome(draft), talk.say, talk.uow)


async def take_answer(
    _message: Message, words: str, talk: Talk, detailing: Detailing, draft_card: DraftCard
) -> None:
    """A typed answer to the question on the review; other words go where they always go."""
    draft = await detailing.answered(talk.person, words, talk.uow)
    if draft is None:
        raise SkipHandler
    await draft_card.show(Outcome(draft), talk.say, talk.uow)
