"""Groups where the bot is not meant to talk: one sentence with the way to the private chat."""

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot import keyboards
from bot.say import Say


async def is_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE


async def is_private_press(query: CallbackQuery) -> bool:
    return query.message is None or query.message.chat.type == ChatType.PRIVATE


def create_router() -> Router:
    router = Router(name="groups")
    router.message.register(show_the_way, is_meant_for_bot)
    router.my_chat_member.register(added, is_added_to_group)
    return router


async def is_meant_for_bot(message: Message, bot: Bot) -> bool:
    """A command, a mention or an answer to the bot; other talk of the group is none of its business."""
    me = await bot.me()
    text = message.text or message.caption or ""
    reply = message.reply_to_message
    return (
        text.startswith("/")
        or f"@{me.username}".lower() in text.lower()
        or (reply is not None and reply.from_user is not None and reply.from_user.id == me.id)
    )


async def is_added_to_group(event: ChatMemberUpdated) -> bool:
    was, now = event.old_chat_member.status, event.new_chat_member.status
    absent, present = {"left", "kicked"}, {"member", "administrator"}
    return event.chat.type in {"group", "supergroup"} and was in absent and now in present


async def show_the_way(_message: Message, bot: Bot, say: Say) -> None:
    me = await bot.me()
    link = f"https://t.me/{me.username}"
    await say("group-private-only", keyboard=keyboards.link(say.t.label("group-button-open"), link))


async def added(_event: ChatMemberUpdated, bot: Bot, say: Say) -> None:
    me = await bot.me()
    link = f"https://t.me/{me.username}"
    await say("group-private-only", keyboard=keyboards.link(say.t.label("group-button-open"), link))
