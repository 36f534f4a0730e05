"""The operators' group of the sandbox: who is in it, what the bot hears there, and what it can do."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.platforms.sandbox.api import ANNA, GROUP, OLGA, PAVEL, VERA, BotApi
from bot.platforms.sandbox.errors import ApiError
from bot.platforms.sandbox.params import Upload
from tests.harness.messengers import TelegramMessenger
from tests.harness.residents import PersonInChat
from tests.platforms.sandbox_pictures import jpeg


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
def card(api: BotApi) -> Any:
    """A card of the bot in the group, with a picture and a button."""
    keyboard = {"inline_keyboard": [[{"text": "Принять", "callback_data": "accept"}]]}
    params = {"chat_id": GROUP, "photo": "attach://p", "caption": "№ 1", "reply_markup": keyboard}
    return api.call("sendPhoto", params, {"p": jpeg(300, 200)})


def heard(api: BotApi) -> list[str]:
    """What the bot got of texts and captions since it was last asked."""
    messages = [update["message"] for update in api.take_updates() if "message" in update]
    return [message.get("text") or message.get("caption", "") for message in messages]


# People


def test_the_group_is_of_the_owner_an_agency_a_control_body_and_the_bot(api: BotApi) -> None:
    def status(user_id: int) -> str:
        return str(api.call("getChatMember", {"chat_id": GROUP, "user_id": user_id})["status"])

    assert [api.person(i).user["first_name"] for i in (OLGA, PAVEL, VERA)] == ["Ольга", "Павел", "Вера"]
    assert [status(i) for i in (OLGA, PAVEL, VERA, ANNA)] == ["creator", "member", "member", "left"]
    assert status(api.bot_user()["id"]) == "administrator"
    assert api.call("getChatMemberCount", {"chat_id": GROUP}) == 4


def test_a_folder_from_before_gets_the_new_people_and_keeps_the_rest(tmp_path: Path) -> None:
    first = BotApi(tmp_path)
    first.person(ANNA).says("/start")
    first.operator().says("я тут")
    first.close()
    with closing(sqlite3.connect(tmp_path / "sandbox.db")) as database, database:
        for user_id in (PAVEL, VERA):
            database.execute("DELETE FROM users WHERE id = ?", (user_id,))
            database.execute("DELETE FROM chats WHERE id = ?", (user_id,))
            database.execute(f"UPDATE chats SET body = json_remove(body, '$._members.\"{user_id}\"')")  # noqa: S608
    again = BotApi(tmp_path)
    again.person(PAVEL, GROUP).says("и я")
    again.person(VERA).says("/start")
    assert [m["text"] for m in again.history(GROUP)] == ["я тут", "и я"]
    assert [m["text"] for m in again.history(ANNA)] == ["/start"]
    assert [m["text"] for m in again.history(VERA)] == ["/start"]
    again.close()


def test_who_has_left_the_group_is_not_brought_back_by_a_restart(tmp_path: Path) -> None:
    first = BotApi(tmp_path)
    first.join(PAVEL, status="left")
    first.operator().sets_bot("member")
    first.close()
    again = BotApi(tmp_path)
    assert again.call("getChatMember", {"chat_id": GROUP, "user_id": PAVEL})["status"] == "left"
    bot = again.bot_user()["id"]
    assert again.call("getChatMember", {"chat_id": GROUP, "user_id": bot})["status"] == "member"
    again.close()


# What the bot hears


def test_an_administrator_hears_everybody(api: BotApi) -> None:
    api.person(PAVEL, GROUP).says("обычный разговор")
    api.person(VERA, GROUP).sends_photo(jpeg(300, 200), "снимок")
    assert heard(api) == ["обычный разговор", "снимок"]


@pytest.mark.parametrize("text", ["/queue", "/queue@gorod_sandbox_bot 12", "👍👍 @Gorod_Sandbox_Bot, что с № 12?"])
def test_in_privacy_mode_a_member_hears_what_is_meant_for_it(api: BotApi, text: str) -> None:
    api.operator().sets_bot("member")
    api.person(PAVEL, GROUP).says(text)
    assert heard(api) == [text]


@pytest.mark.parametrize(
    "text",
    ["обычный разговор", "см. /queue", "/queue@other_bot", "@olga_operator, смотрите", "@gorod_sandbox_bots"],
)
def test_in_privacy_mode_a_member_hears_nothing_else(api: BotApi, text: str) -> None:
    api.operator().sets_bot("member")
    api.person(PAVEL, GROUP).says(text)
    assert heard(api) == []


def test_in_privacy_mode_answers_to_the_bot_and_captions_that_name_it_are_heard(api: BotApi, card: Any) -> None:
    api.operator().sets_bot("member")
    pavel, vera = api.person(PAVEL, GROUP), api.person(VERA, GROUP)
    pavel.sends_album([jpeg(300, 200)] * 2, "готово", reply_to=card["message_id"])
    pavel.sends_file(b"a;b", "a.csv", caption="выгрузка", reply_to=card["message_id"])
    said = pavel.says("Вера, посмотрите")
    vera.says("смотрю", reply_to=said["message_id"])
    vera.sends_photo(jpeg(300, 200), "@gorod_sandbox_bot")
    assert heard(api) == ["готово", "", "выгрузка", "@gorod_sandbox_bot"]


def test_a_press_is_of_the_person_who_made_it(api: BotApi, card: Any) -> None:
    api.take_updates()
    api.person(PAVEL, GROUP).taps("Принять")
    api.person(VERA, GROUP).taps("Принять")
    presses = [update["callback_query"] for update in api.take_updates()]
    assert [press["from"]["id"] for press in presses] == [PAVEL, VERA]
    assert {press["message"]["chat"]["id"] for press in presses} == {GROUP}


# What the bot can do


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("сообщения.csv", "text/csv"),
        ("точки.geojson", "application/geo+json"),
        ("всё.zip", "application/zip"),
        ("без имени", "application/octet-stream"),
    ],
)
def test_a_document_goes_to_the_group_with_its_name_and_caption(api: BotApi, name: str, mime: str) -> None:
    params = {"chat_id": GROUP, "document": "attach://d", "caption": "<b>итог</b>", "parse_mode": "HTML"}
    sent = api.call("sendDocument", params, {"d": Upload(b"123456", name)})
    shown = sent["document"]
    assert (shown["file_name"], shown["mime_type"], shown["file_size"]) == (name, mime, 6)
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("итог", "bold")
    again = api.call("sendDocument", {"chat_id": GROUP, "document": shown["file_id"]})
    assert again["document"] == shown


def test_a_card_is_changed_pinned_and_taken_away(api: BotApi, card: Any) -> None:
    at = {"chat_id": GROUP, "message_id": card["message_id"]}
    keyboard = card["reply_markup"]
    edited = api.call("editMessageCaption", {**at, "caption": "№ 1, принято", "reply_markup": keyboard})
    assert (edited["caption"], edited["reply_markup"]) == ("№ 1, принято", keyboard)
    item = {"type": "photo", "media": "attach://n", "caption": "№ 1, исправлено"}
    edited = api.call("editMessageMedia", {**at, "media": item}, {"n": jpeg(200, 300)})
    assert edited["photo"] != card["photo"]
    assert "reply_markup" not in edited
    assert api.call("pinChatMessage", {**at, "disable_notification": True}) is True
    assert api.history(GROUP)[-1]["pinned_message"]["caption"] == "№ 1, исправлено"
    assert api.call("deleteMessage", at) is True
    assert "pinned_message" not in api.call("getChat", {"chat_id": GROUP})


def test_an_administrator_may_remove_what_people_wrote_and_a_member_may_not(api: BotApi) -> None:
    said = [api.person(PAVEL, GROUP).says(text)["message_id"] for text in ("раз", "два")]
    assert api.call("deleteMessage", {"chat_id": GROUP, "message_id": said[0]}) is True
    api.operator().sets_bot("member")
    with pytest.raises(ApiError, match="message can't be deleted"):
        api.call("deleteMessage", {"chat_id": GROUP, "message_id": said[1]})


def test_an_album_goes_to_the_group_as_an_answer(api: BotApi, card: Any) -> None:
    item = {"type": "photo", "media": "attach://p"}
    params = {"chat_id": GROUP, "media": [item] * 3, "reply_parameters": {"message_id": card["message_id"]}}
    sent = api.call("sendMediaGroup", params, {"p": jpeg(200, 200)})
    assert {message["reply_to_message"]["message_id"] for message in sent} == {card["message_id"]}


def test_a_forced_answer_is_asked_for_until_it_is_given(api: BotApi) -> None:
    asked = {"force_reply": True, "selective": True, "input_field_placeholder": "Ответ жителю"}
    sent = api.call("sendMessage", {"chat_id": GROUP, "text": "@pavel_agency, ответ?", "reply_markup": asked})
    assert "reply_markup" not in sent
    pavel = api.person(PAVEL, GROUP)
    pavel.says("сейчас")
    assert pavel.chat["_keyboard"]["message_id"] == sent["message_id"]
    api.take_updates()
    pavel.says("завтра починим", reply_to=sent["message_id"])
    [update] = api.take_updates()
    assert update["message"]["reply_to_message"]["text"] == "@pavel_agency, ответ?"
    assert pavel.chat["_keyboard"] is None


# The harness there


async def test_a_resident_of_the_harness_speaks_presses_and_reads_in_the_group(api: BotApi) -> None:
    dispatcher = Dispatcher()

    async def said(message: Message) -> None:
        data = InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="✅ Принять", callback_data=str(message.message_id))]]
        )
        answered = message.reply_to_message.message_id if message.reply_to_message else 0
        await message.answer(f"{message.from_user.first_name}: {answered}", reply_markup=data)  # type: ignore[union-attr]  # in a group

    async def pressed(query: CallbackQuery) -> None:
        await query.answer(f"{query.from_user.first_name} {query.data}")

    dispatcher.message.register(said)
    dispatcher.callback_query.register(pressed)
    messenger = TelegramMessenger(dispatcher, api)
    pavel = PersonInChat(messenger, api.person(PAVEL, GROUP))
    vera = PersonInChat(messenger, api.person(VERA, GROUP))
    await pavel.says("раз")
    await vera.sends_photo(jpeg(300, 200), "два", reply_to=2)
    assert vera.sees("Вера: 2")
    assert [message["message_id"] for message in pavel.screen] == [2, 4]
    await pavel.presses("✅")
    await pavel.presses("✅ Принять", on=2)
    assert [answer["text"] for answer in pavel.person.answers] == ["Павел 3", "Павел 1"]
    assert vera.person.answers == []
    assert "Павел: раз" in vera.transcript()
