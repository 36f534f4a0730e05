"""What the messenger shows before anything is said: who the bot is, the «/» menus of residents and operators."""

from collections.abc import Iterable

from aiogram import Bot

from bot.desk.commands import commands_of
from bot.domain.operators import Group, Role
from bot.domain.residents import Platform
from bot.platforms import telegram
from bot.texts import Translator

COMMANDS = (
    ("new", "command-new"),
    ("my", "command-my"),
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


async def introduce(bot: Bot, translator: Translator, desks: Iterable[int]) -> None:
    """Set menus and descriptions in every language.

    Args:
        desks: Chats with the operators' menu.
    """
    texts = {locale: translator.of(locale) for locale in translator.locales}
    await telegram.introduce(
        bot,
        {locale: [(name, t.label(text)) for name, text in COMMANDS] for locale, t in texts.items()},
        {
            locale: (t.label("command-description"), t.label("command-short-description"))
            for locale, t in texts.items()
        },
    )
    commands = (*commands_of(Role.OWNER), ("help", "command-help"))
    menus = {locale: [(name, t.label(text)) for name, text in commands] for locale, t in texts.items()}
    for chat_id in desks:
        await telegram.introduce_desk(bot, chat_id, menus)
