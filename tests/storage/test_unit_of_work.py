import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.residents import Platform, Resident
from storage.database import Database
from storage.fsm import DatabaseFsm
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import draft, new_report
from tests.storage.test_fsm import KEY

SLOW = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) SELECT max(i) FROM n"
)


async def test_what_is_not_committed_is_rolled_back(uow: SqlUnitOfWork, resident: Resident) -> None:
    stored = draft(resident.id)
    async with uow:
        await uow.drafts.put(stored)
    async with uow:
        assert await uow.drafts.get(stored.id) is None


async def test_an_error_rolls_back_and_the_unit_can_be_entered_again(
    uow: SqlUnitOfWork, resident: Resident
) -> None:
    stored = draft(resident.id)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - what the error leaves behind is the point
        async with uow:
            await uow.drafts.put(stored)
            _ = 1 / 0
    async with uow:
        assert await uow.drafts.get(stored.id) is None
        await uow.drafts.put(stored)
        await uow.commit()
    async with uow:
        assert await uow.drafts.get(stored.id) == stored


async def test_after_a_commit_others_may_write_though_the_unit_is_still_open(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, database: Database, resident: Resident
) -> None:
    """A handler clears its dialogue state inside the unit of work that its use case has committed."""
    stored = draft(resident.id)
    async with uow:
        await uow.drafts.put(stored)
        await uow.commit()
        await DatabaseFsm(database).set_state(KEY, "typing")
        async with reader:
            assert await reader.drafts.get(stored.id) == stored
        await uow.drafts.put(replace(stored, description="второе"))
    async with uow:
        assert await uow.drafts.get(stored.id) == stored


async def test_a_second_transaction_of_the_same_task_is_an_error_not_a_deadlock(
    uow: SqlUnitOfWork, database: Database, resident: Resident
) -> None:
    async with uow:
        await uow.drafts.put(draft(resident.id))
        with pytest.raises(RuntimeError, match="another transaction open"):
            await DatabaseFsm(database).set_state(KEY, "typing")
    await DatabaseFsm(database).set_state(KEY, "typing")


async def test_outside_of_async_with_a_repository_says_so(uow: SqlUnitOfWork, resident: Resident) -> None:
    with pytest.raises(RuntimeError, match="only inside"):
        _ = uow.drafts
    with pytest.raises(RuntimeError, match="only inside"):
        await uow.commit()
    async with uow:
        drafts = uow.drafts
        with pytest.raises(RuntimeError, match="entered already"):
            await uow.__aenter__()
    with pytest.raises(RuntimeError, match="only inside"):
        await drafts.current(resident.id)


async def test_a_repository_kept_from_before_cannot_write(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        drafts = uow.drafts
    async with uow:
        with pytest.raises(RuntimeError, match="only inside"):
            await drafts.put(draft(resident.id))


@pytest.mark.parametrize("steps", range(12))
async def test_cancelled_at_any_step_the_database_works_on(
    uow: SqlUnitOfWork, database: Database, resident: Resident, steps: int
) -> None:
    """A cancelled statement may still run in its thread; its transaction neither stays open nor is half there."""
    new = new_report(resident.id)

    async def file() -> None:
        async with SqlUnitOfWork(database) as cancelled:
            await cancelled.drafts.put(draft(resident.id))
            await cancelled.reports.add(new)
            await cancelled.commit()

    task = asyncio.create_task(file())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    done = (await asyncio.gather(task, return_exceptions=True))[0]
    async with asyncio.timeout(5), uow:
        report = await uow.reports.of_draft(new.draft_id)
        current = await uow.drafts.current(resident.id)
        assert (report is None) == (current is None)
        assert isinstance(done, asyncio.CancelledError) or report is not None
        if report is None:
            await uow.reports.add(new)
        await uow.commit()


async def test_cancelled_in_a_long_statement_the_next_writer_gets_its_turn(
    uow: SqlUnitOfWork, database: Database
) -> None:
    started = asyncio.Event()

    async def slow() -> None:
        async with database.transaction() as transaction:
            await transaction.connection()
            started.set()
            await transaction.execute(SLOW)

    task = asyncio.create_task(slow())
    await started.wait()
    await asyncio.sleep(0)
    waiting = asyncio.create_task(_of(database))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(10):
        assert await waiting is None


async def test_a_failed_statement_leaves_a_working_database(uow: SqlUnitOfWork, database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.transaction() as transaction:
            await transaction.execute(text("SELECT * FROM nothing"))
    assert await _of(database) is None


async def _of(database: Database) -> Resident | None:
    async with SqlUnitOfWork(database) as uow:
        return await uow.residents.of(Platform.MAX, 1)
