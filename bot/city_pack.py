"""Reads a city pack, a folder of `bot/cities`, into the domain's `City`.

The only code that knows the files of a pack: `city.toml`, `topics.toml`, `examples.toml` and `area.geojson`; what
they may hold is in `city_check`, `catalogue_check` and `examples_check`. Rests on the library `holidays` for the
production calendar: it carries moved days off once a government has decreed them, so it wants an update every
autumn; `[calendar]` mends what it lacks.
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
from zoneinfo import ZoneInfo

from bot.catalogue_check import Finding, Sheet, Table, checked, syntax
from bot.city_check import checked_city
from bot.domain.answers import AnswerKind
from bot.domain.catalogue import (
    SIMILAR_M,
    Agency,
    Catalogue,
    Category,
    Detail,
    DetailOption,
    Elsewhere,
    Emergency,
    Need,
    Season,
    Titles,
    Topic,
)
from bot.domain.city import AnswerTemplate, City, ControlBody, Phone, RejectionReason
from bot.domain.drafts import Slot
from bot.domain.limits import Limits
from bot.domain.outline import Outline, Ring
from bot.domain.places import Point
from bot.domain.points import PointsFor
from bot.errors import ConfigError
from bot.examples_check import checked_examples
from bot.stops_check import NEITHER, checked_stops


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
    topics = _sheet(home / "topics.toml", checked)
    ids = [table["id"] for table in topics["topic"]]
    stops = [table["id"] for name in ("emergency", "elsewhere") for table in topics.get(name, ())]
    catalogue = _catalogue(
        topics,
        _optional(home / "examples.toml", partial(checked_examples, topics=ids)),
        _optional(home / "stops.toml", partial(checked_stops, stops=stops)),
    )
    check = partial(checked_city, pack=pack, catalogue=catalogue, country=_country)
    city = _sheet(home / "city.toml", check)
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


def _optional(path: Path, check: Callable[[str], Sheet]) -> Table:
    """The tables of a file that a pack may do without."""
    return _sheet(path, check) if path.exists() else {}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error


def _refused(path: Path, findings: list[Finding]) -> ConfigError:
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return ConfigError(f"{path}:{findings[0].line}: {findings[0].text}{more}")


def _country(value: Any) -> Iterator[tuple[str, str]]:
    try:
        holidays.country_holidays(value)
    except (NotImplementedError, AttributeError, TypeError):
        yield "", f'is {value!r}; allowed: a country that the library holidays knows, for instance "RU"'


# From tables to entities


def _titles(table: Table, key: str = "title") -> Titles:
    return Titles(ru=table[f"{key}_ru"].strip(), en=table[f"{key}_en"].strip())


def _catalogue(data: Table, examples: Table, stops: Table) -> Catalogue:
    categories = sorted((_category(table) for table in data["category"]), key=lambda category: category.order)
    return Catalogue(
        categories={category.id: category for category in categories},
        agencies={table["id"]: Agency(id=table["id"], title=_titles(table)) for table in data["service"]},
        topics={table["id"]: _topic(table, examples.get(table["id"], {})) for table in data["topic"]},
        emergencies={table["id"]: Emergency(**_stop(table, stops)) for table in data.get("emergency", ())},
        details={table["id"]: _detail(table) for table in data.get("detail", ())},
        elsewhere={table["id"]: Elsewhere(**_stop(table, stops)) for table in data.get("elsewhere", ())},
        words={
            table["id"]: tuple(dict.fromkeys(table["words_ru"] + table["words_en"]))
            for table in data.get("words", ())
        },
        harmless=_by_language(stops.get(NEITHER, {}), "examples"),
    )


def _category(table: Table) -> Category:
    return Category(id=table["id"], title=_titles(table), emoji=table["emoji"], order=table["order"])


def _topic(table: Table, examples: Table) -> Topic:
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
        details=tuple(table.get("details", ())),
        details_said=tuple(table.get("details_said", ())),
        similar_m=table.get("similar_m", SIMILAR_M),
        examples=_by_language(examples, "examples"),
    )


def _season(written: str) -> Season:
    start, end = (tuple(int(part) for part in day.split("-")) for day in written.split(".."))
    return Season(start=(start[0], start[1]), end=(end[0], end[1]))


def _stop(table: Table, stops: Table) -> dict[str, Any]:
    """What an emergency and a matter for others have in common."""
    return {
        "id": table["id"],
        "title": _titles(table),
        "advice": _titles(table, "advice"),
        "phones": tuple(table.get("phones", ())),
        "patterns": _by_language(table, "patterns"),
        "unless": _by_language(table, "unless"),
        "needs": _by_language(table, "needs"),
        "examples": _by_language(stops.get(table["id"], {}), "examples"),
    }


def _detail(table: Table) -> Detail:
    titles = zip(table.get("options_ru", ()), table.get("options_en", ()), strict=True)
    options = [Titles(ru=ru, en=en) for ru, en in titles]
    words = table.get("words") or [""] * len(options)
    return Detail(
        id=table["id"],
        title=_titles(table),
        ask=_titles(table, "ask") if "ask_ru" in table else None,
        options=tuple(
            DetailOption(title=title, words=tuple(word.strip() for word in said.split(",") if word.strip()))
            for title, said in zip(options, words, strict=True)
        ),
        private=table.get("private", False),
    )


def _by_language(table: Table, key: str) -> Mapping[str, tuple[str, ...]]:
    return {language: tuple(table.get(f"{key}_{language}", ())) for language in ("ru", "en")}


def _reason(table: Table) -> RejectionReason:
    return RejectionReason(
        id=table["id"],
        title=_titles(table),
        words=_titles(table, "words"),
        part=Slot(table["part"]) if "part" in table else None,
    )


def _template(table: Table) -> AnswerTemplate:
    return AnswerTemplate(
        id=table["id"],
        kind=AnswerKind(table["kind"]),
        words=_titles(table, "words"),
        topics=frozenset(table.get("topics", ())),
        categories=frozenset(table.get("categories", ())),
    )


def _control_body(table: Table) -> ControlBody:
    return ControlBody(id=table["id"], title=_titles(table), categories=frozenset(table.get("categories", ())))


def _outline(path: Path) -> Outline:
    """The area of the city; GeoJSON writes longitude first."""
    try:
        data = json.loads(_read(path))
        shape = data.get("geometry", data)
        kind, coordinates = shape["type"], shape["coordinates"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path}: not GeoJSON: {error}") from error
    try:
        polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}[kind]
        return Outline(tuple(tuple(map(_ring, polygon)) for polygon in polygons))
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path}: the outline must be one valid Polygon or MultiPolygon: {error}") from error


def _ring(positions: list[list[float]]) -> Ring:
    return tuple((float(lon), float(lat)) for lon, lat, *_ in positions)


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


def _city(data: Table, catalogue: Catalogue, area: Outline) -> City:
    def contains(point: Point) -> bool:
        return area.contains(point.lat, point.lon)

    return City(
        id=data["id"],
        title=_titles(data),
        zone=ZoneInfo(data["zone"]),
        country=data["country"],
        catalogue=catalogue,
        limits=Limits(**data["limits"]),
        phones=tuple(Phone(number=table["number"], title=_titles(table)) for table in data["phone"]),
        contains=contains,
        bounds=area.bounds,
        elsewhere=_titles(data, "elsewhere"),
        map_link=data["map_link"],
        is_working_day=_calendar(data).is_working_day,
        privacy=_titles(data, "privacy"),
        rejection_reasons={table["id"]: _reason(table) for table in data.get("reason", ())},
        templates=tuple(_template(table) for table in data.get("template", ())),
        control_bodies=tuple(_control_body(table) for table in data.get("control", ())),
        answers_checked=data.get("answers", {}).get("checked_by_editor", True),
        points={PointsFor(occasion): amount for occasion, amount in data.get("points", {}).items() if amount},
    )
