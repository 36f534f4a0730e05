"""The outline of a city: what lies in it, and what is no outline, held against a library for geometry."""

import json
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from bot.domain.outline import Outline

AREA = Path(__file__).parents[2] / "bot" / "cities" / "moscow" / "area.geojson"
SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0))
HOLE = ((1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0), (1.0, 1.0))
FAR = ((10.0, 10.0), (11.0, 10.0), (11.0, 11.0), (10.0, 10.0))


def of_moscow() -> tuple[Outline, BaseGeometry]:
    data = json.loads(AREA.read_text(encoding="utf-8"))
    shape = data.get("geometry", data)
    polygons = tuple(
        tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon) for polygon in shape["coordinates"]
    )
    return Outline(polygons), shapely.from_geojson(json.dumps(shape))


OURS, THEIRS = of_moscow()
south, west, north, east = OURS.bounds


@given(st.floats(south - 0.1, north + 0.1), st.floats(west - 0.1, east + 0.1))
def test_a_point_is_in_moscow_where_the_library_says_so(lat: float, lon: float) -> None:
    assert OURS.contains(lat, lon) == bool(shapely.contains_xy(THEIRS, lon, lat))


def test_the_outline_of_moscow_is_valid_and_has_the_same_bounds() -> None:
    assert THEIRS.is_valid
    assert (west, south, east, north) == THEIRS.bounds


def test_holes_are_outside_and_every_part_is_inside() -> None:
    outline = Outline(((SQUARE, HOLE), (FAR,)))
    assert outline.contains(0.5, 0.5)
    assert not outline.contains(2, 2)
    assert outline.contains(10.2, 10.8)
    assert not outline.contains(5, 5)
    assert outline.bounds == (0, 0, 11, 11)


@pytest.mark.parametrize(
    ("polygons", "said"),
    [
        ((), "nothing"),
        (((),), "nothing"),
        (((SQUARE[:3],),), "four positions"),
        (((SQUARE[:4],),), "last must be the first"),
        (((((0.0, 91.0), (1.0, 91.0), (1.0, 92.0), (0.0, 91.0)),),), "degrees"),
        (((((0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)),),), "cross"),
        (((SQUARE, ((3.0, 3.0), (5.0, 3.0), (5.0, 5.0), (3.0, 3.0))),), "cross"),
    ],
)
def test_what_is_no_area_says_why(
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Outline(polygons)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=4, max_size=12, unique=True))
def test_sides_that_cross_are_found_where_the_library_finds_them(points: list[tuple[int, int]]) -> None:
    ring = tuple((float(lon), float(lat)) for lon, lat in (*points, points[0]))
    line = shapely.LinearRing(ring)
    try:
        Outline(((ring,),))
    except ValueError:
        assert not line.is_simple
