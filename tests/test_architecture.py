"""Guard of the house plan (design § 2, style § 2): which way imports point, and what stands in no module.

Reads the sources with `ast` and imports nothing of them. Each rule is a function from a module to what is wrong
with it, so that the tests at the end can show it a module that breaks it.
"""

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOPS = ("bot", "handlers", "storage")
LONGEST_FILE = 300

ONLY: Mapping[str, tuple[str, ...]] = {
    "bot.domain": ("bot.domain",),
    "bot.errors": ("bot.domain",),
    "bot.services": ("bot.domain", "bot.services", "bot.understanding", "bot.errors", "rapidfuzz", "structlog"),
    "bot.understanding": ("bot.domain", "bot.understanding", "numpy", "pymorphy3", "dawg_python", "rapidfuzz"),
    "bot.platforms": (
        "bot.platforms",
        "bot.errors",
        "bot.messenger",
        "bot.press",
        "bot.pacing",
        "bot.domain",
        "aiogram",
        "pydantic",
        "aiohttp",
        "PIL",
        "rapidfuzz",
        "structlog",
    ),
    "storage": (
        "bot.domain",
        "bot.errors",
        "bot.services.ports",
        "storage",
        "sqlalchemy",
        "alembic",
        "aiosqlite",
        "asyncpg",
        "h3",
        "structlog",
    ),
}
"""A package and all it may import besides the standard library."""

EXTRA: Mapping[str, tuple[str, ...]] = {"storage.fsm": ("aiogram",)}
"""A module and what it may import besides: `fsm` implements aiogram's own storage."""

NEVER: Mapping[str, tuple[str, ...]] = {
    "handlers": (
        "storage",
        "bot.app",
        "bot.running",
        "bot.world",
        "bot.sandbox_mode",
        "bot.platforms",
        "bot.config",
        "bot.geocoding",
        "bot.geocoding.services",
        "bot.photos.store",
        "bot.map_links.short",
        "bot.scheduler",
        "sqlalchemy",
        "aiohttp",
        "PIL",
        "geopy",
        "obstore",
    ),
}
"""A package and what it may not import, where the list of what it may would be long."""

DOORS: Mapping[str, tuple[str, ...]] = {
    "bot.running": ("bot.__main__",),
    "bot.app": ("bot.running",),
    "bot.__main__": (),
    "bot.self_check": ("bot.__main__",),
    "bot.world": ("bot.app", "bot.running"),
    "bot.sandbox_mode": ("bot.running",),
    "bot.config": (
        "bot.running",
        "bot.world",
        "bot.sandbox_mode",
        "bot.export_command",
        "bot.__main__",
        "bot.self_check",
    ),
    "storage": ("storage", "bot.app", "bot.world", "bot.export_command", "bot.__main__", "bot.self_check"),
    "bot.export_command": ("bot.__main__",),
    "matplotlib": ("bot.chart.drawing",),
    "bot.chart.drawing": ("bot.chart.worker",),
    "handlers": ("handlers", "bot.app"),
    "sqlalchemy": ("storage",),
    "alembic": ("storage",),
    "geopy": ("bot.geocoding.geocoder", "bot.geocoding.services"),
    "obstore": ("bot.photos.store",),
    "apscheduler": ("bot.scheduler",),
    "fluent": ("bot.texts",),
}
"""A module or library and the only ones that may import it."""

WORLDLY = frozenset(
    {
        "Bot",
        "Dispatcher",
        "Router",
        "AiohttpSession",
        "ClientSession",
        "create_engine",
        "create_async_engine",
        "sessionmaker",
        "async_sessionmaker",
        "AsyncIOScheduler",
        "Translator",
        "FluentBundle",
        "SqlUnitOfWork",
        "now",
        "utcnow",
        "today",
    }
)
"""What is made by whoever needs it and passed on, never when a module is imported."""

MAY_MAKE_TASKS = ("bot.running", "bot.alone", "bot.supervision", "bot.platforms")
MAY_READ_THE_CLOCK = ("bot.running", "bot.__main__", "bot.topics_command", "bot.platforms.sandbox")
NO_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc"})
CLOCKS = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
)

LONGER: Mapping[str, str] = {
    "bot/catalogue_check.py": "the closed list of what a catalogue may hold",
    "bot/keyboards.py": "one short function a screen",
    "bot/platforms/sandbox/geocoder.py": "one small gazetteer and how it is asked",
    "bot/platforms/sandbox/people.py": "all that a person can do in the sandbox",
    "bot/platforms/sandbox/markup.py": "one grammar: the messenger's HTML",
}
"""Files longer than `LONGEST_FILE` lines, and why they are not two."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module as text: dotted name, source, path from the root."""

    name: str
    source: str
    path: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.source)


@cache
def _parsed(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for top in TOPS:
        for path in sorted((ROOT / top).rglob("*.py")):
            relative = path.relative_to(ROOT)
            parts = relative.with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(name, path.read_text(encoding="utf-8"), relative.as_posix()))
    return tuple(found)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imported(module: Module) -> Iterator[tuple[str, int]]:
    """Full dotted names of all that a module imports, also inside functions and for types only."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=str(origin), names=names, level=0):
                yield from ((f"{origin}.{alias.name}", node.lineno) for alias in names)
            case ast.ImportFrom(level=level) if level:
                yield "." * level, node.lineno


def is_standard(name: str) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names


def dotted(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""


# The rules


def wrong_arrows(module: Module) -> Iterator[str]:
    """Imports that point where the plan has no arrow."""
    extra = EXTRA.get(module.name, ())
    for name, line in imported(module):
        where = f"{module.path}:{line}: imports {name}"
        if name.startswith("."):
            yield f"{module.path}:{line}: imports relatively, which hides where the arrow points"
        for package, allowed in ONLY.items():
            if within(module.name, (package,)) and not is_standard(name) and not within(name, allowed + extra):
                yield f"{where}; {package} may import {', '.join(allowed + extra)} only"
        for package, forbidden in NEVER.items():
            if within(module.name, (package,)) and within(name, forbidden):
                yield f"{where}, {package} may not"
        for target, importers in DOORS.items():
            if within(name, (target,)) and not within(module.name, importers):
                yield f"{where}; only {', '.join(importers) or 'nobody'} may"


def worldly_globals(module: Module) -> Iterator[str]:
    """Bots, engines, sessions, clocks made while a module is imported, in a class body too."""
    pending: list[ast.AST] = list(module.tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            pending += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            continue
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in WORLDLY:
            yield f"{module.path}:{node.lineno}: {ast.unparse(node)} is made at import"
        pending += ast.iter_child_nodes(node)


def shapeless_names(module: Module) -> Iterator[str]:
    if NO_NAMES & set(module.name.split(".")):
        yield f"{module.path}: a subject of its own has a name of its own"


def missing_docstring(module: Module) -> Iterator[str]:
    if not ast.get_docstring(module.tree):
        yield f"{module.path}: has no docstring"


def loose_tasks(module: Module) -> Iterator[str]:
    """Tasks that only runners may make: they keep them and log their failure."""
    if within(module.name, MAY_MAKE_TASKS):
        return
    for name, line in imported(module):
        if name in {"asyncio.create_task", "asyncio.ensure_future"}:
            yield f"{module.path}:{line}: imports {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node) in {"asyncio.create_task", "asyncio.ensure_future"}:
            yield f"{module.path}:{node.lineno}: {dotted(node)}"


def own_clocks(module: Module) -> Iterator[str]:
    """The time read where it should have been passed in."""
    if within(module.name, MAY_READ_THE_CLOCK):
        return
    for name, line in imported(module):
        if name in {"time.time", "time.time_ns"}:
            yield f"{module.path}:{line}: imports {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and ".".join(dotted(node).split(".")[-2:]) in CLOCKS:
            yield f"{module.path}:{node.lineno}: {dotted(node)}"


def platform_questions(module: Module) -> Iterator[str]:
    """Conversations and use cases that ask which messenger it is: a defect of the translator below them."""
    if not within(module.name, ("handlers", "bot.services")):
        return
    for node in ast.walk(module.tree):
        asked = node.test if isinstance(node, ast.If | ast.IfExp | ast.While) else None
        asked = node.subject if isinstance(node, ast.Match) else asked
        for part in ast.walk(asked) if asked else ():
            if (
                isinstance(part, ast.Name | ast.Attribute)
                and dotted(part).rpartition(".")[2].lower() == "platform"
            ):
                yield f"{module.path}:{part.lineno}: asks about {dotted(part)}"


def length(module: Module) -> Iterator[str]:
    lines = len(module.source.splitlines())
    if lines > LONGEST_FILE and module.path not in LONGER:
        yield f"{module.path}: {lines} lines"


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    wrong_arrows,
    worldly_globals,
    shapeless_names,
    missing_docstring,
    loose_tasks,
    own_clocks,
    platform_questions,
    length,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_plan_holds(rule: Callable[[Module], Iterator[str]]) -> None:
    assert modules()
    assert not [finding for module in modules() for finding in rule(module)]


def test_packages_of_the_rules_exist() -> None:
    """A renamed package must not leave its rule guarding nothing."""
    names = {module.name for module in modules()}
    ours = {
        name
        for name in (*ONLY, *EXTRA, *NEVER, *DOORS, *MAY_MAKE_TASKS, *MAY_READ_THE_CLOCK)
        if name.partition(".")[0] in TOPS
    }
    assert ours <= names


def test_each_long_file_is_still_long() -> None:
    lines = {module.path: len(module.source.splitlines()) for module in modules()}
    assert not [path for path in LONGER if lines.get(path, 0) <= LONGEST_FILE], "take it off the list"


# The rules can fail


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (wrong_arrows, "bot.domain.drafts", "import structlog"),
        (wrong_arrows, "bot.domain.drafts", "from bot.services.ports import Clock"),
        (wrong_arrows, "bot.domain.drafts", "from bot import texts"),
        (wrong_arrows, "bot.domain.drafts", "from . import places"),
        (wrong_arrows, "bot.errors", "from bot.services.ports import Clock"),
        (wrong_arrows, "bot.services.drafting", "from aiogram.types import Message"),
        (wrong_arrows, "bot.services.drafting", "import sqlalchemy.orm"),
        (wrong_arrows, "bot.services.drafting", "def late():\n    import aiohttp"),
        (wrong_arrows, "bot.services.drafting", "from PIL import Image"),
        (wrong_arrows, "bot.services.drafting", "import geopy, obstore"),
        (wrong_arrows, "bot.services.drafting", "from bot.cards import Cards"),
        (wrong_arrows, "bot.services.drafting", "if TYPE_CHECKING:\n    from storage.reports import SqlReports"),
        (wrong_arrows, "storage.reports", "from aiogram import Bot"),
        (wrong_arrows, "storage.reports", "from bot.services.drafting import Drafting"),
        (wrong_arrows, "storage.reports", "from bot.services import drafting"),
        (wrong_arrows, "storage.fsm", "from bot.say import Say"),
        (wrong_arrows, "handlers.start", "from storage.reports import SqlReports"),
        (wrong_arrows, "handlers.start", "from sqlalchemy import select"),
        (wrong_arrows, "handlers.start", "from bot import app"),
        (wrong_arrows, "handlers.start", "from bot.platforms.telegram import make_bot"),
        (wrong_arrows, "handlers.start", "import bot.geocoding"),
        (wrong_arrows, "handlers.start", "from bot.photos.store import ObstorePhotos"),
        (wrong_arrows, "bot.platforms.telegram", "from bot.services.drafting import Drafting"),
        (wrong_arrows, "bot.platforms.telegram", "from bot.services.staff import Staff"),
        (wrong_arrows, "bot.platforms.sandbox.api", "from handlers import create_router"),
        (wrong_arrows, "bot.platforms.sandbox.api", "from bot.cards import Cards"),
        (wrong_arrows, "bot.scheduler", "from bot.running import now"),
        (wrong_arrows, "bot.running", "from bot.__main__ import main"),
        (wrong_arrows, "bot.cards", "from handlers.draft_card import DraftCard"),
        (wrong_arrows, "bot.cards", "from storage import reports"),
        (wrong_arrows, "bot.cards", "from bot.config import Settings"),
        (wrong_arrows, "bot.places", "from geopy.geocoders import Nominatim"),
        (worldly_globals, "bot.say", "bot = Bot('42:token')"),
        (worldly_globals, "bot.say", "bot: Bot = aiogram.Bot('42:token')"),
        (worldly_globals, "handlers.start", "router = Router()"),
        (worldly_globals, "storage.database", "if True:\n    engine = create_async_engine('sqlite://')"),
        (worldly_globals, "bot.map_links.short", "class Links:\n    session = aiohttp.ClientSession()"),
        (worldly_globals, "bot.app", "STARTED = datetime.now(UTC)"),
        (worldly_globals, "bot.app", "def since(moment=datetime.now(UTC)): ..."),
        (shapeless_names, "bot.utils", ""),
        (shapeless_names, "handlers.common.start", ""),
        (missing_docstring, "bot.say", "# only a comment\nX = 1"),
        (loose_tasks, "bot.say", "async def f():\n    asyncio.create_task(g())"),
        (loose_tasks, "handlers.start", "from asyncio import create_task"),
        (loose_tasks, "bot.scheduler", "start = asyncio.ensure_future"),
        (own_clocks, "bot.services.drafting", "def f():\n    return datetime.now(UTC)"),
        (own_clocks, "bot.services.drafting", "def f():\n    return datetime.datetime.utcnow()"),
        (own_clocks, "bot.cards", "def f():\n    return date.today()"),
        (own_clocks, "storage.reports", "def f(): return time.time()"),
        (own_clocks, "storage.reports", "from time import time"),
        (own_clocks, "bot.platforms.telegram", "clock = datetime.now"),
        (platform_questions, "handlers.start", "def f():\n    if platform == 'max': ..."),
        (
            platform_questions,
            "handlers.start",
            "def f():\n    return 1 if resident.platform is Platform.MAX else 2",
        ),
        (platform_questions, "bot.services.places", "def f():\n    match resident.platform:\n        case _: ..."),
        (length, "bot.say", "x = 1\n" * (LONGEST_FILE + 1)),
    ],
)
def test_a_broken_rule_is_found(rule: Callable[[Module], Iterator[str]], name: str, source: str) -> None:
    assert list(rule(Module(name, source, "sample.py")))


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (wrong_arrows, "bot.domain.drafts", "import re\nfrom bot.domain.places import Place"),
        (wrong_arrows, "bot.services.drafting", "from bot.domain import places\nfrom bot.errors import BotError"),
        (wrong_arrows, "storage.reports", "from bot.services.ports import AlreadyFiled"),
        (wrong_arrows, "storage.fsm", "from aiogram.fsm.state import State"),
        (wrong_arrows, "handlers.start", "from bot import keyboards"),
        (
            wrong_arrows,
            "bot.app",
            "from storage.database import open_database\nfrom handlers import create_router",
        ),
        (wrong_arrows, "bot.__main__", "from bot.running import run"),
        (worldly_globals, "handlers.start", "def create_router():\n    return Router(name='start')"),
        (worldly_globals, "bot.say", "log = structlog.get_logger(__name__)"),
        (loose_tasks, "bot.platforms.sandbox.server", "async def f():\n    asyncio.create_task(g())"),
        (own_clocks, "bot.running", "def now():\n    return datetime.now(UTC)"),
        (own_clocks, "bot.cards", "def f(clock):\n    return clock.now(), time.monotonic()"),
        (platform_questions, "handlers.start", "def f():\n    return uow.residents.get(platform, user_id)"),
        (platform_questions, "bot.middlewares.context", "def f():\n    if platform: ..."),
        (length, "bot.say", "x = 1\n" * LONGEST_FILE),
    ],
)
def test_what_is_allowed_is_not_blamed(rule: Callable[[Module], Iterator[str]], name: str, source: str) -> None:
    assert not list(rule(Module(name, source, "sample.py")))
