"""The closed table of moves a report can make; whatever is not in it is refused and changes nothing."""

from dataclasses import dataclass

from bot.domain.reports import EventKind, Status


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: an event, from where, to where."""

    kind: EventKind
    origin: Status | None
    target: Status


MOVES = (
    Move(EventKind.FILED, None, Status.MODERATION),
    Move(EventKind.PHOTO_ADDED, Status.MODERATION, Status.MODERATION),
    Move(EventKind.WITHDRAWN, Status.MODERATION, Status.WITHDRAWN),
)


def move(kind: EventKind, origin: Status | None) -> Move | None:
    """The move that `kind` makes from `origin`, or None when the table has none."""
    return next((line for line in MOVES if line.kind is kind and line.origin is origin), None)
