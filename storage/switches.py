"""Topics that an operator has closed or opened by hand."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from storage.database import Statements
from storage.tables import topic_switches

_ALL = select(topic_switches.c.topic_id, topic_switches.c.is_open)
_INSERT = insert(topic_switches)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[topic_switches.c.topic_id],
    set_={name: _INSERT.excluded[name] for name in ("is_open", "by", "at")},
)
_REMOVE = delete(topic_switches).where(topic_switches.c.topic_id == bindparam("of_topic"))


class SqlSwitches:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def all(self) -> dict[str, bool]:
        return {row.topic_id: row.is_open for row in await self._transaction.execute(_ALL)}

    async def put(self, topic_id: str, is_open: bool | None, *, by: int, at: datetime) -> None:
        if is_open is None:
            await self._transaction.execute(_REMOVE, {"of_topic": topic_id})
        else:
            await self._transaction.execute(_PUT, {"topic_id": topic_id, "is_open": is_open, "by": by, "at": at})
