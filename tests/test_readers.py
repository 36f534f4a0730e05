"""Messages of every kind, made as a messenger makes them, and what a report can use of them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Message
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.evidence import Evidence, PhotoFile, Spot, Unreadable
from bot.domain.places import PlaceSource, Point
from bot.readers import LARGEST_PHOTO, LONGEST_WORDS, clean, looks_like_address, read

SQUARE = Point(55.7539, 37.6208)
LOCATION = {"latitude": SQUARE.lat, "longitude": SQUARE.lon}
FILE = {"file_id": "f1", "file_unique_id": "u1"}
CLIP = {**FILE, "width": 640, "height": 480, "duration": 3}
STICKER = {**FILE, "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
POLL = {
    "id": "1",
    "question": "?",
    "options": [],
    "total_voter_count": 0,
    "type": "regular",
    **dict.fromkeys(
        ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False
    ),
}
PHOTO = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 67, "file_size": 1500},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 960, "file_size": 200_000},
    {"file_id": "medium", "file_unique_id": "m", "width": 320, "height": 240, "file_size": 20_000},
]


def message(**parts: Any) -> Message:
    return Message.model_validate(
        {
            "message_id": 7,
            "date": datetime(2025, 11, 5, tzinfo=UTC),
            "chat": {"id": 1, "type": "private"},
            "from": {"id": 1, "is_bot": False, "first_name": "Анна"},
            **parts,
        }
    )


def brought(**parts: Any) -> Evidence:
    return read(message(**parts))


def test_words_are_words() -> None:
    assert brought(text=" яма  на дороге\r\n\r\n\r\nглубокая ") == Evidence(
        message_id=7, words="яма на дороге\n\nглубокая"
    )


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"location": {**LOCATION, "live_period": 900, "heading": 90}},
        {"forward_origin": {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Пётр"}},
    ],
    ids=["shared", "live", "forwarded"],
)
def test_a_location_is_a_place(more: dict[str, Any]) -> None:
    evidence = brought(**{"location": LOCATION, **more})

    assert evidence == Evidence(message_id=7, spot=Spot(point=SQUARE, source=PlaceSource.LOCATION))


@pytest.mark.parametrize(
    ("title", "address", "told"),
    [
        ("ГУМ", "Красная площадь, 3", "Красная площадь, 3 (ГУМ)"),
        ("Красная площадь", "Красная площадь, 3", "Красная площадь, 3"),
        ("ГУМ", "", "ГУМ"),
        ("", "", None),
    ],
)
def test_a_venue_brings_its_address(title: str, address: str, told: str | None) -> None:
    evidence = brought(venue={"location": LOCATION, "title": title, "address": address}, location=LOCATION)

    assert evidence.spot == Spot(point=SQUARE, source=PlaceSource.VENUE, address=told)


def test_an_impossible_location_is_nothing() -> None:
    assert brought(location={"latitude": 555.0, "longitude": 1.0}).unreadable is Unreadable.OTHER


def test_a_link_or_coordinates_among_words_are_the_place() -> None:
    link = brought(text="Яма https://yandex.ru/maps/?pt=37.6208,55.7539 у входа")
    typed = brought(text="55.753900, 37.620800 яма у входа")

    assert (link.spot, link.words) == (Spot(point=SQUARE, source=PlaceSource.LINK), "Яма у входа")
    assert (typed.spot, typed.words) == (Spot(point=SQUARE, source=PlaceSource.COORDINATES), "яма у входа")


def test_a_shared_location_beats_a_link_in_its_caption() -> None:
    evidence = brought(location=LOCATION, caption="https://yandex.ru/maps/?pt=30.1,50.2 тут")

    assert (evidence.spot, evidence.words) == (Spot(point=SQUARE, source=PlaceSource.LOCATION), "тут")


def test_a_short_link_waits_for_its_host() -> None:
    evidence = brought(text="Тверская улица, 7\nhttps://yandex.ru/maps/-/CCUZ7Q")

    assert (evidence.map_link, evidence.spot) == ("https://yandex.ru/maps/-/CCUZ7Q", None)
    assert (evidence.words, evidence.is_address) == ("Тверская улица, 7", True)
    assert evidence.unreadable is None


def test_a_link_behind_words_is_followed_too() -> None:
    def hidden(url: str) -> Evidence:
        entity = {"type": "text_link", "offset": 0, "length": 5, "url": url}
        return brought(text="здесь яма", entities=[entity])

    assert hidden("https://yandex.ru/maps/?pt=37.6208,55.7539").spot == Spot(point=SQUARE, source=PlaceSource.LINK)
    assert hidden("https://maps.app.goo.gl/abc").map_link == "https://maps.app.goo.gl/abc"
    assert hidden("https://example.com/maps") == Evidence(message_id=7, words="здесь яма")


def test_a_map_link_without_a_point_is_told_apart_from_no_words() -> None:
    cafe = "https://2gis.ru/moscow/firm/4504127908590101"

    assert brought(text=cafe).unreadable is Unreadable.MAP_LINK
    assert brought(photo=PHOTO, caption=cafe).left_out is Unreadable.MAP_LINK
    assert brought(text=f"яма у кафе {cafe}").words == f"яма у кафе {cafe}"


def test_a_photo_comes_in_its_largest_size_with_everything_in_its_caption() -> None:
    evidence = brought(photo=PHOTO, caption="яма 55.753900, 37.620800", media_group_id="g1")

    assert evidence == Evidence(
        message_id=7,
        photo=PhotoFile(file_id="large", size=200_000, as_photo=True),
        spot=Spot(point=SQUARE, source=PlaceSource.COORDINATES),
        words="яма",
        album_id="g1",
    )


def test_a_size_that_cannot_be_downloaded_is_passed_over() -> None:
    evidence = brought(photo=[PHOTO[0], {**PHOTO[1], "file_size": LARGEST_PHOTO + 1}])

    assert evidence.photo is not None
    assert evidence.photo.file_id == "small"


@pytest.mark.parametrize(
    ("mime", "name", "is_photo"),
    [
        ("image/jpeg", "IMG_1.jpg", True),
        ("image/heic", None, True),
        ("IMAGE/PNG", "x", True),
        (None, "DSC.JPG", True),
        ("application/octet-stream", "photo.heic", True),
        ("application/octet-stream", "program.exe", False),
        ("image/svg+xml", "plan.svg", False),
        ("application/pdf", "photo.jpg", False),
        (None, None, False),
        ("video/mp4", "a.mp4", False),
    ],
)
def test_an_image_sent_as_a_file_is_a_photo(mime: str | None, name: str | None, is_photo: bool) -> None:
    evidence = brought(document={**FILE, "mime_type": mime, "file_name": name, "file_size": 5_000_000})

    assert evidence.photo == (PhotoFile(file_id="f1", size=5_000_000, as_photo=False) if is_photo else None)
    assert evidence.unreadable is (None if is_photo else Unreadable.DOCUMENT)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"voice": {**FILE, "duration": 3}}, Unreadable.VOICE),
        ({"audio": {**FILE, "duration": 3}}, Unreadable.VOICE),
        ({"video_note": {**FILE, "length": 240, "duration": 3}}, Unreadable.VOICE),
        ({"video": CLIP}, Unreadable.VIDEO),
        ({"animation": CLIP, "document": FILE}, Unreadable.VIDEO),
        ({"sticker": STICKER}, Unreadable.STICKER),
        ({"dice": {"emoji": "🎲", "value": 3}}, Unreadable.STICKER),
        ({"contact": {"phone_number": "+79161234567", "first_name": "Пётр"}}, Unreadable.CONTACT),
        ({"poll": POLL}, Unreadable.POLL),
        ({"game": {"title": "g", "description": "d", "photo": PHOTO}}, Unreadable.OTHER),
        ({"story": {"chat": {"id": 1, "type": "private"}, "id": 1}}, Unreadable.OTHER),
        ({"paid_media": {"star_count": 1, "paid_media": []}}, Unreadable.OTHER),
        ({}, Unreadable.OTHER),
        ({"text": "👍🏽"}, Unreadable.NO_WORDS),
        ({"text": "... !!! —"}, Unreadable.NO_WORDS),
        ({"text": "\u200b\u200b"}, Unreadable.NO_WORDS),
    ],
)
def test_what_a_report_cannot_use_is_named(parts: dict[str, Any], reason: Unreadable) -> None:
    evidence = brought(**parts)

    assert (evidence.unreadable, evidence.left_out) == (reason, None)
    assert [evidence.words, evidence.spot, evidence.photo] == ["", None, None]


def test_a_video_with_a_caption_keeps_its_words() -> None:
    evidence = brought(video=CLIP, caption="яма на Тверской")

    assert (evidence.words, evidence.unreadable, evidence.left_out) == ("яма на Тверской", None, Unreadable.VIDEO)


def test_one_digit_is_words() -> None:
    assert brought(text="5").words == "5"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b\u200bc\ufeff", "abc"),
        ("\u202eотсюда\u202c", "отсюда"),
        ("\u2067שלום\u2069 עולם", "שלום עולם"),
        ("и\u0306", "й"),
        ("tab\there\u00a0now", "tab here now"),
        ("a\n\n\n\n b \n c", "a\n\nb\nc"),
        ("👨\u200d👩\u200d👧 семья", "👨\u200d👩\u200d👧 семья"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("а" + "\u0336" * 50, "а" + "\u0336" * 3),
        ("а" * 5000, "а" * LONGEST_WORDS),
    ],
)
def test_text_has_one_form(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert clean(cleaned) == cleaned


ADDRESSES = """Тверская 7
ул. Ленина д 5 к 2
пр-т Мира, 119
Tverskaya 7
Зеленоград, корпус 1432
3-я Парковая 12
тверская 7
г. Москва, ул. Тверская, д. 7, стр. 1
125009, Москва, Тверская улица, дом 7
Тверская 7, Москва
улица Академика Королёва, 12
Большая Дмитровка 7/5с2
Арбат 10
Солянка, д. 4
улица 1905 года, 10
1-й Тверской-Ямской переулок, 18к3
8 Марта 12
улица 26 Бакинских Комиссаров, 4к1
Ленинградское шоссе 16а
Дорогомиловская 5
Тёплый Стан 12
Автозаводская 14
Годовикова 9
Трубная ул 12
улица Ленина
Тверская улица
Красная площадь
Red Square
7 Tverskaya Street
Tverskaya st., 7
парк Сокольники
Новый Арбат, 21 стр 1
Кустанайская 5 корп 2
ул Сакко и Ванцетти 5
проспект Вернадского 37 корпус 2 подъезд 3
на Тверской 7
корп 1432
Никольская ул., д.10
Мичуринский проспект, 22к1
Проектируемый проезд 4062, дом 5
Часовая 28
наб. Тараса Шевченко, д.3
Мусоргского 5
Светлый проезд 4
Tverskaya 7, Moscow
Прянишникова 2А""".splitlines()

OTHER_WORDS = """яма на дороге
не горит 5 фонарей
у второго подъезда на Тверской 7 опять лампочка сдохла
привет
здравствуйте
5
12 345
дом 7
подъезд 3
яма 5
фонарь 12
не горит фонарь дом 12
Тверская 7 яма
Тверская 7, не горит свет
в подъезде 3 нет света
лифт 2
лифт не работает 3 дня
нет воды 2 дня
мусор не вывозят неделю
проезд закрыт
проезд
улица
на улице темно
двор
дорога разбита 5 лет
опора 15
звоните +7 916 123-45-67
hello
a pothole on Tverskaya 7 near the bus stop
broken lamp 7
в лифте пахнет, 5 подъезд
сломан домофон подъезд 2
Тверская 7?
автобус номер 12
автобус 12 не приехал на остановку Тверская улица
площадка грязная
остановка Тверская 7 разбита
дерево упало на парк Сокольники
3 подъезд, 5 этаж
грязь на ул. Тверская 7
2 недели
1 мая не убрали мусор""".splitlines()


@pytest.mark.parametrize("words", ADDRESSES)
def test_an_address_looks_like_one(words: str) -> None:
    assert looks_like_address(words)
    assert brought(text=words).is_address


@pytest.mark.parametrize("words", ["", *OTHER_WORDS])
def test_a_sentence_is_no_address(words: str) -> None:
    assert not looks_like_address(words)


TEXTS = st.one_of(
    st.text(max_size=600),
    st.text(alphabet=st.sampled_from("аул дк.,-/0157\n\u200d\u202e\u0301👍יו"), max_size=600),
)


@given(TEXTS, st.booleans())
@example("к 1 " * 1000, False)
@example("\u0344" * 4000, False)
@example("\ufdfa" * 4096, True)
@settings(max_examples=200, deadline=500)
def test_any_text_is_read_without_an_accident(text: str, as_caption: bool) -> None:
    evidence = brought(photo=PHOTO, caption=text) if as_caption else brought(text=text)

    assert len(evidence.words) <= LONGEST_WORDS
    assert evidence.words == clean(evidence.words)
    assert as_caption or (evidence.unreadable is None) == bool(
        evidence.words or evidence.spot or evidence.map_link
    )
    assert not set("\u202d\u202e\x00\u200b") & set(evidence.words)
