"""The process that draws: `python -m bot.chart.worker`, started by `studio`.

Charts come on standard input as JSON, PNGs go to standard output; it ends when the bot does, or a minute after the
last picture.
"""

import contextlib
import json
import os
import sys
from typing import BinaryIO

from bot import frames

LARGEST_CHART = 100_000
"""Bytes of JSON: a hundred days take five thousand."""


def serve(charts: BinaryIO, pictures: BinaryIO) -> None:
    """Answer until the other side is gone."""
    from bot.chart.drawing import draw  # noqa: PLC0415  # after the environment has been set

    while True:
        try:
            _, chart = frames.read(charts, largest=LARGEST_CHART)
        except EOFError:
            return
        frames.write(pictures, {}, draw(json.loads(chart)))


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy would start a thread for each core
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
