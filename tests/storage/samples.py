"""Entities to store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.domain.drafts import Draft
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource
from bot.domain.reports import NewReport, Status

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
