"""Points for reports that helped: a ledger whose sum is the balance."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PointsFor(StrEnum):
    """What points are booked for; the amounts stand in the city pack."""

    REPORT = "report"
    """The answer is published, and the service agreed that there was something to mend."""
    VERDICT = "verdict"
    """The author said whether the published answer is true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsEntry:
    """A line of the ledger, never changed; one at most for each resident, report and occasion."""

    resident_id: int
    number: int
    what_for: PointsFor
    amount: int
    at: datetime
