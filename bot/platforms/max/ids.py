"""Ids of MAX's messages and dialogues, computed from one another.

Rests on recorded pairs, MAX promises none of it: `Memory` prefers what it has seen over what is computed here.
"""

import re

_MID = re.compile(r"(?:mid\.)?([0-9a-f]{16})([0-9a-f]{16})", re.IGNORECASE)
_CHATS = range(-(2**63), 2**63)
_SEQS = range(2**63)


def mid_of(chat_id: int, seq: int) -> str:
    """MAX's id of a message: "mid." and 32 hexadecimal digits.

    Args:
        chat_id: MAX's own id of the dialogue (not the user's) or, negative, of the group; signed 64-bit.
        seq: `body.seq`, about 1.2e17 in 2026 and never negative: fits a signed 64-bit column.

    Raises:
        ValueError: An argument does not fit its bits.

    Source: `body.mid`, `body.seq` and `recipient.chat_id` of recorded messages.
    """
    if chat_id not in _CHATS or seq not in _SEQS:
        raise ValueError(f"no message id holds chat {chat_id} and seq {seq}")
    return f"mid.{chat_id % 2**64:016x}{seq:016x}"


def chat_and_seq(mid: str) -> tuple[int, int]:
    """The inverse of `mid_of`; the server itself sometimes leaves "mid." out.

    Raises:
        ValueError: It is no such id.
    """
    found = _MID.fullmatch(mid)
    if found is None:
        raise ValueError("not a message id of MAX")
    chat_id, seq = int(found[1], 16), int(found[2], 16)
    if seq not in _SEQS:
        raise ValueError("a message id of MAX with a seq beyond 63 bits")
    return (chat_id if chat_id < 2**63 else chat_id - 2**64), seq


def dialog_id(user_id: int, bot_id: int) -> int:
    """What MAX calls the dialogue of a person with the bot, as far as it is not learnt from an update.

    Source: one recorded dialogue, and libraries for MAX's own clients.
    """
    return user_id ^ bot_id
