"""The accounts of residents: who is written to where, and how one person comes of two."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.notices import SendState
from bot.domain.residents import Account, Platform
from storage import merging
from storage.database import Statements
from storage.tables import accounts, notices, residents

_COLUMNS = (accounts.c.platform, accounts.c.user_id)
_OF_RESIDENT = select(*_COLUMNS).where(accounts.c.resident_id == bindparam("of_resident"))
_REACHABLE = _OF_RESIDENT.where(accounts.c.blocked_at.is_(None))
_ADD = insert(accounts).on_conflict_do_nothing(index_elements=_COLUMNS)
_THIS = (accounts.c.platform == bindparam("of_platform")) & (accounts.c.user_id == bindparam("of_user"))
_SET_BLOCKED = update(accounts).where(_THIS)
_DETACH = delete(accounts).where(_THIS, accounts.c.resident_id == bindparam("of_resident"))
_ADDRESS = update(residents).where(residents.c.id == bindparam("of_resident"))
_REROUTE = update(notices).where(
    notices.c.resident_id == bindparam("of_resident"),
    notices.c.send_state.in_([SendState.QUEUED.value, SendState.HELD.value]),
)


class Accounts:
    """The part of the residents' repository that is about their accounts."""

    _transaction: Statements

    async def accounts(self, resident_id: int) -> Sequence[Account]:
        await self._transaction.hold(f"resident:{resident_id}")
        return _sorted(await self._transaction.execute(_OF_RESIDENT, {"of_resident": resident_id}))

    async def reachable(self, resident_id: int) -> Sequence[Account]:
        await self._transaction.hold(f"resident:{resident_id}")
        return _sorted(await self._transaction.execute(_REACHABLE, {"of_resident": resident_id}))

    async def attach(self, resident_id: int, account: Account) -> None:
        """Make it this person's, unless it is somebody's."""
        columns = {"platform": account.platform.value, "user_id": account.user_id, "resident_id": resident_id}
        await self._transaction.execute(_ADD, columns)

    async def detach(self, resident_id: int, account: Account) -> None:
        await self._transaction.execute(_DETACH, {**_this(account), "of_resident": resident_id})

    async def set_account_blocked(self, account: Account, at: datetime | None) -> None:
        await self._transaction.execute(_SET_BLOCKED, {**_this(account), "blocked_at": at})

    async def set_address(self, resident_id: int, account: Account) -> None:
        """Also what is queued or held goes there."""
        platform, asked = account.platform.value, {"of_resident": resident_id}
        user_id = account.user_id
        address = {"platform": platform, "user_id": user_id, "chat_id": user_id, "blocked_at": None}
        await self._transaction.execute(_ADDRESS, {**asked, **address})
        await self._transaction.execute(_REROUTE, {**asked, "platform": platform})
        await self.set_account_blocked(account, None)

    async def merge(self, kept_id: int, gone_id: int) -> None:
        await merging.merge(self._transaction, kept_id, gone_id)


def _this(account: Account) -> dict[str, Any]:
    return {"of_platform": account.platform.value, "of_user": account.user_id}


def _sorted(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Account]:
    ranks = list(Platform)
    found = (Account(Platform(row.platform), row.user_id) for row in rows)
    return sorted(found, key=lambda one: (ranks.index(one.platform), one.user_id))
