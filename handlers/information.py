"""Things to read: help, who to call, what happens to one's data."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.callbacks import Go
from bot.domain.city import City
from bot.say import Say
from bot.texts import Html, Translator
from handlers.filters import Label


def create_router(translator: Translator) -> Router:
    router = Router(name="information")
    router.message.register(help_, or_f(Command("help"), Label(translator, "menu-help")))
    router.message.register(emergency, Command("emergency"))
    router.message.register(privacy, Command("privacy"))
    router.callback_query.register(emergency, Go.filter_to("emergency"))
    router.callback_query.register(privacy, Go.filter_to("privacy"))
    return router


async def help_(_event: Message, say: Say) -> None:
    await say("help-text", keyboard=keyboards.help_(say.t))


async def emergency(_event: Message | CallbackQuery, say: Say, city: City) -> None:
    """Numbers as plain text: messengers make them pressable."""
    lines = (
        say.t("help-emergency-line", number=phone.number, what=phone.title[say.t.locale]) for phone in city.phones
    )
    await say("help-emergency", numbers=Html("\n".join(lines)))


async def privacy(_event: Message | CallbackQuery, say: Say, city: City) -> None:
    await say("help-privacy", text=city.privacy[say.t.locale])
