"""What could not be done, said to the person: expected failures in their own words, the rest with an apology.

Unexpected ones are logged once, with the id of the update and never with a resident's words.
"""

import structlog
from aiogram import Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import ErrorEvent

from bot.errors import BotError, DraftGone
from bot.say import Say
from handlers.draft_card import pressed_card

log = structlog.get_logger(__name__)


def create_router() -> Router:
    router = Router(name="errors")
    router.error.register(explain)
    return router


async def explain(event: ErrorEvent, say: Say | None = None) -> None:
    error, update = event.exception, event.update
    if isinstance(error, TelegramForbiddenError):
        log.info("resident cannot be reached", update_id=update.update_id)
        return
    if not isinstance(error, BotError):
        log.error("update failed", update_id=update.update_id, exc_info=error)
    if say is None:
        return
    pressed = pressed_card(update.callback_query) if update.callback_query else None
    if isinstance(error, DraftGone) and pressed is not None:
        await say.retire(pressed)
    if isinstance(error, BotError):
        await say.remark(error.remark)
    else:
        await say("error-unexpected")
