"""A resident's points: the balance, and the entries it is the sum of."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.points import PointsEntry
from bot.domain.residents import Resident
from bot.services.ports import UnitOfWork

PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsPage:
    """A page of a resident's entries, the latest first."""

    balance: int
    entries: Sequence[PointsEntry]
    page: int
    has_next: bool


class PointsAccount:
    """Shows points; `Moving` books them."""

    async def page(self, resident: Resident, page: int, uow: UnitOfWork) -> PointsPage:
        """A page by its number from 0; a number past the end gives an empty one."""
        page = max(page, 0)
        async with uow.reading():
            balance = await uow.points.balance(resident.id)
            found = await uow.points.of_resident(resident.id, offset=page * PAGE, limit=PAGE + 1)
        return PointsPage(balance=balance, entries=found[:PAGE], page=page, has_next=len(found) > PAGE)
