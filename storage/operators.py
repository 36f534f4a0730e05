"""Operators and the invitations that make them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.operators import Invitation, Operator, Role
from storage.database import Statements
from storage.tables import invitations, operators, residents
from storage.types import UtcDateTime

_NAMED = select(operators, residents.c.name).join(residents, residents.c.id == operators.c.resident_id)
_OF = _NAMED.where(operators.c.resident_id == bindparam("of_resident"))
_ALL = _NAMED
_IN_ROLE = _NAMED.where(operators.c.role == bindparam("in_role"))
_OF_AGENCY = _IN_ROLE.where(operators.c.agency_id == bindparam("of_agency"))
_INSERT = insert(operators)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[operators.c.resident_id],
    set_={column.name: _INSERT.excluded[column.name] for column in operators.c if not column.primary_key},
)
_REMOVE = delete(operators).where(operators.c.resident_id == bindparam("of_resident"))
_INVITE = insert(invitations)
_TAKE = delete(invitations).where(invitations.c.code_hash == bindparam("of_code")).returning(*invitations.c)
_FORGET = delete(invitations).where(invitations.c.expires_at < bindparam("before", type_=UtcDateTime))


class SqlOperators:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def of(self, resident_id: int) -> Operator | None:
        row = (await self._transaction.execute(_OF, {"of_resident": resident_id})).one_or_none()
        return None if row is None else _operator(row)

    async def put(self, operator: Operator, *, invited_by: int) -> None:
        await self._transaction.execute(
            _PUT,
            {
                "resident_id": operator.resident_id,
                "role": operator.role.value,
                "agency_id": operator.agency_id,
                "invited_by": invited_by,
                "since": operator.since,
            },
        )

    async def remove(self, resident_id: int) -> bool:
        return (await self._transaction.execute(_REMOVE, {"of_resident": resident_id})).rowcount > 0

    async def all(self) -> Sequence[Operator]:
        return _sorted(await self._transaction.execute(_ALL))

    async def working_for(self, role: Role, agency_id: str | None) -> Sequence[Operator]:
        if agency_id is None:
            return _sorted(await self._transaction.execute(_IN_ROLE, {"in_role": role.value}))
        asked = {"in_role": role.value, "of_agency": agency_id}
        return _sorted(await self._transaction.execute(_OF_AGENCY, asked))

    async def add_invitation(self, invitation: Invitation) -> None:
        await self._transaction.execute(
            _INVITE,
            {
                "code_hash": invitation.code_hash,
                "role": invitation.role.value,
                "agency_id": invitation.agency_id,
                "invited_by": invitation.invited_by,
                "created_at": invitation.created_at,
                "expires_at": invitation.expires_at,
            },
        )

    async def take_invitation(self, code_hash: str) -> Invitation | None:
        row = (await self._transaction.execute(_TAKE, {"of_code": code_hash})).one_or_none()
        if row is None:
            return None
        return Invitation(
            code_hash=row.code_hash,
            role=Role(row.role),
            agency_id=row.agency_id,
            invited_by=row.invited_by,
            created_at=row.created_at,
            expires_at=row.expires_at,
        )

    async def remove_invitations(self, before: datetime) -> int:
        return (await self._transaction.execute(_FORGET, {"before": before})).rowcount


def _sorted(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Operator]:
    ranks = list(Role)
    return sorted(map(_operator, rows), key=lambda one: (ranks.index(one.role), one.name, one.resident_id))


def _operator(row: Row[*tuple[Any, ...]]) -> Operator:
    return Operator(
        resident_id=row.resident_id,
        name=row.name,
        role=Role(row.role),
        agency_id=row.agency_id,
        since=row.since,
    )
