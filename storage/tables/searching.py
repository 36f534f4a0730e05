"""The table that reports are found by words in; each database has its own kind of index for it.

Neither is a table that SQLAlchemy could describe for both, so it is made by hand, and `storage.finding` alone
speaks to it. SQLite: FTS5 by rowid, without positions, since only whole sets of words are asked for. PostgreSQL:
an array with a GIN index.
"""

from sqlalchemy import DDL, event

from storage.tables.naming import metadata

MAKE = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE report_words USING fts5"
            "(words, detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')"
        ),
    ),
    "postgresql": (
        (
            "CREATE TABLE report_words (number BIGINT PRIMARY KEY REFERENCES reports ON DELETE CASCADE, "
            "words TEXT[] NOT NULL)"
        ),
        "CREATE INDEX ix_report_words_words ON report_words USING gin (words)",
    ),
}

for dialect, statements in MAKE.items():
    for statement in statements:
        event.listen(metadata, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
