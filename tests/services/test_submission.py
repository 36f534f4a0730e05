"""Sending a draft: one report however often and wherever it is pressed, within the limits of the city's day."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from bot.domain.city import City
from bot.domain.drafts import Draft
from bot.domain.notices import Quiet
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource
from bot.domain.reports import EventKind, NewReport, Report, Status
from bot.domain.residents import Resident
from bot.errors import DraftGone, DraftIncomplete, TooManyReports
from bot.services.finding import WordIndex
from bot.services.moving import Moving
from bot.services.notifier import Notifier
from bot.services.ports import AlreadyFiled
from bot.services.submission import Submission
from storage.database import Database, Transaction
from storage.reports import SqlReports
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import TVERSKAYA_7, Hands
from tests.services.test_drafting import POTHOLES, add_resident

PLACE = Place(lat=TVERSKAYA_7.lat, lon=TVERSKAYA_7.lon, source=PlaceSource.LOCATION)
PHOTO = Photo(key="a" * 64, width=640, height=480, size=1000)


class Desk:
    """A resident with finished drafts, and the use case."""

    def __init__(self, city: City, index: WordIndex, clock: Hands, database: Database, resident: Resident) -> None:
        notifier = Notifier(city=city, quiet=Quiet(22, 8, city.zone))
        moving = Moving(city=city, notifier=notifier, clock=clock)
        self.submission = Submission(city=city, moving=moving, index=index, clock=clock)
        self.resident, self.clock, self.database = resident, clock, database

    async def finished(self, **changes: object) -> Draft:
        """A finished draft: the resident's current one."""
        now = self.clock()
        draft = Draft(id=uuid4(), resident_id=self.resident.id, created_at=now, updated_at=now)
        draft = replace(draft, place=PLACE, topic_id=POTHOLES, photos=(PHOTO,), description="яма на дороге")
        draft = replace(draft, **changes)  # type: ignore[arg-type] # any part of it
        async with SqlUnitOfWork(self.database) as uow:
            await uow.drafts.put(draft)
            await uow.commit()
        return draft

    async def submit(self, draft: Draft, resident: Resident | None = None) -> Report:
        """As another update would: with a unit of work of its own."""
        return await self.submission.submit(resident or self.resident, draft.id, SqlUnitOfWork(self.database))

    async def files(self, count: int) -> None:
        for _ in range(count):
            await self.submit(await self.finished())

    async def stored(self) -> Sequence[Report]:
        async with SqlUnitOfWork(self.database) as uow:
            return await uow.reports.of_resident(self.resident.id, offset=0, limit=100)


@pytest.fixture
async def desk(city: City, index: WordIndex, clock: Hands, database: Database) -> Desk:
    return Desk(city, index, clock, database, await add_resident(database, clock, 1))


async def test_a_finished_draft_becomes_a_report_with_its_history(desk: Desk, city: City) -> None:
    draft = await desk.finished()
    report = await desk.submit(draft)
    topic = city.catalogue.topics[POTHOLES]
    assert (report.number, report.status, report.draft_id) == (1, Status.MODERATION, draft.id)
    assert (report.place, report.photos, report.description) == (PLACE, (PHOTO,), "яма на дороге")
    assert (report.agency_id, report.answer_due) == (topic.agency_id, city.answer_due(topic, desk.clock()))
    async with SqlUnitOfWork(desk.database) as uow:
        assert await uow.drafts.get(draft.id) is None
        [event] = await uow.reports.history(report.number)
    assert (event.kind, event.from_status, event.to_status) == (EventKind.FILED, None, Status.MODERATION)
    assert event.resident_id == desk.resident.id


async def test_a_second_press_gets_the_report_of_the_first(desk: Desk) -> None:
    draft = await desk.finished()
    first = await desk.submit(draft)
    desk.clock.move(days=40)
    assert await desk.submit(draft) == first
    assert len(await desk.stored()) == 1


async def test_presses_at_the_same_moment_make_one_report(desk: Desk) -> None:
    draft = await desk.finished()
    reports = await asyncio.gather(*(desk.submit(draft) for _ in range(5)))
    assert {report.number for report in reports} == {1}
    assert len(await desk.stored()) == 1


async def test_a_press_that_loses_the_race_gets_the_winners_report(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With several writers both may find no report, and the database refuses the second one."""
    draft = await desk.finished()
    raced = False
    add = SqlReports.add

    async def beaten(reports: SqlReports, report: NewReport) -> Report:
        nonlocal raced
        if not raced:
            raced = True
            await add(reports, report)
            assert isinstance(reports._transaction, Transaction)
            await reports._transaction.commit()
            raise AlreadyFiled(report.draft_id)
        return await add(reports, report)

    monkeypatch.setattr(SqlReports, "add", beaten)
    report = await desk.submit(draft)
    assert raced
    assert (report.number, report.draft_id) == (1, draft.id)
    assert len(await desk.stored()) == 1


async def test_somebody_elses_draft_and_report_are_not_theirs_to_send(desk: Desk) -> None:
    stranger = await add_resident(desk.database, desk.clock, 2)
    draft = await desk.finished()
    with pytest.raises(DraftGone):
        await desk.submit(draft, stranger)
    assert await desk.stored() == []
    await desk.submit(draft)
    with pytest.raises(DraftGone):
        await desk.submit(draft, stranger)
    assert len(await desk.stored()) == 1


async def test_a_draft_that_never_was_is_gone(desk: Desk) -> None:
    draft = await desk.finished()
    with pytest.raises(DraftGone):
        await desk.submit(replace(draft, id=uuid4()))


@pytest.mark.parametrize(
    "changes",
    [
        {"place": None},
        {"topic_id": None},
        {"topic_id": "no-such-topic"},
        {"photos": ()},
        {"photos": (), "photos_skipped": True},
        {"topic_id": "house-lighting-inside", "description": "", "photos": ()},
        {"stop": "gas"},
        {"description": "а" * 351},
    ],
    ids=str,
)
async def test_an_unfinished_draft_stays_a_draft(desk: Desk, changes: dict[str, object]) -> None:
    draft = await desk.finished(**changes)
    with pytest.raises(DraftIncomplete):
        await desk.submit(draft)
    assert await desk.stored() == []
    async with SqlUnitOfWork(desk.database) as uow:
        assert await uow.drafts.get(draft.id) == draft


async def test_a_description_of_exactly_the_limit_is_sent(desk: Desk, city: City) -> None:
    report = await desk.submit(await desk.finished(description="а" * city.limits.description))
    assert len(report.description) == city.limits.description


async def test_the_limit_is_of_the_citys_day_and_not_of_utc(desk: Desk, city: City) -> None:
    """Midnight in Moscow is 21:00 UTC."""
    desk.clock.now = datetime(2026, 11, 23, 20, 59, 59, tzinfo=UTC)
    await desk.files(city.limits.reports_a_day)
    late = await desk.finished()
    with pytest.raises(TooManyReports):
        await desk.submit(late)
    desk.clock.now = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    assert (await desk.submit(late)).number == city.limits.reports_a_day + 1


async def test_midnight_of_utc_gives_no_new_day(desk: Desk, city: City) -> None:
    desk.clock.now = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    await desk.files(city.limits.reports_a_day)
    desk.clock.now = datetime(2026, 11, 24, 20, 59, 59, tzinfo=UTC)
    with pytest.raises(TooManyReports):
        await desk.submit(await desk.finished())


async def test_a_second_press_is_answered_even_when_the_day_is_full(desk: Desk, city: City) -> None:
    await desk.files(city.limits.reports_a_day - 1)
    draft = await desk.finished()
    last = await desk.submit(draft)
    assert await desk.submit(draft) == last


async def test_another_residents_reports_do_not_count(desk: Desk, city: City, index: WordIndex) -> None:
    await desk.files(city.limits.reports_a_day)
    neighbour = Desk(city, index, desk.clock, desk.database, await add_resident(desk.database, desk.clock, 2))
    await neighbour.files(1)
    assert len(await neighbour.stored()) == 1
