"""Calls about messages: new ones, changed ones, gone ones, read ones, and answers to presses."""

from datetime import timedelta

from bot.platforms.sandbox.max import bodies, chats, links
from bot.platforms.sandbox.max.asked import Asked
from bot.platforms.sandbox.max.errors import (
    CALLBACK_INVALID,
    DONE,
    NOTHING_TO_ANSWER,
    chat_denied,
    failed,
    malformed,
    not_found,
    unreadable,
)
from bot.platforms.sandbox.max.events import status_of
from bot.platforms.sandbox.max.keyboards import buttons_of
from bot.platforms.sandbox.max.state import MaxState
from bot.platforms.sandbox.params import Json

EDITABLE = timedelta(days=7)
"""How long a message without a keyboard can be changed in a dialog."""


def post_message(state: MaxState, asked: Asked) -> Json:
    chat = chats.recipient(state, asked)
    asked.flag("disable_link_preview")
    new = bodies.read(state, asked.body)
    link = links.made(state, chat, new.link) if new.link else None
    content = new.content({})
    if link is None or link["type"] != "forward":
        bodies.check_visible(content)
    record = state.add_record(chat, state.bot_id, content, link=link, silent=not new.notify)
    return {"message": state.as_max(record)}


def put_message(state: MaxState, asked: Asked) -> Json:
    record = _addressed(state, asked)
    if record["from"] != state.bot_id:
        return failed("error.edit.foreign.message")
    if _is_too_old(state, record):
        return failed("error.edit.too.late")
    _change(state, record, bodies.read(state, asked.body))
    return DONE


def _change(state: MaxState, record: Json, new: bodies.NewBody) -> None:
    """What is not brought stays; nothing is compared with what was."""
    old = record["body"]
    content = new.content(old)
    link = record["link"] if new.link is None else links.made(state, state.chat(record["_chat"]), new.link)
    if link is None or link["type"] != "forward":
        bodies.check_visible(content)
    body = {"mid": old["mid"], "seq": old["seq"], **content}
    edited = record["edited"] if _looks(body) == _looks(old) else state.now_ms()
    state.put_message({**record, "body": body, "link": link, "edited": edited})


def _looks(body: Json) -> Json:
    """All of a message but its keyboard, whose change does not count as an edit."""
    media = [one for one in body.get("attachments", []) if one["type"] != "inline_keyboard"]
    return body["text"], body.get("markup", []), media


def _is_too_old(state: MaxState, record: Json) -> bool:
    if record["_chat"] < 0 or buttons_of(record["body"].get("attachments", [])):
        return False
    return timedelta(milliseconds=state.now_ms() - record["timestamp"]) > EDITABLE


def delete_message(state: MaxState, asked: Asked) -> Json:
    record = _addressed(state, asked)
    if record["from"] != state.bot_id:
        chat = state.chat(record["_chat"])
        if chat is None or status_of(chat, state.bot_id) != "administrator":
            return failed("error.delete.foreign.message")
    state.drop_message(record)
    return DONE


def _addressed(state: MaxState, asked: Asked) -> Json:
    """The message that the query names, in a chat where the bot may write."""
    if "message_id" not in asked.query:
        raise malformed("message_id: errors.required")
    record = _existing(state, asked.query["message_id"])
    chats.check_writable(state, state.chat(record["_chat"]))
    return record


def _existing(state: MaxState, mid: str) -> Json:
    record = state.record(mid)
    if record is None:
        raise not_found(f"Message {mid} not found")
    return record


def get_message(state: MaxState, asked: Asked) -> Json:
    return state.as_max(_existing(state, asked.part))


def get_messages(state: MaxState, asked: Asked) -> Json:
    """By ids, or the history of a chat; newest first."""
    if ids := asked.query.get("message_ids"):
        records = [found for mid in ids.split(",") if (found := state.record(mid))]
        return {"messages": [state.as_max(record) for record in _newest_first(records)]}
    chat_id = asked.integer("chat_id")
    if chat_id is None:
        raise malformed("chat_id or message_ids: errors.required")
    chat = chats.known(state, chat_id)
    if chat["type"] != "private" and status_of(chat, state.bot_id) != "administrator":
        raise chat_denied()
    before, after = asked.integer("before"), asked.integer("after")
    records = [
        record
        for record in state.messages(chat["id"])
        if (before is None or record["timestamp"] < before) and (after is None or record["timestamp"] > after)
    ]
    count = asked.within("count", 1, 100, 50)
    return {"messages": [state.as_max(record) for record in _newest_first(records)[:count]]}


def _newest_first(records: list[Json]) -> list[Json]:
    return sorted(records, key=lambda record: record["message_id"], reverse=True)


def post_answer(state: MaxState, asked: Asked) -> Json:
    """Answer a press, once: by a word, by a change of its message, or by both."""
    asked.flag("disable_link_preview")
    given = _answer(state, asked.body)
    query = state.query(asked.query.get("callback_id", ""))
    if query is None or query["answer"] is not None:
        raise malformed(CALLBACK_INVALID)
    if "message" in given:
        record = state.message(query["chat_id"], query["message_id"])
        if record is None or record["from"] != state.bot_id:
            return failed("error.message.not.found")
        chats.check_writable(state, state.chat(query["chat_id"]))
        _change(state, record, bodies.read(state, given["message"]))
    query["answer"] = {"text": given.get("notification", ""), "show_alert": False, "url": ""}
    state.put_query(query)
    state.emit("answer", query={**query, "message_id": str(query["message_id"])})
    return DONE


def _answer(state: MaxState, body: Json) -> Json:
    if not isinstance(body, dict) or set(body) - {"message", "notification"}:
        raise unreadable("message or notification required, nothing else")
    given = {name: value for name, value in body.items() if value is not None}
    if not isinstance(given.get("notification", ""), str):
        raise unreadable("notification: a string required")
    is_empty = given.get("notification", "") == "" and "message" not in given
    if not given or (is_empty and not state.takes_empty_notification):
        raise malformed(NOTHING_TO_ANSWER)
    return given
