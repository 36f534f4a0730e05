"""Reports around a place, and whether two addresses are one house."""

import re
from dataclasses import dataclass

from bot.domain.places import Place, distance_m
from bot.domain.reports import Report

SAME_HOUSE_M = 40.0
"""Two points as near as this are taken for one house where an address is not known."""

_APART = re.compile(r"\b(?:подъезд|под|этаж|эт|квартира|кв|entrance|floor|flat|apt)\b\.?\s*№?\s*\d+\w?")
_BUILDING = re.compile(
    r"\b(?P<block>корпус|корп|к|block|bldg|building)\b\.?\s*(?P<block_number>\d+)"
    r"|\b(?P<part>строение|стр|с)\b\.?\s*(?P<part_number>\d+)"
)
_SAID_ANYWAY = frozenset(
    {"улица", "ул", "дом", "д", "владение", "вл", "влд", "город", "г", "street", "st", "house"}
)
_TOGETHER = re.compile(r"(?<=\d)(?=[кс]\d)|(?<=\d[а-яa-z])(?=[кс]\d)")
_TOKEN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_NUMBER = re.compile(r"\d{1,4}[а-яa-z]?(?:/\d+[а-яa-z]?)?|[кс]\d+")


@dataclass(frozen=True, slots=True)
class NearReport:
    """A report with its distance in metres from the place that was asked about."""

    report: Report
    distance_m: float


def same_house(one: Place, other: Place) -> bool:
    """Whether both places are at one house: by the addresses, or by the distance where one does not say a house.

    Addresses are compared as people write them: "ул. Тверская, д. 7, корп. 1" is "Тверская улица, 7 к1", and a
    name of the city before it changes nothing.
    """
    (words, numbers), (other_words, other_numbers) = _house(one.address), _house(other.address)
    if not (words and numbers and other_words and other_numbers):
        return distance_m(one.point, other.point) <= SAME_HOUSE_M
    return numbers == other_numbers and (words <= other_words or words >= other_words)


def _house(address: str | None) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of an address, and the numbers of its house; that of a numbered street is among the words."""
    text = _APART.sub(" ", (address or "").lower().replace("ё", "е"))
    text = _BUILDING.sub(_short, _TOGETHER.sub(" ", text))
    tokens = [token for token in _TOKEN.findall(text) if token not in _SAID_ANYWAY]
    numbers = sorted(filter(_NUMBER.fullmatch, tokens))
    return frozenset(tokens).difference(numbers), tuple(numbers)


def _short(found: re.Match[str]) -> str:
    return f" к{found['block_number']} " if found["block_number"] else f" с{found['part_number']} "
