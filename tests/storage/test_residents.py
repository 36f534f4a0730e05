from dataclasses import replace

from bot.domain.residents import Platform
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW

A_64_BIT_ID = 2**63 - 1


async def test_a_resident_is_found_by_messenger_and_user_id(uow: SqlUnitOfWork, reader: SqlUnitOfWork) -> None:
    async with uow:
        added = await uow.residents.add(
            platform=Platform.MAX,
            user_id=A_64_BIT_ID,
            chat_id=-A_64_BIT_ID,
            name="Пётр 🙂",
            locale="ru",
            created_at=NOW,
        )
        await uow.commit()
    async with reader:
        assert await reader.residents.of(Platform.MAX, A_64_BIT_ID) == added
        assert await reader.residents.of(Platform.TELEGRAM, A_64_BIT_ID) is None
    assert added.created_at == NOW
    assert not added.locale_chosen


async def test_a_resident_added_twice_is_one_resident(uow: SqlUnitOfWork) -> None:
    """Two updates of a new person at once: on a server database both find nobody and both add."""
    async with uow:
        first = await uow.residents.add(
            platform=Platform.TELEGRAM, user_id=7, chat_id=7, name="Анна", locale="ru", created_at=NOW
        )
        await uow.residents.update(replace(first, locale="en", locale_chosen=True))
        second = await uow.residents.add(
            platform=Platform.TELEGRAM, user_id=7, chat_id=8, name="Anna", locale="ru", created_at=NOW
        )
    assert second == replace(first, locale="en", locale_chosen=True, chat_id=8)


async def test_a_changed_resident_is_read_back(uow: SqlUnitOfWork, reader: SqlUnitOfWork) -> None:
    async with uow:
        added = await uow.residents.add(
            platform=Platform.TELEGRAM, user_id=7, chat_id=7, name="Анна", locale="ru", created_at=NOW
        )
        changed = replace(added, chat_id=9, name="Аня", locale="en", locale_chosen=True)
        await uow.residents.update(changed)
        await uow.commit()
    async with reader:
        assert await reader.residents.of(Platform.TELEGRAM, 7) == changed
