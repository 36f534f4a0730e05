"""What is asked often is answered by an index: with 100,000 reports a scan would take a hundred times as long."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite

from storage import (
    accounts,
    areas,
    broadcasts,
    drafts,
    figures,
    finding,
    followers,
    fsm,
    geocode_cache,
    group_cards,
    histories,
    letters,
    link_codes,
    markers,
    merging,
    nearby,
    notices,
    operators,
    photos,
    points,
    queues,
    reports,
    residents,
    switches,
)
from storage.tables import metadata

MODULES = (
    accounts,
    areas,
    broadcasts,
    drafts,
    figures,
    finding,
    followers,
    fsm,
    geocode_cache,
    group_cards,
    histories,
    letters,
    link_codes,
    markers,
    merging,
    nearby,
    notices,
    operators,
    photos,
    points,
    queues,
    reports,
    residents,
    switches,
)
STATEMENTS = (
    {
        f"{module.__name__}.{name}": statement
        for module in MODULES
        for name, statement in vars(module).items()
        if name.startswith("_") and isinstance(statement, Executable)
    }
    | {
        f"storage.queues.{made.__name__}({turns}, {of_agency=}, {late=})": made(
            turns, of_agency=of_agency, late=late
        )
        for made in (queues.page_of, queues.counts_of)
        for turns in (1, 4)
        for of_agency in (False, True)
        for late in (False, True)
    }
    | {
        f"storage.nearby.page_of({groups}, {of_topic=})": nearby.page_of(groups, of_topic=of_topic)
        for groups in (1, 3)
        for of_topic in (False, True)
    }
    | {f"storage.merging.MERGE[{step}]": statement for step, statement in enumerate(merging.MERGE)}
)
PERIOD = "created_at>? AND created_at<?"
FINE = {
    "SCAN page",  # the few rows that an index has found
    "SCAN recent",
    "SCAN numbers",
    "SCAN merged",
    "SCAN told",
    "SCAN first",
    "SCAN found",
    "SCAN own",
    "SCAN joined",
    "SCAN both",
    *(f"SCAN group{number}" for number in range(3)),  # at most `nearby.LOOKED_AT` of each
    "SCAN CONSTANT ROW",
    "SCAN geocode_cache USING COVERING INDEX ix_geocode_cache_stored_at",  # a daily job counts along the index
    "SCAN letters USING INDEX ix_letters_unread",  # in it are only those that nobody has read
    "SCAN group_cards USING COVERING INDEX ix_group_cards_wanted_at",  # in it are only those that wait
    "SCAN area_news USING INDEX ix_area_news_untold",  # in it are only those that somebody has to be told of
    "SCAN json_each VIRTUAL TABLE INDEX 1:",  # a list that the statement was given
    "SCAN districts",  # some hundred
    "SCAN operators",
    "SCAN residents",  # once a broadcast to everybody
    "SCAN topic_switches",
}


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    """Empty tables: a plan depends on them and on what the planner is told of the rows, which is nothing."""
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA foreign_keys = ON"))
    metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def compiled(statement: Executable, dialect: Callable[[], Any]) -> str:
    return re.sub(r"IN \(__\[POSTCOMPILE_\w+\]\)", "= ?", str(statement.compile(dialect=dialect())))  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(name for name in STATEMENTS if "_POSTGRESQL_" not in name))
def test_no_statement_scans_a_table(connection: Connection, name: str) -> None:
    scans = [step for step in _steps(connection, STATEMENTS[name]) if step.startswith("SCAN")]
    known = {
        step for step in scans if step in FINE or step.startswith(("SCAN anon_", "SCAN report_words VIRTUAL"))
    }
    assert [step for step in scans if step not in known] == []


@pytest.mark.parametrize("name", sorted(name for name in STATEMENTS if "_SQLITE_" not in name))
def test_every_statement_is_postgresqls_too(name: str) -> None:
    assert compiled(STATEMENTS[name], postgresql.dialect)


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("queues.page_of(4, of_agency=False, late=False)", "queue (turn=?)"),
        (
            "queues.page_of(4, of_agency=True, late=False)",
            "queue_of_agency (agency_id=? AND turn=?)",
        ),
        ("queues.page_of(4, of_agency=False, late=True)", "queue (turn=? AND answer_due<?)"),
        ("queues._NEWLY_OVERDUE", "newly_overdue (turn=? AND overdue=? AND answer_due<?)"),
    ],
)
def test_a_queue_is_so_many_ranges_of_an_index(connection: Connection, name: str, index: str) -> None:
    steps = [step for step in _steps(connection, STATEMENTS[f"storage.{name}"]) if "SEARCH reports" in step]
    ranges, by_number = steps[:-1], steps[-1]
    assert set(ranges) == {f"SEARCH reports USING COVERING INDEX ix_reports_{index}"}
    assert by_number == "SEARCH reports USING INTEGER PRIMARY KEY (rowid=?)"


@pytest.mark.parametrize(
    ("name", "searches"),
    [
        (
            "queues._VERDICT_TIME_OVER",
            "reports USING INDEX ix_reports_turn_verdict_due_number (turn=? AND verdict_due<?)",
        ),
        ("figures._COUNTS", f"reports USING COVERING INDEX ix_reports_figures ({PERIOD})"),
        ("figures._TOPICS", f"reports USING COVERING INDEX ix_reports_figures ({PERIOD})"),
        ("figures._AGENCIES", f"reports USING COVERING INDEX ix_reports_figures ({PERIOD})"),
        ("figures._MEDIAN", f"reports USING COVERING INDEX ix_reports_figures ({PERIOD})"),
        ("figures._DAYS_FILED", f"reports USING COVERING INDEX ix_reports_figures ({PERIOD})"),
        (
            "figures._COUNTS_OF_AGENCY",
            f"reports USING INDEX ix_reports_agency_id_created_at_number (agency_id=? AND {PERIOD})",
        ),
        ("figures._BATCH", "reports USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        ("figures._BATCH_OF_AGENCY", "reports USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        ("reports._NEARBY", "reports USING COVERING INDEX ix_reports_lat_lon_number (lat>? AND lat<?)"),
        ("notices._RECORD", "notices USING INTEGER PRIMARY KEY (rowid=?)"),
        ("notices._CANCEL", "notices USING INDEX ix_notices_number (number=?)"),
        ("residents._OF", "accounts USING PRIMARY KEY (platform=? AND user_id=?)"),
        ("residents._OF", "residents USING INTEGER PRIMARY KEY (rowid=?)"),
        ("areas._LISTENING", "area_cells USING PRIMARY KEY (cell=? AND area_id>?)"),
        ("areas._NEWS", "area_news USING INDEX ix_area_news_cell_at (cell=? AND at>?)"),
        ("broadcasts._PROGRESS", "notices USING INDEX sqlite_autoindex_notices_1 (key=?)"),
    ],
)
def test_what_is_asked_often_has_its_index(connection: Connection, name: str, searches: str) -> None:
    assert (_steps(connection, STATEMENTS[f"storage.{name}"]))[:3].count(f"SEARCH {searches}") == 1


@pytest.mark.parametrize(("of_topic", "columns"), [(False, "cell=?"), (True, "cell=? AND topic_id=?")])
def test_only_the_reports_that_are_shown_are_read_among_those_around(
    connection: Connection, of_topic: bool, columns: str
) -> None:
    steps = _steps(connection, STATEMENTS[f"storage.nearby.page_of(3, {of_topic=})"])
    assert [step for step in steps if "SEARCH" in step and "photos" not in step] == [
        *[f"SEARCH reports USING COVERING INDEX ix_reports_open_cell ({columns})"] * 3,
        "SEARCH reports USING INTEGER PRIMARY KEY (rowid=?)",
    ]


def test_due_notices_are_a_range_for_each_priority(connection: Connection) -> None:
    steps = [step for step in _steps(connection, STATEMENTS["storage.notices._DUE"]) if "notices" in step]
    a_range = "ix_notices_platform_priority_due_at_id (platform=? AND priority=? AND due_at<?)"
    by_id = "SEARCH notices USING INTEGER PRIMARY KEY (rowid=?)"
    assert steps == [f"SEARCH notices USING INDEX {a_range}"] * 4 + [by_id]


def _steps(connection: Connection, statement: Executable) -> list[str]:
    """How SQLite would go about it, without asking for a value."""
    return _plan(connection, re.sub(r":\w+", "?", compiled(statement, sqlite.dialect)))


def _plan(connection: Connection, sql: str) -> list[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
    return [row.detail for row in plan]


def test_a_page_of_a_resident_is_not_sorted(connection: Connection) -> None:
    """The index gives the order, so a page costs the same however many reports there are."""
    page = (
        "SELECT number FROM reports WHERE resident_id = 1 ORDER BY created_at DESC, number DESC LIMIT 5 OFFSET 0"
    )
    assert _plan(connection, page) == [
        "SEARCH reports USING COVERING INDEX ix_reports_resident_id_created_at_number (resident_id=?)"
    ]
