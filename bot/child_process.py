"""Work in a process of its own, one piece after another.

What crashes, hangs or bloats there takes that process down and not the bot; libraries that are loaded there cost
the bot nothing; the event loop never waits for the interpreter's lock.
"""

import asyncio
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Timer
from typing import Any

import structlog

from bot import frames

log = structlog.get_logger(__name__)


class ChildLost(Exception):
    """The process ended, took too long, or answered nonsense; the next question starts another one."""


class ChildProcess:
    """A process that is asked in turn; started with the first question.

    Args:
        command: What it runs: it reads frames from standard input and answers each with one on standard output.
        name: For the log.
        timeout_s: For one answer; a process that takes longer is ended.
        largest: Bytes of an answer.
        idle_s: It is ended after so long without a question, and started again when there is one; None keeps it.
    """

    def __init__(
        self,
        command: tuple[str, ...],
        *,
        name: str,
        timeout_s: float,
        largest: int,
        idle_s: float | None = None,
    ) -> None:
        self.command = command
        self._name = name
        self._timeout_s = timeout_s
        self._largest = largest
        self._idle_s = idle_s
        self._turns = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._process: subprocess.Popen[bytes] | None = None
        self._rest: Timer | None = None

    @property
    def process(self) -> "subprocess.Popen[bytes] | None":
        """The process that runs now."""
        return self._process

    async def ask(self, header: dict[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """The answer, when it is this one's turn.

        Raises:
            ChildLost: There is none.
        """
        return await asyncio.get_running_loop().run_in_executor(self._turns, self._ask, header, body)

    def close(self) -> None:
        """Finish the question in hand and take no more."""
        self._turns.shutdown(wait=True, cancel_futures=True)
        self._wake()
        self._end()

    def _ask(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        self._wake()
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise ChildLost
        timer = Timer(self._timeout_s, process.kill)
        timer.start()
        try:
            frames.write(process.stdin, header, body)
            return frames.read(process.stdout, largest=self._largest)
        except (OSError, EOFError, ValueError) as error:
            log.warning("process lost", process=self._name, error=type(error).__name__, bytes=len(body))
            self._end()
            raise ChildLost from None
        finally:
            timer.cancel()
            self._rest_later()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
            )
        return self._process

    def _rest_later(self) -> None:
        if self._idle_s is not None and self._process is not None:
            self._rest = Timer(self._idle_s, self._end_in_turn)
            self._rest.daemon = True
            self._rest.start()

    def _end_in_turn(self) -> None:
        """A question that has come meanwhile is answered first, and the next one starts the process anew."""
        with suppress(RuntimeError):  # closed meanwhile
            self._turns.submit(self._end)

    def _wake(self) -> None:
        rest, self._rest = self._rest, None
        if rest is not None:
            rest.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was left in it had nobody to go to
        process.wait()


def _environment() -> dict[str, str]:
    """Without the bot's settings: what works for the bot has no business with its tokens."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("GOROD_", "AWS_"))}
