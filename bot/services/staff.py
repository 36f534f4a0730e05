"""Who is an operator, and how somebody becomes one: owners stand in the configuration, the others are invited."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.city import City
from bot.domain.operators import INVITED, Invitation, Operator, Right, Role
from bot.domain.residents import Account, Platform, Resident
from bot.errors import AgencyUnknown, InvitationGone, NotAllowed, NotAnOperator, OperatorUnknown
from bot.services.ports import Clock, UnitOfWork

INVITATION_LASTS = timedelta(days=1)


class Staff:
    """Knows operators; every use case of theirs asks here, on every press and command."""

    def __init__(self, *, owners: frozenset[tuple[Platform, int]], city: City, clock: Clock) -> None:
        self._owners = frozenset(Account(*owner) for owner in owners)
        self._with_owners = frozenset(platform for platform, _ in owners)
        self._city = city
        self._clock = clock

    async def of(self, person: Resident, uow: UnitOfWork) -> Operator | None:
        """The person as an operator, inside an entered unit of work; None for a resident.

        Rights are the person's in every messenger they have an account in.
        """
        if await self._owns(person, uow):
            return Operator(resident_id=person.id, name=person.name, role=Role.OWNER)
        return await uow.operators.of(person.id)

    async def _owns(self, person: Resident, uow: UnitOfWork) -> bool:
        if person.account in self._owners:
            return True
        elsewhere = self._with_owners - {person.platform}  # a person has one account in a messenger
        if not elsewhere:
            return False
        return not self._owners.isdisjoint(await uow.residents.accounts(person.id))

    async def require(self, person: Resident, right: Right | None, uow: UnitOfWork) -> Operator:
        """The person as an operator who may do this, inside an entered unit of work.

        Args:
            right: None where the life cycle decides what the role may do.

        Raises:
            NotAnOperator, NotAllowed: The person may not.
        """
        operator = await self.of(person, uow)
        if operator is None:
            raise NotAnOperator
        if right is not None and not operator.may(right):
            raise NotAllowed
        return operator

    async def invite(self, person: Resident, role: Role, agency_id: str | None, uow: UnitOfWork) -> str:
        """The code of a new invitation, good for one person and one day.

        Args:
            agency_id: For `Role.AGENCY`, whose reports the operator answers.

        Raises:
            NotAnOperator, NotAllowed, AgencyUnknown: Why not.
        """
        code, now = secrets.token_urlsafe(16), self._clock()
        async with uow:
            operator = await self.require(person, Right.MANAGE_OPERATORS, uow)
            if role not in INVITED:
                raise NotAllowed
            if role is not Role.AGENCY:
                agency_id = None
            elif agency_id not in self._city.catalogue.agencies:
                raise AgencyUnknown(agency=agency_id or "")
            await uow.operators.remove_invitations(now)
            await uow.operators.add_invitation(
                Invitation(
                    code_hash=_hash(code),
                    role=role,
                    agency_id=agency_id,
                    invited_by=operator.resident_id,
                    created_at=now,
                    expires_at=now + INVITATION_LASTS,
                )
            )
            await uow.commit()
        return code

    async def accept(self, person: Resident, code: str, uow: UnitOfWork) -> Operator:
        """Make the person what the invitation says; it cannot be used again.

        Raises:
            InvitationGone: Used, expired, or never made, by somebody who is no operator; or by an owner.
        """
        now = self._clock()
        async with uow:
            known = await self.of(person, uow)
            if known is not None and known.role is Role.OWNER:
                raise InvitationGone
            invitation = await uow.operators.take_invitation(_hash(code))
            if invitation is None and known is not None:
                return known  # the same press delivered twice, or the link opened again
            if invitation is None or invitation.expires_at < now:
                raise InvitationGone
            operator = Operator(
                resident_id=person.id,
                name=person.name,
                role=invitation.role,
                agency_id=invitation.agency_id,
                since=now,
            )
            await uow.operators.put(operator, invited_by=invitation.invited_by)
            await uow.commit()
        return operator

    async def all(self, person: Resident, uow: UnitOfWork) -> Sequence[Operator]:
        """Operators besides the owners.

        Raises:
            NotAnOperator, NotAllowed: Only owners see them.
        """
        async with uow.reading():
            await self.require(person, Right.MANAGE_OPERATORS, uow)
            return await uow.operators.all()

    async def remove(self, person: Resident, resident_id: int, uow: UnitOfWork) -> Operator:
        """Make an operator a resident again.

        Raises:
            NotAnOperator, NotAllowed, OperatorUnknown: Why not.
        """
        async with uow:
            await self.require(person, Right.MANAGE_OPERATORS, uow)
            operator = await uow.operators.of(resident_id)
            if operator is None:
                raise OperatorUnknown
            await uow.operators.remove(resident_id)
            await uow.commit()
        return operator


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
