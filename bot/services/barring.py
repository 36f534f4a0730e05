"""Who may not send reports: an editor names a report, and its author is barred or let in again."""

import structlog

from bot.domain.operators import Operator, Right
from bot.domain.residents import Resident
from bot.errors import OperatorNotBarred, ReportUnknown
from bot.services.ports import Clock, UnitOfWork
from bot.services.staff import Staff

log = structlog.get_logger(__name__)

LONGEST_REASON = 200


class Barring:
    """Bars and unbars; a barred resident keeps drafts and reports, and can write to the editors."""

    def __init__(self, *, staff: Staff, clock: Clock) -> None:
        self._staff = staff
        self._clock = clock

    async def ban(self, person: Resident, number: int, reason: str, uow: UnitOfWork) -> bool:
        """Keep the author of a report from sending more; False if they are barred already.

        Args:
            reason: For the log: an operator's words, not a resident's.

        Raises:
            NotAnOperator, NotAllowed, ReportUnknown: Why not.
            OperatorNotBarred: The author works for the city.
        """
        return await self._set(person, number, uow, is_banned=True, reason=reason)

    async def unban(self, person: Resident, number: int, uow: UnitOfWork) -> bool:
        """Let the author of a report send again; False if nothing kept them from it.

        Raises:
            NotAnOperator, NotAllowed, ReportUnknown: Why not.
        """
        return await self._set(person, number, uow, is_banned=False)

    async def check(self, person: Resident, number: int, uow: UnitOfWork) -> None:
        """Whether this person may bar the author of this report.

        Raises:
            NotAnOperator, NotAllowed, ReportUnknown, OperatorNotBarred: Why not.
        """
        async with uow.reading():
            await self._author(person, number, uow, is_banned=True)

    async def _author(
        self, person: Resident, number: int, uow: UnitOfWork, *, is_banned: bool
    ) -> tuple[Operator, Resident]:
        operator = await self._staff.require(person, Right.BAN, uow)
        report = await uow.reports.get(number)
        author = await uow.residents.get(report.resident_id) if report else None
        if author is None:
            raise ReportUnknown(number=str(number))
        if is_banned and await self._staff.of(author, uow) is not None:
            raise OperatorNotBarred(number=str(number))
        return operator, author

    async def _set(
        self, person: Resident, number: int, uow: UnitOfWork, *, is_banned: bool, reason: str = ""
    ) -> bool:
        async with uow:
            operator, author = await self._author(person, number, uow, is_banned=is_banned)
            if (author.banned_at is not None) is is_banned:
                return False
            await uow.residents.set_banned(author.id, self._clock() if is_banned else None)
            await uow.commit()
        log.warning(
            "resident banned" if is_banned else "resident unbanned",
            resident_id=author.id,
            number=number,
            by=operator.resident_id,
            reason=reason[:LONGEST_REASON],
        )
        return True
