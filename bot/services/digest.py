"""The weekly digest, for those who switched it on: what waits for them, what came, what happened around.

It goes on Monday morning and says nothing at all to somebody for whom the week brought nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.city import City
from bot.domain.figures import DistrictFigures
from bot.domain.notices import NewNotice, NoticeKind, Payload
from bot.domain.reports import Report, Turn
from bot.domain.residents import Resident
from bot.services.notifier import REMINDER_HOUR, Notifier
from bot.services.ports import Clock, UnitOfWork

WEEK = timedelta(days=7)
MONDAY = 0
LASTS = timedelta(days=1)
"""A Monday digest that a bot that was down could not write until then is not news any more."""
AT_ONCE = 100
REPORTS_LOOKED_AT = 100
"""Of one resident, the latest."""
DISTRICTS = 3
"""Those where a resident has reported most."""


class Digest:
    """A job of the scheduler; it opens its own units of work."""

    def __init__(self, *, city: City, begin: Callable[[], UnitOfWork], notifier: Notifier, clock: Clock) -> None:
        self._city = city
        self._begin = begin
        self._notifier = notifier
        self._clock = clock
        self._written_for = ""

    async def write(self) -> int:
        """Queue this week's digests, once each; how many. Does nothing on other days."""
        now = self._clock()
        week = self._week(now)
        if week is None or week == self._written_for:
            return 0
        written, after, uow = 0, 0, self._begin()
        async with uow.reading():
            districts = await uow.figures.districts(now - WEEK, now)
        while True:
            async with uow.reading():
                readers = await uow.residents.wanting_digest(after=after, limit=AT_ONCE)
                notices = [await self._digest(reader, week, districts, uow) for reader in readers]
            async with uow:
                written += await uow.notices.add([notice for notice in notices if notice is not None])
                await uow.commit()
            if len(readers) < AT_ONCE:
                break
            after = readers[-1].id
        self._written_for = week
        return written

    def _week(self, now: datetime) -> str | None:
        """The ISO week whose digest is due, for instance "2026-W48"."""
        began = self._city.start_of_day(now - timedelta(hours=REMINDER_HOUR))
        monday = began - timedelta(days=began.weekday())
        due = monday.replace(hour=REMINDER_HOUR)
        return due.strftime("%G-W%V") if due <= now < due + LASTS else None

    async def _digest(
        self, reader: Resident, week: str, districts: Mapping[str, DistrictFigures], uow: UnitOfWork
    ) -> NewNotice | None:
        reports = await uow.reports.of_resident(reader.id, offset=0, limit=REPORTS_LOOKED_AT)
        payload = self._payload(reports, districts)
        if not payload:
            return None
        return self._notifier.notice(reader, NoticeKind.DIGEST, f"digest:{week}", payload, now=self._clock())

    def _payload(self, reports: Sequence[Report], districts: Mapping[str, DistrictFigures]) -> Payload:
        """Empty when there is nothing to say."""
        now = self._clock()
        waiting = sum(1 for report in reports if report.turn is Turn.VERDICT and not _is_over(report, now))
        answered = sum(1 for report in reports if self._was_answered(report, since=now - WEEK))
        near = Counter(report.place.district for report in reports if report.place.district)
        around = [(name, districts[name]) for name, _ in near.most_common(DISTRICTS) if name in districts]
        if not (waiting or answered or around):
            return {}
        payload: dict[str, str | int | None] = {"waiting": waiting, "answered": answered}
        for place, (name, figures) in enumerate(around):
            payload |= {
                f"district_{place}": name,
                f"filed_{place}": figures.filed,
                f"answered_{place}": figures.answered,
            }
        return payload

    def _was_answered(self, report: Report, *, since: datetime) -> bool:
        """The answer published last is of this week: `verdict_due` is so many days after it."""
        if report.verdict_due is None:
            return report.answered_at is not None and report.answered_at >= since
        return report.verdict_due >= self._city.verdict_due(since)


def _is_over(report: Report, now: datetime) -> bool:
    return report.verdict_due is not None and now > report.verdict_due
