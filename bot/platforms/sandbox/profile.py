"""Methods about the bot itself: who it is, its commands, descriptions and menu button."""

from bot.platforms.sandbox import rules
from bot.platforms.sandbox.chats import me, target
from bot.platforms.sandbox.errors import bad_request
from bot.platforms.sandbox.params import Json, Params
from bot.platforms.sandbox.state import State, public

_ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
    "supports_guest_queries": False,
    "supports_join_request_queries": False,
}
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


def get_me(state: State, params: Params) -> Json:  # noqa: ARG001 every method is called alike
    return {**public(me(state)), **_ABILITIES}


def set_my_commands(state: State, params: Params) -> Json:
    stored = state.fact("commands", {})
    stored[_key(params)] = rules.commands(params.json("commands"))
    _keep(state, stored)
    return True


def get_my_commands(state: State, params: Params) -> Json:
    return state.fact("commands", {}).get(_key(params), [])


def delete_my_commands(state: State, params: Params) -> Json:
    stored = state.fact("commands", {})
    stored.pop(_key(params), None)
    _keep(state, stored)
    return True


def _keep(state: State, commands: Json) -> None:
    state.set_fact("commands", commands)
    state.emit("bot")


def _key(params: Params) -> str:
    """Where a list of commands is kept: its scope, chat, user and language."""
    scope = params.json("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return f"{scope['type']}/{scope.get('chat_id', '')}/{scope.get('user_id', '')}/{_language(params)}"


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not (len(code) == 2 and code.isascii() and code.islower()):
        raise bad_request("BOT_LANG_CODE_INVALID")
    return code


def commands_for(state: State, chat: Json, user: Json) -> list[Json]:
    """The list that a person sees in a chat: the narrowest scope, then their language."""
    language = user.get("language_code", "")
    private = chat["type"] == "private"
    admin = chat.get("_members", {}).get(str(user["id"])) in ("creator", "administrator")
    scopes = [
        *([] if private else [f"chat_member/{chat['id']}/{user['id']}"]),
        *([f"chat_administrators/{chat['id']}/"] if admin else []),
        f"chat/{chat['id']}/",
        *(["all_chat_administrators//"] if admin else []),
        "all_private_chats//" if private else "all_group_chats//",
        "default//",
    ]
    stored = state.fact("commands", {})
    found = (stored.get(f"{scope}/{code}") for scope in scopes for code in (language, ""))
    return next((commands for commands in found if commands), [])


def _set_text(state: State, params: Params, name: str, limit: int) -> Json:
    stored = state.fact(name, {})
    stored[_language(params)] = rules.profile_text(params.text(name), limit, name.replace("_", " "))
    state.set_fact(name, stored)
    state.emit("bot")
    return True


def _get_text(state: State, params: Params, name: str) -> Json:
    stored = state.fact(name, {})
    return {name: stored.get(_language(params)) or stored.get("", "")}


def set_my_name(state: State, params: Params) -> Json:
    return _set_text(state, params, "name", 64)


def get_my_name(state: State, params: Params) -> Json:
    return {"name": _get_text(state, params, "name")["name"] or me(state)["first_name"]}


def set_my_description(state: State, params: Params) -> Json:
    return _set_text(state, params, "description", 512)


def get_my_description(state: State, params: Params) -> Json:
    return _get_text(state, params, "description")


def set_my_short_description(state: State, params: Params) -> Json:
    return _set_text(state, params, "short_description", 120)


def get_my_short_description(state: State, params: Params) -> Json:
    return _get_text(state, params, "short_description")


def profile_for(state: State, language: str) -> Json:
    """Name and descriptions as a person of this language sees them."""

    def text(name: str) -> str:
        stored = state.fact(name, {})
        return str(stored.get(language) or stored.get("", ""))

    return {
        "name": text("name") or me(state)["first_name"],
        "username": me(state)["username"],
        "description": text("description"),
        "short_description": text("short_description"),
    }


def set_chat_menu_button(state: State, params: Params) -> Json:
    button = params.json("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if not params.has("chat_id"):
        state.set_fact("menu_button", button)
        return True
    chat = target(state, params)
    chat["_menu_button"] = button
    state.put_chat(chat)
    return True


def get_chat_menu_button(state: State, params: Params) -> Json:
    default = state.fact("menu_button", {"type": "commands"})
    return target(state, params).get("_menu_button", default) if params.has("chat_id") else default
