"""From a geocoder's own words to a place people recognise, and from a resident's words to a question.

Pure, hence apart from `geocoding`. Rests on raw answers: Nominatim's `address`, Photon's `properties`, Yandex's
`GeoObject`; of any other service only the line it would print is used, cut to its beginning.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.city import City
from bot.domain.places import Place, PlaceSource, Point, distance_m

LONGEST_QUESTION = 200
LONGEST_ADDRESS = 120
SAME_PLACE_M = 100

_FLAT = r"(?:квартира|кв|офис|оф|подъезд|под|этаж|эт|apt|flat)\.?\s?№?\s?\d{1,4}[а-я]?"
_REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), text)
    for pattern, text in (
        (r"[\s\u200b-\u200f]+", " "),
        (r"^\s*(?:адрес:?|на|у|около|возле|напротив|рядом с|at|near)\s", ""),
        (rf"[\s,]+{_FLAT}(?=[\s,.]|$)", ""),
        (r"(?<!\w)ул(?:\.\s?|\s)", "улица "),
        (r"(?<!\w)(?:пр-т|пр-кт|просп)(?:\.\s?|(?!\w))", "проспект "),
        (r"(?<!\w)пер(?:\.\s?|\s)", "переулок "),
        (r"(?<!\w)(?:пр-д)(?:\.\s?|(?!\w))", "проезд "),
        (r"(?<!\w)пл(?:\.\s?|\s)", "площадь "),
        (r"(?<!\w)(?:б-р|бул)(?:\.\s?|(?!\w))", "бульвар "),
        (r"(?<!\w)наб(?:\.\s?|(?!\w))", "набережная "),
        (r"(?<!\w)ш(?:\.\s?|\s)", "шоссе "),
        (r"[\s,]+(?:дом|д|владение|влд|вл)\.?\s?(?=\d)", ", "),
        (r"[\s,]*(?<![^\W\d])(?:корпус|корп|к)\.?\s?(?=\d)", " к"),
        (r"[\s,]*(?<![^\W\d])(?:строение|стр|с)\.?\s?(?=\d)", " с"),
        (r"\s*,[\s,]*", ", "),
        (r"\s+", " "),
    )
)


def question(words: str, city: City) -> str:
    """What to ask: the address in a geocoder's spelling, without the flat, with the city's name in front."""
    text = words[: 2 * LONGEST_QUESTION]
    for pattern, replacement in _REWRITTEN:
        text = pattern.sub(replacement, text)
    text = text.strip(" ,.;")[:LONGEST_QUESTION]
    low = text.lower()
    if not low or any(re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", low) for name in _names(city)):
        return text
    return f"{city.title['en' if text.isascii() else 'ru']}, {text}"


def candidates(found: Iterable[tuple[Point, str, Any]], city: City, limit: int) -> list[Place]:
    """Places of the city, each once, the likeliest first.

    Args:
        found: Point, line and raw answer of each.
    """
    places: list[Place] = []
    for point, line, raw in found:
        if not city.contains(point):
            continue
        address, district = described(line, raw, city)
        place = Place(lat=point.lat, lon=point.lon, source=PlaceSource.ADDRESS, address=address, district=district)
        if address and not any(_is_same(place, other) for other in places):
            places.append(place)
    return places[:limit]


def described(line: str, raw: Any, city: City) -> tuple[str | None, str | None]:
    """Address and district as people say them: «Тверская улица, 7» and «Тверской район»."""
    if isinstance(raw, Mapping):
        if isinstance(parts := raw.get("address"), Mapping):
            address, district = _osm({"name": raw.get("name"), **parts})
        elif isinstance(parts := raw.get("properties"), Mapping):
            address, district = _osm(
                {**parts, "road": parts.get("street"), "house_number": parts.get("housenumber")}
            )
        elif "metaDataProperty" in raw:
            address, district = _text(raw.get("name")), _yandex_district(raw)
        else:
            address = district = None
        if address or district:
            return address, district
    return beginning(line, city), None


def _osm(parts: Mapping[str, Any]) -> tuple[str | None, str | None]:
    street = _first(
        parts, "road", "pedestrian", "footway", "path", "residential", "square", "cycleway", "neighbourhood"
    )
    house, name = _first(parts, "house_number"), _first(parts, "name")
    district = _first(parts, "suburb", "borough", "city_district", "district", "town", "village", "locality")
    if house:
        place = street or _first(parts, "quarter", "place", "town", "village", "city") or district
        return (f"{place}, {house}" if place else house)[:LONGEST_ADDRESS], district
    if name and name not in (street, district):
        return (f"{name}, {street}" if street else name)[:LONGEST_ADDRESS], district
    return street, district


def _yandex_district(raw: Mapping[str, Any]) -> str | None:
    """The last of the districts: administrative ones come first."""
    try:
        components = raw["metaDataProperty"]["GeocoderMetaData"]["Address"]["Components"]
        districts = [_text(part["name"]) for part in components if part["kind"] == "district"]
    except (KeyError, TypeError):
        return None
    return districts[-1] if districts else None


def beginning(line: str, city: City) -> str | None:
    """The first parts of a line such as «7, Тверская улица, Тверской район, Москва, 125009, Россия»."""
    dropped = {name.lower() for name in _names(city)} | {"россия", "russia", "российская федерация"}
    parts = [part.strip() for part in str(line or "").split(",")]
    kept = [part for part in parts if part and part.lower() not in dropped and not re.fullmatch(r"\d{5,6}", part)]
    if len(kept) > 1 and re.fullmatch(r"\d{1,4}\S{0,6}", kept[0]):
        kept[:2] = [kept[1], kept[0]]
    return ", ".join(kept[:2])[:LONGEST_ADDRESS] or None


def _names(city: City) -> Sequence[str]:
    return (city.title.ru, city.title.en)


def _is_same(one: Place, other: Place) -> bool:
    return one.address == other.address and (
        one.district == other.district or distance_m(one.point, other.point) < SAME_PLACE_M
    )


def _first(parts: Mapping[str, Any], *names: str) -> str | None:
    return next((text for name in names if (text := _text(parts.get(name)))), None)


def _text(value: object) -> str | None:
    return value.strip()[:LONGEST_ADDRESS] or None if isinstance(value, str) else None
