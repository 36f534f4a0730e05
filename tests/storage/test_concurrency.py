"""Many at once, in one process and in two: nothing is lost and nobody is told that the database is locked."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from bot.domain.residents import Resident
from bot.services.ports import AlreadyFiled
from storage.database import Database, open_database
from storage.sqlite import OneVisitConnection
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import ONLY_SQLITE
from tests.storage.samples import draft, new_report

ROOT = Path(__file__).parents[2]


async def count_up(database: Database, draft_id: UUID) -> None:
    async with SqlUnitOfWork(database) as uow:
        stored = await uow.drafts.get(draft_id)
        assert stored is not None
        await asyncio.sleep(0)
        await uow.drafts.put(replace(stored, description=str(int(stored.description) + 1)))
        await uow.commit()


async def test_fifty_at_once_lose_nothing(
    database: Database, database_url: str, uow: SqlUnitOfWork, resident: Resident
) -> None:
    second = await open_database(database_url)  # as another process would
    counter = draft(resident.id, description="0")
    async with uow:
        await uow.drafts.put(counter)
        await uow.commit()
    try:
        await asyncio.gather(*(count_up((database, second)[turn % 2], counter.id) for turn in range(50)))
    finally:
        await second.close()
    async with uow:
        assert await uow.drafts.get(counter.id) == replace(counter, description="50")


@ONLY_SQLITE
async def test_writers_take_turns_in_the_order_they_came(database: Database, resident: Resident) -> None:
    order: list[int] = []

    async def write(turn: int) -> None:
        async with SqlUnitOfWork(database) as uow:
            await uow.drafts.current(resident.id)
            order.append(turn)
            await uow.commit()

    await asyncio.gather(*map(write, range(20)))
    assert order == list(range(20))


async def test_two_presses_on_send_make_one_report(
    database: Database, uow: SqlUnitOfWork, resident: Resident
) -> None:
    new = new_report(resident.id)

    async def press() -> int:
        async with SqlUnitOfWork(database) as pressed:
            report = await pressed.reports.add(new)
            await pressed.commit()
            return report.number

    outcomes = await asyncio.gather(*(press() for _ in range(5)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [AlreadyFiled.__name__] * 4 + ["int"]
    async with uow:
        assert await uow.reports.count_of_resident(resident.id) == 1


async def test_a_committed_report_survives_a_kill(
    database: Database, database_url: str, uow: SqlUnitOfWork, resident: Resident
) -> None:
    """The number goes out after `commit()`; from then on not even SIGKILL takes it back."""
    killed = subprocess.run(  # noqa: ASYNC221, S603 - nothing else runs meanwhile
        [sys.executable, "-m", "tests.storage.file_and_die", database_url, str(resident.id)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    async with uow:
        report = await uow.reports.get(int(killed.stdout))
        assert report is not None
        assert await uow.reports.count_of_resident(resident.id) == 1


async def test_a_closed_connection_holds_no_lock_whoever_keeps_what_it_gave(tmp_path: Path) -> None:
    """A logged exception once kept a cursor, the cursor its connection, and the connection the lock."""
    path = tmp_path / "gorod.db"
    connection = await OneVisitConnection(path).opened()
    connection.begin_immediate()
    kept = [await connection.visit(lambda raw: raw.execute("CREATE TABLE t (a)"))]
    kept.append(await connection.visit(lambda raw: raw.execute("INSERT INTO t VALUES (1) RETURNING a")))
    await connection.close()
    other = sqlite3.connect(path, timeout=0)
    other.execute("BEGIN IMMEDIATE")
    other.close()
    assert kept[1].rows == [(1,)]
