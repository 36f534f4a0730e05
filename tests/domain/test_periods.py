"""Periods as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.periods import Period, last_days, period_of

TODAY = date(2026, 11, 23)
ZONE = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("7", date(2026, 11, 17), TODAY),
        ("1", TODAY, TODAY),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-11-01 2026-11-15", date(2026, 11, 1), date(2026, 11, 15)),
        ("2026-11-01..2026-11-15", date(2026, 11, 1), date(2026, 11, 15)),
        ("2026-11-15 — 2026-11-01", date(2026, 11, 1), date(2026, 11, 15)),
        ("01.11.2026-15.11.2026", date(2026, 11, 1), date(2026, 11, 15)),
        (" 2026-11-01 ", date(2026, 11, 1), date(2026, 11, 1)),
    ],
)
def test_a_period_is_read(words: str, first: date, last: date) -> None:
    found = period_of(words, TODAY)
    assert found is not None
    assert (found.first, found.last) == (first, last)
    assert period_of(found.code, TODAY) == found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "0",
        "1001",
        "9999",
        "2026-13",
        "2026-02-30",
        "0001-01",
        "2026-01-01 9999-12-31",
        "вчера",
        "7 дней",
        "-5",
    ],
)
def test_what_names_no_period_is_none(words: str) -> None:
    assert period_of(words, TODAY) is None


def test_a_period_ends_when_its_last_day_does_in_the_city() -> None:
    since, until = Period(date(2026, 11, 1), date(2026, 11, 1)).moments(ZONE)
    assert since.astimezone(UTC) == datetime(2026, 10, 31, 21, tzinfo=UTC)
    assert until.astimezone(UTC) == datetime(2026, 11, 1, 21, tzinfo=UTC)


def test_the_last_days_move_on_with_the_calendar() -> None:
    code = last_days(30, TODAY).code
    assert period_of(code, date(2026, 12, 1)) == last_days(30, date(2026, 12, 1))
