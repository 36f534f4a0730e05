"""Answers to presses of buttons: by an edit of the message pressed, by words, by nothing that anybody sees."""

from contextlib import contextmanager

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
)
from structlog.testing import capture_logs

from bot.press import handled, to_be_answered_in_words
from tests.platforms.max.small_max import ANNA

BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
OTHERS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Нет", callback_data="no")]])
NOT_READY = {"code": "attachment.not.ready", "message": "Key: errors.process.attachment.file.not.processed"}
STALE = {"code": "proto.payload", "message": "callback_id: Callback identifier is invalid"}


def photo():
    return BufferedInputFile(b"\xff\xd8", "x.jpg")


def shown(server):
    """Kinds of what hangs on the only message."""
    [message] = server.messages.values()
    return [one["type"] for one in message["attachments"]]


@pytest.fixture
async def text(bot):
    return await bot.send_message(ANNA, "да", reply_markup=BUTTONS)


@pytest.fixture
async def picture(bot):
    return await bot.send_photo(ANNA, photo(), caption="яма", reply_markup=BUTTONS)


@pytest.fixture
def press(server, memory):
    """A press on a message that is being handled; the small MAX knows which message by the id."""

    @contextmanager
    def on(message):
        callback_id = f"cb-{memory.mid(message.chat.id, message.message_id)}"
        memory.pressed(callback_id, message.chat.id, message.message_id)
        with handled(callback_id):
            yield callback_id

    return on


async def test_what_is_to_be_answered_in_words_is_edited_apart(text, bot, server, press):
    with press(text) as callback_id:
        with to_be_answered_in_words():
            await text.edit_text("нет")
        await bot.answer_callback_query(callback_id, "Занято")
    assert len(server.calls("PUT /messages")) == 1
    assert [one.body for one in server.calls("POST /answers")] == [{"notification": "Занято"}]


async def test_an_edit_answers_the_press_that_is_handled_and_no_other(text, picture, server, memory, press):
    with press(picture):
        memory.pressed("somebody else's", text.chat.id, text.message_id)
        await text.edit_text("нет")
    assert len(server.calls("PUT /messages")) == 1
    assert not server.calls("POST /answers")


async def test_an_edit_after_a_press_answers_it(text, bot, server, press):
    with press(text) as callback_id:
        await text.edit_text("нет", reply_markup=OTHERS)
        assert shown(server) == ["inline_keyboard"]
        [answer] = server.calls("POST /answers")
        assert answer.query == {"callback_id": callback_id}
        assert answer.body.keys() == {"message"}
        assert not server.calls("PUT /messages")
        assert await bot.answer_callback_query(callback_id) is True
        assert len(server.calls("POST /answers")) == 1


async def test_the_second_edit_after_a_press_is_an_ordinary_one(text, server, press):
    with press(text):
        await text.edit_text("раз")
        await text.edit_text("два")
        assert len(server.calls("POST /answers")) == len(server.calls("PUT /messages")) == 1
        assert [one["text"] for one in server.messages.values()] == ["два"]


async def test_a_picture_stays_when_it_is_edited_by_an_answer(picture, server, press):
    with press(picture):
        await picture.edit_caption(caption="ямы нет")
        assert server.calls("POST /answers")
        assert shown(server) == ["image"]


async def test_a_preview_is_switched_off_in_an_answer_too(text, server, press):
    with press(text):
        await text.edit_text("https://e.org", link_preview_options=LinkPreviewOptions(is_disabled=True))
        assert server.calls("POST /answers")[0].query["disable_link_preview"] == "true"


@pytest.mark.parametrize("status", [400, 404])
async def test_an_edit_by_a_stale_press_is_an_ordinary_one(text, bot, server, press, status):
    with press(text) as callback_id:
        server.replies("POST /answers", status, STALE)
        await text.edit_text("нет")
        assert [one["text"] for one in server.messages.values()] == ["нет"]
        await text.edit_text("и ещё")
        await bot.answer_callback_query(callback_id)
        assert len(server.calls("POST /answers")) == 1


async def test_a_press_whose_edit_failed_is_still_to_be_answered(text, bot, server, press):
    """Unanswered, it would hold back the person's next presses."""
    with press(text) as callback_id:
        with pytest.raises(TelegramBadRequest):
            await text.edit_text("я" * 4001)
        await bot.answer_callback_query(callback_id)
        assert server.calls("POST /answers")[-1].body == {"notification": ""}


async def test_an_answer_that_is_not_ready_is_waited_for(picture, server, press, rests):
    with press(picture):
        server.replies("POST /answers", 400, NOT_READY, times=2)
        await picture.edit_media(InputMediaPhoto(media=photo()))
        assert len(rests) == 2
        assert not server.calls("PUT /messages")


async def test_a_press_is_answered_with_words(bot, server):
    assert await bot.answer_callback_query("cb-1", "Готово", show_alert=True) is True
    assert server.calls("POST /answers")[0].body == {"notification": "Готово"}


async def test_words_of_an_answer_are_cut_to_200(bot, server):
    await bot.answer_callback_query("cb-1", "я" * 300)
    assert server.calls("POST /answers")[0].body == {"notification": "я" * 200}


async def test_an_answer_without_words_is_an_empty_notification(bot, server):
    """MAX refuses an answer with nothing in it."""
    await bot.answer_callback_query("cb-1")
    assert server.calls("POST /answers")[0].body == {"notification": ""}


async def test_an_empty_notification_that_is_refused_becomes_a_space(bot, server):
    server.replies("POST /answers", 400, {"code": "proto.payload", "message": "`notification` required"})
    assert await bot.answer_callback_query("cb-1") is True
    assert [one.body for one in server.calls("POST /answers")] == [{"notification": ""}, {"notification": " "}]


@pytest.mark.parametrize("status", [400, 403, 404, 503])
async def test_an_answer_without_words_never_fails(bot, server, status):
    server.replies("POST /answers", status, {"code": "x", "message": "no"}, times=2)
    with capture_logs() as logs:
        assert await bot.answer_callback_query("cb-1") is True
    assert {line["log_level"] for line in logs} == {"debug"}


async def test_a_press_is_answered_once(bot, server):
    await bot.answer_callback_query("cb-1")
    await bot.answer_callback_query("cb-1")
    assert len(server.calls("POST /answers")) == 1


async def test_words_after_an_edit_are_still_tried(text, bot, server, press):
    with press(text) as callback_id:
        await text.edit_text("нет")
        await bot.answer_callback_query(callback_id, "Готово")
        server.replies("POST /answers", 400, STALE)
        with capture_logs() as logs:
            assert await bot.answer_callback_query(callback_id, "Ещё раз") is True
        assert [one.body for one in server.calls("POST /answers")][1:] == [
            {"notification": "Готово"},
            {"notification": "Ещё раз"},
        ]
        assert [line["log_level"] for line in logs] == ["debug"]


async def test_words_that_are_refused_are_a_failure(bot):
    with pytest.raises(TelegramBadRequest, match="callback_id"):
        await bot.answer_callback_query("stale", "Готово")


async def test_an_answer_by_edit_that_broke_off_is_not_repeated(text, server, press):
    with press(text):
        server.breaks_off.add("POST /answers")
        with pytest.raises(TelegramNetworkError):
            await text.edit_text("нет")
        assert len(server.calls("POST /answers")) == 1
        assert not server.calls("PUT /messages")
