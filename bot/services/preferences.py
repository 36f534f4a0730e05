"""What a resident wants to hear of, kind by kind, and whether answers may come at night."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.notices import Switch
from bot.domain.residents import Account, Resident
from bot.errors import NotAnOperator
from bot.services.ports import UnitOfWork
from bot.services.staff import Staff


class Preferences:
    """Each call says how it shall be, so that a press that comes twice changes nothing."""

    def __init__(self, *, staff: Staff) -> None:
        self._staff = staff

    async def switches(self, person: Resident, uow: UnitOfWork) -> Sequence[Switch]:
        """Those that are the person's to switch: work comes to operators only."""
        async with uow.reading():
            works = await self._staff.of(person, uow) is not None
        return [switch for switch in Switch if works or switch is not Switch.WORK]

    async def accounts(self, person: Resident, uow: UnitOfWork) -> Sequence[Account]:
        """The person's, more than one if they are linked."""
        async with uow.reading():
            return await uow.residents.accounts(person.id)

    async def switch(self, person: Resident, switch: Switch, *, on: bool, uow: UnitOfWork) -> Resident:
        """
        Raises:
            NotAnOperator: Work is for operators.
        """
        async with uow:
            if switch is Switch.WORK and await self._staff.of(person, uow) is None:
                raise NotAnOperator
            off = person.switched_off - {switch} if on else person.switched_off | {switch}
            return await self._keep(replace(person, switched_off=off), uow)

    async def at_night(self, person: Resident, *, on: bool, uow: UnitOfWork) -> Resident:
        """Answers come at once, or wait for the end of the quiet hours."""
        async with uow:
            return await self._keep(replace(person, at_night=on), uow)

    async def _keep(self, person: Resident, uow: UnitOfWork) -> Resident:
        await uow.residents.update(person)
        await uow.commit()
        return person
