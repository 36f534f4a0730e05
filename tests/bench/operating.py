"""What operators and the clock look up with 1,000,000 reports stored.

The rows are written past the repositories, into tables without indexes that are made again afterwards: that takes
a minute instead of ten. What they are is said above the table.
"""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bot.domain.answers import AnswerKind
from bot.domain.places import Point
from bot.domain.reports import Status, Turn
from storage.database import open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.bench.tables import show

REPORTS, OPEN, RESIDENTS = 1_000_000, 30_000, 100_000
AGENCIES, TOPICS, HOT_SPOTS = 40, 150, 500
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
YEARS_5 = timedelta(days=5 * 365)
TIMES = 300

WAITING: dict[Turn, tuple[float, Status, dict[str, Any]]] = {
    Turn.AGENCY: (0.62, Status.IN_WORK, {}),
    Turn.VERDICT: (0.20, Status.ANSWERED, {"answer": 4, "answer_kind": AnswerKind.DONE.value}),
    Turn.MODERATION: (0.09, Status.MODERATION, {}),
    Turn.APPROVAL: (0.05, Status.IN_WORK, {"pending": 4}),
    Turn.REFUTATION: (0.02, Status.ANSWERED, {"answer": 4, "refuted": 1, "refutations": 1}),
    Turn.DISPUTE: (0.01, Status.IN_WORK, {"disputed": 1}),
    Turn.CONTROL: (0.01, Status.CONTROL, {"refuted": 1, "refutations": 2}),
}
"""Whose move the open reports wait for: how many of them, and what such a report looks like."""
EDITORS = (Turn.MODERATION, Turn.REFUTATION, Turn.DISPUTE, Turn.APPROVAL)
MONTH = (NOW - timedelta(days=31), NOW)
AT_MOST = 1000
"""Where counting for a screen ends."""


def measure() -> None:
    asyncio.run(_measure())


async def _measure() -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "gorod.db"
        database = await open_database(f"sqlite+aiosqlite:///{path}")
        await migrate(database)
        await database.close()
        started = time.perf_counter()
        _fill(path)
        built_s, size_mb = time.perf_counter() - started, path.stat().st_size / 1e6
        uow = SqlUnitOfWork(database)
        rows = [["", "median ms", "p99 ms", "wanted"]]
        for what, act in _acts(uow).items():
            times = await _times(uow, act)
            rows.append(
                [what, f"{times[len(times) // 2]:.2f}", f"{times[int(len(times) * 0.99)]:.2f}", "under 20"]
            )
        await database.close()
    show(
        f"Operating with {REPORTS:,} reports of five years, {OPEN:,} of them open ({TIMES} times each)",
        rows,
    )
    print(  # noqa: T201
        f"  Open reports have 5 events and 2 photos each, the others none; {AGENCIES} agencies, {TOPICS} topics."
        f"\n  Filling the database took {built_s:.0f} s; it has {size_mb:.0f} MB."
    )


def _acts(uow: SqlUnitOfWork) -> dict[str, Callable[[int], Awaitable[object]]]:
    async def queue(number: int) -> None:
        await uow.reports.queue(EDITORS, offset=number % 5 * 10, limit=10)
        await uow.reports.queue_count(EDITORS, at_most=AT_MOST)

    async def queue_of_agency(number: int) -> None:
        agency_id = f"agency-{number % AGENCIES}"
        await uow.reports.queue([Turn.AGENCY], agency_id=agency_id, offset=0, limit=10)
        await uow.reports.queue_count([Turn.AGENCY, Turn.APPROVAL], agency_id=agency_id, at_most=AT_MOST)

    async def overdue(number: int) -> None:
        await uow.reports.overdue(NOW, offset=number % 5 * 10, limit=10)
        await uow.reports.overdue_count(NOW, at_most=AT_MOST)

    async def card(number: int) -> None:
        report = await uow.reports.get(REPORTS - number)
        assert report is not None
        await uow.reports.event(report.number, 4)
        await uow.reports.nearby_count(Point(report.place.lat, report.place.lon), 50, before=report.number)

    async def by_the_clock(_number: int) -> None:
        await uow.reports.newly_overdue(NOW, 50)
        await uow.reports.verdict_time_over(NOW, 50)
        await uow.reports.next_due(NOW)

    return {
        "an editor's queue: a page of 10 and counts": queue,
        "an agency's queue: a page of 10 and counts": queue_of_agency,
        "overdue: a page of 10 and the count": overdue,
        "a report's card: report, answer, how many nearby": card,
        "what the clock asks: overdue, verdicts, when next": by_the_clock,
        "found by two words": lambda n: uow.reports.find([f"улица{n}", "яма"], limit=10),
        "found by a word of 100,000 reports": lambda _: uow.reports.find(["яма"], limit=10),
        "the same, of one agency": lambda n: uow.reports.find(["яма"], agency_id=f"agency-{n % 40}", limit=10),
        "figures of the last month": lambda _: uow.figures.figures(*MONTH),
        "figures of an agency's last month": lambda n: uow.figures.figures(*MONTH, agency_id=f"agency-{n % 40}"),
    }


async def _times(uow: SqlUnitOfWork, act: Callable[[int], Awaitable[object]]) -> list[float]:
    times = []
    for number in range(TIMES):
        started = time.perf_counter()
        async with uow.reading():
            await act(number)
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA cache_size = -200000")
        indexes = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _sql in indexes:
            raw.execute(f"DROP INDEX {name}")
        raw.execute("BEGIN")
        _insert(raw, "residents", _residents())
        _insert(raw, "reports", _reports(Random(1)))
        _insert(raw, "report_events", _events())
        _insert(raw, "photos", _photos())
        _insert(raw, "report_words (rowid, words)", _words(Random(2)))
        raw.execute("COMMIT")
        for _name, sql in indexes:
            raw.execute(sql)


def _insert(raw: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """All rows have the same columns."""
    first = next(rows)
    into = table if "(" in table else f"{table} ({', '.join(first)})"
    statement = f"INSERT INTO {into} VALUES ({', '.join(f':{name}' for name in first)})"  # noqa: S608 - our own names
    raw.execute(statement, first)
    raw.executemany(statement, rows)


def _text(moment: datetime) -> str:
    """As the database keeps it."""
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")


def _residents() -> Iterator[dict[str, Any]]:
    same = {"platform": "telegram", "name": "-", "locale": "ru", "locale_chosen": 0, "created_at": _text(NOW)}
    for number in range(1, RESIDENTS + 1):
        yield {"id": number, "user_id": number, "chat_id": number, **same}


def _reports(chance: Random) -> Iterator[dict[str, Any]]:
    """One every two and a half minutes; the open ones are the last."""
    turns = list(WAITING)
    weights = [share for share, _, _ in WAITING.values()]
    spots = [_somewhere(chance) for _ in range(HOT_SPOTS)]
    for number in range(1, REPORTS + 1):
        filed = NOW - YEARS_5 * (1 - number / REPORTS)
        turn = chance.choices(turns, weights)[0] if number > REPORTS - OPEN else None
        lat, lon = chance.choice(spots) if chance.random() < 0.2 else _somewhere(chance)
        yield {
            "number": number,
            "draft_id": f"{number:032x}",
            "resident_id": chance.randint(1, RESIDENTS),
            "topic_id": f"topic-{int(TOPICS * chance.random() ** 2)}",
            "agency_id": f"agency-{int(AGENCIES * chance.random() ** 2)}",
            "lat": lat + chance.gauss(0, 0.0002),
            "lon": lon + chance.gauss(0, 0.0003),
            "place_source": "location",
            "address": f"улица {number % 3000}, {number % 97}",
            "district": f"Район {number % 125}",
            "description": "Яма на проезжей части, две недели никто не чинит, машины объезжают по тротуару",
            "created_at": _text(filed),
            **_state(chance, filed, turn),
        }


def _somewhere(chance: Random) -> tuple[float, float]:
    return chance.uniform(55.55, 55.92), chance.uniform(37.35, 37.85)


def _state(chance: Random, filed: datetime, turn: Turn | None) -> dict[str, Any]:
    """Where a report is; one in ten of those with an agency is overdue, one in ten of these not marked yet."""
    _, status, fields = (
        WAITING[turn] if turn else (0, Status.SOLVED, {"answer": 4, "answer_kind": AnswerKind.DONE})
    )
    is_late = turn in (Turn.AGENCY, Turn.APPROVAL, Turn.DISPUTE) and chance.random() < 0.1
    due = chance.uniform(-5, 0) if is_late else chance.uniform(0, 11)
    published = filed + timedelta(hours=chance.uniform(0.2, 20))
    is_answered = status in (Status.SOLVED, Status.ANSWERED, Status.CONTROL)
    state = {
        "status": status.value,
        "turn": turn and turn.value,
        "answer_due": _text(NOW + timedelta(days=due) if turn else filed + timedelta(days=11)),
        "events": 5,
        "published_at": None if turn is Turn.MODERATION else _text(published),
        "verdict_due": _text(NOW + timedelta(days=chance.uniform(-0.1, 14))) if turn is Turn.VERDICT else None,
        "answered_at": _text(published + timedelta(days=chance.expovariate(0.2))) if is_answered else None,
        "overdue": int(is_late and chance.random() < 0.9),
        "confirmed": int(turn is None and chance.random() < 0.3),
    }
    return {**state, **dict.fromkeys(("answer", "answer_kind", "pending"), None), **_NO_TROUBLE, **fields}


_NO_TROUBLE = {"refuted": 0, "refutations": 0, "disputed": 0}


def _events() -> Iterator[dict[str, Any]]:
    for number in range(REPORTS - OPEN + 1, REPORTS + 1):
        for seq, kind in enumerate(("filed", "published", "assigned", "answer_prepared", "answered"), start=1):
            yield {
                "number": number,
                "seq": seq,
                "at": _text(NOW),
                "kind": kind,
                "to_status": "in_work",
                "words": "Дефект устранён в рамках гарантийных обязательств подрядчика",
            }


def _photos() -> Iterator[dict[str, Any]]:
    same = {"width": 2048, "height": 1536, "size": 400_000, "flaws": ""}
    for number in range(REPORTS - OPEN + 1, REPORTS + 1):
        for position in range(2):
            yield {"report_number": number, "position": position, "key": f"{2 * number + position:064x}", **same}


def _words(chance: Random) -> Iterator[dict[str, Any]]:
    things = ("яма", "фонарь", "мусор", "снег", "лифт", "двор", "подъезд", "дерево", "лавка", "вода")
    for number in range(1, REPORTS + 1):
        what = f"{things[number % 10]} {chance.choice(things)} дорога неделя чинить"
        yield {"rowid": number, "words": f"{what} улица{number % 3000} {number % 97}"}
