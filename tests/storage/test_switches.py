from bot.domain.residents import Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW


async def test_topics_are_closed_opened_and_given_back(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    async with uow:
        await uow.switches.put("snow", True, by=resident.id, at=NOW)
        await uow.switches.put("snow", False, by=resident.id, at=NOW)
        await uow.switches.put("lamps", True, by=resident.id, at=NOW)
        await uow.commit()
    async with reader:
        assert await reader.switches.all() == {"snow": False, "lamps": True}
        await reader.switches.put("snow", None, by=resident.id, at=NOW)
        await reader.switches.put("bins", None, by=resident.id, at=NOW)
        assert await reader.switches.all() == {"lamps": True}
