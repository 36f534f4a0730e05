"""The closed table of moves a report can make; whatever is not in it is refused and changes nothing.

`deeds` carries them out; every use case that changes a report goes through it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.reports import AWAITS_ANSWER, EventKind, Status


class Party(StrEnum):
    """Who may make a move."""

    AUTHOR = "author"
    EDITOR = "editor"
    AGENCY = "agency"
    CONTROL = "control"
    RULE = "rule"
    """The clock, or a rule of the city pack."""


class Needs(StrEnum):
    """What a move cannot do without."""

    WORDS = "words"
    REASON = "reason"
    """A reason of the city pack, or words."""
    AGENCY = "agency"
    ANSWER = "answer"
    """Kind and words of an answer, and a date to come where the kind has one."""
    PENDING = "pending"
    """A prepared answer that waits."""
    CLOSING = "closing"
    """That answer ends the work."""
    DATED = "dated"
    """That answer names a date."""
    NOTHING_PENDING = "nothing_pending"
    UNREFUTED = "unrefuted"
    """The published answer has not been refuted yet."""


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: an event, from where, to where, by whom, with what."""

    kind: EventKind
    origin: Status | None
    target: Status
    by: frozenset[Party]
    needs: frozenset[Needs] = frozenset()


def _moves(
    kind: EventKind,
    origins: Iterable[Status | None],
    target: Status | None,
    by: set[Party],
    *needs: Needs,
) -> tuple[Move, ...]:
    """A line for each origin; target None leaves the report where it is."""
    return tuple(
        Move(kind, origin, target or origin or Status.MODERATION, frozenset(by), frozenset(needs))
        for origin in sorted(origins, key=str)
    )


_AUTHOR, _EDITOR, _AGENCY = {Party.AUTHOR}, {Party.EDITOR}, {Party.AGENCY}
_MODERATION, _ANSWERED, _CONTROL = {Status.MODERATION}, {Status.ANSWERED}, {Status.CONTROL}

MOVES = (
    *_moves(EventKind.FILED, {None}, Status.MODERATION, _AUTHOR),
    *_moves(EventKind.PHOTO_ADDED, _MODERATION, None, _AUTHOR),
    *_moves(EventKind.WITHDRAWN, _MODERATION, Status.WITHDRAWN, _AUTHOR),
    *_moves(EventKind.PUBLISHED, _MODERATION, Status.IN_WORK, _EDITOR),
    *_moves(EventKind.REJECTED, _MODERATION, Status.REJECTED, _EDITOR, Needs.REASON),
    *_moves(
        EventKind.ASSIGNED,
        AWAITS_ANSWER | _MODERATION | _CONTROL,
        None,
        _EDITOR,
        Needs.AGENCY,
        Needs.NOTHING_PENDING,
    ),
    *_moves(
        EventKind.DISPUTED,
        {Status.IN_WORK, Status.RETURNED},
        None,
        _AGENCY,
        Needs.WORDS,
        Needs.NOTHING_PENDING,
    ),
    *_moves(
        EventKind.ANSWER_PREPARED,
        AWAITS_ANSWER,
        None,
        _AGENCY | _EDITOR,
        Needs.ANSWER,
        Needs.NOTHING_PENDING,
    ),
    *_moves(EventKind.ANSWER_SENT_BACK, AWAITS_ANSWER, None, _EDITOR, Needs.PENDING, Needs.WORDS),
    *_moves(
        EventKind.ANSWERED,
        AWAITS_ANSWER,
        Status.ANSWERED,
        _EDITOR | {Party.RULE},
        Needs.PENDING,
        Needs.CLOSING,
    ),
    *_moves(
        EventKind.DEFERRED,
        AWAITS_ANSWER,
        Status.DEFERRED,
        _EDITOR | {Party.RULE},
        Needs.PENDING,
        Needs.DATED,
    ),
    *_moves(EventKind.CONFIRMED, _ANSWERED, Status.SOLVED, _AUTHOR),
    *_moves(EventKind.REFUTED, _ANSWERED, None, _AUTHOR, Needs.WORDS, Needs.UNREFUTED),
    *_moves(EventKind.REFUTED_AGAIN, _ANSWERED, Status.CONTROL, _AUTHOR, Needs.WORDS, Needs.UNREFUTED),
    *_moves(EventKind.REFUTED_IN_VAIN, _ANSWERED, None, _AUTHOR, Needs.WORDS, Needs.UNREFUTED),
    *_moves(EventKind.RETURNED, _ANSWERED, Status.RETURNED, _EDITOR, Needs.WORDS),
    *_moves(EventKind.RETURNED, _CONTROL, Status.RETURNED, {Party.CONTROL}, Needs.WORDS),
    *_moves(EventKind.CLOSED, _ANSWERED, Status.SOLVED, _EDITOR, Needs.WORDS),
    *_moves(EventKind.CLOSED, _CONTROL, Status.SOLVED, {Party.CONTROL}, Needs.WORDS),
    *_moves(EventKind.VERDICT_TIME_OVER, _ANSWERED, Status.SOLVED, {Party.RULE}),
    *_moves(EventKind.OVERDUE, AWAITS_ANSWER, None, {Party.RULE}),
)

_TABLE = {(line.kind, line.origin): line for line in MOVES}


def move(kind: EventKind, origin: Status | None) -> Move | None:
    """The move that `kind` makes from `origin`, or None when the table has none."""
    return _TABLE.get((kind, origin))
