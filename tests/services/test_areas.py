"""Neighbours are told once each, in bounded transactions, whatever stops the bot in between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.answers import AnswerKind
from bot.domain.areas import AROUND_M, HOUSE_M, MOST_AREAS, Happening, NewArea, news_of
from bot.domain.city import City
from bot.domain.evidence import Spot
from bot.domain.notices import NoticeKind, Quiet, Switch
from bot.domain.places import Place, PlaceSource, Point
from bot.domain.reports import EventKind, Report, Status
from bot.domain.residents import Platform, Resident
from bot.services import area_news
from bot.services.area_news import AreaNewsRound
from bot.services.areas import AreaGone, Areas, TooManyAreas
from bot.services.digest import Digest
from bot.services.notifier import Notifier
from bot.services.places import Places
from bot.services.ports import Clock
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import TVERSKAYA_7, NoLinks, SmallGeocoder
from tests.storage.samples import event, moved

HERE = Spot(point=TVERSKAYA_7, source=PlaceSource.LOCATION)


@pytest.fixture
def begin(database: Database) -> Callable[[], SqlUnitOfWork]:
    return lambda: SqlUnitOfWork(database)


@pytest.fixture
def uow(begin: Callable[[], SqlUnitOfWork]) -> SqlUnitOfWork:
    return begin()


@pytest.fixture
def quiet(city) -> Quiet:
    return Quiet(22, 8, city.zone)


@pytest.fixture
def round_(begin, quiet, clock) -> AreaNewsRound:
    return AreaNewsRound(begin=begin, quiet=quiet, clock=clock)


@pytest.fixture
def areas(city, geocoder, clock) -> Areas:
    return Areas(places=Places(city=city, geocoder=geocoder, links=NoLinks()), clock=clock)


@pytest.fixture
def add_people(begin, clock):
    async def add(how_many: int) -> list[Resident]:
        async with begin() as uow:
            people = [
                await uow.residents.add(
                    platform=Platform.TELEGRAM,
                    user_id=number,
                    chat_id=number,
                    name="Анна",
                    locale="ru",
                    created_at=clock(),
                )
                for number in range(1, how_many + 1)
            ]
            await uow.commit()
        return people

    return add


async def listen(uow: SqlUnitOfWork, people: list[Resident], *, radius_m: int = AROUND_M, at_once: bool = True):
    async with uow:
        for one in people:
            await uow.areas.add(
                NewArea(
                    resident_id=one.id,
                    point=TVERSKAYA_7,
                    address=None,
                    radius_m=radius_m,
                    at_once=at_once,
                    created_at=one.created_at,
                )
            )
        await uow.commit()


async def publish(
    uow: SqlUnitOfWork, city: City, quiet: Quiet, clock: Clock, author: Resident, by: int | None = None
) -> Report:
    """A report in the middle of the areas, published by an operator as the notifier hears of it."""
    place = Place(
        lat=TVERSKAYA_7.lat, lon=TVERSKAYA_7.lon, source=PlaceSource.ADDRESS, address="Тверская улица, 7"
    )
    async with uow:
        report = await moved(uow, author.id, place=place, status=Status.IN_WORK, published_at=clock())
        published = event(
            report, 2, kind=EventKind.PUBLISHED, to_status=Status.IN_WORK, resident_id=by, at=clock()
        )
        await uow.reports.add_event(published)
        await Notifier(city=city, quiet=quiet).tell(report, published, uow, was_with=report.agency_id)
        await uow.commit()
    return report


async def told(database: Database, clock) -> list[int]:
    """Residents who have a notice of news queued."""
    uow = SqlUnitOfWork(database)
    async with uow.reading():
        due = await uow.notices.due(clock() + timedelta(days=1), 9999, platform=Platform.TELEGRAM)
    return sorted(resident.id for notice, resident in due if notice.kind is NoticeKind.AREA_NEW)


async def test_everybody_is_told_once_however_many_pages(
    begin, uow, city, quiet, clock, database, round_, add_people, monkeypatch
) -> None:
    monkeypatch.setattr(area_news, "AREAS_AT_ONCE", 4)
    author, *people = await add_people(12)
    await listen(uow, people)
    await listen(uow, people[:5], radius_m=HOUSE_M)
    await publish(uow, city, quiet, clock, author)
    assert await told(database, clock) == [], "the publication itself writes one line, however many follow"
    assert await round_.tell() == len(people)
    assert await round_.tell() == 0
    assert await told(database, clock) == [one.id for one in people]


async def test_a_bot_that_is_killed_between_two_pages_goes_on_there(
    begin, uow, city, quiet, clock, database, round_, add_people, monkeypatch
) -> None:
    monkeypatch.setattr(area_news, "AREAS_AT_ONCE", 3)
    author, *people = await add_people(9)
    await listen(uow, people)
    await publish(uow, city, quiet, clock, author)
    pages = 0

    def killed_in_the_second() -> SqlUnitOfWork:
        made: SqlUnitOfWork = begin()
        commit = made.commit

        async def commit_or_die() -> None:
            nonlocal pages
            pages += 1
            if pages == 2:
                raise KeyboardInterrupt
            await commit()

        monkeypatch.setattr(made, "commit", commit_or_die)
        return made

    dying = AreaNewsRound(begin=killed_in_the_second, quiet=quiet, clock=clock)
    with pytest.raises(KeyboardInterrupt):
        await dying.tell()
    assert await told(database, clock) == [one.id for one in people[:3]]
    assert await round_.tell() == len(people) - 3
    assert await told(database, clock) == [one.id for one in people]


async def test_who_hears_of_the_report_anyway_is_not_told_twice(
    begin, uow, city, quiet, clock, database, round_, add_people
) -> None:
    author, follower, operator, neighbour = await add_people(4)
    await listen(uow, [author, follower, operator, neighbour])
    report = await publish(uow, city, quiet, clock, author, by=operator.id)
    async with uow:
        await uow.reports.follow(report.number, follower.id, clock())
        await uow.commit()
    await round_.tell()
    assert await told(database, clock) == [neighbour.id]


async def test_news_that_nobody_listens_to_are_settled_at_once(
    uow, city, quiet, clock, round_, add_people
) -> None:
    (author,) = await add_people(1)
    await publish(uow, city, quiet, clock, author)
    assert await round_.tell() == 0
    async with uow.reading():
        assert await uow.areas.untold(9) == []


async def test_what_the_digest_has_told_is_forgotten_after_a_month(
    uow, city, quiet, clock, round_, add_people
) -> None:
    (author,) = await add_people(1)
    await publish(uow, city, quiet, clock, author)
    await round_.tell()
    clock.move(days=29)
    assert await round_.forget() == 0
    clock.move(days=2)
    assert await round_.forget() == 1


@pytest.mark.parametrize(
    ("kind", "answer", "happening"),
    [
        (EventKind.CONFIRMED, AnswerKind.DONE, Happening.SOLVED),
        (EventKind.CONFIRMED, AnswerKind.NOT_FOUND, Happening.SOLVED),
        (EventKind.VERDICT_TIME_OVER, AnswerKind.DONE, Happening.SOLVED),
        (EventKind.VERDICT_TIME_OVER, AnswerKind.ALREADY_GONE, Happening.SOLVED),
        (EventKind.VERDICT_TIME_OVER, AnswerKind.NOT_FOUND, None),
        (EventKind.CLOSED, AnswerKind.MEASURES_TAKEN, None),
        (EventKind.CLOSED, AnswerKind.DONE, Happening.SOLVED),
    ],
)
async def test_only_what_is_mended_counts_as_solved(uow, add_people, kind, answer, happening) -> None:
    (author,) = await add_people(1)
    async with uow:
        report = await moved(uow, author.id, status=Status.SOLVED, answer_kind=answer)
    ended = event(report, 7, kind=kind, from_status=Status.ANSWERED, to_status=Status.SOLVED)
    found = news_of(report, ended)
    assert (found and found.happening) == happening


async def test_the_digest_comes_to_whoever_follows_by_the_week_and_only_to_them(
    begin, uow, city, quiet, clock, add_people
) -> None:
    author, weekly, at_once, muted = await add_people(4)
    await listen(uow, [weekly, muted], at_once=False)
    await listen(uow, [at_once])
    async with uow:
        await uow.residents.update(_without(muted, Switch.AREAS))
        await uow.commit()
    clock.move(days=1)  # a Tuesday
    await publish(uow, city, quiet, clock, author)
    clock.move(days=6)
    notifier = Notifier(city=city, quiet=quiet)
    digest = Digest(city=city, begin=begin, notifier=notifier, clock=clock)
    assert await digest.write() == 1
    async with uow.reading():
        due = await uow.notices.due(clock(), 9, platform=Platform.TELEGRAM)
    (notice, resident), _published = sorted(due, key=lambda one: one[0].kind)
    assert (notice.kind, resident.id) == (NoticeKind.AREA_DIGEST, weekly.id)
    assert (notice.payload["area_new_0"], notice.payload["area_solved_0"]) == (1, 0)


def _without(person: Resident, switch: Switch) -> Resident:
    return replace(person, switched_off=person.switched_off | {switch})


# What a resident does


async def test_following_turns_the_switch_on(uow, areas, add_people) -> None:
    (person,) = await add_people(1)
    async with uow:
        await uow.residents.update(_without(person, Switch.AREAS))
        await uow.commit()
    _, now = await areas.follow(_without(person, Switch.AREAS), HERE, house=False, at_once=False, uow=uow)
    assert now.wants(Switch.AREAS)
    async with uow.reading():
        stored = await uow.residents.get(person.id)
    assert stored is not None
    assert stored.wants(Switch.AREAS)
    assert not stored.wants(Switch.DIGEST), "that is another matter"


async def test_a_press_that_comes_twice_follows_once(uow, areas, add_people) -> None:
    (person,) = await add_people(1)
    first, _ = await areas.follow(person, HERE, house=True, at_once=True, uow=uow)
    again, _ = await areas.follow(person, HERE, house=True, at_once=True, uow=uow)
    wider, _ = await areas.follow(person, HERE, house=False, at_once=True, uow=uow)
    assert again == first
    assert [one.id for one in await areas.all(person, uow)] == [first.id, wider.id]


async def test_one_place_too_many_is_refused_and_a_known_one_is_not(uow, areas, add_people) -> None:
    (person,) = await add_people(1)
    for step in range(MOST_AREAS):
        spot = Spot(point=Point(TVERSKAYA_7.lat + step / 1000, TVERSKAYA_7.lon), source=PlaceSource.LOCATION)
        await areas.follow(person, spot, house=False, at_once=True, uow=uow)
    further = Spot(point=Point(TVERSKAYA_7.lat, TVERSKAYA_7.lon + 0.01), source=PlaceSource.LOCATION)
    with pytest.raises(TooManyAreas):
        await areas.follow(person, further, house=False, at_once=True, uow=uow)
    changed, _ = await areas.follow(person, HERE, house=False, at_once=False, uow=uow)
    assert not changed.at_once
    assert len(await areas.all(person, uow)) == MOST_AREAS


async def test_a_strangers_place_is_nobodys(uow, areas, add_people) -> None:
    owner, stranger = await add_people(2)
    area, _ = await areas.follow(owner, HERE, house=True, at_once=True, uow=uow)
    for act in (
        areas.followed(stranger, area.id, uow),
        areas.set_at_once(stranger, area.id, False, uow),
        areas.drop(stranger, area.id, uow),
    ):
        with pytest.raises(AreaGone):
            await act
    assert await areas.all(owner, uow) == [area]


async def test_an_address_that_was_not_known_comes_later(uow, areas, add_people, geocoder: SmallGeocoder) -> None:
    (person,) = await add_people(1)
    geocoder.is_down = True
    area, _ = await areas.follow(person, HERE, house=True, at_once=True, uow=uow)
    assert area.address is None
    assert await areas.all(person, uow) == [area]
    geocoder.is_down = False
    (known,) = await areas.all(person, uow)
    assert known.address == "Тверская улица, 7"
    geocoder.is_down = True
    assert await areas.all(person, uow) == [known]
