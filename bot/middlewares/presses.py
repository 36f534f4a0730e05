"""Every press is answered, so that the button stops spinning; a press or a command ends what was to be typed."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot import press

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AnswerPress(BaseMiddleware):
    """Around callback queries; one that failed is answered by `handlers.errors`, with the reason."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, CallbackQuery):
            return await handler(event, data)
        with press.handled(event.id):
            result = await handler(event, data)
        # A query older than a few minutes cannot be answered any more; nobody waits for it either.
        with suppress(TelegramAPIError):
            await event.answer()
        return result


class EndDialogue(BaseMiddleware):
    """Forget what plain text would have meant, when something else is pressed or commanded.

    A button that is a step of the same dialogue (`goes_on`, by what it carries) leaves it as it is.
    """

    def __init__(
        self, menu_labels: frozenset[str], beginnings: tuple[str, ...], goes_on: Callable[[str], bool]
    ) -> None:
        self._menu_labels = menu_labels
        self._beginnings = beginnings
        self._goes_on = goes_on

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        state: FSMContext | None = data.get("state")
        if state is not None and data.get("raw_state") is not None and self._ends(event):
            await state.clear()
            data["raw_state"] = None
        return await handler(event, data)

    def _ends(self, event: TelegramObject) -> bool:
        if isinstance(event, CallbackQuery):
            return not self._goes_on(event.data or "")
        text = event.text if isinstance(event, Message) else None
        return text is not None and (text.startswith(("/", *self._beginnings)) or text in self._menu_labels)
