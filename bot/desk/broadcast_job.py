"""The job behind a broadcast: its notices are written, and the operator's message shows how far it is.

Everything it needs to go on after a restart is in the database; what is only here is when it last spoke.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
)
from aiogram.types import InlineKeyboardMarkup

from bot.desk.broadcasts import BroadcastScreens
from bot.domain.broadcasts import Broadcast, BroadcastState
from bot.domain.residents import Platform, Resident
from bot.messenger import MessengerBot
from bot.say import Screen
from bot.services.broadcasting import Broadcasting, Running
from bot.services.ports import Clock, UnitOfWork
from bot.texts import Translator

log = structlog.get_logger(__name__)

SHOWN_EVERY = timedelta(seconds=5)
SHOWN_IN_GROUP_EVERY = timedelta(seconds=15)
"""A group takes twenty messages a minute, and the cards of reports need them."""
BATCHES_A_RUN = 10
"""Far more than is sent until the next run, and over before it."""
COUNTED_A_SECOND = 20_000
"""Counting a long queue costs time: the longer it is, the more rarely it is counted."""


class BroadcastJob:
    """Run every few seconds."""

    def __init__(
        self,
        *,
        broadcasting: Broadcasting,
        screens: BroadcastScreens,
        translator: Translator,
        begin: Callable[[], UnitOfWork],
        bots: Mapping[Platform, MessengerBot],
        wake: Callable[[], None],
        clock: Clock,
    ) -> None:
        self._broadcasting = broadcasting
        self._screens = screens
        self._translator = translator
        self._begin = begin
        self._bots = bots
        self._wake = wake
        self._clock = clock
        self._shown: dict[int, tuple[datetime, str]] = {}
        self._stopped: set[int] = set()

    async def run(self) -> int:
        """Go on with every broadcast that is not over; how many there are."""
        while self._stopped:  # what was on its way then has landed by now, and counts
            stopped = await self._broadcasting.of(self._stopped.pop())
            await self._edit(stopped, await self._screen(stopped))
        broadcasts = await self._broadcasting.running()
        for broadcast in broadcasts:
            for _ in range(BATCHES_A_RUN):
                if not await self._broadcasting.write(broadcast.id):
                    break
                self._wake()
            if await self._show(broadcast):
                await self._broadcasting.finish(broadcast.id)
        return len(broadcasts)

    async def show(self, running: Running) -> None:
        """Show it now: it has just begun, or was stopped."""
        screen = await self._screen(running)
        await self._edit(running, screen)
        if running.broadcast.state is BroadcastState.STOPPED:
            self._shown.pop(running.broadcast.id, None)
            self._stopped.add(running.broadcast.id)
        else:
            self._shown[running.broadcast.id] = self._clock(), screen.text

    async def _show(self, broadcast: Broadcast) -> bool:
        """Bring the message up to date if it is time; True when it says that the broadcast is over."""
        now = self._clock()
        at, text = self._shown.get(broadcast.id, (None, ""))
        if at is not None and now - at < _interval(broadcast):
            return False
        running = await self._broadcasting.of(broadcast.id)
        screen = await self._screen(running)
        is_said = screen.text == text or await self._edit(running, screen)
        self._shown[broadcast.id] = now, screen.text if is_said else text
        if not (is_said and running.is_over):
            return False
        del self._shown[broadcast.id]
        return True

    async def _screen(self, running: Running) -> Screen:
        operator = await self._operator(running.broadcast)
        t = self._translator.of(operator.locale if operator else self._translator.locales[0])
        return self._screens.progress(t, running, self._clock())

    async def _edit(self, running: Running, screen: Screen) -> bool:
        """True when it is said, or can never be: the message is gone."""
        broadcast, operator = running.broadcast, await self._operator(running.broadcast)
        bot = self._bots.get(operator.platform) if operator else None
        if bot is None:
            return True
        keyboard = screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None
        try:
            await bot.edit_message_text(
                screen.text, chat_id=broadcast.chat_id, message_id=broadcast.message_id, reply_markup=keyboard
            )
        except (TelegramBadRequest, TelegramForbiddenError):
            return True
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("progress not shown", broadcast=broadcast.id, error=type(error).__name__)
            return False
        return True

    async def _operator(self, broadcast: Broadcast) -> Resident | None:
        uow = self._begin()
        async with uow.reading():
            return await uow.residents.get(broadcast.operator_id)


def _interval(broadcast: Broadcast) -> timedelta:
    least = SHOWN_IN_GROUP_EVERY if broadcast.chat_id < 0 else SHOWN_EVERY
    return max(least, timedelta(seconds=broadcast.total / COUNTED_A_SECOND))
