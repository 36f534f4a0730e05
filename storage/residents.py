"""Residents, known by their messenger's id."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.residents import Platform, Resident
from storage.database import Statements
from storage.tables import residents

_OF = select(residents).where(
    residents.c.platform == bindparam("platform"), residents.c.user_id == bindparam("user_id")
)
_INSERT = insert(residents)
_ADD = _INSERT.on_conflict_do_update(
    index_elements=[residents.c.platform, residents.c.user_id], set_={"chat_id": _INSERT.excluded.chat_id}
).returning(*residents.c)
_UPDATE = update(residents).where(residents.c.id == bindparam("of_id"))


class SqlResidents:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def of(self, platform: Platform, user_id: int) -> Resident | None:
        result = await self._transaction.execute(_OF, {"platform": platform.value, "user_id": user_id})
        row = result.one_or_none()
        return None if row is None else _resident(row)

    async def add(
        self, *, platform: Platform, user_id: int, chat_id: int, name: str, locale: str, created_at: datetime
    ) -> Resident:
        """Store a person; one who was added meanwhile by another update is found instead."""
        result = await self._transaction.execute(
            _ADD,
            {
                "platform": platform.value,
                "user_id": user_id,
                "chat_id": chat_id,
                "name": name,
                "locale": locale,
                "locale_chosen": False,
                "created_at": created_at,
            },
        )
        return _resident(result.one())

    async def update(self, resident: Resident) -> None:
        await self._transaction.execute(
            _UPDATE,
            {
                "of_id": resident.id,
                "chat_id": resident.chat_id,
                "name": resident.name,
                "locale": resident.locale,
                "locale_chosen": resident.locale_chosen,
            },
        )


def _resident(row: Row[*tuple[Any, ...]]) -> Resident:
    return Resident(
        id=row.id,
        platform=Platform(row.platform),
        user_id=row.user_id,
        chat_id=row.chat_id,
        name=row.name,
        locale=row.locale,
        locale_chosen=row.locale_chosen,
        created_at=row.created_at,
    )
