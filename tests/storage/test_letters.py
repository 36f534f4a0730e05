from datetime import timedelta

from sqlalchemy import select

from bot.domain.letters import Letter
from bot.domain.residents import Resident
from storage.database import Database
from storage.tables import letters
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW


async def test_letters_are_kept_and_counted(uow: SqlUnitOfWork, database: Database, resident: Resident) -> None:
    async with uow:
        for hours in range(3):
            await uow.letters.add(
                Letter(resident_id=resident.id, at=NOW + timedelta(hours=hours), words=f"Спасибо {hours}")
            )
        assert await uow.letters.count_of_resident(resident.id, since=NOW + timedelta(hours=1)) == 2
        await uow.commit()
    async with database.reading() as connection:
        stored = (await connection.execute(select(letters.c.words).order_by(letters.c.id))).scalars().all()
    assert stored == ["Спасибо 0", "Спасибо 1", "Спасибо 2"]


async def test_a_letter_is_unread_until_an_editor_has_seen_it(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    async with uow:
        for hours in (2, 0, 1):
            await uow.letters.add(
                Letter(resident_id=resident.id, at=NOW + timedelta(hours=hours), words=f"Письмо {hours}")
            )
        await uow.commit()
    async with reader:
        first, second, third = await reader.letters.unread(9)
        assert [letter.words for letter in (first, second, third)] == ["Письмо 0", "Письмо 1", "Письмо 2"]
        assert await reader.letters.unread(1) == [first]
        assert first.id is not None
        await reader.letters.set_read(first.id)
        assert await reader.letters.unread(9) == [second, third]
        assert await reader.letters.count_of_resident(resident.id, since=NOW) == 3
