"""Contacts: the vCard that MAX sends, and whether it is the sender's own number.

Only the `request_contact` button adds a hash; a contact sent by hand proves nothing.
"""

import hmac
import re
from hashlib import sha256

from bot.platforms.max.people import LONGEST_NAME, user_of
from bot.platforms.max.wire import Json, record, words

LONGEST_CARD = 65_536
"""Characters that are looked at; a card may hold a picture."""
LONGEST_PASSED_ON = 2048
"""Characters of a card in the Bot API."""
LONGEST_PHONE = 32

_FOLD = re.compile(r"\r?\n[ \t]")
_NO_PHONE = re.compile(r"[^0-9]")
_ESCAPED = re.compile(r"\\([\\,;:nN])")


def contact_of(payload: object, token: str | None) -> Json:
    """The Bot API's `Contact`; its `user_id` is there only if the hash proves the card.

    Args:
        token: The bot's own, which is the key of the hash; None: nothing is proved.
    """
    fields = record(payload)
    raw = fields.get("vcf_info")
    card = raw if isinstance(raw, str) and len(raw) <= LONGEST_CARD else ""
    owner = user_of(fields.get("max_info"))
    name = _line(card, "FN") or (owner["first_name"] if owner else "")
    contact: Json = {"phone_number": _phone(card), "first_name": words(name, LONGEST_NAME) or ""}
    if card and len(card) <= LONGEST_PASSED_ON:
        contact["vcard"] = words(card, LONGEST_PASSED_ON)
    if owner and token is not None and is_proved(card, fields.get("hash"), token):
        contact["user_id"] = owner["id"]
    return contact


def is_proved(card: str, claimed: object, token: str) -> bool:
    r"""Whether MAX itself signed this card for this bot.

    The card may come with its line ends as the four characters \r\n, signed as real ones.
    """
    if not card or not isinstance(claimed, str):
        return False
    signed = card.replace("\\r\\n", "\r\n").encode("utf-8", "surrogatepass")
    proof = hmac.new(token.encode(), signed, sha256).hexdigest()
    return hmac.compare_digest(proof.encode(), claimed.lower().encode("utf-8", "surrogatepass"))


def _phone(card: str) -> str:
    """Digits, after a plus where the card has one; empty if the card has no number."""
    value = _line(card, "TEL").removeprefix("tel:").strip()
    digits = _NO_PHONE.sub("", value)[:LONGEST_PHONE]
    return f"+{digits}" if digits and value.startswith("+") else digits


def _line(card: str, name: str) -> str:
    """The first value of that name, "" if there is none; it may stand in a group, with parameters."""
    for line in _FOLD.sub("", card.replace("\\r\\n", "\r\n")).splitlines():
        key, _, value = line.partition(":")
        if value.strip() and key.partition(";")[0].rpartition(".")[2].strip().upper() == name:
            return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value).strip()
    return ""
