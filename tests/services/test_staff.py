"""Who is an owner, in any of their messengers."""

from collections.abc import Sequence

import pytest

from bot.domain.city import City
from bot.domain.operators import Role
from bot.domain.residents import Account, Platform, Resident
from bot.services.staff import Staff
from storage.database import Database
from storage.residents import SqlResidents
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import Hands

TELEGRAM, MAX = (Platform.TELEGRAM, 1), (Platform.MAX, 1)


@pytest.fixture
async def linked(database: Database, clock: Hands) -> Resident:
    """1 in both messengers, written to in Telegram."""
    async with SqlUnitOfWork(database) as uow:
        people = [
            await uow.residents.add(
                platform=platform, user_id=1, chat_id=1, name="Ольга", locale="ru", created_at=clock()
            )
            for platform in (Platform.TELEGRAM, Platform.MAX)
        ]
        await uow.residents.merge(people[0].id, people[1].id)
        await uow.commit()
    return people[0]


@pytest.mark.parametrize(
    ("owners", "role"),
    [
        ({TELEGRAM}, Role.OWNER),
        ({MAX}, Role.OWNER),
        ({TELEGRAM, MAX}, Role.OWNER),
        ({(Platform.MAX, 2)}, None),
        (set(), None),
    ],
)
async def test_an_owner_is_whoever_has_any_account_of_the_configured(
    database: Database,
    city: City,
    clock: Hands,
    linked: Resident,
    owners: set[tuple[Platform, int]],
    role: Role | None,
) -> None:
    staff, uow = Staff(owners=frozenset(owners), city=city, clock=clock), SqlUnitOfWork(database)
    async with uow.reading():
        operator = await staff.of(linked, uow)
    assert (operator and operator.role) == role


@pytest.mark.parametrize(("owners", "times"), [({TELEGRAM}, 0), ({(Platform.TELEGRAM, 2)}, 0), ({MAX}, 1)])
async def test_accounts_are_read_only_when_they_could_tell(
    database: Database,
    city: City,
    clock: Hands,
    linked: Resident,
    monkeypatch: pytest.MonkeyPatch,
    owners: set[tuple[Platform, int]],
    times: int,
) -> None:
    asked = []
    accounts = SqlResidents.accounts

    async def counted(residents: SqlResidents, resident_id: int) -> Sequence[Account]:
        asked.append(resident_id)
        return await accounts(residents, resident_id)

    monkeypatch.setattr(SqlResidents, "accounts", counted)
    staff, uow = Staff(owners=frozenset(owners), city=city, clock=clock), SqlUnitOfWork(database)
    async with uow.reading():
        await staff.of(linked, uow)
    assert len(asked) == times
