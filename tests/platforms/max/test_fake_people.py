"""What a person does and sees in the fake MAX: verbs and shapes of Telegram's sandbox, on MAX's own state."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.platforms.sandbox.api import ANNA, BORIS, GROUP, OLGA, PAVEL
from bot.platforms.sandbox.errors import PersonError
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.people import Person
from tests.platforms.max.fake_calls import Clock, keyboard, press
from tests.platforms.sandbox_pictures import jpeg

LABELLED = {"type": "message", "text": "📋 Мои сообщения"}
PLACE_BUTTON = {"type": "request_geo_location", "text": "📍 Где я"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def api(clock: Clock) -> Iterator[MaxApi]:
    made = MaxApi(clock=clock)
    yield made
    made.close()


def sends(api: MaxApi, user_id: int = ANNA, **body: Any) -> Any:
    """The body of a message of the bot."""
    status, answer = api.call("POST", "/messages", {"user_id": str(user_id)}, body, {"Authorization": api.token})
    assert status == 200, answer
    return answer["message"]["body"]


def test_a_person_has_every_verb_of_telegrams(api):
    verbs = {name for name in vars(Person) if not name.startswith("_")}
    assert verbs <= set(dir(api.person(ANNA)))


def test_a_word_is_seen_as_in_telegram(api, clock):
    said = api.person(ANNA).says("яма на дороге")
    assert said == {
        "message_id": said["message_id"],
        "from": {
            "id": ANNA,
            "is_bot": False,
            "first_name": "Анна",
            "last_name": "Смирнова",
            "language_code": "ru",
        },
        "date": int(clock.now.timestamp()),
        "chat": {"id": ANNA, "type": "private", "first_name": "Анна", "last_name": "Смирнова"},
        "text": "яма на дороге",
    }
    assert api.person(ANNA).messages == api.history(ANNA) == [said]


def test_a_text_that_is_too_long_goes_as_several(api):
    api.person(ANNA).says("👋" * 2001 + "x" * 5000)
    texts = [m["text"] for m in api.person(ANNA).messages]
    assert "".join(texts) == "👋" * 2001 + "x" * 5000
    assert all(len(text.encode("utf-16-le")) <= 8000 for text in texts)
    assert len(texts) == 3
    with pytest.raises(PersonError):
        api.person(ANNA).says(" \n")


def test_a_photo_and_its_words(api):
    seen = api.person(ANNA).sends_photo(jpeg(exif=True), "яма")
    (size,) = seen["photo"]
    assert (seen["caption"], size["width"], size["height"]) == ("яма", 720, 1280)
    assert b"camera" not in (api.state.file_data(size["file_id"]) or b"camera")
    with pytest.raises(PersonError):
        api.person(ANNA).sends_photo(b"no picture")
    assert len(api.person(ANNA).messages) == 1


def test_an_album_is_one_message_and_looks_like_several(api):
    anna = api.person(ANNA)
    seen = anna.sends_album([jpeg()] * 3, "двор")
    assert len(anna.records) == 1
    assert {(m["message_id"], m["media_group_id"]) for m in seen} == {
        (seen[0]["message_id"], anna.records[0]["body"]["mid"])
    }
    assert [m.get("caption") for m in seen] == ["двор", None, None]
    assert len({m["photo"][0]["file_id"] for m in seen}) == 3
    assert anna.messages == seen
    for wrong in (1, 13):
        with pytest.raises(PersonError):
            anna.sends_album([jpeg()] * wrong)


def test_every_content_is_seen(api):
    anna = api.person(ANNA)
    anna.sends_file(b"", "nothing.jpg", "image/jpeg")
    anna.shares(55.75, 37.61, live_period=900)
    anna.sends_venue(55.75, 37.61, "Дом", "Тверская, 7")
    anna.sends_voice()
    anna.sends_video(caption="яма")
    anna.sends_sticker("👍")
    anna.sends_contact("+7 999 000-11-22")
    anna.sends_contact(name="Сосед", own=False)
    anna.sends_poll("Что?", ["a", "b"])
    seen = anna.messages
    document = seen[0]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "nothing.jpg",
        "image/jpeg",
        0,
    )
    assert seen[1]["location"] == seen[2]["location"] == {"latitude": 55.75, "longitude": 37.61}
    assert "voice" in seen[3]
    assert (seen[4]["caption"], seen[4]["video"]["duration"]) == ("яма", 5)
    assert seen[5]["sticker"]["emoji"] == "👍"
    assert seen[6]["contact"] == {"phone_number": "79990001122", "first_name": "Анна", "user_id": ANNA}
    assert seen[7]["contact"] == {"phone_number": "79990000000", "first_name": "Сосед"}
    assert seen[8]["text"] == "Что?\n• a\n• b"
    for stands in (anna.moves_live, anna.stops_live):
        with pytest.raises(PersonError):
            stands(seen[1]["message_id"], 55.0, 37.0)


def test_marks_are_seen_as_entities(api):
    api.person(ANNA).starts()
    sends(api, text='<b>яма</b> <a href="https://example.org/x">тут</a> https://example.org', format="html")
    assert api.history(ANNA)[-1]["entities"] == [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "text_link", "offset": 4, "length": 3, "url": "https://example.org/x"},
        {"type": "url", "offset": 8, "length": 19},
    ]


def test_answers_and_forwards_are_seen(api):
    anna = api.person(ANNA)
    anna.starts()
    asked = sends(api, text="Где?")
    answer = anna.says("Там", reply_to=asked["seq"])
    assert (answer["reply_to_message"]["text"], answer["reply_to_message"]["from"]["is_bot"]) == ("Где?", True)
    own = anna.forwards(answer["message_id"])
    assert (own["text"], own["forward_origin"]["sender_user"]["id"]) == ("Там", ANNA)
    again = anna.forwards(own["message_id"])
    assert again["forward_origin"] == own["forward_origin"]
    hidden = anna.forwards_from("Сосед", {"text": "снег"})
    assert (hidden["text"], hidden["forward_origin"]["sender_user_name"]) == ("снег", "Сосед")
    with pytest.raises(PersonError):
        anna.says("x", reply_to=5)
    with pytest.raises(PersonError):
        anna.edits(own["message_id"], "x")


def test_buttons_are_seen_where_telegram_has_them(api):
    anna = api.person(ANNA)
    anna.starts()
    link = {"type": "link", "text": "Правила", "url": "https://example.org/rules"}
    copy = {"type": "clipboard", "text": "Номер", "payload": "42"}
    rows = keyboard([press("a", "Да"), link, copy], [LABELLED, PLACE_BUTTON], [press("b", "Нет"), LABELLED])
    sends(api, text="x", attachments=[rows])
    sends(api, text="y", attachments=[keyboard([press("c")])])
    assert anna.messages[-2]["reply_markup"]["inline_keyboard"] == [
        [
            {"text": "Да", "callback_data": "a"},
            {"text": "Правила", "url": "https://example.org/rules"},
            {"text": "Номер", "copy_text": {"text": "42"}},
        ],
        [{"text": "Нет", "callback_data": "b"}],
    ]
    assert anna.keyboard == [["📋 Мои сообщения", "📍 Где я"], ["📋 Мои сообщения"]]
    sends(api, text="z", attachments=[keyboard([PLACE_BUTTON])])
    assert anna.keyboard == [["📍 Где я"]]
    assert "reply_markup" not in anna.messages[-1]


def test_a_label_is_pressed_or_said(api):
    anna = api.person(ANNA)
    anna.starts()
    sends(api, text="x", attachments=[keyboard([press("old", "Да"), LABELLED, PLACE_BUTTON])])
    latest = sends(api, text="x", attachments=[keyboard([press("new", "Да")])])
    api.take_updates()
    callback = anna.taps("Да")
    (update,) = api.take_updates()
    assert (update["callback"]["callback_id"], update["callback"]["payload"]) == (callback, "new")
    assert update["message"]["body"]["seq"] == latest["seq"]
    assert anna.taps("📋 Мои сообщения")["text"] == "📋 Мои сообщения"
    for label in ("📍 Где я", "Нет"):
        with pytest.raises(PersonError):
            anna.taps(label)


def test_what_no_application_lets_one_do(api):
    anna = api.person(ANNA)
    anna.starts()
    sent = sends(api, text="x", attachments=[keyboard([press("a")])])
    shared = anna.shares(55.75, 37.61)
    for act in (
        lambda: anna.presses(sent["seq"], "b"),
        lambda: anna.edits(sent["seq"], "y"),
        lambda: anna.deletes(sent["seq"]),
        lambda: anna.edits(shared["message_id"], "y"),
        lambda: anna.edits(5, "y"),
        lambda: anna.forwards(5),
        lambda: anna.sends("x" * 4001),
        lambda: api.person(BORIS, GROUP).says("x"),
        lambda: api.operator().blocks(),
        lambda: api.person(5),
    ):
        with pytest.raises(PersonError):
            act()
    anna.blocks()
    for act in (lambda: anna.says("x"), lambda: anna.presses(sent["seq"], "a")):
        with pytest.raises(PersonError):
            act()


def test_edits_and_deletions_are_seen(api, clock):
    anna = api.person(ANNA)
    said, sent = anna.says("ямо"), anna.sends_album([jpeg()] * 2, "ямо")
    clock.passes(seconds=5)
    assert anna.edits(said["message_id"], "яма")["edit_date"] == said["date"] + 5
    anna.edits(sent[0]["message_id"], "яма")
    assert [m.get("text") or m.get("caption") for m in anna.messages] == ["яма", "яма", None]
    anna.deletes(sent[0]["message_id"])
    assert len(anna.messages) == 1


def test_people_of_a_group_see_the_same(api):
    api.operator().says("всем привет")
    assert api.person(PAVEL, GROUP).messages == api.operator().messages
    seen = api.operator().messages[0]
    assert (seen["chat"]["id"], seen["chat"]["type"], seen["from"]["id"]) == (GROUP, "group", OLGA)
    ivan = api.add_person(3000, "Иван", username="ivan", language_code="en")
    assert ivan.user["language_code"] == "en"
    api.join(3000).says("hello")
    assert api.history(GROUP)[-1]["from"]["username"] == "ivan"
