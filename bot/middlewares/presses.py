"""Every press is answered, so that the button stops spinning; a press or a command ends what was to be typed."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AnswerPress(BaseMiddleware):
    """Around callback queries."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        finally:
            if isinstance(event, CallbackQuery):
                # A query older than a few minutes cannot be answered any more; nobody waits for it either.
                with suppress(TelegramAPIError):
                    await event.answer()


class EndDialogue(BaseMiddleware):
    """Forget what plain text would have meant, when something else is pressed or commanded."""

    def __init__(self, menu_labels: frozenset[str]) -> None:
        self._menu_labels = menu_labels

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        state: FSMContext | None = data.get("state")
        if state is not None and data.get("raw_state") is not None and self._ends(event):
            await state.clear()
            data["raw_state"] = None
        return await handler(event, data)

    def _ends(self, event: TelegramObject) -> bool:
        if isinstance(event, CallbackQuery):
            return True
        text = event.text if isinstance(event, Message) else None
        return text is not None and (text.startswith("/") or text in self._menu_labels)
