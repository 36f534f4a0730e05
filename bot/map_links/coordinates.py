"""Coordinates that a person typed or pasted, found among other words.

Pure, and apart from map links because a pair of numbers is far easier to mistake: prices, dates, times, versions
and phone numbers are passed over, so a rough pair counts only where nothing else stands on its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.places import Point

MOST_CANDIDATES = 40
"""Number pairs looked at in one text; a message full of numbers is not a place."""

_HEMISPHERE = r"[NSEWnsew]|[сюСЮ]\.?\s?[шШ]\.?|[взВЗ]\.?\s?[дД]\.?"


def _angle(n: int) -> str:
    return rf"""
    (?:(?P<before{n}>{_HEMISPHERE})\s?)?
    (?P<degrees{n}>[-+−]?\d{{1,3}}(?:[.,]\d{{1,15}})?)(?:\s?(?P<sign{n}>[°º˚]))?
    (?:\s?(?P<minutes{n}>\d{{1,2}}(?:[.,]\d{{1,9}})?)\s?['′’]
        (?:\s?(?P<seconds{n}>\d{{1,2}}(?:[.,]\d{{1,9}})?)\s?(?:["″”]|''|′′|’’))?)?
    (?(before{n})|(?:\s?(?P<after{n}>{_HEMISPHERE})(?![^\W\d]))?)"""


_PAIR = re.compile(
    rf"(?<![\w°'′’])(?<!\d[.,:\-]){_angle(1)}(?P<between>\s{{0,3}}[,;/]?\s{{0,3}}){_angle(2)}(?!\w)(?![.,:]\d)",
    re.VERBOSE,
)
_NUMBER = r"([-+−]?\d{1,3}[.,]\d{2,15})"
_LAT = rf"(?:lat(?:itude)?|широта)\s{{0,2}}[:=]?\s{{0,2}}{_NUMBER}"
_LON = rf"(?:lon(?:gitude)?|lng|долгота)\s{{0,2}}[:=]?\s{{0,2}}{_NUMBER}"
_LAT_LON = re.compile(rf"(?<!\w){_LAT}[\s,;]{{1,4}}{_LON}(?!\w)", re.IGNORECASE)
_LON_LAT = re.compile(rf"(?<!\w){_LON}[\s,;]{{1,4}}{_LAT}(?!\w)", re.IGNORECASE)
_LABEL = re.compile(
    r"координаты|координата|coordinates?|coords?|gps|точка|место|геопозиция|геолокация|location|point",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point and the part of the text, from `start` to `end`, that said it."""

    point: Point
    start: int
    end: int


def find_coordinates(text: str) -> Coordinates | None:
    """The first point written in the text: decimal degrees or degrees, minutes and seconds; latitude first.

    Letters of the hemispheres (N, S, E, W, «с. ш.», «в. д.») or names («широта») decide the order where there
    are any.
    """
    return _labelled(text) or next(_pairs(text), None)


def is_nowhere(point: Point) -> bool:
    """Whether it is the point 0, 0 that devices without a fix report."""
    return abs(point.lat) < 0.01 and abs(point.lon) < 0.01


def point_of(lat: float, lon: float) -> Point | None:
    """The point, or None where there is none: off the globe, not a number, or 0, 0."""
    try:
        point = Point(lat, lon)
    except ValueError:
        return None
    return None if is_nowhere(point) else point


def _labelled(text: str) -> Coordinates | None:
    for pattern, lat, lon in ((_LAT_LON, 1, 2), (_LON_LAT, 2, 1)):
        if match := pattern.search(text):
            point = point_of(_number(match[lat]), _number(match[lon]))
            return Coordinates(point, match.start(), match.end()) if point else None
    return None


def _pairs(text: str) -> Iterator[Coordinates]:
    position = 0
    for _ in range(MOST_CANDIDATES):
        match = _PAIR.search(text, position)
        if match is None:
            return
        if _is_sure(match) or _stands_alone(match):
            point = _point(match)
            if point is not None:
                yield Coordinates(point, match.start(), match.end())
        position = match.end("degrees1")


def _is_sure(match: re.Match[str]) -> bool:
    """Hemispheres, or degree signs with minutes, or four decimals: nobody writes anything else like that."""
    if _hemispheres(match) is not None:
        return True
    if not _has_same_marks(match) or not match["between"]:
        return False
    if match["sign1"] and match["sign2"]:
        return bool(match["minutes1"] and match["minutes2"]) or _decimals(match) >= 3
    return _decimals(match) >= 4


def _stands_alone(match: re.Match[str]) -> bool:
    """Two or three decimals, with nothing but a label on the line, that cannot be a time or a date."""
    if not 2 <= _decimals(match) <= 3 or not match["between"] or not _has_same_marks(match):
        return False
    if _is_time_or_date(match["degrees1"]) and _is_time_or_date(match["degrees2"]):
        return False
    before = match.string[: match.start()].rpartition("\n")[2]
    after = match.string[match.end() :].partition("\n")[0]
    return not re.search(r"\w", _LABEL.sub("", before[-40:] + " " + after[:40]))


def _has_same_marks(match: re.Match[str]) -> bool:
    """Decimal points in both numbers, or decimal commas in both and something other than a comma between."""
    commas = ["," in match[name] for name in ("degrees1", "degrees2")]
    return not any(commas) or (all(commas) and match["between"] != ",")


def _decimals(match: re.Match[str]) -> int:
    parts = (re.split("[.,]", match[name]) for name in ("degrees1", "degrees2"))
    return min(len(part[1]) if len(part) == 2 else 0 for part in parts)


def _is_time_or_date(number: str) -> bool:
    whole, _, part = number.lstrip("+-−").replace(",", ".").partition(".")
    return len(part) == 2 and ((int(whole) <= 23 and int(part) <= 59) or (int(whole) <= 31 and int(part) <= 12))


def _hemispheres(match: re.Match[str]) -> tuple[str, str] | None:
    """Both hemispheres as two of N, S, E, W; None if they are not told or tell no point."""
    both = "".join(_letter(match[f"before{n}"] or match[f"after{n}"] or "") for n in (1, 2))
    return (both[0], both[1]) if re.fullmatch("[NS][EW]|[EW][NS]", both) else None


def _letter(hemisphere: str) -> str:
    return {"с": "N", "ю": "S", "в": "E", "з": "W"}.get(hemisphere[:1].lower(), hemisphere[:1].upper())


def _point(match: re.Match[str]) -> Point | None:
    first, second = (_degrees(match, n) for n in (1, 2))
    if first is None or second is None:
        return None
    if letters := _hemispheres(match):
        first, second = (-x if at in "SW" else x for x, at in zip((first, second), letters, strict=True))
        return point_of(first, second) if letters[0] in "NS" else point_of(second, first)
    return point_of(second, first) if abs(first) > 90 else point_of(first, second)


def _degrees(match: re.Match[str], n: int) -> float | None:
    degrees = _number(match[f"degrees{n}"])
    minutes, seconds = (_number(match[f"{name}{n}"] or "0") for name in ("minutes", "seconds"))
    if minutes >= 60 or seconds >= 60:
        return None
    part = minutes / 60 + seconds / 3600
    return degrees - part if degrees < 0 else degrees + part


def _number(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))
