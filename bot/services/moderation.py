"""Moderation: an editor publishes a report, rejects it, or names who answers."""

from bot.domain.deeds import Deed, acting
from bot.domain.operators import Operator
from bot.domain.reports import EventKind, Report, Turn
from bot.domain.residents import Resident
from bot.errors import NotTheirs, ReportUnknown
from bot.services.moving import Moving
from bot.services.ports import UnitOfWork
from bot.services.staff import Staff


class Moderation:
    """What editors do before a service answers; every deed checks the person's rights anew."""

    def __init__(self, *, staff: Staff, moving: Moving) -> None:
        self._staff = staff
        self._moving = moving

    async def publish(self, person: Resident, number: int, uow: UnitOfWork) -> Report:
        """Make the report public and start the clock.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready: Why not; nothing has changed.
        """
        async with uow:
            operator, report = await for_operator(self._staff, person, number, uow)
            moved = await self._moving.make(report, Deed(kind=EventKind.PUBLISHED, actor=acting(operator)), uow)
            await uow.commit()
        return moved

    async def publish_what_waits(self, person: Resident, number: int, uow: UnitOfWork) -> Report:
        """What `/publish` means: the report itself, or the answer that waits on it.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not; nothing has changed.
        """
        async with uow:
            operator, report = await for_operator(self._staff, person, number, uow)
            if report.turn is Turn.APPROVAL:
                moved = await self._moving.publish_answer(report, acting(operator), uow)
            else:
                deed = Deed(kind=EventKind.PUBLISHED, actor=acting(operator))
                moved = await self._moving.make(report, deed, uow)
            await uow.commit()
        return moved

    async def reject(
        self, person: Resident, number: int, uow: UnitOfWork, *, reason_id: str | None = None, words: str = ""
    ) -> Report:
        """Refuse publication, with a reason of the city pack, words, or both.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not; nothing has changed.
        """
        async with uow:
            operator, report = await for_operator(self._staff, person, number, uow)
            deed = Deed(kind=EventKind.REJECTED, actor=acting(operator), reason_id=reason_id, words=words)
            moved = await self._moving.make(report, deed, uow)
            await uow.commit()
        return moved

    async def assign(self, person: Resident, number: int, agency_id: str, uow: UnitOfWork) -> Report:
        """Name the agency that answers; the same one again settles a dispute against it.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not; nothing has changed.
        """
        async with uow:
            operator, report = await for_operator(self._staff, person, number, uow)
            deed = Deed(kind=EventKind.ASSIGNED, actor=acting(operator), agency_id=agency_id)
            moved = await self._moving.make(report, deed, uow)
            await uow.commit()
        return moved


async def for_operator(staff: Staff, person: Resident, number: int, uow: UnitOfWork) -> tuple[Operator, Report]:
    """The person as an operator and a report that is their business, inside an entered unit of work.

    Raises:
        NotAnOperator, ReportUnknown, NotTheirs: Why not.
    """
    operator = await staff.require(person, None, uow)
    report = await uow.reports.get(number)
    if report is None:
        raise ReportUnknown(number=str(number))
    if not report.is_business_of(operator):
        raise NotTheirs
    return operator, report
