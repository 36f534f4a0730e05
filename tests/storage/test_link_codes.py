from dataclasses import replace
from datetime import timedelta

from bot.domain.linking import LinkCode
from bot.domain.residents import Platform, Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW

LATER = NOW + timedelta(minutes=15)


def new_code(resident_id: int, code_hash: str) -> LinkCode:
    return LinkCode(
        code_hash=code_hash * 64,
        resident_id=resident_id,
        platform=Platform.MAX,
        created_at=NOW,
        expires_at=LATER,
    )


async def test_a_code_is_looked_at_often_and_taken_once(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    code = new_code(resident.id, "a")
    async with uow:
        await uow.link_codes.put(code)
        await uow.commit()
    async with reader:
        assert await reader.link_codes.get(code.code_hash) == code
        assert await reader.link_codes.get("b" * 64) is None
        assert await reader.link_codes.take(code.code_hash) == code
        assert await reader.link_codes.take(code.code_hash) is None


async def test_a_person_has_one_code_the_newest(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    async with uow:
        await uow.link_codes.put(new_code(other.id, "o"))
        await uow.link_codes.put(new_code(resident.id, "a"))
        await uow.link_codes.put(new_code(resident.id, "b"))
        assert await uow.link_codes.get("a" * 64) is None
        assert await uow.link_codes.get("b" * 64) is not None
        assert await uow.link_codes.get("o" * 64) is not None


async def test_expired_codes_are_removed(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    async with uow:
        await uow.link_codes.put(new_code(resident.id, "a"))
        await uow.link_codes.put(replace(new_code(other.id, "b"), expires_at=LATER + timedelta(seconds=1)))
        assert await uow.link_codes.remove_expired(LATER) == 0
        assert await uow.link_codes.remove_expired(LATER + timedelta(seconds=1)) == 1
        assert await uow.link_codes.get("b" * 64) is not None
