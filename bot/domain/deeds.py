"""Carrying out a move: a report and a deed in, the changed report and a line of its history out.

Pure, so that every rule of the life cycle can be driven without a database or a messenger.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.life_cycle import Move, Needs, Party, move
from bot.domain.operators import Operator, Role
from bot.domain.photos import Photo
from bot.domain.reports import EventKind, Report, ReportEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who makes a move, as the table sees them.

    Attributes:
        resident_id: The person; None for a rule.
        role: Their role if they act as an operator.
        agency_id: The agency they act for.
    """

    parties: frozenset[Party]
    resident_id: int | None = None
    role: Role | None = None
    agency_id: str | None = None


_PARTIES = {
    Role.OWNER: frozenset({Party.EDITOR, Party.CONTROL}),
    Role.EDITOR: frozenset({Party.EDITOR}),
    Role.AGENCY: frozenset({Party.AGENCY}),
    Role.CONTROL: frozenset({Party.CONTROL}),
    Role.ANALYST: frozenset[Party](),
}

RULE = Actor(parties=frozenset({Party.RULE}))


def author(resident_id: int) -> Actor:
    return Actor(parties=frozenset({Party.AUTHOR}), resident_id=resident_id)


def acting(operator: Operator) -> Actor:
    """The operator as the table sees them."""
    return Actor(
        parties=_PARTIES[operator.role],
        resident_id=operator.resident_id,
        role=operator.role,
        agency_id=operator.agency_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A move that somebody asks for; the fields are those of the `ReportEvent` it becomes.

    Attributes:
        pending_kind, pending_until: Of the prepared answer, for the moves that publish it.
    """

    kind: EventKind
    actor: Actor
    words: str = ""
    reason_id: str | None = None
    agency_id: str | None = None
    answer_kind: AnswerKind | None = None
    until: date | None = None
    photos: tuple[Photo, ...] = ()
    pending_kind: AnswerKind | None = None
    pending_until: date | None = None


class Why(StrEnum):
    """Why a move is refused."""

    NO_SUCH_MOVE = "no_such_move"
    NOT_THEIRS = "not_theirs"
    """The role may not, or it is another agency's or another resident's report."""
    NO_WORDS = "no_words"
    NO_REASON = "no_reason"
    NO_AGENCY = "no_agency"
    NO_ANSWER = "no_answer"
    NO_DATE = "no_date"
    DATE_PASSED = "date_passed"
    PENDING = "pending"
    NOT_PENDING = "not_pending"
    REFUTED_ALREADY = "refuted_already"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


class Refused(Exception):
    """The table does not allow it; nothing has changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


CONTROL_AFTER = 2
"""Refutations of one report after which the control body looks at it; one more starts nothing new."""


def refutation_of(report: Report) -> EventKind:
    """Which refutation the next one is: to an editor, to the control body, or recorded only."""
    if report.refutations + 1 > CONTROL_AFTER:
        return EventKind.REFUTED_IN_VAIN
    return EventKind.REFUTED_AGAIN if report.refutations + 1 == CONTROL_AFTER else EventKind.REFUTED


_REFUTATIONS = frozenset({EventKind.REFUTED, EventKind.REFUTED_AGAIN, EventKind.REFUTED_IN_VAIN})
_VERDICTS = _REFUTATIONS | {EventKind.CONFIRMED}


def carry_out(report: Report, deed: Deed, city: City, at: datetime) -> tuple[Report, ReportEvent]:
    """The report after the deed, and the line of its history.

    Raises:
        Refused: The table has no such move for this actor, or something it needs is missing.
    """
    line = move(deed.kind, report.status)
    if line is None:
        raise Refused(Why.NO_SUCH_MOVE)
    _check_actor(report, line, deed.actor)
    _check_needs(report, line, deed, city, at)
    event = ReportEvent(
        number=report.number,
        seq=report.events + 1,
        at=at,
        kind=deed.kind,
        from_status=report.status,
        to_status=line.target,
        resident_id=deed.actor.resident_id,
        role=deed.actor.role,
        agency_id=deed.agency_id if Needs.AGENCY in line.needs else report.agency_id,
        words=deed.words,
        reason_id=deed.reason_id if Needs.REASON in line.needs else None,
        answer_kind=deed.answer_kind if Needs.ANSWER in line.needs else deed.pending_kind,
        until=deed.until if Needs.ANSWER in line.needs else deed.pending_until,
        about=report.pending if Needs.PENDING in line.needs else None,
        photos=deed.photos,
    )
    moved = replace(report, status=line.target, events=event.seq)
    return _after(moved, event, city), event


def _check_actor(report: Report, line: Move, actor: Actor) -> None:
    parties = line.by & actor.parties
    if Party.AUTHOR in parties and actor.resident_id != report.resident_id:
        parties -= {Party.AUTHOR}
    if Party.AGENCY in parties and actor.agency_id != report.agency_id:
        parties -= {Party.AGENCY}
    if not parties:
        raise Refused(Why.NOT_THEIRS)


def _check_needs(report: Report, line: Move, deed: Deed, city: City, at: datetime) -> None:
    said = bool(deed.words.strip())
    dated = deed.pending_kind is not None and deed.pending_kind.has_date
    # What is wrong when the condition beside it holds.
    faults: dict[Needs, tuple[tuple[bool, Why], ...]] = {
        Needs.WORDS: ((not said, Why.NO_WORDS),),
        Needs.REASON: (
            (not said and deed.reason_id is None, Why.NO_REASON),
            (deed.reason_id is not None and deed.reason_id not in city.rejection_reasons, Why.NO_REASON),
        ),
        Needs.AGENCY: ((deed.agency_id not in city.catalogue.agencies, Why.NO_AGENCY),),
        Needs.ANSWER: (
            (deed.answer_kind is None, Why.NO_ANSWER),
            (not said, Why.NO_WORDS),
            (_lacks_date(deed), Why.NO_DATE),
            (deed.until is not None and deed.until < city.today(at), Why.DATE_PASSED),
        ),
        Needs.PENDING: ((report.pending is None, Why.NOT_PENDING),),
        Needs.CLOSING: ((dated, Why.NO_SUCH_MOVE),),
        Needs.DATED: (
            (not dated or deed.pending_until is None, Why.NO_SUCH_MOVE),
            (deed.pending_until is not None and deed.pending_until < city.today(at), Why.DATE_PASSED),
        ),
        Needs.NOTHING_PENDING: ((report.pending is not None, Why.PENDING),),
        Needs.UNREFUTED: ((report.refuted, Why.REFUTED_ALREADY),),
    }
    for need in sorted(line.needs):
        for is_wrong, why in faults[need]:
            if is_wrong:
                raise Refused(why)
    if deed.kind in _REFUTATIONS and deed.kind is not refutation_of(report):
        raise Refused(Why.NO_SUCH_MOVE)
    if deed.kind in _VERDICTS and report.verdict_due is not None and at > report.verdict_due:
        raise Refused(Why.TOO_LATE)
    if deed.kind is EventKind.VERDICT_TIME_OVER and not _verdict_time_is_over(report, at):
        raise Refused(Why.TOO_EARLY)
    if deed.kind is EventKind.OVERDUE and (report.overdue or at <= report.answer_due):
        raise Refused(Why.TOO_EARLY)


def _lacks_date(deed: Deed) -> bool:
    has_date = deed.answer_kind is not None and deed.answer_kind.has_date
    return has_date != (deed.until is not None)


def _verdict_time_is_over(report: Report, at: datetime) -> bool:
    return report.verdict_due is not None and at > report.verdict_due and not report.awaits_check


def _after(report: Report, event: ReportEvent, city: City) -> Report:
    """The report's other fields after the event."""
    topic = city.catalogue.topics.get(report.topic_id)
    changes: dict[str, Any] = {}
    match event.kind:
        case EventKind.PUBLISHED:
            changes = {"published_at": event.at, "answer_due": city.answer_due(topic, event.at)}
        case EventKind.ASSIGNED:
            changes = {"agency_id": event.agency_id, "disputed": False}
        case EventKind.DISPUTED:
            changes = {"disputed": True}
        case EventKind.ANSWER_PREPARED:
            changes = {"pending": event.seq}
        case EventKind.ANSWER_SENT_BACK:
            changes = {"pending": None}
        case EventKind.ANSWERED:
            changes = {
                **_published(event),
                "answered_at": report.answered_at or event.at,
                "verdict_due": city.verdict_due(event.at),
            }
        case EventKind.DEFERRED:
            due = report.answer_due if event.until is None else city.end_of(event.until)
            changes = {**_published(event), "answer_due": due}
        case EventKind.CONFIRMED:
            changes = {"confirmed": True}
        case EventKind.REFUTED | EventKind.REFUTED_AGAIN | EventKind.REFUTED_IN_VAIN:
            changes = {"refuted": True, "refutations": report.refutations + 1}
        case EventKind.RETURNED:
            due = city.answer_due(topic, event.at)
            changes = {"answer_due": due, "verdict_due": None, "overdue": False}
        case EventKind.OVERDUE:
            changes = {"overdue": True}
    return replace(report, **changes)


def _published(event: ReportEvent) -> dict[str, Any]:
    """What every published answer settles."""
    return {
        "answer": event.about,
        "answer_kind": event.answer_kind,
        "pending": None,
        "refuted": False,
        "disputed": False,
        "overdue": False,
    }
