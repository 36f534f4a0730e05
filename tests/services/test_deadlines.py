"""What the clock does to reports, reminders once, what is thrown away: each alone, whatever befalls another."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock

import pytest

from bot.domain.city import City
from bot.domain.deeds import Why
from bot.domain.notices import NoticeKind, Quiet, SendState, Switch
from bot.domain.operators import Invitation, Role
from bot.domain.reports import EventKind, Report, Status
from bot.domain.residents import Platform, Resident
from bot.errors import MovedAlready, MoveRefused
from bot.scheduler import Job, jobs_of, make_scheduler, next_event, run_all_now
from bot.services import deadlines, digest, reminders
from bot.services.deadlines import Deadlines
from bot.services.digest import Digest
from bot.services.housekeeping import NOTICES_KEPT_FOR, Housekeeping
from bot.services.moving import Moving
from bot.services.notifier import Notifier
from bot.services.ports import Overtaken
from bot.services.reminders import Reminders
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import Hands
from tests.storage.samples import draft, moved, notice

DAY = timedelta(days=1)


class Office:
    """The jobs over a real database."""

    def __init__(self, city: City, database: Database, clock: Hands) -> None:
        self.city, self.database, self.clock = city, database, clock
        self.notifier = Notifier(city=city, quiet=Quiet(22, 8, city.zone))
        self.moving = Moving(city=city, notifier=self.notifier, clock=clock)

    def uow(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.database)

    @property
    def deadlines(self) -> Deadlines:
        return Deadlines(begin=self.uow, moving=self.moving, clock=self.clock)

    async def resident(self, user_id: int = 42, **changes: Any) -> Resident:
        async with self.uow() as uow:
            person = await uow.residents.add(
                platform=Platform.TELEGRAM,
                user_id=user_id,
                chat_id=user_id,
                name="Анна",
                locale="ru",
                created_at=self.clock(),
            )
            await uow.residents.update(replace(person, **changes))
            await uow.commit()
        return replace(person, **changes)

    async def report(self, resident: Resident, **changes: Any) -> Report:
        async with self.uow() as uow:
            report = await moved(uow, resident.id, created_at=self.clock(), **changes)
            await uow.commit()
        return report

    async def status(self, number: int) -> Status:
        async with self.uow() as uow:
            report = await uow.reports.get(number)
        assert report is not None
        return report.status

    async def queued(self) -> list[tuple[NoticeKind, str]]:
        async with self.uow() as uow:
            due = await uow.notices.due(self.clock() + 9 * DAY, 1000, platform=Platform.TELEGRAM)
        return [(one.kind, one.key) for one, _ in due]


@pytest.fixture
def office(city: City, database: Database, clock: Hands) -> Office:
    return Office(city, database, clock)


def answered(office: Office) -> dict[str, Any]:
    return {"status": Status.ANSWERED, "verdict_due": office.clock() + DAY, "answered_at": office.clock()}


# Deadlines


async def test_silence_ends_a_report_only_after_the_last_day(office, clock):
    report = await office.report(await office.resident(), **answered(office))
    clock.move(days=1)
    assert await office.deadlines.close_silent() == 0
    clock.move(seconds=1)
    assert await office.deadlines.close_silent() == 1
    assert await office.status(report.number) is Status.SOLVED
    assert await office.deadlines.close_silent() == 0
    assert [kind for kind, _ in await office.queued()] == [NoticeKind.SOLVED]


async def test_more_than_a_batch_is_gone_through(office, clock, monkeypatch):
    monkeypatch.setattr(deadlines, "AT_ONCE", 3)
    author = await office.resident()
    for _ in range(8):
        await office.report(author, status=Status.IN_WORK, answer_due=clock() + DAY)
    clock.move(days=2)
    assert await office.deadlines.note_overdue() == 8
    assert len(await office.queued()) == 8
    assert await office.deadlines.note_overdue() == 0


@pytest.mark.parametrize(
    "obstacle", [Overtaken, MovedAlready, MoveRefused, ValueError], ids=lambda error: error.__name__
)
async def test_one_that_cannot_be_moved_does_not_stop_the_rest(office, clock, monkeypatch, obstacle):
    monkeypatch.setattr(deadlines, "AT_ONCE", 2)
    author = await office.resident()
    numbers = [(await office.report(author, **answered(office))).number for _ in range(5)]
    clock.move(days=2)
    make = office.moving.make

    async def make_but_one(report: Report, deed: Any, uow: Any) -> Any:
        if report.number == numbers[1]:
            raise {
                MovedAlready: MovedAlready(report=report, last=None, who=None),
                MoveRefused: MoveRefused(Why.TOO_EARLY, number=report.number),
            }.get(obstacle) or obstacle()
        return await make(report, deed, uow)

    monkeypatch.setattr(office.moving, "make", make_but_one)
    assert await office.deadlines.close_silent() == 4
    left = [number for number in numbers if await office.status(number) is Status.ANSWERED]
    assert left == [numbers[1]]


async def test_somebody_faster_is_not_undone(office, clock):
    """The report is read again in the transaction that moves it."""
    report = await office.report(await office.resident(), **answered(office))
    clock.move(days=2)
    read = office.deadlines

    async def stale(uow: Any, now: Any) -> list[Report]:
        async with office.uow() as other:
            await other.reports.put(replace(report, status=Status.CONTROL, events=3), version=2)
            await other.commit()
        return [report]

    assert await read._move_all(EventKind.VERDICT_TIME_OVER, _once(stale)) == 0
    assert await office.status(report.number) is Status.CONTROL


def _once(find: Any) -> Any:
    asked = []

    async def once(uow: Any, now: Any) -> Any:
        asked.append(now)
        return await find(uow, now) if len(asked) == 1 else []

    return once


# Reminders


async def test_drafts_are_brought_up_once_and_the_long_forgotten_never(office, clock, monkeypatch):
    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    job = Reminders(begin=office.uow, notifier=office.notifier, clock=clock)
    for user_id, age in ((1, 23), (2, 25), (3, 30), (4, 70), (5, 80)):
        person = await office.resident(user_id)
        at = clock() - timedelta(hours=age)
        async with office.uow() as uow:
            await uow.drafts.put(draft(person.id, description="яма", created_at=at, updated_at=at))
            await uow.commit()
    assert await job.remind_of_drafts() == 3
    assert await job.remind_of_drafts() == 0
    clock.move(hours=2)
    assert await job.remind_of_drafts() == 1


# The digest


async def test_the_digest_is_for_mondays_and_for_those_with_news(office, clock, monkeypatch):
    monkeypatch.setattr(digest, "AT_ONCE", 1)
    wants = frozenset[Switch]()
    reader = await office.resident(1, switched_off=wants)
    await office.resident(2, switched_off=wants)
    await office.resident(3)
    await office.report(reader, **answered(office))
    job = Digest(city=office.city, begin=office.uow, notifier=office.notifier, clock=clock)
    clock.now = clock.now.replace(day=29, hour=12)  # a Sunday
    assert await job.write() == 0
    clock.now = clock.now.replace(day=30, hour=6, minute=59)
    assert await job.write() == 0
    clock.move(minutes=1)
    assert await job.write() == 1
    assert await job.write() == 0
    again = Digest(city=office.city, begin=office.uow, notifier=office.notifier, clock=clock)
    assert await again.write() == 0, "the key is the week's"
    clock.now = clock.now.replace(month=12, day=1, hour=7)
    late = Digest(city=office.city, begin=office.uow, notifier=office.notifier, clock=clock)
    assert await late.write() == 0, "by Tuesday it is not news any more"


# What is thrown away


async def test_old_notices_and_invitations_go_and_what_waits_stays(office, clock, database):
    person = await office.resident()
    async with office.uow() as uow:
        await uow.notices.add(
            [notice(person.id, f"old:{n}", created_at=clock(), due_at=clock()) for n in range(3)]
        )
        for one, _ in (await uow.notices.due(clock(), 2, platform=Platform.TELEGRAM))[:2]:
            await uow.notices.record(one.id, SendState.SENT, at=clock())
        for code, days in (("a", 1), ("b", 200)):
            await uow.operators.add_invitation(
                Invitation(
                    code_hash=code * 64,
                    role=Role.EDITOR,
                    agency_id=None,
                    invited_by=person.id,
                    created_at=clock(),
                    expires_at=clock() + days * DAY,
                )
            )
        await uow.commit()
    clock.now += NOTICES_KEPT_FOR + DAY
    nothing: Any = None
    house = Housekeeping(begin=office.uow, photos=nothing, places=nothing, index=nothing, locale="ru", clock=clock)
    assert await house.forget_notices() == 2
    assert [key for _, key in await office.queued()] == ["old:2"]
    assert await house.forget_invitations() == 1


# The scheduler


def test_jobs_have_ids_that_logs_and_people_know(office, clock):
    any_job: Any = AsyncMock()
    jobs = jobs_of(
        housekeeping=any_job,
        deadlines=any_job,
        reminders=any_job,
        area_news=any_job,
        digest=any_job,
        broadcasts=any_job.run,
    )
    assert [job.id for job in jobs] == [
        "close-silent",
        "note-overdue",
        "remind-of-drafts",
        "tell-neighbours",
        "write-digest",
        "go-on-with-broadcasts",
        "fill-addresses",
        "sweep-photos",
        "forget-drafts",
        "forget-notices",
        "forget-invitations",
        "forget-area-news",
    ]
    assert {job.id for job in make_scheduler(jobs).get_jobs()} == {job.id for job in jobs}


async def test_all_jobs_run_though_one_fails(office):
    ran = []

    async def fine() -> None:
        ran.append("fine")

    async def broken() -> None:
        raise OSError("disk full")

    jobs = [
        Job("broken", broken, DAY),
        Job("fine", fine, DAY),
        Job("by-files", broken, DAY, by_real_time=True),
    ]
    await run_all_now(jobs)
    assert ran == ["fine"]


async def test_the_next_event_is_a_notice_or_a_deadline(office, clock):
    assert await next_event(office.uow, clock) is None
    person = await office.resident()
    report = await office.report(person, status=Status.IN_WORK, answer_due=clock() + 3 * DAY)
    event = await next_event(office.uow, clock)
    assert event is not None
    assert (event.at - clock(), event.what) == (3 * DAY + timedelta(seconds=1), "clock-deadline")
    async with office.uow() as uow:
        await uow.notices.add([notice(person.id, "soon", number=report.number, due_at=clock() + DAY)])
        await uow.commit()
    event = await next_event(office.uow, clock)
    assert event is not None
    assert (event.at, event.what) == (clock() + DAY, "clock-notice")
