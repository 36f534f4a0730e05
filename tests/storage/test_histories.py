from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.answers import AnswerKind
from bot.domain.operators import Role
from bot.domain.reports import EventKind, Status
from bot.domain.residents import Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, event, new_report, photo


async def test_history_is_oldest_first_with_photos(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        lines = [
            event(report, 1),
            event(
                report,
                2,
                kind=EventKind.ANSWER_PREPARED,
                from_status=Status.IN_WORK,
                to_status=Status.IN_WORK,
                resident_id=None,
                role=Role.AGENCY,
                agency_id="roads",
                words="Заделали",
                answer_kind=AnswerKind.PROMISE,
                until=date(2026, 6, 1),
                photos=(photo("c"), photo("d", file_id="AgAC")),
            ),
            event(report, 3, kind=EventKind.REJECTED, reason_id="not-ours", about=2, at=NOW - timedelta(days=1)),
        ]
        for line in reversed(lines):
            await uow.reports.add_event(line)
        await uow.commit()
    async with reader.reading():
        assert await reader.reports.history(report.number) == lines
        assert await reader.reports.history(report.number + 1) == []
        assert await reader.reports.event(report.number, 2) == lines[1]
        assert await reader.reports.event(report.number, 4) is None
        stored = await reader.reports.get(report.number)
        assert stored == report  # photos of an answer are not the report's


async def test_a_line_of_history_is_there_once(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        await uow.reports.add_event(event(report, 1))
        with pytest.raises(IntegrityError):
            await uow.reports.add_event(event(report, 1, words="ещё раз"))


async def test_photos_are_attached_to_a_line_of_history(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        other = await uow.reports.add(new_report(resident.id))
        refuted = event(report, 1, kind=EventKind.REFUTED, photos=(photo("c"),))
        for line in (refuted, event(other, 1)):
            await uow.reports.add_event(line)
        await uow.reports.add_event_photo(report.number, 1, photo("d"))
        await uow.reports.add_event_photo(other.number, 1, photo("e"))
        assert await uow.reports.event(report.number, 1) == replace(refuted, photos=(photo("c"), photo("d")))
        assert await uow.reports.event(other.number, 1) == event(other, 1, photos=(photo("e"),))
        assert await uow.photos.used_among([photo("d").key, photo("f").key]) == {photo("d").key}


async def test_a_photo_has_one_owner(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        with pytest.raises(IntegrityError):
            await uow.reports.add_event_photo(1, 1, photo("c"))


async def test_the_author_is_told_first_then_the_followers(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    early, late = await add_resident(43), await add_resident(44)
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        other = await uow.reports.add(new_report(resident.id))
        for follower, hour in ((late, 2), (resident, 0), (early, 1), (late, 0)):
            await uow.reports.follow(report.number, follower.id, NOW + timedelta(hours=hour))
        await uow.commit()
    async with reader.reading():
        assert await reader.reports.recipients(report.number) == [resident, early, late]
        assert await reader.reports.recipients(other.number) == [resident]
        assert await reader.reports.recipients(other.number + 1) == []
