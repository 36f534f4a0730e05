from datetime import timedelta
from random import Random

from bot.domain.reports import Report, Status, Turn
from bot.domain.residents import Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW, moved, new_report, photo

HOUR = timedelta(hours=1)


async def test_a_queue_is_the_most_urgent_of_several_turns_with_photos(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    async with uow:
        second = await uow.reports.add(new_report(resident.id, answer_due=NOW + 2 * HOUR))
        third = await moved(uow, resident.id, answer_due=NOW + 3 * HOUR, status=Status.IN_WORK, disputed=True)
        first = await moved(
            uow, resident.id, answer_due=NOW + HOUR, status=Status.RETURNED, pending=2, photos=(photo("c"),)
        )
        await moved(uow, resident.id, answer_due=NOW, status=Status.IN_WORK)  # the agency's
        await moved(uow, resident.id, answer_due=NOW, status=Status.SOLVED)
        await uow.commit()
    turns = [Turn.MODERATION, Turn.DISPUTE, Turn.APPROVAL]
    async with reader.reading():
        assert await reader.reports.queue(turns, offset=0, limit=9) == [first, second, third]
        assert await reader.reports.queue(turns, offset=1, limit=1) == [second]
        assert await reader.reports.queue(turns, offset=3, limit=9) == []
        assert await reader.reports.queue([Turn.MODERATION], offset=0, limit=9) == [second]
        assert await reader.reports.queue([], offset=0, limit=9) == []


async def test_pages_of_a_queue_are_the_queue(uow: SqlUnitOfWork, resident: Resident) -> None:
    """However the turns are mixed, and with equal deadlines: none twice, none left out."""
    chance = Random(1)
    async with uow:
        everything: list[Report] = []
        for _ in range(60):
            status = chance.choice([Status.MODERATION, Status.IN_WORK, Status.CONTROL, Status.SOLVED])
            due = NOW + HOUR * chance.randint(0, 9)
            everything.append(await moved(uow, resident.id, answer_due=due, status=status))
        turns = {Turn.MODERATION, Turn.AGENCY, Turn.CONTROL}
        expected = sorted(
            (report for report in everything if report.turn in turns), key=lambda one: (one.answer_due, one.number)
        )
        paged = [
            report
            for offset in range(0, 63, 7)
            for report in await uow.reports.queue(turns, offset=offset, limit=7)
        ]
        assert paged == expected


async def test_an_agency_sees_its_own(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        ours = await moved(uow, resident.id, agency_id="roads", status=Status.IN_WORK)
        await moved(uow, resident.id, agency_id="lamps", status=Status.IN_WORK)
        assert await uow.reports.queue([Turn.AGENCY], agency_id="roads", offset=0, limit=9) == [ours]
        late = NOW + timedelta(days=30)
        assert await uow.reports.overdue(late, agency_id="roads", offset=0, limit=9) == [ours]
        assert await uow.reports.overdue_count(late, agency_id="roads", at_most=9) == 1
        assert await uow.reports.overdue_count(late, at_most=9) == 2
        counts = await uow.reports.queue_count([Turn.AGENCY, Turn.CONTROL], agency_id="roads", at_most=9)
        assert counts == {Turn.AGENCY: 1, Turn.CONTROL: 0}


async def test_counting_ends_where_it_is_told_to(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        for status in [Status.MODERATION] * 5 + [Status.IN_WORK] * 2:
            await moved(uow, resident.id, status=status)
        turns = [Turn.MODERATION, Turn.AGENCY, Turn.VERDICT]
        assert await uow.reports.queue_count(turns, at_most=3) == {
            Turn.MODERATION: 3,
            Turn.AGENCY: 2,
            Turn.VERDICT: 0,
        }
        assert await uow.reports.queue_count([], at_most=3) == {}
        assert await uow.reports.overdue_count(NOW + timedelta(days=30), at_most=1) == 1


async def test_overdue_is_what_awaits_an_answer_past_its_time(uow: SqlUnitOfWork, resident: Resident) -> None:
    now = NOW + 5 * HOUR
    async with uow:
        second = await moved(uow, resident.id, answer_due=NOW + 2 * HOUR, status=Status.IN_WORK)
        first = await moved(uow, resident.id, answer_due=NOW + HOUR, status=Status.DEFERRED, pending=2)
        marked = await moved(uow, resident.id, answer_due=NOW + 3 * HOUR, status=Status.IN_WORK, overdue=True)
        await moved(uow, resident.id, answer_due=now, status=Status.IN_WORK)
        await moved(uow, resident.id, answer_due=NOW, status=Status.MODERATION)
        await moved(uow, resident.id, answer_due=NOW, status=Status.ANSWERED, verdict_due=NOW)
        assert await uow.reports.overdue(now, offset=0, limit=9) == [first, second, marked]
        assert await uow.reports.overdue(now, offset=1, limit=1) == [second]
        assert await uow.reports.overdue_count(now, at_most=100) == 3
        assert await uow.reports.newly_overdue(now, 9) == [first, second]
        assert await uow.reports.newly_overdue(now, 1) == [first]


async def test_time_for_a_verdict_is_over_unless_an_editor_has_to_check(
    uow: SqlUnitOfWork, resident: Resident
) -> None:
    answered = {"status": Status.ANSWERED, "answer": 1}
    async with uow:
        second = await moved(uow, resident.id, **answered, verdict_due=NOW - HOUR)
        first = await moved(uow, resident.id, **answered, verdict_due=NOW - 2 * HOUR, refuted=True, refutations=3)
        await moved(uow, resident.id, **answered, verdict_due=NOW - HOUR, refuted=True, refutations=1)
        await moved(uow, resident.id, **answered, verdict_due=NOW)
        await moved(uow, resident.id, status=Status.SOLVED, verdict_due=NOW - HOUR)
        assert await uow.reports.verdict_time_over(NOW, 9) == [first, second]
        assert await uow.reports.verdict_time_over(NOW, 1) == [first]


async def test_the_next_due_is_an_answer_or_a_verdict(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        assert await uow.reports.next_due(NOW) is None
        await moved(uow, resident.id, answer_due=NOW, status=Status.MODERATION)
        await moved(uow, resident.id, answer_due=NOW - HOUR, status=Status.IN_WORK)
        assert await uow.reports.next_due(NOW) is None
        await moved(uow, resident.id, answer_due=NOW + 3 * HOUR, status=Status.IN_WORK, disputed=True)
        assert await uow.reports.next_due(NOW) == NOW + 3 * HOUR
        await moved(uow, resident.id, status=Status.ANSWERED, verdict_due=NOW + 2 * HOUR)
        assert await uow.reports.next_due(NOW) == NOW + 2 * HOUR
        assert await uow.reports.next_due(NOW + 2 * HOUR) == NOW + 2 * HOUR
