"""Reports by the words in them; the one place where each database has statements of its own.

Rests on FTS5 (SQLite 3.9 and later) and on arrays with GIN (PostgreSQL); the tables are in `tables.searching`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Executable,
    Integer,
    Select,
    String,
    Text,
    bindparam,
    column,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from bot.domain.reports import Report
from storage.report_rows import ReportRows, with_photos
from storage.tables import reports

_PIECES = re.compile(r"[^\W_]+")
_OF_AGENCY = reports.c.agency_id == bindparam("of_agency", type_=String)
_ARRAY = ARRAY(Text)
_fts5 = table("report_words", column("rowid", Integer))
_arrays = table("report_words", column("number", BigInteger), column("words", _ARRAY))

_SQLITE_FOUND = (
    select(reports)
    .join(_fts5, _fts5.c.rowid == reports.c.number)
    .where(literal_column("report_words").op("MATCH")(bindparam("words", type_=String)))
    .order_by(_fts5.c.rowid.desc())
    .limit(bindparam("limit", type_=Integer))
)
_SQLITE_FIND = with_photos(_SQLITE_FOUND)
_SQLITE_FIND_OF_AGENCY = with_photos(_SQLITE_FOUND.where(_OF_AGENCY))
_SQLITE_ADD = text("INSERT OR REPLACE INTO report_words (rowid, words) VALUES (:number, :words)")

# With the words in the statement it is planned anew each time: common ones are met soon on the way from the newest
# report to the oldest, rare ones are found through the index, and a plan for any words would do one of the two.
_POSTGRESQL_FOUND = (
    select(reports)
    .join(_arrays, _arrays.c.number == reports.c.number)
    .where(_arrays.c.words.op("@>")(bindparam("words", type_=_ARRAY, literal_execute=True)))
    .order_by(reports.c.number.desc())
    .limit(bindparam("limit", type_=Integer))
)
_POSTGRESQL_FIND = with_photos(_POSTGRESQL_FOUND)
_POSTGRESQL_FIND_OF_AGENCY = with_photos(_POSTGRESQL_FOUND.where(_OF_AGENCY))
_POSTGRESQL_INSERT = insert(_arrays)
_POSTGRESQL_ADD = _POSTGRESQL_INSERT.on_conflict_do_update(
    index_elements=[_arrays.c.number], set_={"words": _POSTGRESQL_INSERT.excluded.words}
)

_FIND: dict[str, Select[*tuple[Any, ...]]] = {"sqlite": _SQLITE_FIND, "postgresql": _POSTGRESQL_FIND}
_FIND_OF_AGENCY: dict[str, Select[*tuple[Any, ...]]] = {
    "sqlite": _SQLITE_FIND_OF_AGENCY,
    "postgresql": _POSTGRESQL_FIND_OF_AGENCY,
}
_ADD: dict[str, Executable] = {"sqlite": _SQLITE_ADD, "postgresql": _POSTGRESQL_ADD}


class Finding(ReportRows):
    """The part of the reports' repository that finds them by words."""

    async def find(self, words: Sequence[str], *, agency_id: str | None = None, limit: int) -> Sequence[Report]:
        """None are found by no words at all."""
        pieces = _pieces(words)
        if not pieces:
            return []
        dialect = self._transaction.dialect
        asked = {"words": _asked(pieces) if dialect == "sqlite" else pieces, "limit": limit}
        if agency_id is None:
            return await self._reports(_FIND[dialect], asked)
        return await self._reports(_FIND_OF_AGENCY[dialect], {**asked, "of_agency": agency_id})

    async def add_words(self, number: int, words: Sequence[str]) -> None:
        """Replace what the report is found by."""
        dialect = self._transaction.dialect
        pieces: Any = _pieces(words)
        row = {"number": number, "words": " ".join(pieces) if dialect == "sqlite" else pieces}
        await self._transaction.execute(_ADD[dialect], row)


def _pieces(words: Iterable[str]) -> list[str]:
    """What FTS5's tokenizer would make of the words, each once: letters and digits without the signs between."""
    return sorted({piece for word in words for piece in _PIECES.findall(word)})


def _asked(pieces: Iterable[str]) -> str:
    """All of the words; in quotes AND, OR, NOT and NEAR are words too."""
    return " ".join(f'"{piece}"' for piece in pieces)
