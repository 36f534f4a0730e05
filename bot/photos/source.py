"""Photos still in the messenger's hands: downloaded through the bot that received them, never without a bound."""

from io import BytesIO
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.domain.evidence import PhotoFile
from bot.errors import BotError
from bot.photos.prepared import PhotoTooLarge

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

DOWNLOAD_TIMEOUT_S = 30


class PhotoNotDownloaded(BotError):
    """The messenger did not hand out the file; sending it once more helps."""

    message_id = "error-photo-not-downloaded"


class _Bounded(BytesIO):
    """Memory for a download that refuses to grow past a limit, whatever size was announced."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: "Buffer", /) -> int:
        if self.tell() + memoryview(data).nbytes > self._limit:
            raise PhotoTooLarge
        return super().write(data)


class BotPhotos:
    """The PhotoSource of one messenger."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def download(self, photo: PhotoFile, limit: int) -> bytes:
        """The file's bytes.

        Raises:
            PhotoTooLarge: More than `limit` bytes, announced or real.
            PhotoNotDownloaded: The messenger refused or did not answer.
        """
        if photo.size is not None and photo.size > limit:
            raise PhotoTooLarge
        target = _Bounded(limit)
        try:
            await self._bot.download(photo.file_id, target, timeout=DOWNLOAD_TIMEOUT_S)
        except (TelegramAPIError, TimeoutError, OSError) as error:
            raise PhotoNotDownloaded from error
        return target.getvalue()
