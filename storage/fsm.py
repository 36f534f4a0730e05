"""aiogram's dialogue states in the same database, so that a restart forgets no question.

Each call is a short transaction of its own. A dialogue without state and data has no row: reading it is one
look-up. Bot ids differ between the messengers, so a key is never shared by two of them.
"""

import json
from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from storage.database import Database, Transaction
from storage.tables import dialogue_states as states

NO_DATA = "{}"

_KEY = and_(*(column == bindparam(f"of_{column.name}") for column in states.primary_key))
_GET = select(states.c.state, states.c.data).where(_KEY)
_INSERT = insert(states)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=list(states.primary_key),
    set_={"state": _INSERT.excluded.state, "data": _INSERT.excluded.data},
)
_REMOVE = delete(states).where(_KEY)


class DatabaseFsm(BaseStorage):
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._get(key))[0]

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return _loads((await self._get(key))[1])

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        if name is None and await self._get(key) == (None, NO_DATA):
            return
        async with self._database.transaction() as transaction:
            _, data = await _read(transaction, key)
            await _write(transaction, key, name, data)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        words = _dumps(data)
        if words == NO_DATA and await self._get(key) == (None, NO_DATA):
            return
        async with self._database.transaction() as transaction:
            state, _ = await _read(transaction, key)
            await _write(transaction, key, state, words)

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> dict[str, Any]:
        async with self._database.transaction() as transaction:
            state, words = await _read(transaction, key)
            merged = {**_loads(words), **data}
            await _write(transaction, key, state, _dumps(merged))
        return merged

    async def close(self) -> None:
        """The database is closed by whoever opened it."""

    async def _get(self, key: StorageKey) -> tuple[str | None, str]:
        async with self._database.looking() as reading:
            row = (await reading.execute(_GET, _key(key, "of_"))).one_or_none()
        return (None, NO_DATA) if row is None else (row.state, row.data)


async def _read(transaction: Transaction, key: StorageKey) -> tuple[str | None, str]:
    await transaction.hold(f"dialogue:{_key(key)}")
    row = (await transaction.execute(_GET, _key(key, "of_"))).one_or_none()
    return (None, NO_DATA) if row is None else (row.state, row.data)


async def _write(transaction: Transaction, key: StorageKey, state: str | None, data: str) -> None:
    if state is None and data == NO_DATA:
        await transaction.execute(_REMOVE, _key(key, "of_"))
    else:
        await transaction.execute(_PUT, {**_key(key), "state": state, "data": data})
    await transaction.commit()


def _key(key: StorageKey, prefix: str = "") -> dict[str, int | str]:
    return {
        f"{prefix}bot_id": key.bot_id,
        f"{prefix}chat_id": key.chat_id,
        f"{prefix}user_id": key.user_id,
        f"{prefix}thread_id": key.thread_id or 0,
        f"{prefix}business_connection_id": key.business_connection_id or "",
        f"{prefix}destiny": key.destiny,
    }


def _dumps(data: Mapping[str, Any]) -> str:
    if not all(isinstance(name, str) for name in data):
        raise TypeError("dialogue data needs string keys: JSON has no others")
    return json.dumps(data, separators=(",", ":"))


def _loads(words: str) -> dict[str, Any]:
    return json.loads(words) if words != NO_DATA else {}
