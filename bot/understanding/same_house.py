"""Whether an address that a geocoder gives is the house that was asked for, and not just something nearby.

Asked for a house that it does not know, a geocoder gives the street, or another street of the like name.
Rests on addresses as `bot.geocoding` writes them: the street, a comma, the house.
"""

import re

from bot.understanding.streets import word_set
from bot.understanding.words import cyrillic, plain

_LONG = (
    (re.compile(r"[\s,]*(?:корпус|корп|к|korpus|bldg|k)\.?\s?(?=\d)"), "к"),
    (re.compile(r"[\s,]*(?:строение|стр|с|building|str|s)\.?\s?(?=\d)"), "с"),
    (re.compile(r"^(?:дом|д|владение|влд|вл|house|vl)\.?\s?(?=\d)"), ""),
)
_HOUSE = re.compile(
    r"""(?:дом|д|владение|вл|house)?\.?\s?\d{1,4}(?:/\d{1,4})?(?:[а-яa-z](?![а-яa-z\d]))?
    (?:[\s,]{0,2}[а-яa-z]{1,9}\.?\s?\d{1,3}){0,3}(?=,|$)
    |(?:корпус|корп|к)\.?\s?\d{3,4}(?=,|$)""",
    re.VERBOSE,
)
_KINDS = word_set(
    "улица ул просп проспект пр переулок пер проезд площадь пл бульвар шоссе набережная наб тупик аллея "
    "street st avenue lane boulevard highway embankment road square prospekt ulitsa"
)
_ALIKE = 4
"""Letters from the left that names have in common in spite of declension and of transliteration."""


def house_of(address: str) -> str:
    """The house in one spelling, "12к2с1"; "" when there is none."""
    rest = plain(address).partition(",")[2]
    match = _HOUSE.match(rest.strip())
    if match is None:
        return ""
    house = match[0]
    for pattern, short in _LONG:
        house = pattern.sub(short, house)
    return house.replace(" ", "")


def is_of_house(asked: str, found: str) -> bool:
    """Whether `found` is a building of the house: that of «45» is «45к1» too."""
    return bool(re.fullmatch(rf"{re.escape(asked)}(?:[кс].*)?", found))


def is_same_street(asked: str, found: str) -> bool:
    """Whether the streets may be the same: a word of the name is, apart from its ending and alphabet."""
    known = _names(found)
    return any(_is_alike(word, other) for word in _names(asked) for other in known)


def is_whole_street(asked: str, found: str) -> bool:
    """Whether the name that was asked for is all of the other: «Арбат» is not «Новый Арбат»."""
    return is_same_street(asked, found) and len(_names(asked)) == len(_names(found))


def _names(address: str) -> list[str]:
    street = plain(address).partition(",")[0]
    return [cyrillic(word) for word in re.findall(r"[^\W_]{2,}", street) if word not in _KINDS]


def _is_alike(one: str, other: str) -> bool:
    if one[0].isdigit() or other[0].isdigit() or min(len(one), len(other)) < _ALIKE:
        return one == other
    return one[:_ALIKE] == other[:_ALIKE]
