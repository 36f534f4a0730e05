"""`/find` and `/audit`: reports by their words, and all that ever happened to one."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import InlineKeyboardMarkup, Message

from bot.desk.audit import audit
from bot.desk.callbacks import DeskAct, OnReport
from bot.desk.cards import DeskCards
from bot.desk.keyboards import button
from bot.domain.city import City
from bot.errors import WrongUsage
from bot.services.finding import FOUND, Finding
from bot.services.viewing import Viewing
from bot.talk import Talk
from handlers.desk.commands import numbered

LONGEST_QUOTE = 60


def create_router() -> Router:
    router = Router(name="search")
    router.message.register(find, Command("find"))
    router.message.register(show_audit, Command("audit"))
    return router


async def find(
    _message: Message, command: CommandObject, talk: Talk, finding: Finding, desk_cards: DeskCards
) -> None:
    words = (command.args or "").strip()
    if not words:
        raise WrongUsage("usage-find")
    found = await finding.find(talk.person, words, talk.uow)
    if not found:
        await talk.say("search-found-nothing", words=words[:LONGEST_QUOTE])
        return
    rows = [
        [button(desk_cards.row(talk.t, report), OnReport(number=report.number, act=DeskAct.SHOW))]
        for report in found
    ]
    title = "search-found-many" if len(found) == FOUND else "search-found"
    await talk.say(title, words=words[:LONGEST_QUOTE], keyboard=InlineKeyboardMarkup(inline_keyboard=rows))


async def show_audit(message: Message, command: CommandObject, talk: Talk, city: City, viewing: Viewing) -> None:
    asked = await numbered(command, message, talk, "usage-audit")
    made = audit(talk.t, city, asked.number, await viewing.history(talk.person, asked.number, talk.uow))
    await talk.say.html(made.text)
    if made.whole is not None:
        name = f"audit-{asked.number}.txt"
        caption = talk.t("audit-title", number=str(asked.number))
        await talk.say.document(made.whole.encode("utf-8-sig"), name, caption)
