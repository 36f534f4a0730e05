"""Areas that residents follow and what happens there: whoever a report lies near is found, and nobody else."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.areas import AROUND_M, HOUSE_M, AreaNews, Happening, NewArea
from bot.domain.places import Place, PlaceSource, Point, distance_m
from storage.cells import cell_of, cells_around
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW, new_report

KREMLIN = Point(55.7520, 37.6175)
FAR = Point(55.7575, 37.6175)
"""612 m to the north."""
MOSCOW = st.builds(Point, st.floats(55.49, 55.96), st.floats(37.32, 37.97))


def area(resident_id: int, point: Point, radius_m: int = AROUND_M, *, at_once: bool = True) -> NewArea:
    return NewArea(
        resident_id=resident_id, point=point, address=None, radius_m=radius_m, at_once=at_once, created_at=NOW
    )


def at(point: Point, address: str | None = None) -> Place:
    return Place(lat=point.lat, lon=point.lon, source=PlaceSource.LOCATION, address=address)


async def happens(uow: SqlUnitOfWork, resident_id: int, point: Point, **changes: object) -> AreaNews:
    """A report there, and the news of it."""
    report = await uow.reports.add(new_report(resident_id, place=at(point, "Тверская улица, 7")))
    news = AreaNews(
        number=report.number,
        seq=2,
        happening=Happening.NEW,
        at=NOW,
        topic_id=report.topic_id,
        place=report.place,
    )
    news = replace(news, **changes)  # type: ignore[arg-type]
    await uow.areas.note(news)
    return news


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(MOSCOW, st.floats(-0.02, 0.02), st.floats(-0.02, 0.02), st.sampled_from([60, 300, 500]))
def test_a_circle_lies_whole_in_its_cells(middle: Point, up: float, right: float, radius_m: int) -> None:
    other = Point(middle.lat + up, middle.lon + right)
    if distance_m(middle, other) <= radius_m:
        assert cell_of(other) in cells_around(middle, radius_m)


async def test_who_listens_at_a_point_is_found_page_by_page(uow: SqlUnitOfWork, add_resident) -> None:
    person = await add_resident(1)
    async with uow:
        near = [await uow.areas.add(area(person.id, KREMLIN)) for _ in range(3)]
        await uow.areas.add(area(person.id, FAR))
        first, after = await uow.areas.listening(at(KREMLIN), after=0, limit=2)
        assert after is not None
        rest, _ = await uow.areas.listening(at(KREMLIN), after=after, limit=9)
        await uow.commit()
    assert [*first, *rest] == near


async def test_who_hears_by_the_week_is_not_looked_at(uow: SqlUnitOfWork, add_resident) -> None:
    person = await add_resident(1)
    async with uow:
        weekly = await uow.areas.add(area(person.id, KREMLIN, at_once=False))
        assert await uow.areas.listening(at(KREMLIN), after=0, limit=9) == ([], None)
        for _ in range(2):
            await uow.areas.set_at_once(person.id, weekly.id, True)
        assert await uow.areas.listening(at(KREMLIN), after=0, limit=9) == ([replace(weekly, at_once=True)], None)
        await uow.areas.set_at_once(person.id, weekly.id, False)
        assert await uow.areas.listening(at(KREMLIN), after=0, limit=9) == ([], None)
        assert await uow.areas.of_resident(person.id) == [weekly]


async def test_a_house_is_its_address_however_long_it_is(uow: SqlUnitOfWork, add_resident) -> None:
    person = await add_resident(1)
    other_end = Point(KREMLIN.lat + 0.0011, KREMLIN.lon)  # 122 m
    async with uow:
        house = await uow.areas.add(replace(area(person.id, KREMLIN, HOUSE_M), address="ул. Тверская, д. 7"))
        for address, found in (("Тверская улица, 7", [house]), ("Тверская улица, 9", []), (None, [])):
            assert (await uow.areas.listening(at(other_end, address), after=0, limit=9))[0] == found, address


async def test_only_its_owner_changes_or_drops_an_area(uow: SqlUnitOfWork, add_resident) -> None:
    owner, stranger = await add_resident(1), await add_resident(2)
    async with uow:
        followed = await uow.areas.add(area(owner.id, KREMLIN))
        await uow.areas.set_at_once(stranger.id, followed.id, False)
        await uow.areas.set_address(stranger.id, followed.id, "Кремль")
        await uow.areas.remove(stranger.id, followed.id)
        assert await uow.areas.get(stranger.id, followed.id) is None
        assert await uow.areas.of_resident(owner.id) == [followed]
        assert (await uow.areas.listening(at(KREMLIN), after=0, limit=9))[0] == [followed]
        await uow.areas.set_address(owner.id, followed.id, "Кремль")
        assert await uow.areas.get(owner.id, followed.id) == replace(followed, address="Кремль")
        await uow.areas.remove(owner.id, followed.id)
        assert await uow.areas.of_resident(owner.id) == []
        assert await uow.areas.listening(at(KREMLIN), after=0, limit=9) == ([], None)
        await uow.commit()


async def test_news_are_kept_once_and_wait_until_all_are_told(uow: SqlUnitOfWork, resident) -> None:
    async with uow:
        news = await happens(uow, resident.id, KREMLIN)
        await uow.areas.note(replace(news, seq=9, at=NOW + timedelta(days=1)))
        solved = replace(news, seq=5, happening=Happening.SOLVED, at=NOW + timedelta(days=2))
        await uow.areas.note(solved)
        assert await uow.areas.untold(9) == [news, solved]
        assert await uow.areas.untold(1) == [news]
        await uow.areas.set_told(news, 500)
        assert await uow.areas.untold(1) == [replace(news, told=500)]
        await uow.areas.set_told(news, None)
        assert await uow.areas.untold(9) == [solved]


async def test_the_week_of_an_area_is_what_happened_inside(uow: SqlUnitOfWork, resident) -> None:
    async with uow:
        here = await happens(uow, resident.id, KREMLIN)
        await happens(uow, resident.id, FAR)
        await happens(uow, resident.id, KREMLIN, at=NOW - timedelta(days=8))
        later = await happens(uow, resident.id, KREMLIN, at=NOW + timedelta(hours=1))
        followed = area(resident.id, KREMLIN)
        assert await uow.areas.news(followed, since=NOW - timedelta(days=7), limit=9) == [later, here]
        assert await uow.areas.news(followed, since=NOW - timedelta(days=7), limit=1) == [later]


async def test_old_news_go_once_all_have_been_told(uow: SqlUnitOfWork, resident) -> None:
    async with uow:
        told = await happens(uow, resident.id, KREMLIN, told=None)
        waiting = await happens(uow, resident.id, KREMLIN)
        assert await uow.areas.remove_old_news(NOW) == 0
        assert await uow.areas.remove_old_news(NOW + timedelta(days=1)) == 1
        assert await uow.areas.untold(9) == [waiting]
        left = await uow.areas.news(area(resident.id, KREMLIN), since=NOW - timedelta(days=1), limit=9)
        assert left == [waiting]
        assert told not in left
