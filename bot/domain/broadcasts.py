"""One message of the city to many residents at once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """Whom a broadcast is for; `of` of the broadcast names the district or the topic."""

    ALL = "all"
    DISTRICT = "district"
    """Residents who have reported something in a district."""
    TOPIC = "topic"
    """Residents who have reported on a topic or follow a report on it."""


class BroadcastState(StrEnum):
    QUEUEING = "queueing"
    """Its notices are being written, in batches: a restart goes on where it stopped."""
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBroadcast:
    """A broadcast that an operator has confirmed.

    Attributes:
        words: HTML-free text, as the operator typed it.
        of: District or topic id; "" for all.
        chat_id, message_id: Where its progress is shown.
        total: Residents counted when it was confirmed.
    """

    words: str
    audience: Audience
    of: str
    operator_id: int
    chat_id: int
    message_id: int
    total: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast(NewBroadcast):
    """A stored broadcast.

    Attributes:
        reached: The id of the last resident whose notice is written; 0 before the first.
    """

    id: int
    state: BroadcastState
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast is, in residents."""

    sent: int
    failed: int
    left: int
