"""Methods that put a new message into a chat."""

from bot.platforms.sandbox import content, rules
from bot.platforms.sandbox.chats import me, target, writable
from bot.platforms.sandbox.errors import bad_request
from bot.platforms.sandbox.params import Json, Params
from bot.platforms.sandbox.state import State


def send_message(state: State, params: Params) -> Json:
    chat = writable(state, params)
    text = content.with_text(rules.message_text(params))
    if preview := params.json("link_preview_options"):
        text["link_preview_options"] = preview
    return _send(state, params, chat, text)


def send_photo(state: State, params: Params) -> Json:
    chat = writable(state, params)
    caption = content.with_caption(rules.message_caption(params))
    return _send(
        state, params, chat, {**content.media(state, "photo", params.file("photo")), **caption, **_looks(params)}
    )


def send_document(state: State, params: Params) -> Json:
    chat = writable(state, params)
    caption = content.with_caption(rules.message_caption(params))
    return _send(state, params, chat, {**content.media(state, "document", params.file("document")), **caption})


def _looks(params: Params) -> Json:
    looks: Json = {}
    if params.flag("has_spoiler"):
        looks["has_media_spoiler"] = True
    if params.flag("show_caption_above_media"):
        looks["show_caption_above_media"] = True
    return looks


def send_location(state: State, params: Params) -> Json:
    chat = writable(state, params)
    lat, lon = rules.point(params)
    place = content.location(lat, lon, live_period=params.integer("live_period"))
    return _send(state, params, chat, {"location": place})


def send_venue(state: State, params: Params) -> Json:
    chat = writable(state, params)
    lat, lon = rules.point(params)
    if not params.text("title"):
        raise bad_request("title is empty")
    if not params.text("address"):
        raise bad_request("address is empty")
    place = content.location(lat, lon)
    venue = {"location": place, "title": params.text("title"), "address": params.text("address")}
    return _send(state, params, chat, {"location": place, "venue": venue})


def send_contact(state: State, params: Params) -> Json:
    chat = writable(state, params)
    if not params.text("phone_number"):
        raise bad_request("phone number is empty")
    if not params.text("first_name"):
        raise bad_request("first name is empty")
    names = ("phone_number", "first_name", "last_name", "vcard")
    return _send(state, params, chat, {"contact": {n: params.text(n) for n in names if params.text(n)}})


def send_media_group(state: State, params: Params) -> Json:
    chat = writable(state, params)
    items = rules.album(params.json("media"))
    contents = [
        {
            **content.media(state, item["type"], params.attached(str(item.get("media", "")))),
            **content.caption_of_item(item),
        }
        for item in items
    ]
    group = str(13_000_000_000 + state.next_number("media_group"))
    common = _common(state, params, chat)
    sent = [
        state.add_message(chat, me(state), {"media_group_id": group, **common, **fields}) for fields in contents
    ]
    return [state.render(message) for message in sent]


def forward_message(state: State, params: Params) -> Json:
    chat = writable(state, params)
    source = _source(state, params, "message to forward not found")
    origin = source.get("forward_origin") or {
        "type": "user",
        "sender_user": source["from"],
        "date": source["date"],
    }
    return _send(state, params, chat, {"forward_origin": origin, **content.forwarded(source)})


def copy_message(state: State, params: Params) -> Json:
    chat = writable(state, params)
    copied = content.forwarded(_source(state, params, "message to copy not found"))
    if params.has("caption"):
        copied = {**copied, **content.with_caption(rules.message_caption(params))}
    return {"message_id": _send(state, params, chat, copied)["message_id"]}


def _source(state: State, params: Params, refusal: str) -> Json:
    source = state.message(target(state, params, "from_chat_id")["id"], params.integer("message_id"))
    if source is None or not content.forwarded(source):
        raise bad_request(refusal)
    return source


def _send(state: State, params: Params, chat: Json, fields: Json) -> Json:
    markup = rules.reply_markup(params)
    whole = {**_common(state, params, chat), **fields, **_with_markup(markup)}
    message = state.add_message(chat, me(state), whole)
    if markup and "inline_keyboard" not in markup:
        chat["_keyboard"] = (
            None if markup.get("remove_keyboard") else {"message_id": message["message_id"], **markup}
        )
        state.put_chat(chat)
    return state.render(message)


def _with_markup(markup: Json | None) -> Json:
    if not markup:
        return {}
    return {"reply_markup": markup} if "inline_keyboard" in markup else {"_keyboard": markup}


def _common(state: State, params: Params, chat: Json) -> Json:
    """The message answered and whether it makes a sound."""
    common: Json = {"_silent": True} if params.flag("disable_notification") else {}
    if params.flag("protect_content"):
        common["has_protected_content"] = True
    reply = params.json("reply_parameters") or {}
    wanted = reply.get("message_id")
    if not wanted:
        return common
    if state.message(chat["id"], int(wanted)) is not None:
        return {**common, "_reply_to": int(wanted)}
    if reply.get("allow_sending_without_reply"):
        return common
    raise bad_request("message to be replied not found")
