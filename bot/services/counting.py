"""Figures of a period, for those who may see them; an agency's operators see those of their agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.city import City
from bot.domain.figures import DayFigures, Figures
from bot.domain.operators import Operator, Right, Role
from bot.domain.periods import Period
from bot.domain.residents import Resident
from bot.services.ports import Clock, UnitOfWork
from bot.services.staff import Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What `/stats` shows.

    Attributes:
        days: Every day of the period up to today, in order.
        agency_id: Whose figures these are; None for the whole city.
    """

    period: Period
    figures: Figures
    days: Sequence[DayFigures]
    agency_id: str | None


class Counting:
    """Counts; changes nothing."""

    def __init__(self, *, staff: Staff, city: City, clock: Clock) -> None:
        self._staff = staff
        self._city = city
        self._clock = clock

    async def figures(self, person: Resident, period: Period, uow: UnitOfWork) -> Counted:
        """The figures of the reports filed in a period, and what happened on each of its days.

        Raises:
            NotAnOperator, NotAllowed: Why not.
        """
        now, (since, until) = self._clock(), period.moments(self._city.zone)
        offset = now.astimezone(self._city.zone).utcoffset() or timedelta()
        async with uow.reading():
            agency_id = whose(await self._staff.require(person, Right.SEE_FIGURES, uow))
            figures = await uow.figures.figures(since, until, agency_id=agency_id)
            busy = await uow.figures.days(
                since, until, agency_id=agency_id, utc_offset_s=int(offset.total_seconds())
            )
        by_day = {one.day: one for one in busy}
        length = (min(period.last, self._city.today(now)) - period.first).days + 1
        days = (period.first + timedelta(days=place) for place in range(length))
        return Counted(
            period=period,
            figures=figures,
            days=[by_day.get(day) or DayFigures(day, 0, 0) for day in days],
            agency_id=agency_id,
        )


def whose(operator: Operator) -> str | None:
    """The agency that an operator's view is narrowed to; None for those who see all."""
    return operator.agency_id if operator.role is Role.AGENCY else None
