"""What a city pack's `city.toml` may hold, checked line by line, in words for whoever edits it.

Apart from `city_pack`, which builds the entities, and beside `catalogue_check`, whose rules it uses: topics and
categories that the city names must be in the pack's catalogue, so that file is read first.
"""

import re
from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.catalogue_check import (
    IDENTIFIER,
    TELEPHONE,
    TITLE,
    Key,
    Rule,
    Sheet,
    Table,
    choice,
    form,
    label,
    several,
    text_of,
    whole,
)
from bot.domain.answers import LONGEST_ANSWER, AnswerKind
from bot.domain.catalogue import Catalogue
from bot.domain.drafts import Slot
from bot.domain.points import PointsFor

Keys = Mapping[str, Key]


def _zone(value: Any) -> Iterator[tuple[str, str]]:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        yield "", f'is {value!r}; allowed: a name of the IANA time zone database, for instance "Europe/Moscow"'


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


def _yes_or_no(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, bool):
        yield "", f"is {value!r}; allowed: true, false"


def _any(_value: Any) -> Iterator[tuple[str, str]]:
    yield from ()


def _existing(value: str, *, among: Container[str]) -> Iterator[tuple[str, str]]:
    if value not in among:
        yield "", f"names {value!r}, which does not exist"


SHORT_ID = partial(form, pattern=re.compile(r"[a-z0-9-]{1,20}"), allowed='1 to 20 of a-z, 0-9 and "-"')
"""Of what stands in a button beside other things: its data has 64 bytes in all."""

BUTTON = Key(partial(text_of, limit=40))
WORDS = Key(partial(text_of, limit=300))
LONG_TEXT = Key(partial(text_of, limit=3500, lines=True))
ANSWER = Key(partial(text_of, limit=LONGEST_ANSWER, lines=True))
COUNT = Key(partial(whole, low=1, high=100))
TITLES: Keys = {"title_ru": TITLE, "title_en": TITLE}

PARTS = ("limits", "calendar", "phone", "answers", "points", "reason", "template", "control")
TOP: Keys = {
    "id": Key(IDENTIFIER),
    **TITLES,
    "zone": Key(_zone),
    "map_link": Key(_map_link),
    "elsewhere_ru": WORDS,
    "elsewhere_en": WORDS,
    "privacy_ru": LONG_TEXT,
    "privacy_en": LONG_TEXT,
    **dict.fromkeys(PARTS, Key(_any, needed=False)),
}
SINGLE: Mapping[str, Keys] = {
    "limits": {
        "photos": Key(partial(whole, low=1, high=10)),
        "description": Key(partial(whole, low=50, high=3000)),
        "reports_a_day": COUNT,
        "drafts": COUNT,
        "verdict_days": Key(partial(whole, low=1, high=365)),
    },
    "calendar": {"working": Key(_days, needed=False), "off": Key(_days, needed=False)},
    "answers": {"checked_by_editor": Key(_yes_or_no, needed=False)},
    "points": {occasion: Key(partial(whole, low=0, high=100_000), needed=False) for occasion in PointsFor},
}
"""Tables that there is one of; all but the limits can be left out."""


def _repeated(catalogue: Catalogue) -> Mapping[str, Keys]:
    """Tables that there are several of; all but the phones can be left out."""
    in_topics = partial(several, each=partial(_existing, among=catalogue.topics), what="topic ids")
    in_categories = partial(several, each=partial(_existing, among=catalogue.categories), what="category ids")
    return {
        "phone": {"number": Key(TELEPHONE), **TITLES},
        "reason": {
            "id": Key(SHORT_ID),
            "title_ru": BUTTON,
            "title_en": BUTTON,
            "words_ru": WORDS,
            "words_en": WORDS,
            "part": Key(partial(choice, of=tuple(Slot)), needed=False),
        },
        "template": {
            "id": Key(SHORT_ID),
            "kind": Key(partial(choice, of=tuple(AnswerKind))),
            "topics": Key(in_topics, needed=False),
            "categories": Key(in_categories, needed=False),
            "words_ru": ANSWER,
            "words_en": ANSWER,
        },
        "control": {"id": Key(SHORT_ID), **TITLES, "categories": Key(in_categories, needed=False)},
    }


def checked_city(text: str, *, pack: str, catalogue: Catalogue, country: Rule) -> Sheet:
    """A `city.toml` with everything that is wrong with it.

    Args:
        pack: The folder's name, which the city must have for its id.
        country: What the calendar says to a country.

    Raises:
        tomllib.TOMLDecodeError: Not TOML.
    """
    sheet = Sheet(text)
    sheet.check_table("", 0, sheet.data, {**TOP, "country": Key(country)})
    for name, keys in SINGLE.items():
        table = sheet.data.get(name, {})
        if not isinstance(table, dict):
            sheet.blame(f"{name!r} must be a table: [{name}]", "", "0", name)
        elif table or name == "limits":
            sheet.check_table(name, 0, table, keys)
    for name, keys in _repeated(catalogue).items():
        tables = sheet.tables(name) if name in sheet.data or name == "phone" else []
        for index, table in enumerate(tables):
            sheet.check_table(name, index, table, keys)
        _only_once(sheet, name, tables, "id")
        if name == "control":
            _only_once(sheet, name, tables, "categories")
            _only_one_without(sheet, name, tables, "categories")
    if sheet.data.get("id", pack) != pack:
        sheet.blame(f"id is {sheet.data['id']!r}; allowed: {pack!r}, the name of the folder", "", "0", "id")
    return sheet


def _only_once(sheet: Sheet, name: str, tables: list[Table], key: str) -> None:
    """No table has a value of `key`, or one of its values, that a table above has."""
    seen: set[str] = set()
    for index, table in enumerate(tables):
        value = table.get(key, [])
        values = {str(one) for one in (value if isinstance(value, list) else [value])}
        for taken in sorted(values & seen):
            sheet.blame(f"{label(name, table)}: {key} {taken} is taken above", name, str(index), key, taken)
        seen |= values


def _only_one_without(sheet: Sheet, name: str, tables: list[Table], key: str) -> None:
    without = [index for index, table in enumerate(tables) if key not in table]
    for index in without[1:]:
        text = f"{label(name, tables[index])}: {key} may be missing only once, for the rest; it is missing above"
        sheet.blame(text, name, str(index))
