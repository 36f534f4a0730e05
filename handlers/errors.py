"""What could not be done, said to the person: expected failures in their own words, the rest with an apology.

Unexpected ones are logged once, with the id of the update and never with a resident's words. What somebody may not
do is logged too.
"""

import re
from contextlib import suppress
from html import unescape

import structlog
from aiogram import Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import CallbackQuery, ErrorEvent

from bot.domain.city import City
from bot.errors import BotError, DraftGone, MovedAlready, Refusal
from bot.say import Say
from bot.services.ports import Overtaken
from bot.texts import Html, Texts
from bot.wording import event_text
from handlers.draft_card import pressed_card

log = structlog.get_logger(__name__)

LONGEST_ALERT = 200
"""Characters of an answer to a press that the messenger shows, without markup."""
_TAG = re.compile(r"<[^>]*>")


def create_router() -> Router:
    router = Router(name="errors")
    router.error.register(explain)
    return router


async def explain(event: ErrorEvent, city: City, say: Say | None = None) -> None:
    error, update = event.exception, event.update
    if isinstance(error, TelegramForbiddenError):
        log.info("resident cannot be reached", update_id=update.update_id)
        return
    _log(event)
    query = update.callback_query
    if say is None:
        return
    text = said(say.t, city, error)
    if query is not None and await _answered(query, text):
        return
    pressed = pressed_card(query) if query else None
    if isinstance(error, DraftGone) and pressed is not None:
        await say.retire(pressed)
    await say.html(text)


def said(t: Texts, city: City, error: Exception) -> str:
    """What happened, as HTML: never the inside of a failure."""
    if isinstance(error, MovedAlready) and error.last is not None:
        by_rule = "error-who-rule" if error.last.resident_id is None else "error-who-author"
        return t(
            "error-moved-already",
            number=str(error.report.number),
            what=Html(event_text(t, city, error.last)),
            who=error.who or t.label(by_rule),
            at=t.moment(error.last.at),
        )
    if isinstance(error, Overtaken):
        return t("error-overtaken")
    if isinstance(error, BotError):
        return t(error.remark.message_id, **error.remark.arguments)
    return t("error-unexpected")


def _log(event: ErrorEvent) -> None:
    error, update_id = event.exception, event.update.update_id
    if isinstance(error, Refusal):
        query, message = event.update.callback_query, event.update.message
        who = query.from_user if query else message.from_user if message else None
        log.warning("refused", why=type(error).__name__, user_id=who and who.id, update_id=update_id)
    elif not isinstance(error, BotError | Overtaken):
        log.error("update failed", update_id=update_id, exc_info=error)


async def _answered(query: CallbackQuery, text: str) -> bool:
    """Answer the press; in a group with the reason, for whoever pressed and nobody else."""
    is_private = query.message is None or query.message.chat.type == ChatType.PRIVATE
    with suppress(TelegramAPIError):  # too old to be answered
        if is_private:
            await query.answer()
        else:
            plain = unescape(_TAG.sub("", text))
            if len(plain) > LONGEST_ALERT:
                plain = f"{plain[: LONGEST_ALERT - 1]}…"
            await query.answer(plain, show_alert=True)
    return not is_private
