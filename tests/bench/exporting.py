"""A million reports as a file: seconds, how much the memory grows, and how long anybody else has to wait."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from bot.city_pack import load_city
from bot.domain.city import City
from bot.domain.periods import Period
from bot.domain.residents import Platform
from bot.errors import ExportTooLarge
from bot.services.export_formats import Form
from bot.services.exporting import Exporting, write_export
from bot.services.staff import Staff
from bot.texts import Translator
from bot.wording import export_words
from storage.database import open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.bench.tables import show

SIZES = (10_000, 1_000_000)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "Большая яма на дороге у поворота, вчера там пробили колесо; просим заделать до морозов, ездить опасно"
OWNER = 1


def measure() -> None:
    rows = [["reports", "format", "seconds", "sent as", "memory +MB", "longest wait ms", "wanted"]]
    with TemporaryDirectory() as name:
        for size in SIZES:
            path = Path(name) / f"{size}.db"
            asyncio.run(_fill(path, size))
            for form in Form:
                made = _in_a_process(path, form)
                rows.append(
                    [
                        f"{size:,}",
                        form.value,
                        f"{made['seconds']:.1f}",
                        str(made["sent"]),
                        f"{made['growth_mb']:+.0f}",
                        f"{made['wait_ms']:.0f}",
                        "memory under +50",
                    ]
                )
    show("Exports", rows)


def _in_a_process(path: Path, form: Form) -> dict[str, Any]:
    """A process of its own, so that one export does not use what another has left."""
    command = (sys.executable, "-m", "tests.bench.exporting", str(path), form.value)
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # ourselves
    return json.loads(done.stdout)  # type: ignore[no-any-return]


async def _fill(path: Path, size: int) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{path}")
    await migrate(database)
    uow = SqlUnitOfWork(database)
    async with uow:
        await uow.residents.add(
            platform=Platform.TELEGRAM, user_id=OWNER, chat_id=OWNER, name="-", locale="ru", created_at=BEGAN
        )
        await uow.commit()
    await database.close()
    topics = [(topic.id, topic.agency_id) for topic in load_city("moscow").catalogue.topics.values()]
    columns = (
        "draft_id, resident_id, topic_id, agency_id, lat, lon, place_source, address, district, description, "
        "status, created_at, answer_due, published_at, answered_at, answer_kind"
    )
    places = ", ".join("?" * 16)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            f"INSERT INTO reports ({columns}) VALUES ({places})",  # noqa: S608
            (_row(number, *topics[number % len(topics)]) for number in range(size)),
        )


def _row(number: int, topic_id: str, agency_id: str) -> tuple[object, ...]:
    at = BEGAN + timedelta(seconds=20 * number)

    def stored(moment: datetime) -> str:
        return moment.strftime("%Y-%m-%d %H:%M:%S.%f")

    answered = stored(at + timedelta(days=4)) if number % 3 else None
    return (
        UUID(int=number).hex,
        OWNER,
        topic_id,
        agency_id,
        55.6 + number % 997 / 4000,
        37.4 + number % 991 / 3000,
        "location",
        f"улица Маршала Тухачевского, {number % 120}",
        "район Хорошёво-Мнёвники",
        WORDS,
        "answered" if answered else "in_work",
        stored(at),
        stored(at + timedelta(days=12)),
        stored(at + timedelta(hours=5)),
        answered,
        "done" if answered else None,
    )


async def _export(path: Path, form: Form) -> dict[str, Any]:
    database = await open_database(f"sqlite+aiosqlite:///{path}")
    city, uow = load_city("moscow"), SqlUnitOfWork(database)
    words = export_words(Translator(city.zone).of("ru"))
    period = Period(BEGAN.date(), BEGAN.date() + timedelta(days=365))
    async with uow.reading():
        person = await uow.residents.of(Platform.TELEGRAM, OWNER)
        since = BEGAN + timedelta(days=1)
        with Path("/dev/null").open("wb") as nowhere:  # noqa: ASYNC230  # what is loaded with the first use is no growth
            await write_export(nowhere, since, since + timedelta(hours=10), form, words, city, uow)
    if person is None:
        raise LookupError("the owner")
    exporting = Exporting(staff=_staff(city), city=city)
    Path("/proc/self/clear_refs").write_text("5")  # noqa: ASYNC240  # the peak is counted from here
    before, started = _status("VmRSS"), time.perf_counter()
    watching = asyncio.create_task(_longest_wait())
    try:
        async with exporting.file(person, period, form, words, uow) as made:
            sent = f"{made.path.stat().st_size / 1e6:.0f} MB {made.path.suffix.removeprefix('.')}"
    except ExportTooLarge:
        sent = "refused: too large"
    seconds = time.perf_counter() - started
    watching.cancel()
    await database.close()
    return {
        "seconds": seconds,
        "sent": sent,
        "growth_mb": (_status("VmHWM") - before) / 1024,
        "wait_ms": 1000 * max(_WAITS),
    }


_WAITS: list[float] = [0.0]


async def _longest_wait() -> None:
    """How late a task comes that wants to be called every 5 ms."""
    while True:
        asked = time.perf_counter()
        await asyncio.sleep(0.005)
        _WAITS.append(time.perf_counter() - asked - 0.005)


def _staff(city: City) -> Staff:
    return Staff(owners=frozenset({(Platform.TELEGRAM, OWNER)}), city=city, clock=lambda: BEGAN)


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_export(Path(sys.argv[1]), Form(sys.argv[2])))))  # noqa: T201  # for `measure`
