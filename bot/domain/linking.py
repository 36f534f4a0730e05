"""Codes by which a person says in one messenger who they are in another."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.residents import Account, Platform

CODE_SIGNS = "ACDEFHJKMNPRTWXY23456789"
"""None can be mistaken for another, also by ear or in a poor font: 8 of them are 37 bits."""
CODE_LENGTH = 8
LINK_PREFIX = "link_"
"""What a link that brings a code begins its payload with."""

LONGEST_TYPED = 20
"""A code with a space after each sign, and some more."""

_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")  # Cyrillic into Latin
_BETWEEN = str.maketrans("", "", " \t\n-–—‑_.")  # dashes as keyboards and fonts make them


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCode:
    """A code as stored.

    Attributes:
        code_hash: SHA-256 of the code, hexadecimal: the code itself is not stored.
        resident_id: Who was given it.
        platform: The messenger it was given in; it is good in another one.
    """

    code_hash: str
    resident_id: int
    platform: Platform
    created_at: datetime
    expires_at: datetime

    def is_for(self, account: Account) -> bool:
        """Whether the account is in another messenger than the one it was given in."""
        return account.platform is not self.platform


def may_be_code(words: str) -> bool:
    """Whether somebody has tried to type a code, if not quite; a sentence is about something else."""
    return LINK_PREFIX in words or len(words) <= LONGEST_TYPED


def shown_code(code: str) -> str:
    """As people copy it: «ABCD-EFGH»."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def read_code(words: str) -> str | None:
    """The code that somebody typed, or None for words that cannot be one.

    Lower case, spaces, a dash, Cyrillic letters that look Latin, and the whole link are all right.
    """
    typed = words[-200:].rpartition(LINK_PREFIX)[2]
    code = typed.upper().translate(_LOOK_ALIKES).translate(_BETWEEN)
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_SIGNS) else None
