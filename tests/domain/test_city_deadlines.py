"""When an answer is due over the holidays, by the production calendar of the city pack."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.city import City


def due(city: City, days: int, published: str) -> str:
    topic = next(iter(city.catalogue.topics.values()))
    moment = datetime.fromisoformat(published).replace(tzinfo=UTC)
    found = city.answer_due(replace(topic, deadline_days=days), moment)
    assert found.strftime("%H:%M %z") == "23:59 +0300"
    return found.date().isoformat()


@pytest.mark.parametrize(
    ("published", "days", "expected"),
    [
        ("2025-12-29 09:00", 1, "2025-12-30"),  # a Monday; the 31st is a day off, moved from Sunday the 4th
        ("2025-12-30 09:00", 1, "2026-01-12"),
        ("2025-12-30 09:00", 8, "2026-01-21"),
        ("2026-01-05 09:00", 1, "2026-01-12"),  # in the middle of the holidays
        ("2026-01-08 21:30", 1, "2026-01-12"),  # the 9th in the city
    ],
)
def test_the_new_year_holidays_do_not_count(city: City, published: str, days: int, expected: str) -> None:
    assert due(city, days, published) == expected


@pytest.mark.parametrize(
    ("published", "days", "expected"),
    [
        ("2026-04-30 09:00", 1, "2026-05-04"),  # 1 May is a Friday
        ("2026-04-30 09:00", 5, "2026-05-08"),
        ("2026-05-08 09:00", 1, "2026-05-12"),  # 9 May is a Saturday, so Monday the 11th is off
        ("2026-04-29 09:00", 8, "2026-05-13"),
    ],
)
def test_the_may_holidays_do_not_count(city: City, published: str, days: int, expected: str) -> None:
    assert due(city, days, published) == expected


def test_an_answer_is_never_due_on_a_day_off(city: City) -> None:
    for day in range(1, 32):
        for days in (1, 2, 8):
            last = date.fromisoformat(due(city, days, f"2025-12-{day:02} 09:00"))
            assert city.is_working_day(last)
