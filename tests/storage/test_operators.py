from dataclasses import replace
from datetime import timedelta

from bot.domain.operators import Invitation, Operator, Role
from bot.domain.residents import Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW


def operator(person: Resident, role: Role, agency_id: str | None = None) -> Operator:
    return Operator(resident_id=person.id, name=person.name, role=role, agency_id=agency_id, since=NOW)


async def test_operators_are_kept_and_listed_by_role_and_name(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    people = [await add_resident(number) for number in range(100, 104)]
    names = ["Яна", "Борис", "Вера", "Анна"]
    async with uow:
        people = [replace(person, name=name) for person, name in zip(people, names, strict=True)]
        for person in people:
            await uow.residents.update(person)
        roles = [(Role.AGENCY, "roads"), (Role.AGENCY, "lamps"), (Role.EDITOR, None), (Role.ANALYST, None)]
        yana, boris, vera, anna = [operator(one, *role) for one, role in zip(people, roles, strict=True)]
        for one in (yana, boris, vera, anna):
            await uow.operators.put(one, invited_by=resident.id)
        await uow.commit()
    async with reader.reading():
        assert await reader.operators.all() == [vera, boris, yana, anna]
        assert await reader.operators.of(yana.resident_id) == yana
        assert await reader.operators.of(resident.id) is None
        assert await reader.operators.working_for(Role.AGENCY, None) == [boris, yana]
        assert await reader.operators.working_for(Role.AGENCY, "roads") == [yana]
        assert await reader.operators.working_for(Role.CONTROL, None) == []


async def test_a_person_has_one_role(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        await uow.operators.put(operator(resident, Role.AGENCY, "roads"), invited_by=resident.id)
        await uow.operators.put(operator(resident, Role.EDITOR), invited_by=resident.id)
        assert await uow.operators.all() == [operator(resident, Role.EDITOR)]
        assert await uow.operators.remove(resident.id)
        assert not await uow.operators.remove(resident.id)
        assert await uow.operators.all() == []


async def test_an_invitation_is_taken_once(uow: SqlUnitOfWork, resident: Resident) -> None:
    invitation = Invitation(
        code_hash="a" * 64,
        role=Role.AGENCY,
        agency_id="roads",
        invited_by=resident.id,
        created_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    later = replace(invitation, code_hash="b" * 64, agency_id=None, expires_at=NOW + timedelta(days=2))
    async with uow:
        await uow.operators.add_invitation(invitation)
        assert await uow.operators.take_invitation("c" * 64) is None
        assert await uow.operators.take_invitation(invitation.code_hash) == invitation
        assert await uow.operators.take_invitation(invitation.code_hash) is None
        await uow.operators.add_invitation(invitation)
        await uow.operators.add_invitation(later)
        assert await uow.operators.remove_invitations(later.expires_at) == 1
        assert await uow.operators.take_invitation(later.code_hash) == later
