"""Photos are decoded in a process of their own, one at a time.

A decoder that a stranger's file crashes, hangs or bloats takes that process down and not the bot; the event loop
never waits for the interpreter's lock. The process is started with the first photo and lives as long as the bot.
"""

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import structlog

from bot.photos import frames
from bot.photos.prepared import LARGEST_FILE, PhotoBroken, PhotoTooLarge, PreparedPhoto

log = structlog.get_logger(__name__)

TIMEOUT_S = 20.0
WORKER = (sys.executable, "-m", "bot.photos.worker")


class PhotoWorkshop:
    """Prepares photos in turn.

    Args:
        command: The process, replaced in tests.
        timeout_s: For one photo; a process that takes longer is ended.
    """

    def __init__(self, command: tuple[str, ...] = WORKER, *, timeout_s: float = TIMEOUT_S) -> None:
        self._command = command
        self._timeout_s = timeout_s
        self._turns = ThreadPoolExecutor(1, thread_name_prefix="photos")
        self._process: subprocess.Popen[bytes] | None = None

    async def prepare(self, data: bytes) -> PreparedPhoto:
        """The photo we keep, when it is this one's turn.

        Raises:
            PhotoRefused: Its subclasses say why; a photo that the process did not survive counts as broken.
        """
        if len(data) > LARGEST_FILE:
            raise PhotoTooLarge
        return await asyncio.get_running_loop().run_in_executor(self._turns, self._prepare, data)

    def close(self) -> None:
        """Finish the photo in hand and take no more."""
        self._turns.shutdown(wait=True, cancel_futures=True)
        self._end()

    def _prepare(self, data: bytes) -> PreparedPhoto:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise PhotoBroken
        timer = Timer(self._timeout_s, process.kill)
        timer.start()
        try:
            frames.write(process.stdin, {}, data)
            header, jpeg = frames.read(process.stdout)
        except (OSError, EOFError, ValueError) as error:
            log.warning("photo process ended", error=type(error).__name__, bytes=len(data))
            self._end()
            raise PhotoBroken from None
        finally:
            timer.cancel()
        return frames.prepared_of(header, jpeg)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
            )
        return self._process

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
    """Without the bot's settings: a process that reads strangers' files has no business with tokens."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("GOROD_", "AWS_"))}
