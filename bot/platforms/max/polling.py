"""Long polling of MAX: a batch is fetched, handled, and only then left behind.

The marker of the next event is written down when everything before it has had its effect, or has had `SLOW_S` for
it: one person's long upload must not silence the bot for all others. A kill repeats the events since the marker,
and loses what was slow, as in Telegram. Rests on MAX keeping events for 24 hours.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Protocol

import structlog
from aiogram import Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.messenger import MessengerBot
from bot.pacing import OUTAGE_S
from bot.platforms.max.client import MaxClient, MaxError
from bot.platforms.max.updates import Translator
from bot.platforms.reach import Reach

log = structlog.get_logger(__name__)

POLL_S = 30
AT_ONCE = 100
"""Events of a batch: the most that MAX gives."""
SLOW_S = 5.0
"""How long an update may keep the next batch waiting; a photo in a bad network takes about as long."""
MOST_IN_HAND = 200
"""Updates at the same time; with more of them the next batch waits."""
APART_S = 0.5
"""Between two requests: MAX allows two a second."""
UNAUTHORIZED = 401


class Markers(Protocol):
    """Where the next event is written down."""

    async def load(self) -> int | None: ...

    async def save(self, marker: int) -> None: ...


class Polling:
    """Asks for events until stopped."""

    def __init__(
        self,
        *,
        client: MaxClient,
        translator: Translator,
        bot: MessengerBot,
        markers: Markers,
        reach: Reach,
        stopping: asyncio.Event,
    ) -> None:
        self._client = client
        self._translator = translator
        self._bot = bot
        self._markers = markers
        self._reach = reach
        self._stopping = stopping
        self._failures = 0
        self._in_hand: set[asyncio.Task[None]] = set()

    async def run(self, dispatcher: Dispatcher) -> None:
        """Until told to stop; what is in hand is finished then."""
        try:
            await self._until_it_works(self._leave_webhooks)
            await self._fetch(dispatcher)
            while self._in_hand:
                await asyncio.wait(self._in_hand)
        except asyncio.CancelledError:
            for task in self._in_hand:
                task.cancel()
            raise

    async def _fetch(self, dispatcher: Dispatcher) -> None:
        marker = await self._markers.load()
        while not self._stopping.is_set():
            asked_at = asyncio.get_running_loop().time()
            ask = partial(self._client.updates, marker, timeout_s=POLL_S, limit=AT_ONCE)
            batch = await self._until_it_works(ask)
            if batch is None:
                return
            following = _marker(batch)
            self._begin(dispatcher, _events(batch), following)
            await self._wait()
            if following is not None and following != marker:
                marker = following
                await self._markers.save(marker)
            await self._rest(asked_at + APART_S - asyncio.get_running_loop().time())

    async def _leave_webhooks(self) -> None:
        """While there is one, nothing comes by polling."""
        for url in await self._client.subscriptions():
            log.warning("webhook removed, updates come by polling", url=url)
            await self._client.unsubscribe(url)

    async def _until_it_works(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        """What MAX answers, however often it must be asked; None when the bot is told to stop first."""
        while not self._stopping.is_set():
            try:
                answer = await self._unless_stopped(ask())
            except MaxError as error:
                self._note(error)
                await self._rest(OUTAGE_S[min(self._failures, len(OUTAGE_S)) - 1])
            else:
                self._failures = 0
                self._reach.works()
                return answer
        return None

    def _note(self, error: MaxError) -> None:
        self._failures += 1
        log.warning("max does not answer", status=error.status, code=error.code, attempt=self._failures)
        if error.status == UNAUTHORIZED:
            self._reach.refused(f"{error.code}: the token is not known any more")
        else:
            self._reach.down(error.code or str(error.status))

    async def _unless_stopped(self, asking: Awaitable[Any]) -> Any:
        asked, stopped = asyncio.ensure_future(asking), asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({asked, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return asked.result() if asked.done() else None
        finally:
            for task in (asked, stopped):
                task.cancel()

    def _begin(self, dispatcher: Dispatcher, events: Sequence[object], following: int | None) -> None:
        """All at once; the dispatcher keeps those of one person in order."""
        first = (following or 0) - len(events)
        for position, event in enumerate(events):
            for update in self._translator.updates_of(event, max(first + position, 0)):
                task = asyncio.create_task(self._feed(dispatcher, update))
                self._in_hand.add(task)
                task.add_done_callback(self._in_hand.discard)

    async def _wait(self) -> None:
        """Until what is in hand is handled, or little enough is left of it to go on beside."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=SLOW_S)
        while len(self._in_hand) > MOST_IN_HAND:
            await asyncio.wait(self._in_hand, return_when=asyncio.FIRST_COMPLETED)

    async def _feed(self, dispatcher: Dispatcher, raw: dict[str, Any]) -> None:
        try:
            update = Update.model_validate(raw, context={"bot": self._bot})
            await dispatcher.feed_update(self._bot, update, platform=self._bot.platform)
        except ValidationError:
            log.exception("update not understood", update_id=raw.get("update_id"))
        except Exception:  # one that fails must not stop those that follow
            log.exception("update failed", update_id=raw.get("update_id"))

    async def _rest(self, seconds: float) -> None:
        """So long, or until told to stop."""
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await self._stopping.wait()
        except TimeoutError:
            return


def _events(batch: Any) -> Sequence[object]:
    events = batch.get("updates") if isinstance(batch, dict) else None
    return events if isinstance(events, list) else []


def _marker(batch: Any) -> int | None:
    marker = batch.get("marker") if isinstance(batch, dict) else None
    return marker if isinstance(marker, int) and not isinstance(marker, bool) else None
