"""The sandbox's own time: the real one and how far it was moved ahead, so that nobody waits for a deadline.

It never goes back, since what was written down must stay in the past. How far it is ahead is kept in a file of
the sandbox's folder, which one process uses at a time.
"""

import json
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.platforms.sandbox.state import Clock, utc_now

LONGEST = timedelta(days=400)
"""How far ahead of the real time it can be in all: a year and what is due after it."""
FILE = "clock.json"


class ClockError(ValueError):
    """The clock cannot be moved so."""


class SandboxClock:
    """Call it for the moment it is: aware, UTC.

    Args:
        folder: The sandbox's folder; without one the clock is back at the real time after a restart.
        real: The clock it is ahead of.

    Raises:
        ClockError: What the folder remembers cannot be read.
    """

    def __init__(self, folder: Path | None = None, *, real: Clock = utc_now) -> None:
        self._file = None if folder is None else folder / FILE
        self._real = real
        self._ahead = _remembered(self._file)

    def __call__(self) -> datetime:
        return self._real() + self._ahead

    @property
    def ahead(self) -> timedelta:
        """How far it is before the real time."""
        return self._ahead

    @property
    def room(self) -> timedelta:
        """How far it can still be moved."""
        return LONGEST - self._ahead

    def forward(self, seconds: float) -> None:
        """Move it ahead.

        Raises:
            ClockError: Backwards, by no number, or farther than `room`; the clock stays where it is.
        """
        if not (math.isfinite(seconds) and seconds >= 0):
            raise ClockError("the clock goes forward only")
        if seconds > LONGEST.total_seconds():
            raise ClockError(_TOO_FAR)
        self._set(self._ahead + timedelta(seconds=seconds))

    def forward_to(self, moment: datetime) -> None:
        """Move it to a moment (aware); one that has passed leaves it where it is.

        Raises:
            ClockError: It is farther than `room`; the clock stays where it is.
        """
        ahead = moment - self._real()
        if ahead > self._ahead:
            self._set(ahead)

    def _set(self, ahead: timedelta) -> None:
        if ahead > LONGEST:
            raise ClockError(_TOO_FAR)
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            whole = self._file.with_suffix(".new")
            whole.write_text(json.dumps({"ahead_s": ahead.total_seconds()}), encoding="utf-8")
            whole.replace(self._file)
        self._ahead = ahead


_TOO_FAR = f"the clock can be {LONGEST.days} days ahead at most"


def _remembered(file: Path | None) -> timedelta:
    if file is None or not file.exists():
        return timedelta()
    try:
        ahead = timedelta(seconds=float(json.loads(file.read_text(encoding="utf-8"))["ahead_s"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        raise ClockError(
            f"{file} is not what the sandbox wrote: remove it, and the time is the real one"
        ) from None
    return min(max(ahead, timedelta()), LONGEST)


async def _nothing_due() -> tuple[datetime, str] | None:
    return None


async def _nobody_to_tell() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockHooks:
    """What the bot does with the clock, where there is one in this process.

    `next_due` gives the moment (aware) of what the bot does next by itself and its short Russian name; None if it
    has nothing to do. `moved` runs once the clock has been moved, for what became due to happen at once.
    """

    next_due: Callable[[], Awaitable[tuple[datetime, str] | None]] = _nothing_due
    moved: Callable[[], Awaitable[None]] = _nobody_to_tell
