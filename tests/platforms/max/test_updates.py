"""Updates of MAX: what is dropped and why it is logged, presses, edits, and what happens to chats."""

import json

import pytest
from aiogram.types import ChatMemberAdministrator, InaccessibleMessage, Message
from structlog.testing import capture_logs

from bot.platforms.max.ids import mid_of
from bot.platforms.max.updates import identity
from tests.platforms.max.incoming import (
    ANNA,
    AT,
    BOT,
    DIALOG,
    FIXTURES,
    GROUP,
    NUMBER,
    SEQ,
    Intake,
    Json,
    fixture,
    image,
    keyboard,
    own_message,
    written,
)

KEYS = keyboard([{"type": "callback", "text": "Да", "payload": "yes"}])


@pytest.fixture
def intake() -> Intake:
    return Intake()


def press(message: object = None, **callback: object) -> Json:
    update = fixture("message_callback.message_deleted")
    update["message"] = message
    update["callback"] |= callback
    return update


def dropped(intake: Intake, raw: object) -> Json:
    """The one line that tells of an update that became nothing."""
    with capture_logs() as logs:
        assert intake.updates(raw) == []
    (line,) = logs
    return dict(line)


# What becomes nothing


@pytest.mark.parametrize(
    "kind", ["comment_created", "comment_edited", "comment_removed", "message_chat_created", "something_new"]
)
def test_kinds_that_nobody_listens_to_are_ignored_in_silence(intake, kind):
    line = dropped(intake, {**fixture("message_created.text"), "update_type": kind})
    assert (line["log_level"], line["update_type"], line["update_id"]) == ("debug", kind, NUMBER)


@pytest.mark.parametrize("raw", [None, 7, "message_created", [], [{"update_type": "bot_started"}], {}, {"a": 1}])
def test_what_is_no_update_at_all_is_said(intake, raw):
    assert dropped(intake, raw)["log_level"] == "warning"


@pytest.mark.parametrize("kind", [None, 7, ["message_created"], "", "x" * 65, "сообщение", "a b", "a\nb"])
def test_a_kind_that_is_no_name_is_said_and_not_repeated(intake, kind):
    line = dropped(intake, {**fixture("message_created.text"), "update_type": kind})
    assert (line["log_level"], line["update_type"]) == ("warning", None)


@pytest.mark.parametrize("kind", ["message_created", "message_edited"])
def test_the_bots_own_messages_are_no_news(intake, kind):
    own = {"update_type": kind, "timestamp": AT, "message": own_message(image())}
    assert dropped(intake, own)["log_level"] == "debug"


@pytest.mark.parametrize("kind", ["message_created", "message_edited"])
@pytest.mark.parametrize("has_author", [True, False])
def test_channels_are_not_listened_to(intake, kind, has_author):
    post = fixture("message_created.group") | {"update_type": kind}
    post["message"]["recipient"]["chat_type"] = "channel"
    if not has_author:
        del post["message"]["sender"]
    assert dropped(intake, post)["log_level"] == "debug"


@pytest.mark.parametrize("name", ["message_created.text", "message_created.group", "message_edited"])
@pytest.mark.parametrize("lost", ["message", "body", "sender", "user_id"])
def test_a_message_without_what_makes_one_is_said(intake, name, lost):
    update = fixture(name)
    message: Json = update["message"]
    holder = update if lost == "message" else message["sender"] if lost == "user_id" else message
    del holder[lost]
    assert dropped(intake, update)["log_level"] == "warning"


@pytest.mark.parametrize(
    "name",
    ["message_created.group", "bot_added", "bot_removed", "user_added", "user_removed", "chat_title_changed"],
)
@pytest.mark.parametrize("chat_id", [70990011223344, 0, None, "-7", -(2**63) - 1])
def test_a_group_with_an_id_that_no_group_has_is_said(intake, name, chat_id):
    """Positive ids are people: an answer would go to somebody else."""
    update = fixture(name)
    if "message" in update:
        update["message"]["recipient"]["chat_id"] = chat_id
        update["message"]["body"]["mid"] = None
    else:
        update["chat_id"] = chat_id
    assert dropped(intake, update)["why"] == "group without a negative id"


@pytest.mark.parametrize("name", FIXTURES["updates"])
def test_events_without_time_or_person_never_pass_and_are_said_without_words(name):
    update = fixture(name)
    for lost in ("timestamp", "user", "user_id", "message", "callback"):
        update.pop(lost, None)
    line = dropped(Intake(), update)
    assert set(line) == {"event", "log_level", "update_type", "update_id", "why"}
    assert "Анна" not in json.dumps(line, ensure_ascii=False)


def test_a_defect_of_the_translator_costs_one_update_and_tells_no_words(intake, monkeypatch):
    def broken(*_arguments: object) -> None:
        raise RuntimeError("Анна пишет: яма")

    monkeypatch.setattr(intake.memory, "see", broken)
    line = dropped(intake, written("яма"))
    assert (line["log_level"], line["error"]) == ("error", "RuntimeError")
    assert line["at"].startswith("broken:")
    assert "Анна" not in str(line)


# Presses


def test_a_press_is_of_whoever_pressed_and_not_of_the_messages_author(intake):
    (update,) = intake.updates(press(own_message(KEYS)))
    query = update.callback_query
    assert (query.from_user.id, query.message.from_user.id) == (ANNA, BOT)


def test_a_press_teaches_the_dialogue_the_id_and_the_files(intake):
    intake.updates(fixture("message_callback.dialog"))
    mid = fixture("message_callback.dialog")["message"]["body"]["mid"]
    assert intake.memory.peer(DIALOG) == ANNA
    assert intake.memory.mid(ANNA, 117571593568256001) == mid
    assert intake.memory.media(mid) == [{"type": "image", "payload": {"token": "imgTok11AbCdEf"}}]


def test_a_press_waits_for_its_answer_on_its_message(intake):
    intake.updates(press(own_message(KEYS), callback_id="first"))
    intake.updates(press(own_message(KEYS), callback_id="second"))
    assert intake.memory.answer("second")
    assert intake.memory.is_unanswered("first", ANNA, SEQ)
    assert not intake.memory.is_unanswered("second", ANNA, SEQ)


def test_a_press_in_a_group_waits_there(intake):
    (update,) = intake.updates(fixture("message_callback.group"))
    assert update.callback_query.message.chat.id == GROUP
    assert intake.memory.is_unanswered(update.callback_query.id, GROUP, 117571594878976001)


def test_a_press_whose_message_is_gone_can_be_answered(intake):
    (update,) = intake.updates(press(None))
    query = update.callback_query
    assert isinstance(query.message, InaccessibleMessage)
    assert (query.message.chat.id, query.message.message_id, query.message.date) == (ANNA, 0, 0)
    assert intake.memory.answer(query.id)


@pytest.mark.parametrize("message", [7, [], {}, {"body": {}}, {"body": {"seq": 7}}, {"recipient": {"chat_id": 7}}])
def test_a_press_on_a_message_that_cannot_be_read_is_passed_on(intake, message):
    """An unanswered press holds back the person's next ones."""
    (update,) = intake.updates(press(message))
    assert isinstance(update.callback_query.message, InaccessibleMessage)
    assert update.callback_query.data == "rep:send:42"


def test_a_pressed_message_whose_author_is_not_told_is_the_bots(intake):
    message = own_message(KEYS, image())
    del message["sender"]
    (update,) = intake.updates(press(message))
    pressed = update.callback_query.message
    assert isinstance(pressed, Message)
    assert pressed.from_user is not None
    assert pressed.from_user.id == BOT
    assert pressed.reply_markup is not None
    assert pressed.reply_markup.inline_keyboard[0][0].callback_data == "yes"
    assert intake.memory.media(mid_of(DIALOG, SEQ))


def test_who_presses_in_a_dialogue_is_whose_dialogue_it_is(intake):
    message = own_message(KEYS)
    message["recipient"] = {"chat_id": 99, "chat_type": "dialog"}
    (update,) = intake.updates(press(message))
    assert update.callback_query.message.chat.id == ANNA
    assert intake.memory.real_chat(ANNA) == 99


@pytest.mark.parametrize("payload", [None, "", 7, "я" * 1025])
def test_a_press_without_a_meaning_is_passed_on_to_be_answered(intake, payload):
    (update,) = intake.updates(press(own_message(KEYS), payload=payload))
    assert update.callback_query.data is None


def test_a_meaning_may_take_the_1024_characters_of_max(intake):
    (update,) = intake.updates(press(own_message(KEYS), payload="x" * 1024))
    assert update.callback_query.data == "x" * 1024


@pytest.mark.parametrize(
    "change",
    [{"callback_id": None}, {"callback_id": ""}, {"callback_id": "x" * 1025}, {"user": None}, {"user": {}}],
)
def test_a_press_without_an_id_or_a_person_is_said(intake, change):
    assert dropped(intake, press(own_message(KEYS), **change))["log_level"] == "warning"


# Edits


def test_an_edit_has_one_text_whatever_hangs_on_the_message(intake):
    """Of an album's parts only one has words; the others would read as words taken away."""
    update = {**written("Исправлено", image(1), image(2)), "update_type": "message_edited"}
    (found,) = intake.updates(update)
    edited = found.edited_message
    assert (edited.message_id, edited.caption, len(edited.photo)) == (SEQ, "Исправлено", 1)


def test_an_edit_by_a_stranger_fills_no_files_and_has_no_keyboard(intake):
    (found,) = intake.updates({**written("Исправлено", image(), KEYS), "update_type": "message_edited"})
    assert found.edited_message.reply_markup is None
    assert intake.memory.media(mid_of(DIALOG, SEQ)) is None


def test_an_edit_has_the_time_of_writing_and_that_of_the_edit(intake):
    (found,) = intake.updates(fixture("message_edited"))
    edited = found.edited_message
    assert int(edited.date.timestamp()) == AT // 1000
    assert edited.edit_date == AT // 1000 + 180


# Starting and stopping


def start(**changes: object) -> Json:
    return {**fixture("bot_started.deeplink"), **changes}


@pytest.mark.parametrize("payload", [None, "", 7, ["x"], "x" * 513])
def test_a_start_without_a_payload_that_can_be_is_a_plain_start(intake, payload):
    assert intake.message(start(payload=payload)).text == "/start"


def test_a_start_keeps_the_whole_payload(intake):
    assert intake.message(start(payload="x" * 512)).text == "/start " + "x" * 512


def test_a_start_has_its_time_for_a_number_so_a_repeated_one_is_the_same(intake):
    numbers = {intake.message(start()).message_id for _ in range(2)}
    assert numbers == {(AT + 200_000) << 16}


def test_a_start_without_its_chat_is_in_the_persons_dialogue(intake):
    assert intake.message(start(chat_id=None)).chat.id == ANNA
    assert intake.memory.real_chat(ANNA) == DIALOG


@pytest.mark.parametrize("name", ["bot_stopped", "dialog_removed"])
def test_stopping_the_bot_and_removing_the_dialogue_are_one(intake, name):
    (update,) = intake.updates(fixture(name))
    change = update.my_chat_member
    assert (change.chat.id, change.from_user.id) == (ANNA, ANNA)
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    assert change.new_chat_member.user.id == BOT


# Groups


@pytest.mark.parametrize("name", ["user_added", "user_removed", "chat_title_changed"])
def test_what_happens_in_a_channel_is_ignored(intake, name):
    assert dropped(intake, fixture(name) | {"is_channel": True})["log_level"] == "debug"


@pytest.mark.parametrize("name", ["bot_added", "bot_removed"])
def test_the_bot_in_a_channel_is_not_in_a_group(intake, name):
    (update,) = intake.updates(fixture(name) | {"is_channel": True})
    assert update.my_chat_member.chat.type == "channel"


def test_who_joined_by_a_link_or_left_needs_nobody_else(intake):
    for name, field in (("user_added", "inviter_id"), ("user_removed", "admin_id")):
        update = fixture(name)
        del update[field]
        assert intake.message(update).from_user.id == 271828182


def test_a_title_is_bounded_and_needed(intake):
    update = fixture("chat_title_changed")
    assert intake.message(update | {"title": "я" * 5000}).new_chat_title == "я" * 256
    assert dropped(intake, update | {"title": ""})["log_level"] == "warning"


def rights(**changes: object) -> Json:
    return {**fixture("bot_admin_permissions_changed"), **changes}


def test_rights_taken_leave_a_member(intake):
    (update,) = intake.updates(rights(is_admin=False))
    change = update.my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("administrator", "member")


def test_rights_have_the_names_of_the_bot_api(intake):
    permissions = ["add_remove_members", "add_admins", "change_chat_info", "delete", "can_call", "write", 7, None]
    (update,) = intake.updates(rights(permissions=permissions))
    now = update.my_chat_member.new_chat_member
    assert isinstance(now, ChatMemberAdministrator)
    given = {name for name, value in now.model_dump().items() if value is True and name.startswith("can_")}
    assert given == {
        "can_manage_chat",
        "can_restrict_members",
        "can_invite_users",
        "can_promote_members",
        "can_change_info",
        "can_delete_messages",
        "can_manage_video_chats",
    }


def test_rights_of_another_bot_are_not_ours(intake):
    assert dropped(intake, rights(bot_id=7))["log_level"] == "debug"


# Repeated deliveries


def test_the_identity_is_the_same_for_each_delivery_and_for_no_other_update():
    found = [identity(update) for update in FIXTURES["updates"].values()]
    assert None not in found
    assert len(set(found)) == len(found)
    assert found == [identity(fixture(name)) for name in FIXTURES["updates"]]


def test_two_presses_under_one_id_are_two():
    first = press(callback_id="keyboard", timestamp=AT)
    assert identity(first) != identity(press(callback_id="keyboard", timestamp=AT + 1))


@pytest.mark.parametrize("raw", [None, 7, [], {}, {"update_type": "bot_started"}, {"timestamp": AT}])
def test_what_is_no_update_has_no_identity(raw):
    assert identity(raw) is None


def test_an_update_about_nobody_has_no_identity():
    assert identity({"update_type": "bot_started", "timestamp": AT}) is None
