"""A real database for each test, which is held on SQLite and on PostgreSQL."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.residents import Platform, Resident
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.conftest import BACKENDS
from tests.storage.samples import NOW

ONLY_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""What the other database has no counterpart of."""

AddResident = Callable[[int], Awaitable[Resident]]


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each test of a repository happens on both."""
    return str(request.param)


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
