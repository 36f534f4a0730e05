"""The operators' group: cards of reports as they are now, and residents' letters.

Apart from the residents' lane, with a pace and an outage of its own: a group that the bot was thrown out of must
not hold up a single answer to a resident.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter

from bot.domain.drafts import Card
from bot.domain.letters import Letter
from bot.messenger import MessengerBot
from bot.notices.sentences import quote
from bot.outbox.failures import Failure, failure
from bot.outbox.health import Health
from bot.outbox.lane import FRESH_S
from bot.pacing import Watch, Window
from bot.services.ports import UnitOfWork
from bot.texts import Texts

log = structlog.get_logger(__name__)

MESSAGES_A_MINUTE = 20
"""What Telegram allows in a group, edits counted."""
APART_S = 1.0
OUTAGE_S = (1, 2, 5, 10, 30, 60, 300)
AT_ONCE = 20


class ShowCard(Protocol):
    async def __call__(self, bot: MessengerBot, number: int, /) -> Card | None:
        """Show the report as it is now: edit its card in the group, or send a new one; what stands for it then."""
        ...


class GroupLane:
    """Shows what waits, one message after another."""

    def __init__(
        self,
        *,
        bot: MessengerBot,
        chat_id: int,
        begin: Callable[[], UnitOfWork],
        show_card: ShowCard | None,
        texts: Texts,
        watch: Watch,
    ) -> None:
        self._stopping = False
        self._changed = asyncio.Event()
        self._health = Health("operators' group", watch, OUTAGE_S)
        self._bot = bot
        self._chat_id = chat_id
        self._begin = begin
        self._show_card = show_card
        self._t = texts
        self._window = Window(MESSAGES_A_MINUTE, 60, APART_S, watch)
        self._watch = watch

    def wake(self) -> None:
        self._changed.set()

    def stop(self) -> None:
        self._stopping = True
        self._changed.set()

    async def run(self, _flying: asyncio.TaskGroup) -> None:
        while not self._stopping:
            try:
                done = await self._send_waiting()
            except Exception:  # the database is away, say: the next time goes on
                log.exception("group not served")
                done = 0
            self._changed.clear()
            if not done and not self._stopping:
                await self._watch.wait(self._changed, max(FRESH_S, self._health.pause))

    async def drain(self, _flying: asyncio.TaskGroup) -> int:
        total = 0
        while (done := await self._send_waiting()) or (self._health.pause and not self._health.is_down):
            total += done
            await self._watch.rest(self._health.pause)
        return total

    async def _send_waiting(self) -> int:
        """Cards, then letters, as many as are read at once; how many were done with."""
        if self._health.pause:
            return 0
        uow = self._begin()
        async with uow.reading():
            cards = await uow.group_cards.waiting(AT_ONCE)
            letters = await uow.letters.unread(AT_ONCE)
        done = 0
        if self._show_card is not None:
            for number, wanted_at in cards:
                done += await self._show(number, wanted_at, self._show_card)
        for letter in letters:
            done += await self._read_out(letter)
        return done

    async def _show(self, number: int, wanted_at: datetime, show: ShowCard) -> bool:
        if not await self._turn():
            return False
        uow = self._begin()
        async with uow.reading():
            card = await uow.group_cards.card(number)
        try:
            card = await show(self._bot, number)
        except (TelegramAPIError, ClientDecodeError) as error:
            if not self._is_its_own(error):
                return False
            log.error("card refused", report=number, error=str(error.message)[:200])
        except Exception:  # one that cannot be drawn must not stop the others
            log.exception("card not shown", report=number)
        self._health.works()
        async with uow:
            await uow.group_cards.shown(number, card, wanted_at)
            await uow.commit()
        return True

    async def _read_out(self, letter: Letter) -> bool:
        if letter.id is None or not await self._turn():
            return False
        uow = self._begin()
        async with uow.reading():
            person = await uow.residents.get(letter.resident_id)
        name = person.name if person else "—"
        try:
            await self._bot.send_message(
                self._chat_id, f"{self._t('notice-letter', name=name)}\n{quote(self._t, letter.words)}"
            )
        except (TelegramAPIError, ClientDecodeError) as error:
            if not self._is_its_own(error):
                return False
            log.error("letter refused", letter=letter.id, error=str(error.message)[:200])
        self._health.works()
        async with uow:
            await uow.letters.set_read(letter.id)
            await uow.commit()
        return True

    async def _turn(self) -> bool:
        """Wait for it; False when nothing goes now."""
        if self._health.pause:
            return False
        while (left := self._window.left) and not self._stopping:
            await self._watch.rest(min(left, FRESH_S))  # a minute, maybe: too long for a bot that is to stop
        if not self._stopping:
            self._window.take()
        return not self._stopping

    def _is_its_own(self, error: TelegramAPIError | ClientDecodeError) -> bool:
        """Whether it failed by itself; otherwise the group is left alone for a while."""
        match failure(error):
            case Failure.REFUSED | Failure.NONE:
                return True
            case Failure.BUSY if isinstance(error, TelegramRetryAfter):
                self._health.asked_to_wait(error.retry_after)
            case _:
                self._health.failed(None, error)
        return False
