"""Who talks to the bot: a person with an account in one messenger, or linked ones in several."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.notices import OFF_AT_FIRST, Switch


class Platform(StrEnum):
    """The messengers; a person is known in each by an `Account`."""

    TELEGRAM = "telegram"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Account:
    """A person in one messenger.

    Attributes:
        user_id: The messenger's id of the person, and of their private chat with the bot; 64 bits.
    """

    platform: Platform
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """A person who writes to the bot; linked accounts are one resident.

    Attributes:
        id: Given by the database.
        platform, user_id: The account that the bot writes to by itself.
        chat_id: Where to send: the private chat with that account.
        name: As the person calls themselves in that messenger; for operators only, never published.
        locale: Language of the bot's texts, for instance "ru".
        locale_chosen: The person chose it in `/settings`; otherwise it follows the messenger.
        switched_off: Kinds of notices the person does not want.
        at_night: Answers come at once, also in the quiet hours.
        blocked_at: The messenger said that the person has blocked the bot, wherever it could write to them.
        banned_at: An editor has barred the person from sending reports.
    """

    id: int
    platform: Platform
    user_id: int
    chat_id: int
    name: str
    locale: str
    locale_chosen: bool
    created_at: datetime
    switched_off: frozenset[Switch] = OFF_AT_FIRST
    at_night: bool = False
    blocked_at: datetime | None = None
    banned_at: datetime | None = None

    @property
    def account(self) -> Account:
        """The one that the bot writes to by itself."""
        return Account(self.platform, self.user_id)

    def wants(self, switch: Switch) -> bool:
        return switch not in self.switched_off
