"""Topics switched by hand and residents barred: who may, what is stored, what it means for others."""

from collections.abc import Iterator

import pytest

from bot.domain.city import City
from bot.domain.operators import Role
from bot.errors import NotAllowed, NotAnOperator, OperatorNotBarred, ReportUnknown, TopicIdUnknown
from bot.services.barring import Barring
from bot.services.switching import Switching
from bot.understanding.understanding import Understanding
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.crew import Crew, hire_crew
from tests.harness.world import Hands
from tests.storage.samples import new_report

POTHOLES = "road-potholes"
MOWING = "yard-mowing"
"""Closed in November."""


@pytest.fixture
async def crew(database: Database, city: City, clock: Hands) -> Crew:
    return await hire_crew(database, city, clock)


@pytest.fixture
def switching(crew: Crew, city: City, clock: Hands, database: Database) -> Iterator[Switching]:
    yield Switching(staff=crew.staff, city=city, clock=clock, begin=lambda: SqlUnitOfWork(database))
    city.switches.open = {}


@pytest.fixture
def barring(crew: Crew, clock: Hands) -> Barring:
    return Barring(staff=crew.staff, clock=clock)


@pytest.fixture
def uow(database: Database) -> SqlUnitOfWork:
    return SqlUnitOfWork(database)


async def test_a_topic_is_closed_opened_and_given_back(
    switching: Switching, crew: Crew, uow: SqlUnitOfWork, city: City, clock: Hands
) -> None:
    topic, editor = city.catalogue.topics[MOWING], crew[Role.EDITOR]
    assert not city.is_open(topic, clock())
    shown = await switching.switch(editor, MOWING, True, uow)
    assert (shown.is_open, shown.by_hand) == (True, True)
    assert city.is_open(topic, clock())
    shown = await switching.switch(editor, MOWING, None, uow)
    assert (shown.is_open, shown.by_hand) == (False, None)
    async with uow.reading():
        assert await uow.switches.all() == {}
    shown = await switching.switch(editor, POTHOLES, False, uow)
    assert await switching.look(editor, POTHOLES, uow) == shown
    assert (shown.is_open, shown.by_hand) == (False, False)


async def test_a_switch_of_another_process_is_taken_over(
    switching: Switching, crew: Crew, uow: SqlUnitOfWork, city: City, clock: Hands
) -> None:
    topic = city.catalogue.topics[POTHOLES]
    async with uow:
        await uow.switches.put(POTHOLES, False, by=crew[Role.OWNER].id, at=clock())
        await uow.commit()
    assert city.is_open(topic, clock())
    assert await switching.refresh_switches() == 1
    assert not city.is_open(topic, clock())
    async with uow:
        await uow.switches.put(POTHOLES, None, by=crew[Role.OWNER].id, at=clock())
        await uow.commit()
    assert await switching.refresh_switches() == 0
    assert city.is_open(topic, clock())


async def test_an_unknown_topic_is_answered_with_the_nearest(
    switching: Switching, crew: Crew, uow: SqlUnitOfWork
) -> None:
    for asked in ("road-pothole", "potholes-road", "выбоины"):
        with pytest.raises(TopicIdUnknown) as raised:
            await switching.switch(crew[Role.OWNER], asked, False, uow)
        assert POTHOLES in str(raised.value.arguments["near"]), asked


async def test_who_may_switch_topics(switching: Switching, crew: Crew, uow: SqlUnitOfWork, city: City) -> None:
    for role in (Role.AGENCY, Role.CONTROL, Role.ANALYST):
        with pytest.raises(NotAllowed):
            await switching.switch(crew[role], POTHOLES, False, uow)
        with pytest.raises(NotAllowed):
            await switching.look(crew[role], POTHOLES, uow)
    with pytest.raises(NotAnOperator):
        await switching.switch(crew.resident, POTHOLES, False, uow)
    assert city.switches.open == {}


def test_a_topic_closed_by_hand_leaves_its_place_in_the_search(
    understanding: Understanding, city: City, clock: Hands
) -> None:
    day = city.today(clock())
    seasonal = next(topic for topic in city.catalogue.topics.values() if topic.instead and topic.season)
    words = seasonal.title.ru
    opened = [found.topic_id for found in understanding.index.search(words, day=day, by_hand={seasonal.id: True})]
    closed = [found.topic_id for found in understanding.index.search(words, day=day, by_hand={seasonal.id: False})]
    assert opened[0] == seasonal.id
    assert seasonal.id not in closed
    assert closed[0] in seasonal.instead
    neither = dict.fromkeys((seasonal.id, *seasonal.instead), False)
    found = {found.topic_id for found in understanding.index.search(words, day=day, by_hand=neither)}
    assert not found & neither.keys()


async def test_a_resident_is_barred_and_let_in_again(
    barring: Barring, crew: Crew, uow: SqlUnitOfWork, clock: Hands
) -> None:
    async with uow:
        number = (await uow.reports.add(new_report(crew.resident.id))).number
        await uow.commit()
    assert await barring.ban(crew[Role.EDITOR], number, "реклама", uow)
    assert not await barring.ban(crew[Role.EDITOR], number, "реклама", uow)
    async with uow.reading():
        person = await uow.residents.get(crew.resident.id)
    assert person is not None
    assert person.banned_at == clock()
    assert await barring.unban(crew[Role.OWNER], number, uow)
    assert not await barring.unban(crew[Role.OWNER], number, uow)
    async with uow.reading():
        person = await uow.residents.get(crew.resident.id)
    assert person is not None
    assert person.banned_at is None


@pytest.mark.parametrize("role", Role)
async def test_who_works_for_the_city_is_not_barred(
    barring: Barring, crew: Crew, uow: SqlUnitOfWork, role: Role
) -> None:
    async with uow:
        number = (await uow.reports.add(new_report(crew[role].id))).number
        await uow.commit()
    with pytest.raises(OperatorNotBarred):
        await barring.ban(crew[Role.EDITOR], number, "", uow)


async def test_who_may_bar(barring: Barring, crew: Crew, uow: SqlUnitOfWork) -> None:
    async with uow:
        number = (await uow.reports.add(new_report(crew.resident.id))).number
        await uow.commit()
    for role in (Role.AGENCY, Role.CONTROL, Role.ANALYST):
        with pytest.raises(NotAllowed):
            await barring.ban(crew[role], number, "", uow)
        with pytest.raises(NotAllowed):
            await barring.unban(crew[role], number, uow)
    with pytest.raises(NotAnOperator):
        await barring.ban(crew.resident, number, "", uow)
    with pytest.raises(ReportUnknown):
        await barring.ban(crew[Role.OWNER], 999, "", uow)
