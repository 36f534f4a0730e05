"""Who is writing and how to answer: `uow`, `resident` and `say` for the handlers.

The unit of work is handed over closed: a use case opens it for as long as its transaction takes, never across a
reply.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.types import Chat, TelegramObject, User

from bot.domain.residents import Platform
from bot.say import PhotoBytes, Say
from bot.services.acquaintance import Acquaintance
from bot.services.ports import UnitOfWork
from bot.texts import Translator, locale_of

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Context(BaseMiddleware):
    """Stands around every update."""

    def __init__(
        self,
        *,
        begin: Callable[[], UnitOfWork],
        acquaintance: Acquaintance,
        translator: Translator,
        photos: PhotoBytes,
    ) -> None:
        self._begin = begin
        self._acquaintance = acquaintance
        self._translator = translator
        self._photos = photos

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if user is None or chat is None:
            return await handler(event, data)
        bot: Bot = data["bot"]
        uow, locale = self._begin(), locale_of(user.language_code)
        if chat.type == ChatType.PRIVATE:
            resident = await self._acquaintance.of(
                platform=data.get("platform", Platform.TELEGRAM),
                user_id=user.id,
                chat_id=chat.id,
                name=user.full_name,
                locale=locale,
                uow=uow,
            )
            data["resident"], locale = resident, resident.locale
        data["uow"] = uow
        data["say"] = Say(bot, chat.id, self._translator.of(locale), self._photos)
        return await handler(event, data)
