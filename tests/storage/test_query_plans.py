"""What is asked often is answered by an index: with 100,000 reports a scan would take a hundred times as long."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Executable, text
from sqlalchemy.dialects import postgresql, sqlite

from storage import drafts, fsm, geocode_cache, letters, photos, reports, residents
from storage.database import Database

MODULES = (drafts, fsm, geocode_cache, letters, photos, reports, residents)
STATEMENTS = {
    f"{module.__name__}.{name}": statement
    for module in MODULES
    for name, statement in vars(module).items()
    if name.startswith("_") and isinstance(statement, Executable)
}
FINE = {
    "SCAN page",  # the few rows that an index has found
    "SCAN recent",
    "SCAN geocode_cache USING COVERING INDEX ix_geocode_cache_stored_at",  # a daily job counts along the index
}


def compiled(statement: Executable, dialect: Callable[[], Any]) -> str:
    return str(statement.compile(dialect=dialect())).replace("IN (__[POSTCOMPILE_keys])", "= ?")  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(STATEMENTS))
async def test_no_statement_scans_a_table(database: Database, name: str) -> None:
    sql = compiled(STATEMENTS[name], sqlite.dialect)
    async with database.reading() as connection:
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
        steps = [row.detail for row in plan]
    assert [step for step in steps if step.startswith("SCAN") and step not in FINE] == []


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_every_statement_is_postgresqls_too(name: str) -> None:
    assert compiled(STATEMENTS[name], postgresql.dialect)


async def test_a_page_of_a_resident_is_not_sorted(database: Database) -> None:
    """The index gives the order, so a page costs the same however many reports there are."""
    page = (
        "SELECT number FROM reports WHERE resident_id = 1 ORDER BY created_at DESC, number DESC LIMIT 5 OFFSET 0"
    )
    async with database.reading() as connection:
        steps = (await connection.execute(text(f"EXPLAIN QUERY PLAN {page}"))).all()
    assert [step.detail for step in steps] == [
        "SEARCH reports USING COVERING INDEX ix_reports_resident_id_created_at_number (resident_id=?)"
    ]
