"""Days that somebody asks about: «30», «2026-11», «2026-11-01 2026-11-15»."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_DAYS = 1000
"""A bare number up to this is days; a larger one may be a year."""
YEARS = range(2000, 2100)

_DAY = r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})"
_SPAN = re.compile(rf"(?:{_DAY})(?:\s*(?:\s|\.\.|[-–—])\s*(?:{_DAY}))?")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the city, both inclusive.

    Attributes:
        days: How many, if it was asked for as «the last so many»: such a period moves on with the calendar.
    """

    first: date
    last: date
    days: int | None = None

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its beginning, and the beginning of the day after it; aware."""
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, time.min, zone), datetime.combine(after, time.min, zone)

    @property
    def code(self) -> str:
        """What `period_of` reads it from again."""
        return str(self.days) if self.days else f"{self.first.isoformat()} {self.last.isoformat()}"


def last_days(days: int, today: date) -> Period:
    return Period(today - timedelta(days=days - 1), today, days)


def period_of(words: str, today: date) -> Period | None:
    """The period that words name, today included; None when they name none.

    A number is days up to today, or a year; then a month, a day, two days. Days are written `2026-11-01` or
    `01.11.2026`.
    """
    words = words.strip()
    try:
        if _NUMBER.fullmatch(words):
            number = int(words)
            if number in YEARS:
                return Period(date(number, 1, 1), date(number, 12, 31))
            return last_days(number, today) if 1 <= number <= MOST_DAYS else None
        if found := _MONTH.fullmatch(words):
            first = _date((found[1], found[2], "1", None, None, None))
            return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        if found := _SPAN.fullmatch(words):
            one = _date(found.groups()[:6])
            other = _date(found.groups()[6:]) if any(found.groups()[6:]) else one
            return Period(min(one, other), max(one, other))
    except ValueError:  # the 30th of February
        return None
    return None


def _date(parts: tuple[str | None, ...]) -> date:
    """A date in one of the two ways of writing it.

    Raises:
        ValueError: There is no such day, or nobody can mean it.
    """
    given = [int(part) for part in parts if part]
    year, month, day = given if parts[0] else reversed(given)
    if year not in YEARS:
        raise ValueError(year)
    return date(year, month, day)
