"""A stored report and its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from bot.domain.answers import AnswerKind
from bot.domain.operators import Operator, Role
from bot.domain.photos import Photo
from bot.domain.places import Place


class Status(StrEnum):
    """How far a report is; the moves between them are in `life_cycle`."""

    MODERATION = "moderation"
    REJECTED = "rejected"
    IN_WORK = "in_work"
    ANSWERED = "answered"
    DEFERRED = "deferred"
    RETURNED = "returned"
    CONTROL = "control"
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"


AWAITS_ANSWER = frozenset({Status.IN_WORK, Status.DEFERRED, Status.RETURNED})
"""With a service, against `answer_due`."""


class Turn(StrEnum):
    """Whose move it is: what an operator's queue is made of."""

    MODERATION = "moderation"
    """An editor publishes or rejects."""
    REFUTATION = "refutation"
    """An editor checks a first refutation: returns the report or closes it."""
    DISPUTE = "dispute"
    """An editor names another agency, or the same again."""
    APPROVAL = "approval"
    """An editor publishes a prepared answer or sends it back."""
    AGENCY = "agency"
    CONTROL = "control"
    VERDICT = "verdict"
    """The resident confirms or refutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What a finished draft becomes; the database gives it its number.

    Attributes:
        details: What the service wants to know besides, by the detail's id.
    """

    draft_id: UUID
    resident_id: int
    topic_id: str
    agency_id: str
    place: Place
    description: str
    status: Status
    created_at: datetime
    answer_due: datetime
    photos: tuple[Photo, ...]
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(NewReport):
    """A report on disk.

    Attributes:
        number: What the resident is told; never used twice.
        answer_due: When the answer is expected: from the day of filing until it is published, then exact.
        events: How many lines its history has; the last one's `seq`, and the report's version.
        published_at: When it became public.
        verdict_due: Until when the resident may confirm or refute; None unless an answer is published.
        refutations: How often answers to it were refuted.
        refuted: The published answer has been refuted.
        disputed: The agency says that it is not theirs, and no editor has decided yet.
        overdue: `answer_due` has passed, and everyone has been told.
        pending: The `seq` of the answer that waits for an editor.
        answer: The `seq` of the answer published last, and its kind.
        answered_at: When the first answer that ended the work was published.
        confirmed: The author confirmed an answer.
        followers: How many residents have joined it.
    """

    number: int
    events: int = 0
    published_at: datetime | None = None
    verdict_due: datetime | None = None
    refutations: int = 0
    refuted: bool = False
    disputed: bool = False
    overdue: bool = False
    pending: int | None = None
    answer: int | None = None
    answer_kind: AnswerKind | None = None
    answered_at: datetime | None = None
    confirmed: bool = False
    followers: int = 0

    @property
    def turn(self) -> Turn | None:
        """Whose move it is; None when it is over."""
        match self.status:
            case Status.MODERATION:
                return Turn.MODERATION
            case Status.ANSWERED:
                return Turn.REFUTATION if self.awaits_check else Turn.VERDICT
            case Status.CONTROL:
                return Turn.CONTROL
            case Status.IN_WORK | Status.DEFERRED | Status.RETURNED:
                if self.pending is not None:
                    return Turn.APPROVAL
                return Turn.DISPUTE if self.disputed else Turn.AGENCY
            case _:
                return None

    def is_business_of(self, operator: Operator) -> bool:
        """Whether an operator may look at it: an agency sees its own, once they are published."""
        is_for_agency = operator.role is not Role.AGENCY or self.published_at is not None
        return is_for_agency and operator.sees_agency(self.agency_id)

    @property
    def awaits_check(self) -> bool:
        """The first refutation, which no editor has looked at yet."""
        return self.status is Status.ANSWERED and self.refuted and self.refutations == 1


class EventKind(StrEnum):
    """What happened to a report."""

    FILED = "filed"
    PHOTO_ADDED = "photo_added"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"
    REJECTED = "rejected"
    ASSIGNED = "assigned"
    DISPUTED = "disputed"
    ANSWER_PREPARED = "answer_prepared"
    ANSWER_SENT_BACK = "answer_sent_back"
    ANSWERED = "answered"
    DEFERRED = "deferred"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    REFUTED_AGAIN = "refuted_again"
    REFUTED_IN_VAIN = "refuted_in_vain"
    RETURNED = "returned"
    CLOSED = "closed"
    VERDICT_TIME_OVER = "verdict_time_over"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEvent:
    """One line of a report's history, never changed afterwards.

    Attributes:
        seq: 1 for the first line of a report, counted without gaps.
        to_status: The status after it.
        resident_id: The person who did it; None when the clock or a rule of the city did.
        role: In which role, if as an operator; None for the author.
        agency_id: The agency it concerns: the one assigned, or the one that answers or disputes.
        words: What the person said to it, if anything.
        reason_id: The city pack's reason for a rejection.
        answer_kind: Of a prepared or published answer.
        until: The date of a promise or a check, in the city.
        about: The `seq` of the prepared answer that this line publishes or sends back.
        photos: Of an answer or a refutation.
    """

    number: int
    seq: int
    at: datetime
    kind: EventKind
    from_status: Status | None
    to_status: Status
    resident_id: int | None = None
    role: Role | None = None
    agency_id: str | None = None
    words: str = ""
    reason_id: str | None = None
    answer_kind: AnswerKind | None = None
    until: date | None = None
    about: int | None = None
    photos: tuple[Photo, ...] = ()
