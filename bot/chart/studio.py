"""Charts are drawn in a process of their own: matplotlib would make the bot half as large again.

Figures are asked for a few times a day, so the process is there only as long as somebody looks at them.
"""

import json
import sys
from dataclasses import asdict

from bot.chart.plan import Chart
from bot.child_process import ChildLost, ChildProcess

TIMEOUT_S = 20.0
"""Loading matplotlib takes a second, four where the processor is slow; a picture takes 0.2 s."""
IDLE_S = 60.0
LARGEST_PICTURE = 2_000_000
WORKER = (sys.executable, "-m", "bot.chart.worker")


class ChartNotDrawn(Exception):
    """There is no picture; the figures are there all the same."""


class ChartStudio:
    """Draws in turn.

    Args:
        command: The process, replaced in tests.
        timeout_s: For one picture, with the start of the process.
        idle_s: How long the process waits for another one.
    """

    def __init__(
        self, command: tuple[str, ...] = WORKER, *, timeout_s: float = TIMEOUT_S, idle_s: float = IDLE_S
    ) -> None:
        self.child = ChildProcess(
            command, name="charts", timeout_s=timeout_s, largest=LARGEST_PICTURE, idle_s=idle_s
        )

    async def draw(self, chart: Chart) -> bytes:
        """A PNG of 1080 pixels across.

        Raises:
            ChartNotDrawn: The process failed, or took too long.
        """
        try:
            _, picture = await self.child.ask({}, json.dumps(asdict(chart)).encode())
        except ChildLost:
            raise ChartNotDrawn from None
        return picture

    def close(self) -> None:
        """Finish the picture in hand and draw no more."""
        self.child.close()
