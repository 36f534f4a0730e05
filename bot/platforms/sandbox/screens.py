"""What the page shows of each messenger: people, what they know of the bot, chats and messages.

Keys are the Bot API's in both; those of people, chats and messages are what the page asks by.
"""

from collections.abc import Mapping
from itertools import chain

from bot.platforms.sandbox import profile
from bot.platforms.sandbox.api import GROUP, OLGA, PARTS, BotApi
from bot.platforms.sandbox.max import views
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.cast import FROM_MAX
from bot.platforms.sandbox.params import Json

TELEGRAM, MAX = "telegram", "max"

_PARTS: Mapping[int, str] = {**PARTS, **{one.user_id: one.part for one in FROM_MAX}}
_ORDER = list(_PARTS)


def screens(telegram: BotApi, in_max: MaxApi) -> Json:
    """Everything at once; "bot" and "commands" are by person, as their application shows them."""
    parts = (_of_telegram(telegram), _of_max(in_max))
    return {
        "people": [*chain(*(part["people"] for part in parts))],
        **{name: parts[0][name] | parts[1][name] for name in ("bot", "commands", "chats", "messages")},
        "group": GROUP,
        "operator": OLGA,
    }


def named(entity: Json, messenger: str) -> Json:
    """A person or a chat, with the messenger it is in."""
    return {**entity, "messenger": messenger}


def check_ids(telegram: BotApi, in_max: MaxApi) -> None:
    """A person, and so a private chat, is found by the id alone.

    Raises:
        ValueError: Both messengers have somebody with the same id.
    """
    both = {user["id"] for user in telegram.state.users()} & {user["id"] for user in in_max.state.users()}
    if both:
        raise ValueError(f"somebody in both messengers has the id {min(both)}")


def _of_telegram(api: BotApi) -> Json:
    state = api.state
    people, chats = _people(api), state.chats()
    return {
        "people": [_person(user, TELEGRAM) for user in people],
        "bot": {user["id"]: profile.profile_for(state, user.get("language_code", "")) for user in people},
        "commands": {
            user["id"]: {
                chat["id"]: profile.commands_for(state, chat, user)
                for chat in chats
                if chat["id"] in (GROUP, user["id"])
            }
            for user in people
        },
        "chats": {chat["id"]: named(chat, TELEGRAM) for chat in chats},
        "messages": {chat["id"]: [state.view(m) for m in state.messages(chat["id"])] for chat in chats},
    }


def _of_max(api: MaxApi) -> Json:
    """MAX has one list of commands, and a bot cannot describe itself there by a call."""
    state, bot = api.state, api.bot_user()
    people, chats = _people(api), state.chats()
    known = {"name": bot["first_name"], "username": bot["username"], "description": "", "short_description": ""}
    return {
        "people": [_person(user, MAX) for user in people],
        "bot": {user["id"]: known for user in people},
        "commands": {user["id"]: {user["id"]: api.person(user["id"]).commands} for user in people},
        "chats": {chat["id"]: named(chat, MAX) for chat in chats},
        "messages": {
            chat["id"]: [view for record in state.messages(chat["id"]) for view in views.on_page(state, record)]
            for chat in chats
        },
    }


def _people(api: BotApi | MaxApi) -> list[Json]:
    """Those the sandbox came with as they are listed there, whoever has come later after them."""
    people = [user for user in api.state.users() if not user["is_bot"]]
    return sorted(people, key=lambda user: _ORDER.index(user["id"]) if user["id"] in _ORDER else len(_ORDER))


def _person(user: Json, messenger: str) -> Json:
    return named({**user, "part": _PARTS.get(user["id"], "resident")}, messenger)
