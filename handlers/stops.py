"""Goes past a danger or a matter for others, with everything that has been told kept."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import GoPast
from bot.services.drafting import Outcome
from bot.services.stopping import Stopping
from bot.talk import Talk
from handlers.draft_card import DraftCard, pressed_card


def create_router() -> Router:
    router = Router(name="stops")
    router.callback_query.register(go_past, GoPast.filter())
    return router


async def go_past(
    query: CallbackQuery, callback_data: GoPast, talk: Talk, stopping: Stopping, draft_card: DraftCard
) -> None:
    draft = await stopping.go_past(talk.person, callback_data.draft, callback_data.stop, talk.uow)
    await draft_card.show(Outcome(draft), talk.say, talk.uow, pressed=pressed_card(query))
