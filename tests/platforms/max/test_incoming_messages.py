"""Messages that people write in MAX: the traps of its API, each under the name of what must hold."""

import copy
from datetime import UTC, datetime

import pytest
from aiogram.enums import ChatType
from aiogram.types import MessageOriginHiddenUser, MessageOriginUser
from structlog.testing import capture_logs

from bot.platforms.max.files import unpack
from bot.platforms.max.ids import mid_of
from bot.platforms.max.memory import Memory
from bot.platforms.max.messages import message_of
from bot.platforms.max.people import nameless
from tests.platforms.max.incoming import (
    ANNA,
    AT,
    BOT,
    DIALOG,
    GROUP,
    NUMBER,
    SEQ,
    Intake,
    Json,
    fixture,
    image,
    keyboard,
    named_file,
    own_message,
    written,
)

PLACE: Json = {"type": "location", "latitude": 55.75, "longitude": 37.61}
PYOTR: Json = {"user_id": 271828182, "first_name": "Пётр", "is_bot": False}


@pytest.fixture
def intake() -> Intake:
    return Intake()


def reply(**message: object) -> Json:
    return {"type": "reply", "sender": PYOTR, "message": message}


def forward(**message: object) -> Json:
    return {"type": "forward", "sender": PYOTR, "chat_id": GROUP, "message": message}


# Who, where, when


def test_a_dialogue_is_known_by_the_person_and_not_by_its_own_id(intake):
    message = intake.message(written("яма"))
    assert message.chat.id == message.from_user.id == ANNA
    assert message.chat.type == ChatType.PRIVATE


def test_the_receiver_of_a_message_is_not_taken_for_its_author(intake):
    update = written("яма")
    assert update["message"]["recipient"]["user_id"] == BOT
    assert intake.message(update).from_user.id == ANNA


def test_times_are_milliseconds(intake):
    assert intake.message(written("яма")).date == datetime.fromtimestamp(AT // 1000, UTC)


def test_a_message_without_its_time_has_that_of_the_update_and_then_that_of_its_id(intake):
    update = written("яма")
    del update["message"]["timestamp"]
    update["timestamp"] = AT + 5000
    assert intake.message(update).date == datetime.fromtimestamp(AT // 1000 + 5, UTC)
    del update["timestamp"]
    assert intake.message(update).date == datetime.fromtimestamp(AT // 1000, UTC)


@pytest.mark.parametrize("timestamp", [0, -AT, 999, AT * 1000, 2**63, "1794000000000", True, 1.794e12])
def test_a_time_that_is_none_is_not_shown(intake, timestamp):
    update = written("яма")
    update["timestamp"] = update["message"]["timestamp"] = timestamp
    assert intake.message(update).date == datetime.fromtimestamp(AT // 1000, UTC)


def test_a_number_beyond_32_bits_is_kept_whole(intake):
    assert intake.message(written("яма", seq=2**63 - 1)).message_id == 2**63 - 1


@pytest.mark.parametrize("seq", [None, "117571584000000007", True, 1.5, -5, 0, 2**63])
def test_a_number_that_is_none_is_read_from_the_id(intake, seq):
    assert intake.message(written("яма", seq=seq)).message_id == SEQ


def test_an_id_without_its_prefix_is_an_id(intake):
    short = mid_of(DIALOG, SEQ).removeprefix("mid.")
    assert intake.message(written("яма", mid=short, seq=None)).message_id == SEQ
    assert intake.memory.mid(ANNA, SEQ) == short


@pytest.mark.parametrize("mid", [None, "", "mid.xyz", "../me", "a b", "x" * 200, 7])
def test_an_id_that_is_none_is_computed(intake, mid):
    intake.message(written("яма", mid=mid))
    with capture_logs():
        assert intake.memory.mid(ANNA, SEQ) == ("mid.xyz" if mid == "mid.xyz" else mid_of(DIALOG, SEQ))


def test_what_a_schema_requires_may_be_missing(intake):
    """Live events leave out names, times and the receiver; the ids of author and message are enough."""
    bare = {
        "update_type": "message_created",
        "message": {"sender": {"user_id": ANNA}, "body": {"mid": mid_of(DIALOG, SEQ), "text": "яма"}},
    }
    message = intake.message(bare)
    assert (message.chat.id, message.from_user.id, message.text) == (ANNA, ANNA, "яма")
    assert message.from_user.first_name == ""
    assert intake.memory.real_chat(ANNA) == DIALOG


def test_people_of_old_events_have_one_name(intake):
    update = written("яма")
    update["message"]["sender"] = {"user_id": ANNA, "name": "Анна Белова", "username": None}
    user = intake.message(update).from_user
    assert (user.first_name, user.last_name, user.username, user.is_bot) == ("Анна Белова", None, None, False)


@pytest.mark.parametrize("locale", [None, "", "русский", 7, "r", "ru\n", "x" * 100])
def test_a_locale_that_is_none_is_not_shown(intake, locale):
    assert intake.message(written("яма") | {"user_locale": locale}).from_user.language_code is None


def test_the_language_of_a_person_lasts_where_max_does_not_tell_it(intake):
    intake.message(written("pothole") | {"user_locale": "en_GB"})
    edit = fixture("message_edited")
    (update,) = intake.updates(edit)
    assert update.edited_message.from_user.language_code == "en-GB"


# Words


def test_words_that_no_store_takes_are_replaced_without_moving_the_marks(intake):
    marks = [{"type": "strong", "from": 4, "length": 3}]
    message = intake.message(written("a\x00\ud83d яма", markup=marks))
    assert message.text == "a\ufffd\ufffd яма"
    assert message.entities[0].extract_from(message.text) == "яма"


def test_a_text_is_cut_to_what_the_bot_api_carries_between_characters(intake):
    text = intake.message(written("я" * 4095 + "🔥" * 4000)).text
    assert text == "я" * 4095
    assert intake.message(written("я" * 10_000)).text == "я" * 4096


def test_names_are_bounded(intake):
    update = written("яма")
    update["message"]["sender"] |= {"first_name": "я" * 9999, "last_name": "🔥" * 9999, "username": "u" * 9999}
    user = intake.message(update).from_user
    assert (len(user.first_name), len(user.last_name), len(user.username)) == (256, 128, 256)


@pytest.mark.parametrize("text", [None, "", 7, ["яма"]])
def test_a_message_with_nothing_readable_still_arrives(intake, text):
    """A resident must hear that the bot could not read it."""
    message = intake.message(written(text, {"type": "hologram"}))
    assert message.text is None
    assert message.caption is None
    assert message.message_id == SEQ


def test_a_place_off_the_globe_does_not_cost_the_words(intake):
    message = intake.message(written("яма", PLACE | {"latitude": 91}))
    assert (message.text, message.location) == ("яма", None)


def test_words_beside_any_attachment_are_its_caption(intake):
    for attachment in (image(), named_file("акт.pdf"), PLACE):
        message = intake.message(written("/start яма", attachment))
        assert (message.text, message.caption) == (None, "/start яма")
        assert [entity.type for entity in message.caption_entities] == ["bot_command"]


def test_a_preview_of_a_link_is_no_attachment_and_its_words_stay_text(intake):
    share = {"type": "share", "payload": {"url": "https://example.org"}, "title": "Пример"}
    assert intake.message(written("https://example.org", share)).text == "https://example.org"


# Several attachments


def test_several_pictures_are_an_album_with_one_number_and_one_caption(intake):
    messages = intake.messages(written("Вот снимки", *[image(number) for number in range(5)]))
    assert {message.message_id for message in messages} == {SEQ}
    assert {message.media_group_id for message in messages} == {mid_of(DIALOG, SEQ)}
    assert [message.caption for message in messages] == ["Вот снимки", None, None, None, None]
    assert [unpack(message.photo[0].file_id).token for message in messages] == [f"token{n}" for n in range(5)]


def test_pictures_and_files_and_places_each_come_in_their_order(intake):
    messages = intake.messages(written("всё", PLACE, image(1), named_file("акт.pdf"), image(2)))
    assert [message.content_type for message in messages] == ["location", "photo", "document", "photo"]
    assert [message.caption for message in messages] == ["всё", None, None, None]
    assert len({message.media_group_id for message in messages}) == 1


def test_parts_of_a_message_share_the_number_of_their_update(intake):
    assert [update.update_id for update in intake.updates(written("", image(1), image(2)))] == [NUMBER] * 2


def test_one_picture_is_no_album(intake):
    assert intake.message(written("", image())).media_group_id is None


def test_a_flood_of_attachments_is_bounded(intake):
    assert len(intake.messages(written("", *[image(number) for number in range(500)]))) == 12


def test_a_strangers_message_fills_no_files_and_has_no_keyboard(intake):
    keys = keyboard([{"type": "callback", "text": "Да", "payload": "yes"}])
    message = intake.message(written("яма", image(), keys))
    assert message.reply_markup is None
    assert intake.memory.media(mid_of(DIALOG, SEQ)) is None


# Replies and forwards


def test_an_answer_shows_what_it_answers_in_the_same_chat(intake):
    message = intake.message(
        written("да", link=reply(mid=mid_of(DIALOG, SEQ - 65536), seq=SEQ - 65536, text="Всё?"))
    )
    quoted = message.reply_to_message
    assert (quoted.message_id, quoted.chat.id, quoted.from_user.id) == (SEQ - 65536, ANNA, 271828182)
    assert (quoted.text, message.text) == ("Всё?", "да")


def test_an_answer_to_pictures_shows_the_first_with_the_words(intake):
    body = {"seq": SEQ - 1, "text": "Проверьте", "attachments": [image(1), image(2)]}
    quoted = intake.message(written("да", link=reply(**body))).reply_to_message
    assert quoted.caption == "Проверьте"
    assert [unpack(size.file_id).token for size in quoted.photo] == ["token1"]


def test_the_id_of_what_is_answered_is_remembered(intake):
    intake.message(written("да", link=reply(mid="mid.other", seq=SEQ - 1)))
    with capture_logs():
        assert intake.memory.mid(ANNA, SEQ - 1) == "mid.other"


@pytest.mark.parametrize(
    "link",
    [
        reply(),
        reply(mid="mid.xyz"),
        reply(mid=7, seq="7"),
        reply(seq=-1),
        {"type": "reply"},
        {"type": "reply", "message": None},
        {"type": "reply", "message": "mid.1"},
        {"type": "hug", "message": {"seq": 7}},
        {"type": None},
        ["reply"],
        "reply",
    ],
)
def test_an_answer_to_what_has_no_id_answers_nothing(intake, link):
    message = intake.message(written("да", link=link))
    assert (message.text, message.reply_to_message) == ("да", None)


def test_an_answer_to_an_answer_shows_one_of_them(intake):
    nested = reply(seq=SEQ - 1, text="раз", link=reply(seq=SEQ - 2, text="два"))
    nested["message"]["reply_to_message"] = {"x": 1}
    assert intake.message(written("да", link=nested)).reply_to_message.reply_to_message is None


def test_a_forward_brings_the_words_and_files_of_the_message_within(intake):
    body = {
        "mid": mid_of(GROUP, SEQ - 65536_000),
        "seq": SEQ - 65536_000,
        "text": "Снег",
        "attachments": [image(7)],
    }
    message = intake.message(written("", link=forward(**body)))
    assert (message.caption, unpack(message.photo[0].file_id).token) == ("Снег", "token7")
    assert (message.message_id, message.from_user.id) == (SEQ, ANNA)
    origin = message.forward_origin
    assert isinstance(origin, MessageOriginUser)
    assert origin.sender_user.id == 271828182
    assert origin.date == datetime.fromtimestamp(AT // 1000 - 1, UTC)


def test_a_forwarded_album_is_an_album(intake):
    messages = intake.messages(written("", link=forward(seq=7, text="Снег", attachments=[image(1), image(2)])))
    assert [message.caption for message in messages] == ["Снег", None]
    assert all(message.forward_origin for message in messages)


def test_a_forward_without_an_author_is_of_somebody_hidden(intake):
    link = forward(seq=SEQ, text="Снег")
    del link["sender"]
    assert isinstance(intake.message(written("", link=link)).forward_origin, MessageOriginHiddenUser)


@pytest.mark.parametrize("body", [None, {}, "нет"])
def test_a_forward_without_a_body_has_the_time_for_its_number(intake, body):
    update = written("", link=forward(seq=SEQ - 1, text="Снег"))
    update["message"]["body"] = body
    message = intake.message(update)
    assert (message.message_id, message.text) == (AT << 16, "Снег")
    assert message.date == datetime.fromtimestamp(AT // 1000, UTC)


def test_an_empty_forward_keeps_the_words_around_it(intake):
    assert intake.message(written("снаружи", link=forward())).text == "снаружи"


def test_the_id_of_a_forwarded_message_is_not_taken_for_one_of_this_chat(intake):
    intake.message(written("", link=forward(mid="mid.elsewhere", seq=SEQ - 1, text="Снег")))
    assert intake.memory.mid(ANNA, SEQ - 1) == mid_of(DIALOG, SEQ - 1)


# One message for sends, presses and look-ups


def test_a_sent_message_has_its_first_picture_its_caption_and_its_keyboard():
    memory = Memory(BOT)
    keys = keyboard([{"type": "callback", "text": "Да", "payload": "yes"}])
    message = message_of(own_message(keys, image(1), image(2)), memory)
    assert message is not None
    assert unpack(message["photo"][0]["file_id"]).token == "token1"
    assert message["caption"] == "Проверьте"
    assert message["reply_markup"] == {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    assert message["chat"]["id"] == ANNA
    assert memory.media(mid_of(DIALOG, SEQ)) == [
        {"type": "image", "payload": {"token": "token1"}},
        {"type": "image", "payload": {"token": "token2"}},
    ]


def test_a_sent_message_without_files_is_known_to_have_none():
    memory = Memory(BOT)
    message = message_of(own_message(), memory)
    assert message is not None
    assert message["text"] == "Проверьте"
    assert memory.media(mid_of(DIALOG, SEQ)) == []


def test_a_sent_message_teaches_the_dialogue_and_the_id():
    memory = Memory(BOT)
    raw = own_message()
    raw["recipient"]["chat_id"] = 99
    raw["body"]["mid"] = "mid.other"
    with capture_logs():
        message_of(raw, memory)
        assert memory.real_chat(ANNA) == 99
        assert memory.mid(ANNA, SEQ) == "mid.other"


def test_a_sent_message_whose_author_is_not_told_is_the_bots():
    memory = Memory(BOT)
    raw = own_message(image(1), keyboard([{"type": "link", "text": "Правила", "url": "https://example.org"}]))
    del raw["sender"]
    message = message_of(raw, memory, bot_user=nameless(BOT, is_bot=True))
    assert message is not None
    assert message["from"] == {"id": BOT, "is_bot": True, "first_name": ""}
    assert message["reply_markup"]
    assert memory.media(mid_of(DIALOG, SEQ))


@pytest.mark.parametrize("receiver", [None, BOT, "314159265"])
def test_a_sent_message_without_its_receiver_is_in_the_dialogue_all_the_same(receiver):
    raw = own_message()
    raw["recipient"]["user_id"] = receiver
    message = message_of(raw, Memory(BOT))
    assert message is not None
    assert message["chat"]["id"] == ANNA


def test_a_message_looked_up_in_a_channel_has_no_author():
    raw = own_message()
    del raw["sender"]
    raw["recipient"] = {"chat_id": GROUP, "chat_type": "channel"}
    message = message_of(raw, Memory(BOT))
    assert message is not None
    assert message["chat"] == {"id": GROUP, "type": "channel"}
    assert "from" not in message


@pytest.mark.parametrize(
    "change", [{"body": None}, {"body": {"text": "x"}}, {"recipient": None, "body": {"seq": 7}}]
)
def test_a_message_without_an_id_or_a_chat_is_none(change):
    raw = copy.deepcopy(own_message()) | change
    assert message_of(raw, Memory(BOT)) is None
