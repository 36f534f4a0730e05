"""Typed addresses, as people type them, on the sandbox's plan of Moscow."""

from pathlib import Path

import pytest

from bot.platforms.sandbox.geocoder import Geocoder
from bot.platforms.sandbox.server import PLAN


@pytest.fixture(scope="module")
def geocoder() -> Geocoder:
    return Geocoder(Path(PLAN))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Тверская 7", "Тверская улица, 7"),
        ("ул. Тверская, д. 7", "Тверская улица, 7"),
        ("Москва, тверская улица дом 7", "Тверская улица, 7"),
        ("Tverskaya 7", "Тверская улица, 7"),
        ("Твирская 7", "Тверская улица, 7"),
        ("Тверская, 7/2", "Тверская улица, 7/2"),
        ("тверская 7к1", "Тверская улица, 7 к1"),
        ("Тверская 7 корп. 1", "Тверская улица, 7 к1"),
        ("Тверская 7 стр 2", "Тверская улица, 7 с2"),
        ("Ленинградское шоссе 5а", "Ленинградское шоссе, 5А"),
        ("проспект Мира 119", "проспект Мира, 119"),
        ("пр-т Мира, 119", "проспект Мира, 119"),
        ("Сущевский вал 9", "Сущёвский Вал, 9"),
        ("Б. Никитская 13", "Большая Никитская улица, 13"),
        ("1-я Тверская-Ямская 5", "1-я Тверская-Ямская улица, 5"),
        ("улица 1905 года 7", "улица 1905 года, 7"),
        ("на Кутузовском проспекте у дома 30", "Кутузовский проспект, 30"),
        ("Тверская 700", "Тверская улица"),
        ("Парк Горького", "Парк Горького"),
    ],
)
def test_the_first_candidate(geocoder: Geocoder, typed: str, address: str) -> None:
    assert geocoder.search(typed)[0]["display_name"].startswith(f"{address}, ")


@pytest.mark.parametrize("typed", ["", "7", "яма", "Невский проспект 10", "дом 5"])
def test_what_is_not_on_the_plan(geocoder: Geocoder, typed: str) -> None:
    assert geocoder.search(typed) == []


def test_an_ambiguous_name_gives_several(geocoder: Geocoder) -> None:
    names = {place["address"]["road"] for place in geocoder.search("Ленинградский", limit=5)}
    assert "Ленинградский проспект" in names
    assert len(geocoder.search("на Тверской")) == 2


def test_a_house_found_is_the_house_that_stands_there(geocoder: Geocoder) -> None:
    for street in geocoder.streets:
        middle = (street.first + street.last) // 2
        place = geocoder.search(f"{street.name} {middle}")[0]
        assert place["address"]["road"] == street.name
        assert place["address"]["house_number"] == str(middle)
        assert 55.5 < float(place["lat"]) < 55.95
        assert 37.3 < float(place["lon"]) < 37.9


def test_what_is_at_a_point(geocoder: Geocoder) -> None:
    def at(lat: float, lon: float) -> str:
        place = geocoder.reverse(lat, lon)
        return str(place["display_name"]) if place else ""

    assert at(55.7612, 37.6088).startswith("Тверская улица, ")
    assert at(55.85, 37.75).startswith("Лосиный Остров, ")
    assert at(55.7900, 37.4800).endswith("Москва, Россия")
    assert at(59.93, 30.33) == ""
