"""Points in a text: links of map services, `geo:` addresses, coordinates.

Pure, hence apart from `short`, which has to ask the network. Rests on the services' link formats, which are
not documented (Yandex alone documents `ll`, `pt` and `text`) and may change: each is held by a row in the test.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from bot.domain.places import PlaceSource, Point
from bot.map_links.coordinates import find_coordinates, point_of

MOST_LINKS = 10
LONGEST_LINK = 2000

_LINK = re.compile(
    r"""(?<![\w@.])(?:https?://|geo:)[^\s<>"«»]{3,}
    |(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,5}/[^\s<>"«»]+""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = r"-?\d{1,3}(?:\.\d{1,20})?"
_PAIR = re.compile(rf"\s*({_NUMBER})\s*,\s*\+?({_NUMBER})(?![\d.])")
_PATH_PAIR = re.compile(r"(?:^|[/|])(-?\d{1,3}\.\d{2,20}),\+?\s?(-?\d{1,3}\.\d{2,20})(?=$|[/;|])")
_GOOGLE_PIN = re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})")
_GOOGLE_PLACE = re.compile(r"/maps/(?:place|search|dir)/([^@]+)")
_GOOGLE_VIEW = re.compile(rf"/@({_NUMBER}),({_NUMBER}),")
_OSM_VIEW = re.compile(rf"map=\d{{1,2}}(?:\.\d+)?/({_NUMBER})/({_NUMBER})")
_OSM_SHORT = re.compile(r"/go/([A-Za-z0-9_~@-]{3,20})$")
_OSM_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~"

_LABEL_AT_END = re.compile(r"(?:^|(?<=\n))(?:координаты|точка|coordinates|gps|место)$", re.IGNORECASE)

Read = Callable[[SplitResult, dict[str, str]], Point | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpot:
    """A point in a text and the words left without what told it."""

    point: Point
    source: PlaceSource
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A map link without a point in it and the words left without the link."""

    url: str
    rest: str


def find_spot(text: str) -> FoundSpot | None:
    """The first map link with a point in it, else the first coordinates."""
    for link, start, end in _links(text):
        if point := point_of_link(link):
            rest = _without(text, start, end)
            again = find_coordinates(rest)
            return FoundSpot(
                point=point,
                source=PlaceSource.LINK,
                rest=_without(rest, again.start, again.end) if again else rest,
            )
    found = find_coordinates(_LINK.sub(lambda link: "x" * len(link[0]), text))
    if found is None:
        return None
    return FoundSpot(
        point=found.point, source=PlaceSource.COORDINATES, rest=_without(text, found.start, found.end)
    )


def short_link(text: str) -> FoundLink | None:
    """The first map link whose point only its host can tell."""
    return _first_link(text, is_short_link)


def pointless_link(text: str) -> FoundLink | None:
    """The first link to a map that names no point and leads to none, a shop's page for instance."""
    return _first_link(text, lambda url: _reader_of(_split(url)) is not None)


def is_short_link(url: str) -> bool:
    split = _split(url)
    host, path = _host(split), split.path
    if _is_yandex(host):
        return path.startswith(("/maps/-/", "/navi/-/"))
    if host == "goo.gl":
        return path.startswith("/maps/")
    return host in {"maps.app.goo.gl", "go.2gis.com"} and len(path) > 1


def point_of_link(url: str) -> Point | None:
    """The point a map link names: its marker rather than the middle of its view; None without either."""
    split = _split(url)
    if split.scheme == "geo":
        return _geo(split)
    read = _reader_of(split)
    if read is None:
        return None
    return read(split, _parameters(split))


def _reader_of(split: SplitResult) -> Read | None:
    host, path = _host(split), split.path
    if _is_yandex(host) and (path.startswith(("/maps", "/navi", "/web-maps")) or host.startswith("maps.")):
        return _yandex
    if _is_google(host) and (path.startswith("/maps") or host.startswith("maps.")):
        return _google
    if re.fullmatch(r"(?:www\.|m\.|beta\.)?2gis\.[a-z]{2,3}(?:\.[a-z]{2})?", host):
        return _2gis
    if host in {"openstreetmap.org", "www.openstreetmap.org", "osm.org", "www.osm.org"}:
        return _osm
    return _apple if host in {"maps.apple.com", "maps.apple"} else None


def _yandex(_link: SplitResult, query: dict[str, str]) -> Point | None:
    marker = _lon_lat(query, "whatshere[point]", "pt", "poi[point]", "panorama[point]")
    return marker or _lat_lon(query, "text") or _lon_lat(query, "ll", "sll")


def _google(split: SplitResult, query: dict[str, str]) -> Point | None:
    path = unquote(split.path)
    if pins := _GOOGLE_PIN.findall(path):
        return point_of(float(pins[-1][0]), float(pins[-1][1]))
    marker = _lat_lon(query, "q", "query", "destination", "daddr")
    if not marker and (place := _GOOGLE_PLACE.search(path)):
        found = find_coordinates(place[1].replace("+", " "))
        marker = found.point if found else None
    return marker or _match(_GOOGLE_VIEW, path) or _lat_lon(query, "ll", "sll", "center", "viewpoint")


def _2gis(split: SplitResult, query: dict[str, str]) -> Point | None:
    pairs = _PATH_PAIR.findall(unquote(split.path))
    if pairs:
        return point_of(float(pairs[-1][1]), float(pairs[-1][0]))
    return _lon_lat(query, "m", "center")


def _osm(split: SplitResult, query: dict[str, str]) -> Point | None:
    marker = _lat_and_lon(query, "mlat", "mlon") or _lat_and_lon(query, "lat", "lon")
    if not marker and (short := _OSM_SHORT.search(split.path)):
        return osm_short_point(short[1])
    return marker or _match(_OSM_VIEW, split.fragment) or _lat_lon(query, "query")


def _apple(_link: SplitResult, query: dict[str, str]) -> Point | None:
    return _lat_lon(query, "coordinate", "ll", "q", "daddr", "center", "sll")


def _geo(split: SplitResult) -> Point | None:
    """Android writes `geo:0,0?q=55.75,37.62(label)` for a marker."""
    marker = _lat_lon(_parameters(split), "q")
    return marker or _match(re.compile(f"({_NUMBER}),({_NUMBER})"), unquote(split.path).partition(";")[0])


def osm_short_point(code: str) -> Point | None:
    """The middle of the cell that a short link of OpenStreetMap names.

    Source: `lib/short_link.rb` of openstreetmap-website: base 64, bits of longitude and latitude in turn.
    """
    x = y = bits = 0
    for letter in code.replace("@", "~"):
        value = _OSM_LETTERS.find(letter)
        for shift in (5, 3, 1) if value >= 0 else ():
            x, y, bits = x << 1 | value >> shift & 1, y << 1 | value >> shift - 1 & 1, bits + 1
    cells = 1 << bits
    return point_of((y + 0.5) * 180 / cells - 90, (x + 0.5) * 360 / cells - 180)


def _links(text: str) -> Iterator[tuple[str, int, int]]:
    for n, match in enumerate(_LINK.finditer(text)):
        if n == MOST_LINKS:
            return
        link = match[0].rstrip(".,;:!?…'")
        while link.endswith(")") and link.count(")") > link.count("("):
            link = link[:-1].rstrip(".,;:!?…'")
        if len(link) <= LONGEST_LINK:
            yield link, match.start(), match.start() + len(link)


def _first_link(text: str, wanted: Callable[[str], bool]) -> FoundLink | None:
    for link, start, end in _links(text):
        if wanted(link):
            url = re.sub("^(?:https?://)?", "https://", link, count=1, flags=re.IGNORECASE)
            return FoundLink(url=url, rest=_without(text, start, end))
    return None


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url if re.match("https?://|geo:", url, re.IGNORECASE) else f"https://{url}")
    except ValueError:
        return urlsplit("")


def _host(split: SplitResult) -> str:
    try:
        return (split.hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_yandex(host: str) -> bool:
    return bool(re.fullmatch(r"(?:(?:www|m|maps)\.)?yandex\.(?:[a-z]{2,3}|com?\.[a-z]{2})", host))


def _is_google(host: str) -> bool:
    return bool(re.fullmatch(r"(?:(?:www|maps|m)\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})", host))


def _parameters(split: SplitResult) -> dict[str, str]:
    try:
        pairs = parse_qsl(split.query, max_num_fields=60)
    except ValueError:
        return {}
    return dict(reversed(pairs))


def _pair(value: str) -> tuple[float, float] | None:
    match = _PAIR.match(value.removeprefix("loc:"))
    return (float(match[1]), float(match[2])) if match else None


def _lat_lon(query: dict[str, str], *names: str) -> Point | None:
    return next((point_of(*pair) for name in names if (pair := _pair(query.get(name, "")))), None)


def _lon_lat(query: dict[str, str], *names: str) -> Point | None:
    return next((point_of(*reversed(pair)) for name in names if (pair := _pair(query.get(name, "")))), None)


def _lat_and_lon(query: dict[str, str], lat: str, lon: str) -> Point | None:
    pair = _pair(f"{query.get(lat, '')},{query.get(lon, '')}")
    return point_of(*pair) if pair else None


def _match(pattern: re.Pattern[str], text: str) -> Point | None:
    match = pattern.search(text)
    return point_of(float(match[1]), float(match[2])) if match else None


def _without(text: str, start: int, end: int) -> str:
    """The text without that part, and without the brackets and separators that held it."""
    before, after = text[:start].rstrip(" \t(["), text[end:].lstrip(" \t)],;.")
    rest = re.sub(r"[ \t]*\n\s*", "\n", f"{before} {after}").strip(" \n,;:")
    return _LABEL_AT_END.sub("", rest).strip()
