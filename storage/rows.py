"""Parts of rows that several tables share: a place lies in the columns of its draft or report."""

from typing import Any

from bot.domain.places import Place, PlaceSource

PLACE_COLUMNS = ("lat", "lon", "place_source", "address", "district")


def place_values(place: Place) -> list[float | str | None]:
    """In the order of `PLACE_COLUMNS`."""
    return [place.lat, place.lon, place.source.value, place.address, place.district]


def place_columns(place: Place | None) -> dict[str, Any]:
    return dict(zip(PLACE_COLUMNS, place_values(place) if place else [None] * len(PLACE_COLUMNS), strict=True))


def place_of(lat: float, lon: float, source: str, address: str | None, district: str | None) -> Place:
    return Place(lat=lat, lon=lon, source=PlaceSource(source), address=address, district=district)
