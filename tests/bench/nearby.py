"""What is around a place with 1,000,000 reports stored, in both databases.

The reports lie as those of a city do: most around some hundred places, few in the outskirts; a square has three
thousand open ones, and ten thousand stand at one point, as where a geocoder knows but the middle of the city.
Every place that is asked about is near an open report, so the crowded ones are asked about most.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import asyncpg

from bot.city_pack import load_city
from bot.domain.drafts import Draft
from bot.domain.places import Place, PlaceSource, Point
from bot.services.nearby import NEAR_M, Nearby
from bot.services.places import Places
from storage.cells import cell_of
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.bench.tables import show
from tests.harness.postgresql import running
from tests.harness.world import NoLinks, SmallGeocoder

REPORTS, OPEN, RESIDENTS, FOLLOWED = 1_000_000, 50_000, 100_000, 30_000
CENTRES, SQUARE, MIDDLE = 300, 3_000, 10_000
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TIMES, WARM_UP, ROUNDS = 1_000, 100, 4
COLUMNS = (
    *("number", "draft_id", "resident_id", "topic_id", "agency_id", "lat", "lon", "place_source", "address"),
    *("district", "description", "status", "created_at", "answer_due", "turn", "events", "published_at", "cell"),
    *("followers", "refutations", "refuted", "disputed", "overdue", "confirmed"),
)
Row = tuple[Any, ...]


def measure() -> None:
    asyncio.run(_measure())


async def _measure() -> None:
    topics = list(load_city("moscow").catalogue.topics)
    rows, notes = [["", "median ms", "p99 ms", "wanted"]], []
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        started = time.perf_counter()
        async with opened(topics) as database:
            notes.append(f"{name} was filled in {time.perf_counter() - started:.0f} s")
            for what, act in _acts(database, topics).items():
                times = await _times(act)
                rows.append([f"{name}: {what}", _part(times, 0.5), _part(times, 0.99), "under 5"])
    what = f"{TIMES:,} times each, the best of {ROUNDS} rounds"
    show(f"Around a place with {REPORTS:,} reports, {OPEN:,} of them open ({what})", rows)
    print(f"  {'; '.join(notes)}.")  # noqa: T201


def _part(times: list[float], part: float) -> str:
    return f"{times[int(len(times) * part)]:.2f}"


def _acts(database: Database, topics: list[str]) -> dict[str, Callable[[int], Awaitable[object]]]:
    city, uow, chance = load_city("moscow"), SqlUnitOfWork(database), Random(7)
    nearby = Nearby(city=city, places=Places(city=city, geocoder=SmallGeocoder(), links=NoLinks()))
    asked = [_jittered(chance, *point) for _, *point, _ in _open(Random(1), topics)]
    chance.shuffle(asked)

    async def around(number: int) -> None:
        async with uow.reading():
            await uow.reports.open_around(Point(*asked[number]), NEAR_M, limit=6)

    async def deep(number: int) -> None:
        async with uow.reading():
            await uow.reports.open_around(Point(*asked[number]), NEAR_M, offset=45, limit=6)

    async def similar(number: int) -> None:
        lat, lon = asked[number]
        place = Place(lat=lat, lon=lon, source=PlaceSource.LOCATION, address=f"улица {number % 3000}, 7")
        topic_id = topics[int(len(topics) * chance.random() ** 3)]
        me = 1 + number % RESIDENTS
        draft = Draft(
            id=UUID(int=1), resident_id=me, created_at=NOW, updated_at=NOW, place=place, topic_id=topic_id
        )
        await nearby.similar(draft, uow)

    return {"/near, the first page": around, "/near, the last page": deep, "similar to a draft": similar}


async def _times(act: Callable[[int], Awaitable[object]]) -> list[float]:
    """Of the best round: whatever else runs on the machine makes the others worse."""
    rounds = []
    for _ in range(ROUNDS):
        times = []
        for number in range(WARM_UP + TIMES):
            started = time.perf_counter()
            await act(number)
            times.append((time.perf_counter() - started) * 1000)
        rounds.append(sorted(times[WARM_UP:]))
    return min(rounds, key=lambda times: times[int(TIMES * 0.99)])


@asynccontextmanager
async def _sqlite(topics: list[str]) -> AsyncIterator[Database]:
    with TemporaryDirectory() as name:
        path = Path(name) / "gorod.db"
        database = await open_database(f"sqlite+aiosqlite:///{path}")
        await migrate(database)
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("PRAGMA synchronous = OFF")
            raw.execute("PRAGMA foreign_keys = OFF")
            indexes = raw.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            ).fetchall()
            for index, _ in indexes:
                raw.execute(f"DROP INDEX {index}")
            raw.execute("BEGIN")
            for table, columns, rows in _tables(topics):
                marks = ", ".join("?" * len(columns))
                statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
                raw.executemany(statement, (tuple(map(_as_sqlite, row)) for row in rows))
            raw.execute("COMMIT")
            for _, made in indexes:
                raw.execute(made)
        yield database
        await database.close()


def _as_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.hex if isinstance(value, UUID) else value


@asynccontextmanager
async def _postgresql(topics: list[str]) -> AsyncIterator[Database]:
    with running() as server:
        url = server.url(await server.create_database())
        database = await open_database(url)
        await migrate(database)
        raw = await asyncpg.connect(url.replace("+asyncpg", ""))
        await raw.execute("SET session_replication_role = replica")  # no foreign keys are checked
        indexes = await raw.fetch(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE 'ix_%'"
        )
        for index in indexes:
            await raw.execute(f'DROP INDEX "{index["indexname"]}"')
        for table, columns, rows in _tables(topics):
            await raw.copy_records_to_table(table, records=rows, columns=columns)
        for index in indexes:
            await raw.execute(index["indexdef"])
        await raw.execute("ANALYZE")
        await raw.close()
        yield database
        await database.close()


def _tables(topics: list[str]) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
    yield (
        "residents",
        ("id", "platform", "user_id", "chat_id", "name", "locale", "locale_chosen", "created_at"),
        ((number, "telegram", number, number, "-", "ru", False, NOW) for number in range(1, RESIDENTS + 1)),
    )
    yield "reports", COLUMNS, _reports(topics)
    yield (
        "photos",
        ("report_number", "position", "key", "width", "height", "size", "flaws"),
        (
            (number, position, f"{2 * number + position:064x}", 2048, 1536, 400_000, "")
            for number in range(REPORTS - OPEN + 1, REPORTS + 1)
            for position in range(2)
        ),
    )
    yield (
        "followers",
        ("report_number", "resident_id", "since"),
        ((REPORTS - number, 1 + number * 7 % RESIDENTS, NOW) for number in range(FOLLOWED)),
    )


def _reports(topics: list[str]) -> Iterator[Row]:
    """The open ones are the last; those before them lie where they do."""
    opened, chance = list(_open(Random(1), topics)), Random(2)
    for number in range(1, REPORTS + 1):
        is_open = number > REPORTS - OPEN
        resident_id, lat, lon, topic_id = opened[number - REPORTS - 1 if is_open else chance.randrange(OPEN)]
        if not is_open:
            lat, lon = _jittered(chance, lat, lon)
        filed, turn = NOW - timedelta(minutes=2.5 * (REPORTS - number)), "agency" if is_open else None
        yield (
            *(number, UUID(int=number), resident_id, topic_id, "roads", lat, lon, "location"),
            *(f"улица {number % 3000}, {number % 97}", f"Район {number % 125}"),
            "Яма на проезжей части, две недели никто не чинит, машины объезжают по тротуару",
            *("in_work" if is_open else "solved", filed, filed + timedelta(days=11), turn),
            *(5, filed + timedelta(hours=3), cell_of(Point(lat, lon)), 0, 0, False, False, False, False),
        )


def _open(chance: Random, topics: list[str]) -> Iterator[tuple[int, float, float, str]]:
    """Author, place and topic of each open report."""
    centres = [(chance.uniform(55.55, 55.92), chance.uniform(37.35, 37.85)) for _ in range(CENTRES)]
    for number in range(OPEN):
        lat, lon = 55.7558, 37.6173
        if number < SQUARE:
            lat, lon = lat + chance.uniform(0, 0.002) + 0.05, lon + chance.uniform(0, 0.003)
        elif number >= SQUARE + MIDDLE:
            lat, lon = chance.choice(centres)
            lat, lon = lat + chance.gauss(0, 0.004), lon + chance.gauss(0, 0.007)
        yield chance.randint(1, RESIDENTS), lat, lon, topics[int(len(topics) * chance.random() ** 3)]


def _jittered(chance: Random, lat: float, lon: float) -> tuple[float, float]:
    return lat + chance.gauss(0, 0.0005), lon + chance.gauss(0, 0.0008)
