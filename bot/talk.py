"""One person's talk with the bot: who speaks, the transaction their words lead to, and the bot's voice."""

from dataclasses import dataclass

from bot.domain.residents import Account, Resident
from bot.say import Say
from bot.services.ports import UnitOfWork
from bot.texts import Texts


@dataclass(slots=True)
class Talk:
    """What nearly every handler needs, made anew for each update.

    Attributes:
        person: Who writes or presses, in a private chat or in the operators' group.
        uow: Closed; a use case opens it for as long as its transaction takes.
        say: Speaks in the chat the update came from, in the person's language.
        account: In which of the person's accounts they are; not the one that is written to, perhaps.
        is_private: The chat is theirs alone, not the operators' group.
    """

    person: Resident
    uow: UnitOfWork
    say: Say
    account: Account
    is_private: bool

    @property
    def t(self) -> Texts:
        return self.say.t
