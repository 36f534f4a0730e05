"""The city's day, its seasons, and when an answer is due."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.catalogue import Catalogue, Need, Season, Titles, Topic
from bot.domain.city import City
from bot.domain.limits import Limits

NAME = Titles(ru="Город", en="Town")


def city(
    zone: str = "Europe/Moscow", is_working_day: Callable[[date], bool] = lambda day: day.weekday() < 5
) -> City:
    return City(
        id="town",
        title=NAME,
        zone=ZoneInfo(zone),
        country="RU",
        catalogue=Catalogue(categories={}, agencies={}, topics={}, emergencies={}),
        limits=Limits(photos=5, description=350, reports_a_day=20, drafts=10, verdict_days=15),
        phones=(),
        contains=lambda point: True,
        bounds=(0, 0, 1, 1),
        elsewhere=NAME,
        map_link="https://map.example/{lat}/{lon}",
        is_working_day=is_working_day,
        privacy=NAME,
    )


def topic(deadline_days: int = 8, season: Season | None = None) -> Topic:
    return Topic(
        id="pit",
        category_id="road",
        agency_id="roads",
        title=NAME,
        hint=NAME,
        photo=Need.REQUIRED,
        description=Need.OPTIONAL,
        deadline_days=deadline_days,
        place="road",
        season=season,
    )


@pytest.mark.parametrize(
    ("now", "today"),
    [("2026-03-01 20:59", "2026-03-01"), ("2026-03-01 21:00", "2026-03-02"), ("2025-12-31 23:00", "2026-01-01")],
)
def test_the_city_has_its_own_midnight(now: str, today: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert city().today(moment) == date.fromisoformat(today)
    assert city().start_of_day(moment).isoformat() == f"{today}T00:00:00+03:00"


@pytest.mark.parametrize(
    ("published", "days", "due"),
    [
        ("2026-06-01 08:00", 1, "2026-06-02"),  # a Monday: counted from the next day
        ("2026-06-01 08:00", 8, "2026-06-11"),
        ("2026-06-05 08:00", 1, "2026-06-08"),  # a Friday
        ("2026-06-05 22:00", 1, "2026-06-08"),  # Saturday in the city
        ("2026-06-07 22:00", 1, "2026-06-09"),  # Monday in the city
        ("2026-12-31 08:00", 365, "2028-05-25"),
    ],
)
def test_an_answer_is_due_at_the_end_of_the_last_working_day(published: str, days: int, due: str) -> None:
    moment = datetime.fromisoformat(published).replace(tzinfo=UTC)
    assert city().answer_due(topic(days), moment).isoformat() == f"{due}T23:59:00+03:00"


def test_an_answer_is_due_by_the_clock_of_the_day_it_is_due() -> None:
    """Berlin puts its clocks forward on 29 March 2026."""
    due = city("Europe/Berlin").answer_due(topic(1), datetime(2026, 3, 27, 12, tzinfo=UTC))
    assert due.isoformat() == "2026-03-30T23:59:00+02:00"


@pytest.mark.parametrize(
    ("start", "end", "inside", "outside"),
    [
        ((5, 1), (11, 4), ["05-01", "07-15", "11-04"], ["04-30", "11-05", "01-01"]),
        ((11, 5), (3, 31), ["11-05", "12-31", "01-01", "02-29", "03-31"], ["04-01", "11-04", "07-15"]),
        ((2, 29), (2, 29), ["02-29"], ["02-28", "03-01"]),
        ((1, 1), (12, 31), ["01-01", "12-31"], []),
    ],
)
def test_a_season_has_both_its_ends_and_may_run_over_new_year(
    start: tuple[int, int], end: tuple[int, int], inside: list[str], outside: list[str]
) -> None:
    season = Season(start=start, end=end)
    for day in inside:
        assert topic(season=season).is_open(date.fromisoformat(f"2028-{day}")), day
    for day in outside:
        assert not topic(season=season).is_open(date.fromisoformat(f"2028-{day}")), day


def test_a_topic_without_a_season_is_always_open() -> None:
    assert topic().is_open(date(2026, 1, 1))
    assert topic().is_open(date(2028, 2, 29))
