from dataclasses import fields, replace
from datetime import timedelta
from random import Random

import pytest

from bot.domain.answers import AnswerKind
from bot.domain.places import Place, PlaceSource, Point, distance_m
from bot.domain.reports import NewReport, Report, Status
from bot.domain.residents import Resident
from bot.services.ports import AlreadyFiled, Overtaken
from storage import reports as stored_reports
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, PLACE, new_report, photo


def filed(report: NewReport, number: int) -> Report:
    return Report(
        number=number, events=1, **{field.name: getattr(report, field.name) for field in fields(NewReport)}
    )


async def test_a_report_gets_a_number_and_is_read_back(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    new = new_report(resident.id)
    async with uow:
        report = await uow.reports.add(new)
        await uow.commit()
    assert report == filed(new, report.number)
    async with reader:
        assert await reader.reports.get(report.number) == report
        assert await reader.reports.of_draft(new.draft_id) == report
        assert await reader.reports.get(report.number + 1) is None


async def test_a_draft_becomes_a_report_once(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    new = new_report(resident.id)
    async with uow:
        first = await uow.reports.add(new)
        await uow.commit()
    async with uow:
        with pytest.raises(AlreadyFiled):
            await uow.reports.add(replace(new, description="ещё раз"))
        assert await uow.reports.of_draft(new.draft_id) == first  # the transaction goes on
    async with reader:
        assert await reader.reports.of_resident(resident.id, offset=0, limit=9) == [first]


async def test_a_number_is_never_used_again(uow: SqlUnitOfWork, resident: Resident) -> None:
    """Even when the last report is erased, its number stays with the people who were told it."""
    async with uow:
        last = await uow.reports.add(new_report(resident.id))
        await uow.commit()
    async with uow._database.transaction() as transaction:
        await (await transaction.connection()).exec_driver_sql("DELETE FROM reports")
        await transaction.commit()
    async with uow:
        assert (await uow.reports.add(new_report(resident.id))).number > last.number


async def test_a_page_of_reports_is_latest_first_with_photos(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    async with uow:
        reports = [
            await uow.reports.add(new_report(resident.id, created_at=NOW + timedelta(hours=hour), photos=photos))
            for hour, photos in ((0, ()), (1, (photo("c"), photo("d"))), (1, (photo("e"),)), (2, ()))
        ]
        await uow.reports.add(new_report(other.id))
        assert await uow.reports.of_resident(resident.id, offset=0, limit=2) == [reports[3], reports[2]]
        assert await uow.reports.of_resident(resident.id, offset=2, limit=2) == [reports[1], reports[0]]
        assert await uow.reports.of_resident(resident.id, offset=4, limit=2) == []
        assert await uow.reports.count_of_resident(resident.id) == 4
        assert await uow.reports.count_of_resident(resident.id, since=NOW + timedelta(hours=1)) == 3


async def test_recent_places_are_latest_first_each_once_and_have_an_address(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    places = [
        replace(PLACE, address=name) for name in ("Арбат, 10", "Тверская, 7", None, "Арбат, 10", "Сретенка, 3")
    ]
    neighbour = await add_resident(77)
    async with uow:
        for number, place in enumerate(places):
            new = new_report(resident.id)
            await uow.reports.add(replace(new, place=place, created_at=NOW + timedelta(minutes=number)))
        await uow.reports.add(replace(new_report(neighbour.id), place=replace(PLACE, address="Лесная, 5")))
        found = await uow.reports.recent_places(resident.id, 2)
        assert [place.address for place in found] == ["Сретенка, 3", "Арбат, 10"]
        assert found[0] == places[-1]
        assert len(await uow.reports.recent_places(resident.id, 9)) == 3


async def test_recent_topics_are_latest_first_each_once(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        for topic in ("lamp", "pothole", "lamp", "bin", "pothole"):
            await uow.reports.add(new_report(resident.id, topic_id=topic))
        assert await uow.reports.recent_topics(resident.id, 2) == ["pothole", "bin"]
        assert await uow.reports.recent_topics(resident.id, 9) == ["pothole", "bin", "lamp"]


async def test_place_and_photos_change_alone(uow: SqlUnitOfWork, resident: Resident) -> None:
    somewhere = Place(lat=55.0, lon=37.0, source=PlaceSource.COORDINATES)
    async with uow:
        report = await uow.reports.add(new_report(resident.id, place=somewhere, photos=()))
        untouched = await uow.reports.add(new_report(resident.id))
        await uow.reports.set_place(report.number, PLACE)
        await uow.reports.add_photo(report.number, photo("c"))
        await uow.reports.add_photo(report.number, photo("d"))
        assert await uow.reports.get(report.number) == replace(
            report, place=PLACE, photos=(photo("c"), photo("d"))
        )
        assert await uow.reports.get(untouched.number) == untouched


async def test_what_a_move_changes_is_written_and_nothing_else(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        untouched = await uow.reports.add(new_report(resident.id))
        moved = replace(
            report,
            status=Status.ANSWERED,
            agency_id="lamps",
            answer_due=NOW + timedelta(days=1),
            events=2,
            published_at=NOW,
            verdict_due=NOW + timedelta(days=14),
            refutations=1,
            refuted=True,
            disputed=True,
            overdue=True,
            pending=7,
            answer=5,
            answer_kind=AnswerKind.MEASURES_TAKEN,
            answered_at=NOW + timedelta(hours=2),
            confirmed=True,
        )
        await uow.reports.put(replace(moved, place=replace(PLACE, address="?"), description="?"), version=1)
        await uow.commit()
    async with reader:
        assert await reader.reports.get(report.number) == moved
        assert await reader.reports.get(untouched.number) == untouched
        over = replace(moved, status=Status.SOLVED, events=3)
        await reader.reports.put(over, version=2)
        assert await reader.reports.get(report.number) == over


async def test_a_report_that_somebody_else_has_moved_is_left_alone(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        first = replace(report, status=Status.IN_WORK, events=2)
        await uow.reports.put(first, version=1)
        with pytest.raises(Overtaken):
            await uow.reports.put(replace(report, status=Status.REJECTED, events=2), version=1)
        with pytest.raises(Overtaken):
            await uow.reports.put(replace(first, number=report.number + 1), version=1)
        assert await uow.reports.get(report.number) == first


@pytest.mark.parametrize("lat", [55.7558, 0.0, -68.0])
async def test_reports_nearby_are_those_in_a_circle(uow: SqlUnitOfWork, resident: Resident, lat: float) -> None:
    chance = Random(2)
    here = Point(lat, 37.6173)
    async with uow:
        places = [
            Place(
                lat=lat + chance.uniform(-0.002, 0.002),
                lon=here.lon + chance.uniform(-0.003, 0.003),
                source=PlaceSource.LOCATION,
            )
            for _ in range(60)
        ]
        filed = [await uow.reports.add(new_report(resident.id, place=place, photos=())) for place in places]
        inside = [report.number for report in filed if distance_m(here, report.place.point) <= 120]
        assert await uow.reports.nearby_count(here, 120, before=filed[-1].number + 1) == len(inside) > 0
        assert await uow.reports.nearby_count(here, 120, before=inside[-1]) == len(inside) - 1
        assert await uow.reports.nearby_count(Point(-lat - 0.1, 36.0), 120, before=999) == 0


async def test_counting_nearby_reports_ends_somewhere(
    uow: SqlUnitOfWork, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with uow:
        for _ in range(3):
            await uow.reports.add(new_report(resident.id, photos=()))
        monkeypatch.setattr(stored_reports, "_NEARBY", stored_reports._NEARBY.limit(2))
        assert await uow.reports.nearby_count(PLACE.point, 10, before=99) == 2


async def test_reports_without_an_address_are_found_latest_first(uow: SqlUnitOfWork, resident: Resident) -> None:
    bare = Place(lat=55.0, lon=37.0, source=PlaceSource.LOCATION)
    async with uow:
        reports = [
            await uow.reports.add(new_report(resident.id, place=place, created_at=NOW + timedelta(hours=hour)))
            for hour, place in ((0, bare), (1, bare), (2, PLACE), (3, bare))
        ]
        found = await uow.reports.without_address(since=NOW + timedelta(hours=1), limit=9)
        assert found == [reports[3], reports[1]]
        assert await uow.reports.without_address(since=NOW, limit=1) == [reports[3]]


async def test_used_photos_are_found_among_many_keys(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        await uow.reports.add(new_report(resident.id, photos=(photo("a"), photo("b"))))
        keys = [f"{number:064x}" for number in range(1200)]
        assert await uow.photos.used_among([*keys, photo("a").key]) == {photo("a").key}
        assert await uow.photos.used_among([]) == set()
