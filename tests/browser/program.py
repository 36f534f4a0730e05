"""The real program as a child process: started, waited for by what it logs, stopped as an administrator stops it.

Rests on the log being JSON, an event a line, where standard error is no terminal.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
START_S = 120
"""A start takes 2 to 4 s, most of it imports; the rest is for a machine that is busy with other tests."""
STOP_S = 10
"""SIGTERM is answered within this time, or the program is at fault."""

SERVING, READY = "sandbox messenger: open it in a browser", "ready"


def clean_environment(**settings: str) -> dict[str, str]:
    """Environment of this process without settings of a bot, then those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOROD_")}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


class Program:
    """A child process whose lines are read as they come."""

    def __init__(self, folder: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._process = subprocess.Popen(  # noqa: S603 our own modules
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @classmethod
    def bot(cls, folder: Path, **settings: str) -> Self:
        """`gorod-bot run` on a folder of its own; each of its ports is 0 unless the settings name one."""
        ports = {"GOROD_SANDBOX__PORT": "0", "GOROD_WEB__PORT": "0"}
        return cls(folder, ["-m", "bot", "run"], clean_environment(**{**ports, **settings}))

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def wait_for(self, event: str) -> dict[str, Any]:
        """The logged event of this name, or the line that holds it; waits until it is there.

        Raises:
            AssertionError: The program ended or took too long; its output is shown.
        """
        with self._news:
            self._news.wait_for(lambda: self._found(event) is not None or self._ended(), START_S)
        found = self._found(event)
        assert found is not None, f"no «{event}» from the program; it said:\n{self.output}"
        return found

    @property
    def url(self) -> str:
        """Where its sandbox is, once the bot talks to it."""
        self.wait_for(READY)
        return str(self.wait_for(SERVING)["url"])

    def kill(self) -> None:
        """SIGKILL: no time to finish anything."""
        self._process.kill()
        self._let_go()

    def stop(self) -> int:
        """SIGTERM; gives the exit code.

        Raises:
            subprocess.TimeoutExpired: It did not stop in time, and was killed.
        """
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(STOP_S)
        finally:
            self.kill()

    def _let_go(self) -> None:
        self._process.wait()
        self._reader.join()
        if self._process.stdout:
            self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.lines.append(line)
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def _ended(self) -> bool:
        return not self._reader.is_alive() or self._process.poll() is not None

    def _found(self, event: str) -> dict[str, Any] | None:
        for line in self.lines:
            if event not in line:
                continue
            try:
                logged = json.loads(line)
            except ValueError:
                return {"event": line}
            if logged.get("event") == event:
                return dict(logged)
        return None
