"""Updates of the fake MAX: the recorded shapes, and who is told what."""

import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.platforms.sandbox.api import ANNA, BORIS, GROUP, OLGA, PAVEL
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.cast import BOT_ID
from bot.platforms.sandbox.max.people import MaxPerson
from tests.platforms.max.fake_calls import FIXTURES, Caller, Clock, calling, keyboard, press, shape
from tests.platforms.sandbox_pictures import jpeg

RECORDED = FIXTURES["updates"]
KEY = {"text": "Где?", "attachments": [keyboard([press("a")])]}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def bot(clock: Clock) -> AsyncIterator[Caller]:
    """Anna has a last name, as the person of the recordings has."""
    api = MaxApi(clock=clock)
    api.person(ANNA).starts()
    api.take_updates()
    async with calling(api) as caller:
        yield caller


def replies(anna: MaxPerson) -> None:
    anna.says("Садовая, 5", reply_to=anna.messages[-1]["message_id"])


def presses(anna: MaxPerson) -> None:
    anna.presses(anna.messages[-1]["message_id"], "a")


def presses_what_is_gone(anna: MaxPerson) -> None:
    anna.presses(5, "a", forged=True)


def edits(anna: MaxPerson) -> None:
    anna.says("Добрый день")
    anna.edits(anna.messages[-1]["message_id"], "Добрый день!")


def deletes(anna: MaxPerson) -> None:
    anna.deletes(anna.says("Добрый день")["message_id"])


ACTS: dict[str, Callable[[MaxPerson], Any]] = {
    "message_created.text": lambda anna: anna.says("Добрый день"),
    "message_created.command": lambda anna: anna.says("/start"),
    "message_created.image_with_text": lambda anna: anna.sends_photo(jpeg(), "Вот снимок"),
    "message_created.images_3": lambda anna: anna.sends_album([jpeg()] * 3),
    "message_created.file": lambda anna: anna.sends_file(b"%PDF", "акт.pdf"),
    "message_created.location": lambda anna: anna.shares(55.751244, 37.618423),
    "message_created.contact": lambda anna: anna.sends_contact(),
    "message_created.video": lambda anna: anna.sends_video(),
    "message_created.audio": lambda anna: anna.sends_voice(),
    "message_created.sticker": lambda anna: anna.sends_sticker(),
    "message_created.share": lambda anna: anna.says("https://example.org/page"),
    "message_created.reply": replies,
    "message_callback.dialog": presses,
    "message_callback.message_deleted": presses_what_is_gone,
    "message_edited": edits,
    "message_removed": deletes,
    "bot_started.deeplink": lambda anna: anna.starts("street_12"),
    "bot_started.plain": lambda anna: anna.starts(),
    "bot_stopped": lambda anna: anna.blocks(),
    "dialog_removed": lambda anna: anna.removes_dialog(),
}
OPTIONAL = {"description", "image_url"}
"""What a link's preview may lack."""


@pytest.mark.parametrize("name", ACTS)
async def test_an_update_has_the_recorded_shape(bot, name):
    await bot.sends(ANNA, **({"text": "Где?"} if "reply" in name else KEY))
    ACTS[name](bot.api.person(ANNA))
    made = (await bot.updates())["updates"][-1]
    assert made["update_type"] == RECORDED[name]["update_type"]
    expected = shape(RECORDED[name])
    if name == "message_callback.dialog":  # the recorded keyboard and picture are another message's
        expected["message"]["body"] = shape(made["message"]["body"])
    if name == "message_created.share":
        for key in OPTIONAL:
            expected["message"]["body"]["attachments"][0].pop(key)
    assert shape(made) == expected


async def test_a_forward_brings_the_words_of_another_and_none_of_its_own(bot):
    said = bot.api.person(OLGA, GROUP).sends_photo(jpeg(), "Снег не убран")
    bot.api.take_updates()
    bot.api.person(ANNA).forwards(said["message_id"], from_chat=GROUP)
    (made,) = (await bot.updates())["updates"]
    expected = shape(RECORDED["message_created.forward"])
    expected["message"]["link"]["sender"].pop("last_name")
    assert shape(made) == expected
    link = made["message"]["link"]
    assert (made["message"]["body"]["text"], link["message"]["text"]) == ("", "Снег не убран")
    assert (link["chat_id"], link["sender"]["user_id"]) == (GROUP, OLGA)


async def test_groups_have_no_locale_and_no_recipient(bot):
    bot.api.person(OLGA, GROUP).says("@gorod отчёт")
    expected = shape(RECORDED["message_created.group"])
    expected["message"]["sender"].pop("last_name")
    assert shape((await bot.updates())["updates"][-1]) == expected
    sent = await bot.ok("POST", "/messages", KEY, chat_id=GROUP)
    bot.api.person(PAVEL, GROUP).presses(sent["message"]["body"]["seq"], "a")
    pressed = (await bot.updates())["updates"][-1]
    assert set(pressed) == set(RECORDED["message_callback.group"])
    assert pressed["message"]["recipient"] == {"chat_id": GROUP, "chat_type": "chat"}
    assert pressed["callback"]["user"]["user_id"] == PAVEL
    assert pressed["message"]["sender"]["user_id"] == BOT_ID


async def test_who_comes_and_goes_in_a_group(bot):
    bot.api.join(BORIS)
    bot.api.join(BORIS, status="left")
    bot.api.operator().sets_bot("kicked")
    bot.api.operator().sets_bot("administrator")
    made = {one["update_type"]: shape(one) for one in (await bot.updates())["updates"]}
    assert list(made) == ["user_added", "user_removed", "bot_removed", "bot_added"]
    for name, update in made.items():
        expected = shape(RECORDED[name])
        expected["user"].pop("last_name")
        assert update == {key: value for key, value in expected.items() if key not in ("inviter_id", "admin_id")}


async def test_a_member_hears_presses_only(bot):
    sent = await bot.ok("POST", "/messages", KEY, chat_id=GROUP)
    olga = bot.api.operator()
    olga.sets_bot("member")
    said = olga.says("@gorod отчёт")
    olga.edits(said["message_id"], "отчёт")
    olga.deletes(said["message_id"])
    bot.api.join(BORIS)
    olga.presses(sent["message"]["body"]["seq"], "a")
    assert [one["update_type"] for one in (await bot.updates())["updates"]] == ["message_callback"]


async def test_the_first_word_of_somebody_new_comes_after_the_start_button(bot):
    boris = bot.api.person(BORIS)
    boris.says("яма")
    boris.says("вторая")
    made = (await bot.updates())["updates"]
    assert [one["update_type"] for one in made] == ["bot_started", "message_created", "message_created"]
    assert "payload" not in made[0]
    assert made[0]["chat_id"] == BORIS ^ BOT_ID


async def test_a_payload_that_is_too_long_vanishes(bot):
    bot.api.person(ANNA).starts("x" * 128)
    bot.api.person(ANNA).starts("x" * 129)
    first, second = (await bot.updates())["updates"]
    assert first["payload"] == "x" * 128
    assert "payload" not in second


async def test_stopping_and_coming_back(bot):
    anna = bot.api.person(ANNA)
    anna.blocks()
    anna.unblocks()
    anna.speaks("en")
    anna.says("hello")
    made = (await bot.updates())["updates"]
    assert [one["update_type"] for one in made] == ["bot_stopped", "bot_started", "message_created"]
    assert [one["user_locale"] for one in made] == ["ru", "ru", "en"]
    bot.api.person(BORIS).blocks()
    assert (await bot.updates())["updates"] == made, "who never started it stops nothing"


async def test_the_button_for_a_contact_signs_it_with_the_token(bot):
    bot.api.person(ANNA).sends_contact("+7 999 000-11-22", "Анна Белова")
    bot.api.person(ANNA).sends_contact("+79990001122", own=False)
    own, typed = (one["message"]["body"]["attachments"][0] for one in (await bot.updates())["updates"])
    card = own["payload"]["vcf_info"]
    assert card == RECORDED["message_created.contact"]["message"]["body"]["attachments"][0]["payload"]["vcf_info"]
    assert own["payload"]["hash"] == hmac.new(bot.api.token.encode(), card.encode(), hashlib.sha256).hexdigest()
    assert own["payload"]["max_info"]["user_id"] == ANNA
    assert set(typed["payload"]) == {"vcf_info"}


async def test_an_edit_keeps_the_id_and_brings_its_own_time(bot, clock):
    anna = bot.api.person(ANNA)
    said = anna.sends_photo(jpeg(), "ямо")
    clock.passes(seconds=9)
    anna.edits(said["message_id"], "яма")
    created, edited = (one["message"] for one in (await bot.updates())["updates"])
    assert [created["body"][key] for key in ("mid", "seq")] == [edited["body"][key] for key in ("mid", "seq")]
    assert edited["timestamp"] == created["timestamp"] + 9000
    assert (edited["body"]["text"], edited["body"]["attachments"]) == ("яма", created["body"]["attachments"])
