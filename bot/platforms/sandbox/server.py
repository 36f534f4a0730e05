"""The sandbox on loopback: the Bot API, MAX, the geocoder and the chat page on one port.

Rests on aiohttp, which aiogram brings. Nothing here is reachable from another machine or another site.
"""

import ipaddress
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.platforms.sandbox.api import TOKEN, BotApi
from bot.platforms.sandbox.bot_http import BotHttp
from bot.platforms.sandbox.clock import ClockHooks, SandboxClock
from bot.platforms.sandbox.clock_http import ClockHttp
from bot.platforms.sandbox.geocoder import Geocoder
from bot.platforms.sandbox.geocoder_http import GeocoderHttp
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.cast import FROM_MAX
from bot.platforms.sandbox.max.cast import TOKEN as MAX_TOKEN
from bot.platforms.sandbox.max.http import MaxHttp
from bot.platforms.sandbox.page import Page
from bot.platforms.sandbox.rules import UPLOAD_BYTES

PLAN = Path(__file__).parents[2] / "cities" / "moscow" / "plan.geojson"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxSettings:
    """Where the sandbox lives: port 0 takes any free one, no folder keeps everything in memory.

    `token` is the bot's in Telegram, `max_token` the one in MAX.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    token: str = TOKEN
    max_token: str = MAX_TOKEN
    folder: Path | None = None
    plan: Path = PLAN


class Sandbox:
    """A running sandbox: `api` is Telegram's side of it."""

    def __init__(self, api: BotApi, max_api: MaxApi, open_: AsyncExitStack, host: str, port: int) -> None:
        self.api = api
        self.max_api = max_api
        self.host = host
        self.port = port
        self._open = open_

    @property
    def url(self) -> str:
        """The page's address and the Bot API's base; MAX's is the same with `/max`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def stop(self) -> None:
        """Answer what waits, close the port, keep the state."""
        await self._open.aclose()


async def start(
    settings: SandboxSettings, *, clock: SandboxClock | None = None, hooks: ClockHooks | None = None
) -> Sandbox:
    """Start serving.

    Args:
        clock: The clock of all that happens here, which the page moves; one of the folder's own if none is given.
        hooks: What a bot in this process wants of the clock.

    Raises:
        OSError: The port is taken, or the folder cannot be written.
        ValueError: The host is not a loopback one, what the folder remembers of the clock cannot be read, or
            somebody in both messengers has the same id.
    """
    if not is_loopback(settings.host):
        raise ValueError(f"the sandbox serves this machine only, not {settings.host!r}")
    clock = clock or SandboxClock(settings.folder)
    async with AsyncExitStack() as stack:
        api = BotApi(settings.folder, clock=clock, token=settings.token)
        stack.callback(api.close)
        max_api = MaxApi(settings.folder, clock=clock, token=settings.max_token, cast=FROM_MAX, group=None)
        stack.callback(max_api.close)
        app = _application(api, max_api, settings.plan, ClockHttp(api.state, clock, hooks or ClockHooks()))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handle_signals=False)
        stack.push_async_callback(runner.cleanup)
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port).start()
        return Sandbox(api, max_api, stack.pop_all(), settings.host, int(runner.addresses[0][1]))


def _application(api: BotApi, max_api: MaxApi, plan: Path, time: ClockHttp) -> web.Application:
    bot, in_max, page = BotHttp(api), MaxHttp(max_api), Page(api, max_api, plan)
    geocoder = GeocoderHttp(Geocoder(plan))
    app = web.Application(client_max_size=UPLOAD_BYTES + 2**20, middlewares=[_only_this_machine])
    for routes in (bot.routes(), in_max.routes("/max"), geocoder.routes(), page.routes(), time.routes()):
        app.add_routes(routes)

    async def close(_: web.Application) -> None:
        bot.close()
        in_max.close()
        page.close()

    app.on_shutdown.append(close)
    return app


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


@web.middleware
async def _only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site's page sends through this machine's browser, by name or by rebinding."""
    host = request.host
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    origin = request.headers.get("Origin")
    foreign = request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none") and request.path != "/"
    if not is_loopback(name) or (origin is not None and origin != f"http://{host}") or foreign:
        raise web.HTTPForbidden(text="The sandbox answers its own page only.\n")
    return await handler(request)
