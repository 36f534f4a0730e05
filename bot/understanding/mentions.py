"""Finds in words about a problem where it is: an address, the entrance, the floor; and what service they name.

By shape alone, so a city needs no list of its streets; whether there is such a house, the geocoder knows. Rests on
the ids of details that have a shape: `NUMBERED`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.understanding.addresses import address_in
from bot.understanding.counting import is_measure
from bot.understanding.words import Lemmas, plain

LONGEST_TEXT = 4096


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the words say besides the problem.

    Attributes:
        address: As a geocoder is asked for it, "Тверская, 7"; None when there is none.
        details: By id of a detail of the catalogue, for instance {"entrance": "2"}.
    """

    address: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


def mentions_of(words: str, lemmas: Lemmas) -> Mentions:
    """The address and details among the words."""
    found = address_in(words[:LONGEST_TEXT], lemmas)
    return Mentions(found.address if found else None, numbered_details(words))


_ORDINALS = (
    *("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"),
    *("одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат"),
    *("восемнадцат", "девятнадцат", "двадцат"),
)
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = (
    rf"(?:{'|'.join(_ORDINALS)})(?:ый|ий|ой|ого|ему|ьего|ьему|ьем|ом|ым|ьим|ая|ую|ья|ью|ьей)|{'|'.join(_ENGLISH)}"
)
_END = r"(?:\s?-?\s?(?:ый|ий|ой|ого|его|ему|ому|ом|ем|ым|им|го|му|й|м|я|ю|е|х|th|st|nd|rd)(?![^\W\d]))?"
_TWO = r"\d{1,2}"
_NUMBER = rf"(?:{_TWO}|{_ORDINAL})"
_AND = rf"(?:\s?(?:[-–—]|и|and)\s?{_NUMBER}{_END}){{0,3}}"
_LIST = rf"(?:\s?(?:[-–—,]|и|and)\s?{_NUMBER}{_END}){{1,5}}"
_NO = r"\.?\s{0,2}(?:№|#|n|no\.?|номер|number)?\s{0,2}"

_ENTRANCE = r"подъезд(?:а|у|е|ом)?|парадн(?:ая|ой|ую)|entrance|pod\w?'?ezd\w?"
_ENTRANCES = r"подъезд(?:ы|ов|ам|ах|ами)|entrances"
_FLOOR = r"этаж(?:а|у|е|ом)?|эт|floor|etazhe?"
_FLOORS = r"этаж(?:и|ей|ам|ах|ами)|floors"
_RIDE = r"автобус|троллейбус|трамва|электробус|маршрутк|маршрут"
_ONE_RIDE = r"автобус|троллейбус|трамвай|электробус|маршрут|маршрутка|маршрутке|маршрутку|автобусе|трамвае"
_LINE = r"(?:[мтнсбе]\s?)?\d{1,4}[а-яa-z]?(?![\w-])"


def _placed(one: str, many: str) -> tuple[str, ...]:
    """Patterns of a numbered part of a house: «второй подъезд», «1, 2 и 3 подъезды», «подъезд № 2»."""
    return (
        rf"(?<![\w-])(?P<value>{_NUMBER}{_END}{_LIST})\s?(?:{many})(?![\w-])",
        rf"(?<![\w-])(?:{many}){_NO}(?P<value>{_NUMBER}{_END}{_LIST})(?![\w%])",
        rf"(?<![\w-])(?P<value>{_NUMBER}{_END}{_AND})\s?(?:{one})(?![\w-])(?!{_NO}\d)",
        rf"(?<![\w-])(?:{one}){_NO}(?P<value>{_NUMBER}{_END}{_AND})(?![\w%])",
    )


_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "entrance": (
        *_placed(_ENTRANCE, _ENTRANCES),
        rf"(?<![\w-])под\.\s?№?\s?(?P<value>{_TWO})(?![\w%])",
        rf"(?:(?<=[\d,;])\s?|^)п\.?\s?(?P<value>{_TWO})(?![\w%.])",
    ),
    "floor": _placed(_FLOOR, _FLOORS),
    "flat": (
        rf"(?<![\w-])(?:квартир[аеуы]|квартирой|кв(?!\s?\.?\s?м)|apartment|apt|flat){_NO}(?P<value>\d{{1,4}})(?![\w%])",
        r"(?<![\w-])(?P<value>\d{1,4})(?:-?(?:я|й|ой|ю))\s(?:квартир[аеуы]|кв)(?![\w-])",
    ),
    "route": (
        rf"(?<![\w-])(?:{_RIDE})[а-я]{{0,3}}(?:\s(?:маршрут[а-я]{{0,2}}|номер))?\s{{0,2}}№?\s{{0,2}}(?P<value>{_LINE})",
        rf"(?<![\w-])№?\s?(?P<value>[мтнсбе]?\d{{1,4}}[а-яa-z]?)(?:-?(?:й|го|м|му|я))?\s(?:{_ONE_RIDE})(?![\w-])",
        r"(?<![\w-])№?\s?(?P<value>[мтнсбе]\d{1,3}|\d{3})(?:-?го)?\s(?:автобуса|трамвая|маршрута|электробуса)(?![\w-])",
        r"(?<![\w-])(?:bus|tram|trolleybus|trolley|route|line)(?:\s(?:no\.?|number|route))?\s?#?\s?(?P<value>[a-zмтнсбе]?\d{1,4}[a-zа-я]?)(?![\w-])",
        r"(?<![\w-])(?P<value>[a-z]?\d{1,4}[a-z]?)\s(?:bus|tram|trolleybus)(?![\w-])",
        r"(?<![\w-])(?P<value>[мтн]\d{1,3}к?)(?![\w-])",
    ),
    "vehicle": (
        r"(?<![\w-])(?:борт[а-я]{0,5}|бортовой(?:\sномер)?|номер\sборта|vehicle|fleet)(?:\s(?:номер[а-я]?|number|no\.?))?[\s:]{0,3}№?\s?(?P<value>\d{3,6})(?!\d)",
    ),
    "wagon": (
        r"(?<![\w-])(?:вагон[а-я]{0,2}|carriage|car|wagon)(?:\s(?:номер[а-я]?|number|no\.?))?[\s:]{0,3}№?\s?(?P<value>\d{4,6})(?!\d)",
    ),
    "pole": (
        r"(?<![\w-])(?:опор[аеуыой]{1,2}|столб[аеуом]{0,2}|pole)(?:\s(?:освещения|фонаря))?(?:\s(?:с\s)?(?:номером|номер|number|no\.?))?[\s:]{0,3}№?\s?(?P<value>\d{1,5}(?:/\d{1,3})?)(?![\w%])",
    ),
    "room": (
        r"(?<![\w-])(?:кабинет[а-я]{0,2}|каб|окн[оауе]|окош\w{2}|room|window){_NO}(?P<value>\d{1,4}[а-я]?)(?![\w%])".replace(
            "{_NO}", _NO
        ),
    ),
    "year": (r"(?<![\w./-])(?P<value>20[0-4]\d)(?:-?(?:м|го|й))?\s?(?:год[ауом]{0,2}|г)?(?![\w])",),
}
NUMBERED = frozenset({*_PATTERNS, "plate"})
"""Ids of details that are known by their shape; the catalogue of a city may use as many of them as it wants."""

_COMPILED = {one: tuple(re.compile(pattern) for pattern in patterns) for one, patterns in _PATTERNS.items()}
_PLATE = re.compile(
    r"(?<![\w-])([авекмнорстухabekmhopctyx])\s?(\d{3})\s?([авекмнорстухabekmhopctyx]{2})\s?(\d{2,3})?(?![\w-])"
    r"|(?<![\w-])([авекмнорстухabekmhopctyx]{2})\s?(\d{3})\s?(\d{2,3})(?![\w-])"
)
_LETTERS = str.maketrans("abekmhopctyx", "авекмнорстух")
_BARE = re.compile(rf"(?:{_NO}(?P<value>{_NUMBER}{_END}{_AND}))")
_BARE_CODE = re.compile(r"(?:№|#|номер|number|no\.?)?\s?(?P<value>[а-яa-z]{0,2}\d{1,6}(?:/\d{1,3})?[а-яa-z]{0,2})")


def numbered_details(words: str) -> dict[str, str]:
    """Details that are known by their shape, by id: entrance, floor, flat, route, vehicle and so on."""
    text = plain(words[:LONGEST_TEXT])
    found = {}
    for one, patterns in _COMPILED.items():
        value = next(_values(one, text, patterns), None)
        if value is not None:
            found[one] = value
    if (plate := _plate(text)) is not None:
        found["plate"] = plate
        found.setdefault("vehicle", plate)
    return found


def number_alone(detail_id: str, words: str) -> str | None:
    """A number as the whole answer to a question for a detail: «2», «второй», «№ 904», «м10»."""
    text = plain(words[:100]).strip(" .,;!")
    if detail_id in ("entrance", "floor"):
        match = _BARE.fullmatch(text)
        return _figures(match["value"]) if match else None
    match = _BARE_CODE.fullmatch(text)
    return match["value"] if match else None


def _values(one: str, text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            if one != "year" and is_measure(text, match.end("value")):
                continue
            value = _figures(match["value"]) if one in ("entrance", "floor") else match["value"].replace(" ", "")
            if value is not None:
                yield value


def _figures(written: str) -> str | None:
    """«втором» and «2-го» are "2", «3 и 4» are "3, 4", a range keeps its dash; None for a number too great."""
    numbers = [_figure(part) for part in re.findall(rf"\d+|{_ORDINAL}", written)]
    if not numbers or any(not 0 < number <= 99 for number in numbers):
        return None
    between = "–" if re.search(r"\d\s?[-–—]\s?\d", written) and len(numbers) == 2 else ", "
    return between.join(map(str, numbers))


def _figure(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word in _ENGLISH:
        return _ENGLISH.index(word) + 1
    stems = [number for number, stem in enumerate(_ORDINALS, 1) if word.startswith(stem)]
    return max(stems, key=lambda number: len(_ORDINALS[number - 1]))


def _plate(text: str) -> str | None:
    match = _PLATE.search(text)
    if match is None:
        return None
    return "".join(part for part in match.groups() if part).translate(_LETTERS).upper()
