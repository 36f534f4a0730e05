"""Updates of MAX, in the shapes of its schema, and which of them the bot gets."""

from bot.platforms.sandbox.max.state import MaxState
from bot.platforms.sandbox.params import Json

DEEP_LINK = 128
"""Characters; a longer payload is dropped in silence."""
TYPES = frozenset(
    {
        *("message_created", "message_callback", "message_edited", "message_removed"),
        *("bot_started", "bot_stopped", "bot_added", "bot_removed", "user_added", "user_removed"),
        *("dialog_cleared", "dialog_removed", "dialog_muted", "dialog_unmuted"),
        *("chat_title_changed", "bot_admin_permissions_changed"),
        *("comment_created", "comment_edited", "comment_removed"),
    }
)


def status_of(chat: Json, user_id: int) -> str:
    """The status of somebody in a group."""
    found: str = chat.get("_members", {}).get(str(user_id), "left")
    return found


def hears(state: MaxState, chat: Json) -> bool:
    """Whether the bot gets what people write: in a group only as its administrator."""
    return bool(chat["type"] == "private" or status_of(chat, state.bot_id) == "administrator")


def tell_created(state: MaxState, record: Json) -> None:
    chat = state.chat(record["_chat"])
    if chat is not None and hears(state, chat):
        _queue(state, "message_created", {"message": state.as_max(record), **_locale(state, chat, record["from"])})


def tell_edited(state: MaxState, record: Json) -> None:
    """The id and place stay, the time is that of the edit."""
    chat = state.chat(record["_chat"])
    if chat is not None and hears(state, chat):
        _queue(state, "message_edited", {"message": {**state.as_max(record), "timestamp": record["edited"]}})


def tell_removed(state: MaxState, record: Json) -> None:
    chat = state.chat(record["_chat"])
    if chat is not None and hears(state, chat):
        ids = {"message_id": record["body"]["mid"], "chat_id": state.real_id(record["_chat"])}
        _queue(state, "message_removed", {**ids, "user_id": record["from"]})


def tell_pressed(state: MaxState, query: Json, record: Json | None) -> None:
    """A press; the message is null if it is gone."""
    callback = {
        "timestamp": state.now_ms(),
        "callback_id": query["id"],
        "user": state.as_user(query["user_id"]),
        "payload": query["data"],
    }
    message = None if record is None else state.as_max(record)
    locale = _locale(state, state.chat(query["chat_id"]), query["user_id"])
    _queue(state, "message_callback", {"callback": callback, "message": message, **locale})


def tell_of_dialog(state: MaxState, kind: str, user_id: int, payload: str = "") -> None:
    """`bot_started` (maybe with the payload of a deep link), `bot_stopped`, `dialog_removed`."""
    chat = state.chat(user_id)
    body = {"chat_id": state.real_id(user_id), "user": state.as_user(user_id)}
    carried = {"payload": payload} if 0 < len(payload) <= DEEP_LINK else {}
    _queue(state, kind, {**body, **carried, **_locale(state, chat, user_id)})


def tell_of_group(state: MaxState, kind: str, chat_id: int, user_id: int, **more: Json) -> None:
    """`bot_added`, `bot_removed`, `user_added`, `user_removed`."""
    user = state.as_user(user_id)
    _queue(state, kind, {"chat_id": chat_id, "user": user, **more, "is_channel": False})


def _locale(state: MaxState, chat: Json, user_id: int) -> Json:
    """Told in dialogs only, and not with edits."""
    language = (state.user(user_id) or {}).get("language_code")
    return {"user_locale": language} if language and chat["type"] == "private" else {}


def _queue(state: MaxState, kind: str, body: Json) -> None:
    state.queue({**body, "timestamp": state.now_ms(), "update_type": kind})
