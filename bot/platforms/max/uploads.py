"""Files on their way to MAX: uploaded in two steps, attached by their token, as soon as MAX has looked at them.

Rests on the answers that the storage hosts give today: a map of `photos`, a `token`, or for films and sound
nothing of use, their token having come with the address.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from mimetypes import MimeTypes
from pathlib import PurePath
from typing import IO, Any, TypeVar

from aiogram import Bot
from aiogram.types import FSInputFile, InputFile

from bot.platforms.max.client import MaxClient
from bot.platforms.max.files import FileRef, unpack
from bot.platforms.max.responses import MaxError
from bot.platforms.max.transfers import Transfers
from bot.platforms.max.wire import Json, record, words

UPLOAD_S = 120
LONGEST_NAME = 200
READY_TRIES = 10
FIRST_PAUSE_S = 0.3
PAUSE_GROWS = 1.6
LONGEST_PAUSE_S = 4.0
"""Ten tries take 20 seconds of pauses in all."""
NOT_READY = "attachment.not.ready"
WRONG_FILE = "wrong file identifier"
_MIME = MimeTypes().types_map[True]
"""Python's own table, the same on every machine."""

Result = TypeVar("Result")


class Uploads:
    """
    Args:
        rest: Lets seconds pass while MAX looks at a file.
    """

    def __init__(
        self,
        client: MaxClient,
        transfers: Transfers,
        *,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._transfers = transfers
        self._rest = rest

    async def attachment(self, bot: Bot, kind: str, file: str | InputFile, *, timeout_s: float) -> Json:
        """A file as it is sent: one of our `file_id`s by its token, a picture of the web by its address.

        Args:
            kind: MAX's: "image" or "file"; "video" and "audio" would do as well.
            timeout_s: Of the upload, if it is more than `UPLOAD_S`.

        Raises:
            MaxError: It was refused, or is not MAX's, or did not arrive.
        """
        if isinstance(file, InputFile):
            token = await self._upload(bot, kind, file, max(timeout_s, UPLOAD_S))
            return {"type": kind, "payload": {"token": token}}
        if kind == "image" and file.lower().startswith(("https://", "http://")):
            return {"type": kind, "payload": {"url": file}}
        return {"type": kind, "payload": {"token": _known(file, kind).token}}

    async def when_ready(self, send: Callable[[], Awaitable[Result]]) -> Result:
        """Send, and again for as long as MAX has not looked at what is attached.

        Raises:
            MaxError: Something else, or it takes MAX too long.
        """
        pause = FIRST_PAUSE_S
        for _ in range(READY_TRIES - 1):
            try:
                return await send()
            except MaxError as error:
                if error.code != NOT_READY:
                    raise
            await self._rest(pause)
            pause = min(pause * PAUSE_GROWS, LONGEST_PAUSE_S)
        return await send()

    async def _upload(self, bot: Bot, kind: str, file: InputFile, timeout_s: float) -> str:
        """The token by which the file is attached."""
        place = await self._client.call("POST", "/uploads", query={"type": kind})
        name = _name(file.filename, kind)
        mime = _MIME.get(PurePath(name).suffix.lower(), "application/octet-stream")
        async with AsyncExitStack() as opened:
            content = await _content(bot, file, opened)
            answer = await self._transfers.post(str(place.get("url")), content, name, mime, timeout_s=timeout_s)
        token = _token(answer) or place.get("token")
        if not isinstance(token, str) or not token:
            raise MaxError(502, "upload.no.token", f"a {kind} was uploaded, and no token came back")
        return token


def _known(file_id: str, kind: str) -> FileRef:
    try:
        file = unpack(file_id)
    except ValueError:
        raise MaxError(400, "file.id", WRONG_FILE) from None
    if file.kind != kind or not file.token:
        raise MaxError(400, "file.id", f"{WRONG_FILE}: a {file.kind} is no {kind}")
    return file


def _token(answer: Any) -> Any:
    fields = record(answer)
    photos = [record(photo) for photo in record(fields.get("photos")).values()]
    return photos[0].get("token") if photos else fields.get("token")


async def _content(bot: Bot, file: InputFile, opened: AsyncExitStack) -> bytes | IO[bytes]:
    """A file of the disk is read while it is sent; its length is known all the same."""
    if isinstance(file, FSInputFile):
        content = await asyncio.to_thread(open, file.path, "rb")
        opened.push_async_callback(asyncio.to_thread, content.close)
        return content
    return b"".join([chunk async for chunk in file.read(bot)])


def _name(name: str | None, kind: str) -> str:
    """Without folders and control characters, and with its end, which tells MAX what the file is."""
    last = PurePath((words(name, 4096) or "").replace("\\", "/")).name
    clean = "".join(character for character in last if character.isprintable()).strip()
    return clean[-LONGEST_NAME:] or ("photo.jpg" if kind == "image" else "file.bin")
