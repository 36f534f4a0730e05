"""Joining a report: who may, what it changes, and what becomes of the draft that it takes the place of."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.deeds import Deed, acting
from bot.domain.drafts import Card, CardKind, DraftState
from bot.domain.neighbours import same_house
from bot.domain.notices import NoticeKind, Quiet
from bot.domain.operators import Operator, Role
from bot.domain.places import Place, PlaceSource
from bot.domain.reports import EventKind, Report
from bot.domain.residents import Platform, Resident
from bot.errors import ReportIsOwn, ReportNotFound, ReportOver
from bot.services.joining import Joining
from bot.services.moving import Moving
from bot.services.nearby import Nearby
from bot.services.notifier import Notifier
from bot.services.places import Places
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import Hands, NoLinks, SmallGeocoder
from tests.storage.samples import draft, new_report, photo

HERE = Place(lat=55.7576, lon=37.6119, source=PlaceSource.LOCATION, address="Тверская улица, 7")


@pytest.fixture
def uow(database: Database) -> SqlUnitOfWork:
    return SqlUnitOfWork(database)


@pytest.fixture
def moving(city: City, clock: Hands) -> Moving:
    return Moving(city=city, notifier=Notifier(city=city, quiet=Quiet(0, 0, city.zone)), clock=clock)


@pytest.fixture
def joining(city: City, clock: Hands, moving: Moving) -> Joining:
    return Joining(
        city=city, moving=moving, notifier=Notifier(city=city, quiet=Quiet(0, 0, city.zone)), clock=clock
    )


@pytest.fixture
def nearby(city: City) -> Nearby:
    return Nearby(city=city, places=Places(city=city, geocoder=SmallGeocoder(), links=NoLinks()))


async def somebody(uow: SqlUnitOfWork, user_id: int) -> Resident:
    async with uow:
        added = await uow.residents.add(
            platform=Platform.TELEGRAM,
            user_id=user_id,
            chat_id=user_id,
            name="Анна",
            locale="ru",
            created_at=Hands()(),
        )
        await uow.commit()
    return added


@pytest.fixture
async def author(uow: SqlUnitOfWork) -> Resident:
    return await somebody(uow, 1)


@pytest.fixture
async def neighbour(uow: SqlUnitOfWork) -> Resident:
    return await somebody(uow, 2)


class Desk:
    """An owner who files and moves reports of others."""

    def __init__(self, moving: Moving, uow: SqlUnitOfWork, clock: Hands, author: Resident) -> None:
        self._moving, self._uow, self._clock, self._author = moving, uow, clock, author
        self._owner = acting(Operator(resident_id=author.id, name="", role=Role.OWNER, since=clock()))

    async def files(self, **changes: object) -> int:
        new = replace(new_report(self._author.id, place=HERE, created_at=self._clock()), **changes)  # type: ignore[arg-type]
        async with self._uow as uow:
            report = await self._moving.file(new, uow)
            await uow.commit()
        return report.number

    async def moves(self, number: int, *deeds: Deed) -> Report:
        async with self._uow as uow:
            report = await uow.reports.get(number)
            assert report is not None
            for deed in deeds:
                report = await self._moving.make(report, deed, uow)
            await uow.commit()
        return report

    def deed(self, kind: EventKind, **fields: object) -> Deed:
        return Deed(kind=kind, actor=self._owner, **fields)  # type: ignore[arg-type]

    async def publishes(self, **changes: object) -> int:
        number = await self.files(**changes)
        await self.moves(number, self.deed(EventKind.PUBLISHED))
        return number


@pytest.fixture
def desk(moving: Moving, uow: SqlUnitOfWork, clock: Hands, author: Resident) -> Desk:
    return Desk(moving, uow, clock, author)


async def told(uow: SqlUnitOfWork, person: Resident, clock: Hands) -> list[NoticeKind]:
    async with uow.reading():
        due = await uow.notices.due(clock() + timedelta(days=400), 99, platform=Platform.TELEGRAM)
    return [notice.kind for notice, one in due if one.id == person.id]


async def test_a_follower_counts_once_until_they_leave(
    joining: Joining, desk: Desk, uow: SqlUnitOfWork, neighbour: Resident, clock: Hands
) -> None:
    number = await desk.publishes()
    joined = await joining.join(neighbour, number, uow)
    assert (joined.report.followers, joined.draft) == (1, None)
    assert (await joining.join(neighbour, number, uow)).report.followers == 1
    await joining.leave(neighbour, number, uow)
    await joining.leave(neighbour, number, uow)
    async with uow.reading():
        report = await uow.reports.get(number)
    assert report is not None
    assert report.followers == 0
    assert [one.id for one in await recipients(uow, number)] == [report.resident_id]


async def recipients(uow: SqlUnitOfWork, number: int) -> list[Resident]:
    async with uow.reading():
        return list(await uow.reports.recipients(number))


async def test_only_what_is_published_and_not_over_can_be_joined_and_not_by_its_author(
    joining: Joining, desk: Desk, uow: SqlUnitOfWork, author: Resident, neighbour: Resident
) -> None:
    waiting, rejected, over = await desk.files(), await desk.files(), await desk.publishes()
    await desk.moves(rejected, desk.deed(EventKind.REJECTED, words="не то"))
    await desk.moves(
        over,
        desk.deed(EventKind.ANSWER_PREPARED, words="готово", answer_kind=AnswerKind.DONE),
        desk.deed(EventKind.ANSWERED),
        desk.deed(EventKind.CLOSED, words="готово"),
    )
    for number in (waiting, rejected, 99):
        with pytest.raises(ReportNotFound):
            await joining.join(neighbour, number, uow)
        with pytest.raises(ReportNotFound):
            await joining.leave(neighbour, number, uow)
    with pytest.raises(ReportOver):
        await joining.join(neighbour, over, uow)
    with pytest.raises(ReportIsOwn):
        await joining.join(author, await desk.publishes(), uow)


async def test_the_draft_is_kept_to_be_taken_up_again_and_nobody_elses_is_touched(
    joining: Joining, desk: Desk, uow: SqlUnitOfWork, author: Resident, neighbour: Resident
) -> None:
    number, card = await desk.publishes(), Card(7, CardKind.PHOTO)
    begun = draft(neighbour.id, description="яма", photos=(photo("c"),), place=HERE, card=card)
    others = draft(author.id, description="фонарь")
    async with uow:
        await uow.drafts.put(begun)
        await uow.drafts.put(others)
        await uow.commit()
    joined = await joining.join(neighbour, number, uow, instead_of=begun.id)
    assert (joined.draft, joined.left) == (replace(begun, card=None), card)
    again = await joining.join(neighbour, number, uow, instead_of=begun.id)
    assert again.draft is not None, "a second press offers to take it up again too"
    for nobodys in (others.id, uuid4()):
        assert (await joining.join(neighbour, number, uow, instead_of=nobodys)).draft is None
    async with uow.reading():
        assert await uow.drafts.get(begun.id) == replace(begun, card=None, state=DraftState.CANCELLED)
        assert await uow.drafts.get(others.id) == others


async def test_who_joins_after_a_promise_is_reminded_of_it_and_who_leaves_is_not(
    joining: Joining, desk: Desk, uow: SqlUnitOfWork, neighbour: Resident, clock: Hands
) -> None:
    number = await desk.publishes()
    until = (clock() + timedelta(days=20)).date()
    await desk.moves(
        number,
        desk.deed(EventKind.ANSWER_PREPARED, words="закупим", answer_kind=AnswerKind.PROMISE, until=until),
        desk.deed(EventKind.DEFERRED),
    )
    await joining.join(neighbour, number, uow)
    assert await told(uow, neighbour, clock) == [NoticeKind.PROMISE_DUE]
    await joining.leave(neighbour, number, uow)
    assert await told(uow, neighbour, clock) == []


async def test_similar_is_what_is_open_near_and_on_the_topic_ones_own_first(
    nearby: Nearby, joining: Joining, desk: Desk, uow: SqlUnitOfWork, neighbour: Resident
) -> None:
    far = replace(HERE, lat=HERE.lat + 0.003)
    await desk.publishes(place=far)
    await desk.publishes(topic_id="road-markings")
    await desk.files()
    near = await desk.publishes(place=replace(HERE, lat=HERE.lat + 0.001))
    nearer = await desk.publishes()
    own = await desk.files(resident_id=neighbour.id)
    begun = draft(neighbour.id, topic_id="road-potholes", place=HERE)
    found = await nearby.similar(begun, uow)
    assert [(one.report.number, one.is_own) for one in found] == [(own, True), (nearer, False), (near, False)]
    await joining.join(neighbour, nearer, uow)
    assert [one.report.number for one in await nearby.similar(begun, uow)] == [own, near]
    for settled in (
        replace(begun, is_unlike_others=True),
        replace(begun, topic_id=None),
        replace(begun, place=None),
        replace(begun, topic_id="gone"),
    ):
        assert await nearby.similar(settled, uow) == ()


async def test_a_topic_says_how_near_is_similar(
    city: City, nearby: Nearby, desk: Desk, uow: SqlUnitOfWork, neighbour: Resident
) -> None:
    await desk.publishes(place=replace(HERE, lat=HERE.lat + 0.001))
    topics = city.catalogue.topics
    for metres, count in ((0, 0), (100, 0), (120, 1)):
        topic = replace(topics["road-potholes"], similar_m=metres)
        catalogue = replace(city.catalogue, topics={**topics, topic.id: topic})
        other = Nearby(city=replace(city, catalogue=catalogue), places=nearby._places)
        found = await other.similar(draft(neighbour.id, topic_id="road-potholes", place=HERE), uow)
        assert len(found) == count, metres


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Тверская улица, 7 к1", "ул. Тверская, д. 7, корп. 1", True),
        ("Тверская улица, 7", "Москва, Тверская ул., 7, подъезд 2", True),
        ("Ленинский проспект, 30/2 с1", "Ленинский проспект, 30/2с1", True),
        ("Тверская улица, 7", "Тверская улица, 7 к1", False),
        ("Тверская улица, 7", "Тверская улица, 9", False),
        ("3-я Парковая улица, 7", "7-я Парковая улица, 3", False),
        ("улица Лобачевского, 4", "проспект Вернадского, 4", False),
        ("улица Берёзовая, 5а", "Березовая улица, 5А", True),
    ],
)
def test_addresses_of_one_house_are_written_in_many_ways(one: str, other: str, is_same: bool) -> None:
    far = replace(HERE, lat=HERE.lat + 0.002)
    assert same_house(replace(HERE, address=one), replace(far, address=other)) is is_same
    assert same_house(replace(far, address=other), replace(HERE, address=one)) is is_same


@pytest.mark.parametrize("address", [None, "Тверская улица"])
def test_where_no_house_is_known_the_distance_decides(address: str | None) -> None:
    for north, is_same in ((0.0003, True), (0.0005, False)):
        other = replace(HERE, lat=HERE.lat + north, address=address)
        assert same_house(HERE, other) is is_same
