"""Figures for those who may see them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.city import City
from bot.domain.figures import DayFigures
from bot.domain.operators import Role
from bot.domain.periods import Period, last_days
from bot.domain.reports import Status
from bot.errors import NotAnOperator
from bot.services.counting import Counting
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.crew import AGENCY, Crew, hire_crew
from tests.harness.world import Hands
from tests.storage.samples import moved, new_report

TODAY = date(2026, 11, 23)


@pytest.fixture
async def crew(database: Database, city: City, clock: Hands) -> Crew:
    return await hire_crew(database, city, clock)


@pytest.fixture
def counting(crew: Crew, city: City, clock: Hands) -> Counting:
    return Counting(staff=crew.staff, city=city, clock=clock)


@pytest.fixture
async def filed(database: Database, crew: Crew, clock: Hands) -> None:
    """Today: one of the agency's, one of another. Yesterday: one of the agency's, answered today."""
    now = clock()
    async with SqlUnitOfWork(database) as uow:
        for agency_id in (AGENCY, "lights"):
            await uow.reports.add(new_report(crew.resident.id, agency_id=agency_id, created_at=now))
        await moved(
            uow,
            crew.resident.id,
            agency_id=AGENCY,
            created_at=now - timedelta(days=1),
            status=Status.SOLVED,
            published_at=now - timedelta(days=1),
            answered_at=now,
            confirmed=True,
        )
        await uow.commit()


@pytest.mark.usefixtures("filed")
async def test_every_day_of_the_period_is_there(counting: Counting, crew: Crew, database: Database) -> None:
    found = await counting.figures(crew[Role.OWNER], last_days(4, TODAY), SqlUnitOfWork(database))
    assert found.days == [
        DayFigures(date(2026, 11, 20), 0, 0),
        DayFigures(date(2026, 11, 21), 0, 0),
        DayFigures(date(2026, 11, 22), 1, 0),
        DayFigures(date(2026, 11, 23), 2, 1),
    ]
    assert (found.figures.total, found.figures.answered, found.figures.confirmed) == (3, 1, 1)
    assert found.figures.median_days == 1.0


@pytest.mark.usefixtures("filed")
async def test_days_to_come_are_not_drawn(counting: Counting, crew: Crew, database: Database) -> None:
    uow = SqlUnitOfWork(database)
    month = await counting.figures(crew[Role.OWNER], Period(date(2026, 11, 1), date(2026, 11, 30)), uow)
    assert (month.days[0].day, month.days[-1].day) == (date(2026, 11, 1), TODAY)
    later = await counting.figures(crew[Role.OWNER], Period(date(2026, 12, 1), date(2026, 12, 31)), uow)
    assert (later.days, later.figures.total) == ([], 0)


async def test_a_day_is_the_citys(counting: Counting, crew: Crew, database: Database) -> None:
    """22:30 UTC is half past one of the next day in Moscow."""
    async with SqlUnitOfWork(database) as uow:
        at = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
        await uow.reports.add(new_report(crew.resident.id, created_at=at))
        await uow.commit()
    found = await counting.figures(crew[Role.OWNER], last_days(2, TODAY), SqlUnitOfWork(database))
    assert found.days[0] == DayFigures(date(2026, 11, 22), 1, 0)


@pytest.mark.usefixtures("filed")
async def test_an_agency_sees_its_own_figures_only(counting: Counting, crew: Crew, database: Database) -> None:
    found = await counting.figures(crew[Role.AGENCY], last_days(4, TODAY), SqlUnitOfWork(database))
    assert (found.agency_id, found.figures.total) == (AGENCY, 2)
    assert found.figures.agencies == [(AGENCY, 2)]
    assert sum(day.filed for day in found.days) == 2


@pytest.mark.parametrize("role", Role)
async def test_every_operator_may_see_figures(
    counting: Counting, crew: Crew, database: Database, role: Role
) -> None:
    await counting.figures(crew[role], last_days(7, TODAY), SqlUnitOfWork(database))


async def test_a_resident_may_not(counting: Counting, crew: Crew, database: Database) -> None:
    with pytest.raises(NotAnOperator):
        await counting.figures(crew.resident, last_days(7, TODAY), SqlUnitOfWork(database))
