"""What may have to be settled before the draft's next question: a danger, a photo from far away, a similar report.

A pause is computed from the draft as the question is; each kind has a module that shows it and one among the
handlers that answers its buttons. They are asked in the order in which `app` joins them.
"""

from typing import Protocol

from bot.domain.drafts import Draft, Slot
from bot.say import Screen
from bot.services.ports import UnitOfWork
from bot.texts import Texts


class Pause(Protocol):
    """One kind of thing to settle first."""

    async def screen(self, t: Texts, draft: Draft, slot: Slot | None, uow: UnitOfWork, /) -> Screen | None:
        """What to show instead of the question for `slot` (None: the review); None: nothing is to be settled."""
        ...
