"""Broadcasts, and how far their notices are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.broadcasts import Audience, Broadcast, BroadcastState, NewBroadcast, Progress
from bot.domain.notices import SendState
from storage.database import Statements
from storage.tables import broadcasts, notices

_SAME_MESSAGE = (broadcasts.c.chat_id, broadcasts.c.message_id)
_ADD = insert(broadcasts).on_conflict_do_nothing(index_elements=_SAME_MESSAGE).returning(*broadcasts.c)
_OF_MESSAGE = select(broadcasts).where(
    broadcasts.c.chat_id == bindparam("of_chat"), broadcasts.c.message_id == bindparam("of_message")
)
_GET = select(broadcasts).where(broadcasts.c.id == bindparam("of_id"))
_RUNNING = (
    select(broadcasts)
    .where(broadcasts.c.state.in_([BroadcastState.QUEUEING.value, BroadcastState.SENDING.value]))
    .order_by(broadcasts.c.id)
)
_UPDATE = update(broadcasts).where(broadcasts.c.id == bindparam("of_id"))
_PROGRESS = (
    select(notices.c.send_state, func.count())
    .where(notices.c.key == bindparam("of_key"))
    .group_by(notices.c.send_state)
)


class SqlBroadcasts:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def add(self, broadcast: NewBroadcast) -> Broadcast:
        columns = {
            "words": broadcast.words,
            "audience": broadcast.audience.value,
            "of": broadcast.of,
            "operator_id": broadcast.operator_id,
            "chat_id": broadcast.chat_id,
            "message_id": broadcast.message_id,
            "total": broadcast.total,
            "reached": 0,
            "state": BroadcastState.QUEUEING.value,
            "created_at": broadcast.created_at,
        }
        row = (await self._transaction.execute(_ADD, columns)).one_or_none()
        if row is None:
            asked = {"of_chat": broadcast.chat_id, "of_message": broadcast.message_id}
            row = (await self._transaction.execute(_OF_MESSAGE, asked)).one()
        return _broadcast(row)

    async def get(self, broadcast_id: int) -> Broadcast | None:
        await self._transaction.hold(f"broadcast:{broadcast_id}")
        row = (await self._transaction.execute(_GET, {"of_id": broadcast_id})).one_or_none()
        return None if row is None else _broadcast(row)

    async def of_message(self, chat_id: int, message_id: int) -> Broadcast | None:
        asked = {"of_chat": chat_id, "of_message": message_id}
        row = (await self._transaction.execute(_OF_MESSAGE, asked)).one_or_none()
        return None if row is None else _broadcast(row)

    async def running(self) -> Sequence[Broadcast]:
        return [_broadcast(row) for row in await self._transaction.execute(_RUNNING)]

    async def set_state(self, broadcast_id: int, state: BroadcastState, *, reached: int | None = None) -> None:
        changed = {} if reached is None else {"reached": reached}
        await self._transaction.execute(_UPDATE, {"of_id": broadcast_id, "state": state.value, **changed})

    async def progress(self, broadcast_id: int) -> Progress:
        """Of the notices written so far: residents who blocked the bot meanwhile count as failed."""
        rows = await self._transaction.execute(_PROGRESS, {"of_key": key_of(broadcast_id)})
        counts = {SendState(state): int(count) for state, count in rows}
        return Progress(
            sent=counts.get(SendState.SENT, 0),
            failed=counts.get(SendState.FAILED, 0) + counts.get(SendState.HELD, 0),
            left=counts.get(SendState.QUEUED, 0),
        )


def key_of(broadcast_id: int) -> str:
    """The key of a broadcast's notices."""
    return f"broadcast:{broadcast_id}"


def _broadcast(row: Row[*tuple[Any, ...]]) -> Broadcast:
    return Broadcast(
        id=row.id,
        words=row.words,
        audience=Audience(row.audience),
        of=row.of,
        operator_id=row.operator_id,
        chat_id=row.chat_id,
        message_id=row.message_id,
        total=row.total,
        reached=row.reached,
        state=BroadcastState(row.state),
        created_at=row.created_at,
    )
