"""Reads a city pack, a folder of `bot/cities`, into the domain's `City`.

The only code that knows the files of a pack: `city.toml`, `topics.toml`, `area.geojson`. Rests on the library
`holidays` for the production calendar: it carries moved days off once a government has decreed them, so it wants
an update every autumn; `[calendar]` of the pack mends what it lacks.
"""

import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import shapely
from shapely.geometry.base import BaseGeometry

from bot.catalogue_check import (
    IDENTIFIER,
    TELEPHONE,
    TITLE,
    Finding,
    Key,
    Sheet,
    Table,
    checked,
    several,
    syntax,
    text_of,
    whole,
)
from bot.domain.catalogue import Agency, Catalogue, Category, Emergency, Need, Season, Titles, Topic
from bot.domain.city import City, Limits, Phone
from bot.domain.places import Point
from bot.errors import ConfigError


def _bare(package: str) -> None:
    """Let the modules of a package be imported one by one: its own `__init__` would import every one of them."""
    spec = find_spec(package)
    if spec is not None and package not in sys.modules:
        sys.modules[package] = module_from_spec(spec)


_bare("holidays.countries")  # all 250 countries cost 8 MB and a tenth of a second
_bare("holidays.financial")
import holidays  # noqa: E402  # only after the two lines above

CITIES = Path(__file__).parent / "cities"


def load_city(pack: str, folder: Path | None = None) -> City:
    """Read the pack called `pack`; `folder` holds the packs, by default those that come with the bot.

    Raises:
        ConfigError: No such pack, or something in it is wrong; names file and line of the first finding.
    """
    packs = folder or CITIES
    known = sorted(found.parent.name for found in packs.glob("*/city.toml"))
    if pack not in known:
        raise ConfigError(f"city pack {pack!r} is not in {packs}; available: {', '.join(known) or 'none'}")
    home = packs / pack
    city = _sheet(home / "city.toml", partial(_checked_city, pack=pack))
    catalogue = _catalogue(_sheet(home / "topics.toml", checked))
    return _city(city, catalogue, _outline(home / "area.geojson"))


def _sheet(path: Path, check: Callable[[str], Sheet]) -> Table:
    """A file's tables, once `check` finds nothing wrong with them."""
    text = _read(path)
    try:
        sheet = check(text)
    except tomllib.TOMLDecodeError as error:
        raise _refused(path, [syntax(error, text)]) from error
    if findings := sheet.findings():
        raise _refused(path, findings)
    return sheet.data


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error


def _refused(path: Path, findings: list[Finding]) -> ConfigError:
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return ConfigError(f"{path}:{findings[0].line}: {findings[0].text}{more}")


# What city.toml may hold


def _zone(value: Any) -> Iterator[tuple[str, str]]:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        yield "", f'is {value!r}; allowed: a name of the IANA time zone database, for instance "Europe/Moscow"'


def _country(value: Any) -> Iterator[tuple[str, str]]:
    try:
        holidays.country_holidays(value)
    except (NotImplementedError, AttributeError, TypeError):
        yield "", f'is {value!r}; allowed: a country that the library holidays knows, for instance "RU"'


def _map_link(value: Any) -> Iterator[tuple[str, str]]:
    try:
        link = value.format(lat=55.25, lon=37.75)
    except (AttributeError, KeyError, IndexError, ValueError):
        link = ""
    if not link.startswith("https://") or "55.25" not in link or "37.75" not in link:
        yield "", f"is {value!r}; allowed: an https:// address with {{lat}} and {{lon}} in it"


def _days(value: Any) -> Iterator[tuple[str, str]]:
    if value:
        yield from several(value, each=_day, what="days")
    elif value != []:
        yield "", "must be a list of days"


def _day(value: str) -> Iterator[tuple[str, str]]:
    try:
        date.fromisoformat(value)
    except ValueError:
        yield "", f'has {value!r}; allowed: "YYYY-MM-DD"'


def _any(_value: Any) -> Iterator[tuple[str, str]]:
    yield from ()


LONG_TEXT = Key(partial(text_of, limit=3500, lines=True))
COUNT = Key(partial(whole, low=1, high=100))
PARTS = ("limits", "calendar", "phone")
TOP: Mapping[str, Key] = {
    "id": Key(IDENTIFIER),
    "title_ru": TITLE,
    "title_en": TITLE,
    "zone": Key(_zone),
    "country": Key(_country),
    "map_link": Key(_map_link),
    "elsewhere_ru": Key(partial(text_of, limit=300)),
    "elsewhere_en": Key(partial(text_of, limit=300)),
    "privacy_ru": LONG_TEXT,
    "privacy_en": LONG_TEXT,
    **dict.fromkeys(PARTS, Key(_any, needed=False)),
}
LIMITS: Mapping[str, Key] = {
    "photos": Key(partial(whole, low=1, high=10)),
    "description": Key(partial(whole, low=50, high=3000)),
    "reports_a_day": COUNT,
    "drafts": COUNT,
    "verdict_days": Key(partial(whole, low=1, high=365)),
}
CALENDAR: Mapping[str, Key] = {"working": Key(_days, needed=False), "off": Key(_days, needed=False)}
PHONE: Mapping[str, Key] = {"number": Key(TELEPHONE), "title_ru": TITLE, "title_en": TITLE}


def _checked_city(text: str, pack: str) -> Sheet:
    sheet = Sheet(text)
    sheet.check_table("", 0, sheet.data, TOP)
    for name, keys in (("limits", LIMITS), ("calendar", CALENDAR)):
        table = sheet.data.get(name, {})
        if not isinstance(table, dict):
            sheet.blame(f"{name!r} must be a table: [{name}]", "", "0", name)
        elif table or name == "limits":
            sheet.check_table(name, 0, table, keys)
    for index, table in enumerate(sheet.tables("phone")):
        sheet.check_table("phone", index, table, PHONE)
    if sheet.data.get("id", pack) != pack:
        sheet.blame(f"id is {sheet.data['id']!r}; allowed: {pack!r}, the name of the folder", "", "0", "id")
    return sheet


# From tables to entities


def _titles(table: Table, key: str = "title") -> Titles:
    return Titles(ru=table[f"{key}_ru"].strip(), en=table[f"{key}_en"].strip())


def _catalogue(data: Table) -> Catalogue:
    categories = sorted((_category(table) for table in data["category"]), key=lambda category: category.order)
    return Catalogue(
        categories={category.id: category for category in categories},
        agencies={table["id"]: Agency(id=table["id"], title=_titles(table)) for table in data["service"]},
        topics={table["id"]: _topic(table) for table in data["topic"]},
        emergencies={table["id"]: _emergency(table) for table in data.get("emergency", ())},
    )


def _category(table: Table) -> Category:
    return Category(id=table["id"], title=_titles(table), emoji=table["emoji"], order=table["order"])


def _topic(table: Table) -> Topic:
    return Topic(
        id=table["id"],
        category_id=table["category"],
        agency_id=table["service"],
        title=_titles(table),
        hint=_titles(table, "hint"),
        photo=Need(table["photo"]),
        description=Need(table.get("description", Need.OPTIONAL)),
        deadline_days=table["deadline_days"],
        place=table["place"],
        season=_season(table["season"]) if "season" in table else None,
        instead=tuple(table.get("instead", ())),
        keywords=_by_language(table, "keywords"),
    )


def _season(written: str) -> Season:
    start, end = (tuple(int(part) for part in day.split("-")) for day in written.split(".."))
    return Season(start=(start[0], start[1]), end=(end[0], end[1]))


def _emergency(table: Table) -> Emergency:
    return Emergency(
        id=table["id"],
        title=_titles(table),
        advice=_titles(table, "advice"),
        phones=tuple(table["phones"]),
        patterns=_by_language(table, "patterns"),
    )


def _by_language(table: Table, key: str) -> Mapping[str, tuple[str, ...]]:
    return {language: tuple(table[f"{key}_{language}"]) for language in ("ru", "en")}


def _outline(path: Path) -> BaseGeometry:
    """The area of the city; GeoJSON writes longitude first."""
    try:
        data = json.loads(_read(path))
        area = shapely.from_geojson(json.dumps(data.get("geometry", data)))
    except (ValueError, AttributeError, shapely.errors.ShapelyError) as error:
        raise ConfigError(f"{path}: not GeoJSON: {error}") from error
    if area.geom_type not in {"Polygon", "MultiPolygon"} or area.is_empty or not area.is_valid:
        raise ConfigError(f"{path}: the outline must be one valid Polygon or MultiPolygon, found {area.geom_type}")
    west, south, east, north = area.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ConfigError(f"{path}: the outline must be in degrees, longitude first")
    shapely.prepare(area)
    return area


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Working days of a country; a year is worked out when a day of it is first asked for."""

    country: holidays.HolidayBase
    working: frozenset[date]
    off: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        if day in self.working or day in self.off:
            return day in self.working
        return bool(self.country.is_working_day(day))


def _calendar(data: Table) -> _Calendar:
    mended = data.get("calendar", {})
    working, off = (frozenset(map(date.fromisoformat, mended.get(key, ()))) for key in ("working", "off"))
    return _Calendar(holidays.country_holidays(data["country"]), working, off)


def _city(data: Table, catalogue: Catalogue, area: BaseGeometry) -> City:
    west, south, east, north = area.bounds

    def contains(point: Point) -> bool:
        return bool(shapely.contains_xy(area, point.lon, point.lat))

    return City(
        id=data["id"],
        title=_titles(data),
        zone=ZoneInfo(data["zone"]),
        country=data["country"],
        catalogue=catalogue,
        limits=Limits(**data["limits"]),
        phones=tuple(Phone(number=table["number"], title=_titles(table)) for table in data["phone"]),
        contains=contains,
        bounds=(south, west, north, east),
        elsewhere=_titles(data, "elsewhere"),
        map_link=data["map_link"],
        is_working_day=_calendar(data).is_working_day,
        privacy=_titles(data, "privacy"),
    )
