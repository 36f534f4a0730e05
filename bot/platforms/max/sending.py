"""New messages: aiogram's sends as posts to MAX, and what MAX made of them as aiogram's messages.

Rests on MAX returning the message it made; what the answer leaves out is filled in from what was sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import SendDocument, SendLocation, SendMediaGroup, SendMessage, SendPhoto, SendVenue
from aiogram.types import InputMediaPhoto, Message

from bot.platforms.max.attachments import MOST_ATTACHMENTS, contents_of
from bot.platforms.max.client import MaxClient
from bot.platforms.max.errors import UnsupportedByMax
from bot.platforms.max.html import split, to_max
from bot.platforms.max.keyboards import attachments_of
from bot.platforms.max.memory import Memory
from bot.platforms.max.messages import message_of
from bot.platforms.max.parameters import is_without_preview
from bot.platforms.max.people import nameless
from bot.platforms.max.responses import MaxError
from bot.platforms.max.uploads import NOT_READY, Uploads
from bot.platforms.max.wire import Json, record, whole

Send = SendMessage | SendPhoto | SendMediaGroup | SendDocument | SendLocation | SendVenue

PIN = "📍"
"""Words for a keyboard that MAX does not take beside a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """What is around words and attachments; `chat_id` is aiogram's, `more` belongs into the body."""

    bot: Bot
    chat_id: int
    timeout_s: float
    query: Json
    keyboard: list[Json]
    more: Json = field(default_factory=dict)


class Sending:
    """A method for each of aiogram's sends.

    Raises:
        MaxError: MAX refused, or was not reached.
        ClientDecodeError: MAX took the message, and its answer does not say which it is.
        ValueError: A keyboard larger than MAX's.
    """

    def __init__(self, client: MaxClient, memory: Memory, uploads: Uploads) -> None:
        self._client = client
        self._memory = memory
        self._uploads = uploads

    async def message(self, bot: Bot, method: SendMessage, timeout_s: float) -> Message:
        """A text, in several messages if it is longer than MAX's are; the last one is returned."""
        letter = self._letter(bot, method, timeout_s)
        if is_without_preview(bot, method.link_preview_options, method.disable_web_page_preview):
            letter.query["disable_link_preview"] = True
        *parts, last = split(to_max(method.text))
        for part in parts:
            await self._post(letter, part, [])
            letter.more.pop("link", None)
        return await self._sent(letter, last, [])

    async def photo(self, bot: Bot, method: SendPhoto, timeout_s: float) -> Message:
        letter = self._letter(bot, method, timeout_s)
        image = await self._uploads.attachment(bot, "image", method.photo, timeout_s=timeout_s)
        return await self._sent(letter, caption_of(method.caption), [image])

    async def document(self, bot: Bot, method: SendDocument, timeout_s: float) -> Message:
        letter = self._letter(bot, method, timeout_s)
        file = await self._uploads.attachment(bot, "file", method.document, timeout_s=timeout_s)
        return await self._sent(letter, caption_of(method.caption), [file])

    async def album(self, bot: Bot, method: SendMediaGroup, timeout_s: float) -> list[Message]:
        """One message of MAX; as an album of aiogram's it is a message a photo, all with the one id."""
        photos = [one for one in method.media if isinstance(one, InputMediaPhoto)]
        if not 0 < len(photos) <= MOST_ATTACHMENTS:
            raise MaxError(400, "album", f"{len(photos)} photos: MAX takes from 1 to {MOST_ATTACHMENTS}")
        letter = self._letter(bot, method, timeout_s)
        media = [await self._uploads.attachment(bot, "image", one.media, timeout_s=timeout_s) for one in photos]
        raw = await self._post(letter, caption_of(_caption(photos)), media)
        made = self._read(letter, raw, media)
        made["media_group_id"] = self._memory.mid(letter.chat_id, made["message_id"])
        following = {name: value for name, value in made.items() if not name.startswith("caption")}
        pictures = _pictures(raw, media)
        return [_mounted(bot, {**(following if i else made), **picture}) for i, picture in enumerate(pictures)]

    async def location(self, bot: Bot, method: SendLocation, timeout_s: float) -> Message:
        return await self._point(bot, method, None, timeout_s)

    async def venue(self, bot: Bot, method: SendVenue, timeout_s: float) -> Message:
        words = escape(f"{method.title}\n{method.address}", quote=False)
        return await self._point(bot, method, words, timeout_s)

    async def _point(
        self, bot: Bot, method: SendLocation | SendVenue, words: str | None, timeout_s: float
    ) -> Message:
        """A point, with words and keyboard in the same message, or after it where MAX will not have them so.

        Whether it does is not documented.
        """
        letter = self._letter(bot, method, timeout_s)
        point: Json = {"type": "location", "latitude": method.latitude, "longitude": method.longitude}
        try:
            return await self._sent(letter, words, [point])
        except MaxError as error:
            is_alone = words is None and not letter.keyboard
            if error.status != 400 or error.code == NOT_READY or is_alone:
                raise
        await self._post(letter, None, [point])
        return await self._sent(letter, words or PIN, [])

    def _letter(self, bot: Bot, method: Send, timeout_s: float) -> _Letter:
        chat_id = number_of(method.chat_id, method)
        query: Json = {"user_id" if chat_id > 0 else "chat_id": chat_id}
        keyboard = [] if isinstance(method, SendMediaGroup) else attachments_of(method.reply_markup)
        letter = _Letter(bot=bot, chat_id=chat_id, timeout_s=timeout_s, query=query, keyboard=keyboard)
        if method.disable_notification:
            letter.more["notify"] = False
        if (replied := _replied(method, chat_id)) is not None:
            letter.more["link"] = {"type": "reply", "mid": message_id_of(self._memory, chat_id, replied)}
        return letter

    async def _sent(self, letter: _Letter, words: str | None, media: list[Json]) -> Message:
        raw = await self._post(letter, words, [*media, *letter.keyboard])
        return _mounted(letter.bot, self._read(letter, raw, media))

    async def _post(self, letter: _Letter, words: str | None, attachments: list[Json]) -> Json:
        """MAX's message of what was sent."""
        body = {**letter.more, **text_of(words)}
        if attachments:
            body["attachments"] = attachments
        answer = await self._uploads.when_ready(
            lambda: self._client.call(
                "POST",
                "/messages",
                query=letter.query,
                body=body,
                chat=letter.chat_id,
                timeout_s=letter.timeout_s,
            )
        )
        return record(answer.get("message"))

    def _read(self, letter: _Letter, raw: Json, media: list[Json]) -> Json:
        """The message as the Bot API has it, in the chat that was asked for."""
        real_chat_id = whole(record(raw.get("recipient")).get("chat_id"), least=1)
        if letter.chat_id > 0 and real_chat_id is not None:
            self._memory.learn_dialog(letter.chat_id, real_chat_id)
        made = message_of(raw, self._memory, bot_user=nameless(self._memory.bot_id, is_bot=True))
        if made is None:
            # "ok" tells the outbox that it arrived: sent again, it would come twice.
            raise ClientDecodeError("MAX took the message", ValueError("no message in the answer"), {"ok": True})
        if letter.chat_id > 0:
            made["chat"] = {**made["chat"], "id": letter.chat_id, "type": "private"}
        mid = self._memory.mid(letter.chat_id, made["message_id"])
        known = self._memory.media(mid)
        if known is None or len(known) != len(media):
            self._memory.keep_media(mid, media)
        for content in contents_of(media, None):
            made = {**content, **made}
        return made


def text_of(words: str | None) -> Json:
    """The part of a body that says something; MAX remembers no format, so each has its own."""
    return {} if words is None else {"text": words, "format": "html"}


def caption_of(source: str | None) -> str | None:
    return to_max(source) if source else None


def _caption(photos: Sequence[InputMediaPhoto]) -> str | None:
    """The one caption of a message: the first photo's, or with their numbers those that photos have each."""
    said = [(number, one.caption) for number, one in enumerate(photos, 1) if one.caption]
    if len(said) <= 1:
        return said[0][1] if said else None
    runs: list[tuple[int, int, str]] = []
    for number, caption in said:
        if runs and runs[-1][1:] == (number - 1, caption):
            runs[-1] = runs[-1][0], number, caption
        else:
            runs.append((number, number, caption))
    return "\n".join(
        f"{first if first == last else f'{first}–{last}'}. {caption}" for first, last, caption in runs
    )


def number_of(chat_id: int | str | None, method: object) -> int:
    """
    Raises:
        UnsupportedByMax: Chats have no names in MAX.
    """
    if isinstance(chat_id, int):
        return chat_id
    raise UnsupportedByMax(f"MAX has nothing for {type(method).__name__}.chat_id={type(chat_id).__name__}")


def message_id_of(memory: Memory, chat_id: int, message_id: int) -> str:
    """MAX's id of a message.

    Raises:
        MaxError: There can be no such message.
    """
    try:
        return memory.mid(chat_id, message_id)
    except ValueError as error:
        raise MaxError(400, "message.id", str(error)) from None


def _replied(method: Send, chat_id: int) -> int | None:
    """
    Raises:
        UnsupportedByMax: The message stands in another chat.
    """
    parameters = method.reply_parameters
    if parameters is None:
        return method.reply_to_message_id
    if parameters.chat_id not in {None, chat_id}:
        raise UnsupportedByMax(f"MAX has nothing for {type(method).__name__}.reply_parameters.chat_id")
    return parameters.message_id


def _pictures(raw: Json, media: list[Json]) -> list[Json]:
    """As MAX calls them, or, if it does not say, as they were sent."""
    told = contents_of(record(raw.get("body")).get("attachments"), None)
    pictures = [content for content in told if "photo" in content]
    return pictures if len(pictures) == len(media) else contents_of(media, None)


def _mounted(bot: Bot, made: dict[str, Any]) -> Message:
    """Without the context, `await sent.edit_text()` would not know its bot."""
    return Message.model_validate(made, context={"bot": bot})
