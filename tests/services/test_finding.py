"""Reports found by number, words, address and topic."""

from dataclasses import replace

import pytest

from bot.domain.city import City
from bot.domain.operators import Role
from bot.domain.reports import Report, Status
from bot.errors import NotAllowed, NotAnOperator
from bot.services.finding import FOUND, Finding, WordIndex
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.crew import AGENCY, Crew, hire_crew
from tests.harness.world import Hands
from tests.storage.samples import PLACE, new_report

LAMPS = "yard-lamp-damaged"


class Desk:
    """Reports in the index, and the search."""

    def __init__(self, crew: Crew, index: WordIndex, database: Database) -> None:
        self.crew, self.database = crew, database
        self._index = index
        self._finding = Finding(staff=crew.staff, index=index)

    async def filed(
        self, words: str, address: str = "Тверская улица, 7", topic: str = LAMPS, agency: str = AGENCY
    ) -> Report:
        made = new_report(
            self.crew.resident.id,
            description=words,
            topic_id=topic,
            agency_id=agency,
            place=replace(PLACE, address=address, district=None),
        )
        async with SqlUnitOfWork(self.database) as uow:
            report = await uow.reports.add(made)
            await uow.reports.add_words(report.number, self._index.of(report))
            await uow.commit()
        return report

    async def publishes(self, report: Report) -> None:
        published = replace(report, status=Status.IN_WORK, published_at=report.created_at)
        async with SqlUnitOfWork(self.database) as uow:
            await uow.reports.put(published, version=report.events)
            await uow.commit()

    async def finds(self, text: str, role: Role = Role.EDITOR) -> list[int]:
        found = await self._finding.find(self.crew[role], text, SqlUnitOfWork(self.database))
        return [report.number for report in found]


@pytest.fixture
async def desk(database: Database, city: City, clock: Hands, index: WordIndex) -> Desk:
    return Desk(await hire_crew(database, city, clock), index, database)


async def test_words_are_found_in_any_form(desk: Desk) -> None:
    await desk.filed("Лампочка в подъезде сдохла")
    await desk.filed("Кнопка лифта не работает")
    assert await desk.finds("лампочки") == [1]
    assert await desk.finds("подъезды лампочку") == [1]
    assert await desk.finds("подъезд лифт") == []


async def test_a_form_of_two_words_finds_both(desk: Desk) -> None:
    """«стали» is of «сталь» and of «стать»."""
    await desk.filed("ограждение из стали")
    await desk.filed("сталь ржавеет")
    assert await desk.finds("стали") == [2, 1]


async def test_addresses_are_found_with_their_numbers(desk: Desk) -> None:
    await desk.filed("яма", address="Тверская улица, 7")
    await desk.filed("яма", address="Тверская улица, 17 к1")
    await desk.filed("яма", address="улица Арбат, 7")
    assert await desk.finds("на Тверской 7") == [1]
    assert await desk.finds("ул. Тверская") == [2, 1]
    assert await desk.finds("тверская 17к1") == [2]


async def test_the_title_of_the_topic_counts_in_both_languages(desk: Desk) -> None:
    await desk.filed("сделайте что-нибудь", topic="road-potholes")
    assert await desk.finds("выбоина") == [1]
    assert await desk.finds("Potholes") == [1]


async def test_a_number_is_the_report_itself_first(desk: Desk) -> None:
    await desk.filed("яма")
    await desk.filed("дом 1", address="улица Арбат, 1")
    assert await desk.finds("1") == [1, 2]
    assert await desk.finds("№ 2") == [2]
    assert await desk.finds("999") == []


async def test_an_agency_finds_its_own(desk: Desk) -> None:
    await desk.publishes(await desk.filed("яма", agency="lights"))
    own = await desk.filed("яма", agency=AGENCY)
    assert await desk.finds("яма", Role.AGENCY) == [], "not before it is published"
    await desk.publishes(own)
    assert await desk.finds("яма", Role.AGENCY) == [2]
    assert await desk.finds("1", Role.AGENCY) == []
    assert await desk.finds("яма", Role.CONTROL) == [2, 1]


async def test_no_more_than_a_screen_is_found(desk: Desk) -> None:
    for _ in range(FOUND + 2):
        await desk.filed("яма")
    found = await desk.finds("яма")
    assert found == list(range(FOUND + 2, 2, -1))


@pytest.mark.parametrize("text", ["", "и", "🙂", "«»", "AND OR NOT", '"яма" NEAR(x)', "' OR 1=1 --", "ё" * 5000])
async def test_odd_searches_find_nothing_and_break_nothing(desk: Desk, text: str) -> None:
    await desk.filed("труба")
    assert await desk.finds(text) == []


async def test_who_may_not_see_reports_may_not_look_for_them(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await desk.finds("яма", Role.ANALYST)
    finding = Finding(staff=desk.crew.staff, index=desk._index)
    with pytest.raises(NotAnOperator):
        await finding.find(desk.crew.resident, "яма", SqlUnitOfWork(desk.database))
