"""Open reports around a point, as if each distance had been measured; and how many have joined them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from math import asin, atan2, cos, degrees, pi, radians, sin
from random import Random

import pytest

from bot.domain.places import EARTH_RADIUS_M, Place, PlaceSource, Point, distance_m
from bot.domain.reports import Report, Status
from bot.domain.residents import Resident
from storage import nearby
from storage.cells import cell_of, cells_around
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, PLACE, moved, new_report

MIDDLE = Point(55.7558, 37.6173)
OPEN = {"status": Status.IN_WORK, "published_at": NOW}


def at(metres: float, bearing: float = 0.0, origin: Point = MIDDLE) -> Place:
    """A place so far away in a direction, in radians from north."""
    far, lat, lon = metres / EARTH_RADIUS_M, radians(origin.lat), radians(origin.lon)
    there = asin(sin(lat) * cos(far) + cos(lat) * sin(far) * cos(bearing))
    aside = atan2(sin(bearing) * sin(far) * cos(lat), cos(far) - sin(lat) * sin(there))
    east = (degrees(lon + aside) + 180) % 360 - 180
    return Place(lat=degrees(there), lon=east, source=PlaceSource.LOCATION)


def test_whatever_is_within_the_radius_lies_in_the_cells_around() -> None:
    """At its very edge, all over the globe: h3's cells are of many sizes and shapes."""
    chance = Random(1)
    for _ in range(1_500):
        origin, radius = (
            Point(chance.uniform(-85, 85), chance.uniform(-180, 180)),
            chance.choice((40, 250, 500, 1200)),
        )
        edge = at(radius * 0.9999, chance.uniform(0, 2 * pi), origin).point
        assert cell_of(edge) in cells_around(origin, radius), (origin, radius, edge)


async def test_the_nearest_open_ones_come_first_with_their_distances(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    async with uow:
        third = await moved(uow, resident.id, place=at(300, 2), **OPEN, answer=1)
        first = await moved(uow, resident.id, place=at(20, 4), **OPEN)
        second = await moved(uow, resident.id, place=at(110, 1), topic_id="lamps", **OPEN)
        await moved(uow, resident.id, place=at(501), **OPEN)
        await moved(uow, resident.id, place=at(5))  # waits for moderation
        await moved(uow, resident.id, place=at(5), status=Status.SOLVED, published_at=NOW)
        await moved(uow, resident.id, place=at(5), status=Status.REJECTED)
        await uow.commit()
    async with reader.reading():
        found = await reader.reports.open_around(MIDDLE, 500, limit=9)
        assert [near.report for near in found] == [first, second, third]
        assert [round(near.distance_m, 3) for near in found] == [20, 110, 300]
        lamps = await reader.reports.open_around(MIDDLE, 500, topic_id="lamps", limit=9)
        assert [near.report for near in lamps] == [second]
        assert [n.report for n in await reader.reports.open_around(MIDDLE, 500, offset=1, limit=1)] == [second]
        assert await reader.reports.open_around(MIDDLE, 500, offset=3, limit=9) == []
        assert await reader.reports.open_around(Point(-33.9, 151.2), 500, limit=9) == []


@pytest.mark.parametrize("origin", [MIDDLE, Point(68.97, 33.09), Point(1.3, 103.8), Point(-54.8, -68.3)], ids=str)
async def test_pages_are_what_measuring_every_report_gives(
    uow: SqlUnitOfWork, resident: Resident, origin: Point
) -> None:
    """In cities far from one another: cells and degrees of longitude differ in size."""
    chance = Random(1)
    async with uow:
        reports = []
        for _ in range(120):
            place = at(1400 * chance.random() ** 0.5, chance.uniform(0, 2 * pi), origin)
            topic = chance.choice(("lamps", "road-potholes"))
            reports.append(await moved(uow, resident.id, place=place, topic_id=topic, photos=(), **OPEN))
        for topic_id in (None, "lamps"):
            expected = sorted(
                (distance_m(origin, report.place.point), report.number)
                for report in reports
                if distance_m(origin, report.place.point) <= 1000
                and report.topic_id in (topic_id or report.topic_id)
            )
            paged = [
                (near.distance_m, near.report.number)
                for offset in range(0, len(expected) + 7, 7)
                for near in await uow.reports.open_around(origin, 1000, topic_id=topic_id, offset=offset, limit=7)
            ]
            assert len(expected) > 20
            assert paged == expected


async def test_a_crowd_hides_none_that_are_nearer(
    uow: SqlUnitOfWork, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "LOOKED_AT", 5)
    async with uow:
        for number in range(30):
            await moved(uow, resident.id, place=at(700 + number), photos=(), **OPEN)
        near = [await moved(uow, resident.id, place=at(metres), photos=(), **OPEN) for metres in (90, 200, 350)]
        found = await uow.reports.open_around(MIDDLE, 1000, limit=6)
        assert [one.report for one in found[:3]] == near
        assert len(found) == 6


async def test_a_report_moves_with_its_place_and_its_life(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        report = await moved(uow, resident.id, place=at(900), **OPEN)
        assert await uow.reports.open_around(MIDDLE, 100, limit=9) == []
        await uow.reports.set_place(report.number, PLACE)
        ((found, metres),) = [
            (n.report, n.distance_m) for n in await uow.reports.open_around(MIDDLE, 100, limit=9)
        ]
        assert (found.number, found.place, metres) == (report.number, PLACE, 0)
        await uow.reports.put(replace(found, status=Status.SOLVED, events=3), version=2)
        assert await uow.reports.open_around(MIDDLE, 100, limit=9) == []


async def people(uow: SqlUnitOfWork, report: Report) -> int:
    found = await uow.reports.get(report.number)
    assert found is not None
    return found.followers


async def test_a_follower_counts_once_and_an_author_never(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    async with uow:
        report = await moved(uow, resident.id, **OPEN)
        assert await uow.reports.follow(report.number, other.id, NOW)
        assert not await uow.reports.follow(report.number, other.id, NOW)
        assert await uow.reports.follow(report.number, resident.id, NOW)
        assert await people(uow, report) == 1
        assert await uow.reports.followed_among(other.id, [report.number, 99]) == {report.number}
        assert await uow.reports.followed_among(other.id, []) == set()
        await uow.reports.put(replace(report, events=3), version=2)
        assert await people(uow, report) == 1, "a move was read before somebody joined, and written after"
        assert await uow.reports.unfollow(report.number, other.id)
        assert not await uow.reports.unfollow(report.number, other.id)
        assert await uow.reports.unfollow(report.number, resident.id)
        assert await people(uow, report) == 0


async def test_those_who_join_at_once_are_all_counted(
    uow: SqlUnitOfWork, database: Database, resident: Resident, add_resident: AddResident
) -> None:
    async with uow:
        report = await moved(uow, resident.id, **OPEN)
        await uow.commit()
    others = [await add_resident(100 + number) for number in range(8)]

    async def join(person: Resident) -> bool:
        async with SqlUnitOfWork(database) as mine:
            joined = await mine.reports.follow(report.number, person.id, NOW)
            await mine.commit()
        return joined

    assert sum(await asyncio.gather(*map(join, others * 3))) == len(others)
    async with uow:
        assert await people(uow, report) == len(others)


async def test_two_accounts_that_become_one_person_are_counted_once(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident, add_on_max: AddResident
) -> None:
    author, gone, third = await add_resident(43), await add_on_max(42), await add_resident(44)
    async with uow:
        by_both = await moved(uow, author.id, **OPEN)
        by_gone = await moved(uow, author.id, **OPEN)
        own = await moved(uow, resident.id, **OPEN)
        of_gone = await moved(uow, gone.id, **OPEN)
        for number, person in (
            (by_both.number, resident),
            (by_both.number, gone),
            (by_both.number, third),
            (by_gone.number, gone),
            (own.number, gone),
            (own.number, third),
            (of_gone.number, resident),
        ):
            await uow.reports.follow(number, person.id, NOW)
        await uow.residents.merge(resident.id, gone.id)
        assert [await people(uow, one) for one in (by_both, by_gone, own, of_gone)] == [2, 1, 1, 0]
        assert await uow.reports.count_joined(resident.id) == 2


async def test_ones_own_and_joined_reports_are_one_list_the_last_begun_first(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other, day = await add_resident(43), timedelta(days=1)
    async with uow:
        own = [await moved(uow, resident.id, created_at=NOW + number * day) for number in range(3)]
        joined = [await moved(uow, other.id, **OPEN) for _ in range(2)]
        for number, report in enumerate(joined):
            await uow.reports.follow(report.number, resident.id, NOW + (number + 0.5) * day)
        await uow.reports.follow(own[0].number, resident.id, NOW)  # in another account, which has become theirs
        expected = [own[2], replace(joined[1], followers=1), own[1], replace(joined[0], followers=1), own[0]]
        listed = await uow.reports.of_resident_and_joined(resident.id, offset=0, limit=9)
        assert listed == expected
        paged = [
            one
            for offset in range(0, 6, 2)
            for one in await uow.reports.of_resident_and_joined(resident.id, offset=offset, limit=2)
        ]
        assert paged == expected
        assert await uow.reports.count_joined(resident.id) == 2


async def test_ones_own_open_reports_on_a_topic(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    async with uow:
        first = await uow.reports.add(new_report(resident.id))
        second = await moved(uow, resident.id, **OPEN)
        await moved(uow, resident.id, status=Status.SOLVED)
        await moved(uow, resident.id, topic_id="lamps", **OPEN)
        await moved(uow, other.id, **OPEN)
        assert await uow.reports.open_of_resident(resident.id, "road-potholes") == [second, first]


async def test_of_reports_due_on_one_day_those_of_more_people_come_first(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    others = [await add_resident(100 + number) for number in range(3)]
    async with uow:
        alone, of_two, of_three, sooner = [
            await uow.reports.add(new_report(resident.id, answer_due=NOW + timedelta(days=days)))
            for days in (2, 2, 2, 1)
        ]
        for report, count in ((of_two, 1), (of_three, 2)):
            for person in others[:count]:
                await uow.reports.follow(report.number, person.id, NOW)
        queue = await uow.reports.queue([report.turn for report in (alone,) if report.turn], offset=0, limit=9)
        assert [one.number for one in queue] == [sooner.number, of_three.number, of_two.number, alone.number]
