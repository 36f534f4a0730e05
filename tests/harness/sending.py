"""A world for the outbox in which time is told, not waited for: a queue in memory, a messenger with a script.

Nothing here touches a disk or a socket, so whatever can happen at a moment happens within a few turns of the event
loop, and then time leaps to the next moment at which somebody wants to be woken.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from types import SimpleNamespace
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod

from bot.domain.drafts import Card
from bot.domain.letters import Letter
from bot.domain.notices import Notice, NoticeKind, Quiet, SendState, priority_of
from bot.domain.operators import Group
from bot.domain.residents import Account, Platform, Resident
from bot.messenger import MessengerBot
from bot.notices.push import Push
from bot.outbox.outbox import Outbox
from bot.texts import Translator

Result = TypeVar("Result")

SETTLED = 40
"""Turns of the event loop after which nothing moves any more without time."""
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Noon in Moscow."""
GROUP = Group(Platform.TELEGRAM, -100)


class Time:
    """Seconds that pass at once, but in order."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def time(self) -> float:
        return self.now

    def clock(self) -> datetime:
        """The city's clock, which goes with it."""
        return START + timedelta(seconds=self.now)

    async def rest(self, seconds: float) -> None:
        await self._sleeper(seconds)

    async def wait(self, event: asyncio.Event, seconds: float | None = None) -> None:
        waiting: set[asyncio.Future[Any]] = {asyncio.ensure_future(event.wait())}
        if seconds is not None:
            waiting.add(asyncio.ensure_future(self.rest(seconds)))
        _, late = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for one in late:
            one.cancel()

    def _sleeper(self, seconds: float) -> asyncio.Future[None]:
        sleeper = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.now + max(0.0, seconds), next(self._order), sleeper))
        return sleeper

    async def run(self, work: Coroutine[Any, Any, Result], *, until: float = 1e9) -> Result | None:
        """Let time pass until the work is done; None when it is not by then, and is ended."""
        task = asyncio.ensure_future(work)
        while True:
            for _ in range(SETTLED):
                await asyncio.sleep(0)
            if task.done():
                return task.result()
            while self._sleepers and self._sleepers[0][2].done():
                heappop(self._sleepers)
            if self._sleepers and self._sleepers[0][0] <= until:
                at, _, sleeper = heappop(self._sleepers)
                self.now = max(self.now, at)
                sleeper.set_result(None)
                continue
            assert until < 1e9, "everybody waits for somebody else"
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return None


@dataclass
class Row:
    """A stored notice."""

    notice: Notice
    state: SendState = SendState.QUEUED
    reason: str = ""


@dataclass
class Queue:
    """What the outbox asks of a unit of work, in memory; `log` says what was written, in order."""

    time: Time
    rows: dict[int, Row] = field(default_factory=dict)
    people: dict[int, Resident] = field(default_factory=dict)
    cards: dict[int, datetime] = field(default_factory=dict)
    done_cards: list[int] = field(default_factory=list)
    letters_unread: list[Letter] = field(default_factory=list)
    log: list[tuple[str, int]] = field(default_factory=list)
    away: int = 0
    """So many times writing fails."""
    reading_s: float = 0.0
    """How old an answer is when it comes."""

    def person(self, number: int, **changes: Any) -> Resident:
        made = Resident(
            id=number,
            platform=Platform.TELEGRAM,
            user_id=number,
            chat_id=number,
            name=f"Житель {number}",
            locale="ru",
            locale_chosen=False,
            created_at=START,
        )
        self.people[number] = replace(made, **changes)
        return self.people[number]

    def add(self, to: int, kind: NoticeKind = NoticeKind.PUBLISHED, **changes: Any) -> int:
        """Queue a notice for a person, who is made if they are not there."""
        if to not in self.people:
            self.person(to)
        number = len(self.rows) + 1
        now = self.time.clock()
        made = Notice(
            id=number, resident_id=to, kind=kind, key=f"test:{number}", payload={}, due_at=now, created_at=now
        )
        self.rows[number] = Row(replace(made, **changes))
        return number

    def states(self) -> list[str]:
        return [row.state.value for row in self.rows.values()]

    # What the outbox calls

    @property
    def notices(self) -> "Queue":
        return self

    @property
    def residents(self) -> "Queue":
        return self

    @property
    def group_cards(self) -> Any:
        return SimpleNamespace(waiting=self.waiting, card=self.card, shown=self.card_shown)

    @property
    def letters(self) -> "Queue":
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None: ...

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[None]:
        yield

    async def commit(self) -> None: ...

    async def due(self, now: datetime, limit: int, *, platform: Platform) -> Sequence[tuple[Notice, Resident]]:
        due = [
            row.notice
            for row in self.rows.values()
            if row.state is SendState.QUEUED
            and row.notice.due_at <= now
            and self.people[row.notice.resident_id].blocked_at is None
        ]
        due.sort(key=lambda notice: (priority_of(notice.kind), notice.due_at, notice.id))
        if self.reading_s:
            await self.time.rest(self.reading_s)
        return [(notice, self.people[notice.resident_id]) for notice in due[:limit]]

    async def record(
        self,
        notice_id: int,
        state: SendState,
        *,
        at: datetime,
        reason: str = "",
        due_at: datetime | None = None,
        failed: bool = False,
    ) -> None:
        if self.away:
            self.away -= 1
            raise OSError("disk full")
        row = self.rows[notice_id]
        tries = row.notice.send_fail_count + failed
        row.notice = replace(row.notice, due_at=due_at or row.notice.due_at, send_fail_count=tries)
        row.state, row.reason = state, reason or row.reason
        self.log.append((state.value, notice_id))

    async def hold(self, resident_id: int) -> None:
        for row in self.rows.values():
            if row.notice.resident_id == resident_id and row.state is SendState.QUEUED:
                row.state = SendState.HELD

    async def set_account_blocked(self, account: Account, at: datetime | None) -> None: ...

    async def reachable(self, resident_id: int) -> Sequence[Account]:
        return ()

    async def set_blocked(self, resident_id: int, at: datetime | None) -> None:
        self.people[resident_id] = replace(self.people[resident_id], blocked_at=at)

    async def get(self, resident_id: int) -> Resident | None:
        return self.people.get(resident_id)

    async def waiting(self, limit: int) -> Sequence[tuple[int, datetime]]:
        return sorted(self.cards.items(), key=lambda one: one[1])[:limit]

    async def card(self, number: int) -> Card | None:
        return None

    async def card_shown(self, number: int, card: Card | None, wanted_at: datetime) -> None:
        self.done_cards.append(number)
        if self.cards.get(number) == wanted_at:
            del self.cards[number]

    async def unread(self, limit: int) -> Sequence[Letter]:
        return self.letters_unread[:limit]

    async def set_read(self, letter_id: int) -> None:
        self.letters_unread = [letter for letter in self.letters_unread if letter.id != letter_id]


Answer = Callable[[TelegramMethod[Any]], Awaitable[None]]


class Messenger(BaseSession):
    """Takes every call, and answers as it is told; `sent` has what it took, and when."""

    def __init__(self, time: Time, queue: Queue) -> None:
        super().__init__()
        self.sent: list[tuple[float, int, TelegramMethod[Any]]] = []
        self.seconds = 0.001
        self.on_way = 0
        self.most_on_way = 0
        self.refuse: Callable[[TelegramMethod[Any]], Exception | None] = lambda _method: None
        self._time = time
        self._queue = queue

    @property
    def chats(self) -> list[int]:
        return [chat for _, chat, _ in self.sent]

    @property
    def times(self) -> list[float]:
        return [at for at, _, _ in self.sent]

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
        chat_id = int(getattr(method, "chat_id"))  # noqa: B009
        self.on_way += 1
        self.most_on_way = max(self.most_on_way, self.on_way)
        try:
            await self._time.rest(self.seconds)
            if (error := self.refuse(method)) is not None:
                raise error
        finally:
            self.on_way -= 1
        self.sent.append((self._time.now - self.seconds, chat_id, method))
        self._queue.log.append(("taken", chat_id))
        body = {"ok": True, "result": _result(method, chat_id, len(self.sent))}
        return self.check_response(bot, method, 200, json.dumps(body)).result

    async def stream_content(self, *arguments: Any, **more: Any) -> AsyncGenerator[bytes, None]:
        raise AssertionError(arguments)
        yield b""

    async def close(self) -> None: ...


def _result(method: TelegramMethod[Any], chat_id: int, number: int) -> Any:
    message = {"message_id": number, "date": 0, "chat": {"id": chat_id, "type": "private"}}
    return [message] if method.__api_method__ == "sendMediaGroup" else message


class Words:
    """Screens that say the notice's number."""

    def __init__(self) -> None:
        self.made: dict[int, Push | Exception | None] = {}

    async def of(self, notice: Notice, resident: Resident) -> Push | None:
        made = self.made.get(notice.id, Push(text=f"№ {notice.id}"))
        if isinstance(made, Exception):
            raise made
        return made


class Bytes:
    async def get(self, key: str) -> bytes:
        return b"jpeg"


class Post:
    """An outbox with everything around it."""

    def __init__(self, *, per_second: float = 30.0, quiet: tuple[int, int] = (22, 8)) -> None:
        self.time = Time()
        self.queue = Queue(self.time)
        self.messenger = Messenger(self.time, self.queue)
        self.words = Words()
        self.per_second = per_second
        self.zone = ZoneInfo("Europe/Moscow")
        self.quiet = Quiet(*quiet, self.zone)
        self.shows: Callable[[int], Exception | None] = lambda _number: None
        self.restart()

    def restart(self) -> None:
        """What a killed process leaves is the queue."""
        self.outbox = Outbox(
            begin=lambda: self.queue,  # type: ignore[arg-type, return-value]
            screens=self.words,
            photos=Bytes(),
            quiet=self.quiet,
            group=GROUP,
            show_card=self._show,
            texts=Translator(self.zone).of("ru"),
            per_second={Platform.TELEGRAM: self.per_second},
            clock=self.time.clock,
            watch=self.time,
        )
        bot = MessengerBot("1:test", self.messenger, platform=Platform.TELEGRAM, link="https://t.me/{username}")
        self.outbox.connect(bot)

    async def _show(self, bot: Bot, number: int, /) -> Card | None:
        if (error := self.shows(number)) is not None:
            raise error
        await bot.send_message(GROUP.chat_id, f"карточка № {number}")
        return None

    async def drain(self) -> int:
        return await self.time.run(self.outbox.drain()) or 0
