"""The process that decodes photos: `python -m bot.photos.worker`, started by `workshop`.

Photos come on standard input, photos or refusals go to standard output; it ends when the bot does. Its memory is
bounded, so that a decompression bomb ends here.
"""

import contextlib
import sys
from typing import BinaryIO

from bot import frames
from bot.photos.headers import header_of
from bot.photos.prepared import LARGEST_FILE, PhotoRefused, PhotoTooManyPixels
from bot.photos.preparing import prepare

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space; the dearest photo that is accepted takes 0.5 GB."""


def serve(photos: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the other side is gone."""
    while True:
        try:
            _, data = frames.read(photos, largest=LARGEST_FILE)
        except EOFError:
            return
        try:
            prepared = prepare(data)
        except MemoryError:
            frames.write(answers, {"refused": PhotoTooManyPixels.message_id}, b"")
        except PhotoRefused as refused:
            frames.write(answers, {"refused": refused.message_id}, b"")
        else:
            frames.write(answers, header_of(prepared), prepared.jpeg)


def bound_memory() -> None:
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError):  # a lower limit is set already
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, most))


if __name__ == "__main__":
    bound_memory()
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
