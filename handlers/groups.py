"""Groups where the bot is not meant to talk: one sentence with the way to the private chat."""

from datetime import datetime, timedelta

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot import keyboards
from bot.domain.operators import Group
from bot.domain.residents import Platform
from bot.messenger import MessengerBot
from bot.say import Say
from bot.services.ports import Clock

QUIET_FOR = timedelta(hours=1)
MOST_GROUPS = 1000


class FirstInAWhile(Filter):
    """Talk that is not for the bot is answered once an hour in a group, not at every word."""

    def __init__(self) -> None:
        self._answered: dict[int, datetime] = {}

    async def __call__(self, message: Message, clock: Clock) -> bool:
        now, last = clock(), self._answered.pop(message.chat.id, None)
        is_first = last is None or now - last > QUIET_FOR
        self._answered[message.chat.id] = now if is_first or last is None else last
        if len(self._answered) > MOST_GROUPS:
            del self._answered[next(iter(self._answered))]
        return is_first


async def is_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE


async def is_private_press(query: CallbackQuery) -> bool:
    return query.message is None or query.message.chat.type == ChatType.PRIVATE


async def is_at_desk(message: Message, platform: Platform, desk_group: Group | None) -> bool:
    """Where operators work: a private chat, or their group."""
    return message.chat.type == ChatType.PRIVATE or Group(platform, message.chat.id) == desk_group


async def is_at_desk_press(query: CallbackQuery, platform: Platform, desk_group: Group | None) -> bool:
    chat = query.message.chat if query.message else None
    return chat is None or chat.type == ChatType.PRIVATE or Group(platform, chat.id) == desk_group


async def is_among_operators(message: Message, platform: Platform, desk_group: Group | None) -> bool:
    """Their group: people talk there, and the bot listens to commands and answers it asked for."""
    return Group(platform, message.chat.id) == desk_group


def create_router() -> Router:
    router = Router(name="groups")
    router.message.register(let_them_talk, is_among_operators, ~F.text.startswith("/"))
    router.message.register(show_the_way, is_meant_for_bot)
    router.message.register(show_the_way, FirstInAWhile())
    router.my_chat_member.register(added, is_added_to_group)
    return router


async def is_meant_for_bot(message: Message, bot: Bot) -> bool:
    """A command, a mention or an answer to the bot."""
    me = await bot.me()
    text = message.text or message.caption or ""
    reply = message.reply_to_message
    return (
        text.startswith("/")
        or f"@{me.username}".lower() in text.lower()
        or (reply is not None and reply.from_user is not None and reply.from_user.id == me.id)
    )


async def is_said_to_bot(message: Message, bot: Bot) -> bool:
    """In private everything is; among operators an answer to the bot, for they talk to each other there."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    reply, me = message.reply_to_message, await bot.me()
    return reply is not None and reply.from_user is not None and reply.from_user.id == me.id


async def is_added_to_group(event: ChatMemberUpdated) -> bool:
    was, now = event.old_chat_member.status, event.new_chat_member.status
    absent, present = {"left", "kicked"}, {"member", "administrator"}
    return event.chat.type in {"group", "supergroup"} and was in absent and now in present


async def let_them_talk(_message: Message) -> None:
    """Nothing to say."""


async def show_the_way(_message: Message, bot: MessengerBot, say: Say) -> None:
    await say("group-private-only", keyboard=keyboards.link(say.t.label("group-button-open"), await bot.link()))


async def added(_event: ChatMemberUpdated, bot: MessengerBot, say: Say) -> None:
    await say("group-private-only", keyboard=keyboards.link(say.t.label("group-button-open"), await bot.link()))
