"""What a messenger's refusal means for the one who is to be reached, and for everybody after them.

Rests on how the Bot API words its refusals: it has no codes for "this chat is gone".
"""

import json
from enum import Enum, auto

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramRetryAfter,
)

_NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "input_user_deactivated",
    "user_id_invalid",
)


class Failure(Enum):
    """What to make of it."""

    BUSY = auto()
    """The messenger asks to wait; nothing is wrong with the message."""
    DOWN = auto()
    """The messenger, or the way to it, does not work."""
    UNREACHABLE = auto()
    """The person has blocked the bot, or is not there any more."""
    REFUSED = auto()
    """This message will never be taken."""
    NONE = auto()
    """It was taken, only the answer could not be read."""


def failure(error: TelegramAPIError | ClientDecodeError) -> Failure:
    match error:
        case TelegramRetryAfter():
            return Failure.BUSY
        case TelegramForbiddenError():
            return Failure.UNREACHABLE
        case TelegramBadRequest(message=words) if any(sign in words.lower() for sign in _NOBODY_THERE):
            return Failure.UNREACHABLE
        case TelegramBadRequest() | TelegramEntityTooLarge():
            return Failure.REFUSED
        case ClientDecodeError() if _was_taken(error):
            return Failure.NONE
        case _:  # 5xx, no network, a page of some gateway, a token that was taken back: all pass or are mended
            return Failure.DOWN


def _was_taken(error: ClientDecodeError) -> bool:
    """The messenger said yes and went on in a shape that is unknown here: sent again, it would come twice."""
    data = error.data
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except ValueError:
            return False
    return isinstance(data, dict) and data.get("ok") is True
