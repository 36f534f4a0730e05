"""When answers and verdicts are due, by the production calendar of the city pack.

Expected dates were counted by hand on the calendars that the government decreed for 2025 (decree 1335 of 4 October
2024) and 2026 (decree 1466 of 24 September 2025), not by the code under test.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.city import City

OFF_ON_WEEKDAYS = {
    2025: (
        *("01-01", "01-02", "01-03", "01-06", "01-07", "01-08"),
        *("05-01", "05-02"),  # the 2nd for Saturday, 4 January
        *("05-08", "05-09"),  # the 8th for Sunday, 23 February
        *("06-12", "06-13"),  # the 13th for Saturday, 8 March
        *("11-03", "11-04"),  # the 3rd for Saturday, 1 November
        "12-31",  # for Sunday, 5 January
    ),
    2026: (
        *("01-01", "01-02", "01-05", "01-06", "01-07", "01-08", "01-09"),  # the 9th for Saturday, 3 January
        "02-23",
        "03-09",  # for Sunday, 8 March
        "05-01",
        "05-11",  # for Saturday, 9 May
        "06-12",
        "11-04",
        "12-31",  # for Sunday, 4 January
    ),
}
WORKED_SATURDAYS = {2025: ("11-01",), 2026: ()}


def days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=count) for count in range((date(year + 1, 1, 1) - first).days))


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_a_year_is_what_the_production_calendar_says(city: City, year: int) -> None:
    off = {date.fromisoformat(f"{year}-{day}") for day in OFF_ON_WEEKDAYS[year]}
    worked = {date.fromisoformat(f"{year}-{day}") for day in WORKED_SATURDAYS[year]}
    assert all(day.weekday() < 5 for day in off)
    assert all(day.weekday() == 5 for day in worked)
    wrong = [
        day
        for day in days_of(year)
        if city.is_working_day(day) != (day in worked or (day.weekday() < 5 and day not in off))
    ]
    assert wrong == []


def due(city: City, days: int, published: str) -> str:
    """The day an answer is due, for a moment of publication by the city's clock."""
    topic = next(iter(city.catalogue.topics.values()))
    moment = datetime.fromisoformat(published).replace(tzinfo=city.zone).astimezone(UTC)
    found = city.answer_due(replace(topic, deadline_days=days), moment)
    assert found.strftime("%H:%M:%S %z") == "23:59:00 +0300"
    return found.date().isoformat()


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        # New Year 2025: Saturday, 28 December was worked, then nothing until Thursday, 9 January
        ("2024-12-27 12:00", "2025-01-17"),
        ("2024-12-28 12:00", "2025-01-20"),
        ("2025-01-01 00:00", "2025-01-20"),
        ("2025-01-08 23:59", "2025-01-20"),
        ("2025-01-09 00:00", "2025-01-21"),
        ("2025-01-10 12:00", "2025-01-22"),
        # 23 February and 8 March fell on a weekend, and their days off went to May and June
        ("2025-02-17 12:00", "2025-02-27"),
        ("2025-02-21 18:00", "2025-03-05"),
        ("2025-02-23 12:00", "2025-03-05"),
        ("2025-03-03 12:00", "2025-03-13"),
        ("2025-03-07 12:00", "2025-03-19"),
        # May 2025: 1 to 4 and 8 to 11 off
        ("2025-04-25 12:00", "2025-05-13"),
        ("2025-04-30 12:00", "2025-05-16"),
        ("2025-05-02 12:00", "2025-05-16"),
        ("2025-05-07 23:59", "2025-05-21"),
        ("2025-05-11 23:59", "2025-05-21"),
        ("2025-05-12 00:00", "2025-05-22"),
        # June 2025: 12 to 15 off
        ("2025-06-09 12:00", "2025-06-23"),
        ("2025-06-11 12:00", "2025-06-25"),
        # November 2025: Saturday the 1st worked, 2 to 4 off
        ("2025-10-27 12:00", "2025-11-07"),
        ("2025-10-31 12:00", "2025-11-13"),
        ("2025-11-01 12:00", "2025-11-14"),
        ("2025-11-04 23:59", "2025-11-14"),
    ],
)
def test_eight_working_days_of_2025(city: City, published: str, expected: str) -> None:
    assert due(city, 8, published) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        # New Year 2026: 31 December 2025 to 11 January off
        ("2025-12-22 12:00", "2026-01-13"),
        ("2025-12-29 12:00", "2026-01-20"),
        ("2025-12-30 23:59", "2026-01-21"),
        ("2025-12-31 00:00", "2026-01-21"),
        ("2026-01-01 12:00", "2026-01-21"),
        ("2026-01-11 23:59", "2026-01-21"),
        ("2026-01-12 00:00", "2026-01-22"),
        # 23 February is a Monday; Monday, 9 March is off for the 8th
        ("2026-02-16 12:00", "2026-02-27"),
        ("2026-02-20 12:00", "2026-03-05"),
        ("2026-02-23 12:00", "2026-03-05"),
        ("2026-03-02 12:00", "2026-03-13"),
        ("2026-03-06 12:00", "2026-03-19"),
        ("2026-03-09 23:59", "2026-03-19"),
        ("2026-03-10 00:00", "2026-03-20"),
        # May 2026: 1 to 3 and 9 to 11 off
        ("2026-04-28 12:00", "2026-05-12"),
        ("2026-04-30 12:00", "2026-05-14"),
        ("2026-05-01 12:00", "2026-05-14"),
        ("2026-05-08 12:00", "2026-05-21"),
        ("2026-05-11 12:00", "2026-05-21"),
        # 12 June is a Friday
        ("2026-06-08 12:00", "2026-06-19"),
        ("2026-06-11 12:00", "2026-06-24"),
        # 4 November is a Wednesday; no Saturday is worked for it
        ("2026-10-26 12:00", "2026-11-06"),
        ("2026-10-31 12:00", "2026-11-12"),
        ("2026-11-03 12:00", "2026-11-16"),
        # New Year 2027: 31 December off for 4 January, then the holidays of every year and a weekend
        ("2026-12-21 12:00", "2027-01-11"),
        ("2026-12-30 12:00", "2027-01-20"),
    ],
)
def test_eight_working_days_of_2026(city: City, published: str, expected: str) -> None:
    assert due(city, 8, published) == expected


@pytest.mark.parametrize(
    ("published", "days", "expected"),
    [
        ("2025-12-29 12:00", 1, "2025-12-30"),
        ("2025-12-30 12:00", 1, "2026-01-12"),
        ("2026-01-05 12:00", 1, "2026-01-12"),  # in the middle of the holidays
        ("2026-01-09 00:30", 1, "2026-01-12"),
        ("2025-10-31 12:00", 1, "2025-11-01"),  # a worked Saturday
        ("2026-04-30 12:00", 1, "2026-05-04"),
        ("2026-04-30 12:00", 5, "2026-05-08"),
        ("2026-05-08 12:00", 1, "2026-05-12"),
        ("2026-02-20 12:00", 1, "2026-02-24"),
        ("2026-02-20 12:00", 30, "2026-04-07"),  # 9 March is off too
    ],
)
def test_another_number_of_days_is_counted_the_same_way(
    city: City, published: str, days: int, expected: str
) -> None:
    assert due(city, days, published) == expected


def test_an_answer_is_never_due_on_a_day_off(city: City) -> None:
    for year in (2025, 2026):
        for day in days_of(year):
            for days in (1, 8):
                last = date.fromisoformat(due(city, days, f"{day} 12:00"))
                assert city.is_working_day(last)
                assert last > day


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ("2025-12-25 12:00", "2026-01-09"),  # calendar days: it may end on a day off
        ("2025-12-30 12:00", "2026-01-14"),
        ("2026-02-13 23:59", "2026-02-28"),
        ("2026-02-14 00:00", "2026-03-01"),
        ("2026-04-26 12:00", "2026-05-11"),
        ("2028-02-20 12:00", "2028-03-06"),  # over 29 February
    ],
)
def test_a_verdict_is_due_fifteen_calendar_days_after_the_answer(city: City, answered: str, expected: str) -> None:
    moment = datetime.fromisoformat(answered).replace(tzinfo=city.zone).astimezone(UTC)
    assert city.verdict_due(moment).isoformat() == f"{expected}T23:59:00+03:00"


@pytest.mark.parametrize("day", ["2026-01-09", "2026-05-09", "2025-12-31", "2028-02-29"])
def test_a_promised_day_ends_at_23_59_whether_it_is_worked_or_not(city: City, day: str) -> None:
    assert city.end_of(date.fromisoformat(day)).isoformat() == f"{day}T23:59:00+03:00"
