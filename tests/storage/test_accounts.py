import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.residents import Account, Platform, Resident
from storage.database import Database
from storage.tables import accounts, residents
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, notice

TELEGRAM, MAX = Account(Platform.TELEGRAM, 42), Account(Platform.MAX, 42)


@pytest.fixture
async def linked(uow: SqlUnitOfWork, resident: Resident, add_on_max: AddResident) -> Resident:
    """One person who is 42 in both messengers and is written to in Telegram."""
    other = await add_on_max(42)
    async with uow:
        await uow.residents.merge(resident.id, other.id)
        await uow.commit()
    return resident


async def test_who_is_added_has_an_account(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow.reading():
        assert await uow.residents.accounts(resident.id) == [resident.account] == [TELEGRAM]
        assert await uow.residents.accounts(resident.id + 1) == []


async def test_the_same_number_in_two_messengers_is_two_people(
    uow: SqlUnitOfWork, resident: Resident, add_on_max: AddResident
) -> None:
    other = await add_on_max(42)
    async with uow.reading():
        assert await uow.residents.of(Platform.TELEGRAM, 42) == resident
        assert await uow.residents.of(Platform.MAX, 42) == other


async def test_many_first_words_at_once_make_one_person(database: Database) -> None:
    async def add() -> int:
        async with SqlUnitOfWork(database) as uow:
            found = await uow.residents.of(Platform.MAX, 7)
            assert found is None or found.user_id == 7
            added = await uow.residents.add(
                platform=Platform.MAX, user_id=7, chat_id=7, name="Анна", locale="ru", created_at=NOW
            )
            await uow.commit()
            return added.id

    ids = await asyncio.gather(*(add() for _ in range(5)))
    assert len(set(ids)) == 1
    async with database.reading() as connection:
        for table in (residents, accounts):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 1


async def test_linked_accounts_are_one_resident_in_each_messenger(uow: SqlUnitOfWork, linked: Resident) -> None:
    async with uow.reading():
        assert await uow.residents.of(Platform.TELEGRAM, 42) == linked
        assert await uow.residents.of(Platform.MAX, 42) == linked
        assert await uow.residents.accounts(linked.id) == [TELEGRAM, MAX]


async def test_who_adds_a_linked_account_again_finds_its_person(uow: SqlUnitOfWork, linked: Resident) -> None:
    """An update that had found nobody before the accounts were linked."""
    async with uow:
        found = await uow.residents.add(
            platform=Platform.MAX, user_id=42, chat_id=42, name="Кто-то", locale="en", created_at=NOW
        )
    assert found == linked


async def test_another_address_takes_what_is_still_to_go_along(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, linked: Resident, add_resident: AddResident
) -> None:
    neighbour = await add_resident(43)
    async with uow:
        await uow.notices.add([notice(linked.id, "held")])
        await uow.notices.hold(linked.id)
        await uow.residents.set_blocked(linked.id, NOW)
        await uow.residents.set_blocked(linked.id, None)
        await uow.notices.add([notice(linked.id, "queued"), notice(neighbour.id, "neighbour's")])
        await uow.residents.set_blocked(linked.id, NOW)
        await uow.residents.set_address(linked.id, MAX)
        await uow.commit()
    moved = replace(linked, platform=Platform.MAX, user_id=42, chat_id=42, blocked_at=None)
    async with reader:
        assert await reader.residents.get(linked.id) == moved
        assert await keys_due(reader, Platform.MAX) == ["queued"]
        assert await keys_due(reader, Platform.TELEGRAM) == ["neighbour's"]
        await reader.notices.release(linked.id, since=NOW - timedelta(days=1))
        assert await keys_due(reader, Platform.MAX) == ["held", "queued"]


async def test_a_notice_never_goes_to_an_id_of_the_other_messenger(
    database: Database, uow: SqlUnitOfWork, linked: Resident
) -> None:
    """42 is somebody else there: a notice queued while the address moved would reach a stranger."""
    async with uow:
        await uow.notices.add([notice(linked.id, "queued")])
        await uow.commit()
    async with database.transaction() as transaction:
        await transaction.execute(residents.update().values(platform="max"))
        await transaction.commit()
    async with uow.reading():
        assert await keys_due(uow, Platform.TELEGRAM) == []


async def test_an_account_is_blocked_by_itself(uow: SqlUnitOfWork, linked: Resident) -> None:
    async with uow:
        await uow.residents.set_account_blocked(TELEGRAM, NOW)
        assert await uow.residents.reachable(linked.id) == [MAX]
        assert await uow.residents.get(linked.id) == linked
        await uow.residents.set_account_blocked(MAX, NOW)
        assert await uow.residents.reachable(linked.id) == []
        await uow.residents.set_account_blocked(MAX, None)
        await uow.residents.set_address(linked.id, TELEGRAM)
        assert await uow.residents.reachable(linked.id) == [TELEGRAM, MAX]


async def test_an_account_that_left_is_nobodys_until_its_next_word(
    uow: SqlUnitOfWork, linked: Resident, add_on_max: AddResident
) -> None:
    async with uow:
        await uow.residents.detach(linked.id + 1, MAX)  # of somebody else: nothing happens
        assert await uow.residents.of(Platform.MAX, 42) == linked
        await uow.residents.detach(linked.id, MAX)
        assert await uow.residents.of(Platform.MAX, 42) is None
        assert await uow.residents.accounts(linked.id) == [TELEGRAM]
        await uow.commit()
    assert (await add_on_max(42)).id != linked.id


async def test_what_a_person_chose_does_not_move_their_address(uow: SqlUnitOfWork, linked: Resident) -> None:
    """Whoever writes a setting may have read the person before another address was chosen."""
    async with uow:
        await uow.residents.set_address(linked.id, MAX)
        await uow.residents.update(replace(linked, at_night=True))
        now = await uow.residents.get(linked.id)
        assert now is not None
        assert (now.account, now.chat_id, now.at_night) == (MAX, 42, True)


async def test_an_account_is_one_persons(uow: SqlUnitOfWork, linked: Resident, add_resident: AddResident) -> None:
    other = await add_resident(43)
    async with uow:
        await uow.residents.attach(other.id, MAX)
        assert await uow.residents.accounts(other.id) == [other.account]
        with pytest.raises(IntegrityError):
            await uow.residents.attach(other.id + 1, Account(Platform.MAX, 99))


async def keys_due(uow: SqlUnitOfWork, platform: Platform) -> list[str]:
    return [one.key for one, _ in await uow.notices.due(NOW, 9, platform=platform)]
