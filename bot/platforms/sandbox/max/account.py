"""Calls about the bot itself: who it is, its commands, where its updates go, and those that wait."""

import re
from urllib.parse import urlsplit

from bot.platforms.sandbox.max.asked import Asked
from bot.platforms.sandbox.max.errors import DONE, failed, malformed, unreadable
from bot.platforms.sandbox.max.events import TYPES
from bot.platforms.sandbox.max.markup import units
from bot.platforms.sandbox.max.state import MaxState
from bot.platforms.sandbox.params import Json

COMMANDS = 32
NAME = 64
DESCRIPTION = 128
LARGEST_BATCH = 100
LONGEST_POLL = 30
"""Seconds; the schema lets a bot ask for 90, the server answers by then."""
_SECRET = re.compile(r"^[A-Za-z0-9_-]{5,256}$")


def get_me(state: MaxState, asked: Asked) -> Json:  # noqa: ARG001 every call is called alike
    commands = state.fact("commands", [])
    return {**state.as_user(state.bot_id), **({"commands": commands} if commands else {})}


def patch_commands(state: MaxState, asked: Asked) -> Json:
    """One list for everybody; an empty one clears it."""
    match asked.body:
        case {"commands": list(commands), **rest} if not rest:
            pass
        case _:
            raise unreadable("commands: a list required")
    if len(commands) > COMMANDS:
        raise malformed(f"commands: size must be between 0 and {COMMANDS}")
    for command in commands:
        _check_command(command)
    state.set_fact("commands", commands)
    state.emit("bot")
    return {"commands": commands}


def _check_command(command: Json) -> None:
    if not isinstance(command, dict) or set(command) - {"name", "description"}:
        raise unreadable("commands: name and description required")
    for name, most in (("name", NAME), ("description", DESCRIPTION)):
        value = command.get(name)
        if not isinstance(value, str) or not 1 <= units(value) <= most:
            raise malformed(f"{name}: size must be between 1 and {most}")
    if command["name"].startswith("/"):
        raise malformed("name: goes without the slash")


def get_subscriptions(state: MaxState, asked: Asked) -> Json:  # noqa: ARG001 every call is called alike
    kept = state.fact("subscriptions", [])
    return {"subscriptions": [{k: v for k, v in one.items() if k != "secret"} for one in kept]}


def post_subscription(state: MaxState, asked: Asked) -> Json:
    """Another URL is another subscription; the same one replaces what was said of it."""
    match asked.body:
        case {"url": str(url), **rest} if set(rest) <= {"secret", "update_types"}:
            pass
        case _:
            raise unreadable("url required")
    _check_url(url)
    types, secret = rest.get("update_types") or [], rest.get("secret")
    if not isinstance(types, list) or not TYPES.issuperset(map(str, types)):
        raise unreadable("update_types: unknown type")
    if secret is not None and not (isinstance(secret, str) and _SECRET.match(secret)):
        raise malformed("secret: size must be between 5 and 256")
    made = {"url": url, "time": state.now_ms(), "update_types": types}
    others = [one for one in state.fact("subscriptions", []) if one["url"] != url]
    state.set_fact("subscriptions", [*others, {**made, "secret": secret} if secret else made])
    return DONE


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise malformed("url: errors.invalid") from None
    if parts.scheme != "https" or not parts.hostname or port is not None:
        raise malformed("url: https on its usual port required")


def delete_subscription(state: MaxState, asked: Asked) -> Json:
    kept = state.fact("subscriptions", [])
    others = [one for one in kept if one["url"] != asked.query.get("url")]
    if len(others) == len(kept):
        return failed("error.subscription.not.found")
    state.set_fact("subscriptions", others)
    return DONE


def get_updates(state: MaxState, asked: Asked) -> Json:
    """Updates not confirmed yet; waiting for one is the server's affair.

    A marker confirms everything before it; without one everything since the last that was confirmed comes again.
    While updates go to a subscription, nothing comes here.
    """
    limit = asked.within("limit", 1, 1000, LARGEST_BATCH)
    asked.within("timeout", 0, 90, LONGEST_POLL)
    marker, types = asked.integer("marker"), _types(asked.query.get("types", ""))
    if state.fact("subscriptions", []):
        return {"updates": [], "marker": marker}
    if marker is not None:
        state.confirm_updates(marker)
    taken = state.waiting(min(limit, LARGEST_BATCH))
    after = taken[-1][0] + 1 if taken else state.next_marker() if marker is None else marker
    wanted = [update for _, update in taken if not types or update["update_type"] in types]
    return {"updates": wanted, "marker": after}


def _types(given: str) -> frozenset[str]:
    types = frozenset(filter(None, given.split(",")))
    if not types <= TYPES:
        raise malformed("types: unknown type")
    return types
