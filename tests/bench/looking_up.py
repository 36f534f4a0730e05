"""A resident's list and the topic search with 100,000 reports stored."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from bot.city_pack import load_city
from bot.domain.evidence import PhotoFile
from bot.domain.notices import Quiet
from bot.domain.places import Place, PlaceSource
from bot.domain.reports import NewReport, Status
from bot.domain.residents import Platform, Resident
from bot.services.moving import Moving
from bot.services.notifier import Notifier
from bot.services.own_reports import OwnReports
from bot.services.ports import PhotoSource, TakenPhoto
from bot.understanding.topic_search import TopicIndex
from storage.database import open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.bench.tables import show

REPORTS, RESIDENTS, BUSY = 100_000, 2_000, 1_000
"""The busy resident has a thousand of them."""

SENTENCES = (
    "яма на дороге",
    "не горит фонарь во дворе",
    "лампочка в подъезде сдохла",
    "pothole",
    "мусор не вывозят",
)
TIMES = 300


def measure() -> None:
    asyncio.run(_measure())


async def _measure() -> None:
    city = load_city("moscow")
    topics = TopicIndex(city.catalogue)
    with TemporaryDirectory() as name:
        database = await open_database(f"sqlite+aiosqlite:///{Path(name) / 'gorod.db'}")
        await migrate(database)
        uow = SqlUnitOfWork(database)
        busy = await _fill(uow, list(city.catalogue.topics))
        notifier = Notifier(city=city, quiet=Quiet(0, 0, city.zone))
        moving = Moving(city=city, notifier=notifier, clock=lambda: datetime.now(UTC))
        own = OwnReports(city=city, take_photo=_no_photo, moving=moving)

        async def search(number: int) -> None:
            topics.search(f"{SENTENCES[number % len(SENTENCES)]} {number}", day=date(2026, 11, 23))

        rows = [["with 100,000 reports", "median ms", "p99 ms", "wanted"]]
        for what, act in (
            ("first page of a resident's reports", lambda _: own.page(busy, 0, uow)),
            ("last page of a thousand", lambda _: own.page(busy, 10_000, uow)),
            ("a report's card", lambda number: own.report(busy, 1 + number % BUSY, uow)),
            ("topic search", search),
        ):
            times = await _times(act)
            rows.append(
                [what, f"{times[len(times) // 2]:.2f}", f"{times[int(len(times) * 0.99)]:.2f}", "under 10"]
            )
        await database.close()
    show(f"Looking up ({TIMES} times each)", rows)


async def _times(act: Callable[[int], Awaitable[object]]) -> list[float]:
    times = []
    for number in range(TIMES):
        started = time.perf_counter()
        await act(number)
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


async def _fill(uow: SqlUnitOfWork, topic_ids: list[str]) -> Resident:
    began = datetime(2026, 1, 1, tzinfo=UTC)
    async with uow:
        people = [
            await uow.residents.add(
                platform=Platform.TELEGRAM, user_id=n, chat_id=n, name="-", locale="ru", created_at=began
            )
            for n in range(1, RESIDENTS + 1)
        ]
        for number in range(REPORTS):
            who = people[0] if number < BUSY else people[1 + number % (RESIDENTS - 1)]
            await uow.reports.add(_report(number, who, topic_ids, began))
        await uow.commit()
    return people[0]


def _report(number: int, who: Resident, topic_ids: list[str], began: datetime) -> NewReport:
    at = began + timedelta(minutes=3 * number)
    return NewReport(
        draft_id=uuid4(),
        resident_id=who.id,
        topic_id=topic_ids[number % len(topic_ids)],
        agency_id="zhilischnik",
        place=Place(lat=55.6 + number % 997 / 4000, lon=37.4 + number % 991 / 3000, source=PlaceSource.LOCATION),
        description="яма на дороге",
        status=Status.MODERATION,
        created_at=at,
        answer_due=at + timedelta(days=12),
        photos=(),
    )


async def _no_photo(file: PhotoFile, source: PhotoSource) -> TakenPhoto:
    raise AssertionError(file, source)
