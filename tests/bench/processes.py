"""Bots as processes of their own, and what the kernel says they used."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOROD = (sys.executable, "-m", "bot", "run")
BARE = (sys.executable, "-m", "tests.bench.bare_bot")
PATIENCE_S = 60


class BotProcess:
    """A running bot."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    @property
    def cpu_s(self) -> float:
        """User and system seconds used so far, of all its threads."""
        fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def children(self) -> "list[BotProcess]":
        """Processes it has started: the one that decodes photos."""
        lists = Path(f"/proc/{self._pid}/task").glob("*/children")
        return [BotProcess(int(child)) for one in lists for child in one.read_text().split()]

    @property
    def rss_mb(self) -> float:
        return self._status("VmRSS") / 1024

    @property
    def peak_mb(self) -> float:
        return self._status("VmHWM") / 1024

    def _status(self, name: str) -> int:
        lines = Path(f"/proc/{self._pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name))


@contextmanager
def bot_process(command: tuple[str, ...], folder: Path, api_base: str, token: str) -> Iterator[BotProcess]:
    """Run a bot in `folder` against a Bot API server; it is ended on exit."""
    environment = _environment(
        GOROD_TELEGRAM__TOKEN=token,
        GOROD_TELEGRAM__API_BASE=api_base,
        GOROD_GEOCODER__BASE_URL=f"{api_base}/geocoder",
        GOROD_WEB__PORT="0",
    )
    with (folder / "bot.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        yield BotProcess(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def make_tables(folder: Path) -> None:
    """What every start but the very first finds: a database that is up to date."""
    subprocess.run(
        (sys.executable, "-m", "bot", "migrate"), cwd=folder, env=_environment(), check=True, capture_output=True
    )


def _environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOROD_")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Look every 2 ms.

    Raises:
        TimeoutError: It did not come true within a minute.
    """
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.002)
