"""The sandbox's Bot API on loopback, in a thread of the benchmark's process."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.platforms.sandbox.server import Sandbox, SandboxSettings, start


@contextmanager
def sandbox() -> Iterator[Sandbox]:
    """A fresh messenger in memory; its bot's token is in `sandbox.api.token`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    running = asyncio.run_coroutine_threadsafe(start(SandboxSettings(port=0, folder=None)), loop).result()
    try:
        yield running
    finally:
        asyncio.run_coroutine_threadsafe(running.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
