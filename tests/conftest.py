"""Fixtures that conversations share: a world with a real database, the bot built over it, residents in it."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

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
from bot.scheduler import run_all_now
from bot.services.finding import WordIndex
from bot.services.topic_search import TopicIndex
from bot.world import World
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.residents import Messenger, TelegramResident
from tests.harness.world import Hands, Leaps, NoLinks, SmallGeocoder


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
def topics(city: City) -> TopicIndex:
    return TopicIndex(city.catalogue)


@pytest.fixture(scope="session")
def index(city: City, topics: TopicIndex) -> WordIndex:
    return WordIndex(city.catalogue, topics.lemmas)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file without rows, to copy: migrating costs more than most conversations."""
    path = tmp_path_factory.mktemp("template") / "gorod.db"

    async def make() -> None:
        database = await open_database(f"sqlite+aiosqlite:///{path}")
        await migrate(database)
        await database.close()

    asyncio.run(make())
    return path


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def geocoder() -> SmallGeocoder:
    return SmallGeocoder()


@pytest.fixture
async def database(empty_database: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / "gorod.db"
    shutil.copy(empty_database, path)
    database = await open_database(f"sqlite+aiosqlite:///{path}")
    yield database
    await database.close()


class Stage:
    """Everything a conversation plays on; `restart` is what killing the bot and starting it again leaves."""

    def __init__(self, world: World, api: BotApi) -> None:
        self.world = world
        self.api = api
        self.restart()

    def restart(self) -> None:
        self.app = build(self.world)
        self.messenger = Messenger(self.app.dispatcher, self.api)
        self.app.outbox.connect(Platform.TELEGRAM, self.messenger.bot)

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
async def stage(
    city: City,
    topics: TopicIndex,
    workshop: PhotoWorkshop,
    studio: ChartStudio,
    database: Database,
    clock: Hands,
    geocoder: SmallGeocoder,
    tmp_path: Path,
) -> Stage:
    world = World(
        city=city,
        topics=topics,
        database=database,
        photos=ObstorePhotos(f"file:///{tmp_path}/photos"),
        workshop=workshop,
        studio=studio,
        geocoder=geocoder,
        links=NoLinks(),
        clock=clock,
        watch=Leaps(),
        owners=frozenset({(Platform.TELEGRAM, OLGA)}),
        group=Group(Platform.TELEGRAM, GROUP),
    )
    return Stage(world, BotApi(clock=clock))


@pytest.fixture
def resident(stage: Stage) -> TelegramResident:
    return TelegramResident(stage.messenger, stage.api.person(ANNA))


@pytest.fixture
def neighbour(stage: Stage) -> TelegramResident:
    return TelegramResident(stage.messenger, stage.api.person(BORIS))


@pytest.fixture
async def olga(stage: Stage) -> TelegramResident:
    """The owner, in the operators' group."""
    return TelegramResident(stage.messenger, stage.api.person(OLGA, GROUP))


@pytest.fixture
def at_home(stage: Stage) -> Callable[[TelegramResident], TelegramResident]:
    """The same person in the private chat with the bot."""

    def of(someone: TelegramResident) -> TelegramResident:
        return TelegramResident(stage.messenger, stage.api.person(someone.person.id))

    return of


@pytest.fixture
async def hired(stage: Stage, olga: TelegramResident) -> Callable[[int, str], Awaitable[TelegramResident]]:
    """Make a person of the sandbox an operator by an invitation, and give them in the group."""

    async def hire(user_id: int, what: str) -> TelegramResident:
        owner = TelegramResident(stage.messenger, stage.api.person(olga.person.id))
        await owner.says(f"/invite {what}")
        code = re.search(r"start=(op_[\w-]+)", owner.last)
        assert code, owner.transcript()
        await TelegramResident(stage.messenger, stage.api.person(user_id)).says(f"/start {code[1]}")
        return TelegramResident(stage.messenger, stage.api.person(user_id, GROUP))

    return hire


@pytest.fixture
async def pavel(hired: Callable[[int, str], Awaitable[TelegramResident]]) -> TelegramResident:
    """Answers for the agency of potholes, in the group."""
    return await hired(PAVEL, "agency avd")


@pytest.fixture
async def vera(hired: Callable[[int, str], Awaitable[TelegramResident]]) -> TelegramResident:
    """The control body, in the group."""
    return await hired(VERA, "control")


@pytest.fixture
def stored_reports(database: Database) -> Callable[[], Awaitable[list[Report]]]:
    """Reports as another connection sees them, oldest first."""

    async def read() -> list[Report]:
        async with SqlUnitOfWork(database) as uow:
            one = await uow.residents.of(Platform.TELEGRAM, ANNA)
            found = await uow.reports.of_resident(one.id, offset=0, limit=100) if one else ()
        return list(reversed(found))

    return read
