"""A move of a report with everything that goes with it, in one transaction.

The one way a stored report changes: the life cycle decides, the history grows by one line, author and followers
are told, the operators' card is marked as out of date, points are booked.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.deeds import RULE, Actor, Deed, Refused, Why, author, carry_out
from bot.domain.life_cycle import move
from bot.domain.points import PointsEntry, PointsFor
from bot.domain.reports import EventKind, NewReport, Report, ReportEvent
from bot.errors import MovedAlready, MoveRefused, NotTheirs
from bot.services.notifier import NO_WAIT, Notifier
from bot.services.ports import Clock, UnitOfWork

_VERDICTS = frozenset({EventKind.CONFIRMED, EventKind.REFUTED, EventKind.REFUTED_AGAIN})


class Moving:
    """Makes moves; the caller has entered the unit of work and commits."""

    def __init__(self, *, city: City, notifier: Notifier, clock: Clock, has_group: bool = True) -> None:
        self._city = city
        self._notifier = notifier
        self._clock = clock
        self._has_group = has_group

    async def file(self, new: NewReport, uow: UnitOfWork) -> Report:
        """Store a new report with the first line of its history.

        Raises:
            AlreadyFiled: A report of this draft exists.
        """
        first = move(EventKind.FILED, None)
        if first is None or new.status is not first.target:
            raise ValueError(f"a report does not begin as {new.status}")
        report = await uow.reports.add(new)
        await uow.reports.add_event(
            ReportEvent(
                number=report.number,
                seq=1,
                at=new.created_at,
                kind=EventKind.FILED,
                from_status=None,
                to_status=new.status,
                resident_id=new.resident_id,
                agency_id=new.agency_id,
            )
        )
        await self.mark_card(report.number, new.created_at, uow)
        return report

    async def make(
        self, report: Report, deed: Deed, uow: UnitOfWork, *, told_after: timedelta = NO_WAIT
    ) -> Report:
        """Carry out a deed on a report that was read in this transaction.

        Args:
            told_after: How long the news waits for what still belongs to it.

        Raises:
            MovedAlready: The table has no such move from where the report is; says who moved it and when.
            NotTheirs: It is not this actor's to do.
            MoveRefused: Something is missing.
        """
        moved, event = await self.check(report, deed, uow)
        await uow.reports.put(moved, version=report.events)
        await uow.reports.add_event(event)
        await self._notifier.tell(moved, event, uow, was_with=report.agency_id, after=told_after)
        await self.mark_card(report.number, event.at, uow)
        await self._book(moved, event, uow, told_after)
        return moved

    async def check(self, report: Report, deed: Deed, uow: UnitOfWork) -> tuple[Report, ReportEvent]:
        """What a deed would make of the report, and its line of the history; nothing is written.

        Raises:
            MovedAlready, NotTheirs, MoveRefused: As `make`.
        """
        try:
            return carry_out(report, await self._with_pending(report, deed, uow), self._city, self._clock())
        except Refused as refused:
            match refused.why:
                case Why.NO_SUCH_MOVE:
                    raise await self.moved_already(report, uow) from None
                case Why.NOT_THEIRS:
                    raise NotTheirs from None
                case why:
                    raise MoveRefused(why, number=report.number) from None

    async def make_by_author(self, report: Report, kind: EventKind, uow: UnitOfWork) -> Report:
        """A move of the author's that needs nothing but the author."""
        return await self.make(report, Deed(kind=kind, actor=author(report.resident_id)), uow)

    def publisher(self, report: Report, kind: AnswerKind, actor: Actor) -> Actor | None:
        """Who publishes an answer of this actor at once: they themselves, the rule of the city, or nobody."""
        line = move(EventKind.DEFERRED if kind.has_date else EventKind.ANSWERED, report.status)
        if line is not None and line.by & actor.parties:
            return actor
        return None if self._city.answers_checked else RULE

    async def answer(
        self, report: Report, deed: Deed, uow: UnitOfWork, *, told_after: timedelta = NO_WAIT
    ) -> Report:
        """Prepare an answer, and publish it at once where nobody has to check it.

        Args:
            deed: An `ANSWER_PREPARED`; its actor publishes too if they may, else the rule of the city does.
            told_after: How long the news waits, if the answer is published now.
        """
        prepared = await self.make(report, deed, uow)
        if deed.answer_kind is None:
            return prepared
        publisher = self.publisher(report, deed.answer_kind, deed.actor)
        if publisher is None:
            return prepared
        kind = EventKind.DEFERRED if deed.answer_kind.has_date else EventKind.ANSWERED
        return await self.make(prepared, Deed(kind=kind, actor=publisher), uow, told_after=told_after)

    async def publish_answer(self, report: Report, actor: Actor, uow: UnitOfWork) -> Report:
        """Publish the prepared answer: the report is answered, or deferred when the answer names a date."""
        prepared = await uow.reports.event(report.number, report.pending) if report.pending else None
        dated = prepared is not None and prepared.answer_kind is not None and prepared.answer_kind.has_date
        return await self.make(
            report, Deed(kind=EventKind.DEFERRED if dated else EventKind.ANSWERED, actor=actor), uow
        )

    async def mark_card(self, number: int, at: datetime, uow: UnitOfWork) -> None:
        """As out of date; where there is no group nothing is marked, or a later one would get years of cards."""
        if self._has_group:
            await uow.group_cards.want(number, at)

    async def _with_pending(self, report: Report, deed: Deed, uow: UnitOfWork) -> Deed:
        """The deed with kind and date of the prepared answer it publishes."""
        if deed.kind not in (EventKind.ANSWERED, EventKind.DEFERRED) or report.pending is None:
            return deed
        prepared = await uow.reports.event(report.number, report.pending)
        if prepared is None:
            return deed
        return replace(deed, pending_kind=prepared.answer_kind, pending_until=prepared.until)

    async def moved_already(self, report: Report, uow: UnitOfWork) -> MovedAlready:
        """The failure that says who moved the report last, and when."""
        last = await uow.reports.event(report.number, report.events)
        person = None
        if last is not None and last.resident_id is not None and last.role is not None:
            person = await uow.residents.get(last.resident_id)
        return MovedAlready(report=report, last=last, who=person.name if person else None)

    async def _book(self, report: Report, event: ReportEvent, uow: UnitOfWork, told_after: timedelta) -> None:
        """Points: for a shortcoming that the service agrees with, and for saying whether the answer is true."""
        if event.kind in (EventKind.ANSWERED, EventKind.DEFERRED):
            what_for = PointsFor.REPORT
            if event.answer_kind is None or not event.answer_kind.confirms_shortcoming:
                return
        elif event.kind in _VERDICTS:
            what_for = PointsFor.VERDICT
        else:
            return
        amount = self._city.points.get(what_for, 0)
        person = await uow.residents.get(report.resident_id)
        if not amount or person is None:
            return
        entry = PointsEntry(
            resident_id=person.id, number=report.number, what_for=what_for, amount=amount, at=event.at
        )
        if await uow.points.book(entry):
            await self._notifier.tell_points(entry, person, uow, after=told_after)
