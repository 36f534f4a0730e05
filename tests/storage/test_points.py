from dataclasses import replace
from datetime import timedelta

from bot.domain.points import PointsEntry, PointsFor
from bot.domain.residents import Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, new_report


async def test_the_balance_is_the_sum_of_what_was_booked_once(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    async with uow:
        number = (await uow.reports.add(new_report(resident.id))).number
        entry = PointsEntry(resident_id=resident.id, number=number, what_for=PointsFor.REPORT, amount=10, at=NOW)
        verdict = replace(entry, what_for=PointsFor.VERDICT, amount=2, at=NOW + timedelta(hours=1))
        assert await uow.points.book(entry)
        assert not await uow.points.book(replace(entry, amount=99))
        assert await uow.points.book(verdict)
        assert await uow.points.book(replace(entry, resident_id=other.id))
        await uow.commit()
    async with reader.reading():
        assert await reader.points.balance(resident.id) == 12
        assert await reader.points.balance(other.id) == 10
        assert await reader.points.balance(other.id + 1) == 0
        assert await reader.points.of_resident(resident.id, offset=0, limit=9) == [verdict, entry]
        assert await reader.points.of_resident(resident.id, offset=1, limit=9) == [entry]
