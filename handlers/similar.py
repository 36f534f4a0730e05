"""Joins a report that others have filed, or goes on with one's own."""

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery

from bot.errors import ReportIsOwn, ReportNotFound, ReportOver
from bot.near_callbacks import OnSimilar, SimilarAct
from bot.services.drafting import Drafting, Outcome
from bot.services.joining import Joining
from bot.services.splitting import Splitting
from bot.similar_screens import SimilarScreens
from bot.talk import Talk
from handlers.draft_card import DraftCard, pressed_card
from handlers.next_problem import show_next
from handlers.own_card import OwnCard


def create_router() -> Router:
    router = Router(name="similar")

    def act(which: SimilarAct) -> CallbackQueryFilter:
        return OnSimilar.filter(F.act == which)

    router.callback_query.register(look, act(SimilarAct.SHOW))
    router.callback_query.register(join, act(SimilarAct.JOIN))
    router.callback_query.register(go_on, act(SimilarAct.OTHER))
    router.callback_query.register(open_own, act(SimilarAct.OPEN))
    return router


async def look(
    query: CallbackQuery,
    callback_data: OnSimilar,
    talk: Talk,
    drafting: Drafting,
    draft_card: DraftCard,
    similar_screens: SimilarScreens,
) -> None:
    """Another one of those that are similar."""
    draft, pressed = await drafting.own(talk.person, callback_data.draft, talk.uow), pressed_card(query)
    screen = await similar_screens.one(talk.t, draft, callback_data.number, talk.uow)
    if screen is None:
        await draft_card.show(Outcome(draft), talk.say, talk.uow, pressed=pressed)
    else:
        await draft_card.put(draft, screen, talk.say, talk.uow, pressed=pressed)


async def join(
    query: CallbackQuery,
    callback_data: OnSimilar,
    talk: Talk,
    drafting: Drafting,
    draft_card: DraftCard,
    joining: Joining,
    similar_screens: SimilarScreens,
    splitting: Splitting,
) -> None:
    pressed = pressed_card(query)
    try:
        joined = await joining.join(talk.person, callback_data.number, talk.uow, instead_of=callback_data.draft)
    except (ReportNotFound, ReportOver, ReportIsOwn) as error:
        draft = await drafting.own(talk.person, callback_data.draft, talk.uow)
        await draft_card.show(Outcome(draft, (error.remark,)), talk.say, talk.uow, pressed=pressed)
        return
    if joined.left is not None and (pressed is None or joined.left.message_id != pressed.message_id):
        await talk.say.retire(joined.left)
    await talk.say.show(similar_screens.joined(talk.t, joined), instead_of=pressed, in_place=True)
    await show_next(callback_data.draft, talk.person, talk.uow, talk.say, splitting, draft_card)


async def go_on(
    query: CallbackQuery,
    callback_data: OnSimilar,
    talk: Talk,
    drafting: Drafting,
    draft_card: DraftCard,
    joining: Joining,
) -> None:
    draft = await drafting.own(talk.person, callback_data.draft, talk.uow)
    draft = await joining.tell_apart(draft, talk.uow)
    await draft_card.show(Outcome(draft), talk.say, talk.uow, pressed=pressed_card(query))


async def open_own(_query: CallbackQuery, callback_data: OnSimilar, talk: Talk, own_card: OwnCard) -> None:
    """Below the draft's card, which stays: the resident has not said yet whether it is the same."""
    await own_card.show(callback_data.number, talk)
