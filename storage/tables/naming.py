"""What all tables share: the metadata with its rules for names, and how a partial index is said."""

from typing import Any

from sqlalchemy import MetaData, text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def only(condition: str) -> dict[str, Any]:
    """The rows that an index is about; a statement that wants it repeats the condition word for word."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
