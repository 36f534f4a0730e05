"""Running without a token: the bot starts its own messenger, with an owner, an operators' group and a clock.

What the sandbox needs is imported only here and only then: a bot with a token need not pay for it.
"""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from pydantic import SecretStr

from bot.city_pack import CITIES
from bot.config import Settings
from bot.errors import ConfigError

if TYPE_CHECKING:
    from bot.platforms.sandbox.clock import SandboxClock

log = structlog.get_logger(__name__)

SANDBOX_TOKEN = "42:sandbox"  # noqa: S105  # opens nothing: the sandbox listens on loopback only
SANDBOX_MAX_TOKEN = "sandbox-max"  # noqa: S105
SANDBOX_FOLDER = Path("data/sandbox")


def for_sandbox(settings: Settings) -> Settings:
    """The settings of a bot in the sandbox's two messengers, on a port that is free.

    With the sandbox's own geocoder, owners and group where none is configured.
    """
    settings = _with_port(settings)
    url = sandbox_url(settings)
    return _with_operators(_with_geocoder(_with_messengers(settings, url), url))


def sandbox_url(settings: Settings) -> str:
    return f"http://{settings.sandbox.host}:{settings.sandbox.port}"


def sandbox_clock() -> "SandboxClock":
    """The sandbox's time, which its page moves ahead; what it remembers of the last run included.

    Raises:
        ConfigError: It remembers nothing that can be read.
    """
    from bot.platforms.sandbox.clock import ClockError, SandboxClock  # noqa: PLC0415  # not with a token

    try:
        return SandboxClock(SANDBOX_FOLDER)
    except ClockError as error:
        raise ConfigError(f"{SANDBOX_FOLDER}: {error}") from None


@asynccontextmanager
async def sandbox(
    settings: Settings,
    clock: "SandboxClock",
    *,
    next_due: Callable[[], Awaitable[tuple[datetime, str] | None]],
    moved: Callable[[], Awaitable[None]],
) -> AsyncIterator[None]:
    """The sandbox messenger, as long as the bot runs.

    Args:
        next_due: What the bot does next by itself, for the button that moves the clock there.
        moved: To be told when the clock has been moved.
    """
    from bot.platforms.sandbox import server  # noqa: PLC0415  # a bot with a token need not pay for it
    from bot.platforms.sandbox.clock import ClockHooks  # noqa: PLC0415

    configured = server.SandboxSettings(
        host=settings.sandbox.host,
        port=settings.sandbox.port,
        token=SANDBOX_TOKEN,
        max_token=SANDBOX_MAX_TOKEN,
        folder=SANDBOX_FOLDER,
        plan=CITIES / settings.city.pack / "plan.geojson",
    )
    try:
        hooks = ClockHooks(next_due=next_due, moved=moved)
        running = await server.start(configured, clock=clock, hooks=hooks)
    except OSError as error:
        where = f"{settings.sandbox.host}:{settings.sandbox.port}"
        raise ConfigError(f"sandbox.port: {where} cannot be opened: {error.strerror}") from None
    log.info("sandbox messenger: open it in a browser", url=running.url)
    try:
        yield
    finally:
        await running.stop()


def _with_port(settings: Settings) -> Settings:
    """Port 0 means any free one; the geocoder's address needs it before the sandbox is started."""
    if settings.sandbox.port:
        return settings
    with socket.socket() as free:
        free.bind((settings.sandbox.host, 0))
        sandbox = settings.sandbox.model_copy(update={"port": free.getsockname()[1]})
    return settings.model_copy(update={"sandbox": sandbox})


def _with_messengers(settings: Settings, base: str) -> Settings:
    telegram = {"token": SecretStr(SANDBOX_TOKEN), "api_base": base}
    in_max = {"token": SecretStr(SANDBOX_MAX_TOKEN), "api_base": f"{base}/max"}
    return settings.model_copy(
        update={
            "telegram": settings.telegram.model_copy(update=telegram),
            "max": settings.max.model_copy(update=in_max),
        }
    )


def _with_operators(settings: Settings) -> Settings:
    """The sandbox's owners, one in each messenger, and operators' group, unless others were configured."""
    if settings.operators.owners or settings.operators.group:
        return settings
    from bot.platforms.sandbox.api import GROUP, OLGA  # noqa: PLC0415
    from bot.platforms.sandbox.max.cast import MARINA  # noqa: PLC0415

    operators = settings.operators.model_copy(
        update={"owners": (f"telegram:{OLGA}", f"max:{MARINA}"), "group": f"telegram:{GROUP}"}
    )
    return settings.model_copy(update={"operators": operators})


def _with_geocoder(settings: Settings, base: str) -> Settings:
    """The sandbox's own geocoder, unless another was configured; so typed addresses work offline."""
    if settings.geocoder.base_url or settings.geocoder.provider != "nominatim":
        return settings
    geocoder = settings.geocoder.model_copy(update={"base_url": f"{base}/geocoder"})
    return settings.model_copy(update={"geocoder": geocoder})
