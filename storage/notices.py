"""The outbox.

What is due in a messenger is a range of an index for each priority, so neither a broadcast to everybody nor what
is due next year costs an answer to a report any time.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.notices import NewNotice, Notice, NoticeKind, Priority, SendState, priority_of
from bot.domain.residents import Platform, Resident
from storage.broadcasts import key_of
from storage.database import Statements
from storage.residents import resident_of
from storage.tables import notices, residents
from storage.types import UtcDateTime, Words

_QUEUED: ColumnElement[bool] = literal_column("notices.send_state = 'queued'")  # as the index says it
_TO_GO = notices.c.send_state.in_([SendState.QUEUED.value, SendState.HELD.value])
_OF_RESIDENT = notices.c.resident_id == bindparam("of_resident")
_LIMIT = bindparam("limit", type_=Integer)
_PLATFORM = bindparam("on_platform", type_=String)

_THEIR = select(residents.c.platform).where(residents.c.id == bindparam("of_resident")).scalar_subquery()
_BLOCKED_AT = select(residents.c.blocked_at).where(residents.c.id == bindparam("of_them")).scalar_subquery()
_ADD = (
    insert(notices)
    .values(
        platform=_THEIR,
        send_state=case((_BLOCKED_AT.is_(None), SendState.QUEUED.value), else_=SendState.HELD.value),
    )
    .on_conflict_do_nothing(index_elements=[notices.c.key, notices.c.resident_id])
    .returning(notices.c.id)
)


def _due_at(priority: Priority) -> Any:
    """The first of a priority: so few that sorting them with the others costs nothing."""
    return (
        select(notices.c.id, notices.c.priority, notices.c.due_at)
        .join(residents, residents.c.id == notices.c.resident_id)
        .where(
            _QUEUED,
            notices.c.platform == _PLATFORM,
            notices.c.priority == priority.value,
            notices.c.due_at <= bindparam("now", type_=UtcDateTime),
            residents.c.blocked_at.is_(None),
            residents.c.platform == _PLATFORM,  # an id of one messenger is somebody else's in another
        )
        .order_by(notices.c.due_at, notices.c.id)
        .limit(_LIMIT)
        .subquery()
    )


_IN_TURN = union_all(*(select(_due_at(priority)) for priority in Priority)).subquery("in_turn")
_FIRST = (
    select(_IN_TURN)
    .order_by(_IN_TURN.c.priority, _IN_TURN.c.due_at, _IN_TURN.c.id)
    .limit(_LIMIT)
    .subquery("first")
)
_NOTICE = (
    notices.c.id,
    notices.c.resident_id,
    notices.c.kind,
    notices.c.key,
    notices.c.number,
    notices.c.payload,
    notices.c.due_at,
    notices.c.created_at,
    notices.c.send_fail_count,
)
_DUE = (
    select(*_NOTICE, *residents.c)
    .join(_FIRST, _FIRST.c.id == notices.c.id)
    .join(residents, residents.c.id == notices.c.resident_id)
    .order_by(_FIRST.c.priority, _FIRST.c.due_at, _FIRST.c.id)
)
_DUES = union_all(
    *(
        select(func.min(notices.c.due_at).label("due")).where(
            _QUEUED, notices.c.platform == platform.value, notices.c.priority == priority.value
        )
        for platform in Platform
        for priority in Priority
    )
).subquery("dues")
_NEXT_DUE = select(func.min(_DUES.c.due))
_RECORD = (
    update(notices)
    .where(notices.c.id == bindparam("of_id"), or_(_QUEUED, bindparam("new_state") == SendState.SENT.value))
    .values(
        send_state=bindparam("new_state"),
        sent_at=bindparam("new_sent_at", type_=UtcDateTime),
        due_at=func.coalesce(bindparam("new_due_at", type_=UtcDateTime), notices.c.due_at),
        send_fail_reason=func.coalesce(bindparam("new_reason", type_=Words), notices.c.send_fail_reason),
        send_fail_count=notices.c.send_fail_count + bindparam("failed", type_=Integer),
    )
)
_CANCEL = (
    update(notices)
    .where(notices.c.number == bindparam("of_number"), notices.c.kind.in_(bindparam("kinds", expanding=True)))
    .where(_TO_GO)
    .values(send_state=SendState.CANCELLED.value)
)
_CANCEL_FOR = _CANCEL.where(_OF_RESIDENT)
_HOLD = update(notices).where(_OF_RESIDENT, _QUEUED).values(send_state=SendState.HELD.value)
_HELD = update(notices).where(_OF_RESIDENT, notices.c.send_state == SendState.HELD.value)
_RELEASE = _HELD.where(notices.c.created_at >= bindparam("since", type_=UtcDateTime)).values(
    send_state=SendState.QUEUED.value
)
_DROP = _HELD.values(send_state=SendState.CANCELLED.value)
_CANCEL_KEY = (
    update(notices)
    .where(notices.c.key == bindparam("of_key"), _TO_GO)
    .values(send_state=SendState.CANCELLED.value)
)
_REMOVE_OLD = delete(notices).where(
    notices.c.id.in_(
        select(notices.c.id)
        .where(notices.c.created_at < bindparam("before", type_=UtcDateTime), ~_QUEUED)
        .order_by(notices.c.created_at)
        .limit(_LIMIT)
        .correlate(None)
    )
)


class SqlNotices:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def add(self, notices: Sequence[NewNotice]) -> int:
        """Queue; what is for somebody who has blocked the bot is held at once."""
        if not notices:
            return 0
        result = await self._transaction.execute(_ADD, [_columns(notice) for notice in notices])
        return len(result.all())

    async def due(self, now: datetime, limit: int, *, platform: Platform) -> Sequence[tuple[Notice, Resident]]:
        asked = {"now": now, "limit": limit, "on_platform": platform.value}
        rows = await self._transaction.execute(_DUE, asked)
        return [(_notice(row[: len(_NOTICE)]), resident_of(row[len(_NOTICE) :])) for row in rows]

    async def next_due(self) -> datetime | None:
        return (await self._transaction.execute(_NEXT_DUE)).scalar_one()  # type: ignore[no-any-return]

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
        """Nothing is written to one that was cancelled or held meanwhile, unless it has gone all the same."""
        await self._transaction.execute(
            _RECORD,
            {
                "of_id": notice_id,
                "new_state": state.value,
                "new_sent_at": at if state is SendState.SENT else None,
                "new_due_at": due_at,
                "new_reason": reason or None,
                "failed": int(failed),
            },
        )

    async def cancel(self, number: int, kinds: Collection[NoticeKind], *, resident_id: int | None = None) -> None:
        asked = {"of_number": number, "kinds": [kind.value for kind in kinds]}
        if resident_id is None:
            await self._transaction.execute(_CANCEL, asked)
        else:
            await self._transaction.execute(_CANCEL_FOR, {**asked, "of_resident": resident_id})

    async def hold(self, resident_id: int) -> None:
        await self._transaction.execute(_HOLD, {"of_resident": resident_id})

    async def release(self, resident_id: int, *, since: datetime) -> int:
        """How many are queued again."""
        released = await self._transaction.execute(_RELEASE, {"of_resident": resident_id, "since": since})
        await self._transaction.execute(_DROP, {"of_resident": resident_id})
        return released.rowcount

    async def cancel_broadcast(self, broadcast_id: int) -> int:
        return (await self._transaction.execute(_CANCEL_KEY, {"of_key": key_of(broadcast_id)})).rowcount

    async def remove_old(self, before: datetime, limit: int) -> int:
        """All but queued ones; what was held for so long would be cancelled by `release` too."""
        return (await self._transaction.execute(_REMOVE_OLD, {"before": before, "limit": limit})).rowcount


def _columns(notice: NewNotice) -> dict[str, Any]:
    return {
        "resident_id": notice.resident_id,
        "of_resident": notice.resident_id,
        "of_them": notice.resident_id,  # a second name: SQLAlchemy miscounts one that many rows have twice
        "kind": notice.kind.value,
        "key": notice.key,
        "number": notice.number,
        "payload": dict(notice.payload),
        "priority": priority_of(notice.kind).value,
        "due_at": notice.due_at,
        "send_fail_count": 0,
        "created_at": notice.created_at,
    }


def _notice(row: Sequence[Any]) -> Notice:
    """The notice in the columns of `_NOTICE`."""
    notice_id, resident_id, kind, key, number, payload, due_at, created_at, send_fail_count = row
    return Notice(
        id=notice_id,
        resident_id=resident_id,
        kind=NoticeKind(kind),
        key=key,
        number=number,
        payload=payload,
        due_at=due_at,
        created_at=created_at,
        send_fail_count=send_fail_count,
    )
