"""A bot in one messenger: what conversations need of it beside aiogram's `Bot`.

Conversations ask here instead of asking which messenger they are in. A `file_id` belongs to the messenger that
gave it; MAX's are made by us and begin with `MAX_FILE`, so that the two are told apart wherever they are stored.
"""

from collections import OrderedDict

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.enums import ParseMode
from aiogram.types import Message

from bot.domain.photos import Photo
from bot.domain.residents import Platform

MAX_FILE = "max1."
FILES_REMEMBERED = 10_000
"""File ids of photos that were uploaded, at about 200 bytes each."""


class MessengerBot(Bot):
    """An aiogram bot that knows its messenger; texts are HTML.

    Args:
        dialogue_id: What aiogram keys dialogues by, instead of the bot's own id: another messenger's bot may have
            the same one.
        link: Where people find the bot, with `{username}` in it.
    """

    def __init__(
        self,
        token: str,
        session: BaseSession,
        *,
        platform: Platform,
        link: str,
        dialogue_id: int | None = None,
    ) -> None:
        super().__init__(token, session, DefaultBotProperties(parse_mode=ParseMode.HTML))
        self.platform = platform
        self._link = link
        self._dialogue_id = dialogue_id
        self._uploaded: OrderedDict[str, str] = OrderedDict()

    @property
    def id(self) -> int:
        """Aiogram's key of this bot's dialogues; who the bot is, `me` says."""
        return super().id if self._dialogue_id is None else self._dialogue_id

    async def link(self, payload: str = "") -> str:
        """Opens the bot, and starts it with the payload if there is one."""
        link = self._link.format(username=(await self.me()).username)
        return f"{link}?start={payload}" if payload else link

    def file_id(self, photo: Photo) -> str | None:
        """To send the photo in this messenger without an upload."""
        if photo.file_id is not None and platform_of(photo.file_id) is self.platform:
            return photo.file_id
        return self._uploaded.get(photo.key)

    def sent(self, photo: Photo, message: Message) -> str | None:
        """The photo went out in this message: its id, to send it again by."""
        if not message.photo:
            return None
        self._uploaded[photo.key] = file_id = message.photo[-1].file_id
        self._uploaded.move_to_end(photo.key)
        if len(self._uploaded) > FILES_REMEMBERED:
            self._uploaded.popitem(last=False)
        return file_id


def platform_of(file_id: str) -> Platform:
    """The messenger that gave the id."""
    return Platform.MAX if file_id.startswith(MAX_FILE) else Platform.TELEGRAM
