"""What the fake MAX takes in a message, and what an edit leaves as it was."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.platforms.sandbox.api import ANNA, BORIS, GROUP
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.cast import BOT_ID
from tests.platforms.max.fake_calls import Caller, Clock, calling, keyboard, press
from tests.platforms.sandbox_pictures import jpeg

PLACE = {"type": "location", "latitude": 55.75, "longitude": 37.61}
CARD = {"type": "contact", "payload": {"name": "Анна", "vcf_phone": "+7 999 000-11-22"}}
STICKER = {"type": "sticker", "payload": {"code": "4a1"}}
A_KEY = keyboard([press("a")])
OK = {"success": True}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def bot(clock: Clock) -> AsyncIterator[Caller]:
    api = MaxApi(clock=clock)
    api.person(ANNA).says("/start")
    api.take_updates()
    async with calling(api) as caller:
        yield caller


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"text": "x" * 4001}, "text: size must be between 0 and 4000"),
        ({"text": "👋" * 2001}, "text: size must be between 0 and 4000"),
        ({"text": "<b></b>" * 572, "format": "html"}, "text: size must be between 0 and 4000"),
        ({"text": 5}, None),
        ({"text": "x", "format": "rtf"}, None),
        ({"text": "x", "format": 1}, None),
        ({"text": "x", "notify": "yes"}, None),
        ({"text": "x", "parse_mode": "HTML"}, None),
        ([], None),
        ({}, None),
        ({"text": ""}, None),
        ({"text": " \n"}, None),
        ({"text": "<b></b>", "format": "html"}, None),
        ({"text": "<br>", "format": "html"}, None),
        ({"attachments": [A_KEY]}, None),
        ({"text": "x", "link": {"type": "quote", "mid": "mid.0"}}, None),
        ({"text": "x", "link": {"type": "reply"}}, None),
        ({"text": "x", "link": {"type": "reply", "mid": "mid.0"}}, "Invalid message_id: mid.0"),
        ({"text": "x", "attachments": {}}, None),
        ({"text": "x", "attachments": ["image"]}, None),
        ({"text": "x", "attachments": [{"type": "poll"}]}, None),
        ({"text": "x", "attachments": [A_KEY, A_KEY]}, None),
        ({"text": "x", "attachments": [PLACE, STICKER]}, None),
        ({"text": "x", "attachments": [CARD, PLACE, A_KEY]}, None),
        ({"text": "x", "attachments": [STICKER] * 13}, None),
        ({"attachments": [{"type": "location", "payload": PLACE}]}, "latitude cannot be null"),
        ({"attachments": [{**PLACE, "latitude": 91}]}, None),
        ({"attachments": [{**PLACE, "title": "x"}]}, None),
        ({"attachments": [{"type": "share", "payload": {}}]}, None),
        ({"attachments": [{"type": "sticker", "code": "4a1"}]}, None),
        ({"attachments": [{**CARD, "payload": {"phone": "1"}}]}, None),
    ],
)
async def test_a_message_that_is_refused(bot, body, reason):
    said = await bot.refused("POST", "/messages", body, user_id=ANNA)
    assert said.startswith("400 proto.payload: ")
    assert reason is None or said == f"400 proto.payload: {reason}"
    assert len(bot.api.history(ANNA)) == 1


@pytest.mark.parametrize("body", [{"text": "x" * 4000}, {"text": "👋" * 2000}])
async def test_a_text_of_the_longest_size_is_taken(bot, body):
    assert (await bot.sends(ANNA, **body))["text"] == body["text"]


@pytest.mark.parametrize("attachment", [PLACE, CARD, STICKER])
async def test_what_stands_alone_may_have_words_and_a_keyboard(bot, attachment):
    sent = await bot.sends(ANNA, text="x", attachments=[attachment, A_KEY])
    assert [one["type"] for one in sent["attachments"]] == [attachment["type"], "inline_keyboard"]


def row(*buttons: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"text": "x", **button} for button in buttons]


LINK: dict[str, Any] = {"type": "link", "url": "https://example.org"}
KEY: dict[str, Any] = {"type": "callback", "payload": "x"}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "buttons: errors.required"),
        ([[]], None),
        ([row(KEY)] * 31, "errors.maxRows"),
        ([row(*[KEY] * 8)], "errors.maxRowSize"),
        ([row(*[KEY] * 3, LINK)], "errors.maxRowSize"),
        ([row(*[KEY] * 3, {"type": "request_contact"})], "errors.maxRowSize"),
        ([row(*[KEY] * 3, {"type": "request_geo_location"})], "errors.maxRowSize"),
        ([row({"type": "callback"})], "payload: errors.required"),
        ([row({"type": "callback", "payload": "x" * 1025})], None),
        ([row({"type": "link"})], "url: errors.required"),
        ([row({"type": "link", "url": "tg://user?id=1"})], None),
        ([row({"type": "link", "url": "https://example.org/" + "x" * 2048})], None),
        ([row({"type": "clipboard"})], None),
        ([row({**KEY, "text": ""})], None),
        ([row({**KEY, "text": " "})], None),
        ([row({**KEY, "text": "x" * 129})], None),
        ([row({**KEY, "intent": "positive"})], None),
        ([row({"type": "chat", "chat_title": "x"})], None),
        ([row({"type": "request_geo_location", "quick": "yes"})], None),
        ([{"type": "callback"}], None),
        (["x"], None),
        ([["x"]], None),
    ],
)
async def test_a_keyboard_that_is_refused(bot, rows, reason):
    body = {"text": "x", "attachments": [{"type": "inline_keyboard", "payload": {"buttons": rows}}]}
    said = await bot.refused("POST", "/messages", body, user_id=ANNA)
    assert said.startswith("400 proto.payload: ")
    assert reason is None or said == f"400 proto.payload: {reason}"


async def test_the_largest_keyboard_is_taken(bot):
    whole = keyboard(*[row(*[KEY] * 7)] * 29, row(LINK, {"type": "request_contact"}, KEY))
    assert (await bot.sends(ANNA, text="x", attachments=[whole]))["attachments"] == [whole]


async def test_a_button_for_an_application_that_is_not_there_is_refused(bot):
    body = {"text": "x", "attachments": [keyboard(row({"type": "open_app", "web_app": "nobody"}))]}
    assert await bot.refused("POST", "/messages", body, user_id=ANNA) == "404 not.found: Link not found"


async def test_the_format_is_for_this_text_only(bot):
    sent = await bot.sends(ANNA, text="<b>важно</b>", format="html")
    assert (sent["text"], sent["markup"]) == ("важно", [{"type": "strong", "from": 0, "length": 5}])
    assert await bot.edits(sent["mid"], text="<b>важно</b>") == OK
    assert bot.api.history(ANNA)[-1]["text"] == "<b>важно</b>"
    assert (await bot.sends(ANNA, text="<b>x</b>"))["text"] == "<b>x</b>"


async def test_an_edit_without_attachments_keeps_them_and_a_list_replaces_all(bot):
    picture = await bot.image(jpeg())
    sent = await bot.sends(ANNA, text="<i>x</i>", format="html", attachments=[picture, A_KEY])

    async def now() -> dict[str, object]:
        body = (await bot.ok("GET", f"/messages/{sent['mid']}"))["body"]
        assert (body["mid"], body["seq"]) == (sent["mid"], sent["seq"])
        return {"text": body["text"], "kinds": [a["type"] for a in body.get("attachments", [])]}

    assert await bot.edits(sent["mid"], text="y") == OK
    assert await now() == {"text": "y", "kinds": ["image", "inline_keyboard"]}
    assert await bot.edits(sent["mid"], text="z", attachments=None) == OK
    assert await now() == {"text": "z", "kinds": ["image", "inline_keyboard"]}
    assert await bot.edits(sent["mid"], attachments=[A_KEY]) == OK
    assert await now() == {"text": "z", "kinds": ["inline_keyboard"]}
    assert await bot.edits(sent["mid"], attachments=[picture]) == OK
    assert await now() == {"text": "z", "kinds": ["image"]}
    assert await bot.edits(sent["mid"], attachments=[]) == OK
    assert await now() == {"text": "z", "kinds": []}
    assert await bot.edits(sent["mid"], attachments=[]) == OK, "nothing is compared with what was"


async def test_an_edit_of_attachments_alone_keeps_the_marks(bot):
    sent = await bot.sends(ANNA, text="<i>x</i>", format="html", attachments=[A_KEY])
    await bot.edits(sent["mid"], attachments=[])
    assert bot.api.history(ANNA)[-1]["entities"] == [{"type": "italic", "offset": 0, "length": 1}]
    assert "edit_date" not in bot.api.history(ANNA)[-1], "a keyboard that goes is no edit to see"


async def test_an_edit_leaves_something_to_see(bot):
    sent = await bot.sends(ANNA, text="x", attachments=[A_KEY])
    assert (await bot.refused("PUT", "/messages", {"text": ""}, message_id=sent["mid"]))[:3] == "400"
    placed = await bot.sends(ANNA, text="x", attachments=[PLACE])
    assert (await bot.refused("PUT", "/messages", {"text": "", "attachments": []}, message_id=placed["mid"]))[
        :3
    ] == "400"
    assert await bot.edits(placed["mid"], text="") == OK


async def test_only_own_messages_are_edited_or_deleted(bot):
    said = bot.api.person(ANNA).records[-1]["body"]["mid"]
    assert (await bot.edits(said, text="x"))["success"] is False
    assert (await bot.ok("DELETE", "/messages", message_id=said))["success"] is False
    assert bot.api.history(ANNA)[-1]["text"] == "/start"
    sent = await bot.sends(ANNA, text="x")
    assert await bot.ok("DELETE", "/messages", message_id=sent["mid"].removeprefix("mid.")) == OK
    assert len(bot.api.history(ANNA)) == 1
    gone = f"404 not.found: Message {sent['mid']} not found"
    assert await bot.refused("DELETE", "/messages", message_id=sent["mid"]) == gone
    assert await bot.refused("PUT", "/messages", {"text": "y"}, message_id=sent["mid"]) == gone
    assert await bot.refused("GET", f"/messages/{sent['mid']}") == gone


async def test_an_administrator_deletes_any_message_of_a_group(bot):
    said = bot.api.operator()
    said.says("всем привет")
    mid = said.records[-1]["body"]["mid"]
    said.sets_bot("member")
    assert (await bot.ok("DELETE", "/messages", message_id=mid))["success"] is False
    said.sets_bot("administrator")
    assert await bot.ok("DELETE", "/messages", message_id=mid) == OK


@pytest.mark.parametrize("mid", ["", "mid.12", "12", "mid." + "z" * 32, "mid." + "f" * 32])
async def test_an_id_that_is_none_is_refused(bot, mid):
    said = await bot.refused("DELETE", "/messages", message_id=mid)
    assert said == f"400 proto.payload: Invalid message_id: {mid}"


async def test_a_week_later_only_a_message_with_a_keyboard_is_edited(bot, clock):
    plain, keyed = await bot.sends(ANNA, text="x"), await bot.sends(ANNA, text="x", attachments=[A_KEY])
    in_group = (await bot.ok("POST", "/messages", {"text": "x"}, chat_id=GROUP))["message"]["body"]
    clock.passes(days=7, seconds=1)
    assert (await bot.edits(plain["mid"], text="y"))["success"] is False
    assert await bot.edits(keyed["mid"], text="y") == OK
    assert await bot.edits(in_group["mid"], text="y") == OK


async def test_replies_and_forwards(bot):
    asked = await bot.sends(ANNA, text="Где?", attachments=[A_KEY])
    answer = {"text": "Там", "link": {"type": "reply", "mid": asked["mid"]}}
    link = (await bot.ok("POST", "/messages", answer, user_id=ANNA))["message"]["link"]
    assert (link["type"], link["message"]["mid"], link["sender"]["user_id"]) == ("reply", asked["mid"], BOT_ID)
    assert bot.api.history(ANNA)[-1]["reply_to_message"]["message_id"] == asked["seq"]
    forward = {"link": {"type": "forward", "mid": asked["mid"]}}
    link = (await bot.ok("POST", "/messages", forward, chat_id=GROUP))["message"]["link"]
    assert link["message"]["text"] == "Где?"
    assert (link["chat_id"], "attachments" in link["message"]) == (ANNA ^ BOT_ID, False)
    worded = await bot.refused("POST", "/messages", {**forward, "text": "x"}, chat_id=GROUP)
    assert worded == "400 proto.payload: errors.forward.text.not-empty"
    assert (await bot.refused("POST", "/messages", answer, chat_id=GROUP))[:3] == "400", "another chat's"


async def test_messages_are_read_by_ids_and_by_chat(bot, clock):
    sent = []
    for text in ("раз", "два", "три"):
        clock.passes(seconds=1)
        sent.append(await bot.sends(ANNA, text=text))
    found = await bot.ok("GET", "/messages", message_ids=f"{sent[0]['mid']},{sent[2]['mid']}")
    assert [one["body"]["text"] for one in found["messages"]] == ["три", "раз"]
    latest = await bot.ok("GET", "/messages", chat_id=ANNA ^ BOT_ID, count=2)
    assert [one["body"]["text"] for one in latest["messages"]] == ["три", "два"]
    at = latest["messages"][1]["timestamp"]
    before = await bot.ok("GET", "/messages", chat_id=ANNA ^ BOT_ID, before=at)
    assert [one["body"]["text"] for one in before["messages"]] == ["раз", "/start"]
    after = await bot.ok("GET", "/messages", chat_id=ANNA ^ BOT_ID, after=at)
    assert [one["body"]["text"] for one in after["messages"]] == ["три"]
    assert (await bot.refused("GET", "/messages"))[:3] == "400"
    bot.api.operator().sets_bot("member")
    assert await bot.refused("GET", "/messages", chat_id=GROUP) == "403 chat.denied: error.chat.denied"


async def test_a_silent_message_says_so_on_the_page(bot):
    heard: list[Any] = []
    bot.api.state.listen(heard.append)
    await bot.sends(ANNA, text="x", notify=False)
    assert heard[-1]["message"]["_silent"] is True


async def test_boris_does_not_see_what_anna_gets(bot):
    bot.api.person(BORIS).says("/start")
    await bot.sends(ANNA, text="x")
    assert [m["text"] for m in bot.api.person(BORIS).messages] == ["/start"]
