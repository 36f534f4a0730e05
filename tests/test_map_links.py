"""Points in texts: each row holds one format of a map service, or something that only looks like a point."""

import asyncio
from collections.abc import Callable, Coroutine

import aiohttp
import pytest
from aiohttp import web
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.places import PlaceSource, Point, distance_m
from bot.map_links.links import FoundSpot, find_spot, is_short_link, osm_short_point, pointless_link, short_link
from bot.map_links.short import MOST_HOPS, ShortLinks, is_allowed, location_of

LINKS = [
    # Yandex: longitude first, except in `text`
    ("https://yandex.ru/maps/213/moscow/?ll=37.6173%2C55.7558&z=17", 55.7558, 37.6173),
    ("https://yandex.ru/maps/?pt=37.6173,55.7558&z=18&l=map", 55.7558, 37.6173),
    ("https://yandex.ru/maps/?pt=37.6173,55.7558,pm2rdm~37.7,55.8,pm2rdm", 55.7558, 37.6173),
    (
        "https://yandex.com/maps/?ll=30.1,50.2&whatshere[point]=37.6173,55.7558&whatshere[zoom]=17",
        55.7558,
        37.6173,
    ),
    ("https://yandex.ru/maps/?ll=30.1%2C50.2&whatshere%5Bpoint%5D=37.6173%2C55.7558", 55.7558, 37.6173),
    ("https://yandex.ru/maps/?text=55.7558,37.6173", 55.7558, 37.6173),
    ("https://yandex.ru/maps/213/moscow/?ll=30.1%2C50.2&mode=search&text=55.7558%2C%2037.6173", 55.7558, 37.6173),
    ("https://maps.yandex.ru/?ll=37.6173,55.7558&z=10", 55.7558, 37.6173),
    ("https://yandex.com.tr/harita/?ll=37.6173,55.7558", None, None),
    ("yandex.ru/maps?ll=37.6173,55.7558", 55.7558, 37.6173),
    (
        "https://yandex.ru/maps/213/moscow/house/tverskaya_ulitsa_7/Z04Y/?ll=37.611347%2C55.757718&z=17.0",
        55.757718,
        37.611347,
    ),
    # Google: latitude first
    ("https://www.google.com/maps/@55.7558,37.6173,17z", 55.7558, 37.6173),
    ("https://www.google.ru/maps/@55.7558,37.6173,210m/data=!3m1!1e3", 55.7558, 37.6173),
    (
        "https://www.google.com/maps/place/Red+Square/@55.7,37.5,17z/data=!3m1!4b1!4m6!8m2!3d55.7539303!4d37.620795",
        55.7539303,
        37.620795,
    ),
    (
        "https://www.google.com/maps/place/55%C2%B045'21.0%22N+37%C2%B037'04.0%22E/@1.1,2.2,17z",
        55.755833,
        37.617778,
    ),
    ("https://www.google.com/maps/search/55.755800,+37.617300?entry=tts", 55.7558, 37.6173),
    ("https://maps.google.com/?q=55.7558,37.6173", 55.7558, 37.6173),
    ("https://maps.google.com/maps?q=loc:55.7558,37.6173", 55.7558, 37.6173),
    ("https://www.google.com/maps/search/?api=1&query=55.7558%2C37.6173", 55.7558, 37.6173),
    ("https://maps.google.com/maps?ll=55.7558,37.6173&z=16", 55.7558, 37.6173),
    ("https://www.google.com/maps/dir/?api=1&destination=55.7558,37.6173", 55.7558, 37.6173),
    # 2GIS: longitude first, often percent-encoded
    ("https://2gis.ru/moscow/geo/4504338361754103/37.6173,55.7558", 55.7558, 37.6173),
    ("https://2gis.ru/moscow/geo/70030076129543595/37.6173%2C55.7558?m=30.1%2C50.2%2F16", 55.7558, 37.6173),
    ("https://2gis.ru/moscow?m=37.6173%2C55.7558%2F16.5", 55.7558, 37.6173),
    ("https://2gis.ru/moscow/geo/37.6173%2C55.7558", 55.7558, 37.6173),
    ("https://2gis.com/moscow/firm/4504127908590101/37.6173,55.7558", 55.7558, 37.6173),
    # OpenStreetMap
    ("https://www.openstreetmap.org/#map=17/55.7558/37.6173", 55.7558, 37.6173),
    ("https://www.openstreetmap.org/?mlat=55.7558&mlon=37.6173#map=12/50.1/30.2", 55.7558, 37.6173),
    ("https://www.openstreetmap.org/node/1?lat=55.7558&lon=37.6173", 55.7558, 37.6173),
    # others
    ("geo:55.7558,37.6173", 55.7558, 37.6173),
    ("geo:55.7558,37.6173;u=35", 55.7558, 37.6173),
    ("geo:0,0?q=55.7558,37.6173(Яма)", 55.7558, 37.6173),
    ("https://maps.apple.com/?ll=55.7558,37.6173&q=Dropped%20Pin", 55.7558, 37.6173),
    ("https://maps.apple.com/place?coordinate=55.7558,37.6173&name=x", 55.7558, 37.6173),
    # links that name no point
    ("https://example.com/?ll=37.6173,55.7558", None, None),
    ("https://yandex.ru/search/?text=55.7558,37.6173x", None, None),
    ("https://yandex.ru.evil.com/maps/?ll=37.6173,55.7558", None, None),
    ("https://yandex.ru/maps/?ll=0,0", None, None),
    ("https://yandex.ru/maps/?ll=237.6,955.7", None, None),
    ("https://www.google.com/maps/place/Red+Square", None, None),
    ("https://[::1/maps?ll=37.6,55.7", None, None),
]


@pytest.mark.parametrize(("link", "lat", "lon"), LINKS)
def test_a_link_names_its_marker_or_else_the_middle_of_its_view(link: str, lat: float | None, lon: float) -> None:
    found = find_spot(f"Вот тут ({link}), большая яма")

    if lat is None:
        assert found is None
        return
    assert found is not None
    assert distance_m(found.point, Point(lat, lon)) < 1
    assert found.source is PlaceSource.LINK
    assert found.rest == "Вот тут большая яма"


def test_a_short_link_of_openstreetmap_needs_no_network() -> None:
    found = find_spot("https://osm.org/go/0EEQjE--?m= смотрите")

    assert found is not None
    assert distance_m(found.point, Point(51.51, 0.05)) < 6_000
    assert found.rest == "смотрите"
    assert osm_short_point("0EEQjE") == found.point


COORDINATES = [
    ("55.75, 37.62", 55.75, 37.62, ""),
    ("55,75 37,62", 55.75, 37.62, ""),
    ("55,75; 37,62", 55.75, 37.62, ""),
    ("Координаты: 55.755, 37.617", 55.755, 37.617, ""),
    ("яма здесь\n55.75, 37.62", 55.75, 37.62, "яма здесь"),
    ("яма 55.755831, 37.617673 у дома 5", 55.755831, 37.617673, "яма у дома 5"),
    ("яма (55.755831 37.617673)", 55.755831, 37.617673, "яма"),
    ("дом 5, 55.755831, 37.617673", 55.755831, 37.617673, "дом 5"),
    ("55,755831, 37,617673", 55.755831, 37.617673, ""),
    ("55.755831,37.617673", 55.755831, 37.617673, ""),
    ("55.7558° N, 37.6173° E", 55.7558, 37.6173, ""),
    ("37.6173° E, 55.7558° N", 55.7558, 37.6173, ""),
    ("55.7558°, 37.6173°", 55.7558, 37.6173, ""),
    ("N55.7558 E37.6173", 55.7558, 37.6173, ""),
    ("N 55.7558, E 37.6173", 55.7558, 37.6173, ""),
    ("33.8688 S 151.2093 E", -33.8688, 151.2093, ""),
    ("55.7558 с. ш., 37.6173 в. д.", 55.7558, 37.6173, ""),
    ("55°45'21\"N 37°37'04\"E", 55.755833, 37.617778, ""),
    ("55°45′21.5″ с.ш. 37°37′04″ в.д.", 55.755972, 37.617778, ""),
    ("55°45'21\"N37°37'04\"E", 55.755833, 37.617778, ""),
    ("55° 45.350' N, 37° 37.070' E", 55.755833, 37.617833, ""),
    ("55°45'21'' 37°37'04''", 55.755833, 37.617778, ""),
    ("широта 55.7558, долгота 37.6173", 55.7558, 37.6173, ""),
    ("lon: 37.6173, lat: 55.7558", 55.7558, 37.6173, ""),
    ("137.6173, 55.7558", 55.7558, 137.6173, ""),
    ("-33.868812, 151.209323", -33.868812, 151.209323, ""),
]


@pytest.mark.parametrize(("text", "lat", "lon", "rest"), COORDINATES)
def test_typed_coordinates_are_a_point(text: str, lat: float, lon: float, rest: str) -> None:
    found = find_spot(text)

    assert found is not None
    assert distance_m(found.point, Point(lat, lon)) < 0.2
    assert found.source is PlaceSource.COORDINATES
    assert found.rest == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "яма на дороге",
        "+7 495 539-53-53",
        "8 (495) 539 53 53",
        "8.916.123.45.67, 8.916.123.45.68",
        "8916123.4567, 8916123.4568",
        "05.11.2025, 12.11.2025",
        "05.11, 12.11",
        "10.30, 11.45",
        "10:30 11:45",
        "с 10.30 до 11.45",
        "дом 12, 15",
        "дома 12.5 и 13.5",
        "55, 37",
        "версия 1.2.3, 4.5.6",
        "стоит 55.75, а было 37.62 руб",
        "цена 45.50, 60.90 рублей",
        "55,75,37,62",
        "55,7558 37.6173",
        "температура 20°, 30°",
        "0.0000, 0.0000",
        "95.7558, 97.6173",
        "55°99'21\"N 37°37'04\"E",
        "кадастровый 77:01:0001001:1234",
        "опора 12.3456",
        "2.5 м, 3.5 м",
        "1.2345 м, 2.3456 м",
        "192.168.1.1, 10.0.0.1",
    ],
)
def test_other_numbers_are_no_point(text: str) -> None:
    assert find_spot(text) is None


def test_a_link_beats_coordinates_and_takes_them_with_it() -> None:
    found = find_spot("55.755831, 37.617673\nhttps://yandex.ru/maps/?pt=37.6,55.7")

    assert found == FoundSpot(point=Point(55.7, 37.6), source=PlaceSource.LINK, rest="")


SHORT = [
    "https://yandex.ru/maps/-/CCUZ7QxkXA",
    "https://yandex.com/maps/-/CDabc~1",
    "https://maps.app.goo.gl/abcDEF123",
    "https://goo.gl/maps/abcDEF123",
    "https://go.2gis.com/x1y2z",
]


@pytest.mark.parametrize("url", SHORT)
def test_a_short_link_is_left_to_the_network(url: str) -> None:
    found = short_link(f"Тверская улица, 7\n{url}.")

    assert found is not None
    assert (found.url, found.rest) == (url, "Тверская улица, 7")
    assert find_spot(url) is None
    assert is_allowed(url)


def test_a_short_link_without_scheme_or_with_the_old_one_is_asked_for_over_https() -> None:
    for written in ("go.2gis.com/x1y2z", "http://go.2gis.com/x1y2z"):
        found = short_link(written)
        assert found is not None
        assert found.url == "https://go.2gis.com/x1y2z"


@pytest.mark.parametrize("text", ["https://goo.gl/abc", "https://clck.ru/maps/-/x", "maps.app.goo.gl/", "привет"])
def test_other_short_links_are_none_of_ours(text: str) -> None:
    assert short_link(text) is None


def test_a_link_to_a_map_that_names_no_point_is_known_as_such() -> None:
    link = "https://2gis.ru/moscow/firm/4504127908590101"

    assert pointless_link(f"Кафе {link}") is not None
    assert pointless_link("https://example.com/maps/") is None


Locate = Callable[[str], Coroutine[None, None, str | None]]


def redirects(**targets: str) -> tuple[Locate, list[str]]:
    """A network in which `a` stands for https://go.2gis.com/a; with the list of what was asked for."""
    asked: list[str] = []

    async def locate(url: str) -> str | None:
        asked.append(url)
        return targets.get(url.rpartition("/")[2])

    return locate, asked


async def test_a_short_link_is_followed_to_the_point() -> None:
    locate, asked = redirects(a="/b", b="https://2gis.ru/moscow/geo/1/37.6173%2C55.7558")

    assert await ShortLinks(locate).resolve("https://go.2gis.com/a") == Point(55.7558, 37.6173)
    assert asked == ["https://go.2gis.com/a", "https://go.2gis.com/b"]


@pytest.mark.parametrize(
    "wall",
    [
        "https://consent.google.com/m?continue=https%3A%2F%2Fwww.google.com%2Fmaps%3Fq%3D55.7558%2C37.6173&gl=DE",
        "https://yandex.ru/showcaptcha?retpath=https%3A//yandex.ru/maps%3Fll%3D37.6173%252C55.7558",
    ],
)
async def test_the_point_is_read_through_a_captcha_or_a_consent_page(wall: str) -> None:
    locate, asked = redirects(a=wall)

    assert await ShortLinks(locate).resolve("https://go.2gis.com/a") == Point(55.7558, 37.6173)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "target",
    [
        "http://go.2gis.com/b",
        "https://evil.example/b",
        "https://go.2gis.com:8443/b",
        "https://user:word@go.2gis.com/b",
        "https://go.2gis.com@127.0.0.1/b",
        "https://127.0.0.1/b",
        "https://go.2gis.com.evil.example/b",
        "file:///etc/passwd",
        "//evil.example/b",
        "https://[::1/b",
    ],
)
async def test_a_redirect_to_a_stranger_is_not_followed(target: str) -> None:
    locate, asked = redirects(a=target)

    assert await ShortLinks(locate).resolve("https://go.2gis.com/a") is None
    assert len(asked) == 1


async def test_redirects_in_a_ring_come_to_an_end() -> None:
    locate, asked = redirects(a="/b", b="/a")

    assert await ShortLinks(locate).resolve("https://go.2gis.com/a") is None
    assert len(asked) == MOST_HOPS


async def test_only_short_map_links_are_asked_for() -> None:
    locate, asked = redirects()

    assert await ShortLinks(locate).resolve("https://127.0.0.1/a") is None
    assert asked == []


async def test_a_host_that_hangs_or_fails_is_no_point() -> None:
    async def hang(_url: str) -> str | None:
        await asyncio.Event().wait()
        return None

    async def fail(_url: str) -> str | None:
        raise aiohttp.ClientConnectionError

    assert await ShortLinks(hang, timeout_s=0.01).resolve("https://go.2gis.com/a") is None
    assert await ShortLinks(fail).resolve("https://go.2gis.com/a") is None


async def test_the_header_is_read_and_nothing_else() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=302, headers={"Location": "https://2gis.ru/x", "Set-Cookie": "a=b"})
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    app = web.Application()
    app.router.add_get("/a", endless)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession() as session:
            assert await location_of(session, f"{url}/a") == "https://2gis.ru/x"
            assert await location_of(session, f"{url}/missing") is None
    finally:
        await runner.cleanup()


NOISE = st.text(alphabet=st.sampled_from("0123456789.,-°'\"NSEWсшвд :;/()абz\n\u200f"), max_size=300)
LINKISH = st.builds(
    "{}{}".format,
    st.sampled_from(
        ["https://yandex.ru/maps/", "https://google.com/maps/", "https://2gis.ru/", "geo:", "osm.org/go/"]
    ),
    st.text(alphabet=st.sampled_from("0123456789.,-/?&=%@!#[]ldmqlonat"), max_size=100),
)


@given(st.one_of(st.text(max_size=500), NOISE, LINKISH))
@example("1.1111," * 600)
@example("55.7558 " * 500)
@example("https://" + "a." * 2000)
@example("https://yandex.ru/maps/?" + "ll=1&" * 800)
@settings(max_examples=300, deadline=300)
def test_any_text_is_read_without_an_accident(text: str) -> None:
    found = find_spot(text)

    assert found is None or len(found.rest) <= len(text) + 1
    link = short_link(text)
    assert link is None or is_short_link(link.url)
    pointless_link(text)
