"""People and their private chats: MAX's users as the Bot API would show them."""

import re

from bot.platforms.max.memory import Memory
from bot.platforms.max.wire import Json, record, whole, words

LONGEST_NAME = 256
"""UTF-16 units of a person's or a group's name."""

_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")


def user_of(raw: object, locale: object = None) -> Json | None:
    """The Bot API's `User`; None without a valid id.

    Args:
        locale: `user_locale` of the update, which is about this person.
    """
    known = record(raw)
    user_id = whole(known.get("user_id"), least=1)
    if user_id is None:
        return None
    # Old events have only `name`; a deleted account may have neither.
    first_name = words(known.get("first_name"), LONGEST_NAME) or words(known.get("name"), LONGEST_NAME) or ""
    user: Json = {"id": user_id, "is_bot": known.get("is_bot") is True, "first_name": first_name}
    for field in ("last_name", "username"):
        if value := words(known.get(field), LONGEST_NAME):
            user[field] = value
    if isinstance(locale, str) and _LOCALE.fullmatch(locale):
        user["language_code"] = locale.replace("_", "-")
    return user


def known_user(raw: object, locale: object, memory: Memory) -> Json | None:
    """`user_of`, with the language of an earlier update where this one has none."""
    user = user_of(raw, locale)
    if user is not None and (language := memory.language(user["id"], user.get("language_code"))):
        user["language_code"] = language
    return user


def nameless(user_id: int, *, is_bot: bool = False) -> Json:
    """Somebody of whom MAX tells only the id."""
    return {"id": user_id, "is_bot": is_bot, "first_name": ""}


def private_chat(user: Json) -> Json:
    """A private chat has the person's id, as in Telegram."""
    names = {field: user[field] for field in ("first_name", "last_name", "username") if user.get(field)}
    return {"id": user["id"], "type": "private", **names}
