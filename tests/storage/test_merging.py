"""Two residents become one: nothing of the one who goes is lost, and nothing is there twice."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Column, func, select

from bot.domain.areas import NewArea
from bot.domain.broadcasts import Audience, NewBroadcast
from bot.domain.drafts import Card, CardKind, Draft, DraftState
from bot.domain.letters import Letter
from bot.domain.linking import LinkCode
from bot.domain.notices import SendState
from bot.domain.operators import Invitation, Operator, Role
from bot.domain.places import Point
from bot.domain.points import PointsEntry, PointsFor
from bot.domain.residents import Platform, Resident
from storage.database import Database
from storage.merging import referring
from storage.tables import metadata, residents
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, PLACE, draft, event, new_report, notice

LATER = NOW + timedelta(hours=1)
CARD = Card(7, CardKind.TEXT)


@pytest.fixture
async def gone(add_on_max: AddResident) -> Resident:
    return await add_on_max(42)


async def leave_traces(uow: SqlUnitOfWork, person: Resident, hired: Resident) -> None:
    """Something of the person's in every column that can name one.

    Args:
        hired: Whom the person invited.
    """
    report = await uow.reports.add(new_report(person.id))
    await uow.reports.add_event(event(report, 1))
    await uow.reports.follow(report.number, person.id, NOW)
    await uow.drafts.put(draft(person.id, description="яма"))
    await uow.areas.add(
        NewArea(
            resident_id=person.id,
            point=Point(55.75, 37.62),
            address=None,
            radius_m=500,
            at_once=False,
            created_at=NOW,
        )
    )
    await uow.points.book(entry(person, report.number))
    await uow.notices.add([notice(person.id, f"of {person.id}")])
    await uow.letters.add(Letter(resident_id=person.id, at=NOW, words="Спасибо"))
    operator = Operator(resident_id=person.id, name="", role=Role.EDITOR, since=NOW)
    await uow.operators.put(operator, invited_by=hired.id)
    await uow.operators.put(replace(operator, resident_id=hired.id), invited_by=person.id)
    await uow.operators.add_invitation(
        Invitation(
            code_hash=str(person.id),
            role=Role.EDITOR,
            agency_id=None,
            invited_by=person.id,
            created_at=NOW,
            expires_at=LATER,
        )
    )
    await uow.broadcasts.add(
        NewBroadcast(
            words="Праздник",
            audience=Audience.ALL,
            of="",
            operator_id=person.id,
            chat_id=person.id,
            message_id=1,
            total=1,
            created_at=NOW,
        )
    )
    await uow.switches.put(f"topic {person.id}", True, by=person.id, at=NOW)
    await uow.link_codes.put(
        LinkCode(
            code_hash=str(person.id),
            resident_id=person.id,
            platform=person.platform,
            created_at=NOW,
            expires_at=LATER,
        )
    )


def entry(person: Resident, number: int) -> PointsEntry:
    return PointsEntry(resident_id=person.id, number=number, what_for=PointsFor.REPORT, amount=10, at=NOW)


async def count(database: Database, column: "Column[int]", person: Resident) -> int:
    async with database.reading() as connection:
        found = await connection.execute(select(func.count()).where(column == person.id))
    return found.scalar_one()


async def test_everything_that_names_a_person_names_the_one_who_stays(
    database: Database, uow: SqlUnitOfWork, resident: Resident, gone: Resident, add_resident: AddResident
) -> None:
    """Asked of the tables themselves: a new one that names residents fails here until it has a trace."""
    columns = [
        column
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column is residents.c.id for key in column.foreign_keys)
    ]
    assert set(referring()) == set(columns)
    hired = [await add_resident(number) for number in (100, 101)]
    async with uow:
        for person, operator in zip((resident, gone), hired, strict=True):
            await leave_traces(uow, person, operator)
        await uow.commit()
    for column in columns:
        assert await count(database, column, gone) >= 1, f"no trace in {column}"
        assert await count(database, column, resident) >= 1, f"no trace in {column}"
    async with uow:
        await uow.residents.merge(resident.id, gone.id)
        await uow.commit()
    once = {"operators.resident_id", "link_codes.resident_id"}  # a role and a code are not added up
    for column in columns:
        assert await count(database, column, gone) == 0, column
        expected = 1 if str(column) in once else 2
        assert await count(database, column, resident) == expected, column
    async with uow.reading():
        assert await uow.residents.get(gone.id) is None
        assert await uow.residents.get(resident.id) == resident


async def test_what_both_have_is_there_once(uow: SqlUnitOfWork, resident: Resident, gone: Resident) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        for person in (resident, gone):
            await uow.reports.follow(report.number, person.id, NOW)
            await uow.points.book(entry(person, report.number))
            await uow.notices.add([notice(person.id, "same"), notice(person.id, f"of {person.id}")])
        await uow.residents.merge(resident.id, gone.id)
        assert await uow.points.balance(resident.id) == 10
        assert await uow.reports.recipients(report.number) == [resident]
        found = await uow.notices.due(NOW, 9, platform=Platform.TELEGRAM)
        assert sorted(one.key for one, _ in found) == [f"of {resident.id}", f"of {gone.id}", "same"]


async def test_notices_go_where_the_one_who_stays_is_written_to(
    uow: SqlUnitOfWork, resident: Resident, gone: Resident
) -> None:
    async with uow:
        await uow.notices.add([notice(gone.id, "sent"), notice(gone.id, "queued")])
        sent = next(one for one, _ in await uow.notices.due(NOW, 9, platform=Platform.MAX) if one.key == "sent")
        await uow.notices.record(sent.id, SendState.SENT, at=NOW)
        await uow.residents.merge(resident.id, gone.id)
        ((queued, person),) = await uow.notices.due(NOW, 9, platform=Platform.TELEGRAM)
        assert (queued.key, person) == ("queued", resident)
        assert await uow.notices.due(NOW, 9, platform=Platform.MAX) == []


async def test_of_two_current_drafts_the_one_that_stays_is_current(
    uow: SqlUnitOfWork, resident: Resident, gone: Resident
) -> None:
    kept = draft(resident.id, description="яма", card=CARD)
    other = draft(gone.id, description="фонарь", card=CARD)
    async with uow:
        await uow.drafts.put(kept)
        await uow.drafts.put(other)
        await uow.residents.merge(resident.id, gone.id)
        assert await uow.drafts.current(resident.id) == replace(
            kept, card=replace(CARD, platform=Platform.TELEGRAM)
        )
        aside = replace(other, resident_id=resident.id, state=DraftState.SET_ASIDE, card=None)
        assert await uow.drafts.set_aside(resident.id) == [aside]


async def test_the_only_current_draft_stays_current_and_its_card_where_it_is(
    uow: SqlUnitOfWork, resident: Resident, gone: Resident
) -> None:
    other = draft(gone.id, place=PLACE, card=CARD)
    aside = draft(gone.id, topic_id="lamps", state=DraftState.SET_ASIDE)
    async with uow:
        await uow.drafts.put(other)
        await uow.drafts.put(aside)
        await uow.residents.merge(resident.id, gone.id)
        card = replace(CARD, platform=Platform.MAX)
        assert await uow.drafts.current(resident.id) == replace(other, resident_id=resident.id, card=card)
        assert await uow.drafts.set_aside(resident.id) == [replace(aside, resident_id=resident.id)]


async def test_a_draft_in_which_nothing_was_said_goes(
    uow: SqlUnitOfWork, resident: Resident, gone: Resident
) -> None:
    empty: Draft = draft(gone.id, card=CARD)
    async with uow:
        await uow.drafts.put(empty)
        await uow.residents.merge(resident.id, gone.id)
        assert await uow.drafts.get(UUID(int=empty.id.int)) is None


async def test_a_role_comes_along(uow: SqlUnitOfWork, resident: Resident, gone: Resident) -> None:
    operator = Operator(resident_id=gone.id, name="", role=Role.AGENCY, agency_id="roads", since=NOW)
    async with uow:
        await uow.operators.put(operator, invited_by=gone.id)
        await uow.residents.merge(resident.id, gone.id)
        assert await uow.operators.of(resident.id) == replace(
            operator, resident_id=resident.id, name=resident.name
        )
