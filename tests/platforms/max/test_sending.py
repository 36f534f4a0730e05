"""aiogram's sends, against a small MAX that refuses what MAX refuses."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.outbox.failures import Failure, failure
from bot.platforms.max.files import unpack
from tests.platforms.max.small_max import ANNA, DIALOG, GROUP

BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
KEYBOARD = {
    "type": "inline_keyboard",
    "payload": {"buttons": [[{"type": "callback", "text": "Да", "payload": "yes"}]]},
}
POINT = {"type": "location", "latitude": 55.751244, "longitude": 37.618423}
NOT_READY = {"code": "attachment.not.ready", "message": "Key: errors.process.attachment.file.not.processed"}


def photo(name="x.jpg"):
    return BufferedInputFile(b"\xff\xd8", name)


def posted(server):
    return [one.body for one in server.calls("POST /messages")]


async def test_a_text_goes_as_html_to_a_person_by_the_query(bot, server):
    await bot.send_message(ANNA, "<b>да</b>")
    [sent] = server.calls("POST /messages")
    assert sent.query == {"user_id": str(ANNA)}
    assert sent.body == {"text": "<b>да</b>", "format": "html"}


async def test_a_group_is_told_by_its_chat_id(bot, server):
    sent = await bot.send_message(GROUP, "да")
    assert server.seen[0].query == {"chat_id": str(GROUP)}
    assert (sent.chat.id, sent.chat.type) == (GROUP, "group")


async def test_a_sent_message_is_mounted_and_has_our_ids(bot, server):
    sent = await bot.send_message(ANNA, "да", reply_markup=BUTTONS)
    assert isinstance(sent, Message)
    assert (sent.chat.id, sent.chat.type) == (ANNA, "private")
    assert sent.message_id == next(iter(server.messages.values()))["seq"]
    assert sent.reply_markup
    assert sent.reply_markup.model_dump() == BUTTONS.model_dump()
    assert await sent.edit_text("нет") is True
    assert [one["text"] for one in server.messages.values()] == ["нет"]
    assert await sent.delete() is True
    assert not server.messages


async def test_the_dialogue_is_learnt_from_the_answer(bot, server, memory):
    answer = {"recipient": {"chat_id": 777, "chat_type": "dialog"}, "body": {"mid": "mid.x", "seq": 5}}
    server.replies("POST /messages", 200, {"message": answer})
    sent = await bot.send_message(ANNA, "да")
    assert sent.chat.id == ANNA
    assert memory.real_chat(ANNA) == 777
    assert memory.mid(ANNA, 5) == "mid.x"


async def test_a_sent_message_stands_in_the_chat_that_was_asked_for(bot, server):
    answer = {"recipient": {"chat_type": "dialog", "user_id": 999}, "body": {"mid": "mid.x", "seq": 5}}
    server.replies("POST /messages", 200, {"message": answer})
    sent = await bot.send_message(ANNA, "да")
    assert (sent.chat.id, sent.chat.type) == (ANNA, "private")


async def test_telegrams_own_tags_are_not_sent(bot, server):
    await bot.send_message(ANNA, '<tg-spoiler>яма</tg-spoiler> <a href="tg://user?id=5">кто</a>')
    assert posted(server)[0]["text"] == 'яма <a href="max://user/5">кто</a>'


async def test_a_long_text_is_sent_in_parts_with_the_keyboard_below_the_last(bot, server):
    text = "\n".join(f"{number}. Дворник посыпал лёд песком" for number in range(300))
    sent = await bot.send_message(
        ANNA, f"<i>{text}</i>", reply_markup=BUTTONS, reply_parameters=ReplyParameters(message_id=9)
    )
    first, *_, last = posted(server)
    assert "attachments" not in first
    assert last["attachments"] == [KEYBOARD]
    assert ("link" in first, "link" in last) == (True, False)
    assert {one["format"] for one in posted(server)} == {"html"}
    assert sent.message_id == max(one["seq"] for one in server.messages.values())


async def test_exactly_4000_characters_are_one_message(bot, server):
    await bot.send_message(ANNA, "я" * 4000)
    assert len(posted(server)) == 1


async def test_silence_reply_and_preview_are_passed_on(bot, server, memory):
    before = await bot.send_message(ANNA, "Укажите адрес")
    await bot.send_message(
        ANNA,
        "https://e.org",
        disable_notification=True,
        reply_parameters=ReplyParameters(message_id=before.message_id, chat_id=ANNA),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    sent = server.calls("POST /messages")[1]
    assert sent.query == {"user_id": str(ANNA), "disable_link_preview": "true"}
    assert sent.body["notify"] is False
    assert sent.body["link"] == {"type": "reply", "mid": memory.mid(ANNA, before.message_id)}


async def test_an_answer_to_a_message_works_by_aiograms_shortcut(bot, server):
    before = await bot.send_message(ANNA, "да")
    await before.reply("нет")
    assert posted(server)[1]["link"]["type"] == "reply"
    await before.answer("и ещё")
    assert "link" not in posted(server)[2]


async def test_a_reply_keyboard_is_an_attachment_and_its_removal_is_nothing(bot, server):
    keyboard = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="Где я", request_location=True)]], resize_keyboard=True
    )
    await bot.send_message(ANNA, "где?", reply_markup=keyboard)
    await bot.send_message(ANNA, "ясно", reply_markup=ReplyKeyboardRemove())
    first, second = posted(server)
    assert first["attachments"][0]["payload"]["buttons"][0][0]["type"] == "request_geo_location"
    assert "attachments" not in second


async def test_a_photo_can_be_sent_again_by_its_id(bot, server):
    sent = await bot.send_photo(ANNA, photo(), caption="<b>яма</b>", reply_markup=BUTTONS)
    assert posted(server)[0] == {
        "text": "<b>яма</b>",
        "format": "html",
        "attachments": [{"type": "image", "payload": {"token": "imgTok31"}}, KEYBOARD],
    }
    assert sent.photo
    assert sent.reply_markup.model_dump() == BUTTONS.model_dump()
    assert unpack(sent.photo[-1].file_id).token == "imgTok31"
    await bot.send_photo(ANNA, sent.photo[-1].file_id)
    assert posted(server)[1] == {"attachments": [{"type": "image", "payload": {"token": "imgTok31"}}]}
    assert len(server.storage.uploads) == 1


async def test_a_photo_has_its_id_though_the_answer_does_not_show_it(bot, server):
    answer = {"recipient": {"chat_id": DIALOG, "chat_type": "dialog"}, "body": {"mid": "mid.x", "seq": 5}}
    server.replies("POST /messages", 200, {"message": answer})
    sent = await bot.send_photo(ANNA, photo())
    assert unpack(sent.photo[-1].file_id).token == "imgTok31"
    server.messages["mid.x"] = {"chat": DIALOG, "seq": 5, "text": "", "attachments": [], "format": None}
    await sent.edit_reply_markup(reply_markup=BUTTONS)
    assert [one["type"] for one in server.messages["mid.x"]["attachments"]] == ["image", "inline_keyboard"]


async def test_a_file_that_is_not_ready_is_waited_for(bot, server, rests):
    server.replies("POST /messages", 400, NOT_READY, times=2)
    await bot.send_document(ANNA, BufferedInputFile(b"x", "акт.pdf"))
    assert len(rests) == 2
    assert len(server.messages) == 1


async def test_a_document_stands_alone_but_for_its_keyboard(bot, server):
    server.storage.answer = '{"fileId": 1, "token": "fileTok2"}'
    sent = await bot.send_document(ANNA, BufferedInputFile(b"x", "акт.pdf"), caption="акт", reply_markup=BUTTONS)
    assert server.calls("POST /uploads")[0].query == {"type": "file"}
    assert posted(server)[0]["attachments"] == [{"type": "file", "payload": {"token": "fileTok2"}}, KEYBOARD]
    assert unpack(sent.document.file_id).token == "fileTok2"


async def test_an_album_is_one_message_and_a_list_of_them(bot, server):
    media = [InputMediaPhoto(media=photo("0.jpg"), caption="три <i>ямы</i>")]
    media += [InputMediaPhoto(media=photo(f"{number}.jpg")) for number in (1, 2)]
    sent = await bot.send_media_group(ANNA, list(media))
    [body] = posted(server)
    assert [one["type"] for one in body["attachments"]] == ["image"] * 3
    assert body["text"] == "три <i>ямы</i>"
    assert len(sent) == 3
    assert len({one.message_id for one in sent}) == 1
    assert {one.media_group_id for one in sent} == set(server.messages)
    assert [one.caption is not None for one in sent] == [True, False, False]
    assert all(one.photo for one in sent)
    await sent[2].delete()


@pytest.mark.parametrize(
    ("captions", "caption"),
    [
        (["Было", None], "Было"),
        ([None, "Стало"], "Стало"),
        (["Было", "Стало"], "1. Было\n2. Стало"),
        (["Было", "Было", "Было", "Стало", "Стало"], "1–3. Было\n4–5. Стало"),
        (["Было", None, "Было", "<b>Стало</b>"], "1. Было\n3. Было\n4. <b>Стало</b>"),
    ],
)
async def test_captions_of_an_album_tell_which_photos_they_are_of(bot, server, captions, caption):
    media = [InputMediaPhoto(media=photo(f"{n}.jpg"), caption=one) for n, one in enumerate(captions)]
    await bot.send_media_group(ANNA, media)
    assert posted(server)[0]["text"] == caption


async def test_each_photo_of_an_album_has_its_own_id(bot, server):
    server.replies(
        "POST /messages",
        200,
        {
            "message": {
                "recipient": {"chat_id": DIALOG, "chat_type": "dialog"},
                "body": {
                    "mid": "mid.x",
                    "seq": 5,
                    "attachments": [{"type": "image", "payload": {"token": token}} for token in ("A", "B")],
                },
            }
        },
    )
    sent = await bot.send_media_group(ANNA, [InputMediaPhoto(media=photo()) for _ in range(2)])
    assert [unpack(one.photo[-1].file_id).token for one in sent] == ["A", "B"]


@pytest.mark.parametrize("number", [0, 13])
async def test_an_album_has_one_to_twelve_photos(bot, server, number):
    with pytest.raises(TelegramBadRequest, match="12"):
        await bot.send_media_group(ANNA, [InputMediaPhoto(media="https://e.org/x") for _ in range(number)])
    assert not server.seen


async def test_a_point_has_its_coordinates_beside_the_type(bot, server):
    sent = await bot.send_location(ANNA, 55.751244, 37.618423)
    assert posted(server) == [{"attachments": [POINT]}]
    assert sent.location.latitude == 55.751244


async def test_a_place_is_one_message_with_its_words_and_keyboard(bot, server):
    await bot.send_venue(ANNA, 55.751244, 37.618423, "Двор <1>", "Садовая, 5", reply_markup=BUTTONS)
    assert posted(server) == [
        {"text": "Двор &lt;1&gt;\nСадовая, 5", "format": "html", "attachments": [POINT, KEYBOARD]}
    ]


async def test_a_place_that_is_refused_mixed_comes_apart(bot, server):
    server.replies("POST /messages", 400, {"code": "proto.payload", "message": "mixed"})
    sent = await bot.send_venue(ANNA, 55.751244, 37.618423, "Двор", "Садовая, 5", reply_markup=BUTTONS)
    assert posted(server)[1:] == [
        {"attachments": [POINT]},
        {"text": "Двор\nСадовая, 5", "format": "html", "attachments": [KEYBOARD]},
    ]
    assert sent.message_id == max(one["seq"] for one in server.messages.values())


async def test_a_point_that_is_refused_with_a_keyboard_comes_apart(bot, server):
    server.replies("POST /messages", 400, {"code": "proto.payload", "message": "mixed"})
    await bot.send_location(ANNA, 55.751244, 37.618423, reply_markup=BUTTONS)
    assert [one["attachments"] for one in posted(server)[1:]] == [[POINT], [KEYBOARD]]


async def test_a_point_that_is_refused_alone_is_refused(bot, server):
    server.replies("POST /messages", 400, {"code": "proto.payload", "message": "latitude"})
    with pytest.raises(TelegramBadRequest, match="latitude"):
        await bot.send_location(ANNA, 55.751244, 37.618423)
    assert len(posted(server)) == 1


@pytest.mark.parametrize(
    ("status", "body", "raised", "means"),
    [
        (401, {"code": "verify.token", "message": "Invalid"}, TelegramUnauthorizedError, Failure.DOWN),
        (
            403,
            {"code": "chat.denied", "message": "error.dialog.suspended"},
            TelegramForbiddenError,
            Failure.UNREACHABLE,
        ),
        (
            404,
            {"code": "dialog.not.found", "message": "error.dialog.notfound"},
            TelegramForbiddenError,
            Failure.UNREACHABLE,
        ),
        (
            404,
            {"code": "chat.not.found", "message": "Chat 123 not found"},
            TelegramBadRequest,
            Failure.UNREACHABLE,
        ),
        (400, {"code": "proto.payload", "message": "errors.maxRows"}, TelegramBadRequest, Failure.REFUSED),
        (405, "method", TelegramBadRequest, Failure.REFUSED),
        (413, "too large", TelegramEntityTooLarge, Failure.REFUSED),
        (200, {"success": False, "message": "no"}, TelegramBadRequest, Failure.REFUSED),
        (503, {"code": "service.unavailable", "message": "later"}, TelegramServerError, Failure.DOWN),
        (502, "<html>Bad Gateway", TelegramServerError, Failure.DOWN),
        (200, "<html>portal", TelegramServerError, Failure.DOWN),
    ],
)
async def test_a_refusal_is_aiograms_exception_with_maxs_words(bot, server, status, body, raised, means):
    server.replies("POST /messages", status, body)
    with pytest.raises(raised) as refused:
        await bot.send_message(ANNA, "да")
    assert failure(refused.value) is means
    words = body if isinstance(body, str) else body["message"]
    assert words in refused.value.message
    if isinstance(body, dict) and "code" in body:
        assert body["code"] in refused.value.message


async def test_too_many_requests_say_when_to_come_back(bot, server):
    server.replies("POST /messages", 429, "", Retry_After="42")
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(ANNA, "да")
    assert refused.value.retry_after == 42
    server.replies("POST /messages", 429, "too many requests", times=4)
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(ANNA, "да")
    assert refused.value.retry_after >= 1


async def test_a_broken_connection_is_a_network_error_and_no_second_message(bot, server):
    server.breaks_off.add("POST /messages")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(ANNA, "да")
    assert len(server.calls("POST /messages")) == 1


@pytest.mark.parametrize("answer", [{}, {"message": None}, {"message": {}}, {"message": {"body": {"seq": "x"}}}])
async def test_a_message_that_was_taken_is_not_sent_again_by_the_outbox(bot, server, answer):
    server.replies("POST /messages", 200, answer)
    with pytest.raises(ClientDecodeError) as unclear:
        await bot.send_message(ANNA, "тайна")
    assert failure(unclear.value) is Failure.NONE
    assert "тайна" not in str(unclear.value)


async def test_a_message_that_cannot_be_is_not_answered_to(bot, server):
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(ANNA, "да", reply_parameters=ReplyParameters(message_id=-1))
    assert not server.seen
