"""Whom a call is for, whether the bot may speak there now, and what it may ask about a chat."""

from bot.platforms.sandbox.max.asked import Asked
from bot.platforms.sandbox.max.errors import (
    DONE,
    chat_denied,
    chat_not_found,
    malformed,
    never_started,
    suspended,
    unreadable,
)
from bot.platforms.sandbox.max.events import status_of
from bot.platforms.sandbox.max.state import MaxState
from bot.platforms.sandbox.params import Json

ABSENT = frozenset({"kicked", "left"})
SUSPENDED = frozenset({"kicked", "removed"})
"""Statuses of a dialog whose person stopped the bot, or deleted it."""
_ACTIONS = {
    "typing_on": "typing",
    "sending_photo": "upload_photo",
    "sending_video": "upload_video",
    "sending_audio": "upload_voice",
    "sending_file": "upload_document",
    "mark_seen": "",
}
"""Actions, and what the page calls them; one of them it does not show."""


def recipient(state: MaxState, asked: Asked) -> Json:
    """The chat that the query names, by a user or by its own id, where the bot may write.

    Raises:
        MaxRefusal: None or both are named, there is no such chat, or the bot may not write there.
    """
    user_id, chat_id = asked.integer("user_id"), asked.integer("chat_id")
    if (user_id is None) == (chat_id is None):
        raise malformed("Unknown recipient")
    if user_id is not None:
        chat = state.chat(user_id)
        if chat is None or chat["type"] != "private" or chat["_status"] == "new":
            raise never_started()
    else:
        chat = known(state, chat_id or 0)
    check_writable(state, chat)
    return chat


def known(state: MaxState, real_id: int) -> Json:
    """A chat by MAX's id of it.

    Raises:
        MaxRefusal: There is none.
    """
    chat = state.chat_by_real_id(real_id)
    if chat is None or chat.get("_status") == "new":
        raise chat_not_found(real_id)
    return chat


def check_writable(state: MaxState, chat: Json) -> None:
    if chat["type"] == "private" and chat["_status"] in SUSPENDED:
        raise suspended()
    if chat["type"] != "private" and status_of(chat, state.bot_id) in ABSENT:
        raise chat_denied()


def post_action(state: MaxState, asked: Asked) -> Json:
    chat = known(state, asked.path_id())
    check_writable(state, chat)
    match asked.body:
        case {"action": str(action), **rest} if action in _ACTIONS and not rest:
            if _ACTIONS[action]:
                state.emit("action", chat_id=chat["id"], action=_ACTIONS[action])
            return DONE
    raise unreadable("action: unknown")


def get_chat(state: MaxState, asked: Asked) -> Json:
    chat = known(state, asked.path_id())
    messages = state.messages(chat["id"])
    last = messages[-1]["timestamp"] if messages else state.now_ms()
    about = {"chat_id": asked.path_id(), "last_event_time": last, "is_public": False}
    if chat["type"] == "private":
        status = "suspended" if chat["_status"] in SUSPENDED else "active"
        person = state.as_user(chat["id"])
        return {**about, "type": "dialog", "status": status, "participants_count": 2, "dialog_with_user": person}
    status = {"left": "left", "kicked": "removed"}.get(status_of(chat, state.bot_id), "active")
    present = [one for one in chat["_members"].values() if one not in ABSENT]
    return {
        **about,
        "type": "chat",
        "status": status,
        "title": chat["title"],
        "participants_count": len(present),
    }
