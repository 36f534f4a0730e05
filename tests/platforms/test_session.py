"""The lean session reads answers as aiogram's own does, and leaves failures to it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import EditMessageText, GetMe, SendMessage
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
    User,
)
from aiohttp import FormData

from bot.errors import ConfigError
from bot.platforms import telegram
from bot.platforms.introduction import Introduction
from bot.platforms.sandbox.api import ANNA, BotApi
from bot.platforms.sandbox.errors import ApiError
from bot.platforms.sandbox.server import Sandbox, SandboxSettings, start
from bot.platforms.session import read_as


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = await start(SandboxSettings(port=0, folder=None))
    running.api.person().says("/start")
    yield running
    await running.stop()


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    bot = telegram.make_bot(sandbox.api.token, sandbox.url)
    yield bot
    await bot.session.close()


async def test_answers_are_mounted_models_lists_and_scalars(bot):
    sent = await bot.send_message(ANNA, "<b>да</b>", reply_markup=_keyboard())
    assert isinstance(sent, Message)
    edited = await sent.edit_text("нет")
    assert isinstance(edited, Message)
    assert edited.text == "нет"
    assert await sent.delete() is True
    [update] = await bot.get_updates()
    assert isinstance(update, Update)
    assert isinstance(await bot.get_me(), User)


@pytest.mark.parametrize(
    "method",
    [
        SendMessage(chat_id=ANNA, text="Яма & «ямы» 100 % a+b=c?\n~*-_.'()!  \U0001f44d"),
        SendMessage(chat_id=-1, text="x", disable_notification=False, message_thread_id=0),
        SendMessage(chat_id="@канал", text="ё", link_preview_options=LinkPreviewOptions(is_disabled=True)),
        GetMe(),
    ],
    ids=["words", "falsehoods", "nested", "nothing"],
)
async def test_the_form_is_the_one_aiogram_sends(bot, method):
    theirs = AiohttpSession.build_form_data(bot.session, bot, method)
    assert _body(bot.session.build_form_data(bot, method)) == _body(theirs)


def _body(form):
    payload = form() if isinstance(form, FormData) else form
    return payload.content_type, payload.decode()


async def test_failures_are_aiograms_own(bot, sandbox):
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(404, "кому?")
    sandbox.api.refuse_next(ApiError(429, "Too Many Requests: retry after 7", 7))
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(ANNA, "много")
    assert refused.value.retry_after == 7


@pytest.mark.parametrize("content", ["", "<html>", "[]", "{}", '{"ok": true, "result": {"id": "x"}}'])
async def test_what_is_no_answer_is_refused(bot, content):
    with pytest.raises(ClientDecodeError):
        bot.session.check_response(bot, GetMe(), 200, content)


async def test_a_result_that_is_a_model_or_a_scalar_is_told_apart(bot):
    shape = EditMessageText.__returning__
    assert read_as(shape, True, bot) is True
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
    assert isinstance(read_as(shape, message, bot), Message)
    assert isinstance(read_as(SendMessage.__returning__, message, bot), Message)
    with pytest.raises(TypeError):
        read_as(bool, "yes", bot)


async def test_a_refused_token_is_a_line_that_names_the_server_and_not_the_token(sandbox):
    stranger = telegram.make_bot("7:not-the-token-of-this-sandbox", sandbox.url)
    try:
        with pytest.raises(ConfigError) as refused:
            await telegram.prove_token(stranger)
    finally:
        await stranger.session.close()
    assert sandbox.url in str(refused.value)
    assert "not-the-token" not in str(refused.value)


async def test_the_menu_is_set_in_every_language(bot, sandbox):
    told = Introduction(
        menus={"ru": [("new", "Сообщить")], "en": [("new", "Report")]},
        descriptions={"ru": ("Длинно", "Кратко"), "en": ("Long", "Short")},
        desks=(),
        desk_menus={},
    )
    await telegram.introduce(bot, told)
    api: BotApi = sandbox.api
    assert api.call("getMyCommands", {})[0]["description"] == "Сообщить"
    assert api.call("getMyCommands", {"language_code": "en"})[0]["description"] == "Report"
    assert api.call("getMyDescription", {"language_code": "ru"})["description"] == "Длинно"


def _keyboard() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="?", callback_data="x")]])
