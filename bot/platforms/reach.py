"""Whether a messenger can be reached: its runner notes it, `/healthz` reads it."""

from dataclasses import dataclass
from enum import StrEnum


class Reached(StrEnum):
    """How it is with a messenger."""

    STARTING = "starting"
    WORKS = "works"
    DOWN = "down"
    """It does not answer, or answers with errors; the bot goes on asking."""
    REFUSED = "refused"
    """It does not know the token; nothing will come of asking again."""


@dataclass(slots=True)
class Reach:
    """Of one messenger.

    Attributes:
        why: What is wrong, without secrets; "" when nothing is.
    """

    state: Reached = Reached.STARTING
    why: str = ""

    def works(self) -> None:
        self.state, self.why = Reached.WORKS, ""

    def down(self, why: str) -> None:
        self.state, self.why = Reached.DOWN, why

    def refused(self, why: str) -> None:
        self.state, self.why = Reached.REFUSED, why
