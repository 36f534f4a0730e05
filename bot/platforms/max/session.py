"""MAX as aiogram's session: every method that conversations use becomes calls of MAX's API.

What it stands for and what it cannot do is one table in `parameters`. Rests on `Bot.download` fetching from what
the session's `api` makes of `File.file_path`: here that is the address itself.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Any, cast

import structlog
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
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
from aiogram.methods.base import TelegramType
from aiogram.types import BotCommandScopeDefault, File, User

from bot.platforms.max.client import MaxClient
from bot.platforms.max.editing import Editing
from bot.platforms.max.errors import to_aiogram
from bot.platforms.max.files import unpack
from bot.platforms.max.memory import Memory
from bot.platforms.max.parameters import check
from bot.platforms.max.people import user_of
from bot.platforms.max.presses import Presses
from bot.platforms.max.responses import MaxError
from bot.platforms.max.sending import Sending, number_of
from bot.platforms.max.transfers import Transfers
from bot.platforms.max.uploads import WRONG_FILE, Uploads
from bot.platforms.max.wire import words

log = structlog.get_logger(__name__)

Call = Callable[[Bot, Any, float], Awaitable[Any]]

MOST_COMMANDS = 32
LONGEST_COMMAND = 64
LONGEST_DESCRIPTION = 128
ACTIONS: Mapping[str, str] = {
    "typing": "typing_on",
    "upload_photo": "sending_photo",
    "upload_video": "sending_video",
    "record_video": "sending_video",
    "upload_video_note": "sending_video",
    "record_video_note": "sending_video",
    "upload_voice": "sending_audio",
    "record_voice": "sending_audio",
    "upload_document": "sending_file",
}
"""What is shown while the bot is busy; for the rest MAX shows nothing."""


class MaxSession(BaseSession):
    """Failures are aiogram's exceptions; a method or a parameter that MAX has nothing for is `UnsupportedByMax`.

    Args:
        client: Closed with the session.
        memory: Shared with the translator of updates.
        rest: Lets seconds pass while MAX looks at an upload.
    """

    def __init__(
        self, client: MaxClient, memory: Memory, *, rest: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        super().__init__(api=TelegramAPIServer(base="http://unused/{method}", file="{path}"))
        self._client = client
        self._memory = memory
        self._transfers = Transfers()
        uploads = Uploads(client, self._transfers, rest=rest)
        self._presses = Presses(client, memory, uploads)
        sending = Sending(client, memory, uploads)
        editing = Editing(client, memory, uploads, self._presses)
        self._calls: Mapping[type[TelegramMethod[Any]], Call] = {
            GetMe: self._get_me,
            SendMessage: sending.message,
            SendPhoto: sending.photo,
            SendMediaGroup: sending.album,
            SendDocument: sending.document,
            SendLocation: sending.location,
            SendVenue: sending.venue,
            SendChatAction: self._chat_action,
            EditMessageText: editing.text,
            EditMessageCaption: editing.caption,
            EditMessageMedia: editing.media,
            EditMessageReplyMarkup: editing.markup,
            DeleteMessage: editing.delete,
            AnswerCallbackQuery: self._answer_press,
            GetFile: self._get_file,
            SetMyCommands: self._set_commands,
        }

    async def close(self) -> None:
        await self._transfers.close()
        await self._client.close()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's name
    ) -> TelegramType:
        check(bot, method)
        try:
            result = await self._calls[type(method)](bot, method, timeout or self.timeout)
        except MaxError as error:
            raise to_aiogram(error, method) from error
        return cast("TelegramType", result)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's name
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """
        Raises:
            TelegramBadRequest: The link has expired, or is none of the web.
            TelegramNetworkError: The file's host does not work.
        """
        chunks = self._transfers.stream(
            url, headers=headers or {}, timeout_s=timeout, chunk_size=chunk_size, only_good=raise_for_status
        )
        try:
            async for chunk in chunks:
                yield chunk
        except MaxError as error:
            raise to_aiogram(error, GetFile(file_id="")) from error  # aiogram does not say for what it streams
        finally:
            await chunks.aclose()

    async def _get_me(self, bot: Bot, _method: GetMe, _timeout_s: float) -> User:
        user = user_of(await self._client.me())
        if user is None:
            raise MaxError(200, "", "GET /me: no user_id in the answer")
        cannot = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
        return User.model_validate({**user, "is_bot": True, **dict.fromkeys(cannot, False)}, context={"bot": bot})

    async def _chat_action(self, _bot: Bot, method: SendChatAction, timeout_s: float) -> bool:
        """Nothing is worth failing for: it only says that somebody is busy."""
        chat_id = self._memory.real_chat(number_of(method.chat_id, method))
        if (action := ACTIONS.get(method.action)) is None:
            return True
        try:
            await self._client.call(
                "POST", f"/chats/{chat_id}/actions", body={"action": action}, timeout_s=timeout_s
            )
        except MaxError as error:
            log.debug("chat action refused", chat_id=chat_id, error=str(error))
        return True

    async def _answer_press(self, _bot: Bot, method: AnswerCallbackQuery, timeout_s: float) -> bool:
        return await self._presses.toast(method.callback_query_id, method.text, timeout_s)

    async def _get_file(self, bot: Bot, method: GetFile, _timeout_s: float) -> File:
        """Asks nobody: the id holds the link."""
        try:
            file = unpack(method.file_id)
        except ValueError:
            raise MaxError(400, "file.id", WRONG_FILE) from None
        if file.url is None:
            raise MaxError(400, "file.id", "the file can be sent, not downloaded: MAX gave no link")
        found = {
            "file_id": method.file_id,
            "file_unique_id": file.unique,
            "file_size": file.size,
            "file_path": file.url,
        }
        return File.model_validate(found, context={"bot": bot})

    async def _set_commands(self, _bot: Bot, method: SetMyCommands, _timeout_s: float) -> bool:
        """MAX has one menu: that of all chats and languages; others are left unset."""
        is_for_all = isinstance(method.scope, BotCommandScopeDefault | None) and not method.language_code
        if not is_for_all:
            return True
        if len(method.commands) > MOST_COMMANDS:
            raise MaxError(400, "commands", f"{len(method.commands)} commands: MAX takes {MOST_COMMANDS}")
        await self._client.set_commands(
            [
                {
                    "name": one.command.removeprefix("/")[:LONGEST_COMMAND],
                    "description": words(one.description, LONGEST_DESCRIPTION) or one.command,
                }
                for one in method.commands
            ]
        )
        return True
