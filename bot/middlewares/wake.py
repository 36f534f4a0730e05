"""What an update has queued goes out at once, not at the outbox's next look."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Wake(BaseMiddleware):
    """Around every update; by then its transaction is over."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        finally:
            self._wake()
