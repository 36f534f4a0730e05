"""One person out of two: everything that refers to the one who goes is moved to the one who stays.

Which columns those are, the tables themselves say, so that a new one is not forgotten. What both have, and may be
there once (the same report followed, the same points booked), goes with the row of the one who goes.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Update,
    and_,
    bindparam,
    case,
    delete,
    distinct,
    func,
    select,
    update,
)

from bot.domain.drafts import DraftState
from bot.domain.notices import SendState
from storage.database import Statements
from storage.drafts import SOMETHING
from storage.tables import drafts, followers, link_codes, metadata, notices, reports, residents

_KEPT = bindparam("kept", type_=residents.c.id.type)
_GONE = bindparam("gone", type_=residents.c.id.type)

_LOCK = select(residents.c.id).where(residents.c.id.in_([_KEPT, _GONE])).order_by(residents.c.id).with_for_update()
"""Nobody may refer to the one who goes any more: with them would go what is written meanwhile."""

_THEIR_PLATFORM = select(residents.c.platform).where(residents.c.id == drafts.c.resident_id).scalar_subquery()
_NAME_PLATFORM = (
    update(drafts)
    .where(
        drafts.c.resident_id.in_([_KEPT, _GONE]), drafts.c.card_kind.is_not(None), drafts.c.card_platform.is_(None)
    )
    .values(card_platform=_THEIR_PLATFORM)
)
_CURRENT = and_(drafts.c.resident_id == _GONE, drafts.c.state == DraftState.CURRENT.value)
_DROP_EMPTY = delete(drafts).where(_CURRENT, ~SOMETHING)
_other = drafts.alias("other")
_PUT_ASIDE = (
    update(drafts)
    .where(
        _CURRENT,
        select(_other.c.id)
        .where(_other.c.resident_id == _KEPT, _other.c.state == DraftState.CURRENT.value)
        .exists(),
    )
    .values(
        state=DraftState.SET_ASIDE.value,
        card_message_id=None,
        card_kind=None,
        card_photo_key=None,
        card_platform=None,
    )
)
_BOTH = (_KEPT, _GONE)
_COUNT_FOLLOWERS = (  # whoever follows in both accounts is one more no longer, nor is an author in the other one
    update(reports)
    .where(reports.c.number.in_(select(followers.c.report_number).where(followers.c.resident_id.in_(_BOTH))))
    .values(
        followers=select(
            func.count(distinct(case((followers.c.resident_id == _GONE, _KEPT), else_=followers.c.resident_id)))
        )
        .where(
            followers.c.report_number == reports.c.number,
            followers.c.resident_id != reports.c.resident_id,
            ~and_(followers.c.resident_id.in_(_BOTH), reports.c.resident_id.in_(_BOTH)),
        )
        .scalar_subquery()
    )
)
_DROP_CODES = delete(link_codes).where(link_codes.c.resident_id == _GONE)
_REROUTE = (
    update(notices)
    .where(
        notices.c.resident_id == _KEPT,
        notices.c.send_state.in_([SendState.QUEUED.value, SendState.HELD.value]),
    )
    .values(platform=select(residents.c.platform).where(residents.c.id == _KEPT).scalar_subquery())
)
_REMOVE = delete(residents).where(residents.c.id == _GONE)


def referring() -> Iterator[Column[Any]]:
    """The columns of all tables that name a resident."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.references(residents) for key in column.foreign_keys):
                yield column


def _move(column: Column[Any]) -> Update:
    """Name the one who stays, where that does not make a row that is there already."""
    table = column.table
    twin = table.alias("twin")
    once = (
        [other for other in constraint.columns if other is not column]
        for constraint in table.constraints
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint) and column.name in constraint.columns
    )
    taken = (
        select(twin.c[column.name])
        .where(twin.c[column.name] == _KEPT, *(twin.c[other.name] == other for other in others))
        .correlate(table)
        .exists()
        for others in once
    )
    return update(table).where(column == _GONE, *(~one for one in taken)).values({column: _KEPT})


_MOVES = tuple(map(_move, referring()))
MERGE = (_NAME_PLATFORM, _DROP_EMPTY, _PUT_ASIDE, _COUNT_FOLLOWERS, _DROP_CODES, *_MOVES, _REROUTE, _REMOVE)
"""In this order."""


async def merge(transaction: Statements, kept_id: int, gone_id: int) -> None:
    """Make one resident of two."""
    asked = {"kept": kept_id, "gone": gone_id}
    await transaction.execute(_LOCK, asked)
    for statement in MERGE:
        await transaction.execute(statement, asked)
