"""Methods that change or remove what is already in a chat."""

from datetime import timedelta

from bot.platforms.sandbox import content, rules
from bot.platforms.sandbox.chats import status_of, writable
from bot.platforms.sandbox.errors import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from bot.platforms.sandbox.params import Json, Params
from bot.platforms.sandbox.state import State

_CAPTIONED = ("photo", "document", "video", "voice")


def edit_message_text(state: State, params: Params) -> Json:
    message = _editable(state, params)
    text = content.with_text(rules.message_text(params))
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    if preview := params.json("link_preview_options"):
        text["link_preview_options"] = preview
    return _changed(state, params, message, ("text", "entities", "link_preview_options"), text)


def edit_message_caption(state: State, params: Params) -> Json:
    message = _editable(state, params)
    caption = content.with_caption(rules.message_caption(params))
    if not any(kind in message for kind in _CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    return _changed(state, params, message, ("caption", "caption_entities"), caption)


def edit_message_media(state: State, params: Params) -> Json:
    message = _editable(state, params)
    item = params.json("media")
    if not isinstance(item, dict) or item.get("type") not in ("photo", "document", "video"):
        raise bad_request("can't parse media JSON object")
    if "text" not in message and not any(kind in message for kind in _CAPTIONED):
        raise bad_request("message can't be edited")
    given = params.attached(str(item.get("media", "")))
    fields = {**content.media(state, item["type"], given), **content.caption_of_item(item)}
    old = ("text", "entities", "link_preview_options", "caption", "caption_entities", *_CAPTIONED)
    return _changed(state, params, message, old, fields)


def edit_message_reply_markup(state: State, params: Params) -> Json:
    return _changed(state, params, _editable(state, params), (), {})


def _editable(state: State, params: Params) -> Json:
    if params.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable(state, params)
    if not params.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = state.message(chat["id"], params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    foreign = message["from"]["id"] != state.fact("bot_id")
    if foreign or "_keyboard" in message or "forward_origin" in message or "pinned_message" in message:
        raise bad_request("message can't be edited")
    return message


def _changed(state: State, params: Params, message: Json, old: tuple[str, ...], new: Json) -> Json:
    """Replace the fields, and the keyboard as well: an edit without one takes it away."""
    markup = rules.reply_markup(params)
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    edited = {key: value for key, value in message.items() if key not in old and key != "reply_markup"} | new
    if markup:
        edited["reply_markup"] = markup
    if _same(edited, message):
        raise bad_request(NOT_MODIFIED)
    edited["edit_date"] = state.timestamp()
    if old:
        edited["_edited"] = True
    state.put_message(edited)
    return state.render(edited)


def _same(edited: Json, message: Json) -> bool:
    ignored = {"edit_date", "_edited", "link_preview_options"}
    return {k: v for k, v in edited.items() if k not in ignored} == {
        k: v for k, v in message.items() if k not in ignored
    }


def delete_message(state: State, params: Params) -> Json:
    chat = writable(state, params)
    message = state.message(chat["id"], params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(state, chat, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(state, chat, message)
    return True


def delete_messages(state: State, params: Params) -> Json:
    chat = writable(state, params)
    wanted = params.json("message_ids")
    if not isinstance(wanted, list) or not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > rules.DELETE_LIMIT:
        raise bad_request("too many message identifiers specified")
    found = [message for i in wanted if (message := state.message(chat["id"], int(i)))]
    if not all(_deletable(state, chat, message) for message in found):
        raise bad_request("message can't be deleted for everyone")
    for message in found:
        _delete(state, chat, message)
    return True


def _deletable(state: State, chat: Json, message: Json) -> bool:
    age = timedelta(seconds=state.timestamp() - message["date"])
    if age > timedelta(hours=rules.DELETE_HOURS):
        return False
    own = message["from"]["id"] == state.fact("bot_id")
    return own or chat["type"] == "private" or status_of(chat, state.fact("bot_id")) == "administrator"


def _delete(state: State, chat: Json, message: Json) -> None:
    state.drop_message(message)
    number = message["message_id"]
    keyboard = chat.get("_keyboard")
    if number in chat.get("_pinned", []) or (keyboard and keyboard["message_id"] == number):
        chat["_pinned"] = [i for i in chat.get("_pinned", []) if i != number]
        chat["_keyboard"] = None if keyboard and keyboard["message_id"] == number else keyboard
        state.put_chat(chat)


def answer_callback_query(state: State, params: Params) -> Json:
    text = params.text("text")
    if len(text) > rules.ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = state.query(params.text("callback_query_id"))
    late = query is not None and state.timestamp() - query["date"] > rules.QUERY_SECONDS
    if query is None or late or query["answer"] is not None:
        raise bad_request(QUERY_TOO_OLD)
    query["answer"] = {"text": text, "show_alert": params.flag("show_alert"), "url": params.text("url")}
    state.put_query(query)
    state.emit("answer", query=query)
    return True
