"""Jobs by the clock, with stable ids; each runs alone and a failure is logged and tried again at the next turn.

APScheduler counts real time and only says when to look; what is due is decided by the clock that the jobs were
given, so that a sandbox or a test moves it and runs the same jobs at once.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.services.area_news import AreaNewsRound
from bot.services.deadlines import Deadlines
from bot.services.digest import Digest
from bot.services.housekeeping import Housekeeping
from bot.services.ports import Clock, UnitOfWork
from bot.services.reminders import Reminders

log = structlog.get_logger(__name__)

JUST_AFTER = timedelta(seconds=1)
"""A deadline has passed a moment after it."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is done every so often.

    Attributes:
        id: Never changes: logs and whoever runs one by hand know it.
        jitter: By how much a turn may move, so that heavy ones do not meet.
        by_real_time: It compares with what is not the clock's, such as the age of files: no matter if it is moved.
    """

    id: str
    run: Callable[[], Awaitable[object]]
    every: timedelta
    jitter: timedelta = timedelta()
    by_real_time: bool = False


def jobs_of(
    *,
    housekeeping: Housekeeping,
    deadlines: Deadlines,
    reminders: Reminders,
    area_news: AreaNewsRound,
    digest: Digest,
    broadcasts: Callable[[], Awaitable[object]],
) -> tuple[Job, ...]:
    """Everything that happens by itself; deadlines first, since they make notices."""
    minute, day = timedelta(minutes=1), timedelta(days=1)
    return (
        Job("close-silent", deadlines.close_silent, minute),
        Job("note-overdue", deadlines.note_overdue, minute),
        Job("remind-of-drafts", reminders.remind_of_drafts, 5 * minute),
        Job("tell-neighbours", area_news.tell, timedelta(seconds=5)),
        Job("write-digest", digest.write, 5 * minute),
        Job("go-on-with-broadcasts", broadcasts, timedelta(seconds=3)),
        Job("fill-addresses", housekeeping.fill_addresses, 5 * minute),
        Job("sweep-photos", housekeeping.sweep_photos, day / 4, jitter=10 * minute, by_real_time=True),
        Job("forget-drafts", housekeeping.forget_drafts, day, jitter=10 * minute),
        Job("forget-notices", housekeeping.forget_notices, day, jitter=10 * minute),
        Job("forget-invitations", housekeeping.forget_invitations, day, jitter=10 * minute),
        Job("forget-area-news", area_news.forget, day, jitter=10 * minute),
    )


def make_scheduler(jobs: Sequence[Job]) -> AsyncIOScheduler:
    """A scheduler with all jobs, not started yet."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    )
    scheduler.add_listener(_log_failure, EVENT_JOB_ERROR)
    for job in jobs:
        trigger = IntervalTrigger(
            seconds=int(job.every.total_seconds()), jitter=int(job.jitter.total_seconds()) or None
        )
        scheduler.add_job(job.run, trigger, id=job.id, replace_existing=True)
    return scheduler


async def run_all_now(jobs: Sequence[Job]) -> None:
    """Each job once, at once: the clock has been moved."""
    for job in jobs:
        if job.by_real_time:
            continue
        try:
            await job.run()
        except Exception:  # as the scheduler does: it is logged, and the others run
            log.exception("job failed", job=job.id)


@dataclass(frozen=True, slots=True)
class NextEvent:
    """What the bot does next by itself; `what` is the id of its name."""

    at: datetime
    what: str


async def next_event(begin: Callable[[], UnitOfWork], clock: Clock) -> NextEvent | None:
    """The earliest of what is queued and of the reports' deadlines; None when there is neither."""
    uow, now = begin(), clock()
    async with uow.reading():
        notice = await uow.notices.next_due()
        deadline = await uow.reports.next_due(now)
    found = [NextEvent(deadline + JUST_AFTER, "clock-deadline")] if deadline is not None else []
    if notice is not None and notice > now:
        found.append(NextEvent(notice, "clock-notice"))
    return min(found, key=lambda event: event.at, default=None)


def _log_failure(event: JobExecutionEvent) -> None:
    log.error("job failed", job=event.job_id, exc_info=event.exception)
