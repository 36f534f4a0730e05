"""How the bot speaks in one chat: sentences, and the one active card at the bottom that is edited in place.

Apart from the handlers because the messengers' rules for editing live here: a text is edited into a text, a photo
into a photo, and a message that brought a reply keyboard not at all. Rests on the Bot API's wording of
"message is not modified", the only way to tell a second press from a failure.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    FSInputFile,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)
from aiogram.utils.chat_action import ChatActionSender

from bot.domain.drafts import Card, CardKind
from bot.domain.photos import Photo
from bot.domain.places import Place
from bot.domain.remarks import Remark
from bot.messenger import MessengerBot
from bot.texts import Argument, Texts

LONGEST_CAPTION = 1024
LONGEST_TEXT = 4000
UPLOAD_S = 600
"""For a file of 50 MB, wherever the bot runs."""
PREPARED_UNSEEN_S = 0.3
"""What takes less is not announced."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup


class PhotoBytes(Protocol):
    """The photo store, as far as speaking needs it."""

    async def get(self, key: str) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What to show: HTML text, buttons, and a picture above them if there is one.

    Attributes:
        photo: One of the photo store.
        drawn: A PNG made for this screen and kept nowhere.
        trace: What stays of the card before when this one cannot take its place.
    """

    text: str
    keyboard: Keyboard | None = None
    photo: Photo | None = None
    drawn: bytes | None = None
    trace: str | None = None

    @property
    def kind(self) -> CardKind:
        if isinstance(self.keyboard, ReplyKeyboardMarkup):
            return CardKind.KEYBOARD
        has_picture = self.photo is not None or self.drawn is not None
        return CardKind.PHOTO if has_picture and units(self.text) <= LONGEST_CAPTION else CardKind.TEXT


def units(text: str) -> int:
    """Length as messengers count it, in UTF-16; markup counted too, so it is never less than theirs."""
    return len(text.encode("utf-16-le")) // 2


class Say:
    """The bot's voice in one chat, in one language."""

    def __init__(self, bot: MessengerBot, chat_id: int, texts: Texts, photos: PhotoBytes) -> None:
        self.t = texts
        self.chat_id = chat_id
        self.uploaded: dict[str, str] = {}
        """File ids of the photos that were uploaded here, by key: to be kept, so that no photo goes up twice."""
        self._bot = bot
        self._photos = photos

    async def __call__(
        self, message_id: str, /, *, keyboard: Keyboard | None = None, **arguments: Argument
    ) -> Message:
        """Say a text by its id."""
        return await self.html(self.t(message_id, **arguments), keyboard)

    async def remark(self, remark: Remark) -> Message:
        """Say a remark on its own."""
        return await self.html(self.t(remark.message_id, **remark.arguments))

    async def html(self, text: str, keyboard: Keyboard | None = None) -> Message:
        """Say a text that is made already."""
        return await self._bot.send_message(
            self.chat_id, text, reply_markup=keyboard, link_preview_options=NO_PREVIEW
        )

    async def show(self, screen: Screen, *, instead_of: Card | None = None, in_place: bool = False) -> Card:
        """Show a screen as the chat's active card.

        Args:
            instead_of: The card that was active; it loses its buttons. One in another messenger is left alone: its
                buttons still lead here.
            in_place: Nothing has been written below that card, so it may be edited into the new one.
        """
        if instead_of is not None and not self.stands_here(instead_of):
            instead_of, in_place = None, False
        if in_place and instead_of and instead_of.kind is screen.kind and await self._edit(instead_of, screen):
            return replace(instead_of, photo_key=_key(screen))
        sent = await self._send(screen)
        if instead_of is not None:
            await self.retire(instead_of, screen.trace if in_place else None)
        return Card(sent.message_id, screen.kind, _key(screen), self._bot.platform)

    def stands_here(self, card: Card) -> bool:
        """Not in the other messenger of a person who has two."""
        return card.platform in (None, self._bot.platform)

    async def retire(self, card: Card, trace: str | None = None) -> None:
        """Leave nothing to press on a card that is not active any more; a photo card goes altogether."""
        if not self.stands_here(card):
            return
        where = self.chat_id, card.message_id
        try:
            if card.kind is CardKind.PHOTO and await self._delete(*where):
                return
            if card.kind is CardKind.TEXT and trace:
                await self._bot.edit_message_text(
                    trace, chat_id=self.chat_id, message_id=card.message_id, link_preview_options=NO_PREVIEW
                )
            elif card.kind is not CardKind.KEYBOARD:
                await self._bot.edit_message_reply_markup(chat_id=self.chat_id, message_id=card.message_id)
        except TelegramAPIError:
            # Deleted by the resident, or without buttons already; and what was to be said has been said.
            return

    async def use_up(self, card: Card, html: str) -> None:
        """Leave a message with these words and nothing to press; with its own where they would not fit."""
        chat, message = self.chat_id, card.message_id
        is_photo = card.kind is CardKind.PHOTO
        fits = units(html) <= (LONGEST_CAPTION if is_photo else LONGEST_TEXT)
        try:
            if fits and is_photo:
                await self._bot.edit_message_caption(chat_id=chat, message_id=message, caption=html)
            elif fits:
                await self._bot.edit_message_text(
                    html, chat_id=chat, message_id=message, link_preview_options=NO_PREVIEW
                )
            else:
                await self._bot.edit_message_reply_markup(chat_id=chat, message_id=message)
        except TelegramAPIError:
            return  # deleted by the resident, or so already

    async def _delete(self, chat_id: int, message_id: int) -> bool:
        """False where the messenger does not let go of a message: after two days it does not."""
        try:
            return await self._bot.delete_message(chat_id, message_id)
        except TelegramBadRequest:
            return False

    async def album(self, photos: Sequence[Photo]) -> None:
        """Send photos without buttons, several as an album."""
        if len(photos) == 1:
            file = await self._file(photos[0])
            self._note(photos[0], await self._bot.send_photo(self.chat_id, file))
            return
        media = [InputMediaPhoto(media=await self._file(photo)) for photo in photos]
        for photo, sent in zip(photos, await self._bot.send_media_group(self.chat_id, list(media)), strict=False):
            self._note(photo, sent)

    async def document(
        self, file: Path | bytes, name: str, caption: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> None:
        """Send a file, from disk or made just now, with an HTML caption."""
        document = FSInputFile(file, name) if isinstance(file, Path) else BufferedInputFile(file, name)
        await self._bot.send_document(
            self.chat_id, document, caption=caption, reply_markup=keyboard, request_timeout=UPLOAD_S
        )

    def preparing(self, *, photo: bool = False) -> AbstractAsyncContextManager[object]:
        """Let the chat see that something is being made for it, as long as it takes."""
        send = ChatActionSender.upload_photo if photo else ChatActionSender.upload_document
        return send(chat_id=self.chat_id, bot=self._bot, initial_sleep=PREPARED_UNSEEN_S)

    async def point(self, place: Place, title: str) -> None:
        """Send a place as a point on the messenger's map."""
        if place.address:
            await self._bot.send_venue(self.chat_id, place.lat, place.lon, title, place.address)
        else:
            await self._bot.send_location(self.chat_id, place.lat, place.lon)

    async def _send(self, screen: Screen) -> Message:
        if screen.kind is CardKind.PHOTO:
            sent = await self._bot.send_photo(
                self.chat_id, await self._picture(screen), caption=screen.text, reply_markup=screen.keyboard
            )
            self._note(screen.photo, sent)
            return sent
        return await self.html(screen.text, screen.keyboard)

    async def _edit(self, card: Card, screen: Screen) -> bool:
        keyboard = screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None
        try:
            if card.kind is CardKind.TEXT:
                await self._bot.edit_message_text(
                    screen.text,
                    chat_id=self.chat_id,
                    message_id=card.message_id,
                    reply_markup=keyboard,
                    link_preview_options=NO_PREVIEW,
                )
            elif card.kind is CardKind.PHOTO and screen.drawn is None and card.photo_key == _key(screen):
                await self._bot.edit_message_caption(
                    chat_id=self.chat_id, message_id=card.message_id, caption=screen.text, reply_markup=keyboard
                )
            elif card.kind is CardKind.PHOTO:
                media = InputMediaPhoto(media=await self._picture(screen), caption=screen.text)
                edited = await self._bot.edit_message_media(
                    media, chat_id=self.chat_id, message_id=card.message_id, reply_markup=keyboard
                )
                self._note(screen.photo, edited)
            else:
                return False
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        return True

    def _note(self, photo: Photo | None, sent: Message | bool) -> None:
        file_id = self._bot.sent(photo, sent) if photo is not None and isinstance(sent, Message) else None
        if photo is not None and photo.file_id is None and file_id is not None:
            self.uploaded[photo.key] = file_id

    async def _picture(self, screen: Screen) -> str | BufferedInputFile:
        if screen.photo is not None:
            return await self._file(screen.photo)
        return BufferedInputFile(screen.drawn or b"", "figures.png")

    async def _file(self, photo: Photo) -> str | BufferedInputFile:
        if (file_id := self._bot.file_id(photo)) is not None:
            return file_id
        return BufferedInputFile(await self._photos.get(photo.key), f"{photo.key[:12]}.jpg")


def _key(screen: Screen) -> str | None:
    return screen.photo.key if screen.photo is not None and screen.kind is CardKind.PHOTO else None
