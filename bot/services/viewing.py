"""What an operator looks at: the queue, what is overdue, a report with all that its card shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.operators import Operator, Right, Role
from bot.domain.photos import Photo
from bot.domain.places import Point
from bot.domain.reports import EventKind, Report, ReportEvent, Turn
from bot.domain.residents import Resident
from bot.errors import NotTheirs, ReportUnknown
from bot.services.ports import Clock, UnitOfWork
from bot.services.staff import Staff

PAGE = 10
COUNTED = 1000
"""Counting ends here: more than this many is «1000+», however many there are."""
NEARBY_M = 250.0

QUEUES: Mapping[Role, tuple[Turn, ...]] = {
    Role.OWNER: (Turn.REFUTATION, Turn.APPROVAL, Turn.DISPUTE, Turn.CONTROL, Turn.MODERATION),
    Role.EDITOR: (Turn.REFUTATION, Turn.APPROVAL, Turn.DISPUTE, Turn.MODERATION),
    Role.AGENCY: (Turn.AGENCY,),
    Role.CONTROL: (Turn.CONTROL,),
    Role.ANALYST: (),
}
"""Whose move a role waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskReport:
    """A report with what its card in the desk says.

    Attributes:
        author: The author's name in the messenger; the card shortens it.
        nearby: Earlier reports around the place.
        last: The last line of the history, and who made it if an operator did.
        pending: The prepared answer that waits.
        answer: The answer published last.
        objection: The author's last refutation, or the agency's dispute, while it waits for somebody.
        viewer: Who looks, in private; None where everybody sees the same.
    """

    report: Report
    author: str
    nearby: int
    last: ReportEvent | None = None
    last_by: str | None = None
    pending: ReportEvent | None = None
    answer: ReportEvent | None = None
    objection: ReportEvent | None = None
    viewer: Operator | None = None

    @property
    def photos(self) -> tuple[Photo, ...]:
        """What there is to look at: of the report, of its answer, of what is said against the answer."""
        events = (self.pending or self.answer, self.objection)
        return (*self.report.photos, *(photo for event in events if event for photo in event.photos))


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A page of reports that wait.

    Attributes:
        counts: How many wait at each turn of this operator, counted to `COUNTED`.
        has_next: There is a page after this one.
    """

    reports: Sequence[Report]
    counts: Mapping[Turn, int]
    turn: Turn | None
    page: int
    has_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverduePage:
    reports: Sequence[Report]
    count: int
    page: int
    has_next: bool


class Viewing:
    """Looks for operators; changes nothing."""

    def __init__(self, *, staff: Staff, clock: Clock) -> None:
        self._staff = staff
        self._clock = clock

    async def report(self, person: Resident, number: int, uow: UnitOfWork) -> DeskReport:
        """A report as the desk shows it.

        Raises:
            NotAnOperator, NotAllowed, ReportUnknown, NotTheirs: Why not.
        """
        async with uow.reading():
            operator = await self._staff.require(person, Right.SEE_REPORTS, uow)
            found = await self.whole(number, uow)
        if found is None:
            raise ReportUnknown(number=str(number))
        if not found.report.is_business_of(operator):
            raise NotTheirs
        return replace(found, viewer=operator)

    async def whole(self, number: int, uow: UnitOfWork) -> DeskReport | None:
        """A report with all its card says, inside an entered unit of work; rights are the caller's to check."""
        report = await uow.reports.get(number)
        if report is None:
            return None
        author = await uow.residents.get(report.resident_id)
        point = Point(report.place.lat, report.place.lon)
        last = await uow.reports.event(number, report.events)
        return DeskReport(
            report=report,
            author=author.name if author else "",
            nearby=await uow.reports.nearby_count(point, NEARBY_M, before=number),
            last=last,
            last_by=await self._who(last, uow),
            pending=await uow.reports.event(number, report.pending) if report.pending else None,
            answer=await uow.reports.event(number, report.answer) if report.answer else None,
            objection=await self._objection(report, uow),
        )

    async def history(
        self, person: Resident, number: int, uow: UnitOfWork
    ) -> Sequence[tuple[ReportEvent, str | None]]:
        """Every line of a report's history with the name of the operator who made it.

        Raises:
            NotAnOperator, NotAllowed, ReportUnknown, NotTheirs: Why not.
        """
        async with uow.reading():
            operator = await self._staff.require(person, Right.SEE_REPORTS, uow)
            report = await uow.reports.get(number)
            if report is None:
                raise ReportUnknown(number=str(number))
            if not report.is_business_of(operator):
                raise NotTheirs
            events = await uow.reports.history(number)
            return [(event, await self._who(event, uow)) for event in events]

    async def queue(self, person: Resident, turn: Turn | None, page: int, uow: UnitOfWork) -> QueuePage:
        """A page of what waits for this operator, the most urgent first.

        Args:
            turn: Only those at this turn; None for all that are this role's.

        Raises:
            NotAnOperator, NotAllowed: Why not.
        """
        page = max(page, 0)
        async with uow.reading():
            operator = await self._staff.require(person, Right.SEE_REPORTS, uow)
            turns = QUEUES[operator.role]
            wanted = [turn] if turn in turns else turns
            counts = await uow.reports.queue_count(turns, agency_id=_agency(operator), at_most=COUNTED)
            found = await uow.reports.queue(
                wanted, agency_id=_agency(operator), offset=page * PAGE, limit=PAGE + 1
            )
        return QueuePage(
            reports=found[:PAGE],
            counts=counts,
            turn=turn if turn in turns else None,
            page=page,
            has_next=len(found) > PAGE,
        )

    async def overdue(self, person: Resident, page: int, uow: UnitOfWork) -> OverduePage:
        """A page of reports whose answer is late, the latest first.

        Raises:
            NotAnOperator, NotAllowed: Why not.
        """
        now, page = self._clock(), max(page, 0)
        async with uow.reading():
            operator = await self._staff.require(person, Right.SEE_REPORTS, uow)
            count = await uow.reports.overdue_count(now, agency_id=_agency(operator), at_most=COUNTED)
            found = await uow.reports.overdue(now, agency_id=_agency(operator), offset=page * PAGE, limit=PAGE + 1)
        return OverduePage(reports=found[:PAGE], count=count, page=page, has_next=len(found) > PAGE)

    async def _who(self, event: ReportEvent | None, uow: UnitOfWork) -> str | None:
        if event is None or event.resident_id is None or event.role is None:
            return None
        person = await uow.residents.get(event.resident_id)
        return person.name if person else None

    async def _objection(self, report: Report, uow: UnitOfWork) -> ReportEvent | None:
        """What the author or the agency said against it: the latest line that did."""
        if report.turn not in (Turn.REFUTATION, Turn.DISPUTE, Turn.CONTROL):
            return None
        said = [event for event in await uow.reports.history(report.number) if event.kind in OBJECTIONS]
        return said[-1] if said else None


OBJECTIONS = frozenset({EventKind.REFUTED, EventKind.REFUTED_AGAIN, EventKind.REFUTED_IN_VAIN, EventKind.DISPUTED})


def _agency(operator: Operator) -> str | None:
    return operator.agency_id if operator.role is Role.AGENCY else None
