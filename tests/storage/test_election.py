"""One process at a time: the next one takes over when it is gone, however it went."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage.database import Database, open_database
from storage.election import Election
from tests.harness.postgresql import Server
from tests.storage.conftest import ONLY_SQLITE

ONLY_POSTGRESQL = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.fixture
async def elections(database: Database, database_url: str) -> AsyncIterator[tuple[Election, Election]]:
    """Of two processes."""
    other = await open_database(database_url)
    pair = Election(database, "bot"), Election(other, "bot")
    yield pair
    for election in pair:
        await election.resign()
    await other.close()


@ONLY_POSTGRESQL
async def test_of_many_who_try_at_once_one_wins_and_stays(elections: tuple[Election, Election]) -> None:
    won = await asyncio.gather(*(election.is_won() for election in elections))
    assert sorted(won) == [False, True]
    assert [await election.is_won() for election in elections] == won


@ONLY_POSTGRESQL
async def test_who_resigns_is_followed_by_another(elections: tuple[Election, Election]) -> None:
    first, second = elections
    assert (await first.is_won(), await second.is_won()) == (True, False)
    await first.resign()
    assert (await second.is_won(), await first.is_won()) == (True, False)


@ONLY_POSTGRESQL
async def test_who_is_cut_off_finds_out_that_another_has_won(
    elections: tuple[Election, Election], postgresql: Server, tables: str
) -> None:
    """A killed process leaves its lock as this one does: the server ends its connection."""
    first, second = elections
    assert await first.is_won()
    await postgresql.throw_out(tables)
    assert (await second.is_won(), await first.is_won()) == (True, False)


@ONLY_POSTGRESQL
async def test_after_a_restart_of_the_server_the_one_that_worked_goes_on(
    elections: tuple[Election, Election], postgresql: Server
) -> None:
    first, second = elections
    assert await first.is_won()
    await asyncio.to_thread(postgresql.stop)
    await asyncio.to_thread(postgresql.start)
    assert (await first.is_won(), await second.is_won()) == (True, False)


@ONLY_SQLITE
async def test_a_file_is_shared_with_nobody(elections: tuple[Election, Election]) -> None:
    assert [await election.is_won() for election in elections] == [True, True]
