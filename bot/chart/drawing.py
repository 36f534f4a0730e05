"""Draws the picture of `/stats` with matplotlib.

Only the drawing process imports this: matplotlib takes 80 MB and a second to load. Sizes are chosen for a phone,
where 1080 pixels are shown on 360 points: the smallest letters are 10 points there.
"""

import io
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

INCHES = (5.4, 3.9)
DPI = 200
INK, FAINT, GRID = "#1b2430", "#6b7684", "#e3e7ec"
FILED, ANSWERED = "#1f6feb", "#e8590c"
"""Told apart by those who do not see red and green, and by their lightness."""

TITLE_PT, NAME_PT, SMALL_PT = 16, 13.5, 12


def draw(chart: dict[str, Any]) -> bytes:
    """A PNG.

    Args:
        chart: The fields of `plan.Chart`.
    """
    figure = Figure(figsize=INCHES, dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.115, 0.115, 0.845, 0.60))
    _head(figure, chart)
    (_bars if chart["has_bars"] else _lines)(axes, chart["filed"], chart["answered"])
    _frame(axes, chart)
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _head(figure: Figure, chart: dict[str, Any]) -> None:
    """Title, period, and the names beside what their values look like: no legend to search for."""
    figure.text(0.035, 0.925, chart["title"], fontsize=TITLE_PT, fontweight="bold", color=INK, va="center")
    figure.text(0.035, 0.855, chart["period"], fontsize=SMALL_PT, color=FAINT, va="center")
    left = 0.035
    for name, colour in zip(chart["names"], (FILED, ANSWERED), strict=True):
        figure.text(left, 0.775, "●", fontsize=NAME_PT, color=colour, va="center")
        text = figure.text(left + 0.04, 0.775, name, fontsize=NAME_PT, color=INK, va="center")
        left += 0.04 + text.get_window_extent().width / (INCHES[0] * DPI) + 0.05


def _bars(axes: Axes, filed: list[float], answered: list[float]) -> None:
    for values, colour, offset in ((filed, FILED, -0.21), (answered, ANSWERED, 0.21)):
        axes.bar([place + offset for place in range(len(values))], values, width=0.4, color=colour, zorder=3)
    axes.set_xlim(-0.6, len(filed) - 0.4)


def _lines(axes: Axes, filed: list[float], answered: list[float]) -> None:
    places = range(len(filed))
    axes.fill_between(places, filed, color=FILED, alpha=0.10, linewidth=0, zorder=2)
    for values, colour, above in ((filed, FILED, 4), (answered, ANSWERED, 5)):
        axes.plot(
            places, values, color=colour, linewidth=2.4, solid_joinstyle="round", clip_on=False, zorder=above
        )
    axes.set_xlim(0, len(filed) - 1)


def _frame(axes: Axes, chart: dict[str, Any]) -> None:
    """Few lines, few numbers; zero is always there."""
    highest = max(*chart["filed"], *chart["answered"])
    axes.set_ylim(0, highest * 1.08 or 1)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True, min_n_ticks=2))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", "\u202f"))
    axes.set_xticks([place for place, _ in chart["ticks"]], [words for _, words in chart["ticks"]])
    axes.grid(axis="y", color=GRID, linewidth=1, zorder=1)
    axes.tick_params(length=0, labelsize=SMALL_PT, labelcolor=FAINT, pad=6)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(GRID)
    if not chart["has_bars"]:
        first, *_, last = axes.get_xticklabels()
        first.set_horizontalalignment("left")
        last.set_horizontalalignment("right")
