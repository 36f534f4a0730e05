"""Several problems in one message: one report after another, or one after all."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import SplitProblems
from bot.services.drafting import Outcome
from bot.services.splitting import Splitting
from bot.talk import Talk
from handlers.draft_card import DraftCard, pressed_card


def create_router() -> Router:
    router = Router(name="problems")
    router.callback_query.register(settle, SplitProblems.filter())
    return router


async def settle(
    query: CallbackQuery, callback_data: SplitProblems, talk: Talk, splitting: Splitting, draft_card: DraftCard
) -> None:
    decide = splitting.split if callback_data.one_by_one else splitting.leave_whole
    draft = await decide(talk.person, callback_data.draft, talk.uow)
    await draft_card.show(Outcome(draft), talk.say, talk.uow, pressed=pressed_card(query))
