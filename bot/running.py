"""Runs the bot until it is told to stop: the world, every messenger there is a token for, jobs and pushes."""

import asyncio
import signal
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime

from bot.alone import alone
from bot.app import App, build
from bot.config import Settings
from bot.markers import StoredMarkers
from bot.memory import settle
from bot.platforms.max.messenger import Max
from bot.platforms.telegram import Telegram
from bot.sandbox_mode import for_sandbox, sandbox, sandbox_clock
from bot.scheduler import make_scheduler
from bot.supervision import Supervisor
from bot.web import serve
from bot.world import World, open_world


def now() -> datetime:
    """The clock of the running bot."""
    return datetime.now(UTC)


async def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; updates in hand are finished first.

    Raises:
        ConfigError: The bot could not start; nothing is left running.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(name, stop.set)
    async with AsyncExitStack() as stack:
        moved_clock = sandbox_clock() if settings.uses_sandbox else None
        if settings.uses_sandbox:
            settings = for_sandbox(settings)
        world = await stack.enter_async_context(open_world(settings, moved_clock or now))
        if not await stack.enter_async_context(alone(world.election(), stop)):
            return
        app = build(world)
        if moved_clock is not None:
            await stack.enter_async_context(
                sandbox(settings, moved_clock, next_due=app.pushes.next_due, moved=app.pushes.clock_moved)
            )
        messengers = _messengers(settings, world)
        for messenger in messengers:
            stack.push_async_callback(messenger.close)
        supervisor = Supervisor(messengers, app.dispatcher, app.introductions, app.join)
        web = serve(settings.web.host, settings.web.port, lambda: supervisor.reaches, world.database_works)
        await stack.enter_async_context(web)
        settle()
        await _serve(app, supervisor, stop)


def _messengers(settings: Settings, world: World) -> list[Telegram | Max]:
    """Those that there is a token for."""
    found: list[Telegram | Max] = []
    if token := settings.telegram.token.get_secret_value():
        found.append(Telegram(token, settings.telegram.api_base))
    if token := settings.max.token.get_secret_value():

        def markers(bot_id: int) -> StoredMarkers:
            return StoredMarkers(world.begin, f"max:{bot_id}")

        found.append(Max(token, settings.max.api_base, settings.max.ca_file, markers))
    return found


async def _serve(app: App, supervisor: Supervisor, stop: asyncio.Event) -> None:
    await app.switching.refresh_switches()
    scheduler = make_scheduler(app.jobs)
    sending = asyncio.create_task(app.outbox.run(stop))
    scheduler.start()
    try:
        await supervisor.run(stop)
    finally:
        if not stop.is_set():  # every messenger has refused, or something has failed that says why
            sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending
        scheduler.shutdown(wait=False)
