"""Failures of MAX as aiogram's exceptions, which handlers and the outbox know."""

from math import ceil
from typing import Any

from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.platforms.max.responses import MaxError

BUSY_S = 5
"""What is waited after a 429 that says nothing of it."""
NO_DIALOG = "dialog.not.found"
NO_CHAT = "chat.not.found"


class UnsupportedByMax(AiogramError):
    """A method, or a parameter, that MAX has nothing for: a mistake of the caller, not of the moment."""


def to_aiogram(error: MaxError, method: TelegramMethod[Any]) -> TelegramAPIError:
    """What aiogram's own session would raise, with MAX's code and words in it.

    A person whom the bot cannot write to is a `TelegramForbiddenError`: one who stopped it and one who never
    started it alike.
    """
    words = str(error)
    if error.status == 0:
        return TelegramNetworkError(method=method, message=words)
    if error.status == 429:
        seconds = ceil(error.retry_after or BUSY_S)
        return TelegramRetryAfter(method=method, message=words, retry_after=max(seconds, 1))
    if error.status == 404 and error.code == NO_CHAT:
        words = f"chat not found ({words})"
    return _kind(error)(method=method, message=words)


def _kind(error: MaxError) -> type[TelegramAPIError]:
    match error.status:
        case 401:
            return TelegramUnauthorizedError
        case 403:
            return TelegramForbiddenError
        case 404 if error.code == NO_DIALOG:
            return TelegramForbiddenError
        case 413:
            return TelegramEntityTooLarge
        case status if 400 <= status < 500:
            return TelegramBadRequest
    return TelegramServerError  # also a page of a gateway that says 200, or sends elsewhere
