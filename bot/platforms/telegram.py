"""Telegram: a bot for any Bot API server, polling, and what the messenger shows before the first message.

A refused token ends it; an unreachable server does not, it is asked again until it answers.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeVar

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BotCommand, BotCommandScopeChat, User

from bot.domain.residents import Platform
from bot.errors import ConfigError
from bot.messenger import MessengerBot
from bot.pacing import OUTAGE_S
from bot.platforms.introduction import Introduction, Menu
from bot.platforms.reach import Reach
from bot.platforms.session import LeanSession

log = structlog.get_logger(__name__)

Said = TypeVar("Said")

UPDATES_AT_ONCE = 100
"""Updates handled at the same time; the rest wait in the messenger."""


def make_bot(token: str, api_base: str) -> MessengerBot:
    """A bot whose every method goes to `api_base`."""
    session = LeanSession(api=TelegramAPIServer.from_base(api_base.rstrip("/")))
    return MessengerBot(token, session, platform=Platform.TELEGRAM, link="https://t.me/{username}")


class Telegram:
    """Telegram as one of the messengers that the bot is in."""

    platform = Platform.TELEGRAM

    def __init__(self, token: str, api_base: str) -> None:
        self.reach = Reach()
        self._bot = make_bot(token, api_base)
        self._bot.session.middleware(_Noting(self.reach))
        self._dispatcher: Dispatcher | None = None

    async def connect(self) -> MessengerBot:
        """The bot, once the server has said who it is.

        Raises:
            ConfigError: The server answered, and it was no.
        """
        try:
            await prove_token(self._bot, self.reach)
        except ConfigError as error:
            self.reach.refused(str(error))
            raise
        self.reach.works()
        return self._bot

    async def poll(self, dispatcher: Dispatcher) -> None:
        """Fetch updates and handle them until stopped."""
        self._dispatcher = dispatcher
        await poll(dispatcher, self._bot, platform=self.platform)

    async def stop(self) -> None:
        """Fetch no more; `poll` ends when what is in hand is finished."""
        if self._dispatcher is not None:
            with suppress(RuntimeError):  # polling has not begun, or has ended
                await self._dispatcher.stop_polling()

    async def introduce(self, introduction: Introduction) -> None:
        await introduce(self._bot, introduction)

    async def close(self) -> None:
        await self._bot.session.close()


class _Noting(BaseRequestMiddleware):
    """Notes how asking for updates goes: aiogram asks again and again by itself and tells nobody."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Any:
        is_asking = isinstance(method, GetUpdates)
        if not is_asking:
            return await make_request(bot, method)
        try:
            result = await make_request(bot, method)
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            self._reach.refused(error.message)
            raise
        except (TelegramAPIError, ClientDecodeError) as error:
            self._reach.down(type(error).__name__)
            raise
        self._reach.works()
        return result


async def prove_token(bot: Bot, reach: Reach | None = None) -> None:
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
            if reach is not None:
                reach.down(type(error).__name__)
            await asyncio.sleep(OUTAGE_S[min(attempt, len(OUTAGE_S) - 1)])
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


async def introduce(bot: Bot, introduction: Introduction) -> None:
    """Set menus and descriptions; without them the bot works all the same, and the next start tries again."""
    try:
        await _introduce(bot, introduction)
    except TelegramAPIError as error:
        log.warning("menu and descriptions not set", error=error.message)
    for chat_id in introduction.desks:
        await _introduce_desk(bot, chat_id, introduction.desk_menus)


async def _introduce(bot: Bot, introduction: Introduction) -> None:
    for code, menu in _by_code(introduction.menus):
        await bot.set_my_commands([BotCommand(command=name, description=text) for name, text in menu], None, code)
    for code, (about, short) in _by_code(introduction.descriptions):
        await bot.set_my_description(about, language_code=code)
        await bot.set_my_short_description(short, language_code=code)


async def _introduce_desk(bot: Bot, chat_id: int, menus: Mapping[str, Menu]) -> None:
    try:
        for code, menu in _by_code(menus):
            commands = [BotCommand(command=name, description=text) for name, text in menu]
            await bot.set_my_commands(commands, BotCommandScopeChat(chat_id=chat_id), code)
    except TelegramAPIError as error:
        # Nobody has written from there yet, or the bot is not in the group; the next start tries again.
        log.info("operators' menu not set", chat_id=chat_id, error=error.message)


def _by_code(texts: Mapping[str, Said]) -> Iterator[tuple[str | None, Said]]:
    """Each language by its code, the first one also for those whose language there is not."""
    for position, (language, said) in enumerate(texts.items()):
        if position == 0:
            yield None, said
        yield language, said
