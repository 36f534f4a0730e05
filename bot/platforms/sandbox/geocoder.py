"""A geocoder of well-known streets, so that typed addresses work with no network.

Reads a plan (GeoJSON): a street is a LineString with `name`, `name_en`, `district`, `house_first` and
`house_last`; a house stands where its number divides the line. Answers in the shape of Nominatim.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rapidfuzz import fuzz

from bot.platforms.sandbox.params import Json

_KINDS = {
    **dict.fromkeys(("улица", "улице", "улицы", "ул", "street", "st", "ulitsa", "ul"), "улица"),
    **dict.fromkeys(
        ("проспект", "проспекте", "просп", "пр-кт", "пр-т", "пр", "avenue", "ave", "prospekt"), "проспект"
    ),
    **dict.fromkeys(("шоссе", "ш", "highway", "shosse"), "шоссе"),
    **dict.fromkeys(("бульвар", "бульваре", "бул", "б-р", "blvd", "boulevard", "bulvar"), "бульвар"),
    **dict.fromkeys(("набережная", "набережной", "наб", "embankment", "naberezhnaya"), "набережная"),
    **dict.fromkeys(("переулок", "переулке", "пер", "lane", "pereulok"), "переулок"),
    **dict.fromkeys(("проезд", "проезде", "пр-д", "passage", "proezd"), "проезд"),
}
_NOISE = {
    *("москва", "г", "город", "moscow", "россия", "russia", "дом", "дома", "д", "house", "район", "р-н", "мск"),
    *("на", "по", "у", "возле", "около", "рядом", "с", "напротив", "near", "at", "the"),
}
_SHORT = {
    "б": "большая",
    "м": "малая",
    "бол": "большая",
    "мал": "малая",
    "н": "новый",
    "ст": "старая",
    "ак": "академика",
}
_HOUSE = re.compile(
    r"(?<![\w-])(?:д(?:ом)?\.?\s*)?(\d{1,3})(?:/(\d{1,3}))?\s?([а-гa-d](?![\w]))?"
    r"(?:[\s,]*(к|корп|корпус|k|bldg)\.?\s?(\d{1,2}))?(?:[\s,]*(с|стр|строение|str)\.?\s?(\d{1,2}))?(?![\w-])",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:ая|яя|ой|ей|ый|ий|ую|юю|ое|ее|ого|ом|а|у|е|и|ы)$")
_SIMILAR = 84
"""Likeness of words (0 to 100) from which one counts as a mistyped other."""
_HOUSE_METRES, _STREET_METRES = 150, 700


@dataclass(frozen=True, slots=True)
class Street:
    """A named line; points are (lat, lon)."""

    name: str
    name_en: str
    district: str
    first: int
    last: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A park or a landmark with its outline."""

    name: str
    name_en: str
    points: tuple[tuple[float, float], ...]


def _normal(text: str) -> str:
    return text.lower().replace("ё", "е").replace("«", " ").replace("»", " ")


def _words(text: str) -> list[str]:
    """Meaningful words, abbreviations spelled out; "1-я" stays one word."""
    found = re.findall(r"\d+-[а-яa-z]+|[а-яa-z]+(?:-[а-яa-z]+)*|\d+", _normal(text))
    return [_SHORT.get(w, _KINDS.get(w, w)) for w in found if w not in _NOISE]


class Geocoder:
    """Search and reverse search over one plan."""

    def __init__(self, plan: Path, city: str = "Москва", country: str = "Россия") -> None:
        self._city, self._country = city, country
        features = json.loads(plan.read_text(encoding="utf-8"))["features"]
        of = {
            kind: [f for f in features if f["properties"]["kind"] == kind]
            for kind in ("street", "park", "landmark")
        }
        self.streets = [_street(feature) for feature in of["street"]]
        self.areas = [_area(feature) for feature in (*of["park"], *of["landmark"])]

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        box: tuple[float, float, float, float] | None = None,
        english: bool = False,
    ) -> list[Json]:
        """Candidates, the likeliest first.

        Args:
            query: What was typed: «ул. Тверская, д. 7», "Tverskaya 7", «пр Мира 119 к1».
            limit: At most so many.
            box: South, west, north, east in degrees; nothing outside is given.
            english: Names in English.
        """
        house = _house_of(query)
        words = _words(query if house is None else query.replace(house[2], " ", 1))
        bent = bool(re.search(r"(?<!\w)(?:на|по)(?!\w)", query.lower()))
        everything: tuple[Street | Area, ...] = (*self.streets, *self.areas)
        scored = ((_likeness(words, thing, bent=bent), thing) for thing in everything)
        ranked = sorted(((score, thing) for score, thing in scored if score > 0), key=lambda pair: -pair[0])
        best = ranked[0][0] if ranked else 0
        found = [self._found(t, house, english) for score, t in ranked if score >= best - 12]
        inside = [p for p in found if box is None or _inside(float(p["lat"]), float(p["lon"]), box)]
        return inside[:limit]

    def reverse(self, lat: float, lon: float, *, english: bool = False) -> Json | None:
        """What is there: a house, a street, a park, at least the district; None far from everything."""
        nearest = min(self.streets, key=lambda s: _nearest(s, lat, lon)[0])
        metres, along = _nearest(nearest, lat, lon)
        if metres <= _HOUSE_METRES:
            number = nearest.first + round(along * (nearest.last - nearest.first))
            return self._place(nearest, str(number), lat, lon, english)
        for area in self.areas:
            if _within(lat, lon, area.points):
                return self._area_place(area, lat, lon, english)
        if metres <= _STREET_METRES:
            return self._place(nearest, "", lat, lon, english)
        return (
            self._answer("", {"city_district": nearest.district}, lat, lon, english) if metres < 12_000 else None
        )

    def _found(self, thing: Street | Area, house: tuple[int, str, str] | None, english: bool) -> Json:
        if isinstance(thing, Area):
            lat = sum(p[0] for p in thing.points) / len(thing.points)
            lon = sum(p[1] for p in thing.points) / len(thing.points)
            return self._area_place(thing, lat, lon, english)
        known = house is not None and thing.first <= house[0] <= thing.last
        share = (house[0] - thing.first) / max(thing.last - thing.first, 1) if known and house else 0.5
        lat, lon = _along(thing, share, odd=bool(known and house and house[0] % 2))
        return self._place(thing, house[1] if known and house else "", lat, lon, english)

    def _place(self, street: Street, house: str, lat: float, lon: float, english: bool) -> Json:
        parts: Json = {"house_number": house} if house else {}
        parts["road"] = street.name_en if english else street.name
        parts["city_district"] = street.district
        return self._answer("house" if house else "road", parts, lat, lon, english)

    def _area_place(self, area: Area, lat: float, lon: float, english: bool) -> Json:
        near = min(self.streets, key=lambda s: _nearest(s, lat, lon)[0])
        name = area.name_en if english else area.name
        return self._answer("park", {"leisure": name, "city_district": near.district}, lat, lon, english)

    def _answer(self, kind: str, parts: Json, lat: float, lon: float, english: bool) -> Json:
        city, country = ("Moscow", "Russia") if english else (self._city, self._country)
        address = {**parts, "city": city, "state": city, "country": country, "country_code": "ru"}
        street = ", ".join(parts[k] for k in ("road", "house_number") if k in parts)
        shown = [street, parts.get("leisure", ""), parts.get("city_district", ""), city, country]
        number = int(abs(lat) * 1e5) * 10_000_000 + int(abs(lon) * 1e5)
        return {
            "place_id": number % 1_000_000_007,
            "licence": "Sandbox plan, own work",
            "osm_type": "way",
            "osm_id": number % 998_244_353,
            "lat": f"{lat:.6f}",
            "lon": f"{lon:.6f}",
            "category": "building" if kind == "house" else "highway",
            "class": "building" if kind == "house" else "highway",
            "type": kind or "suburb",
            "place_rank": 30 if kind == "house" else 26,
            "importance": 0.5,
            "addresstype": kind or "suburb",
            "name": parts.get("leisure", "" if kind == "house" else parts.get("road", "")),
            "display_name": ", ".join(part for part in shown if part),
            "address": address,
            "boundingbox": [
                f"{lat - 0.001:.6f}",
                f"{lat + 0.001:.6f}",
                f"{lon - 0.001:.6f}",
                f"{lon + 0.001:.6f}",
            ],
        }


def _street(feature: Json) -> Street:
    p = feature["properties"]
    points = tuple((lat, lon) for lon, lat in feature["geometry"]["coordinates"])
    return Street(p["name"], p["name_en"], p["district"], p["house_first"], p["house_last"], points)


def _area(feature: Json) -> Area:
    ring = feature["geometry"]["coordinates"][0]
    return Area(feature["properties"]["name"], feature["properties"]["name_en"], tuple((a, o) for o, a in ring))


def _house_of(query: str) -> tuple[int, str, str] | None:
    """Number, how it is written («7 к1»), and the piece of the query it takes; the last one in the query.

    A number with an ending ("1-я") or before «года» belongs to a name.
    """
    pieces = [
        m for m in _HOUSE.finditer(query) if not re.match(r"\s*(?:года|лет)\b", query[m.end() :], re.IGNORECASE)
    ]
    if not pieces:
        return None
    number, second, letter, _, block, _, building = pieces[-1].groups()
    written = number + (f"/{second}" if second else "") + (letter.upper() if letter else "")
    written += (f" к{block}" if block else "") + (f" с{building}" if building else "")
    return int(number), written, pieces[-1].group()


def _likeness(words: Sequence[str], thing: Street | Area, *, bent: bool) -> float:
    """How well the words name the thing, 0 to 100; every word must be found in the name.

    `bent` words stand in another case («на Тверской»): their endings do not count.
    """
    if not words:
        return 0
    return max(_likeness_to(words, _words(name), bent) for name in (thing.name, thing.name_en))


def _alike(word: str, other: str, bent: bool) -> float:
    plain: float = fuzz.ratio(word, other)
    same_stem = len(word) > 4 and _ENDING.sub("", word) == _ENDING.sub("", other)
    return max(plain, 100.0 if bent else 85.0) if same_stem else plain


def _likeness_to(words: Sequence[str], name: Sequence[str], bent: bool) -> float:
    kinds = set(_KINDS.values())
    said, named = [w for w in words if w not in kinds], [w for w in name if w not in kinds]
    if not said or not named:
        return 0
    scores = [max(_alike(w, n, bent) for n in named) for w in said]
    if min(scores) < _SIMILAR:
        return 0
    missing = sum(max(_alike(w, n, bent) for w in said) < _SIMILAR for n in named)
    kind_said, kind_named = {w for w in words if w in kinds}, {w for w in name if w in kinds}
    clash = bool(kind_said) and kind_said != kind_named and bool(kind_named)
    return sum(scores) / len(scores) - 8 * missing - 40 * clash


_METRES = 111_320.0


def _flat(lat: float, lon: float) -> tuple[float, float]:
    """Metres east and north, true near Moscow's latitude."""
    return lon * _METRES * math.cos(math.radians(55.75)), lat * _METRES


def _nearest(street: Street, lat: float, lon: float) -> tuple[float, float]:
    """Distance in metres, and the share of the line (0 to 1) where the nearest point is."""
    x, y = _flat(lat, lon)
    flat = [_flat(*point) for point in street.points]
    lengths = [math.dist(a, b) for a, b in pairwise(flat)]
    best, gone = (math.inf, 0.0), 0.0
    for ((ax, ay), (bx, by)), length in zip(pairwise(flat), lengths, strict=True):
        share = min(max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (length**2 or 1), 0.0), 1.0)
        metres = math.dist((x, y), (ax + share * (bx - ax), ay + share * (by - ay)))
        best = min(best, (metres, (gone + share * length) / sum(lengths)))
        gone += length
    return best


def _along(street: Street, share: float, *, odd: bool) -> tuple[float, float]:
    """The point at a share of the line, some metres to the side: odd houses stand on the left."""
    flat = [_flat(*point) for point in street.points]
    lengths = [math.dist(a, b) for a, b in pairwise(flat)]
    left = share * sum(lengths)
    for (a, b), (fa, fb), length in zip(
        pairwise(street.points),
        pairwise(flat),
        lengths,
        strict=False,
    ):
        if left <= length or b == street.points[-1]:
            part = min(left / length, 1.0)
            side = (25 if odd else -25) / length
            dx, dy = -(fb[1] - fa[1]) * side, (fb[0] - fa[0]) * side
            lat = a[0] + (b[0] - a[0]) * part + dy / _METRES
            lon = a[1] + (b[1] - a[1]) * part + dx / (_METRES * math.cos(math.radians(55.75)))
            return lat, lon
        left -= length
    return street.points[-1]


def _inside(lat: float, lon: float, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= lat <= box[2] and box[1] <= lon <= box[3]


def _within(lat: float, lon: float, ring: Sequence[tuple[float, float]]) -> bool:
    inside = False
    for (a_lat, a_lon), (b_lat, b_lon) in pairwise(ring):
        crosses = (a_lat > lat) != (b_lat > lat)
        if crosses and lon < (b_lon - a_lon) * (lat - a_lat) / (b_lat - a_lat) + a_lon:
            inside = not inside
    return inside
