"""Bounds on what a resident sends, as the city pack sets them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what a resident sends.

    Attributes:
        photos: Photos in one report.
        description: Characters of the public text.
        reports_a_day: Reports of one resident in a calendar day of the city.
        drafts: Unfinished drafts kept for one resident.
        verdict_days: Calendar days to confirm or refute an answer.
    """

    photos: int
    description: int
    reports_a_day: int
    drafts: int
    verdict_days: int
