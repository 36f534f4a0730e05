"""The geocoder against a real server on loopback that speaks Nominatim's JSON, well or badly."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.city_pack import CITIES, load_city
from bot.domain.places import Place, PlaceSource, Point
from bot.errors import ConfigError
from bot.geocoding.answers import beginning, described, question
from bot.geocoding.geocoder import FAILURES, MOST_CANDIDATES, PAUSE_S, open_geocoder
from bot.geocoding.services import make_service
from bot.platforms.sandbox.geocoder import Geocoder as StreetGeocoder
from bot.platforms.sandbox.geocoder_http import GeocoderHttp
from bot.services.ports import Geocoder, GeocoderUnavailable

MOSCOW = load_city("moscow")
TVERSKAYA_7 = Point(55.7577, 37.6113)


def answer(point: Point = TVERSKAYA_7, **address: str) -> dict[str, Any]:
    parts = {
        "house_number": "7",
        "road": "Тверская улица",
        "suburb": "Тверской район",
        "city": "Москва",
        "postcode": "125009",
        "country": "Россия",
        **address,
    }
    return {
        "lat": str(point.lat),
        "lon": str(point.lon),
        "name": "",
        "display_name": "7, Тверская улица, Тверской район, Москва, 125009, Россия",
        "address": parts,
    }


TVERSKAYA = Place(
    lat=TVERSKAYA_7.lat,
    lon=TVERSKAYA_7.lon,
    source=PlaceSource.ADDRESS,
    address="Тверская улица, 7",
    district="Тверской район",
)


class Cache:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def get(self, asked: str) -> str | None:
        return self.kept.get(asked)

    async def put(self, asked: str, found: str) -> None:
        self.kept[asked] = found


class Hours:
    """Monotonic time that only passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        await asyncio.sleep(0)


class Nominatim:
    """A server that answers as it is told and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.found: Any = [answer()]
        self.behave: Callable[[], Awaitable[web.Response]] = self._answer
        self.base_url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        return await self.behave()

    async def _answer(self) -> web.Response:
        return web.json_response(self.found)

    async def hang(self) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    def refuse(self, status: int, **headers: str) -> None:
        async def behave() -> web.Response:
            return web.Response(
                status=status, text="no", headers={k.replace("_", "-"): v for k, v in headers.items()}
            )

        self.behave = behave

    def say(self, text: str) -> None:
        async def behave() -> web.Response:
            return web.Response(text=text, content_type="application/json")

        self.behave = behave


async def served(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/geocoder"


@pytest.fixture
async def server() -> AsyncIterator[Nominatim]:
    nominatim = Nominatim()
    app = web.Application()
    app.router.add_get("/geocoder/{method:search|reverse}", nominatim.handle)
    runner, nominatim.base_url = await served(app)
    yield nominatim
    await runner.cleanup()


@pytest.fixture
def cache() -> Cache:
    return Cache()


@pytest.fixture
def hours() -> Hours:
    return Hours()


Open = Callable[..., AbstractAsyncContextManager[Geocoder]]


@pytest.fixture
def opened(server: Nominatim, cache: Cache, hours: Hours) -> Open:
    def make(**options: Any) -> AbstractAsyncContextManager[Geocoder]:
        return open_geocoder(
            **{
                "provider": "nominatim",
                "base_url": server.base_url,
                "city": MOSCOW,
                "cache": cache,
                "monotonic": hours,
                "sleep": hours.sleep,
                **options,
            }
        )

    return make


@pytest.fixture
async def geocoder(opened: Open) -> AsyncIterator[Geocoder]:
    async with opened() as geocoder:
        yield geocoder


async def test_a_typed_address_becomes_a_place_of_the_city(geocoder: Geocoder, server: Nominatim) -> None:
    assert await geocoder.find("ул. Тверская, д. 7, кв. 15", "ru") == (TVERSKAYA,)

    asked = server.asked[0]
    assert asked["q"] == "Москва, улица Тверская, 7"
    assert (asked["bounded"], asked["countrycodes"], asked["accept-language"]) == ("1", "ru", "ru")
    west, south, east, north = (float(part) for part in asked["viewbox"].split(","))
    assert (south, west, north, east) == MOSCOW.bounds


async def test_a_point_gets_its_address_and_stays_where_it_is(geocoder: Geocoder, server: Nominatim) -> None:
    server.found = answer()
    point = Point(55.757712345, 37.611312345)

    place = await geocoder.describe(point, "en")

    assert place is not None
    assert (place.point, place.address, place.district) == (point, "Тверская улица, 7", "Тверской район")
    assert (server.asked[0]["lat"], server.asked[0]["accept-language"]) == ("55.7577", "en")


async def test_candidates_are_of_the_city_each_once_and_few(geocoder: Geocoder, server: Nominatim) -> None:
    mytishchi = answer(Point(55.92, 37.75), city="Мытищи")
    twice = answer(Point(55.75771, 37.61131))
    others = [answer(Point(55.70 + n / 100, 37.6), road=f"Улица {n}") for n in range(9)]
    namesake = answer(Point(55.5, 37.3), suburb="поселение Московский")
    server.found = [mytishchi, answer(), twice, namesake, *others]

    found = await geocoder.find("Тверская 7", "ru")

    assert len(found) == MOST_CANDIDATES
    assert [place.address for place in found[:3]] == ["Тверская улица, 7", "Тверская улица, 7", "Улица 0, 7"]
    assert found[1].district == "поселение Московский"


async def test_nothing_found_is_an_answer_too(geocoder: Geocoder, server: Nominatim, cache: Cache) -> None:
    server.found = []
    assert await geocoder.find("Нигде 1", "ru") == ()
    server.found = {"error": "Unable to geocode"}
    assert await geocoder.describe(TVERSKAYA_7, "ru") is None
    asked = len(server.asked)

    assert await geocoder.find("нигде  1", "ru") == ()
    assert await geocoder.describe(TVERSKAYA_7, "ru") is None
    assert (len(server.asked), len(cache.kept)) == (asked, 2)


async def test_outside_the_city_nobody_is_asked(geocoder: Geocoder, server: Nominatim) -> None:
    assert await geocoder.describe(Point(59.9, 30.3), "ru") is None
    assert await geocoder.find(" ., ", "ru") == ()
    assert server.asked == []


async def test_an_answer_is_kept_for_the_next_bot(opened: Open, server: Nominatim) -> None:
    async with opened() as geocoder:
        await geocoder.find("Тверская 7", "ru")
        server.found = answer()
        await geocoder.describe(TVERSKAYA_7, "ru")
    server.behave = server.hang
    async with opened() as geocoder:
        assert await geocoder.find("ТВЕРСКАЯ,  7", "ru") != ()
        assert await geocoder.find("Тверская 7", "ru") == (TVERSKAYA,)
        assert await geocoder.describe(Point(55.757701, 37.611299), "ru") is not None
    assert len(server.asked) == 2


async def test_the_same_question_at_the_same_time_is_asked_once(geocoder: Geocoder, server: Nominatim) -> None:
    answers = await asyncio.gather(*(geocoder.find("Тверская 7", "ru") for _ in range(20)))

    assert answers == [(TVERSKAYA,)] * 20
    assert len(server.asked) == 1


async def test_a_burst_waits_in_line_and_the_end_of_it_does_not_wait_in_vain(
    opened: Open, server: Nominatim, hours: Hours
) -> None:
    async with opened(per_second=1.0, timeout_s=3.0) as geocoder:
        answers = await asyncio.gather(
            *(geocoder.find(f"Тверская {n}", "ru") for n in range(20)), return_exceptions=True
        )

    assert [type(found) for found in answers] == [tuple] * 3 + [GeocoderUnavailable] * 17
    assert [asked["q"] for asked in server.asked] == [f"Москва, Тверская {n}" for n in range(3)]
    assert hours.slept == [1.0, 2.0]


async def test_a_server_of_ones_own_gets_everything_at_once(geocoder: Geocoder, hours: Hours) -> None:
    await asyncio.gather(*(geocoder.find(f"Тверская {n}", "ru") for n in range(20)))

    assert hours.slept == []


async def test_a_server_that_hangs_is_not_waited_for(opened: Open, server: Nominatim, cache: Cache) -> None:
    server.behave = server.hang
    async with opened(timeout_s=0.05) as geocoder:
        waiting = [geocoder.find("Тверская 7", "ru"), geocoder.find("Тверская 7", "ru")]
        found = await asyncio.gather(*waiting, return_exceptions=True)
        with pytest.raises(GeocoderUnavailable):
            await geocoder.describe(TVERSKAYA_7, "ru")

    assert [type(one) for one in found] == [GeocoderUnavailable] * 2
    assert cache.kept == {}


@pytest.mark.parametrize(
    "body",
    ["", "<html>", "[", "null null", '"text"', "[1]", '[{"lat": "x", "lon": "y"}]', "null",
     '{"error": {"code": 500}}', '[{"lat": "955", "lon": "37"}]'],
)  # fmt: skip
async def test_garbage_is_no_answer(geocoder: Geocoder, server: Nominatim, cache: Cache, body: str) -> None:
    server.say(body)

    with pytest.raises(GeocoderUnavailable):
        await geocoder.find("Тверская 7", "ru")
    assert cache.kept == {}


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 502, 503])
async def test_a_refusal_is_no_answer(geocoder: Geocoder, server: Nominatim, status: int) -> None:
    server.refuse(status)

    with pytest.raises(GeocoderUnavailable):
        await geocoder.describe(TVERSKAYA_7, "ru")


async def test_after_three_failures_the_server_is_left_alone_for_a_while(
    geocoder: Geocoder, server: Nominatim, hours: Hours
) -> None:
    server.refuse(500)
    for n in range(FAILURES + 3):
        with pytest.raises(GeocoderUnavailable):
            await geocoder.find(f"Тверская {n}", "ru")
    assert len(server.asked) == FAILURES

    hours.now += PAUSE_S + 1
    server.found, server.behave = [answer()], server._answer
    assert await geocoder.find("Тверская 7", "ru") == (TVERSKAYA,)
    server.refuse(500)
    with pytest.raises(GeocoderUnavailable):
        await geocoder.find("Арбат 1", "ru")
    server.behave = server._answer
    assert await geocoder.find("Арбат 2", "ru") == (TVERSKAYA,)


async def test_a_server_that_asks_for_patience_gets_it(
    geocoder: Geocoder, server: Nominatim, hours: Hours
) -> None:
    server.refuse(429, Retry_After="120")
    for words in ("Тверская 7", "Арбат 1"):
        with pytest.raises(GeocoderUnavailable):
            await geocoder.find(words, "ru")
    assert len(server.asked) == 1

    server.behave = server._answer
    hours.now += 121
    assert await geocoder.find("Тверская 7", "ru") == (TVERSKAYA,)


async def test_bad_questions_do_not_close_the_geocoder_for_others(geocoder: Geocoder, server: Nominatim) -> None:
    server.refuse(400)
    for n in range(FAILURES + 1):
        with pytest.raises(GeocoderUnavailable):
            await geocoder.find(f"??? {n}", "ru")
    server.behave = server._answer

    assert await geocoder.find("Тверская 7", "ru") == (TVERSKAYA,)


async def test_failures_are_logged_without_what_was_asked(
    geocoder: Geocoder, server: Nominatim, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    server.refuse(503)
    with pytest.raises(GeocoderUnavailable):
        await geocoder.find("Тверская 7", "ru")

    said = "".join(capsys.readouterr()) + caplog.text
    assert "Тверская" not in said
    assert "%D0" not in said


async def test_nobody_listening_is_no_answer(cache: Cache) -> None:
    async with open_geocoder(
        provider="nominatim", base_url="http://127.0.0.1:1/geocoder", city=MOSCOW, cache=cache
    ) as geocoder:
        with pytest.raises(GeocoderUnavailable):
            await geocoder.find("Тверская 7", "ru")


async def test_a_city_may_want_no_geocoder(opened: Open, server: Nominatim) -> None:
    async with opened(provider="none") as geocoder:
        with pytest.raises(GeocoderUnavailable):
            await geocoder.find("Тверская 7", "ru")
        with pytest.raises(GeocoderUnavailable):
            await geocoder.describe(TVERSKAYA_7, "ru")
    assert server.asked == []


async def test_the_sandbox_has_the_streets_people_type(opened: Open) -> None:
    app = web.Application()
    app.add_routes(GeocoderHttp(StreetGeocoder(CITIES / "moscow" / "plan.geojson")).routes())
    runner, base_url = await served(app)
    try:
        async with opened(base_url=base_url) as geocoder:
            found = await geocoder.find("ул. Тверская д 7", "ru")
            assert found[0].address == "Тверская улица, 7"
            place = await geocoder.describe(found[0].point, "ru")
            assert place is not None
            assert place.address == "Тверская улица, 7"
            assert (await geocoder.find("Tverskaya 7", "en"))[0].address
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("provider", "settings", "complaint"),
    [
        ("nominatum", {}, "geocoder.provider: 'nominatum' is unknown"),
        ("yandex", {}, "geocoder.api_key: yandex needs one"),
        ("here", {}, "geocoder.api_key: here needs one"),
        ("opencage", {}, "geocoder.api_key: opencage needs one"),
        ("geonames", {"api_key": "k"}, "geocoder.provider: geonames needs username"),
        ("liveaddress", {"api_key": "k"}, "geocoder.provider: liveaddress needs auth_id and auth_token"),
        ("pelias", {}, "geocoder.base_url: pelias needs one"),
        ("nominatim", {"base_url": "127.0.0.1:8080"}, "geocoder.base_url: 127.0.0.1:8080 is not"),
        ("nominatim", {"base_url": "ftp://host/x"}, "geocoder.base_url: ftp://host/x is not"),
        ("here", {"api_key": "k", "base_url": "https://x"}, "geocoder.base_url: here has an address of its own"),
        ("nominatim", {"user_agent": "my-application"}, "geocoder.provider: nominatim: Using Nominatim"),
    ],
)
def test_a_wrong_setting_is_said_in_one_line(provider: str, settings: dict[str, str], complaint: str) -> None:
    options = {"base_url": "", "api_key": "", "user_agent": "gorod-bot", **settings}
    with pytest.raises(ConfigError) as error:
        make_service(provider, timeout_s=3, **options)
    assert str(error.value).startswith(complaint)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("provider", "settings", "per_second"),
    [
        ("nominatim", {}, 1.0),
        ("Photon", {}, 1.0),
        ("yandex", {"api_key": "k"}, 10.0),
        ("googlev3", {"api_key": "k"}, 10.0),
        ("here", {"api_key": "k"}, 10.0),
        ("azure", {"api_key": "k"}, 10.0),
        ("pelias", {"base_url": "https://pelias.example"}, 10.0),
        ("nominatim", {"base_url": "https://geo.example/nominatim"}, 10.0),
        ("nominatim", {"base_url": "http://localhost:8080/geocoder"}, 0),
        ("photon", {"base_url": "http://[::1]:2322"}, 0),
    ],
)
async def test_services_are_made_by_name(provider: str, settings: dict[str, str], per_second: float) -> None:
    options = {"base_url": "", "api_key": "", "user_agent": "gorod-bot", **settings}
    service = make_service(provider, timeout_s=3, **options)

    assert service.per_second == per_second
    assert service.wishes(MOSCOW, "ru")["exactly_one"] is False
    assert service.wishes_at_point("ru")["exactly_one"] is True
    if provider == "Photon":
        assert "language" not in service.wishes(MOSCOW, "ru")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("Тверская 7", "Москва, Тверская 7"),
        ("Москва, Тверская 7", "Москва, Тверская 7"),
        ("г. Москва ул Тверская д.7", "г. Москва улица Тверская, 7"),
        ("улица Московская 7", "Москва, улица Московская 7"),
        ("ул. Ленина д 5 к 2", "Москва, улица Ленина, 5 к2"),
        ("Большая Дмитровка, дом 7/5, стр. 2", "Москва, Большая Дмитровка, 7/5 с2"),
        ("Мичуринский пр-т, 22к1", "Москва, Мичуринский проспект , 22 к1"),
        ("Зеленоград, корпус 1432", "Москва, Зеленоград к1432"),
        ("3-я Парковая 12 подъезд 4", "Москва, 3-я Парковая 12"),
        ("на Тверской 7, кв 15", "Москва, Тверской 7"),
        ("Tverskaya 7", "Moscow, Tverskaya 7"),
        ("Tverskaya 7, moscow", "Tverskaya 7, moscow"),
        ("  ", ""),
    ],
)
def test_a_question_is_in_the_geocoders_spelling(words: str, asked: str) -> None:
    assert question(words, MOSCOW) == asked.replace(" ,", ",")


YANDEX = {
    "name": "Тверская улица, 7",
    "description": "Москва, Россия",
    "metaDataProperty": {
        "GeocoderMetaData": {
            "Address": {
                "Components": [
                    {"kind": "country", "name": "Россия"},
                    {"kind": "district", "name": "Центральный административный округ"},
                    {"kind": "district", "name": "Тверской район"},
                ]
            }
        }
    },
}


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (answer(), ("Тверская улица, 7", "Тверской район")),
        (
            {"address": {"road": "Тверская улица", "suburb": "Тверской район"}},
            ("Тверская улица", "Тверской район"),
        ),
        ({"name": "ГУМ", "address": {"road": "Красная площадь"}}, ("ГУМ, Красная площадь", None)),
        ({"name": "Сокольники", "address": {"leisure": "Сокольники"}}, ("Сокольники", None)),
        (
            {"address": {"house_number": "к1432", "city": "Зеленоград", "suburb": "район Крюково"}},
            ("Зеленоград, к1432", "район Крюково"),
        ),
        (
            {"properties": {"street": "Арбат", "housenumber": "10", "district": "район Арбат"}},
            ("Арбат, 10", "район Арбат"),
        ),
        (YANDEX, ("Тверская улица, 7", "Тверской район")),
        ({"metaDataProperty": None, "name": "Арбат"}, ("Арбат", None)),
        ({"whatever": 1}, ("Тверская улица, 7", None)),
        (["list"], ("Тверская улица, 7", None)),
        ({"address": {}}, ("Тверская улица, 7", None)),
    ],
)
def test_raw_answers_are_told_shortly(raw: Any, told: tuple[str, str | None]) -> None:
    assert described("7, Тверская улица, Тверской район, Москва, 125009, Россия", raw, MOSCOW) == told


@pytest.mark.parametrize(
    ("line", "short"),
    [
        ("7, Тверская улица, Тверской район, Москва, 125009, Россия", "Тверская улица, 7"),
        ("Tverskaya St, 7, Moscow, Russia, 125009", "Tverskaya St, 7"),
        ("Парк Сокольники, Москва, Россия", "Парк Сокольники"),
        ("Москва, Россия", None),
        ("", None),
    ],
)
def test_a_long_line_is_cut_to_its_beginning(line: str, short: str | None) -> None:
    assert beginning(line, MOSCOW) == short


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["address", "name", "road", "properties", "metaDataProperty"]), inner)
    ),
)


@given(st.text(max_size=100), JSON)
@settings(max_examples=200, deadline=300)
def test_no_raw_answer_is_an_accident(line: str, raw: Any) -> None:
    address, district = described(line, raw, MOSCOW)
    json.dumps([address, district])
    assert len(question(line, MOSCOW)) <= 250
