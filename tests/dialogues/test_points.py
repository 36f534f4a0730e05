"""«⭐ Баллы»: what a resident sees of the ledger."""

from bot.domain.points import PointsEntry, PointsFor
from storage.unit_of_work import SqlUnitOfWork
from tests.dialogues.test_mine import files_one


async def books(database, resident_id, number, what_for, amount, at):
    entry = PointsEntry(resident_id=resident_id, number=number, what_for=what_for, amount=amount, at=at)
    async with SqlUnitOfWork(database) as uow:
        is_new = await uow.points.book(entry)
        await uow.commit()
    return is_new


async def test_without_points_it_says_what_they_are_for(resident):
    await resident.says("⭐ Баллы")
    assert resident.sees("Баллов пока нет")
    assert resident.sees("10 — когда служба ответила")
    assert resident.sees("1 — когда вы отметили")
    await resident.presses("📝 Сообщить о проблеме")
    assert resident.sees("Где это?")


async def test_a_city_that_gives_none_says_so(resident, city):
    kept, had = city.points, dict(city.points)
    city.points.clear()
    try:
        await resident.says("/points")
        assert resident.sees("баллы за сообщения не начисляют")
    finally:
        kept.update(had)


async def test_the_balance_is_the_sum_of_what_is_listed(resident, stored_reports, database, clock):
    await files_one(resident)
    who = (await stored_reports())[0].resident_id
    assert await books(database, who, 1, PointsFor.REPORT, 10, clock())
    clock.move(days=1)
    assert await books(database, who, 1, PointsFor.VERDICT, 1, clock())
    assert not await books(database, who, 1, PointsFor.VERDICT, 5, clock())
    await resident.says("/points")
    lines = resident.last.replace("\u00a0", " ").splitlines()
    assert lines[0] == "⭐ 11 баллов"
    assert lines[2:] == [
        "+1 · № 1, вы проверили ответ · 24 нояб. 2026 г.",
        "+10 · № 1, проблема подтвердилась · 23 нояб. 2026 г.",
    ]


async def test_pages_turn(resident, stored_reports, database, clock):
    for _ in range(6):
        await files_one(resident)
    reports = await stored_reports()
    for report in reports:
        for what_for in PointsFor:
            clock.move(minutes=1)
            await books(database, report.resident_id, report.number, what_for, 1, clock())
    await resident.says("/points")
    assert "12 баллов" in resident.last
    assert "№ 6" in resident.last
    assert "№ 1," not in resident.last
    count = len(resident.screen)
    await resident.presses("▶️")
    assert "№ 1," in resident.last
    await resident.presses("◀️")
    assert "№ 6" in resident.last
    assert len(resident.screen) == count


async def test_somebody_elses_points_are_not_shown(resident, neighbour, stored_reports, database, clock):
    await files_one(resident)
    await books(database, (await stored_reports())[0].resident_id, 1, PointsFor.REPORT, 10, clock())
    await neighbour.says("/points")
    assert neighbour.sees("Баллов пока нет")
