"""The map in hexagons: reports that are near one another have cells that are.

Rests on h3; at `RESOLUTION` a cell is about 350 m across. Cells are kept as h3's own 64-bit numbers, which fit a
signed column.
"""

from collections.abc import Sequence
from math import ceil

import h3.api.basic_int as h3

from bot.domain.places import Point, distance_m

RESOLUTION = 9
SMALLEST = 0.75
"""Edge of the smallest cells as a part of the average one: h3 draws its hexagons on an icosahedron."""


def cell_of(point: Point) -> int:
    """The cell that a point lies in."""
    return int(h3.latlng_to_cell(point.lat, point.lon, RESOLUTION))


def cells_around(point: Point, radius_m: float) -> set[int]:
    """Cells that between them hold every point within `radius_m` of `point`; some of them reach further."""
    found = (cell for ring in rings_around(point, radius_m) for cell in ring)
    return {cell for cell in found if distance_m(_middle(cell), point) <= radius_m + _reach(cell)}


def rings_around(point: Point, radius_m: float) -> Sequence[Sequence[int]]:
    """The same cells in rings: first the one in which the point lies, then those around it, and so on.

    Two points whose cells are so many rings apart are at least that many steps apart, less a cell for where in
    their cells they lie.
    """
    edge = h3.average_hexagon_edge_length(RESOLUTION, unit="m") * SMALLEST
    step = edge * 1.5
    rings = ceil((radius_m + 2 * edge) / step)
    middle = h3.latlng_to_cell(point.lat, point.lon, RESOLUTION)
    return [h3.grid_ring(middle, ring) for ring in range(rings)]


def _middle(cell: int) -> Point:
    return Point(*h3.cell_to_latlng(cell))


def _reach(cell: int) -> float:
    """From the middle of a cell to its farthest corner, in metres."""
    return max(distance_m(_middle(cell), Point(*corner)) for corner in h3.cell_to_boundary(cell))
