"""The weekly digest, for those who switched it on: what waits for them, what came, what happened around.

Who follows a place by the week has asked for its news with that: they come in the digest or, to somebody who has
not switched it on, alone. It goes on Monday morning and says nothing at all to somebody for whom the week brought
nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.areas import Happening
from bot.domain.city import City
from bot.domain.figures import DistrictFigures
from bot.domain.notices import NewNotice, NoticeKind, Payload, Switch
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
LATEST_OF_AREA = 3
LOOKED_AT = 1000
"""News of an area and its surroundings in a week; the middle of the city has some hundred."""
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
        payload = await self._of_areas(reader, uow) if reader.wants(Switch.AREAS) else {}
        kind = NoticeKind.AREA_DIGEST
        if reader.wants(Switch.DIGEST):
            kind = NoticeKind.DIGEST
            reports = await uow.reports.of_resident(reader.id, offset=0, limit=REPORTS_LOOKED_AT)
            payload = {**payload, **self._payload(reports, districts)}
        if not payload:
            return None
        return self._notifier.notice(reader, kind, f"digest:{week}", payload, now=self._clock())

    async def _of_areas(self, reader: Resident, uow: UnitOfWork) -> Payload:
        """What happened in the places that the reader follows by the week; those where nothing did are left out.

        Of each area its number, name and kind, how many reports were new and how many solved, and the latest.
        """
        payload: dict[str, str | int | None] = {}
        areas = [area for area in await uow.areas.of_resident(reader.id) if not area.at_once]
        since, place = self._clock() - WEEK, 0
        for area in areas:
            news = await uow.areas.news(area, since=since, limit=LOOKED_AT)
            if not news:
                continue
            counts = Counter(one.happening for one in news)
            payload |= {
                f"area_{place}": area.id,
                f"area_name_{place}": area.address,
                f"area_point_{place}": f"{area.point.lat:.5f}, {area.point.lon:.5f}",
                f"area_house_{place}": int(area.is_house),
                f"area_new_{place}": counts[Happening.NEW],
                f"area_solved_{place}": counts[Happening.SOLVED],
                f"area_latest_{place}": " ".join(
                    f"{one.happening.value}:{one.number}:{one.topic_id}" for one in news[:LATEST_OF_AREA]
                ),
            }
            place += 1
        return payload

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
