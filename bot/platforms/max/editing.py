"""Messages that change: aiogram's edits and deletions as MAX's.

MAX keeps what an edit does not mention and drops what a list of attachments leaves out, both unlike Telegram. So
every edit lists all attachments: the files that are to stay, and the keyboard that is to be, or none.
"""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.methods import (
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)
from aiogram.types import InlineKeyboardMarkup, InputMediaPhoto, Message

from bot import press
from bot.platforms.max.attachments import contents_of, media_of
from bot.platforms.max.client import MaxClient
from bot.platforms.max.errors import UnsupportedByMax
from bot.platforms.max.html import to_max
from bot.platforms.max.keyboards import attachments_of
from bot.platforms.max.memory import Memory
from bot.platforms.max.parameters import is_without_preview
from bot.platforms.max.presses import Presses
from bot.platforms.max.responses import MaxError
from bot.platforms.max.sending import message_id_of, number_of, text_of
from bot.platforms.max.uploads import Uploads
from bot.platforms.max.wire import Json, record

Edit = EditMessageText | EditMessageCaption | EditMessageMedia | EditMessageReplyMarkup


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The message to change: aiogram's two numbers, and MAX's id."""

    chat_id: int
    message_id: int
    mid: str
    timeout_s: float


class Editing:
    """A method for each of aiogram's edits.

    Raises:
        MaxError: MAX refused, or was not reached.
        ValueError: A keyboard larger than MAX's.
    """

    def __init__(self, client: MaxClient, memory: Memory, uploads: Uploads, presses: Presses) -> None:
        self._client = client
        self._memory = memory
        self._uploads = uploads
        self._presses = presses

    async def text(self, bot: Bot, method: EditMessageText, timeout_s: float) -> bool:
        without_preview = is_without_preview(bot, method.link_preview_options, method.disable_web_page_preview)
        place = self._place(method, timeout_s)
        words = text_of(to_max(method.text or ""))
        await self._change(place, words, method.reply_markup, without_preview=without_preview)
        return True

    async def caption(self, _bot: Bot, method: EditMessageCaption, timeout_s: float) -> bool:
        place = self._place(method, timeout_s)
        await self._change(place, text_of(to_max(method.caption or "")), method.reply_markup)
        return True

    async def markup(self, _bot: Bot, method: EditMessageReplyMarkup, timeout_s: float) -> bool:
        await self._change(self._place(method, timeout_s), {}, method.reply_markup)
        return True

    async def media(self, bot: Bot, method: EditMessageMedia, timeout_s: float) -> Message:
        """MAX returns no message of an edit: the one made here has the picture, to be sent again by its id."""
        place = self._place(method, timeout_s)
        if not isinstance(method.media, InputMediaPhoto):
            raise UnsupportedByMax(f"MAX has nothing for {type(method.media).__name__}")
        image = await self._uploads.attachment(bot, "image", method.media.media, timeout_s=timeout_s)
        words = text_of(to_max(method.media.caption or ""))
        await self._change(place, words, method.reply_markup, media=[image])
        return _edited(bot, place, image)

    async def delete(self, _bot: Bot, method: DeleteMessage, timeout_s: float) -> bool:
        """Of a person's messages MAX deletes none in a dialogue, and says so in its own words."""
        chat_id = number_of(method.chat_id, method)
        query = {"message_id": message_id_of(self._memory, chat_id, method.message_id)}
        try:
            await self._client.call("DELETE", "/messages", query=query, chat=chat_id, timeout_s=timeout_s)
        except MaxError as error:
            if error.status not in {400, 403, 404, 405}:
                raise
            raise MaxError(400, error.code, f"message can't be deleted: {error.message}") from None
        return True

    async def _change(
        self,
        place: _Place,
        words: Json,
        markup: InlineKeyboardMarkup | None,
        *,
        media: list[Json] | None = None,
        without_preview: bool = False,
    ) -> None:
        """
        Args:
            words: Of the body; {} leaves those that are there.
            media: Instead of the files that the message has; None keeps them.
        """
        keyboard = attachments_of(markup)
        kept = await self._kept(place) if media is None else media
        body = {**words, "attachments": [*kept, *keyboard]}
        pressed = press.in_hand()
        if pressed is not None and not self._memory.is_unanswered(pressed, place.chat_id, place.message_id):
            pressed = None
        if pressed is None or not await self._presses.edit(
            pressed, place.chat_id, body, without_preview=without_preview, timeout_s=place.timeout_s
        ):
            await self._put(place, body)
            if pressed is not None:  # the message could be edited, so it was the press that is too old
                self._memory.answer(pressed)
        self._memory.keep_media(place.mid, kept)

    async def _put(self, place: _Place, body: Json) -> None:
        await self._uploads.when_ready(
            lambda: self._client.call(
                "PUT",
                "/messages",
                query={"message_id": place.mid},
                body=body,
                chat=place.chat_id,
                timeout_s=place.timeout_s,
            )
        )

    async def _kept(self, place: _Place) -> list[Json]:
        """The files of a message, asked of MAX if they are forgotten: after a restart all are."""
        media = self._memory.media(place.mid)
        if media is None:
            message = await self._client.call("GET", f"/messages/{place.mid}", timeout_s=place.timeout_s)
            media = media_of(record(message.get("body")).get("attachments"))
        return media

    def _place(self, method: Edit, timeout_s: float) -> _Place:
        """
        Raises:
            UnsupportedByMax: The message is not told by chat and number.
        """
        chat_id = number_of(method.chat_id, method)
        if method.message_id is None:
            raise UnsupportedByMax(f"MAX has nothing for {type(method).__name__}.message_id=NoneType")
        mid = message_id_of(self._memory, chat_id, method.message_id)
        return _Place(chat_id=chat_id, message_id=method.message_id, mid=mid, timeout_s=timeout_s)


def _edited(bot: Bot, place: _Place, image: Json) -> Message:
    """When it was written, its number tells: milliseconds above the lowest 16 bits."""
    made = {
        "message_id": place.message_id,
        "date": (place.message_id >> 16) // 1000,
        "chat": {"id": place.chat_id, "type": "private" if place.chat_id > 0 else "group"},
    }
    for content in contents_of([image], None):
        made |= content
    return Message.model_validate(made, context={"bot": bot})
