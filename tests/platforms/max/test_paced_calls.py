"""What counts against the two requests a second of a chat: sends, edits, deletions and answers, each once."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Message

from bot.platforms.max.memory import Memory
from bot.platforms.max.pace import Pace
from bot.platforms.max.session import MaxSession
from bot.press import handled
from tests.platforms.max.conftest import no_time
from tests.platforms.max.small_max import ANNA, BOT_ID, DIALOG

BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])

Doing = Callable[[Bot, Message], Awaitable[Any]]


class Counting(Pace):
    """Nobody waits; whom each request was for is noted."""

    def __init__(self) -> None:
        super().__init__()
        self.chats: list[int | None] = []

    async def turn(self, chat: int | None = None) -> None:
        self.chats.append(chat)


def photo() -> InputMediaPhoto:
    return InputMediaPhoto(media=BufferedInputFile(b"\xff\xd8", "x.jpg"))


def press_of(message: Message) -> str:
    """The small MAX knows the message by it."""
    return f"cb-mid.{DIALOG:016x}{message.message_id:016x}"


async def edited_under_a_press(_bot: Bot, message: Message) -> None:
    with handled(press_of(message)):
        await message.edit_text("нет")


@pytest.mark.parametrize(
    "do",
    [
        pytest.param(lambda bot, _: bot.send_message(ANNA, "да"), id="text"),
        pytest.param(lambda bot, _: bot.send_location(ANNA, 55.7, 37.6), id="location"),
        pytest.param(lambda bot, _: bot.send_media_group(ANNA, [photo(), photo()]), id="album"),
        pytest.param(lambda _, message: message.edit_text("нет"), id="edit"),
        pytest.param(lambda _, message: message.edit_media(photo()), id="photo"),
        pytest.param(lambda _, message: message.delete(), id="deletion"),
        pytest.param(lambda bot, message: bot.answer_callback_query(press_of(message)), id="silence"),
        pytest.param(lambda bot, message: bot.answer_callback_query(press_of(message), "Занято"), id="words"),
        pytest.param(edited_under_a_press, id="edit-under-a-press"),
    ],
)
async def test_it_counts_against_the_limit_of_its_chat_once(
    server: Any, make_client: Callable[..., Any], memory: Memory, do: Doing
):
    pace = Counting()
    session = MaxSession(make_client(server.url, pace=pace), memory, rest=no_time)
    bot = Bot(f"{BOT_ID}:max", session)
    bot.default.parse_mode = "HTML"
    message = await bot.send_message(ANNA, "да", reply_markup=BUTTONS)
    memory.pressed(press_of(message), ANNA, message.message_id)
    pace.chats.clear()
    await do(bot, message)
    assert [chat for chat in pace.chats if chat is not None] == [ANNA]
    await session.close()
