"""Who is writing and how to answer: `talk` for the handlers, and its parts `uow`, `resident` and `say`.

The unit of work is handed over closed: a use case opens it for as long as its transaction takes, never across a
reply.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import Chat, TelegramObject, Update, User

from bot.domain.operators import Group
from bot.domain.residents import Platform, Resident
from bot.say import PhotoBytes, Say
from bot.services.acquaintance import Acquaintance
from bot.services.ports import UnitOfWork
from bot.talk import Talk
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
        group: Group | None,
    ) -> None:
        self._begin = begin
        self._acquaintance = acquaintance
        self._translator = translator
        self._photos = photos
        self._group = group

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if user is None or chat is None:
            return await handler(event, data)
        bot: Bot = data["bot"]
        uow, locale = self._begin(), locale_of(user.language_code)
        platform = data.get("platform", Platform.TELEGRAM)
        resident = None
        if chat.type == ChatType.PRIVATE or self._group == Group(platform, chat.id):
            resident = await self._acquaintance.of(
                platform=platform,
                user_id=user.id,
                chat_id=user.id,  # the private chat has the person's id, and notices go there
                name=user.full_name,
                locale=locale,
                uow=uow,
            )
            if chat.type == ChatType.PRIVATE:
                resident = await self._within_reach(event, resident, uow)
            data["resident"], locale = resident, resident.locale
        data["uow"] = uow
        data["say"] = say = Say(bot, chat.id, self._translator.of(locale), self._photos)
        if resident is not None:
            data["talk"] = Talk(person=resident, uow=uow, say=say)
        return await handler(event, data)

    async def _within_reach(self, event: TelegramObject, resident: Resident, uow: UnitOfWork) -> Resident:
        """Somebody who blocks the bot says so by an update, and comes back by any other."""
        member = event.my_chat_member if isinstance(event, Update) else None
        if member is not None and member.new_chat_member.status == ChatMemberStatus.KICKED:
            return await self._acquaintance.went_away(resident, uow)
        if resident.blocked_at is not None:
            return await self._acquaintance.came_back(resident, uow)
        return resident
