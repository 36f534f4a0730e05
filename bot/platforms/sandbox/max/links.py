"""What a message says of another one: that it answers it, or brings it from elsewhere."""

from bot.platforms.sandbox.max.errors import malformed
from bot.platforms.sandbox.max.state import MaxState
from bot.platforms.sandbox.params import Json


def made(state: MaxState, chat: Json, asked: Json) -> Json:
    """The `link` of a message in this chat, from the one of a call (type and mid).

    Raises:
        MaxRefusal: There is no such message, or the one answered is in another chat.
    """
    source = state.record(asked["mid"])
    if source is None or (asked["type"] == "reply" and source["_chat"] != chat["id"]):
        raise malformed(f"Invalid message_id: {asked['mid']}")
    return reply(state, source) if asked["type"] == "reply" else forward(state, source)


def reply(state: MaxState, source: Json) -> Json:
    return {"type": "reply", "sender": state.as_user(source["from"]), "message": source["body"]}


def forward(state: MaxState, source: Json) -> Json:
    """The first author's words, whoever brought them here; keyboards do not come along."""
    if source["link"] and source["link"]["type"] == "forward":
        return source["link"]
    attachments = [one for one in source["body"].get("attachments", []) if one["type"] != "inline_keyboard"]
    body = {name: value for name, value in source["body"].items() if name != "attachments"}
    return {
        "type": "forward",
        "sender": state.as_user(source["from"]),
        "chat_id": state.real_id(source["_chat"]),
        "message": {**body, **({"attachments": attachments} if attachments else {})},
    }
