"""Who talks to the bot: a person in one messenger."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    """The messengers; a person is known by `(platform, user_id)`."""

    TELEGRAM = "telegram"
    MAX = "max"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """A person who writes to the bot.

    Attributes:
        id: Given by the database.
        user_id: The messenger's id of the person; 64 bits.
        chat_id: Where to send: the private chat with the bot.
        name: As the person calls themselves in the messenger; for operators only, never published.
        locale: Language of the bot's texts, for instance "ru".
        locale_chosen: The person chose it in `/settings`; otherwise it follows the messenger.
    """

    id: int
    platform: Platform
    user_id: int
    chat_id: int
    name: str
    locale: str
    locale_chosen: bool
    created_at: datetime
