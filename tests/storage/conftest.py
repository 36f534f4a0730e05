"""A real database for each test; PostgreSQL joins as another parameter of `database_url`."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.domain.residents import Platform, Resident
from storage.database import Database, open_database
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW

AddResident = Callable[[int], Awaitable[Resident]]


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> str:
    """Migrated, without rows."""
    path = tmp_path / "data" / "gorod.db"
    path.parent.mkdir()
    shutil.copy(empty_database, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def uow(database: Database) -> SqlUnitOfWork:
    return SqlUnitOfWork(database)


@pytest.fixture
def reader(database: Database) -> SqlUnitOfWork:
    """A second unit of work: what it reads has been committed."""
    return SqlUnitOfWork(database)


@pytest.fixture
def add_resident(database: Database) -> AddResident:
    async def add(user_id: int) -> Resident:
        async with SqlUnitOfWork(database) as uow:
            added = await uow.residents.add(
                platform=Platform.TELEGRAM,
                user_id=user_id,
                chat_id=user_id,
                name="Анна",
                locale="ru",
                created_at=NOW,
            )
            await uow.commit()
        return added

    return add


@pytest.fixture
def add_on_max(database: Database) -> AddResident:
    """Somebody in the other messenger."""

    async def add(user_id: int) -> Resident:
        async with SqlUnitOfWork(database) as uow:
            added = await uow.residents.add(
                platform=Platform.MAX, user_id=user_id, chat_id=user_id, name="Аня", locale="ru", created_at=NOW
            )
            await uow.commit()
        return added

    return add


@pytest.fixture
async def resident(add_resident: AddResident) -> Resident:
    return await add_resident(42)
