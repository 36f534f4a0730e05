"""Counts over many reports, for `/stats` and `/export`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.answers import AnswerKind
from bot.domain.reports import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened to the reports filed in a period.

    Attributes:
        by_status: Reports by where they are now.
        median_days: Calendar days from publication to the first published answer; None without answers.
        answered: Reports with a published answer.
        confirmed, refuted: Reports whose author confirmed an answer; reports with at least one refutation.
        topics, agencies: The most frequent ones with their counts, the most first.
    """

    total: int
    by_status: Mapping[Status, int]
    median_days: float | None
    answered: int
    confirmed: int
    refuted: int
    overdue: int
    topics: Sequence[tuple[str, int]]
    agencies: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day of the city."""

    day: date
    filed: int
    answered: int


@dataclass(frozen=True, slots=True)
class DistrictFigures:
    """A district in a period: reports filed and published, first answers that ended the work."""

    filed: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in an export: nothing of its author.

    Attributes:
        details: By the detail's id, those that may point to a person too.
    """

    number: int
    topic_id: str
    agency_id: str
    status: Status
    lat: float
    lon: float
    address: str | None
    district: str | None
    description: str
    created_at: datetime
    published_at: datetime | None
    answer_due: datetime
    answered_at: datetime | None
    answer_kind: AnswerKind | None
    refutations: int
    details: Mapping[str, str] = field(default_factory=dict)
