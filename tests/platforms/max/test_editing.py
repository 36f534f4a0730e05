"""aiogram's edits and deletions, by what a person sees of them in a small MAX."""

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramServerError
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)

from bot.platforms.max.files import unpack
from bot.platforms.max.memory import Memory
from bot.platforms.max.session import MaxSession
from tests.platforms.max.small_max import ANNA, BOT_ID, GROUP

BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
OTHERS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Нет", callback_data="no")]])
NOT_READY = {"code": "attachment.not.ready", "message": "Key: errors.process.attachment.file.not.processed"}


def photo():
    return BufferedInputFile(b"\xff\xd8", "x.jpg")


def shown(server):
    """Kinds of what hangs on the only message, and the labels of its buttons."""
    [message] = server.messages.values()
    kinds = [one["type"] for one in message["attachments"]]
    rows = [one["payload"]["buttons"] for one in message["attachments"] if one["type"] == "inline_keyboard"]
    return kinds, [button["text"] for row in rows for buttons in row for button in buttons]


@pytest.fixture
async def text(bot):
    return await bot.send_message(ANNA, "да", reply_markup=BUTTONS)


@pytest.fixture
async def picture(bot):
    return await bot.send_photo(ANNA, photo(), caption="яма", reply_markup=BUTTONS)


async def test_an_edit_without_a_keyboard_takes_the_old_one_away(text, server):
    """MAX would keep it, Telegram does not."""
    assert await text.edit_text("нет") is True
    assert shown(server) == ([], [])
    assert server.calls("PUT /messages")[0].body["attachments"] == []


async def test_an_edit_with_a_keyboard_replaces_the_old_one(text, server):
    await text.edit_text("нет", reply_markup=OTHERS)
    assert shown(server) == (["inline_keyboard"], ["Нет"])


async def test_every_edit_says_its_format_again(text, picture, server):
    await text.edit_text("<b>нет</b>")
    await picture.edit_caption(caption="<b>нет</b>")
    assert [one["format"] for one in server.messages.values()] == ["html", "html"]


async def test_a_picture_stays_when_its_caption_is_edited(picture, server):
    await picture.edit_caption(caption="ямы нет", reply_markup=OTHERS)
    assert shown(server) == (["image", "inline_keyboard"], ["Нет"])
    assert [one["text"] for one in server.messages.values()] == ["ямы нет"]


async def test_a_caption_left_out_is_taken_away(picture, server):
    await picture.edit_caption()
    assert shown(server) == (["image"], [])
    assert [one["text"] for one in server.messages.values()] == [""]


async def test_a_picture_stays_when_its_keyboard_goes(picture, server):
    await picture.edit_reply_markup()
    assert shown(server) == (["image"], [])


async def test_an_edit_of_the_keyboard_leaves_the_words_alone(picture, server):
    await picture.edit_reply_markup(reply_markup=OTHERS)
    [sent] = server.calls("PUT /messages")
    assert sent.body.keys() == {"attachments"}
    assert [one["text"] for one in server.messages.values()] == ["яма"]


async def test_a_picture_stays_when_its_text_is_edited(picture, bot, server):
    await bot.edit_message_text("ямы нет", chat_id=ANNA, message_id=picture.message_id)
    assert shown(server) == (["image"], [])


async def test_a_restarted_bot_asks_max_what_hangs_on_a_message(picture, bot, server, client, rests):
    forgetful = MaxSession(client, Memory(BOT_ID), rest=rests)
    bot.session = forgetful
    for label in ("Раз", "Два"):
        button = InlineKeyboardButton(text=label, callback_data="x")
        await bot.edit_message_reply_markup(
            chat_id=ANNA,
            message_id=picture.message_id,
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
        )
    assert shown(server) == (["image", "inline_keyboard"], ["Два"])
    assert len(server.calls("GET /messages/")) == 1
    await forgetful.close()


async def test_nothing_is_asked_of_a_message_that_is_known(text, picture, server):
    await text.edit_text("нет")
    await picture.edit_caption(caption="нет")
    assert not server.calls("GET /messages/")


async def test_another_picture_takes_the_place_of_the_old_one(picture, server):
    server.storage.answer = '{"photos": {"y": {"token": "other"}}}'
    media = InputMediaPhoto(media=photo(), caption="<i>другая</i>")
    edited = await picture.edit_media(media, reply_markup=OTHERS)
    [message] = server.messages.values()
    assert message["attachments"][0] == {"type": "image", "payload": {"token": "other"}}
    assert shown(server) == (["image", "inline_keyboard"], ["Нет"])
    assert (message["text"], message["format"]) == ("<i>другая</i>", "html")
    assert isinstance(edited, Message)
    assert edited.photo
    assert unpack(edited.photo[-1].file_id).token == "other"
    assert (edited.chat.id, edited.message_id) == (ANNA, picture.message_id)
    await edited.edit_caption(caption="и она остаётся")
    assert shown(server) == (["image"], [])


async def test_an_edit_that_is_not_ready_is_waited_for(picture, server, rests):
    server.replies("PUT /messages", 400, NOT_READY, times=2)
    await picture.edit_media(InputMediaPhoto(media=photo()))
    assert len(rests) == 2


async def test_an_edit_of_a_message_that_is_gone_is_a_bad_request(text, server):
    server.messages.clear()
    with pytest.raises(TelegramBadRequest, match=r"not\.found"):
        await text.edit_text("нет")


@pytest.mark.parametrize("message_id", [-1, 2**63])
async def test_a_message_that_cannot_be_is_a_bad_request(bot, server, message_id):
    with pytest.raises(TelegramBadRequest):
        await bot.edit_message_text("x", chat_id=ANNA, message_id=message_id)
    assert not server.seen


async def test_a_message_of_a_group_is_edited_there(bot, server):
    sent = await bot.send_message(GROUP, "да", reply_markup=BUTTONS)
    await sent.edit_text("нет")
    assert [one["text"] for one in server.messages.values()] == ["нет"]


async def test_a_deleted_message_is_gone(text, server):
    assert await text.delete() is True
    assert not server.messages


async def test_a_persons_message_in_a_dialogue_cannot_be_deleted(bot, server):
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(ANNA, 117571584000000007)
    server.replies("DELETE /messages", 200, {"success": False, "message": "no"})
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(ANNA, 117571584000000007)


async def test_a_deletion_that_failed_by_itself_says_so(text, server):
    server.replies("DELETE /messages", 503, "later")
    with pytest.raises(TelegramServerError):
        await text.delete()
