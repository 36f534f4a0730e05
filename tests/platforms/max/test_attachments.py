"""Attachments: what a message brings, what is under it, and what an edit sends again."""

import math

import pytest

from bot.platforms.max.attachments import MOST_ATTACHMENTS, contents_of, keyboard_of, media_of
from bot.platforms.max.files import FileRef, unpack
from tests.platforms.max.incoming import Json, image, keyboard, named_file


def content(attachment: object) -> Json:
    (found,) = contents_of([attachment], None)
    return found


def location(latitude: object, longitude: object) -> Json:
    return {"type": "location", "latitude": latitude, "longitude": longitude}


def test_a_picture_has_a_token_to_send_it_and_an_address_to_fetch_it():
    (size,) = content(image(1))["photo"]
    assert unpack(size["file_id"]) == FileRef("image", "token1", "https://i.oneme.ru/i?r=1", "9000000001")
    assert (size["file_unique_id"], size["width"], size["height"]) == ("9000000001", 0, 0)
    assert "file_size" not in size


@pytest.mark.parametrize("photo_id", [None, "9000000001", True, 2**70])
def test_a_picture_without_a_number_is_known_by_its_token(photo_id):
    first, same, other = image(1), image(1), image(2)
    for one in (first, same, other):
        one["payload"]["photo_id"] = photo_id
    same["payload"]["url"] = "https://i.oneme.ru/i?r=renewed"
    known = [content(one)["photo"][0]["file_unique_id"] for one in (first, same, other)]
    assert known[0] == known[1] != known[2]
    assert all(unique.isalnum() for unique in known)


def test_a_picture_may_have_a_token_only_or_an_address_only():
    without_url, without_token = image(), image()
    del without_url["payload"]["url"], without_token["payload"]["token"]
    assert unpack(content(without_url)["photo"][0]["file_id"]).url is None
    assert unpack(content(without_token)["photo"][0]["file_id"]).token == ""


@pytest.mark.parametrize(
    "payload",
    [
        None,
        {},
        [],
        "token",
        {"token": ""},
        {"token": 7, "url": 7},
        {"token": "spaced token"},
        {"token": "x" * 2049},
        {"url": "file:///etc/passwd"},
        {"url": "javascript:alert(1)"},
        {"url": "https://" + "x" * 5000},
        {"url": "https://" + "я" * 2000},
    ],
)
@pytest.mark.parametrize("kind", ["image", "file", "video", "audio", "sticker"])
def test_a_file_that_can_be_neither_sent_nor_fetched_is_left_out(kind, payload):
    assert contents_of([{"type": kind, "payload": payload}], None) == []


def test_an_address_is_spelt_as_addresses_are():
    odd = image()
    odd["payload"]["url"] = 'https://i.oneme.ru/яма "1"?a=%20&b=\\#c'
    assert unpack(content(odd)["photo"][0]["file_id"]).url == (
        "https://i.oneme.ru/%D1%8F%D0%BC%D0%B0%20%221%22?a=%20&b=%5C#c"
    )


@pytest.mark.parametrize(
    ("name", "file_name", "mime_type"),
    [
        ("акт.pdf", "акт.pdf", "application/pdf"),
        ("IMG_0001.JPG", "IMG_0001.JPG", "image/jpeg"),
        ("снимок.heic", "снимок.heic", "image/heic"),
        ("снимок.webp", "снимок.webp", "image/webp"),
        ("../../etc/passwd.png", "passwd.png", "image/png"),
        ("C:\\Users\\a\\яма.png", "яма.png", "image/png"),
        ("data:image/png,x.qqq", "png,x.qqq", None),
        ("без суффикса", "без суффикса", None),
        ("я" * 300 + ".png", "я" * 252 + ".png", "image/png"),
        ("a\x00b\ud83d.png", "a\ufffdb\ufffd.png", "image/png"),
    ],
)
def test_a_files_kind_is_told_by_its_name(name, file_name, mime_type):
    document = content(named_file(name))["document"]
    assert document["file_name"] == file_name
    assert document.get("mime_type") == mime_type
    assert document["file_size"] == 2048


@pytest.mark.parametrize("name", [None, "", "..", "a/..", "/", 7, ["x.png"]])
def test_a_file_without_a_name_is_still_a_file(name):
    document = content({**named_file("x.png"), "filename": name, "size": -1})["document"]
    assert set(document) == {"file_id", "file_unique_id"}


def test_wrong_measures_of_a_video_are_none():
    video = {"type": "video", "payload": {"token": "t"}, "width": "1280", "height": -1, "duration": True}
    measures = content(video)["video"]
    assert (measures["width"], measures["height"], measures["duration"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(55.751244, 37.618423), (-90, 180), (90.0, -180.0), (0, 0), (-33, -70.5)]
)
def test_a_location_stands_beside_the_type(latitude, longitude):
    assert content(location(latitude, longitude)) == {"location": {"latitude": latitude, "longitude": longitude}}


@pytest.mark.parametrize(
    "wrong", [None, "55.75", True, 90.5, -91, math.nan, math.inf, -math.inf, 10**400, [55.75], {}]
)
def test_a_latitude_that_is_not_on_the_globe_is_left_out(wrong):
    assert contents_of([location(wrong, 37.6)], None) == []


@pytest.mark.parametrize("wrong", [None, "37.6", False, 180.5, -181, math.nan, math.inf, -(10**400)])
def test_a_longitude_that_is_not_on_the_globe_is_left_out(wrong):
    assert contents_of([location(55.7, wrong)], None) == []


def test_a_location_within_a_payload_is_none():
    nested = {"type": "location", "payload": {"latitude": 55.7, "longitude": 37.6}}
    assert contents_of([nested], None) == []


@pytest.mark.parametrize(
    "other",
    [
        {"type": "share", "payload": {"url": "https://example.org", "token": "t"}},
        keyboard([{"type": "callback", "text": "Да", "payload": "yes"}]),
        {"type": "hologram", "payload": {"token": "t"}},
        {"type": ["image"], "payload": {"token": "t"}},
        {"payload": {"token": "t"}},
        None,
        7,
        [],
    ],
)
def test_what_a_message_does_not_bring_is_left_out(other):
    assert contents_of([other, image(1)], None) == contents_of([image(1)], None)
    assert media_of([other, image(1)]) == media_of([image(1)])


def test_attachments_are_bounded():
    flood = [image(number) for number in range(500)]
    assert contents_of(flood, None) == contents_of(flood[:MOST_ATTACHMENTS], None)
    assert len(media_of(flood)) == MOST_ATTACHMENTS
    keys = keyboard([{"type": "link", "text": "Правила", "url": "https://example.org"}])
    assert len(contents_of([keys, *flood], None)) == MOST_ATTACHMENTS


@pytest.mark.parametrize("attachments", [None, {}, "image", 7])
def test_attachments_that_are_no_list_are_none(attachments):
    assert contents_of(attachments, None) == media_of(attachments) == []
    assert keyboard_of(attachments) is None


def test_a_keyboard_is_rebuilt_of_the_buttons_that_the_bot_api_has():
    buttons = [
        [
            {"type": "callback", "text": "Да", "payload": "yes"},
            {"type": "callback", "text": "Нет", "payload": "no"},
        ],
        [{"type": "link", "text": "Правила", "url": "https://example.org/rules"}],
        [{"type": "clipboard", "text": "Скопировать", "payload": "42"}],
        [{"type": "request_contact", "text": "Мой номер"}],
        [
            {"type": "request_geo_location", "text": "Где я"},
            {"type": "callback", "text": "Иначе", "payload": "else"},
        ],
        [{"type": "open_app", "text": "Открыть", "web_app": "demo", "payload": "x"}],
        [{"type": "message", "text": "Новый отчёт"}],
    ]
    assert keyboard_of([image(), keyboard(*buttons)]) == {
        "inline_keyboard": [
            [{"text": "Да", "callback_data": "yes"}, {"text": "Нет", "callback_data": "no"}],
            [{"text": "Правила", "url": "https://example.org/rules"}],
            [{"text": "Скопировать", "copy_text": {"text": "42"}}],
            [{"text": "Иначе", "callback_data": "else"}],
        ]
    }


@pytest.mark.parametrize(
    "rows",
    [
        None,
        [],
        [[]],
        [None],
        [[None, 7, []]],
        [[{"type": "callback", "text": "", "payload": "x"}]],
        [[{"type": "callback", "text": "Да"}]],
        [[{"type": "link", "text": "Да", "url": None}]],
        [[{"type": "message", "text": "Да"}]],
    ],
)
def test_a_keyboard_without_buttons_is_none(rows):
    assert keyboard_of([{"type": "inline_keyboard", "payload": {"buttons": rows}}]) is None


def test_a_keyboard_is_bounded():
    button = {"type": "callback", "text": "т" * 5000, "payload": "p" * 1024}
    found = keyboard_of([keyboard(*[[button] * 500] * 500)])
    assert found is not None
    rows = found["inline_keyboard"]
    assert (len(rows), len(rows[0])) == (30, 7)
    assert len(rows[0][0]["text"]) == 128


def test_a_button_whose_meaning_would_be_cut_is_left_out():
    too_long = {"type": "callback", "text": "Да", "payload": "p" * 1025}
    assert keyboard_of([keyboard([too_long])]) is None


def test_what_an_edit_sends_again_has_the_shape_of_what_is_sent():
    attachments = [
        keyboard([{"type": "callback", "text": "Да", "payload": "yes"}]),
        image(1),
        named_file("акт.pdf"),
        {"type": "video", "payload": {"token": "vid", "url": "https://m.ok.ru/v"}, "width": 1, "height": 1},
        {"type": "sticker", "payload": {"code": "4a1", "url": "https://i.oneme.ru/s"}, "width": 1, "height": 1},
        location(55.7, 37.6),
        {"type": "contact", "payload": {"vcf_info": "BEGIN:VCARD", "hash": "x", "max_info": {"user_id": 1}}},
        {"type": "share", "payload": {"token": "sh"}},
    ]
    assert media_of(attachments) == [
        {"type": "image", "payload": {"token": "token1"}},
        {"type": "file", "payload": {"token": "file-token"}},
        {"type": "video", "payload": {"token": "vid"}},
        {"type": "sticker", "payload": {"code": "4a1"}},
        {"type": "location", "latitude": 55.7, "longitude": 37.6},
        {"type": "contact", "payload": {"vcf_info": "BEGIN:VCARD"}},
    ]


def test_only_a_picture_can_be_sent_again_by_its_address():
    of_picture, of_file = image(), named_file("акт.pdf")
    del of_picture["payload"]["token"], of_file["payload"]["token"]
    assert media_of([of_picture, of_file]) == [{"type": "image", "payload": {"url": "https://i.oneme.ru/i?r=1"}}]
