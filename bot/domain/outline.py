"""The area of a city as rings of points, and whether a place lies in it.

Written here because the library for it brings numpy into the bot's process, 12 MB for one question; the tests hold
it against that library.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

Vertex = tuple[float, float]
"""(longitude, latitude) in degrees, as GeoJSON writes it."""

Ring = tuple[Vertex, ...]
"""Closed: the last vertex is the first."""

SHORTEST_RING = 4


@dataclass(frozen=True, slots=True)
class Outline:
    """Polygons, each an outer ring and the holes in it.

    Raises:
        ValueError: It is no area: nothing in it, a ring that is open or too short, degrees out of range, or
            sides that cross.
    """

    polygons: tuple[tuple[Ring, ...], ...]

    def __post_init__(self) -> None:
        rings = [*chain.from_iterable(self.polygons)]
        if not rings or not all(self.polygons):
            raise ValueError("there is nothing in it")
        for ring in rings:
            if len(ring) < SHORTEST_RING or ring[0] != ring[-1]:
                raise ValueError("a ring needs four positions, and the last must be the first")
            if not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring):
                raise ValueError("it must be in degrees, longitude first")
        if _crosses(rings):
            raise ValueError("it is not a valid area: its sides cross")

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(south, west, north, east) in degrees."""
        lons, lats = zip(*chain.from_iterable(chain.from_iterable(self.polygons)), strict=True)
        return min(lats), min(lons), max(lats), max(lons)

    def contains(self, lat: float, lon: float) -> bool:
        """Whether a point lies inside: within the outer ring of a polygon and in none of its holes."""
        return any(sum(_passes(ring, lat, lon) for ring in polygon) % 2 for polygon in self.polygons)


def _passes(ring: Ring, lat: float, lon: float) -> int:
    """How often a ray to the east crosses the ring."""
    passed = 0
    for (lon1, lat1), (lon2, lat2) in pairwise(ring):
        if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lat - lat1) * (lon2 - lon1) / (lat2 - lat1):
            passed += 1
    return passed


def _crosses(rings: Sequence[Ring]) -> bool:
    """Whether any two sides cross: sorted from west to east, each is held against those it reaches."""
    sides = sorted(tuple(sorted(side)) for ring in rings for side in pairwise(ring) if side[0] != side[1])
    for at, (west, east) in enumerate(sides):
        for other in _beginning_before(sides, at + 1, east[0]):
            if _cross(west, east, *other):
                return True
    return False


def _beginning_before(sides: Sequence[tuple[Vertex, ...]], start: int, lon: float) -> Iterator[tuple[Vertex, ...]]:
    for position in range(start, len(sides)):
        if sides[position][0][0] > lon:
            return
        yield sides[position]


def _cross(a: Vertex, b: Vertex, c: Vertex, d: Vertex) -> bool:
    """Whether two sides cut through each other; touching at an end is not that."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Vertex, b: Vertex, c: Vertex) -> float:
    """Positive when `c` lies left of the way from `a` to `b`."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
