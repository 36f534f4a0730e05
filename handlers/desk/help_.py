"""`/help` of an operator: what their role can do, a line each. A resident gets the residents' help."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, or_f
from aiogram.types import Message

from bot import keyboards
from bot.desk.commands import commands_of
from bot.errors import NotAnOperator
from bot.services.staff import Staff
from bot.talk import Talk
from bot.texts import Html, Translator
from bot.wording import ROLE
from handlers.filters import Label


def create_router(translator: Translator) -> Router:
    router = Router(name="desk_help")
    router.message.register(help_, or_f(Command("help"), Label(translator, "menu-help")))
    return router


async def help_(_message: Message, talk: Talk, staff: Staff) -> None:
    async with talk.uow.reading():
        operator = await staff.of(talk.person, talk.uow)
    if operator is None and talk.is_private:
        raise SkipHandler
    if operator is None:
        raise NotAnOperator
    lines = [
        talk.t("help-desk-line", command=name, what=talk.t.label(text))
        for name, text in commands_of(operator.role)
    ]
    await talk.say(
        "help-desk",
        role=talk.t.label(ROLE[operator.role]),
        commands=Html("\n".join(lines)),
        keyboard=keyboards.help_(talk.t) if talk.is_private else None,
    )
