"""Who is told of a change, of what kind, and when: notices written in the transaction of the change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.areas import news_of
from bot.domain.city import City
from bot.domain.notices import AT_ONCE, UNTIL_NEXT_MOVE, NewNotice, NoticeKind, Payload, Quiet
from bot.domain.operators import Role
from bot.domain.points import PointsEntry
from bot.domain.reports import EventKind, Report, ReportEvent, Status
from bot.domain.residents import Resident
from bot.services.ports import UnitOfWork

NO_WAIT = timedelta()
VERDICT_REMINDER_BEFORE = timedelta(days=3)
REMINDER_HOUR = 10
"""Of the city's day: reminders are for when people can act on them."""

_SAYS: Mapping[EventKind, NoticeKind] = {
    EventKind.PUBLISHED: NoticeKind.PUBLISHED,
    EventKind.REJECTED: NoticeKind.REJECTED,
    EventKind.ASSIGNED: NoticeKind.REASSIGNED,
    EventKind.ANSWERED: NoticeKind.ANSWERED,
    EventKind.DEFERRED: NoticeKind.DEFERRED,
    EventKind.CONFIRMED: NoticeKind.SOLVED,
    EventKind.REFUTED_AGAIN: NoticeKind.CONTROL,
    EventKind.RETURNED: NoticeKind.RETURNED,
    EventKind.CLOSED: NoticeKind.CLOSED,
    EventKind.VERDICT_TIME_OVER: NoticeKind.SOLVED,
    EventKind.OVERDUE: NoticeKind.OVERDUE,
}
"""What residents hear; the other events are between the operators, or the resident's own."""

TOLD_TO_RESIDENTS = frozenset({*_SAYS.values(), NoticeKind.PROMISE_DUE})
"""What a follower is told of, for as long as they follow."""

_WORK = frozenset(
    {
        EventKind.PUBLISHED,
        EventKind.ASSIGNED,
        EventKind.ANSWER_SENT_BACK,
        EventKind.RETURNED,
        EventKind.OVERDUE,
    }
)
"""What the agency's operators hear."""

_BESIDE = frozenset(
    {
        EventKind.PHOTO_ADDED,
        EventKind.ASSIGNED,
        EventKind.DISPUTED,
        EventKind.ANSWER_PREPARED,
        EventKind.ANSWER_SENT_BACK,
        EventKind.OVERDUE,
    }
)
"""What leaves a promised date, or an answer that waits for a verdict, as it was: its reminder still holds."""


class Notifier:
    """Queues notices; nothing is sent here."""

    def __init__(self, *, city: City, quiet: Quiet) -> None:
        self._city = city
        self._quiet = quiet

    async def tell(
        self, report: Report, event: ReportEvent, uow: UnitOfWork, *, was_with: str, after: timedelta = NO_WAIT
    ) -> None:
        """Queue what a change brings: news to author and followers, reminders, work for operators.

        Those who follow the place are told by `area_news`.

        Args:
            was_with: The agency before the change: a dispute settled against it is no news to residents.
            after: How long the news waits for what still belongs to it: the rest of an album.
        """
        if event.kind not in _BESIDE:
            await uow.notices.cancel(report.number, UNTIL_NEXT_MOVE)
        elif event.kind is EventKind.ASSIGNED:
            await uow.notices.cancel(report.number, {NoticeKind.WORK_DUE})
        is_news = event.kind is not EventKind.ASSIGNED or was_with != report.agency_id
        news = await self._news(report, event, uow, after) if is_news else []
        queued = [*news, *await self._work(report, event, uow)]
        if queued:
            await uow.notices.add(queued)
        if (to_neighbours := news_of(report, event)) is not None:
            await uow.areas.note(to_neighbours)

    async def tell_points(
        self, entry: PointsEntry, author: Resident, uow: UnitOfWork, *, after: timedelta
    ) -> None:
        """Queue the news of an entry, not before the news of what it was booked for."""
        key = f"points:{entry.number}:{entry.what_for}"
        payload: Payload = {"number": entry.number, "amount": entry.amount, "what_for": entry.what_for.value}
        at, number = entry.at, entry.number
        told = self.notice(author, NoticeKind.POINTS, key, payload, number=number, now=at, not_before=at + after)
        await uow.notices.add([told])

    async def tell_newcomer(self, report: Report, person: Resident, uow: UnitOfWork, *, now: datetime) -> None:
        """Queue what those who followed before have queued already: the reminder of a promised day."""
        if report.status is not Status.DEFERRED:
            return
        promises = [one for one in await uow.reports.history(report.number) if one.kind is EventKind.DEFERRED]
        for promise in promises[-1:]:
            payload = await self._payload(report, promise, uow)
            reminders = self._reminders(report, promise, [person], payload)
            await uow.notices.add([replace(one, created_at=now) for one in reminders if one.due_at > now])

    def notice(
        self,
        resident: Resident,
        kind: NoticeKind,
        key: str,
        payload: Payload,
        *,
        number: int | None = None,
        now: datetime,
        not_before: datetime | None = None,
    ) -> NewNotice:
        """A notice with the moment it may come: outside the quiet hours, unless it is asked for at once."""
        at_once = kind in AT_ONCE and resident.at_night
        due_at = not_before or now
        return NewNotice(
            resident_id=resident.id,
            kind=kind,
            key=key,
            number=number,
            payload=payload,
            due_at=due_at if at_once else self._quiet.after(due_at),
            created_at=now,
        )

    async def _news(
        self, report: Report, event: ReportEvent, uow: UnitOfWork, after: timedelta
    ) -> list[NewNotice]:
        kind = _SAYS.get(event.kind)
        if kind is None or report.status is Status.MODERATION:
            return []
        people = [one for one in await uow.reports.recipients(report.number) if one.id != event.resident_id]
        if kind is NoticeKind.CONTROL:  # the author refuted, and must be told what comes of it all the same
            people = list(await uow.reports.recipients(report.number))
        payload = await self._payload(report, event, uow)
        key = f"event:{report.number}:{event.seq}"
        at, number = event.at, report.number
        news = [
            self.notice(one, kind, key, payload, number=number, now=at, not_before=at + after) for one in people
        ]
        return [*news, *self._reminders(report, event, people, payload)]

    def _reminders(
        self, report: Report, event: ReportEvent, people: Sequence[Resident], payload: Payload
    ) -> Iterable[NewNotice]:
        key = f"reminder:{report.number}:{event.seq}"
        if event.kind is EventKind.ANSWERED and report.verdict_due is not None:
            at = self._at_reminder_hour(self._city.today(report.verdict_due - VERDICT_REMINDER_BEFORE))
            kind, told = NoticeKind.VERDICT_REMINDER, [one for one in people if one.id == report.resident_id]
        elif event.kind is EventKind.DEFERRED and event.until is not None:
            at, kind, told = self._at_reminder_hour(event.until), NoticeKind.PROMISE_DUE, list(people)
        else:
            return
        if at <= event.at:
            return
        for one in told:
            yield self.notice(one, kind, key, payload, number=report.number, now=event.at, not_before=at)

    async def _work(self, report: Report, event: ReportEvent, uow: UnitOfWork) -> list[NewNotice]:
        """What operators in private chats hear: of work that has come, and of a promised day."""
        found = []
        if event.kind is EventKind.REFUTED_AGAIN:
            found = await self._to_operators(NoticeKind.WORK, Role.CONTROL, None, report, event, uow)
        elif event.kind in _WORK and report.status is not Status.MODERATION:
            found = await self._to_operators(NoticeKind.WORK, Role.AGENCY, report.agency_id, report, event, uow)
        if report.status is Status.DEFERRED and event.kind in (EventKind.DEFERRED, EventKind.ASSIGNED):
            promised = self._at_reminder_hour(self._city.today(report.answer_due))
            if promised > event.at:
                found += await self._to_operators(
                    NoticeKind.WORK_DUE, Role.AGENCY, report.agency_id, report, event, uow, not_before=promised
                )
        return found

    async def _to_operators(
        self,
        kind: NoticeKind,
        role: Role,
        agency_id: str | None,
        report: Report,
        event: ReportEvent,
        uow: UnitOfWork,
        *,
        not_before: datetime | None = None,
    ) -> list[NewNotice]:
        """One for each operator of the role but the one who did it, unless it is for a later day."""
        payload = await self._payload(report, event, uow)
        key = f"{kind.value}:{report.number}:{event.seq}"
        found = []
        for operator in await uow.operators.working_for(role, agency_id):
            person = await uow.residents.get(operator.resident_id)
            if person is not None and (not_before or person.id != event.resident_id):
                found.append(
                    self.notice(
                        person,
                        kind,
                        key,
                        payload,
                        number=report.number,
                        now=event.at,
                        not_before=not_before,
                    )
                )
        return found

    async def _payload(self, report: Report, event: ReportEvent, uow: UnitOfWork) -> Payload:
        """Plain values for the text, as they were at the change; an answer's words are those prepared."""
        said = event
        if event.about is not None and event.kind in (EventKind.ANSWERED, EventKind.DEFERRED):
            said = await uow.reports.event(report.number, event.about) or event
        return {
            "number": report.number,
            "seq": event.seq,
            "event": event.kind.value,
            "topic": report.topic_id,
            "agency": said.agency_id if said is not event else report.agency_id,
            "address": report.place.address,
            "words": said.words,
            "reason": event.reason_id,
            "answer": event.about,
            "answer_kind": said.answer_kind and said.answer_kind.value,
            "answer_due": report.answer_due.isoformat(),
            "verdict_due": None if report.verdict_due is None else report.verdict_due.isoformat(),
            "until": None if event.until is None else event.until.isoformat(),
        }

    def _at_reminder_hour(self, day: date) -> datetime:
        return datetime.combine(day, time(REMINDER_HOUR), self._city.zone)
