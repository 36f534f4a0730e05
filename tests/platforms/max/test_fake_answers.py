"""How presses are answered in the fake MAX: once, not by nothing, by a word or by a change of the message."""

from collections.abc import AsyncIterator

import pytest

from bot.platforms.sandbox.api import ANNA
from bot.platforms.sandbox.max.api import MaxApi
from tests.platforms.max.fake_calls import Caller, calling, keyboard, press

OK = {"success": True}
A_KEY = keyboard([press("a")])
EMPTY = "400 proto.payload: Invalid request. `message` or `notification` required"
STALE = "400 proto.payload: callback_id: Callback identifier is invalid"


@pytest.fixture
async def bot() -> AsyncIterator[Caller]:
    api = MaxApi()
    api.person(ANNA).says("/start")
    api.take_updates()
    async with calling(api) as caller:
        yield caller


async def pressed(bot: Caller) -> str:
    sent = await bot.sends(ANNA, text="x", attachments=[A_KEY])
    return bot.api.person(ANNA).presses(sent["seq"], "a")


async def test_a_press_is_answered_once(bot):
    callback = await pressed(bot)
    assert len(callback) > 100
    assert bot.api.person(ANNA).answers == [None]
    assert await bot.refused("POST", "/answers", {}, callback_id=callback) == EMPTY
    assert await bot.refused("POST", "/answers", {"notification": None}, callback_id=callback) == EMPTY
    assert (await bot.refused("POST", "/answers", {"text": "x"}, callback_id=callback))[:3] == "400"
    assert await bot.ok("POST", "/answers", {"notification": "Готово"}, callback_id=callback) == OK
    assert bot.api.person(ANNA).answers == [{"text": "Готово", "show_alert": False, "url": ""}]
    assert await bot.refused("POST", "/answers", {"notification": "x"}, callback_id=callback) == STALE
    assert await bot.refused("POST", "/answers", {"notification": "x"}, callback_id="foreign") == STALE
    assert await bot.refused("POST", "/answers", {"notification": "x"}) == STALE


async def test_an_empty_word_is_an_answer_unless_the_server_says_it_is_none(bot):
    await bot.ok("POST", "/answers", {"notification": ""}, callback_id=await pressed(bot))
    bot.api.state.takes_empty_notification = False
    callback = await pressed(bot)
    assert await bot.refused("POST", "/answers", {"notification": ""}, callback_id=callback) == EMPTY
    await bot.ok("POST", "/answers", {"notification": " "}, callback_id=callback)


async def test_an_answer_can_change_the_message(bot):
    callback = await pressed(bot)
    body = {"message": {"text": "<b>y</b>", "format": "html"}, "notification": "ага"}
    assert await bot.ok("POST", "/answers", body, callback_id=callback) == OK
    shown = bot.api.history(ANNA)[-1]
    assert (shown["text"], "reply_markup" in shown) == ("y", True)
    assert bot.api.person(ANNA).answers[-1]["text"] == "ага"
    callback = bot.api.person(ANNA).presses(shown["message_id"], "a")
    too_long = {"message": {"text": "x" * 4001}}
    assert (await bot.refused("POST", "/answers", too_long, callback_id=callback))[:3] == "400"
    assert bot.api.person(ANNA).answers[-1] is None, "a refused answer is none"
    assert await bot.ok("POST", "/answers", {"message": {"attachments": []}}, callback_id=callback) == OK
    assert "reply_markup" not in bot.api.history(ANNA)[-1]
    assert bot.api.person(ANNA).answers[-1] == {"text": "", "show_alert": False, "url": ""}


async def test_a_message_that_is_gone_cannot_be_changed_by_an_answer(bot):
    sent = await bot.sends(ANNA, text="x", attachments=[A_KEY])
    callback = bot.api.person(ANNA).presses(sent["seq"], "a")
    await bot.ok("DELETE", "/messages", message_id=sent["mid"])
    answer = await bot.ok("POST", "/answers", {"message": {"text": "y"}}, callback_id=callback)
    assert answer["success"] is False
    assert await bot.ok("POST", "/answers", {"notification": "x"}, callback_id=callback) == OK


async def test_a_foreign_message_is_not_changed_by_an_answer(bot):
    own = bot.api.person(ANNA).messages[0]["message_id"]
    callback = bot.api.person(ANNA).presses(own, "a", forged=True)
    answer = await bot.ok("POST", "/answers", {"message": {"text": "y"}}, callback_id=callback)
    assert answer["success"] is False
    assert bot.api.history(ANNA)[0]["text"] == "/start"
