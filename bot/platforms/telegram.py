"""Telegram: a `Bot` for any Bot API server, polling, and what the messenger shows before the first message.

A refused token ends the start; an unreachable server does not, it is asked again until it answers.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommand, BotCommandScopeChat, User

from bot.errors import ConfigError
from bot.platforms.session import LeanSession

log = structlog.get_logger(__name__)

RETRY_S = (1, 2, 5, 10, 30)
UPDATES_AT_ONCE = 100
"""Updates handled at the same time; the rest wait in the messenger."""


def make_bot(token: str, api_base: str) -> Bot:
    """A bot whose every method goes to `api_base`; texts are HTML."""
    session = LeanSession(api=TelegramAPIServer.from_base(api_base.rstrip("/")))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))


async def prove_token(bot: Bot) -> None:
    """Ask the server who the bot is, as long as it takes.

    Raises:
        ConfigError: The server answered, and it was no.
    """
    for attempt in range(1_000_000):
        try:
            await bot.me()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            server = bot.session.api.base.partition("/bot")[0]
            raise ConfigError(f"telegram.token: refused by {server}: {error.message}") from None
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("bot api does not answer", error=type(error).__name__, attempt=attempt + 1)
            await asyncio.sleep(RETRY_S[min(attempt, len(RETRY_S) - 1)])
        else:
            return


async def ask_once(bot: Bot) -> User:
    """Who the bot is, or why that cannot be said now.

    Raises:
        ConfigError: The token is refused, or the server does not answer.
    """
    try:
        return await bot.me()
    except TelegramAPIError as error:
        raise ConfigError(f"telegram: {error.message}") from None


async def poll(dispatcher: Dispatcher, bot: Bot, **data: Any) -> None:
    """Fetch updates and handle them until cancelled; updates of one person stay in order."""
    await bot.delete_webhook(drop_pending_updates=False)
    await dispatcher.start_polling(
        bot,
        allowed_updates=dispatcher.resolve_used_update_types(),
        handle_signals=False,
        close_bot_session=False,
        tasks_concurrency_limit=UPDATES_AT_ONCE,
        **data,
    )
    # aiogram stops fetching and forgets what is still being handled; there is no public name for it.
    if in_hand := set(dispatcher._handle_update_tasks):  # noqa: SLF001
        await asyncio.wait(in_hand)


async def introduce(
    bot: Bot, commands: Mapping[str, Sequence[tuple[str, str]]], descriptions: Mapping[str, tuple[str, str]]
) -> None:
    """Set the menu of commands and the texts of the empty chat.

    Args:
        commands: By language, pairs of command and what it does; the first language is for everyone else.
        descriptions: By language, the long and the short description.
    """
    try:
        for position, (language, entries) in enumerate(commands.items()):
            menu = [BotCommand(command=command, description=text) for command, text in entries]
            about, short = descriptions[language]
            for code in (None, language) if position == 0 else (language,):
                await bot.set_my_commands(menu, language_code=code)
                await bot.set_my_description(about, language_code=code)
                await bot.set_my_short_description(short, language_code=code)
    except TelegramAPIError as error:
        # The bot works without them; the next start tries again.
        log.warning("menu and descriptions not set", error=error.message)


async def introduce_desk(bot: Bot, chat_id: int, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Set the menu of commands of one chat.

    Args:
        commands: By language, as for `introduce`.
    """
    try:
        for position, (language, entries) in enumerate(commands.items()):
            menu = [BotCommand(command=command, description=text) for command, text in entries]
            for code in (None, language) if position == 0 else (language,):
                await bot.set_my_commands(menu, BotCommandScopeChat(chat_id=chat_id), code)
    except TelegramAPIError as error:
        # Nobody has written from there yet, or the bot is not in the group; the next start tries again.
        log.info("operators' menu not set", chat_id=chat_id, error=error.message)
