"""What the picture of `/stats` shows, with every word and number already chosen.

Pure. Daily values up to three months; beyond that the average of each week, for a year of days is a hedgehog on a
phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.domain.figures import DayFigures
from bot.texts import Texts

MOST_DAYS = 100
"""Days drawn one by one."""
MOST_BARS = 14
"""Points up to which bars are clearer than lines."""
DAY_TICKS, MONTH_TICKS = 4, 3
"""As many dates, and months with their year, as fit below a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture to draw.

    Attributes:
        names: Of the two rows of values.
        filed, answered: Values a day, one for each position on the horizontal axis.
        ticks: What stands below the axis, and at which positions.
        has_bars: Few enough for bars; lines otherwise.
    """

    title: str
    period: str
    names: tuple[str, str]
    filed: tuple[float, ...]
    answered: tuple[float, ...]
    ticks: tuple[tuple[int, str], ...]
    has_bars: bool


def plan(t: Texts, days: Sequence[DayFigures]) -> Chart:
    """The picture of these days, which follow one another without gaps; at least one."""
    step = 1 if len(days) <= MOST_DAYS else 7
    parts = [days[start : start + step] for start in range(0, len(days), step)]
    if len(parts[-1]) < step:
        parts.pop()  # a part of a week is no week
    tick, most = (t.short_day, DAY_TICKS) if step == 1 else (t.month, MONTH_TICKS)
    return Chart(
        title=t.label("figures-picture-title") if step == 1 else t.label("figures-picture-title-weekly"),
        period=t.span(days[0].day, days[-1].day),
        names=(
            t.label("figures-picture-filed", count=sum(day.filed for day in days)),
            t.label("figures-picture-answered", count=sum(day.answered for day in days)),
        ),
        filed=tuple(fmean(day.filed for day in part) for part in parts),
        answered=tuple(fmean(day.answered for day in part) for part in parts),
        ticks=tuple((place, tick(parts[place][0].day)) for place in _places(len(parts), most)),
        has_bars=len(parts) <= MOST_BARS,
    )


def _places(count: int, most: int) -> list[int]:
    """A few positions at even steps; the first and the last among them."""
    steps = min(count, most) - 1
    return sorted({round(step * (count - 1) / steps) for step in range(steps + 1)}) if steps else [0]
