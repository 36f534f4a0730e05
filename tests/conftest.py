"""Fixtures that conversations share: a world with a real database, the bot built over it, residents in it."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.app import build
from bot.chart.studio import ChartStudio
from bot.city_pack import load_city
from bot.domain.city import City
from bot.domain.operators import Group
from bot.domain.reports import Report
from bot.domain.residents import Platform
from bot.photos.store import ObstorePhotos
from bot.photos.workshop import PhotoWorkshop
from bot.platforms.sandbox.api import ANNA, BORIS, GROUP, OLGA, PAVEL, VERA, BotApi
from bot.platforms.sandbox.max.api import MaxApi
from bot.scheduler import run_all_now
from bot.services.finding import WordIndex
from bot.services.ports import Clock
from bot.understanding.understanding import Understanding
from bot.world import World
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.messengers import Enter, in_max, in_telegram
from tests.harness.postgresql import Server, running
from tests.harness.residents import PersonInChat
from tests.harness.world import Hands, Leaps, NoLinks, SmallGeocoder

BACKENDS = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="hold every conversation on PostgreSQL, not SQLite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked so happens on both databases; the rest on the one that was asked for."""
    if metafunc.definition.get_closest_marker("both_databases") and "backend" in metafunc.fixturenames:
        metafunc.parametrize("backend", BACKENDS, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A conversation about what only Telegram has is not held in MAX."""
    items[:] = [item for item in items if not (item.get_closest_marker("telegram_only") and _is_in_max(item))]


def _is_in_max(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and item.callspec.params.get("stage") is Platform.MAX


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """A logged failure as Python prints it: drawn with every local variable it takes ten seconds."""
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, renderer])


@pytest.fixture(scope="session")
def city() -> City:
    return load_city("moscow")


@pytest.fixture(scope="session")
def workshop() -> Iterator[PhotoWorkshop]:
    workshop = PhotoWorkshop()
    yield workshop
    workshop.close()


@pytest.fixture(scope="session")
def studio() -> Iterator[ChartStudio]:
    studio = ChartStudio()
    yield studio
    studio.close()


@pytest.fixture(scope="session")
def understanding(city: City) -> Understanding:
    return Understanding(city.catalogue)


@pytest.fixture(scope="session")
def index(city: City, understanding: Understanding) -> WordIndex:
    return WordIndex(city.catalogue, understanding.lemmas)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file without rows, to copy: migrating costs more than most conversations."""
    path = tmp_path_factory.mktemp("template") / "gorod.db"
    asyncio.run(_make_tables(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server for all tests of this process; started by the first that asks for it."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def tables(postgresql: Server) -> str:
    """The name of a migrated database without rows; whoever writes to it empties it again."""
    name = asyncio.run(postgresql.create_database())
    asyncio.run(_make_tables(postgresql.url(name)))
    return name


async def _make_tables(url: str) -> None:
    database = await open_database(url)
    await migrate(database)
    await database.close()


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """Which database a test is held on: one of `BACKENDS`."""
    asked: str | None = getattr(request, "param", None)
    return asked or ("postgresql" if request.config.getoption("postgresql") else "sqlite")


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of a database of the test's own, migrated, without rows."""
    if backend == "sqlite":
        path = tmp_path / "gorod.db"
        shutil.copy(request.getfixturevalue("empty_database"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    server, name = request.getfixturevalue("postgresql"), request.getfixturevalue("tables")
    yield server.url(name)
    asyncio.run(server.empty(name))


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def geocoder() -> SmallGeocoder:
    return SmallGeocoder()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    yield database
    await database.close()


class Stage:
    """Everything a conversation plays on; `restart` is what killing the bot and starting it again leaves.

    Args:
        enter: Makes the messenger of the residents for a dispatcher.
        enter_desk: Makes that of the operators; None when it is the same.
    """

    def __init__(self, world: World, enter: Enter, enter_desk: Enter | None = None) -> None:
        self.world = world
        self._enter = enter
        self._enter_desk = enter_desk
        self.restart()

    @property
    def platform(self) -> Platform:
        return self.messenger.platform

    @property
    def api(self) -> Any:
        """The residents' messenger's sandbox."""
        return self.messenger.api

    def restart(self) -> None:
        self.app = build(self.world)
        self.messenger = self.desk = self._enter(self.app.dispatcher)
        self.app.join(self.messenger.bot)
        if self._enter_desk is not None:
            self.desk = self._enter_desk(self.app.dispatcher)
            self.app.join(self.desk.bot)

    async def drain(self) -> None:
        """Everything that is due by the clock goes out."""
        await self.app.outbox.drain()

    async def time_passes(self, **by: float) -> None:
        """The clock is moved, what it brings happens, and what is due by then goes out."""
        assert isinstance(self.world.clock, Hands)
        self.world.clock.move(**by)
        await run_all_now(self.app.jobs)
        await self.drain()


@pytest.fixture
def world(
    city: City,
    understanding: Understanding,
    workshop: PhotoWorkshop,
    studio: ChartStudio,
    database: Database,
    clock: Hands,
    geocoder: SmallGeocoder,
    tmp_path: Path,
) -> World:
    """What is outside the bot, without operators."""
    return World(
        city=city,
        understanding=understanding,
        database=database,
        photos=ObstorePhotos(f"file:///{tmp_path}/photos"),
        workshop=workshop,
        studio=studio,
        geocoder=geocoder,
        links=NoLinks(),
        clock=clock,
        watch=Leaps(),
    )


@pytest.fixture(params=list(Platform), ids=str)
async def stage(request: pytest.FixtureRequest, world: World) -> AsyncIterator[Stage]:
    """The bot in one messenger, with the same people and the same operators' group whichever it is.

    A pair makes it two: that of the residents, and that of the operators (`indirect=True`).
    """
    here, desk = request.param if isinstance(request.param, tuple) else (request.param, None)
    platform = desk or here
    world = replace(world, owners=frozenset({(platform, OLGA)}), group=Group(platform, GROUP))
    async with AsyncExitStack() as stack:
        entered = [await stack.enter_async_context(enter(one, world.clock)) for one in (here, desk) if one]
        yield Stage(world, *entered)


@asynccontextmanager
async def enter(platform: Platform, clock: Clock) -> AsyncIterator[Enter]:
    """How a bot enters a messenger, with a sandbox of its own."""
    if platform is Platform.TELEGRAM:
        async with in_telegram(BotApi(clock=clock)) as made:
            yield made
    else:
        async with in_max(MaxApi(clock=clock)) as made:
            yield made


@pytest.fixture
def resident(stage: Stage) -> PersonInChat:
    return PersonInChat(stage.messenger, stage.api.person(ANNA))


@pytest.fixture
def neighbour(stage: Stage) -> PersonInChat:
    return PersonInChat(stage.messenger, stage.api.person(BORIS))


@pytest.fixture
async def olga(stage: Stage) -> PersonInChat:
    """The owner, in the operators' group."""
    return PersonInChat(stage.desk, stage.desk.api.person(OLGA, GROUP))


@pytest.fixture
def at_home(stage: Stage) -> Callable[[PersonInChat], PersonInChat]:
    """The same person in the private chat with the bot."""

    def of(someone: PersonInChat) -> PersonInChat:
        return PersonInChat(stage.desk, stage.desk.api.person(someone.person.id))

    return of


@pytest.fixture
async def hired(stage: Stage, olga: PersonInChat) -> Callable[[int, str], Awaitable[PersonInChat]]:
    """Make a person of the sandbox an operator by an invitation, and give them in the group."""

    async def hire(user_id: int, what: str) -> PersonInChat:
        owner = PersonInChat(stage.desk, stage.desk.api.person(olga.person.id))
        await owner.says(f"/invite {what}")
        code = re.search(r"start=(op_[\w-]+)", owner.last)
        assert code, owner.transcript()
        await PersonInChat(stage.desk, stage.desk.api.person(user_id)).says(f"/start {code[1]}")
        return PersonInChat(stage.desk, stage.desk.api.person(user_id, GROUP))

    return hire


@pytest.fixture
async def pavel(hired: Callable[[int, str], Awaitable[PersonInChat]]) -> PersonInChat:
    """Answers for the agency of potholes, in the group."""
    return await hired(PAVEL, "agency avd")


@pytest.fixture
async def vera(hired: Callable[[int, str], Awaitable[PersonInChat]]) -> PersonInChat:
    """The control body, in the group."""
    return await hired(VERA, "control")


@pytest.fixture
def stored_reports(database: Database, stage: Stage) -> Callable[[], Awaitable[list[Report]]]:
    """Reports as another connection sees them, oldest first."""

    async def read() -> list[Report]:
        async with SqlUnitOfWork(database) as uow:
            one = await uow.residents.of(stage.platform, ANNA)
            found = await uow.reports.of_resident(one.id, offset=0, limit=100) if one else ()
        return list(reversed(found))

    return read
