"""What is asked often is answered by an index in PostgreSQL too, by the plan for whatever values may come.

Over empty tables, and with whole tables put beyond its means, the planner reads one from end to end only where it
cannot do otherwise.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql.asyncpg import dialect

from tests.harness.postgresql import ADMINISTRATOR, Server
from tests.storage.test_query_plans import STATEMENTS

NAMES = sorted(name for name in STATEMENTS if "_SQLITE_" not in name)
PLAN = """
CREATE FUNCTION pg_temp.plan(statement text) RETURNS json LANGUAGE plpgsql AS $$
DECLARE found json;
BEGIN
  EXECUTE 'EXPLAIN (GENERIC_PLAN, FORMAT JSON) ' || statement INTO found;
  RETURN found;
END $$
"""
FINE = {
    "area_news: all of ix_area_news_untold",  # in it is only what nobody has been told of
    "report_words: all of report_words_pkey",  # for words that most reports have: planned anew each time
    "reports: all of ix_reports_resident_id_created_at_number",  # joined to the few that somebody follows
    "geocode_cache: all of ix_geocode_cache_stored_at",  # a daily job counts along the index
    "group_cards: all of ix_group_cards_wanted_at",  # in it are only those that wait
    "letters: all of ix_letters_unread",  # in it are only those that nobody has read
    "notices: all of ix_notices_platform_priority_due_at_id",  # in it are only those that are queued
    "operators: all of pk_operators",
    "residents: all of pk_residents",  # of the operators
    "residents",  # once a broadcast to everybody
    "districts: all of pk_districts",  # some hundred
    "topic_switches",
}


@dataclass(frozen=True, slots=True)
class Step:
    """How a table is read: the index, and its columns that are given."""

    table: str
    index: str = ""
    given: str = ""

    @property
    def reads_all(self) -> str:
        """What is read from end to end; "" if nothing is."""
        if not self.index:
            return self.table
        return "" if self.given else f"{self.table}: all of {self.index}"


@pytest.fixture(scope="module")
def plans(postgresql: Server, tables: str) -> dict[str, list[Step]]:
    return asyncio.run(_plans(postgresql, tables))


async def _plans(server: Server, database: str) -> dict[str, list[Step]]:
    connection = await asyncpg.connect(
        host=str(server.folder), port=server.port, user=ADMINISTRATOR, database=database
    )
    await connection.execute(PLAN)
    await connection.execute("SET enable_seqscan = off")
    tables = dict(await connection.fetch("SELECT indexname, tablename FROM pg_indexes"))
    plans = {}
    for name in NAMES:
        words = await connection.fetchval("SELECT pg_temp.plan($1)", _sql(STATEMENTS[name]))
        plans[name] = list(_steps(json.loads(words)[0]["Plan"], tables))
    await connection.close()
    return plans


def _sql(statement: Executable) -> str:
    words = str(statement.compile(dialect=dialect()))  # type: ignore[attr-defined]
    words = re.sub(r"IN \(__\[POSTCOMPILE_\w+\]\)", "= $99", words)
    return re.sub(r"__\[POSTCOMPILE_\w+\]", "$99", words)


def _steps(node: dict[str, Any], tables: dict[str, str]) -> Iterator[Step]:
    if node["Node Type"] == "Seq Scan":
        yield Step(node["Relation Name"])
    elif "Index Name" in node:
        index = node["Index Name"]
        yield Step(tables[index], index, node.get("Index Cond", ""))
    for below in node.get("Plans", ()):
        yield from _steps(below, tables)


@pytest.mark.parametrize("name", NAMES)
def test_no_statement_reads_a_table_from_end_to_end(plans: dict[str, list[Step]], name: str) -> None:
    whole = {step.reads_all for step in plans[name]} - {""}
    assert whole <= FINE


@pytest.mark.parametrize(
    ("name", "index", "given"),
    [
        ("accounts._REACHABLE", "ix_accounts_resident_id", ["resident_id"]),
        ("drafts._GET", "pk_drafts", ["id"]),
        ("notices._RECORD", "pk_notices", ["id"]),
        ("queues._VERDICT_TIME_OVER", "ix_reports_turn_verdict_due_number", ["turn", "verdict_due"]),
        ("queues.page_of(4, of_agency=False, late=False)", "ix_reports_queue", ["turn"]),
        ("queues.page_of(4, of_agency=False, late=True)", "ix_reports_queue", ["turn", "answer_due"]),
        ("reports._NEARBY", "ix_reports_lat_lon_number", ["lat", "lon"]),
        ("reports._PAGE", "ix_reports_resident_id_created_at_number", ["resident_id"]),
        ("residents._OF", "pk_accounts", ["platform", "user_id"]),
    ],
)
def test_what_is_asked_often_has_its_index(
    plans: dict[str, list[Step]], name: str, index: str, given: list[str]
) -> None:
    found = [step.given for step in plans[f"storage.{name}"] if step.index == index]
    assert found
    assert all(column in words for words in found for column in given)


def test_due_notices_are_a_range_for_each_priority(plans: dict[str, list[Step]]) -> None:
    index = "ix_notices_platform_priority_due_at_id"
    ranges = [step.given for step in plans["storage.notices._DUE"] if step.index == index]
    assert len(ranges) == 4
    assert all("priority" in words and "due_at" in words for words in ranges)
