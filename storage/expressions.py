"""What the two databases say in different words, behind one name each.

SQLite keeps a moment as UTC text and a UUID as 32 hexadecimal digits; PostgreSQL has types for both.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Dialect, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine


class hours_between(FunctionElement[int]):  # noqa: N801 - reads as the SQL function it is
    """Whole hours from one moment to a later one."""

    type = Integer()
    inherit_cache = True


class day_of(FunctionElement[str]):  # noqa: N801
    """The day of a moment as YYYY-MM-DD, some seconds east of UTC."""

    type = String()
    inherit_cache = True


class uuid_text(FunctionElement[str]):  # noqa: N801
    """A UUID as `str` writes it."""

    type = String()
    inherit_cache = True


class is_one_of(FunctionElement[Any]):  # noqa: N801
    """Whether a number is in a list of `Numbers`: one parameter, however many there are."""

    type = NullType()  # a Boolean would be compared with 1 on SQLite, and no index found
    inherit_cache = True


class Numbers(TypeDecorator[Sequence[int]]):
    """A list of whole numbers as one value: an array, where there are none as JSON."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        is_array = dialect.name == "postgresql"
        return dialect.type_descriptor(ARRAY(BigInteger) if is_array else String())

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> Any:
        return list(value or ()) if dialect.name == "postgresql" else json.dumps(list(value or ()))


def _arguments(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> list[str]:
    return [compiler.process(clause, **options) for clause in element.clauses]


@compiles(hours_between, "sqlite")
def _hours_between_sqlite(element: hours_between, compiler: SQLCompiler, **options: Any) -> str:
    since, until = _arguments(element, compiler, **options)
    return f"CAST((julianday({until}) - julianday({since})) * 24 AS INTEGER)"


@compiles(hours_between, "postgresql")
def _hours_between_postgresql(element: hours_between, compiler: SQLCompiler, **options: Any) -> str:
    since, until = _arguments(element, compiler, **options)
    return f"CAST(floor(extract(epoch FROM {until} - {since}) / 3600) AS INTEGER)"


@compiles(day_of, "sqlite")
def _day_of_sqlite(element: day_of, compiler: SQLCompiler, **options: Any) -> str:
    moment, offset_s = _arguments(element, compiler, **options)
    return f"date({moment}, {offset_s} || ' seconds')"


@compiles(day_of, "postgresql")
def _day_of_postgresql(element: day_of, compiler: SQLCompiler, **options: Any) -> str:
    moment, offset_s = _arguments(element, compiler, **options)
    local = f"{moment} AT TIME ZONE 'UTC' + make_interval(secs => CAST({offset_s} AS INTEGER))"
    return f"to_char({local}, 'YYYY-MM-DD')"


@compiles(uuid_text, "sqlite")
def _uuid_text_sqlite(element: uuid_text, compiler: SQLCompiler, **options: Any) -> str:
    (digits,) = _arguments(element, compiler, **options)
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return "(" + " || '-' || ".join(f"substr({digits}, {start}, {length})" for start, length in parts) + ")"


@compiles(uuid_text, "postgresql")
def _uuid_text_postgresql(element: uuid_text, compiler: SQLCompiler, **options: Any) -> str:
    (value,) = _arguments(element, compiler, **options)
    return f"CAST({value} AS TEXT)"


@compiles(is_one_of, "sqlite")
def _is_one_of_sqlite(element: is_one_of, compiler: SQLCompiler, **options: Any) -> str:
    number, numbers = _arguments(element, compiler, **options)
    return f"{number} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - what the compiler made


@compiles(is_one_of, "postgresql")
def _is_one_of_postgresql(element: is_one_of, compiler: SQLCompiler, **options: Any) -> str:
    number, numbers = _arguments(element, compiler, **options)
    return f"{number} = ANY({numbers})"
