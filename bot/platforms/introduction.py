"""What a messenger is told of the bot at the start: menus of commands and descriptions, by language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Menu = Sequence[tuple[str, str]]
"""Pairs of a command without its slash and what it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """
    Attributes:
        menus: By language; the first language is for everyone else too.
        descriptions: By language, the long and the short description.
        desks: Chats with a menu of their own, the operators'.
        desk_menus: That menu, by language.
    """

    menus: Mapping[str, Menu]
    descriptions: Mapping[str, tuple[str, str]]
    desks: Sequence[int]
    desk_menus: Mapping[str, Menu]
