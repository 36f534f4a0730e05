"""Jobs by the clock, with stable ids; each runs alone and a failure is logged and tried again at the next turn."""

from collections.abc import Awaitable, Callable

import structlog
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.services.housekeeping import Housekeeping

log = structlog.get_logger(__name__)


def make_scheduler(housekeeping: Housekeeping) -> AsyncIOScheduler:
    """A scheduler with all jobs, not started yet."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    )
    scheduler.add_listener(_log_failure, EVENT_JOB_ERROR)
    jobs: tuple[tuple[str, Callable[[], Awaitable[int]], IntervalTrigger], ...] = (
        ("sweep-photos", housekeeping.sweep_photos, IntervalTrigger(hours=6, jitter=600)),
        ("forget-drafts", housekeeping.forget_drafts, IntervalTrigger(hours=24, jitter=600)),
        ("fill-addresses", housekeeping.fill_addresses, IntervalTrigger(minutes=5)),
    )
    for job_id, function, trigger in jobs:
        scheduler.add_job(function, trigger, id=job_id, replace_existing=True)
    return scheduler


def _log_failure(event: JobExecutionEvent) -> None:
    log.error("job failed", job=event.job_id, exc_info=event.exception)
