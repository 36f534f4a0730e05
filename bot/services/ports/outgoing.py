"""What the bot sends on its own: notices, broadcasts, the cards in the operators' group."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.broadcasts import Broadcast, BroadcastState, NewBroadcast, Progress
from bot.domain.drafts import Card
from bot.domain.notices import NewNotice, Notice, NoticeKind, SendState
from bot.domain.residents import Platform, Resident


class Notices(Protocol):
    """The outbox: what is to be sent, written in the transaction of its change."""

    async def add(self, notices: Sequence[NewNotice]) -> int:
        """Queue; one whose resident and key were queued before is left out. How many were new."""
        ...

    async def due(self, now: datetime, limit: int, *, platform: Platform) -> Sequence[tuple[Notice, Resident]]:
        """Queued notices whose time has come, with whom they are for: by priority, then by `due_at`."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next queued notice is due."""
        ...

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
        """What became of it; `due_at` puts a queued one off, `failed` counts a try."""
        ...

    async def cancel(self, number: int, kinds: Collection[NoticeKind], *, resident_id: int | None = None) -> None:
        """Queued notices of these kinds about a report are not sent any more: to one resident, or to anybody."""
        ...

    async def hold(self, resident_id: int) -> None:
        """All queued notices of a resident who cannot be reached."""
        ...

    async def release(self, resident_id: int, *, since: datetime) -> int:
        """Queue again what was held and created since; older ones are cancelled."""
        ...

    async def cancel_broadcast(self, broadcast_id: int) -> int:
        """What a broadcast still has queued; how many."""
        ...

    async def remove_old(self, before: datetime, limit: int) -> int:
        """Notices that are over and were created before."""
        ...


class Broadcasts(Protocol):
    async def add(self, broadcast: NewBroadcast) -> Broadcast:
        """Store; a message stands for one broadcast, and one that stands for one already gives that one."""
        ...

    async def of_message(self, chat_id: int, message_id: int) -> Broadcast | None:
        """The broadcast whose progress this message shows."""
        ...

    async def get(self, broadcast_id: int) -> Broadcast | None: ...

    async def running(self) -> Sequence[Broadcast]:
        """Those that are queueing or sending."""
        ...

    async def set_state(self, broadcast_id: int, state: BroadcastState, *, reached: int | None = None) -> None: ...

    async def progress(self, broadcast_id: int) -> Progress: ...


class GroupCards(Protocol):
    """Which message in the operators' group stands for a report, and whether it is up to date."""

    async def want(self, number: int, at: datetime) -> None:
        """The card must be shown, or shown anew."""
        ...

    async def waiting(self, limit: int) -> Sequence[tuple[int, datetime]]:
        """Numbers whose card is not up to date with the moment it was wanted, the longest waiting first."""
        ...

    async def card(self, number: int) -> Card | None: ...

    async def shown(self, number: int, card: Card | None, wanted_at: datetime) -> None:
        """The card shows the report as it was at `wanted_at`, unless it was wanted again since."""
        ...

    async def number_of(self, message_id: int) -> int | None:
        """The report whose card this message is, for replies to it."""
        ...
