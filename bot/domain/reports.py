"""A stored report and its history."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bot.domain.photos import Photo
from bot.domain.places import Place


class Status(StrEnum):
    """How far a report is; the moves between them are in `life_cycle`."""

    MODERATION = "moderation"
    REJECTED = "rejected"
    IN_WORK = "in_work"
    ANSWERED = "answered"
    DEFERRED = "deferred"
    RETURNED = "returned"
    CONTROL = "control"
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What a finished draft becomes; the database gives it its number."""

    draft_id: UUID
    resident_id: int
    topic_id: str
    agency_id: str
    place: Place
    description: str
    status: Status
    created_at: datetime
    answer_due: datetime
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(NewReport):
    """A report on disk.

    Attributes:
        number: What the resident is told; never used twice.
        answer_due: When the answer is expected: from the day of filing until it is published, then exact.
    """

    number: int


class EventKind(StrEnum):
    """What happened to a report."""

    FILED = "filed"
    WITHDRAWN = "withdrawn"
    PHOTO_ADDED = "photo_added"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEvent:
    """One line of a report's history, never changed afterwards.

    Attributes:
        resident_id: Who did it, if a resident.
        to_status: The status after it.
        words: What the person said to it, if anything.
    """

    number: int
    at: datetime
    kind: EventKind
    from_status: Status | None
    to_status: Status
    resident_id: int | None = None
    words: str = ""
