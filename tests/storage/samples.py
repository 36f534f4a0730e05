"""Entities to store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.domain.drafts import Draft
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource
from bot.domain.reports import EventKind, NewReport, Report, ReportEvent, Status
from storage.unit_of_work import SqlUnitOfWork

NOW = datetime(2026, 5, 20, 9, 30, 15, 123456, tzinfo=UTC)

PLACE = Place(lat=55.7558, lon=37.6173, source=PlaceSource.VENUE, address="Тверская улица, 1", district="Тверской")


def photo(name: str, **changes: Any) -> Photo:
    return replace(Photo(key=name * 64, width=2048, height=1536, size=400_000), **changes)


def draft(resident_id: int, **changes: Any) -> Draft:
    return replace(Draft(id=uuid4(), resident_id=resident_id, created_at=NOW, updated_at=NOW), **changes)


def new_report(resident_id: int, **changes: Any) -> NewReport:
    made = NewReport(
        draft_id=uuid4(),
        resident_id=resident_id,
        topic_id="road-potholes",
        agency_id="roads",
        place=PLACE,
        description="Яма на дороге",
        status=Status.MODERATION,
        created_at=NOW,
        answer_due=NOW + timedelta(days=8),
        photos=(photo("a"), photo("b", file_id="AgACAgIAAx" * 12, taken_at=datetime(2026, 5, 20, 12, 1))),  # noqa: DTZ001 - a camera's
    )
    return replace(made, **changes)


def event(report: Report, seq: int, **changes: Any) -> ReportEvent:
    made = ReportEvent(
        number=report.number,
        seq=seq,
        at=NOW,
        kind=EventKind.FILED,
        from_status=None,
        to_status=Status.MODERATION,
        resident_id=report.resident_id,
    )
    return replace(made, **changes)


def notice(resident_id: int, key: str, **changes: Any) -> NewNotice:
    made = NewNotice(
        resident_id=resident_id,
        kind=NoticeKind.ANSWERED,
        key=key,
        payload={"words": "Сделано", "number": 7, "until": None},
        due_at=NOW,
        created_at=NOW,
    )
    return replace(made, **changes)


async def moved(uow: SqlUnitOfWork, resident_id: int, **changes: Any) -> Report:
    """A report that has come as far as the changes say; those that a new one has are filed with it."""
    first = {name: changes.pop(name) for name in list(changes) if name in NewReport.__dataclass_fields__}
    filed = await uow.reports.add(new_report(resident_id, **first))
    report = replace(filed, events=2, **changes)
    await uow.reports.put(report, version=filed.events)
    return report
