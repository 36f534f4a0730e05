"""The bot's own web server: `/healthz` says what works and what does not.

200 while residents can be answered somewhere, with `degraded` when something is missing; 503 when they cannot.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiohttp import web

from bot.domain.residents import Platform
from bot.errors import ConfigError
from bot.platforms.reach import Reach, Reached

log = structlog.get_logger(__name__)

Reaches = Callable[[], Mapping[Platform, Reach]]
DatabaseWorks = Callable[[], Awaitable[bool]]


@asynccontextmanager
async def serve(host: str, port: int, reaches: Reaches, database_works: DatabaseWorks) -> AsyncIterator[str]:
    """Serve as long as the context is open; its address.

    Raises:
        ConfigError: The port cannot be opened.
    """

    async def healthz(_request: web.Request) -> web.Response:
        body = health(reaches(), database=await database_works())
        return web.json_response(body, status=503 if body["status"] == "down" else 200)

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise ConfigError(f"web.port: {host}:{port} cannot be opened: {error.strerror}") from None
    try:
        yield f"http://{host}:{int(runner.addresses[0][1])}"
    finally:
        await runner.cleanup()


def health(reaches: Mapping[Platform, Reach], *, database: bool) -> dict[str, Any]:
    """What `/healthz` answers: `status` is "ok", "degraded" or "down", and each part for itself."""
    return {
        "status": _status([reach.state is Reached.WORKS for reach in reaches.values()], database=database),
        "database": "works" if database else "down",
        "messengers": {platform.value: _reach(reach) for platform, reach in reaches.items()},
    }


def _status(works: Sequence[bool], *, database: bool) -> str:
    if not (database and any(works)):
        return "down"
    return "ok" if all(works) else "degraded"


def _reach(reach: Reach) -> dict[str, str]:
    return {"state": reach.state.value, **({"why": reach.why} if reach.why else {})}
