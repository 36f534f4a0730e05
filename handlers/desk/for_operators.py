"""Around the desk's commands: who is no operator learns that first, and not how the command is written."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.filters import CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, TelegramObject

from bot.services.staff import Staff
from bot.talk import Talk
from handlers.states import AtDesk

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

FOR_EVERYBODY = frozenset({"start", "help"})
"""An invitation is opened by a resident, and `/help` is everybody's."""


class ForOperators(BaseMiddleware):
    """Between a command and its handler; what the role may do, the use case checks."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        command: CommandObject | None = data.get("command")
        if command is not None and command.command not in FOR_EVERYBODY:
            await _expect_album(event, data["state"])
            talk: Talk = data["talk"]
            staff: Staff = data["staff"]
            async with talk.uow.reading():
                await staff.require(talk.person, None, talk.uow)
        return await handler(event, data)


async def _expect_album(event: TelegramObject, state: FSMContext) -> None:
    """Whatever becomes of the command, the other photos of its album belong to it and to nothing else."""
    await state.clear()
    if isinstance(event, Message) and event.media_group_id is not None:
        await state.set_data({"album_id": event.media_group_id})
        await state.set_state(AtDesk.answer_album)
