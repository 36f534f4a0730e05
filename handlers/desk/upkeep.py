"""`/topic`, `/ban`, `/unban`: what can be reported now, and who may report."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.desk import keyboards
from bot.desk.callbacks import DeskAct, OnReport
from bot.errors import WrongUsage
from bot.readers import clean
from bot.say import Screen
from bot.services.barring import Barring
from bot.services.switching import SwitchedTopic, Switching
from bot.talk import Talk
from bot.texts import Texts
from handlers.desk.commands import numbered
from handlers.desk.desk_card import DeskCard

SWITCHES = {"on": True, "off": False, "auto": None}


def create_router() -> Router:
    router = Router(name="upkeep")
    router.message.register(topic, Command("topic"))
    router.message.register(ban, Command("ban"))
    router.message.register(unban, Command("unban"))
    router.callback_query.register(ask_ban, OnReport.filter(F.act == DeskAct.BAN))
    router.callback_query.register(ban_by_press, OnReport.filter(F.act == DeskAct.BAN_SURELY))
    router.callback_query.register(unban_by_press, OnReport.filter(F.act == DeskAct.UNBAN))
    return router


async def topic(_message: Message, command: CommandObject, talk: Talk, switching: Switching) -> None:
    """`/topic ID` says whether it is open; `on`, `off` and `auto` change that."""
    match (command.args or "").lower().split():
        case [topic_id]:
            shown = await switching.look(talk.person, topic_id, talk.uow)
        case [topic_id, switch] if switch in SWITCHES:
            shown = await switching.switch(talk.person, topic_id, SWITCHES[switch], talk.uow)
        case _:
            raise WrongUsage("usage-topic")
    await talk.say.html(_state(talk.t, shown))


def _state(t: Texts, shown: SwitchedTopic) -> str:
    title = shown.topic.title[t.locale]
    if shown.by_hand is not None:
        return t("upkeep-topic-opened" if shown.by_hand else "upkeep-topic-closed", topic=title)
    if shown.topic.season is None:
        return t("upkeep-topic-always", topic=title)
    return t("upkeep-topic-in-season" if shown.is_open else "upkeep-topic-out-of-season", topic=title)


async def ban(message: Message, command: CommandObject, talk: Talk, barring: Barring) -> None:
    """`/ban N reason`: no more reports from the author of N."""
    asked = await numbered(command, message, talk, "usage-ban")
    is_new = await barring.ban(talk.person, asked.number, clean(asked.rest), talk.uow)
    await talk.say("upkeep-banned" if is_new else "upkeep-banned-already", number=str(asked.number))


async def unban(message: Message, command: CommandObject, talk: Talk, barring: Barring) -> None:
    asked = await numbered(command, message, talk, "usage-unban")
    is_new = await barring.unban(talk.person, asked.number, talk.uow)
    await talk.say("upkeep-unbanned" if is_new else "upkeep-not-banned", number=str(asked.number))


async def ask_ban(
    query: CallbackQuery, callback_data: OnReport, talk: Talk, barring: Barring, desk_card: DeskCard
) -> None:
    """Asked once more: the author of a report cannot send any until somebody lets them in again."""
    number = callback_data.number
    await barring.check(talk.person, number, talk.uow)
    screen = Screen(
        text=talk.t("upkeep-ban-ask", number=str(number)), keyboard=keyboards.surely_ban(talk.t, number)
    )
    await desk_card.put(screen, talk, query)


async def ban_by_press(
    query: CallbackQuery, callback_data: OnReport, talk: Talk, barring: Barring, desk_card: DeskCard
) -> None:
    number = callback_data.number
    is_new = await barring.ban(talk.person, number, "", talk.uow)
    text = talk.t("upkeep-banned" if is_new else "upkeep-banned-already", number=str(number))
    await desk_card.put(Screen(text=text, keyboard=keyboards.banned(talk.t, number)), talk, query)


async def unban_by_press(
    query: CallbackQuery, callback_data: OnReport, talk: Talk, barring: Barring, desk_card: DeskCard
) -> None:
    number = callback_data.number
    is_new = await barring.unban(talk.person, number, talk.uow)
    text = talk.t("upkeep-unbanned" if is_new else "upkeep-not-banned", number=str(number))
    await desk_card.put(Screen(text=text, keyboard=keyboards.back_to_card(talk.t, number)), talk, query)
