"""Which messages of the operators' group stand for reports."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, case, select, update
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.drafts import Card, CardKind
from storage.database import Statements
from storage.tables import group_cards
from storage.types import UtcDateTime

_OF_REPORT = group_cards.c.report_number == bindparam("of_number")
_INSERT = insert(group_cards)
_WANT = _INSERT.on_conflict_do_update(
    index_elements=[group_cards.c.report_number], set_={"wanted_at": _INSERT.excluded.wanted_at}
)
_WAITING = (
    select(group_cards.c.report_number, group_cards.c.wanted_at)
    .where(group_cards.c.wanted_at.is_not(None))
    .order_by(group_cards.c.wanted_at, group_cards.c.report_number)
    .limit(bindparam("limit", type_=Integer))
)
_CARD = select(group_cards).where(_OF_REPORT)
_STILL_WANTED = group_cards.c.wanted_at > bindparam("shown_at", type_=UtcDateTime)
_SHOWN = (
    update(group_cards)
    .where(_OF_REPORT)
    .values(
        {
            name: bindparam(f"card_{name}", type_=group_cards.c[name].type)
            for name in ("message_id", "kind", "photo_key")
        }
    )
    .values(wanted_at=case((_STILL_WANTED, group_cards.c.wanted_at)))
)
_NUMBER_OF = (
    select(group_cards.c.report_number)
    .where(group_cards.c.message_id == bindparam("of_message"))
    .order_by(group_cards.c.report_number.desc())
    .limit(1)
)


class SqlGroupCards:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def want(self, number: int, at: datetime) -> None:
        await self._transaction.execute(_WANT, {"report_number": number, "wanted_at": at})

    async def waiting(self, limit: int) -> Sequence[tuple[int, datetime]]:
        rows = await self._transaction.execute(_WAITING, {"limit": limit})
        return [(row.report_number, row.wanted_at) for row in rows]

    async def card(self, number: int) -> Card | None:
        row = (await self._transaction.execute(_CARD, {"of_number": number})).one_or_none()
        if row is None or row.message_id is None:
            return None
        return Card(row.message_id, CardKind(row.kind), row.photo_key)

    async def shown(self, number: int, card: Card | None, wanted_at: datetime) -> None:
        """Note the message; None: there is none, and none is wanted until something changes."""
        await self._transaction.execute(
            _SHOWN,
            {
                "of_number": number,
                "card_message_id": card and card.message_id,
                "card_kind": card and card.kind.value,
                "card_photo_key": card and card.photo_key,
                "shown_at": wanted_at,
            },
        )

    async def number_of(self, message_id: int) -> int | None:
        found = await self._transaction.execute(_NUMBER_OF, {"of_message": message_id})
        return found.scalar_one_or_none()
