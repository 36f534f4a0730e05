from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.answers import AnswerKind
from bot.domain.figures import DayFigures, DistrictFigures, ReportRow
from bot.domain.reports import Report, Status
from bot.domain.residents import Resident
from storage import figures
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW, moved, new_report

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALL = (NOW - 99 * DAY, NOW + 99 * DAY)


async def test_figures_of_a_period(uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident) -> None:
    def answered(after: timedelta, **more: Any) -> dict[str, Any]:
        return {"status": Status.ANSWERED, "published_at": NOW, "answered_at": NOW + after, **more}

    async with uow:
        await uow.reports.add(new_report(resident.id))
        await moved(uow, resident.id, topic_id="lamps", agency_id="lights", **answered(4 * DAY, refutations=2))
        await moved(uow, resident.id, **answered(2 * DAY, confirmed=True))
        await moved(uow, resident.id, agency_id="lights", status=Status.IN_WORK, overdue=True, published_at=NOW)
        await moved(uow, resident.id, created_at=NOW + DAY, **answered(9 * DAY))
        await moved(uow, resident.id, created_at=NOW - HOUR, **answered(9 * DAY))
        await uow.commit()
    async with reader.reading():
        found = await reader.figures.figures(NOW, NOW + DAY)
        lights = await reader.figures.figures(NOW, NOW + DAY, agency_id="lights")
        none = await reader.figures.figures(NOW + 50 * DAY, NOW + 99 * DAY)
    assert found.total == 4
    assert found.by_status == {Status.ANSWERED: 2, Status.MODERATION: 1, Status.IN_WORK: 1}
    assert found.median_days == 3.0
    assert (found.answered, found.confirmed, found.refuted, found.overdue) == (2, 1, 1, 1)
    assert found.topics == [("road-potholes", 3), ("lamps", 1)]
    assert found.agencies == [("lights", 2), ("roads", 2)]
    assert (lights.total, lights.agencies, lights.median_days) == (2, [("lights", 2)], 4.0)
    assert (none.total, none.median_days, none.by_status, none.topics) == (0, None, {}, [])


@pytest.mark.parametrize(
    ("hours", "median"), [([24], 1.0), ([0, 24, 48], 1.0), ([12, 24, 36, 480], 1.25), ([30, 30, 30, 600], 1.25)]
)
async def test_the_median_is_that_of_all_answers(
    uow: SqlUnitOfWork, resident: Resident, hours: list[int], median: float
) -> None:
    async with uow:
        for took in hours:
            await moved(uow, resident.id, published_at=NOW, answered_at=NOW + took * HOUR)
        assert (await uow.figures.figures(*ALL)).median_days == median


async def test_no_more_than_the_most_frequent_are_named(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        for number in range(12):
            for _ in range(1 + (number == 7)):
                await uow.reports.add(new_report(resident.id, topic_id=f"topic-{number:02}"))
        topics = (await uow.figures.figures(*ALL)).topics
    assert len(topics) == figures.MOST_FREQUENT
    assert topics[:2] == [("topic-07", 2), ("topic-00", 1)]


async def test_days_are_those_of_the_city(uow: SqlUnitOfWork, resident: Resident) -> None:
    night = datetime(2026, 5, 20, 22, 30, tzinfo=UTC)  # the 21st in Moscow
    async with uow:
        await uow.reports.add(new_report(resident.id, created_at=night))
        await uow.reports.add(new_report(resident.id, created_at=night - 2 * HOUR, agency_id="lights"))
        await moved(uow, resident.id, created_at=night - 300 * DAY, answered_at=night + 2 * DAY)
        await moved(uow, resident.id, created_at=night, answered_at=night - HOUR)

        async def days(offset: timedelta, **of: Any) -> list[tuple[int, int, int]]:
            found = await uow.figures.days(*ALL, utc_offset_s=int(offset.total_seconds()), **of)
            return [(one.day.day, one.filed, one.answered) for one in found]

        first = (await uow.figures.days(*ALL, utc_offset_s=0))[0]
        assert first == DayFigures(date(2026, 5, 20), filed=3, answered=1)
        assert await days(3 * HOUR) == [(20, 1, 0), (21, 2, 1), (23, 0, 1)]
        assert await days(-HOUR) == [(20, 3, 1), (22, 0, 1)]
        assert await days(3 * HOUR, agency_id="lights") == [(20, 1, 0)]


def row(report: Report) -> ReportRow:
    return ReportRow(
        number=report.number,
        topic_id=report.topic_id,
        agency_id=report.agency_id,
        status=report.status,
        lat=report.place.lat,
        lon=report.place.lon,
        address=report.place.address,
        district=report.place.district,
        description=report.description,
        created_at=report.created_at,
        published_at=report.published_at,
        answer_due=report.answer_due,
        answered_at=report.answered_at,
        answer_kind=report.answer_kind,
        refutations=report.refutations,
        details=report.details,
    )


async def test_rows_come_in_batches_by_number(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    async with uow:
        answered = {
            "status": Status.ANSWERED,
            "answer_kind": AnswerKind.DONE,
            "answered_at": NOW,
            "refutations": 1,
        }
        stored = [await moved(uow, resident.id, published_at=NOW, **answered)]
        for number in range(figures.BATCH + 3):
            agency_id = "lights" if number % 1000 == 7 else "roads"
            stored.append(await uow.reports.add(new_report(resident.id, agency_id=agency_id, photos=())))
        await uow.reports.add(new_report(resident.id, created_at=NOW + DAY))
        await uow.commit()
    async with reader.reading():
        batches = [batch async for batch in reader.figures.rows(NOW, NOW + HOUR)]
        of_agency = [batch async for batch in reader.figures.rows(NOW, NOW + HOUR, agency_id="lights")]
        assert [batch async for batch in reader.figures.rows(NOW + 9 * DAY, NOW + 10 * DAY)] == []
    assert [len(batch) for batch in batches] == [figures.BATCH, 4]
    assert [one for batch in batches for one in batch] == [row(report) for report in stored]
    assert of_agency == [[row(report) for report in stored if report.agency_id == "lights"]]


async def test_districts_of_a_period(uow: SqlUnitOfWork, resident: Resident) -> None:
    def at(district: str | None) -> Any:
        return replace(new_report(resident.id).place, district=district)

    async with uow:
        await moved(uow, resident.id, place=at("Тверской"), published_at=NOW, answered_at=NOW + HOUR)
        await moved(uow, resident.id, place=at("Тверской"), published_at=NOW)
        await moved(uow, resident.id, place=at("Тверской"))
        await moved(uow, resident.id, place=at(None), published_at=NOW)
        await moved(uow, resident.id, place=at("Арбат"), created_at=NOW - 9 * DAY, answered_at=NOW + HOUR)
        await moved(uow, resident.id, place=at("Хамовники"), created_at=NOW - 9 * DAY)
        assert await uow.figures.districts(NOW, NOW + DAY) == {
            "Тверской": DistrictFigures(2, 1),
            "Арбат": DistrictFigures(0, 1),
        }
