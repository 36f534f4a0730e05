"""An address among other words becomes a place only where the geocoder knows that very house."""

from collections.abc import Sequence

import pytest

from bot.domain.city import City
from bot.domain.places import Place, PlaceSource, Point
from bot.services.places import Places
from bot.understanding.same_house import house_of, is_of_house, is_same_street
from tests.harness.world import MYTISHCHI, TVERSKAYA_7, NoLinks, SmallGeocoder


class Answers:
    """A geocoder that says the same whatever it is asked."""

    def __init__(self, *addresses: str, point: Point = TVERSKAYA_7) -> None:
        self._places = [
            Place(lat=point.lat, lon=point.lon, source=PlaceSource.ADDRESS, address=address)
            for address in addresses
        ]

    async def find(self, address: str, locale: str) -> Sequence[Place]:
        return self._places

    async def describe(self, point: Point, locale: str) -> Place | None:
        return None


def places(city: City, geocoder: Answers | SmallGeocoder) -> Places:
    return Places(city=city, geocoder=geocoder, links=NoLinks())


async def found(city: City, asked: str, *answers: str) -> list[str | None]:
    return [place.address for place in await places(city, Answers(*answers)).mentioned(asked, "ru")]


async def test_the_house_that_was_named_is_proposed(city: City) -> None:
    """«7» is «7», although «7 к1» is known as well."""
    [place] = await places(city, SmallGeocoder()).mentioned("Тверская, 7", "ru")
    assert (place.address, place.source) == ("Тверская улица, 7", PlaceSource.WORDS)
    [place] = await places(city, SmallGeocoder()).mentioned("Тверская, 7 к1", "ru")
    assert place.address == "Тверская улица, 7 к1"


async def test_of_a_house_with_several_buildings_all_are_proposed(city: City) -> None:
    assert await found(
        city, "Ленинский проспект, 45", "Ленинский проспект, 45 к1", "Ленинский проспект, 45к2"
    ) == [
        "Ленинский проспект, 45 к1",
        "Ленинский проспект, 45к2",
    ]


@pytest.mark.parametrize(
    "answer",
    ["Тверская улица", "Тверская улица, 17", "Тверская улица, 70", "Тверская улица, 7А", "Арбат, 7", "7, Москва"],
)
async def test_a_street_or_another_house_is_not_proposed(city: City, answer: str) -> None:
    assert await found(city, "Тверская, 7", answer) == []


async def test_a_street_of_a_longer_name_is_another_one(city: City) -> None:
    assert await found(city, "Арбат, 10", "улица Арбат, 10", "улица Новый Арбат, 10") == ["улица Арбат, 10"]
    assert await found(city, "Арбат, 10", "улица Новый Арбат, 10") == ["улица Новый Арбат, 10"]


async def test_an_answer_in_another_alphabet_is_understood(city: City) -> None:
    assert await found(city, "Тверская, 7", "Tverskaya Street, 7") == ["Tverskaya Street, 7"]
    assert await found(city, "Tverskaya street, 7", "Тверская улица, 7") == ["Тверская улица, 7"]
    assert await found(city, "Tverskaya street, 7", "Улица Арбат, 7") == []


async def test_a_silent_geocoder_stops_nobody(city: City) -> None:
    geocoder = SmallGeocoder()
    geocoder.is_down = True
    assert list(await places(city, geocoder).mentioned("Тверская, 7", "ru")) == []


async def test_what_is_no_house_is_not_even_asked_for(city: City) -> None:
    geocoder = SmallGeocoder()
    for words in ("", "Тверская", f"{'Очень длинная ' * 20}, 7"):
        assert list(await places(city, geocoder).mentioned(words, "ru")) == []
    assert geocoder.asked == []


async def test_a_namesake_outside_the_city_is_not_proposed(city: City) -> None:
    outside = Answers("Тверская улица, 7", point=MYTISHCHI)
    assert list(await places(city, outside).mentioned("Тверская, 7", "ru")) == []


@pytest.mark.parametrize(
    ("address", "house"),
    [
        ("Тверская, 7", "7"),
        ("Тверская улица, дом 7", "7"),
        ("Ленинский проспект, 45 к1 с2", "45к1с2"),
        ("Ленинский проспект, 45 корпус 1, строение 2", "45к1с2"),
        ("Тверская улица, 7, Тверской район, Москва", "7"),
        ("Ленинский проспект, 45к1", "45к1"),
        ("Кутузовский проспект, 30/32", "30/32"),
        ("улица Гашека, 7А", "7а"),
        ("Ленинградское шоссе, вл5", "5"),
        ("Зеленоград, корпус 1534", "к1534"),
        ("Тверская", ""),
    ],
)
def test_a_house_has_one_spelling(address: str, house: str) -> None:
    assert house_of(address) == house


def test_buildings_belong_to_their_house_and_fractions_do_not() -> None:
    assert is_of_house("45", "45к1")
    assert is_of_house("45", "45с3")
    assert not is_of_house("45", "45/2")
    assert not is_of_house("45к1", "45")


def test_a_street_is_the_same_in_another_case() -> None:
    assert is_same_street("3-я Парковая, 10", "3-я Парковая улица, 10")
    assert is_same_street("улица 1905 года, 7", "улица 1905 Года, 7")
    assert is_same_street("Академика Королёва, 12", "улица Академика Королёва, 12")
    assert not is_same_street("Лесная, 5", "улица Народная, 5")
