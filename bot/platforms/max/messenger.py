"""MAX as one of the messengers that the bot is in: client, session, translator and polling, put together."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog
from aiogram import Dispatcher
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand

from bot.domain.residents import Platform
from bot.errors import ConfigError
from bot.messenger import MessengerBot
from bot.pacing import OUTAGE_S
from bot.platforms.introduction import Introduction
from bot.platforms.max.client import MaxClient, MaxError
from bot.platforms.max.memory import Memory
from bot.platforms.max.polling import UNAUTHORIZED, Markers, Polling
from bot.platforms.max.session import MaxSession
from bot.platforms.max.updates import Translator
from bot.platforms.reach import Reach

log = structlog.get_logger(__name__)

API_BASE = "https://platform-api2.max.ru"


class Max:
    """
    Args:
        markers: Gives, by the bot's id, where its polling has come to.

    Raises:
        ConfigError: As `make_client`.
    """

    platform = Platform.MAX

    def __init__(self, token: str, api_base: str, ca_file: str, markers: Callable[[int], Markers]) -> None:
        self.reach = Reach()
        self._token = token
        self._client = make_client(token, api_base, ca_file)
        self._markers = markers
        self._stopping = asyncio.Event()
        self._polling: Polling | None = None
        self._bot: MessengerBot | None = None

    async def connect(self) -> MessengerBot:
        """The bot, once MAX has said who it is, however long that takes.

        Raises:
            ConfigError: MAX answered, and it was no.
        """
        attempt = 0
        while True:
            try:
                me = await ask_who(self._client)
            except MaxError as error:
                if error.status == UNAUTHORIZED:
                    self.reach.refused("max.token: refused")
                    raise ConfigError(f"max.token: refused by {self._client.api_base}: {error.message}") from None
                log.warning("max does not answer", status=error.status, code=error.code, attempt=attempt + 1)
                self.reach.down(error.code or str(error.status))
                await asyncio.sleep(OUTAGE_S[min(attempt, len(OUTAGE_S) - 1)])
                attempt += 1
            else:
                self.reach.works()
                return self._make(me)

    def _make(self, bot_id: int) -> MessengerBot:
        memory = Memory(bot_id)
        self._bot = make_bot(bot_id, MaxSession(self._client, memory))
        self._polling = Polling(
            client=self._client,
            translator=Translator(bot_id, self._token, memory),
            bot=self._bot,
            markers=self._markers(bot_id),
            reach=self.reach,
            stopping=self._stopping,
        )
        return self._bot

    async def poll(self, dispatcher: Dispatcher) -> None:
        """Fetch updates and handle them until stopped.

        Raises:
            RuntimeError: Nobody has connected.
        """
        if self._polling is None:
            raise RuntimeError("connect first")
        await self._polling.run(dispatcher)

    async def stop(self) -> None:
        """Fetch no more; `poll` ends when what is in hand is finished."""
        self._stopping.set()

    async def introduce(self, introduction: Introduction) -> None:
        """Set the one menu of commands that MAX has; without it the bot works, and the next start tries again."""
        if self._bot is None:
            return
        menu: Sequence[tuple[str, str]] = next(iter(introduction.menus.values()))
        try:
            await self._bot.set_my_commands([BotCommand(command=name, description=text) for name, text in menu])
        except TelegramAPIError as error:
            log.warning("menu not set", error=error.message)

    async def close(self) -> None:
        if self._bot is not None:
            await self._bot.session.close()
        await self._client.close()


def make_client(token: str, api_base: str, ca_file: str) -> MaxClient:
    """
    Args:
        api_base: Of another server; "" is MAX's own.
        ca_file: Certificates to trust for MAX beside the system's; "" are those that come with the bot.

    Raises:
        ConfigError: The certificates cannot be read.
    """
    try:
        return MaxClient(token, api_base or API_BASE, ca_file=Path(ca_file) if ca_file else None)
    except OSError as error:  # an `ssl.SSLError` is one
        raise ConfigError(f"max.ca_file: {ca_file}: cannot be read: {error.strerror or error}") from None


def make_bot(bot_id: int, session: MaxSession) -> MessengerBot:
    """A bot of MAX for aiogram, which wants a token of Telegram's shape; the real one only the client knows.

    Its dialogues are keyed by the negated id: a bot of Telegram may have the same one.
    """
    return MessengerBot(
        f"{bot_id}:max",
        session,
        platform=Platform.MAX,
        link="https://max.ru/{username}",
        dialogue_id=-bot_id,
    )


async def ask_who(client: MaxClient) -> int:
    """The bot's id.

    Raises:
        MaxError: The token is refused, or nobody answers, or not as MAX does.
    """
    me = await client.me()
    bot_id = me.get("user_id")
    if not isinstance(bot_id, int) or isinstance(bot_id, bool) or bot_id <= 0:
        raise MaxError(200, "", "GET /me: no user_id in the answer")
    return bot_id
