"""Checking answers: publish one or send it back, return a report to its service, close it, or pass it on."""

from bot.domain.deeds import Deed, acting
from bot.domain.operators import Role
from bot.domain.reports import EventKind, Report, Turn
from bot.domain.residents import Resident
from bot.services.moderation import for_operator
from bot.services.moving import Moving
from bot.services.ports import UnitOfWork
from bot.services.staff import Staff


class Checking:
    """What editors, the control body and disputing agencies decide; every deed checks the rights anew."""

    def __init__(self, *, staff: Staff, moving: Moving) -> None:
        self._staff = staff
        self._moving = moving

    async def approve(self, person: Resident, number: int, answer: int, uow: UnitOfWork) -> Report:
        """Publish the prepared answer that the operator has read.

        Args:
            answer: Its `seq`: an older card may show one that was sent back since.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not; nothing has changed.
        """
        async with uow:
            operator, report = await for_operator(self._staff, person, number, uow)
            if report.pending is not None and report.pending != answer:
                raise await self._moving.moved_already(report, uow)
            moved = await self._moving.publish_answer(report, acting(operator), uow)
            await uow.commit()
        return moved

    async def ready(self, person: Resident, number: int, kind: EventKind, uow: UnitOfWork) -> Report:
        """The report, if this person may make this move now: before they are asked for words.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not.
        """
        async with uow.reading():
            operator, report = await for_operator(self._staff, person, number, uow)
            await self._moving.check(report, Deed(kind=kind, actor=acting(operator), words="…"), uow)
        return report

    async def decide(self, person: Resident, number: int, kind: EventKind, words: str, uow: UnitOfWork) -> Report:
        """Make a move that needs nothing but words.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not; nothing has changed.
        """
        async with uow:
            operator, report = await for_operator(self._staff, person, number, uow)
            deed = Deed(kind=kind, actor=acting(operator), words=words)
            moved = await self._moving.make(report, deed, uow)
            await uow.commit()
        return moved

    async def give_back(self, person: Resident, number: int, words: str, uow: UnitOfWork) -> Report:
        """What `/return` means for this person and this report.

        An agency says that it is not theirs; an editor sends a prepared answer back; otherwise the report returns
        to its service.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not; nothing has changed.
        """
        async with uow.reading():
            operator, report = await for_operator(self._staff, person, number, uow)
        if operator.role is Role.AGENCY:
            kind = EventKind.DISPUTED
        else:
            kind = EventKind.ANSWER_SENT_BACK if report.turn is Turn.APPROVAL else EventKind.RETURNED
        return await self.decide(person, number, kind, words, uow)
