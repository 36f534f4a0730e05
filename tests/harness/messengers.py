"""The messengers a conversation is tried in: their sandboxes, a bot in each, and the updates between."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import Enum, auto
from typing import Any

from aiogram import Dispatcher
from aiogram.types import Update

from bot.domain.residents import Platform
from bot.messenger import MessengerBot
from bot.platforms.max.client import MaxClient
from bot.platforms.max.memory import Memory
from bot.platforms.max.messenger import make_bot
from bot.platforms.max.pace import Pace
from bot.platforms.max.session import MaxSession
from bot.platforms.max.updates import Translator
from bot.platforms.sandbox.api import BotApi
from bot.platforms.sandbox.errors import ApiError, too_many_requests
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.errors import MaxRefusal
from bot.platforms.sandbox.max.http import serve
from bot.platforms.sandbox.session import InProcessSession
from tests.harness.world import Leaps

Enter = Callable[[Dispatcher], "Messenger"]


class Fault(Enum):
    """Why a message does not go."""

    FLOOD = auto()
    OUTAGE = auto()
    WORDS = auto()


class Messenger(ABC):
    """One messenger as far as a test needs it: its sandbox, a bot in it, and the updates between."""

    platform: Platform
    api: Any
    bot: MessengerBot

    def __init__(self, dispatcher: Dispatcher) -> None:
        self.dispatcher = dispatcher

    @abstractmethod
    def waiting(self) -> list[Update]:
        """Updates the bot has not had yet."""

    @abstractmethod
    def refuses_next(self, fault: Fault) -> None:
        """The next message that the bot sends does not go."""

    async def deliver(self) -> None:
        """Hand over what waits, one after another."""
        while updates := self.waiting():
            for update in updates:
                await self.feed(update)

    async def deliver_at_once(self) -> None:
        """Hand over what waits all at the same time, as polling does."""
        await asyncio.gather(*(self.feed(update) for update in self.waiting()))

    async def feed(self, update: Update) -> None:
        await self.dispatcher.feed_update(self.bot, update, platform=self.platform)


class TelegramMessenger(Messenger):
    """The Bot API of the sandbox, in this process."""

    platform = Platform.TELEGRAM

    def __init__(self, dispatcher: Dispatcher, api: BotApi) -> None:
        super().__init__(dispatcher)
        self.api = api
        session = InProcessSession(api)
        self.bot = MessengerBot(api.token, session, platform=self.platform, link="https://t.me/{username}")

    def waiting(self) -> list[Update]:
        raw = self.api.take_updates()
        return [Update.model_validate(one, context={"bot": self.bot}) for one in raw]

    def refuses_next(self, fault: Fault) -> None:
        errors = {
            Fault.FLOOD: too_many_requests(5),
            Fault.OUTAGE: ApiError(502, "Bad Gateway"),
            Fault.WORDS: ApiError(400, "Bad Request: can't parse entities"),
        }
        self.api.refuse_next(errors[fault], "sendMessage")


class MaxMessenger(Messenger):
    """The sandbox's MAX over HTTP on loopback: what the bot sends takes the production path, byte for byte.

    Args:
        client: Of the process that a restart ends; what it has learnt of chats and messages ends with it.
    """

    platform = Platform.MAX

    def __init__(self, dispatcher: Dispatcher, api: MaxApi, client: MaxClient) -> None:
        super().__init__(dispatcher)
        self.api = api
        bot_id = api.state.bot_id
        memory = Memory(bot_id)
        self.bot = make_bot(bot_id, MaxSession(client, memory))
        self._translator = Translator(bot_id, api.token, memory)
        self._number = 0

    def waiting(self) -> list[Update]:
        found = []
        for event in self.api.take_updates():
            self._number += 1
            found += self._translator.updates_of(event, self._number)
        return [Update.model_validate(one, context={"bot": self.bot}) for one in found]

    def refuses_next(self, fault: Fault) -> None:
        errors = {
            Fault.FLOOD: MaxRefusal(429, "too.many.requests", "", text="Too many requests"),
            Fault.OUTAGE: MaxRefusal(502, "", "", text="<html>Bad Gateway</html>"),
            Fault.WORDS: MaxRefusal(400, "proto.payload", "Can't deserialize body"),
        }
        self.api.refuse_next(errors[fault], "POST /messages")


@asynccontextmanager
async def in_telegram(api: BotApi) -> AsyncIterator[Enter]:
    """How a bot enters Telegram's sandbox."""
    yield lambda dispatcher: TelegramMessenger(dispatcher, api)
    api.close()


@asynccontextmanager
async def in_max(api: MaxApi) -> AsyncIterator[Enter]:
    """How a bot enters MAX's sandbox, which gets a port of its own."""
    entered: list[MaxMessenger] = []
    async with serve(api) as url:
        client = MaxClient(api.token, url, pace=Pace(watch=Leaps()), rest=_at_once)

        def enter(dispatcher: Dispatcher) -> MaxMessenger:
            entered.append(MaxMessenger(dispatcher, api, client))
            return entered[-1]

        yield enter
        for messenger in entered:
            await messenger.bot.session.close()
    api.close()


async def _at_once(seconds: float) -> None:
    """Pauses take no time in a test."""
    await asyncio.sleep(0)
