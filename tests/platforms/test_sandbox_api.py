"""What the sandbox's Bot API does and what it refuses, in the words of the real server."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.sandbox.api import ANNA, BORIS, GROUP, METHODS, OLGA, BotApi
from bot.platforms.sandbox.errors import NOT_MODIFIED, QUERY_TOO_OLD, ApiError, PersonError, too_many_requests
from bot.platforms.sandbox.params import Upload
from tests.platforms.sandbox_pictures import jpeg

SCHEMA = Path(__file__).parents[3] / "shared" / "reference" / "botapi-schema.json"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def api(clock: Clock) -> BotApi:
    made = BotApi(clock=clock)
    made.person(ANNA).says("/start")
    made.take_updates()
    return made


def refusal(api: BotApi, method: str, files: dict[str, bytes] | None = None, /, **params: object) -> str:
    with pytest.raises(ApiError) as refused:
        api.call(method, params, files)
    return refused.value.description.removeprefix("Bad Request: ")


def inline(*data: str) -> Any:
    return {"inline_keyboard": [[{"text": d, "callback_data": d} for d in data]]}


def test_a_text_comes_with_its_marks_and_its_keyboard(api: BotApi) -> None:
    keyboard = json.dumps(inline("a"))
    sent = api.call(
        "SENDMESSAGE", {"chat_id": "1000", "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": keyboard}
    )
    assert sent["text"] == "x"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert sent["reply_markup"] == inline("a")
    assert sent["chat"]["first_name"] == "Анна"
    assert api.person(ANNA).messages[-1] == sent


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"chat_id": 5, "text": "x"}, "chat not found"),
        ({"chat_id": "", "text": "x"}, "chat_id is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "👋" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "rtf"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": inline("x" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline("я" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline("")}, None),
        ({"text": "x", "reply_markup": inline(*map(str, range(101)))}, "reply markup is too long"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, None),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "url": "nowhere"}]]}}, None),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "url": "javascript:1"}]]}}, None),
        ({"text": "x", "reply_markup": {"inline_keyboard": [{"text": "x"}]}}, None),
        ({"text": "x", "reply_markup": {"keyboard": [[{"text": " "}]]}}, None),
        ({"text": "x", "reply_markup": {"keyboard": []}}, None),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
def test_a_text_that_is_refused(api: BotApi, params: dict[str, object], reason: str | None) -> None:
    before = api.history(ANNA)
    said = refusal(api, "sendMessage", **{"chat_id": ANNA, **params})
    assert reason is None or said == reason
    assert api.history(ANNA) == before


def test_a_text_of_the_longest_size_is_taken(api: BotApi) -> None:
    text = "<b>" + "👋" * 2048 + "</b>"
    assert (
        api.call("sendMessage", {"chat_id": ANNA, "text": text, "parse_mode": "HTML"})["entities"][0]["length"]
        == 4096
    )


def test_an_unknown_method_does_not_exist(api: BotApi) -> None:
    with pytest.raises(ApiError) as refused:
        api.call("sendDice", {"chat_id": ANNA})
    assert (refused.value.error_code, refused.value.description) == (404, "Not Found")


def test_an_unknown_parameter_is_ignored_and_remembered(api: BotApi) -> None:
    api.call("sendMessage", {"chat_id": ANNA, "text": "x", "colour": "red", "message_thread_id": None})
    assert api.unknown_parameters == [("sendMessage", "colour")]


def test_edits(api: BotApi, clock: Clock) -> None:
    sent = api.call("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": inline("a")})
    at = {"chat_id": ANNA, "message_id": sent["message_id"]}
    assert refusal(api, "editMessageText", **at, text="x", reply_markup=inline("a")) == NOT_MODIFIED
    clock.passes(seconds=5)
    edited = api.call("editMessageText", {**at, "text": "y"})
    assert edited["text"] == "y"
    assert "reply_markup" not in edited
    assert edited["edit_date"] == sent["date"] + 5
    assert refusal(api, "editMessageReplyMarkup", **at) == NOT_MODIFIED
    assert refusal(api, "editMessageCaption", **at, caption="z") == "there is no caption in the message to edit"
    assert refusal(api, "editMessageText", chat_id=ANNA, message_id=99, text="z") == "message to edit not found"
    assert refusal(api, "editMessageText", chat_id=ANNA, message_id=1, text="z") == "message can't be edited"
    assert refusal(api, "editMessageText", chat_id=ANNA, text="z") == "message identifier is not specified"


def test_a_message_that_brought_a_keyboard_cannot_be_edited(api: BotApi) -> None:
    keyboard = {"keyboard": [[{"text": "a"}, "b"]], "resize_keyboard": True}
    sent = api.call("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": keyboard})
    assert api.person(ANNA).keyboard == [["a", "b"]]
    refused = refusal(api, "editMessageText", chat_id=ANNA, message_id=sent["message_id"], text="y")
    assert refused == "message can't be edited"
    api.call("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": {"remove_keyboard": True}})
    assert api.person(ANNA).keyboard == []


def test_photos_are_made_smaller_and_lose_their_metadata(api: BotApi) -> None:
    sent = api.call("sendPhoto", {"chat_id": ANNA, "photo": "attach://x", "caption": "c"}, {"x": jpeg(exif=True)})
    assert [(p["width"], p["height"]) for p in sent["photo"]] == [(51, 90), (180, 320), (450, 800), (720, 1280)]
    path = api.call("getFile", {"file_id": sent["photo"][-1]["file_id"]})["file_path"]
    assert b"camera" not in api.download(path)
    again = api.call("sendPhoto", {"chat_id": ANNA, "photo": sent["photo"][0]["file_id"]})
    assert again["photo"] == sent["photo"]
    at = {"chat_id": ANNA, "message_id": sent["message_id"]}
    assert refusal(api, "editMessageText", **at, text="x") == "there is no text in the message to edit"
    assert api.call("editMessageCaption", {**at, "caption": "<i>d</i>", "parse_mode": "HTML"})["caption"] == "d"


def test_a_small_photo_has_few_sizes(api: BotApi) -> None:
    sent = api.call("sendPhoto", {"chat_id": ANNA}, {"photo": jpeg(100, 60)})
    assert [p["width"] for p in sent["photo"]] == [90, 100]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (b"", "file must be non-empty"),
        (jpeg(3000, 100), "PHOTO_INVALID_DIMENSIONS"),
        (jpeg(9000, 2000), "PHOTO_INVALID_DIMENSIONS"),
        (
            bytes(10 * 2**20 + 1),
            "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
)
def test_a_photo_that_is_refused(api: BotApi, data: bytes, reason: str) -> None:
    assert refusal(api, "sendPhoto", {"p": data}, chat_id=ANNA, photo="attach://p") == reason


def test_a_file_is_kept_byte_for_byte_and_is_no_photo(api: BotApi) -> None:
    data = jpeg(exif=True)
    sent = api.call("sendDocument", {"chat_id": ANNA}, {"document": Upload(data, "яма.jpg")})["document"]
    assert (sent["file_name"], sent["mime_type"], sent["file_size"]) == ("яма.jpg", "image/jpeg", len(data))
    assert api.download(api.call("getFile", {"file_id": sent["file_id"]})["file_path"]) == data
    said = refusal(api, "sendPhoto", chat_id=ANNA, photo=sent["file_id"])
    assert said == "can't use file of type Document as Photo"
    assert refusal(api, "sendPhoto", chat_id=ANNA) == "there is no photo in the request"
    assert refusal(api, "sendPhoto", chat_id=ANNA, photo="x") == "wrong file identifier/HTTP URL specified"
    assert refusal(api, "sendPhoto", chat_id=ANNA, photo="https://a.ru/x.jpg") == "failed to get HTTP URL content"
    assert refusal(api, "getFile", file_id="x") == "invalid file_id"


def test_big_files(api: BotApi) -> None:
    big = api.person(ANNA).sends_file(bytes(20 * 2**20 + 1), "video.mov")["document"]
    assert refusal(api, "getFile", file_id=big["file_id"]) == "file is too big"
    with pytest.raises(ApiError) as refused:
        api.call("sendDocument", {"chat_id": ANNA}, {"document": bytes(50 * 2**20 + 1)})
    assert refused.value.error_code == 413


def test_captions(api: BotApi) -> None:
    photo = {"p": jpeg(200, 200)}
    said = refusal(api, "sendPhoto", photo, chat_id=ANNA, photo="attach://p", caption="x" * 1025)
    assert said == "message caption is too long"
    media = [{"type": "photo", "media": "attach://p", "caption": "x" * 1025}] * 2
    assert refusal(api, "sendMediaGroup", photo, chat_id=ANNA, media=media) == "message caption is too long"


def test_albums(api: BotApi) -> None:
    item = {"type": "photo", "media": "attach://p"}
    files = {"p": jpeg(200, 200)}
    sent = api.call(
        "sendMediaGroup", {"chat_id": ANNA, "media": json.dumps([{**item, "caption": "c"}, item])}, files
    )
    assert len({m["media_group_id"] for m in sent}) == 1
    assert [m.get("caption") for m in sent] == ["c", None]
    assert (
        refusal(api, "sendMediaGroup", files, chat_id=ANNA, media=[item]) == "media group must include 2-10 items"
    )
    assert refusal(api, "sendMediaGroup", files, chat_id=ANNA, media=[item] * 11).endswith("2-10 items")
    mixed = [item, {"type": "document", "media": "attach://p"}]
    assert refusal(api, "sendMediaGroup", files, chat_id=ANNA, media=mixed).startswith("document can't be mixed")


def test_media_can_be_replaced(api: BotApi) -> None:
    sent = api.call("sendMessage", {"chat_id": ANNA, "text": "x"})
    at = {"chat_id": ANNA, "message_id": sent["message_id"]}
    item = {"type": "photo", "media": "attach://p", "caption": "c"}
    edited = api.call("editMessageMedia", {**at, "media": item}, {"p": jpeg(200, 200)})
    assert "text" not in edited
    same = {"type": "photo", "media": edited["photo"][-1]["file_id"], "caption": "c"}
    assert refusal(api, "editMessageMedia", **at, media=same) == NOT_MODIFIED


def test_a_press_is_answered_once_and_in_time(api: BotApi, clock: Clock) -> None:
    sent = api.call("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": inline("a")})
    anna = api.person(ANNA)
    first = anna.taps("a")
    update = api.take_updates()[-1]["callback_query"]
    assert (update["data"], update["message"]["text"], update["from"]["id"]) == ("a", "x", ANNA)
    assert refusal(api, "answerCallbackQuery", callback_query_id=first, text="x" * 201) == "MESSAGE_TOO_LONG"
    assert (
        api.call("answerCallbackQuery", {"callback_query_id": first, "text": "ok", "show_alert": "true"}) is True
    )
    assert anna.answers[-1] == {"text": "ok", "show_alert": True, "url": ""}
    assert refusal(api, "answerCallbackQuery", callback_query_id=first) == QUERY_TOO_OLD
    assert refusal(api, "answerCallbackQuery", callback_query_id="77") == QUERY_TOO_OLD
    late = anna.presses(sent["message_id"], "a")
    clock.passes(minutes=2)
    assert refusal(api, "answerCallbackQuery", callback_query_id=late) == QUERY_TOO_OLD
    with pytest.raises(PersonError):
        anna.presses(sent["message_id"], "b")
    anna.presses(sent["message_id"], "b", forged=True)
    anna.presses(999, "b", forged=True)
    assert [u["callback_query"]["message"]["date"] for u in api.take_updates()[-2:]] == [sent["date"], 0]


def test_deletes(api: BotApi, clock: Clock) -> None:
    sent = api.call("sendMessage", {"chat_id": ANNA, "text": "x"})
    assert api.call("deleteMessage", {"chat_id": ANNA, "message_id": 1}) is True
    assert api.call("deleteMessages", {"chat_id": ANNA, "message_ids": [sent["message_id"], 77]}) is True
    assert api.history(ANNA) == []
    assert refusal(api, "deleteMessage", chat_id=ANNA, message_id=1) == "message to delete not found"
    old = api.call("sendMessage", {"chat_id": ANNA, "text": "x"})["message_id"]
    clock.passes(hours=49)
    assert refusal(api, "deleteMessage", chat_id=ANNA, message_id=old) == "message can't be deleted for everyone"


def test_who_can_be_written_to(api: BotApi) -> None:
    def said(chat_id: int) -> str:
        return refusal(api, "sendMessage", chat_id=chat_id, text="x")

    assert said(BORIS) == "Forbidden: bot can't initiate conversation with a user"
    anna = api.person(ANNA)
    anna.blocks()
    assert said(ANNA) == "Forbidden: bot was blocked by the user"
    with pytest.raises(PersonError):
        anna.says("x")
    anna.unblocks()
    anna.says("x")
    kinds = [next(k for k in u if k != "update_id") for u in api.take_updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    api.operator().sets_bot("kicked")
    assert said(GROUP) == "Forbidden: bot was kicked from the supergroup chat"
    api.operator().sets_bot("member")
    api.call("leaveChat", {"chat_id": GROUP})
    assert said(GROUP) == "Forbidden: bot is not a member of the supergroup chat"


def test_an_ordinary_member_of_a_group_hears_commands_and_answers_only(api: BotApi) -> None:
    olga = api.operator()
    olga.says("heard by an administrator")
    olga.sets_bot("member")
    sent = api.call("sendMessage", {"chat_id": GROUP, "text": "card"})
    olga.says("not heard")
    olga.says("/queue")
    olga.says("an answer", reply_to=sent["message_id"])
    texts = [u["message"]["text"] for u in api.take_updates() if "message" in u]
    assert texts == ["heard by an administrator", "/queue", "an answer"]


def test_what_people_send(api: BotApi) -> None:
    anna = api.person(ANNA)
    photo = anna.sends_photo(jpeg(4000, 3000), "яма")
    assert photo["photo"][-1]["width"] == 1280
    album = anna.sends_album([jpeg(200, 200)] * 3, "c")
    assert [m.get("caption") for m in album] == ["c", None, None]
    live = anna.shares(55.75, 37.61, live_period=900)
    moved = anna.moves_live(live["message_id"], 55.76, 37.62)
    assert moved["location"] == {"latitude": 55.76, "longitude": 37.62, "live_period": 900}
    assert "live_period" not in anna.stops_live(live["message_id"])["location"]
    said = anna.says("яма /my")
    anna.edits(said["message_id"], "две ямы")
    kinds = [next(k for k in u if k != "update_id") for u in api.take_updates()]
    assert kinds == ["message"] * 5 + ["edited_message"] * 2 + ["message", "edited_message"]
    assert anna.forwards(said["message_id"])["forward_origin"]["sender_user"]["id"] == ANNA
    assert anna.forwards_from("Сосед", {"text": "x"})["forward_origin"]["sender_user_name"] == "Сосед"
    assert anna.says("x" * 5000)["text"] == "x" * 904
    for refused in (lambda: anna.says(" "), lambda: anna.sends_photo(b"x"), lambda: anna.sends_album([jpeg()])):
        with pytest.raises(PersonError):
            refused()


def test_updates_of_kinds_not_asked_for_are_not_kept(api: BotApi) -> None:
    assert api.call("getUpdates", {"allowed_updates": '["message"]'}) == []
    api.person(ANNA).edits(1, "y")
    api.person(ANNA).says("x")
    assert [list(u) for u in api.call("getUpdates")] == [["update_id", "message"]]
    assert api.call("getWebhookInfo")["allowed_updates"] == ["message"]


def test_updates_are_given_until_they_are_confirmed(api: BotApi) -> None:
    for text in "abc":
        api.person(ANNA).says(text)
    got = api.call("getUpdates", {"limit": 2})
    assert [u["message"]["text"] for u in got] == ["a", "b"]
    assert api.call("getUpdates", {"limit": "2"}) == got
    left = api.call("getUpdates", {"offset": str(got[-1]["update_id"] + 1)})
    assert [u["message"]["text"] for u in left] == ["c"]
    api.person(ANNA).says("d")
    assert [u["message"]["text"] for u in api.call("getUpdates", {"offset": -1})] == ["d"]
    api.call("deleteWebhook", {"drop_pending_updates": True})
    assert api.call("getUpdates") == []
    assert refusal(api, "setWebhook", url="https://a.ru").startswith("bad webhook")


def test_commands_are_shown_by_scope_and_language(api: BotApi) -> None:
    def command(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "d"}]

    api.call("setMyCommands", {"commands": command("start")})
    api.call("setMyCommands", {"commands": command("begin"), "language_code": "en"})
    api.call("setMyCommands", {"commands": command("queue"), "scope": {"type": "chat", "chat_id": GROUP}})
    assert api.person(ANNA).commands == command("start")
    api.person(ANNA).speaks("en")
    assert api.person(ANNA).commands == command("begin")
    assert api.operator().commands == command("queue")
    api.call("deleteMyCommands", {"language_code": "en"})
    assert api.person(ANNA).commands == command("start")
    assert refusal(api, "setMyCommands", commands=command("Старт")) == "BOT_COMMAND_INVALID"
    assert refusal(api, "setMyCommands", commands=command("x" * 33)) == "BOT_COMMAND_INVALID"
    long = [{"command": "a", "description": "x" * 257}]
    assert refusal(api, "setMyCommands", commands=long) == "BOT_COMMAND_DESCRIPTION_INVALID"


def test_descriptions(api: BotApi) -> None:
    assert refusal(api, "setMyDescription", description="x" * 513) == "description is too long"
    assert refusal(api, "setMyShortDescription", short_description="x" * 121) == "short description is too long"
    api.call("setMyName", {"name": "Город", "language_code": "ru"})
    assert api.call("getMyName", {"language_code": "ru"}) == {"name": "Город"}
    assert api.call("getMyName", {}) == {"name": "Gorod Bot"}


def test_pins(api: BotApi) -> None:
    sent = api.call("sendMessage", {"chat_id": GROUP, "text": "x"})
    api.call("pinChatMessage", {"chat_id": GROUP, "message_id": sent["message_id"]})
    assert api.call("getChat", {"chat_id": GROUP})["pinned_message"]["text"] == "x"
    api.call("unpinChatMessage", {"chat_id": GROUP})
    assert "pinned_message" not in api.call("getChat", {"chat_id": GROUP})
    api.operator().sets_bot("member")
    said = refusal(api, "pinChatMessage", chat_id=GROUP, message_id=sent["message_id"])
    assert said == "not enough rights to manage pinned messages in the chat"


def test_outages_and_floods_can_be_made(api: BotApi) -> None:
    api.refuse_next(too_many_requests(3), "sendMessage")
    with pytest.raises(ApiError) as refused:
        api.call("sendMessage", {"chat_id": ANNA, "text": "x"})
    assert refused.value.as_json()["parameters"] == {"retry_after": 3}
    assert api.call("sendMessage", {"chat_id": ANNA, "text": "x"})["text"] == "x"


def test_a_refused_call_changes_nothing(api: BotApi) -> None:
    heard: list[object] = []
    api.state.listen(heard.append)
    item = {"type": "photo", "media": "attach://p"}
    refusal(api, "sendMediaGroup", {"p": jpeg(200, 200)}, chat_id=ANNA, media=[item, {**item, "media": "x"}])
    assert heard == []
    assert len(api.history(ANNA)) == 1


def test_everything_outlives_the_process(tmp_path: Path, clock: Clock) -> None:
    api = BotApi(tmp_path, clock=clock)
    anna = api.person(ANNA)
    anna.says("/start")
    anna.sends_photo(jpeg(300, 300))
    sent = api.call("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": inline("a")})
    before, pending = api.history(ANNA), api.call("getUpdates")
    # No close: a killed process has no time for it.
    after = BotApi(tmp_path, clock=clock)
    assert after.history(ANNA) == before
    assert after.call("getUpdates") == pending
    query = after.person(ANNA).presses(sent["message_id"], "a")
    assert after.call("answerCallbackQuery", {"callback_query_id": query}) is True
    assert after.call("getFile", {"file_id": before[1]["photo"][0]["file_id"]})["file_size"] > 0
    assert after.call("sendMessage", {"chat_id": ANNA, "text": "y"})["message_id"] == sent["message_id"] + 1
    api.close()
    after.close()


def test_a_stranger_moves_in(api: BotApi) -> None:
    ivan = api.add_person(3000, "Иван", language_code="en")
    ivan.says("hi")
    assert api.take_updates()[-1]["message"]["from"]["language_code"] == "en"
    assert api.call("getChatMember", {"chat_id": GROUP, "user_id": 3000})["status"] == "left"
    api.join(3000).says("hello")
    assert api.call("getChatMemberCount", {"chat_id": GROUP}) == 5
    assert [m["user"]["id"] for m in api.call("getChatAdministrators", {"chat_id": GROUP})] == [OLGA]


@pytest.mark.skipif(not SCHEMA.exists(), reason="the Bot API's list of methods is not in this checkout")
def test_every_method_and_parameter_is_the_real_ones() -> None:
    methods = json.loads(SCHEMA.read_text())["methods"]
    for name, (_, known) in METHODS.items():
        assert set(known.split()) <= set(methods[name]["params"]), name


def _fits(schema: Any, kind: str, value: Any) -> bool:
    """Whether a value has the shape of a Bot API type, its required fields and no strange ones."""
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(_fits(schema, kind.removeprefix("Array of "), v) for v in value)
    plain = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": (int, float)}
    if kind in plain:
        return isinstance(value, plain[kind])  # type: ignore[arg-type]  # types and tuples of them
    shape = schema["types"][kind]
    if "any" in shape:
        return any(_fits(schema, member, value) for member in shape["any"])
    fields = shape.get("fields", {})
    return (
        isinstance(value, dict)
        and set(value) <= set(fields)
        and all(name in value for name, field in fields.items() if field.get("r"))
        and all(any(_fits(schema, t, v) for t in fields[name]["t"]) for name, v in value.items())
    )


@pytest.mark.skipif(not SCHEMA.exists(), reason="the Bot API's list of types is not in this checkout")
def test_whatever_is_answered_and_delivered_has_the_real_shape(api: BotApi) -> None:
    schema = json.loads(SCHEMA.read_text())
    anna = api.person(ANNA)
    said = anna.says("hello /my https://ya.ru")
    anna.sends_album([jpeg(300, 300)] * 2, "c")
    anna.sends_file(jpeg(), "x.jpg", "image/jpeg", "c")
    anna.shares(55.7, 37.6, live_period=60, accuracy=5.0)
    anna.sends_venue(55.7, 37.6, "t", "a")
    for send in (anna.sends_voice, anna.sends_video, anna.sends_sticker, anna.sends_contact, anna.sends_poll):
        send()
    anna.forwards(said["message_id"])
    anna.forwards_from("Сосед", {"text": "x"})
    anna.says("an answer", reply_to=said["message_id"])
    sent = api.call(
        "sendMessage",
        {"chat_id": ANNA, "text": "<a href='ya.ru'>x</a>", "parse_mode": "HTML", "reply_markup": inline("a")},
    )
    anna.taps("a")
    anna.presses(999, "gone", forged=True)
    anna.blocks()
    anna.unblocks()
    api.operator().sets_bot("member")
    api.operator().sets_bot("administrator")
    updates = api.call("getUpdates", {"limit": 100})
    assert len(updates) > 15
    for update in updates:
        assert _fits(schema, "Update", update), update
    calls: list[tuple[str, dict[str, object]]] = [
        ("getMe", {}),
        ("getWebhookInfo", {}),
        ("getChat", {"chat_id": ANNA}),
        ("getChat", {"chat_id": GROUP}),
        ("getChatMember", {"chat_id": GROUP, "user_id": 1}),
        ("getChatMember", {"chat_id": GROUP, "user_id": OLGA}),
        ("getChatAdministrators", {"chat_id": GROUP}),
        ("sendLocation", {"chat_id": ANNA, "latitude": 55.7, "longitude": "37.6"}),
        ("sendVenue", {"chat_id": ANNA, "latitude": 55.7, "longitude": 37.6, "title": "t", "address": "a"}),
        ("sendContact", {"chat_id": ANNA, "phone_number": "1", "first_name": "a"}),
        ("sendChatAction", {"chat_id": ANNA, "action": "typing"}),
        ("forwardMessage", {"chat_id": GROUP, "from_chat_id": ANNA, "message_id": said["message_id"]}),
        ("copyMessage", {"chat_id": GROUP, "from_chat_id": ANNA, "message_id": said["message_id"]}),
        ("editMessageText", {"chat_id": ANNA, "message_id": sent["message_id"], "text": "y"}),
        ("pinChatMessage", {"chat_id": GROUP, "message_id": 1}),
        ("getMyCommands", {}),
        ("getMyDescription", {}),
        ("getMyShortDescription", {}),
        ("getChatMenuButton", {"chat_id": ANNA}),
        ("setChatMenuButton", {"chat_id": ANNA, "menu_button": {"type": "commands"}}),
    ]
    random.Random(1).shuffle(calls)
    for method, params in calls:
        result = api.call(method, params)
        assert any(_fits(schema, kind, result) for kind in schema["methods"][method]["returns"]), (method, result)
    assert api.unknown_parameters == []
