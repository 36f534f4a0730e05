"""What the messenger shows before anything is said: who the bot is, the «/» menus of residents and operators."""

from collections.abc import Iterable, Sequence

from bot.desk.commands import commands_of
from bot.domain.operators import Group, Role
from bot.domain.residents import Platform
from bot.platforms.introduction import Introduction, Menu
from bot.texts import Texts, Translator

COMMANDS = (
    ("new", "command-new"),
    ("my", "command-my"),
    ("near", "command-near"),
    ("points", "command-points"),
    ("topics", "command-topics"),
    ("emergency", "command-emergency"),
    ("settings", "command-settings"),
    ("help", "command-help"),
    ("privacy", "command-privacy"),
    ("cancel", "command-cancel"),
)
"""Of residents; those of operators are in `bot.desk.commands`."""


def desk_chats(owners: Iterable[tuple[Platform, int]], group: Group | None, platform: Platform) -> list[int]:
    """Chats whose menu is the operators': their group, and the owners' own. Others find theirs in `/help`."""
    chats = [user_id for whose, user_id in owners if whose is platform]
    return [group.chat_id, *chats] if group is not None and group.platform is platform else chats


def introduction(translator: Translator, desks: Sequence[int]) -> Introduction:
    """Menus and descriptions in every language.

    Args:
        desks: Chats with the operators' menu.
    """
    texts = {locale: translator.of(locale) for locale in translator.locales}
    at_desk = (*commands_of(Role.OWNER), ("help", "command-help"))
    return Introduction(
        menus={locale: _menu(t, COMMANDS) for locale, t in texts.items()},
        descriptions={
            locale: (t.label("command-description"), t.label("command-short-description"))
            for locale, t in texts.items()
        },
        desks=desks,
        desk_menus={locale: _menu(t, at_desk) for locale, t in texts.items()},
    )


def _menu(t: Texts, commands: Iterable[tuple[str, str]]) -> Menu:
    return [(name, t.label(text)) for name, text in commands]
