"""Answers to presses of buttons: exactly one a press, by a toast or by an edit of the message pressed.

Rests on what bots in the field measured: a press without an answer holds back the person's next ones, an answer
without content is refused, and one with an empty notification is taken and not seen.
"""

import structlog

from bot.platforms.max.client import MaxClient
from bot.platforms.max.memory import Memory
from bot.platforms.max.responses import MaxError
from bot.platforms.max.uploads import NOT_READY, Uploads
from bot.platforms.max.wire import Json, words

log = structlog.get_logger(__name__)

LONGEST_TOAST = 200
SILENCES = ("", " ")
"""Notifications that nobody sees; MAX may refuse the first."""


class Presses:
    def __init__(self, client: MaxClient, memory: Memory, uploads: Uploads) -> None:
        self._client = client
        self._memory = memory
        self._uploads = uploads

    async def toast(self, callback_id: str, text: str | None, timeout_s: float) -> bool:
        """Answer with words, or with none; True, as aiogram has it.

        Raises:
            MaxError: The words were refused, and nothing else has answered the press.
        """
        chat_id = self._memory.pressed_in(callback_id)
        is_first = self._memory.answer(callback_id)
        said = words(text, LONGEST_TOAST)
        if said is None:
            if is_first:
                await self._silence(callback_id, chat_id, timeout_s)
            return True
        try:
            await self._answer(callback_id, {"notification": said}, chat_id, timeout_s)
        except MaxError as error:
            if is_first:
                raise
            log.debug("press was answered before, toast refused", error=str(error))
        return True

    async def _silence(self, callback_id: str, chat_id: int | None, timeout_s: float) -> None:
        for notification in SILENCES:
            try:
                await self._answer(callback_id, {"notification": notification}, chat_id, timeout_s)
            except MaxError as error:
                log.debug("press not answered", error=str(error))
                if error.status != 400:
                    return
            else:
                return

    async def edit(
        self, callback_id: str, chat_id: int, body: Json, *, without_preview: bool, timeout_s: float
    ) -> bool:
        """Answer by giving the message that was pressed a new body; False when MAX will not have it so.

        Raises:
            MaxError: It was refused for a reason that holds for any edit, or MAX was not reached.
        """
        query = {"callback_id": callback_id, "disable_link_preview": without_preview or None}
        try:
            await self._uploads.when_ready(
                lambda: self._client.call(
                    "POST", "/answers", query=query, body={"message": body}, chat=chat_id, timeout_s=timeout_s
                )
            )
        except MaxError as error:
            if error.status not in {400, 404} or error.code == NOT_READY:
                raise
            log.debug("press does not take an edit", error=str(error))
            return False
        self._memory.answer(callback_id)
        return True

    async def _answer(self, callback_id: str, body: Json, chat_id: int | None, timeout_s: float) -> None:
        query = {"callback_id": callback_id}
        await self._client.call("POST", "/answers", query=query, body=body, chat=chat_id, timeout_s=timeout_s)
