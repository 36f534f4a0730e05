"""The way out to one messenger: due notices, one after another, each recorded before the next one goes.

A process that is killed between a send and its record sends that one again after the start: one at most, as long
as the messenger answers sooner than the pace lets the next one go. While it is slower, the next ones go all the
same, and as many may be repeated as were unanswered.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import structlog
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter

from bot.domain.notices import AT_ONCE, Notice, Quiet, switch_of
from bot.domain.residents import Platform, Resident
from bot.messenger import MessengerBot
from bot.notices.push import Push
from bot.outbox.delivery import CHAT_REST_S, Delivery
from bot.outbox.failures import Failure, failure
from bot.outbox.health import Health
from bot.outbox.records import Records
from bot.pacing import Pace, Watch
from bot.services.ports import Clock, UnitOfWork

log = structlog.get_logger(__name__)

UNANSWERED = 20
"""So many at most are on their way at once."""
PATIENCE_S = 1 / 30
"""A send that is unanswered for longer, or for longer than the pace, does not hold up the next one."""
FRESH_S = 1.0
"""The queue is read again after this, for what is more urgent and for what has been cancelled."""
LATE = timedelta(minutes=5)
"""What an outage or a long broadcast has put off by more than this waits for the end of the quiet hours."""
NEVER = float("-inf")

Due = tuple[Notice, Resident]


class Screens(Protocol):
    async def of(self, notice: Notice, resident: Resident) -> Push | None:
        """What a notice says; None when there is nothing to say any more."""
        ...


class Lane:
    """Sends what is due in one messenger; the outbox sees to it that nobody else does."""

    def __init__(
        self,
        *,
        platform: Platform,
        bot: MessengerBot,
        begin: Callable[[], UnitOfWork],
        screens: Screens,
        delivery: Delivery,
        records: Records,
        quiet: Quiet,
        clock: Clock,
        pace: Pace,
        watch: Watch,
    ) -> None:
        self._sent = 0
        self._stopping = False
        self._changed = asyncio.Event()  # a send has landed, there may be something new, or the bot stops
        self._health = Health(platform.value, watch)
        self._platform = platform
        self._bot = bot
        self._begin = begin
        self._screens = screens
        self._delivery = delivery
        self._records = records
        self._quiet = quiet
        self._clock = clock
        self._pace = pace
        self._watch = watch
        self._batch = max(30, min(200, round(1 / pace.interval)))
        self._ready: list[Due] = []
        self._has_all = False
        self._read_at = NEVER
        self._on_way: dict[int, float] = {}
        self._gone: set[int] = set()  # on their way since the queue was last asked: it may not know of it yet
        self._busy_chats: set[int] = set()
        self._warm_until: dict[int, float] = {}

    def wake(self) -> None:
        """There may be something new in the queue."""
        self._read_at = NEVER
        self._changed.set()

    def stop(self) -> None:
        """Begin nothing any more; what is on its way is still recorded."""
        self._stopping = True
        self._changed.set()

    async def run(self, flying: asyncio.TaskGroup) -> None:
        """Send what is due as it becomes due, until told to stop."""
        while not self._stopping:
            try:
                seconds = await self._send_due(flying)
            except Exception:  # the database is away, say: the next time goes on
                log.exception("outbox failed")
                seconds = FRESH_S
            self._changed.clear()
            if not self._stopping:
                await self._watch.wait(self._changed, min(seconds, FRESH_S))

    async def drain(self, flying: asyncio.TaskGroup) -> int:
        """Send all that is due now; the number sent. An outage ends it, a pause that was asked for does not."""
        before = self._sent
        self.wake()
        while True:
            seconds = await self._send_due(flying)
            if self._on_way:
                self._changed.clear()
                await self._watch.wait(self._changed)
            elif self._health.is_down or not (self._ready or self._health.pause):
                return self._sent - before
            else:
                await self._watch.rest(seconds)

    async def _send_due(self, flying: asyncio.TaskGroup) -> float:
        """Begin to send all that may go now; the seconds after which there may be more."""
        while not self._stopping:
            if pause := self._health.pause:
                self._read_at = NEVER
                return pause
            due = await self._next()
            if due is None:
                return self._until_cool()
            push = await self._made(*due)
            if push is None:
                continue
            await self._room()
            await self._pace.turn(max(1, len(push.album)))
            if not self._may_go(due[0]):
                self._read_at = NEVER  # this one has left the list and must be found again
                continue
            self._take_off(*due, push, flying)
            await asyncio.sleep(0)  # let it reach the wire before the next screen is made
        return FRESH_S

    def _may_go(self, notice: Notice) -> bool:
        """Much may have happened while it waited for its turn: it may even be on record as a failure by now."""
        return not (self._stopping or self._health.pause or notice.id in self._gone)

    async def _next(self) -> Due | None:
        """The most urgent notice whose chat is free, out of the list; None when there is none."""
        while True:
            is_fresh = self._watch.time() - self._read_at < FRESH_S
            if is_fresh and (due := self._pick()) is not None:
                return due
            if is_fresh and self._has_all:
                return None
            await self._read()

    def _pick(self) -> Due | None:
        suspect = None
        for position, (notice, resident) in enumerate(self._ready):
            if not self._is_free(resident.chat_id):
                continue
            if not self._health.suspects(notice):
                return self._ready.pop(position)
            suspect = position if suspect is None else suspect
        return None if suspect is None else self._ready.pop(suspect)

    def _is_free(self, chat_id: int) -> bool:
        return chat_id not in self._busy_chats and self._warm_until.get(chat_id, NEVER) <= self._watch.time()

    async def _read(self) -> None:
        """The head of the queue, longer by what stood there and could not go yet."""
        self._gone = set(self._on_way)
        cannot_go = sum(1 for _, resident in self._ready if not self._is_free(resident.chat_id))
        limit = self._batch + cannot_go + len(self._gone)
        self._read_at = self._watch.time()
        uow = self._begin()
        async with uow.reading():
            found = await uow.notices.due(self._clock(), limit, platform=self._platform)
        self._has_all = len(found) < limit
        self._ready = [due for due in found if due[0].id not in self._gone]

    def _until_cool(self) -> float:
        now = self._watch.time()
        waiting = [self._warm_until.get(resident.chat_id, now) - now for _, resident in self._ready]
        return max(0.001, min([FRESH_S, *waiting]))

    async def _made(self, notice: Notice, resident: Resident) -> Push | None:
        """What to send; None when it is not sent, and that is on record."""
        if not resident.wants(switch_of(notice.kind)):
            await self._records.cancelled(notice, "switched off")
        elif self._would_ring_late(notice, resident):
            await self._records.put_off(notice, self._quiet.after(self._clock()))
        else:
            return await self._screen(notice, resident)
        return None

    def _would_ring_late(self, notice: Notice, resident: Resident) -> bool:
        """It could not go when it was due, and now are the quiet hours."""
        now = self._clock()
        if now - notice.due_at < LATE or (notice.kind in AT_ONCE and resident.at_night):
            return False
        return self._quiet.after(now) > now

    async def _screen(self, notice: Notice, resident: Resident) -> Push | None:
        try:
            push = await self._screens.of(notice, resident)
        except Exception as error:  # one that cannot be put into words must not stop the others
            log.exception("notice has no screen", notice=notice.id, kind=notice.kind.value)
            await self._records.refused(notice, f"screen: {type(error).__name__}")
            return None
        if push is None:
            await self._records.cancelled(notice, "overtaken")
        return push

    async def _room(self) -> None:
        """Wait until what is on its way has landed, or has been unanswered for too long to be waited for."""
        patience = max(PATIENCE_S, self._pace.interval)
        while self._on_way and not self._stopping:
            is_full = len(self._on_way) >= (1 if self._health.is_down else UNANSWERED)
            left = max(self._on_way.values()) + patience - self._watch.time()
            if left <= 0 and not is_full:
                return
            self._changed.clear()
            await self._watch.wait(self._changed, None if is_full else left)

    def _take_off(self, notice: Notice, resident: Resident, push: Push, flying: asyncio.TaskGroup) -> None:
        self._depart(notice)
        self._busy_chats.add(resident.chat_id)
        flying.create_task(self._send(notice, resident, push))

    def _depart(self, notice: Notice) -> None:
        self._on_way[notice.id] = self._watch.time()
        self._gone.add(notice.id)

    async def _send(self, notice: Notice, resident: Resident, push: Push) -> None:
        try:
            await self._delivery.deliver(self._bot, notice.id, resident.chat_id, push, self._pace)
            await self._landed(notice)
        except (TelegramAPIError, ClientDecodeError) as error:
            await self._failed(notice, resident, error)
        except Exception:  # a defect of ours, met with this notice
            log.exception("notice not sent", notice=notice.id, kind=notice.kind.value)
            await self._records.tried(notice, "defect")
        finally:
            del self._on_way[notice.id]
            self._busy_chats.discard(resident.chat_id)
            self._cool(resident.chat_id)
            self._changed.set()

    async def _landed(self, notice: Notice) -> None:
        await self._records.sent(notice)
        self._delivery.forget(notice.id)
        self._sent += 1
        await self._works(notice)

    async def _failed(
        self, notice: Notice, resident: Resident, error: TelegramAPIError | ClientDecodeError
    ) -> None:
        match failure(error):
            case Failure.NONE:
                await self._landed(notice)
            case Failure.BUSY if isinstance(error, TelegramRetryAfter):
                self._health.asked_to_wait(error.retry_after)
            case Failure.UNREACHABLE:
                log.info("resident cannot be reached", resident=resident.id, notice=notice.id)
                self._ready = [due for due in self._ready if due[1].id != resident.id]
                await self._records.unreachable(resident)
                await self._works(notice)
            case Failure.REFUSED:
                log.error("notice refused", notice=notice.id, kind=notice.kind.value)
                await self._records.refused(notice, str(error.message)[:200])
                await self._works(notice)
            case _:
                self._health.failed(notice, error)

    async def _works(self, notice: Notice) -> None:
        """The messenger answered: what failed before failed by itself."""
        for guilty in self._health.works(notice):
            if guilty.id in self._on_way:
                continue
            self._depart(guilty)  # not to be picked again before it is on record
            self._ready = [due for due in self._ready if due[0].id != guilty.id]
            await self._records.tried(guilty, "server error")
            del self._on_way[guilty.id]

    def _cool(self, chat_id: int) -> None:
        now = self._watch.time()
        self._warm_until[chat_id] = now + CHAT_REST_S
        if len(self._warm_until) > 2000:
            self._warm_until = {chat: at for chat, at in self._warm_until.items() if at > now}
