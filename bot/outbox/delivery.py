"""One notice into one chat: the album first, then the text with its buttons."""

from collections.abc import Sequence

import structlog
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaPhoto, LinkPreviewOptions, Message

from bot.domain.photos import Photo
from bot.errors import BotError
from bot.messenger import MessengerBot
from bot.notices.push import AlbumPhoto, Push
from bot.outbox.failures import Failure, failure
from bot.pacing import Pace, Watch
from bot.say import LONGEST_CAPTION, PhotoBytes, units

log = structlog.get_logger(__name__)

CHAT_REST_S = 1.0
"""Between two messages into one chat."""
ANSWER_WITHIN_S = 30
"""A send that takes longer is taken for lost."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Delivery:
    """Remembers which albums have gone, so that a text that is tried again does not bring the photos again."""

    def __init__(self, *, photos: PhotoBytes, watch: Watch) -> None:
        self._photos = photos
        self._watch = watch
        self._albums_sent: set[int] = set()

    async def deliver(self, bot: MessengerBot, notice_id: int, chat_id: int, push: Push, pace: Pace) -> None:
        """Send; the turn of the first message has come.

        Raises:
            TelegramAPIError, ClientDecodeError: It has not gone, or not all of it.
        """
        if push.album and notice_id not in self._albums_sent:
            await self._album(bot, chat_id, push.album)
            self._albums_sent.add(notice_id)
            await self._watch.rest(CHAT_REST_S)
            await pace.turn()
        if push.photo is not None and await self._with_photo(bot, chat_id, push.photo, push):
            return
        await bot.send_message(
            chat_id,
            push.text,
            reply_markup=push.keyboard,
            link_preview_options=_NO_PREVIEW,
            request_timeout=ANSWER_WITHIN_S,
        )

    def forget(self, notice_id: int) -> None:
        """It is over: nothing of it will be tried again."""
        self._albums_sent.discard(notice_id)

    async def _album(self, bot: MessengerBot, chat_id: int, photos: Sequence[AlbumPhoto]) -> None:
        """By the messenger's own ids, then by the bytes; if neither will do, the text goes without photos.

        A `file_id` belongs to the messenger and the bot that gave it, and may expire.
        """
        for upload in (False, True):
            found = [(one.photo, await self._media(bot, one, upload=upload)) for one in photos]
            media = [(photo, item) for photo, item in found if item is not None]
            try:
                sent = await _send_album(bot, chat_id, [item for _, item in media])
            except TelegramBadRequest as error:
                if failure(error) is not Failure.REFUSED:
                    raise
            else:
                for (photo, _), message in zip(media, sent, strict=False):
                    bot.sent(photo, message)
                return
        log.error("album refused", photos=len(photos))

    async def _with_photo(self, bot: MessengerBot, chat_id: int, photo: Photo, push: Push) -> bool:
        """The text under a photo; False when the photo is lost or refused, or the text too long to stand there."""
        if units(push.text) > LONGEST_CAPTION:
            return False
        for upload in (False, True):
            media = await self._photo(bot, photo, upload=upload)
            if media is None:
                return False
            try:
                sent = await bot.send_photo(
                    chat_id,
                    media,
                    caption=push.text,
                    reply_markup=push.keyboard,
                    request_timeout=ANSWER_WITHIN_S,
                )
            except TelegramBadRequest as error:
                if failure(error) is not Failure.REFUSED:
                    raise
            else:
                bot.sent(photo, sent)
                return True
        log.error("photo refused", photo=photo.key)
        return False

    async def _media(self, bot: MessengerBot, one: AlbumPhoto, *, upload: bool) -> InputMediaPhoto | None:
        """None when the photo is lost: the others go without it."""
        media = await self._photo(bot, one.photo, upload=upload)
        return None if media is None else InputMediaPhoto(media=media, caption=one.caption)

    async def _photo(self, bot: MessengerBot, photo: Photo, *, upload: bool) -> str | BufferedInputFile | None:
        known = None if upload else bot.file_id(photo)
        return known if known is not None else await self._file(photo)

    async def _file(self, photo: Photo) -> BufferedInputFile | None:
        try:
            return BufferedInputFile(await self._photos.get(photo.key), f"{photo.key[:12]}.jpg")
        except BotError:  # the store has logged why
            return None


async def _send_album(bot: MessengerBot, chat_id: int, media: list[InputMediaPhoto]) -> list[Message]:
    if len(media) == 1:
        first = media[0]
        return [await bot.send_photo(chat_id, first.media, caption=first.caption, request_timeout=ANSWER_WITHIN_S)]
    return await bot.send_media_group(chat_id, list(media), request_timeout=ANSWER_WITHIN_S) if media else []
