"""Tables of figures: medians with their spread."""

from collections.abc import Sequence
from statistics import median


def spread(values: Sequence[float], digits: int = 1) -> str:
    """The median, with the smallest and the largest in brackets."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def show(title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print a table; the first row is its head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    print(f"\n{title}")  # noqa: T201  # printing is what this program is for
    for number, row in enumerate(rows):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())  # noqa: T201
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))  # noqa: T201
