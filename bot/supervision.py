"""The messengers the bot is in, each kept running apart from the other: one that is down stops nothing else."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

import structlog
from aiogram import Dispatcher
from aiogram.exceptions import AiogramError

from bot.domain.residents import Platform
from bot.errors import ConfigError
from bot.messenger import MessengerBot
from bot.platforms.introduction import Introduction
from bot.platforms.reach import Reach

log = structlog.get_logger(__name__)

AGAIN_S = 5
"""After a defect in a messenger, and after an answer that nobody expects of it."""
STOPPING_S = 8
"""For the updates in hand; what is not finished by then comes again after the next start."""


class Messenger(Protocol):
    """What keeps the bot in one messenger."""

    @property
    def platform(self) -> Platform: ...

    @property
    def reach(self) -> Reach: ...

    async def connect(self) -> MessengerBot:
        """The bot, however long it takes; a `ConfigError` if the messenger says no."""
        ...

    async def poll(self, dispatcher: Dispatcher) -> None:
        """Fetch and handle updates until `stop`."""
        ...

    async def stop(self) -> None: ...

    async def introduce(self, introduction: Introduction) -> None: ...


class Supervisor:
    """
    Args:
        joined: Told of each bot when its messenger has said who it is, before its first update.
    """

    def __init__(
        self,
        messengers: Sequence[Messenger],
        dispatcher: Dispatcher,
        introductions: Mapping[Platform, Introduction],
        joined: Callable[[MessengerBot], None],
    ) -> None:
        self._messengers = messengers
        self._dispatcher = dispatcher
        self._introductions = introductions
        self._joined = joined
        self._connecting: set[asyncio.Task[MessengerBot]] = set()
        self._stopping = False

    @property
    def reaches(self) -> Mapping[Platform, Reach]:
        """How it is with each messenger."""
        return {messenger.platform: messenger.reach for messenger in self._messengers}

    async def run(self, stop: asyncio.Event) -> None:
        """Keep all of them running until told to stop; updates in hand are finished first.

        Raises:
            ConfigError: None of them knows its token.
        """
        kept = {asyncio.create_task(self._keep(messenger)) for messenger in self._messengers}
        stopping: asyncio.Task[object] = asyncio.create_task(stop.wait())
        refused: ConfigError | None = None
        try:
            while kept and not stopping.done():
                await asyncio.wait({*kept, stopping}, return_when=asyncio.FIRST_COMPLETED)
                for ended in [one for one in kept if one.done()]:
                    kept.discard(ended)
                    refused = refused or ended.result()
            if not stopping.done() and refused is not None:
                raise refused
            await self._stop(kept)
        finally:
            for task in {*kept, stopping}:
                task.cancel()
            await asyncio.gather(*kept, stopping, return_exceptions=True)

    async def _keep(self, messenger: Messenger) -> ConfigError | None:
        """One messenger, until it is stopped, or for as long as it does not say no: what it said then."""
        name = messenger.platform.value
        connecting = asyncio.create_task(self._connect(messenger))
        self._connecting.add(connecting)
        connecting.add_done_callback(self._connecting.discard)
        try:
            bot = await connecting
        except ConfigError as error:
            if len(self._messengers) > 1:  # of the only one the start says it
                log.error("messenger refused", messenger=name, reason=str(error))
            return error
        self._joined(bot)
        log.info("ready", messenger=name, bot=(await bot.me()).username)
        introducing = asyncio.create_task(self._introduce(messenger))
        try:
            while not self._stopping:
                await self._poll(messenger)
        finally:
            introducing.cancel()
            with suppress(asyncio.CancelledError):
                await introducing
        return None

    async def _connect(self, messenger: Messenger) -> MessengerBot:
        """The bot, which knows who it is: of that nobody need ask the messenger again.

        Raises:
            ConfigError: The messenger says no.
        """
        while True:
            try:
                bot = await messenger.connect()
                await bot.me()
            except ConfigError:
                raise
            except Exception as error:
                await self._failed(messenger, "connecting", error)
            else:
                return bot

    async def _introduce(self, messenger: Messenger) -> None:
        try:
            await messenger.introduce(self._introductions[messenger.platform])
        except Exception:  # the bot works without
            log.exception("introduction failed", messenger=messenger.platform.value)

    async def _poll(self, messenger: Messenger) -> None:
        try:
            await messenger.poll(self._dispatcher)
        except Exception as error:
            await self._failed(messenger, "polling", error)

    async def _failed(self, messenger: Messenger, what: str, error: Exception) -> None:
        """Say so and wait: whatever it is, the other messenger works on."""
        name, kind = messenger.platform.value, type(error).__name__
        if isinstance(error, AiogramError):
            log.warning(f"{what} interrupted", messenger=name, error=kind)
            messenger.reach.down(kind)
        else:
            log.error(f"{what} failed", messenger=name, exc_info=error)
            messenger.reach.down("defect")
        await asyncio.sleep(AGAIN_S)

    async def _stop(self, kept: set[asyncio.Task[ConfigError | None]]) -> None:
        self._stopping = True
        log.info("stopping")
        for connecting in self._connecting:  # nothing is in hand there
            connecting.cancel()
        for messenger in self._messengers:
            await messenger.stop()
        if kept:
            await asyncio.wait(kept, timeout=STOPPING_S)
