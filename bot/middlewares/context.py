"""Who is writing and how to answer: `talk` for the handlers, and its parts `uow`, `resident` and `say`.

The unit of work is handed over closed: a use case opens it for as long as its transaction takes, never across a
reply.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import Chat, TelegramObject, Update, User

from bot.domain.operators import Group
from bot.domain.residents import Account, Platform, Resident
from bot.messenger import MessengerBot
from bot.middlewares.turns import Turns
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
        self._turns = Turns()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if user is None or chat is None:
            return await handler(event, data)
        account = Account(data.get("platform", Platform.TELEGRAM), user.id)
        data["uow"] = uow = self._begin()

        async def person() -> Resident:
            locale = locale_of(user.language_code)
            return await self._acquaintance.of(account, name=user.full_name, locale=locale, uow=uow)

        if chat.type == ChatType.PRIVATE:
            async with self._turns.of(person) as known:
                resident = await self._within_reach(event, known, account, uow)
                self._introduce(data, resident, account, is_private=True)
                return await handler(event, data)
        if self._group == Group(account.platform, chat.id):
            self._introduce(data, await person(), account, is_private=False)
        else:
            data["say"] = self._say(data, locale_of(user.language_code))
        return await handler(event, data)

    def _introduce(self, data: dict[str, Any], person: Resident, account: Account, *, is_private: bool) -> None:
        data["resident"] = person
        data["say"] = say = self._say(data, person.locale)
        data["talk"] = Talk(person=person, uow=data["uow"], say=say, account=account, is_private=is_private)

    def _say(self, data: dict[str, Any], locale: str) -> Say:
        bot: MessengerBot = data["bot"]
        return Say(bot, data["event_chat"].id, self._translator.of(locale), self._photos)

    async def _within_reach(
        self, event: TelegramObject, resident: Resident, account: Account, uow: UnitOfWork
    ) -> Resident:
        """Somebody who blocks the bot says so by an update, and comes back by any other."""
        member = event.my_chat_member if isinstance(event, Update) else None
        if member is not None and member.new_chat_member.status == ChatMemberStatus.KICKED:
            return await self._acquaintance.went_away(resident, account, uow)
        if resident.blocked_at is not None or (member is not None and account != resident.account):
            return await self._acquaintance.came_back(resident, account, uow)
        return resident
