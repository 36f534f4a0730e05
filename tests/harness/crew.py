"""One person of each role, stored, for tests of what operators may."""

from dataclasses import dataclass

from bot.domain.city import City
from bot.domain.operators import Operator, Role
from bot.domain.residents import Platform, Resident
from bot.services.staff import Staff
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import Hands

AGENCY = "avd"


@dataclass(frozen=True, slots=True)
class Crew:
    """Operators by role, a resident, and who knows which is which."""

    staff: Staff
    people: dict[Role, Resident]
    resident: Resident

    def __getitem__(self, role: Role) -> Resident:
        return self.people[role]


async def hire_crew(database: Database, city: City, clock: Hands) -> Crew:
    people: dict[Role, Resident] = {}
    async with SqlUnitOfWork(database) as uow:
        for number, name in enumerate([*Role, "resident"], 1):
            person = await uow.residents.add(
                platform=Platform.TELEGRAM,
                user_id=number,
                chat_id=number,
                name=f"person {number}",
                locale="ru",
                created_at=clock(),
            )
            if name == "resident":
                resident = person
                continue
            role = Role(name)
            people[role] = person
            if role is not Role.OWNER:
                operator = Operator(
                    resident_id=person.id,
                    name=person.name,
                    role=role,
                    agency_id=AGENCY if role is Role.AGENCY else None,
                    since=clock(),
                )
                await uow.operators.put(operator, invited_by=people[Role.OWNER].id)
        await uow.commit()
    staff = Staff(owners=frozenset({(Platform.TELEGRAM, 1)}), city=city, clock=clock)
    return Crew(staff, people, resident)
