"""The last one asked: a button that nobody knows any more."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot import keyboards
from bot.say import Say
from handlers.draft_card import pressed_card


def create_router() -> Router:
    router = Router(name="fallback")
    router.callback_query.register(old_button)
    return router


async def old_button(query: CallbackQuery, say: Say) -> None:
    """A button of an older version, or a forged one: it loses its keyboard and the menu comes back."""
    pressed = pressed_card(query)
    if pressed is not None:
        await say.retire(pressed)
    await say("fallback-button", keyboard=keyboards.menu(say.t))
