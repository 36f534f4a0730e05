"""Messages of MAX as the page and the tests look at them: in the shapes of Telegram's sandbox.

Only looking: the bot's side never sees these. A message with several pictures is several views, as an album is
elsewhere; on the page ids are strings, because numbers of 64 bits do not survive JavaScript.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.platforms.sandbox.max.keyboards import BELOW, buttons_of
from bot.platforms.sandbox.params import Json
from bot.platforms.sandbox.state import public

if TYPE_CHECKING:
    from bot.platforms.sandbox.max.state import MaxState

_ENTITIES = {
    "strong": "bold",
    "emphasized": "italic",
    "underline": "underline",
    "strikethrough": "strikethrough",
    "monospaced": "code",
    "heading": "bold",
    "quote": "blockquote",
    "link": "text_link",
    "user_mention": "text_mention",
}
_CAPTIONED = ("photo", "video", "document", "voice")
_TEL = re.compile(r"^TEL[^:\r\n]*:([^\r\n]*)", re.MULTILINE)
_NAME = re.compile(r"^FN[^:\r\n]*:([^\r\n]*)", re.MULTILINE)


def on_screen(state: "MaxState", record: Json) -> list[Json]:
    """One view of a message, or one of each picture in it."""
    head: Json = {
        "message_id": record["message_id"],
        "from": public(state.user(record["from"])),
        "date": record["timestamp"] // 1000,
        "chat": public(state.chat(record["_chat"])),
    }
    if record["edited"]:
        head["edit_date"] = record["edited"] // 1000
    link, body = record["link"], record["body"]
    if link and link["type"] == "reply":
        head["reply_to_message"] = _answered(state, head["chat"], link)
    if link and link["type"] == "forward":
        head["forward_origin"] = _origin(link)
        body = link["message"]
    views = [{**head, **part} for part in _parts(state, body)]
    if rows := _inline(buttons_of(record["body"].get("attachments", []))):
        views[0]["reply_markup"] = {"inline_keyboard": rows}
    return views


def on_page(state: "MaxState", record: Json) -> list[Json]:
    """The views, each under an id of its own, with what only the page looks at.

    `_buttons` are the rows of the keyboard as MAX has them, those included that `reply_markup` cannot show.
    """
    own = {"_chat": record["_chat"], "_silent": record["silent"], "_edited": bool(record["edited"])}
    own = {key: value for key, value in own.items() if value}
    made = []
    for number, view in enumerate(on_screen(state, record)):
        named = {**view, "message_id": page_id(record["message_id"], number), **own}
        if answered := view.get("reply_to_message"):
            named["reply_to_message"] = {**answered, "message_id": page_id(answered["message_id"])}
        made.append(named)
    if rows := buttons_of(record["body"].get("attachments", [])):
        made[0]["_buttons"] = rows
    return made


def page_ids(state: "MaxState", record: Json) -> list[str]:
    return [page_id(record["message_id"], number) for number in range(len(on_screen(state, record)))]


def page_id(seq: int, number: int = 0) -> str:
    """The id of a message on the page, of its further pictures from 1."""
    return f"{seq}.{number}" if number else str(seq)


def seq_of(page_id: str) -> int:
    """The message that an id of the page belongs to.

    Raises:
        ValueError: It is none.
    """
    return int(page_id.partition(".")[0])


def labels_below(record: Json) -> list[list[str]]:
    """Labels of the buttons that say or share something, by rows."""
    rows = [
        [one["text"] for one in row if one["type"] in BELOW]
        for row in buttons_of(record["body"].get("attachments", []))
    ]
    return [row for row in rows if row]


def _answered(state: "MaxState", chat: Json, link: Json) -> Json:
    sender = state.user(link["sender"]["user_id"])
    return {
        "message_id": link["message"]["seq"],
        "from": public(sender),
        "chat": chat,
        **_parts(state, link["message"])[0],
    }


def _origin(link: Json) -> Json:
    if "sender" not in link:
        return {"type": "hidden_user", "sender_user_name": link["_name"]}
    sender = link["sender"]
    named = {key: sender[key] for key in ("first_name", "last_name", "username", "is_bot") if key in sender}
    return {"type": "user", "sender_user": {"id": sender["user_id"], **named}}


def _parts(state: "MaxState", body: Json) -> list[Json]:
    """Contents of a message, at least one; its words stand with the first."""
    attachments = [one for one in body.get("attachments", []) if one["type"] in _VIEWS]
    parts = [_VIEWS[one["type"]](state, one) for one in attachments] or [{}]
    if len(parts) > 1:
        parts = [{**part, "media_group_id": body["mid"]} for part in parts]
    if text := body.get("text"):
        word = "caption" if any(kind in parts[0] for kind in _CAPTIONED) else "text"
        parts[0][word] = text
        if entities := [made for one in body.get("markup", []) if (made := _entity(state, text, one))]:
            parts[0]["entities" if word == "text" else "caption_entities"] = entities
    return parts


def _entity(state: "MaxState", text: str, mark: Json) -> Json | None:
    if mark["type"] not in _ENTITIES:
        return None
    start, end = mark["from"], mark["from"] + mark["length"]
    made: Json = {"type": _ENTITIES[mark["type"]], "offset": start, "length": mark["length"]}
    if mark["type"] == "link":
        covered = text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le")
        return {**made, "type": "url"} if covered == mark["url"] else {**made, "url": mark["url"]}
    if mark["type"] == "user_mention":
        user = state.user(mark["user_id"])
        return {**made, "user": public(user)} if user else None
    return made


def _file(state: "MaxState", attachment: Json) -> Json:
    file: Json = state.file(attachment["payload"]["token"])
    return {key: file[key] for key in ("file_id", "file_unique_id", "file_size")}


def _photo(state: "MaxState", attachment: Json) -> Json:
    file: Json = state.file(attachment["payload"]["token"])
    return {"photo": [{**_file(state, attachment), "width": file["width"], "height": file["height"]}]}


def _video(state: "MaxState", attachment: Json) -> Json:
    size = {key: attachment[key] for key in ("width", "height", "duration")}
    return {"video": {**_file(state, attachment), **size}}


def _voice(state: "MaxState", attachment: Json) -> Json:
    return {"voice": {**_file(state, attachment), "duration": attachment.get("_duration", 1)}}


def _document(state: "MaxState", attachment: Json) -> Json:
    mime = (state.file(attachment["payload"]["token"]) or {})["mime_type"]
    named = {"file_name": attachment["filename"], "mime_type": mime}
    return {"document": {**_file(state, attachment), **named}}


def _sticker(_: "MaxState", attachment: Json) -> Json:
    size = {key: attachment[key] for key in ("width", "height")}
    return {"sticker": {"emoji": attachment.get("_emoji", "🏷"), **size}}


def _location(_: "MaxState", attachment: Json) -> Json:
    return {"location": {key: attachment[key] for key in ("latitude", "longitude")}}


def _contact(_: "MaxState", attachment: Json) -> Json:
    payload = attachment["payload"]
    phone, name = _TEL.search(payload["vcf_info"]), _NAME.search(payload["vcf_info"])
    made = {"phone_number": phone[1] if phone else "", "first_name": name[1] if name else ""}
    return {"contact": {**made, **({"user_id": payload["max_info"]["user_id"]} if "max_info" in payload else {})}}


_VIEWS: Mapping[str, Callable[["MaxState", Json], Json]] = {
    "image": _photo,
    "video": _video,
    "audio": _voice,
    "file": _document,
    "sticker": _sticker,
    "location": _location,
    "contact": _contact,
}


def _inline(rows: list[list[Json]]) -> list[list[Json]]:
    """Rows of the buttons that an inline keyboard of Telegram has as well."""
    made = [[_button(one) for one in row if one["type"] not in BELOW] for row in rows]
    return [row for row in made if row]


def _button(button: Json) -> Json:
    match button["type"]:
        case "callback":
            return {"text": button["text"], "callback_data": button["payload"]}
        case "link":
            return {"text": button["text"], "url": button["url"]}
        case _:  # a clipboard one: no other kind passes the rules
            return {"text": button["text"], "copy_text": {"text": button["payload"]}}
