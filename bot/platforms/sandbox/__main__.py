"""Run the sandbox alone: `python -m bot.platforms.sandbox --port 9090 --token 1:abc`."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from bot.platforms.sandbox.server import SandboxSettings, start


async def _serve(settings: SandboxSettings) -> None:
    sandbox = await start(settings)
    sys.stdout.write(
        f"Sandbox messenger: {sandbox.url} (Bot API base and chat page), token {settings.token};"
        f" MAX: {sandbox.url}/max, token {settings.max_token}\n"
    )
    sys.stdout.flush()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    await sandbox.stop()


def main() -> None:
    default = SandboxSettings()
    parser = argparse.ArgumentParser(
        prog="python -m bot.platforms.sandbox", description="Two messengers on this machine."
    )
    parser.add_argument("--host", default=default.host)
    parser.add_argument("--port", type=int, default=default.port)
    parser.add_argument("--token", default=default.token)
    parser.add_argument("--max-token", default=default.max_token)
    parser.add_argument("--folder", type=Path, default=None, help="where to keep chats; in memory without it")
    parser.add_argument("--plan", type=Path, default=default.plan, help="plan of a city, GeoJSON")
    given = parser.parse_args()
    settings = SandboxSettings(**vars(given))
    try:
        asyncio.run(_serve(settings))
    except (OSError, ValueError) as error:
        sys.exit(f"The sandbox cannot start at {settings.host}:{settings.port}: {error}")


if __name__ == "__main__":
    main()
