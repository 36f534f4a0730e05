"""What is left of the session: who the bot is, actions, files, commands, and what MAX has nothing for."""

import io

import pytest
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramNetworkError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageMedia,
    EditMessageText,
    ForwardMessage,
    GetUpdates,
    SendChatAction,
    SendDocument,
    SendLocation,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVenue,
    SetMyDescription,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from structlog.testing import capture_logs

from bot.platforms.max.errors import UnsupportedByMax
from bot.platforms.max.files import FileRef, pack
from bot.platforms.max.parameters import METHODS
from bot.platforms.max.session import MOST_COMMANDS
from tests.platforms.max.small_max import ANNA, BOT_ID, DIALOG, GROUP, TOKEN

ENTITY = MessageEntity(type="bold", offset=0, length=1)


async def test_the_bot_knows_who_it_is(bot):
    me = await bot.me()
    assert (me.id, me.is_bot, me.username) == (BOT_ID, True, "demo_report_bot")
    assert me.can_join_groups is False


async def test_an_answer_without_the_bot_is_no_answer(bot, server):
    server.replies("GET /me", 200, {})
    with pytest.raises(Exception, match="no user_id"):
        await bot.get_me()


# What MAX has nothing for


@pytest.mark.parametrize(
    "method",
    [
        GetUpdates(),
        ForwardMessage(chat_id=ANNA, from_chat_id=ANNA, message_id=1),
        SetMyDescription(description="x"),
    ],
)
async def test_a_method_that_is_not_in_the_table_raises(bot, server, method):
    with pytest.raises(UnsupportedByMax, match=type(method).__name__):
        await bot(method)
    assert not server.seen


@pytest.mark.parametrize(
    ("method", "named"),
    [
        (SendMessage(chat_id=ANNA, text="x", entities=[ENTITY]), "SendMessage.entities"),
        (SendMessage(chat_id=ANNA, text="x", business_connection_id="1"), "business_connection_id"),
        (SendMessage(chat_id=ANNA, text="x", allow_paid_broadcast=False), "allow_paid_broadcast"),
        (SendMessage(chat_id=ANNA, text="x", made_up_later=1), "SendMessage.made_up_later"),
        (
            SendMessage(chat_id=ANNA, text="x", link_preview_options=LinkPreviewOptions(url="https://e.org")),
            "link_preview_options.url",
        ),
        (
            SendMessage(chat_id=ANNA, text="x", reply_parameters=ReplyParameters(message_id=1, quote="y")),
            "reply_parameters.quote",
        ),
        (
            SendMessage(chat_id=ANNA, text="x", reply_parameters=ReplyParameters(message_id=1, chat_id=GROUP)),
            "reply_parameters.chat_id",
        ),
        (SendMessage(chat_id="@channel", text="x"), "SendMessage.chat_id"),
        (SendPhoto(chat_id=ANNA, photo="https://e.org", has_spoiler=True), "SendPhoto.has_spoiler"),
        (SendPhoto(chat_id=ANNA, photo="x", show_caption_above_media=True), "show_caption_above_media"),
        (SendDocument(chat_id=ANNA, document="x", disable_content_type_detection=True), "disable_content_type"),
        (SendLocation(chat_id=ANNA, latitude=1, longitude=1, horizontal_accuracy=5), "horizontal_accuracy"),
        (SendMediaGroup(chat_id=ANNA, media=[InputMediaVideo(media="x")]), "SendMediaGroup.media=InputMediaVideo"),
        (
            SendMediaGroup(chat_id=ANNA, media=[InputMediaPhoto(media="x", has_spoiler=True)]),
            "SendMediaGroup.media.has_spoiler",
        ),
        (
            EditMessageMedia(chat_id=ANNA, message_id=1, media=InputMediaVideo(media="x")),
            "EditMessageMedia.media=InputMediaVideo",
        ),
        (EditMessageText(inline_message_id="1", text="x"), "EditMessageText.inline_message_id"),
        (EditMessageText(chat_id=ANNA, text="x"), "EditMessageText.message_id"),
        (AnswerCallbackQuery(callback_query_id="1", url="https://e.org"), "AnswerCallbackQuery.url"),
        (AnswerCallbackQuery(callback_query_id="1", cache_time=1), "AnswerCallbackQuery.cache_time"),
    ],
)
async def test_a_parameter_that_is_not_in_the_table_raises(bot, server, method, named):
    with pytest.raises(UnsupportedByMax) as refused:
        await bot(method)
    assert named in str(refused.value)
    assert isinstance(refused.value, AiogramError)
    assert not server.seen


@pytest.mark.parametrize("mode", ["MarkdownV2", "Markdown", None])
async def test_texts_are_html_and_nothing_else(bot, server, mode):
    with pytest.raises(UnsupportedByMax, match=r"SendMessage\.parse_mode"):
        await bot.send_message(ANNA, "x", parse_mode=mode)
    with pytest.raises(UnsupportedByMax, match=r"media\.parse_mode"):
        await bot.send_media_group(ANNA, [InputMediaPhoto(media="x", parse_mode=mode)])
    assert not server.seen


async def test_a_bot_without_html_as_its_default_is_told(bot, client):
    plain = Bot(f"{BOT_ID}:max", bot.session)
    with pytest.raises(UnsupportedByMax, match="HTML"):
        await plain.send_message(ANNA, "x")


@pytest.mark.parametrize(
    "method",
    [
        SendMessage(
            chat_id=ANNA,
            text="x",
            message_thread_id=5,
            protect_content=True,
            message_effect_id="1",
            reply_parameters=ReplyParameters(message_id=1, allow_sending_without_reply=True),
            link_preview_options=LinkPreviewOptions(is_disabled=True, show_above_text=True),
        ),
        SendLocation(chat_id=ANNA, latitude=1, longitude=1, live_period=60),
        SendVenue(
            chat_id=ANNA, latitude=1, longitude=1, title="a", address="b", foursquare_id="1", google_place_type="x"
        ),
    ],
)
async def test_what_the_table_drops_is_dropped_in_silence(bot, server, method):
    assert (await bot(method)).chat.id == ANNA


def test_the_table_names_only_parameters_that_exist():
    unknown = [
        (method.__name__, name)
        for method, parameters in METHODS.items()
        for name in f"{parameters.used} {parameters.dropped}".split()
        if name not in method.model_fields
    ]
    assert not unknown


def test_every_method_of_the_table_is_translated(bot):
    assert bot.session._calls.keys() == METHODS.keys()


# Actions


@pytest.mark.parametrize(
    ("action", "sent"),
    [
        ("typing", "typing_on"),
        ("upload_photo", "sending_photo"),
        ("upload_document", "sending_file"),
        ("record_video_note", "sending_video"),
        ("record_voice", "sending_audio"),
    ],
)
async def test_an_action_goes_to_the_real_dialogue(bot, server, action, sent):
    assert await bot.send_chat_action(ANNA, action) is True
    [seen] = server.seen
    assert seen.call == f"POST /chats/{DIALOG}/actions"
    assert seen.body == {"action": sent}


async def test_an_action_that_max_has_not_is_no_call(bot, server):
    assert await bot.send_chat_action(ANNA, "choose_sticker") is True
    assert not server.seen


async def test_an_action_never_fails(bot, server):
    server.replies(f"POST /chats/{GROUP}/actions", 403, {"code": "chat.denied", "message": "no"})
    with capture_logs() as logs:
        assert await bot(SendChatAction(chat_id=GROUP, action="typing")) is True
    assert [line["log_level"] for line in logs] == ["debug"]


# Files


async def test_a_file_is_downloaded_by_its_id_without_the_token(bot, server):
    server.storage.files["x.jpg"] = 200, b"\xff\xd8" * 50_000
    file_id = pack(FileRef("image", "T", f"{server.storage.url}/files/x.jpg?r={{a}}", "9", None, 100_000))
    assert (await bot.get_file(file_id)).file_size == 100_000
    found = await bot.download(file_id, io.BytesIO())
    assert found.read() == b"\xff\xd8" * 50_000
    [headers] = server.storage.headers
    assert "Authorization" not in headers
    assert TOKEN not in str(headers)
    assert not server.seen


@pytest.mark.parametrize(("status", "raised"), [(403, TelegramBadRequest), (404, TelegramBadRequest)])
async def test_an_expired_link_is_a_clear_refusal(bot, server, status, raised):
    server.storage.files["x.jpg"] = status, b"gone"
    with pytest.raises(raised, match="expired"):
        await bot.download(pack(FileRef("image", "T", f"{server.storage.url}/files/x.jpg", "9")))


async def test_a_storage_host_that_does_not_work_is_a_network_error(bot, server, unused_tcp_port):
    server.storage.files["x.jpg"] = 503, b""
    for url in (f"{server.storage.url}/files/x.jpg", f"http://127.0.0.1:{unused_tcp_port}/x.jpg"):
        with pytest.raises(TelegramNetworkError):
            await bot.download(pack(FileRef("image", "T", url, "9")))


async def test_a_link_that_leads_out_of_the_web_is_not_followed(bot, server, tmp_path):
    (tmp_path / "secret").write_text("secret")
    server.storage.redirect = f"file://{tmp_path}/secret"
    with pytest.raises(TelegramNetworkError):
        await bot.download(pack(FileRef("image", "T", f"{server.storage.url}/files/x.jpg", "9")))
    with pytest.raises(TelegramBadRequest, match="not an address of the web"):
        await bot.download(pack(FileRef("image", "T", f"file://{tmp_path}/secret", "9")))


async def test_a_link_within_the_web_is_followed(bot, server):
    server.storage.files["y.jpg"] = 200, b"y"
    file_id = pack(FileRef("image", "T", f"{server.storage.url}/files/x.jpg", "9"))
    server.storage.redirect = f"{server.storage.url}/moved/y.jpg"
    with pytest.raises(TelegramBadRequest, match=r"download\.404"):
        await bot.download(file_id)


@pytest.mark.parametrize("file_id", ["AgACAgIAAxkBAAIB", "max1.!", pack(FileRef("image", "T", None, "9"))])
async def test_a_file_that_is_not_maxs_or_has_no_link_is_a_bad_request(bot, server, file_id):
    with pytest.raises(TelegramBadRequest):
        await bot.download(file_id)
    assert not server.seen


# Commands


@pytest.mark.parametrize("scope", [None, BotCommandScopeDefault()])
async def test_the_common_menu_is_set(bot, server, scope):
    assert await bot.set_my_commands([BotCommand(command="/start", description="н" * 200)], scope) is True
    assert server.seen[0].body == {"commands": [{"name": "start", "description": "н" * 128}]}


async def test_menus_of_a_chat_or_a_language_are_left_unset(bot, server):
    menu = [BotCommand(command="start", description="Начать")]
    assert await bot.set_my_commands(menu, BotCommandScopeChat(chat_id=GROUP)) is True
    assert await bot.set_my_commands(menu, language_code="en") is True
    assert not server.seen


async def test_more_commands_than_max_takes_are_refused(bot, server):
    menu = [BotCommand(command=f"c{number}", description="x") for number in range(MOST_COMMANDS + 1)]
    with pytest.raises(TelegramBadRequest, match="33 commands"):
        await bot.set_my_commands(menu)
    await bot.set_my_commands(menu[:MOST_COMMANDS])
    assert len(server.seen[0].body["commands"]) == 32
