"""Who may talk where: membership, blocking, pins, and the methods that ask about it."""

from bot.platforms.sandbox import rules
from bot.platforms.sandbox.errors import bad_request, forbidden
from bot.platforms.sandbox.params import Json, Params
from bot.platforms.sandbox.state import State, public

_RIGHTS = {
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_pin_messages": True,
    "can_manage_topics": False,
    "can_send_welcome_messages": False,
}


def me(state: State) -> Json:
    """The bot as a user."""
    return state.user(state.fact("bot_id"))


def target(state: State, params: Params, name: str = "chat_id") -> Json:
    """The chat a call names, whatever the bot may do there."""
    given = params.text(name)
    if not given:
        raise bad_request(f"{name} is empty")
    try:
        chat = state.chat(int(given))
    except ValueError:
        chat = next((c for c in state.chats() if f"@{c.get('username', '')}" == given), None)
    if chat is None or (chat["type"] == "private" and "_status" not in chat):
        raise bad_request("chat not found")
    return chat


def writable(state: State, params: Params) -> Json:
    """The chat a call names, where the bot is allowed to speak now."""
    chat = target(state, params)
    check_writable(state, chat)
    return chat


def check_writable(state: State, chat: Json) -> None:
    status = chat["_status"] if chat["type"] == "private" else status_of(chat, state.fact("bot_id"))
    if chat["type"] == "private" and status == "new":
        raise forbidden("bot can't initiate conversation with a user")
    if chat["type"] == "private" and status == "kicked":
        raise forbidden("bot was blocked by the user")
    if status in ("kicked", "left"):
        raise forbidden(f"bot was kicked from the {chat['type']} chat" if status == "kicked" else NOT_A_MEMBER)


NOT_A_MEMBER = "bot is not a member of the supergroup chat"


def status_of(chat: Json, user_id: int) -> str:
    """The status of a user in a group."""
    found: str = chat.get("_members", {}).get(str(user_id), "left")
    return found


def member(state: State, chat: Json, user_id: int) -> Json:
    """The `ChatMember` of the status the user has."""
    user = state.user(user_id)
    if user is None:
        raise bad_request("invalid user_id specified")
    status = "member" if chat["type"] == "private" else status_of(chat, user_id)
    return described(public(user), status)


def described(user: Json, status: str) -> Json:
    base: Json = {"status": status, "user": user}
    if status == "administrator":
        return {**base, **_RIGHTS}
    if status == "creator":
        return {**base, "is_anonymous": False}
    return {**base, "until_date": 0} if status == "kicked" else base


def get_chat(state: State, params: Params) -> Json:
    chat = target(state, params)
    full = {
        **public(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
            False,
        ),
    }
    pinned = [m for i in chat.get("_pinned", []) if (m := state.message(chat["id"], i))]
    if pinned:
        full["pinned_message"] = state.render(pinned[-1])
    return full


def _group(state: State, params: Params) -> Json:
    chat = target(state, params)
    if chat["type"] != "private":
        check_writable(state, chat)
    return chat


def get_chat_member(state: State, params: Params) -> Json:
    return member(state, _group(state, params), params.integer("user_id"))


def get_chat_administrators(state: State, params: Params) -> Json:
    chat = _group(state, params)
    if chat["type"] == "private":
        raise bad_request("there are no administrators in the private chat")
    keepers = [int(i) for i, s in chat["_members"].items() if s in ("creator", "administrator")]
    return [member(state, chat, i) for i in keepers if i != state.fact("bot_id")]


def get_chat_member_count(state: State, params: Params) -> Json:
    chat = _group(state, params)
    present = [s for s in chat.get("_members", {}).values() if s not in ("left", "kicked")]
    return 2 if chat["type"] == "private" else len(present)


def leave_chat(state: State, params: Params) -> Json:
    chat = _group(state, params)
    if chat["type"] == "private":
        raise bad_request("chat member status can't be changed in private chats")
    set_bot_status(state, chat, "left", by=me(state))
    return True


def set_bot_status(state: State, chat: Json, status: str, *, by: Json) -> None:
    """Move the bot in a chat (added, promoted, removed, blocked) and tell it by `my_chat_member`."""
    bot: Json = me(state)
    if chat["type"] == "private":
        old, chat["_status"] = chat["_status"], status
    else:
        old = status_of(chat, bot["id"])
        chat["_members"][str(bot["id"])] = status
    state.put_chat(chat)
    if old not in (status, "new"):
        change = {
            "chat": public(chat),
            "from": public(by),
            "date": state.timestamp(),
            "old_chat_member": described(public(bot), old),
            "new_chat_member": described(public(bot), status),
        }
        state.push_update("my_chat_member", change)


def hears(state: State, chat: Json, message: Json) -> bool:
    """Whether the bot gets what a person wrote.

    In private and where it is an administrator it gets all. An ordinary member gets what is meant for it, by the
    privacy mode that bots have unless their owner turns it off: commands but another bot's, its name, answers.
    """
    bot: Json = me(state)
    status = "administrator" if chat["type"] == "private" else status_of(chat, bot["id"])
    if status != "member":
        return bool(status == "administrator")
    answered = state.message(chat["id"], message.get("_reply_to", 0))
    if answered is not None and answered["from"]["id"] == bot["id"]:
        return True
    data = (message.get("text") or message.get("caption") or "").encode("utf-16-le")
    for mark in message.get("entities") or message.get("caption_entities") or []:
        start = mark["offset"] * 2
        name = data[start : start + mark["length"] * 2].decode("utf-16-le").partition("@")[2].lower()
        if mark["type"] == "mention" and name == bot["username"].lower():
            return True
        if mark["type"] == "bot_command" and start == 0 and name in ("", bot["username"].lower()):
            return True
    return False


def _may_pin(state: State, params: Params) -> Json:
    chat = writable(state, params)
    if chat["type"] != "private" and status_of(chat, state.fact("bot_id")) != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def pin_chat_message(state: State, params: Params) -> Json:
    chat = _may_pin(state, params)
    message = state.message(chat["id"], params.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    chat["_pinned"] = [i for i in chat.get("_pinned", []) if i != message["message_id"]] + [message["message_id"]]
    state.put_chat(chat)
    service = {"pinned_message": state.render(message)}
    added = state.add_message(chat, me(state), service)
    if chat["type"] != "private":
        state.push_update("message", state.render(added))
    return True


def unpin_chat_message(state: State, params: Params) -> Json:
    chat = _may_pin(state, params)
    pinned = chat.get("_pinned", [])
    if not params.has("message_id"):
        chat["_pinned"] = pinned[:-1]
    elif (wanted := params.integer("message_id")) in pinned:
        chat["_pinned"] = [i for i in pinned if i != wanted]
    else:
        raise bad_request("message to unpin not found")
    state.put_chat(chat)
    return True


def send_chat_action(state: State, params: Params) -> Json:
    chat = writable(state, params)
    action = params.text("action").lower()
    if action not in rules.ACTIONS:
        raise bad_request("wrong parameter action in request")
    state.emit("action", chat_id=chat["id"], action=action)
    return True
