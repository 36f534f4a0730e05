"""Methods and parameters that MAX has something for; everything else raises, so that a test meets it.

One table: what is used, and what is dropped as its absence hurts nobody. Rests on the methods of aiogram 3.31.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.enums import ParseMode
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    GetFile,
    GetMe,
    SendChatAction,
    SendDocument,
    SendLocation,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVenue,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import BotCommand, InputMedia, InputMediaPhoto, LinkPreviewOptions, ReplyParameters
from pydantic import BaseModel

from bot.platforms.max.errors import UnsupportedByMax


@dataclass(frozen=True, slots=True)
class Parameters:
    """Names, apart by spaces.

    Args:
        used: MAX is told.
        dropped: MAX has no such thing, and the message is as good without it.
    """

    used: str = ""
    dropped: str = ""

    def __contains__(self, name: str) -> bool:
        return name in self.used.split() or name in self.dropped.split()


_TO = "chat_id disable_notification reply_parameters reply_to_message_id"
_SEND = f"{_TO} reply_markup"
_THREAD = "message_thread_id protect_content message_effect_id allow_sending_without_reply"
_EDIT = "chat_id message_id reply_markup"
_PREVIEW = "link_preview_options disable_web_page_preview"

METHODS: Mapping[type[TelegramMethod[Any]], Parameters] = {
    GetMe: Parameters(),
    SendMessage: Parameters(f"{_SEND} text parse_mode {_PREVIEW}", _THREAD),
    SendPhoto: Parameters(f"{_SEND} photo caption parse_mode", _THREAD),
    SendMediaGroup: Parameters(f"{_TO} media", _THREAD),
    SendDocument: Parameters(f"{_SEND} document caption parse_mode", _THREAD),
    SendLocation: Parameters(
        f"{_SEND} latitude longitude", f"{_THREAD} live_period heading proximity_alert_radius"
    ),
    SendVenue: Parameters(
        f"{_SEND} latitude longitude title address",
        f"{_THREAD} foursquare_id foursquare_type google_place_id google_place_type",
    ),
    SendChatAction: Parameters("chat_id action", "message_thread_id"),
    EditMessageText: Parameters(f"{_EDIT} text parse_mode {_PREVIEW}"),
    EditMessageCaption: Parameters(f"{_EDIT} caption parse_mode"),
    EditMessageMedia: Parameters(f"{_EDIT} media"),
    EditMessageReplyMarkup: Parameters(_EDIT),
    DeleteMessage: Parameters("chat_id message_id"),
    AnswerCallbackQuery: Parameters("callback_query_id text", "show_alert"),
    GetFile: Parameters("file_id"),
    SetMyCommands: Parameters("commands scope language_code"),
}
OBJECTS: Mapping[type[BaseModel], Parameters] = {
    InputMediaPhoto: Parameters("type media caption parse_mode"),
    LinkPreviewOptions: Parameters("is_disabled", "prefer_small_media prefer_large_media show_above_text"),
    ReplyParameters: Parameters("message_id chat_id", "allow_sending_without_reply"),
    BotCommand: Parameters("command description"),
}


def check(bot: Bot, method: TelegramMethod[Any]) -> None:
    """Nothing that is asked may be lost in silence.

    Raises:
        UnsupportedByMax: It names the method and the parameter.
    """
    name = type(method).__name__
    if type(method) not in METHODS:
        raise UnsupportedByMax(f"MAX has no {name}")
    _check_fields(bot, method, METHODS[type(method)], name)


def _check_fields(bot: Bot, value: BaseModel, known: Parameters, name: str) -> None:
    fields = {field: getattr(value, field) for field in type(value).model_fields} | (value.model_extra or {})
    for field, given in fields.items():
        where = f"{name}.{field}"
        if field == "parse_mode":
            _check_parse_mode(resolved(bot, given), where)
        if given is None or isinstance(given, Default):
            continue
        if field not in known:
            raise UnsupportedByMax(f"MAX has nothing for {where}={type(given).__name__}")
        for part in given if isinstance(given, list) else [given]:
            _check_part(bot, part, where)


def _check_part(bot: Bot, part: object, where: str) -> None:
    """Objects inside a method; keyboards see to themselves."""
    if isinstance(part, BaseModel) and type(part) in OBJECTS:
        _check_fields(bot, part, OBJECTS[type(part)], where)
    elif isinstance(part, InputMedia):
        raise UnsupportedByMax(f"MAX has nothing for {where}={type(part).__name__}")


def _check_parse_mode(mode: object, where: str) -> None:
    if str(getattr(mode, "value", mode)).upper() != ParseMode.HTML.value.upper():
        raise UnsupportedByMax(f"{where}={mode!r}: texts for MAX are HTML")


def resolved(bot: Bot, value: Any) -> Any:
    """What a default stands for with this bot."""
    return bot.default[value.name] if isinstance(value, Default) else value


def is_without_preview(
    bot: Bot, options: LinkPreviewOptions | Default | None, legacy: bool | Default | None
) -> bool:
    """Whether links are to be shown without what they lead to."""
    given = resolved(bot, options)
    if isinstance(given, LinkPreviewOptions):
        return bool(resolved(bot, given.is_disabled))
    return bool(resolved(bot, legacy))
