from dataclasses import replace

import pytest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey
from sqlalchemy import func, select

from storage.database import Database
from storage.fsm import DatabaseFsm
from storage.tables import dialogue_states


class Typing(StatesGroup):
    address = State()


KEY = StorageKey(bot_id=1, chat_id=-(2**62), user_id=2**62)


@pytest.fixture
def fsm(database: Database) -> DatabaseFsm:
    return DatabaseFsm(database)


async def rows(database: Database) -> int:
    async with database.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(dialogue_states))).scalar_one()


async def test_a_dialogue_survives_a_restart(database: Database, fsm: DatabaseFsm) -> None:
    await fsm.set_state(KEY, Typing.address)
    await fsm.set_data(KEY, {"draft": "1", "вложено": [1, {"a": None}]})
    later = DatabaseFsm(database)
    assert await later.get_state(KEY) == Typing.address.state
    assert await later.get_data(KEY) == {"draft": "1", "вложено": [1, {"a": None}]}
    assert await later.get_value(KEY, "draft") == "1"


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, bot_id=2),
        replace(KEY, chat_id=5),
        replace(KEY, user_id=5),
        replace(KEY, thread_id=5),
        replace(KEY, business_connection_id="b"),
        replace(KEY, destiny="operators"),
    ],
    ids=["bot", "chat", "user", "thread", "business", "destiny"],
)
async def test_dialogues_do_not_mix(fsm: DatabaseFsm, other: StorageKey) -> None:
    await fsm.set_state(KEY, "one")
    await fsm.set_state(other, "other")
    assert (await fsm.get_state(KEY), await fsm.get_state(other)) == ("one", "other")


async def test_a_finished_dialogue_leaves_no_row(database: Database, fsm: DatabaseFsm) -> None:
    context = FSMContext(storage=fsm, key=KEY)
    await context.clear()
    assert await rows(database) == 0
    await context.set_state(Typing.address)
    await context.update_data(draft="1")
    await context.set_state(None)
    assert await context.get_data() == {"draft": "1"}
    await context.clear()
    assert await rows(database) == 0
    await context.set_data({"draft": "1"})
    await context.set_state(Typing.address)
    await context.set_data({})
    assert await context.get_state() == Typing.address.state


async def test_update_data_adds_to_what_is_there(fsm: DatabaseFsm) -> None:
    assert await fsm.update_data(KEY, {"a": 1}) == {"a": 1}
    assert await fsm.update_data(KEY, {"b": 2}) == {"a": 1, "b": 2}
    assert await fsm.get_data(KEY) == {"a": 1, "b": 2}


async def test_keys_that_json_would_change_are_refused(fsm: DatabaseFsm) -> None:
    with pytest.raises(TypeError, match="string keys"):
        await fsm.set_data(KEY, {1: "one"})  # type: ignore[dict-item]
