"""Who may call the fake MAX, whom it reaches, and what it tells of the bot and its chats."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.platforms.sandbox.api import ANNA, BORIS, GROUP
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.cast import BOT_ID, FROM_MAX, MARINA, MIKHAIL
from bot.platforms.sandbox.max.errors import MaxRefusal
from tests.platforms.max.fake_calls import FIXTURES, Caller, Clock, calling, shape

NEVER_STARTED = "404 dialog.not.found: error.dialog.notfound"
STOPPED = "403 chat.denied: error.dialog.suspended"


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
    ("token", "reason"),
    [
        (None, "No access token"),
        ("wrong", "Invalid access_token"),
        ("Bearer sandbox-max", "Malformed access token"),
    ],
)
async def test_only_the_raw_token_lets_in(bot, token, reason):
    assert await bot.call("GET", "/me", token=token) == (401, {"code": "verify.token", "message": reason})


async def test_the_token_in_the_query_does_not(bot):
    assert (await bot.call("GET", "/me", token=None, access_token=bot.api.token))[0] == 401


async def test_a_message_reaches_its_person_by_either_id(bot):
    first = await bot.ok("POST", "/messages", {"text": "раз"}, user_id=ANNA)
    dialog = first["message"]["recipient"]["chat_id"]
    assert dialog == ANNA ^ BOT_ID
    second = await bot.ok("POST", "/messages", {"text": "два"}, chat_id=dialog)
    assert second["message"]["recipient"] == {"chat_id": dialog, "chat_type": "dialog", "user_id": ANNA}
    assert [m["text"] for m in bot.api.person(ANNA).messages] == ["/start", "раз", "два"]


async def test_a_sent_message_has_the_recorded_shape(bot):
    sent = await bot.ok("POST", "/messages", {"text": "Отчёт принят"}, user_id=ANNA)
    recorded = shape(FIXTURES["responses"]["POST /messages"])
    del recorded["message"]["body"]["attachments"]
    assert shape(sent) == recorded
    grouped = await bot.ok("POST", "/messages", {"text": "x"}, chat_id=GROUP)
    recorded = shape(FIXTURES["responses"]["POST /messages group"])
    assert shape(grouped)["message"]["recipient"] == recorded["message"]["recipient"]


async def test_the_id_of_a_message_is_made_of_its_chat_and_its_number(bot, clock):
    sent = await bot.sends(ANNA, text="x")
    assert sent["mid"] == f"mid.{ANNA ^ BOT_ID:016x}{sent['seq']:016x}"
    assert sent["seq"] >> 16 == int(clock.now.timestamp() * 1000)
    in_group = await bot.ok("POST", "/messages", {"text": "x"}, chat_id=GROUP)
    assert in_group["message"]["body"]["mid"].startswith(f"mid.{GROUP % 2**64:016x}")


async def test_numbers_grow_in_a_chat_though_the_clock_stands_or_goes_back(bot, clock):
    first = (await bot.sends(ANNA, text="x"))["seq"]
    second = (await bot.sends(ANNA, text="x"))["seq"]
    clock.passes(hours=-1)
    third = (await bot.sends(ANNA, text="x"))["seq"]
    assert first < second < third < 2**63


async def test_the_recipient_stands_in_the_query_only(bot):
    unknown = "400 proto.payload: Unknown recipient"
    assert await bot.refused("POST", "/messages", {"text": "x", "user_id": ANNA}) == unknown
    assert await bot.refused("POST", "/messages", {"text": "x"}) == unknown
    assert await bot.refused("POST", "/messages", {"text": "x"}, user_id=ANNA, chat_id=GROUP) == unknown
    assert (await bot.refused("POST", "/messages", {"text": "x", "user_id": ANNA}, user_id=ANNA))[:3] == "400"


async def test_who_cannot_be_reached(bot):
    assert await bot.refused("POST", "/messages", {"text": "x"}, user_id=BORIS) == NEVER_STARTED
    assert await bot.refused("POST", "/messages", {"text": "x"}, user_id=ANNA ^ BOT_ID) == NEVER_STARTED
    assert await bot.refused("POST", "/messages", {"text": "x"}, user_id=GROUP) == NEVER_STARTED
    not_found = f"404 chat.not.found: Chat {ANNA} not found"
    assert await bot.refused("POST", "/messages", {"text": "x"}, chat_id=ANNA) == not_found
    assert (await bot.refused("POST", "/messages", {"text": "x"}, chat_id="x"))[:3] == "400"
    bot.api.operator().sets_bot("kicked")
    assert await bot.refused("POST", "/messages", {"text": "x"}, chat_id=GROUP) == (
        "403 chat.denied: error.chat.denied"
    )


async def test_who_stopped_the_bot_is_out_of_reach_until_they_are_back(bot):
    sent, dialog = await bot.sends(ANNA, text="x"), ANNA ^ BOT_ID
    bot.api.person(ANNA).blocks()
    assert await bot.refused("POST", "/messages", {"text": "x"}, user_id=ANNA) == STOPPED
    assert await bot.refused("PUT", "/messages", {"text": "y"}, message_id=sent["mid"]) == STOPPED
    assert await bot.refused("DELETE", "/messages", message_id=sent["mid"]) == STOPPED
    assert await bot.refused("POST", f"/chats/{dialog}/actions", {"action": "typing_on"}) == STOPPED
    assert (await bot.ok("GET", f"/chats/{dialog}"))["status"] == "suspended"
    bot.api.person(ANNA).unblocks()
    await bot.edits(sent["mid"], text="y")


async def test_who_deleted_the_dialog_is_out_of_reach_until_they_write(bot):
    bot.api.person(ANNA).removes_dialog()
    assert bot.api.history(ANNA) == []
    assert await bot.refused("POST", "/messages", {"text": "x"}, user_id=ANNA) == STOPPED
    bot.api.person(ANNA).says("это я")
    await bot.sends(ANNA, text="x")


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", "/me"), ("GET", "/chats"), ("GET", "/nowhere"), ("POST", "/messages/1/2/3")]
)
async def test_what_is_gone_or_never_was_is_not_recognized(bot, method, path):
    assert await bot.refused(method, path) == f"404 not.found: Path {path} is not recognized"


async def test_a_parameter_that_is_not_known_is_refused(bot):
    assert (await bot.refused("POST", "/messages", {"text": "x"}, user_id=ANNA, format="html"))[:3] == "400"
    assert (await bot.refused("POST", "/messages", {"text": "x"}, user_id=ANNA, disable_link_preview="True"))[
        :3
    ] == "400"
    await bot.ok("POST", "/messages", {"text": "x"}, user_id=ANNA, disable_link_preview="true")


async def test_a_body_is_json(bot):
    url, token = f"{bot.base}/messages?user_id={ANNA}", {"Authorization": bot.api.token}
    async with bot.http.post(url, data={"text": "x"}, headers=token) as response:
        assert response.status == 400
    headers = {**token, "Content-Type": "application/json"}
    async with bot.http.post(url, data=b"{", headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (400, "proto.payload")


async def test_who_the_bot_is(bot):
    me = await bot.ok("GET", "/me")
    assert (me["user_id"], me["is_bot"], me["username"]) == (BOT_ID, True, "gorod_sandbox_max_bot")
    assert set(me) <= set(FIXTURES["responses"]["GET /me"])
    commands = [{"name": "start", "description": "Начать"}]
    assert await bot.ok("PATCH", "/me/commands", {"commands": commands}) == {"commands": commands}
    assert shape(await bot.ok("GET", "/me"))["commands"] == shape(commands)
    assert bot.api.person(ANNA).commands == [{"command": "start", "description": "Начать"}]
    await bot.ok("PATCH", "/me/commands", {"commands": []})
    assert bot.api.person(ANNA).commands == []


@pytest.mark.parametrize(
    "commands",
    [
        None,
        [{"name": "start", "description": "x"}] * 33,
        [{"name": "", "description": "x"}],
        [{"name": "x" * 65, "description": "x"}],
        [{"name": "x", "description": "x" * 129}],
        [{"name": "/x", "description": "x"}],
        [{"name": "x", "description": "x", "scope": "y"}],
    ],
)
async def test_commands_that_are_refused(bot, commands):
    assert (await bot.refused("PATCH", "/me/commands", {"commands": commands}))[:17] == "400 proto.payload"


async def test_what_is_known_of_a_chat(bot):
    dialog = await bot.ok("GET", f"/chats/{ANNA ^ BOT_ID}")
    recorded = FIXTURES["responses"]["GET /chats/{dialog}"]
    assert set(dialog) == set(recorded)
    assert (dialog["status"], dialog["dialog_with_user"]["user_id"]) == ("active", ANNA)
    group = await bot.ok("GET", f"/chats/{GROUP}")
    assert set(group) == set(FIXTURES["responses"]["GET /chats/{group}"]) - {"link"}
    assert (group["title"], group["participants_count"]) == ("Операторы", 4)
    assert (await bot.refused("GET", f"/chats/{BORIS ^ BOT_ID}"))[:18] == "404 chat.not.found"


async def test_the_page_is_shown_that_the_bot_types(bot):
    heard: list[Any] = []
    bot.api.state.listen(heard.append)
    assert await bot.ok("POST", f"/chats/{ANNA ^ BOT_ID}/actions", {"action": "typing_on"}) == {"success": True}
    assert heard == [{"event": "action", "chat_id": ANNA, "action": "typing"}]
    await bot.ok("POST", f"/chats/{ANNA ^ BOT_ID}/actions", {"action": "mark_seen"})
    assert len(heard) == 1
    assert (await bot.refused("POST", f"/chats/{ANNA ^ BOT_ID}/actions", {"action": "typing"}))[:3] == "400"
    assert (await bot.refused("POST", f"/chats/{ANNA}/actions", {"action": "typing_on"}))[:3] == "404"


async def test_subscriptions_are_listed_added_and_dropped(bot):
    url = "https://bot.example.org/max/webhook"
    body = {"url": url, "secret": "s-e_c1", "update_types": ["message_created"]}
    assert await bot.ok("POST", "/subscriptions", body) == {"success": True}
    await bot.ok("POST", "/subscriptions", {"url": f"{url}2"})
    await bot.ok("POST", "/subscriptions", body)
    listed = await bot.ok("GET", "/subscriptions")
    assert shape(listed["subscriptions"][1]) == {
        **shape(FIXTURES["responses"]["GET /subscriptions"]["subscriptions"][0]),
        "update_types": ["str"],
    }
    assert [one["url"] for one in listed["subscriptions"]] == [f"{url}2", url]
    assert await bot.ok("DELETE", "/subscriptions", url=url) == {"success": True}
    assert (await bot.ok("DELETE", "/subscriptions", url=url))["success"] is False


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": "http://bot.example.org"},
        {"url": "https://bot.example.org:8443/x"},
        {"url": "https://bot.example.org:x"},
        {"url": "https://bot.example.org", "secret": "four"},
        {"url": "https://bot.example.org", "secret": "with space"},
        {"url": "https://bot.example.org", "update_types": ["message"]},
        {"url": "https://bot.example.org", "version": "1"},
    ],
)
async def test_subscriptions_that_are_refused(bot, body):
    assert (await bot.refused("POST", "/subscriptions", body))[:17] == "400 proto.payload"


async def test_refusals_come_as_they_were_ordered(bot):
    bot.api.refuse_next(MaxRefusal(429, text="too many requests"), "POST /messages", times=2)
    bot.api.refuse_next(MaxRefusal(503, "service.unavailable", "Service unavailable"))
    assert await bot.refused("GET", "/me") == "503 service.unavailable: Service unavailable"
    await bot.ok("GET", "/me")
    for _ in range(2):
        assert await bot.call("POST", "/messages", {"text": "x"}, user_id=ANNA) == (429, "too many requests")
    await bot.sends(ANNA, text="x")
    assert len(bot.api.history(ANNA)) == 2
    assert [call.method for call in bot.api.calls] == ["GET", "GET", "POST", "POST", "POST"]
    assert (bot.api.calls[-1].query, bot.api.calls[-1].body) == ({"user_id": str(ANNA)}, {"text": "x"})


async def test_the_third_call_of_a_second_into_a_chat_is_one_too_many(bot, clock):
    bot.api.person(BORIS).says("/start")
    bot.api.limits = True
    sent = await bot.sends(ANNA, text="x")
    await bot.edits(sent["mid"], text="y")
    too_many = "429 too.many.requests: Too many requests"
    assert await bot.refused("POST", "/messages", {"text": "x"}, user_id=ANNA) == too_many
    assert await bot.refused("POST", "/messages", {"text": "x"}, chat_id=ANNA ^ BOT_ID) == too_many
    assert await bot.refused("DELETE", "/messages", message_id=sent["mid"]) == too_many
    await bot.sends(BORIS, text="x")
    clock.passes(seconds=1)
    await bot.sends(ANNA, text="x")


async def test_the_thirty_first_call_of_a_second_is_one_too_many(bot, clock):
    bot.api.limits = True
    for _ in range(30):
        await bot.ok("GET", "/me")
    assert (await bot.call("GET", "/me"))[0] == 429
    clock.passes(seconds=1)
    await bot.ok("GET", "/me")


def test_another_cast_has_no_group():
    api = MaxApi(cast=FROM_MAX, group=None)
    people = {user["id"]: user["first_name"] for user in api.state.users() if not user["is_bot"]}
    assert people == {MIKHAIL: "Михаил", MARINA: "Марина"}
    assert [chat["id"] for chat in api.state.chats()] == [MARINA, MIKHAIL]
    api.close()
