"""How far the updates of a messenger have been fetched."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from storage.database import Statements
from storage.tables import polling_markers

_GET = select(polling_markers.c.marker).where(polling_markers.c.name == bindparam("of_name"))
_INSERT = insert(polling_markers)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[polling_markers.c.name], set_={"marker": _INSERT.excluded.marker}
)


class SqlMarkers:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def get(self, name: str) -> int | None:
        return (await self._transaction.execute(_GET, {"of_name": name})).scalar_one_or_none()

    async def put(self, name: str, marker: int) -> None:
        await self._transaction.execute(_PUT, {"name": name, "marker": marker})
