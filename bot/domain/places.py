"""Where on the map: a point, and a point with its address."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Point:
    """WGS84 degrees, latitude first.

    Raises:
        ValueError: Not on the globe.
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"not on the globe: {self.lat}, {self.lon}")


class PlaceSource(StrEnum):
    """How the resident told the place; the surest kinds replace the less sure ones (see `drafts`)."""

    LOCATION = "location"
    VENUE = "venue"
    LINK = "link"
    COORDINATES = "coordinates"
    ADDRESS = "address"
    PHOTO = "photo"
    WORDS = "words"
    """An address among the words about the problem; the resident has not said that it is the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point of the city with what a geocoder knows of it; `address` is None until one answered."""

    lat: float
    lon: float
    source: PlaceSource
    address: str | None = None
    district: str | None = None

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)


def distance_m(one: Point, other: Point) -> float:
    """Great-circle distance in metres (haversine)."""
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(half))
