"""Messages that the bot sends on its own: kinds, order of importance, switches, quiet hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo


class NoticeKind(StrEnum):
    """What a notice says."""

    PUBLISHED = "published"
    REJECTED = "rejected"
    ANSWERED = "answered"
    DEFERRED = "deferred"
    RETURNED = "returned"
    CONTROL = "control"
    CLOSED = "closed"
    """An editor or the control body ended it, with words."""
    SOLVED = "solved"
    """The time for a verdict is over."""
    REASSIGNED = "reassigned"
    OVERDUE = "overdue"
    VERDICT_REMINDER = "verdict_reminder"
    PROMISE_DUE = "promise_due"
    POINTS = "points"
    DRAFT_REMINDER = "draft_reminder"
    AREA_NEW = "area_new"
    """A report was published in a place that the resident follows."""
    AREA_SOLVED = "area_solved"
    AREA_DIGEST = "area_digest"
    """The week in those places, for somebody who wants no other digest."""
    DIGEST = "digest"
    BROADCAST = "broadcast"
    WORK = "work"
    """For an operator: something has come to their agency or body."""
    WORK_DUE = "work_due"
    """For an operator: the day that their agency has promised has come."""


class Priority(IntEnum):
    """The smaller, the sooner."""

    ANSWER = 0
    CHANGE = 1
    REMINDER = 2
    NEWS = 3


class Switch(StrEnum):
    """What a resident can switch off, one by one, in `/settings`."""

    MODERATION = "moderation"
    ANSWERS = "answers"
    DATES = "dates"
    REMINDERS = "reminders"
    POINTS = "points"
    DRAFTS = "drafts"
    AREAS = "areas"
    """Places that the resident follows."""
    DIGEST = "digest"
    NEWS = "news"
    WORK = "work"
    """Of operators only."""


OFF_AT_FIRST = frozenset({Switch.DIGEST})
"""For those who want it."""

_PLAN: Mapping[NoticeKind, tuple[Priority, Switch]] = {
    NoticeKind.PUBLISHED: (Priority.CHANGE, Switch.MODERATION),
    NoticeKind.REJECTED: (Priority.CHANGE, Switch.MODERATION),
    NoticeKind.ANSWERED: (Priority.ANSWER, Switch.ANSWERS),
    NoticeKind.DEFERRED: (Priority.CHANGE, Switch.DATES),
    NoticeKind.RETURNED: (Priority.CHANGE, Switch.ANSWERS),
    NoticeKind.CONTROL: (Priority.CHANGE, Switch.ANSWERS),
    NoticeKind.CLOSED: (Priority.ANSWER, Switch.ANSWERS),
    NoticeKind.SOLVED: (Priority.CHANGE, Switch.ANSWERS),
    NoticeKind.REASSIGNED: (Priority.CHANGE, Switch.DATES),
    NoticeKind.OVERDUE: (Priority.CHANGE, Switch.DATES),
    NoticeKind.VERDICT_REMINDER: (Priority.REMINDER, Switch.REMINDERS),
    NoticeKind.PROMISE_DUE: (Priority.REMINDER, Switch.DATES),
    NoticeKind.POINTS: (Priority.NEWS, Switch.POINTS),
    NoticeKind.DRAFT_REMINDER: (Priority.REMINDER, Switch.DRAFTS),
    NoticeKind.AREA_NEW: (Priority.REMINDER, Switch.AREAS),
    NoticeKind.AREA_SOLVED: (Priority.REMINDER, Switch.AREAS),
    NoticeKind.AREA_DIGEST: (Priority.NEWS, Switch.AREAS),
    NoticeKind.DIGEST: (Priority.NEWS, Switch.DIGEST),
    NoticeKind.BROADCAST: (Priority.NEWS, Switch.NEWS),
    NoticeKind.WORK: (Priority.CHANGE, Switch.WORK),
    NoticeKind.WORK_DUE: (Priority.REMINDER, Switch.WORK),
}

AT_ONCE = frozenset({NoticeKind.ANSWERED, NoticeKind.CLOSED})
"""Kinds that come even at night to those who asked for it."""

UNTIL_NEXT_MOVE = frozenset({NoticeKind.VERDICT_REMINDER, NoticeKind.PROMISE_DUE, NoticeKind.WORK_DUE})
"""Reminders that nobody needs once the report has moved on."""


def priority_of(kind: NoticeKind) -> Priority:
    return _PLAN[kind][0]


def switch_of(kind: NoticeKind) -> Switch:
    return _PLAN[kind][1]


class SendState(StrEnum):
    """What became of a notice."""

    QUEUED = "queued"
    SENT = "sent"
    CANCELLED = "cancelled"
    """Overtaken by what happened, or the kind is switched off."""
    HELD = "held"
    """The resident has blocked the bot; queued again when they come back."""
    FAILED = "failed"
    """The messenger will never take it; the reason is kept."""


Payload = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """A notice to queue.

    Attributes:
        key: What it is about, for instance "event:12:3"; one notice for each resident and key, ever.
        number: The report it is about, if it is about one.
        payload: What the text needs, plain values.
        due_at: Not before this moment; aware.
    """

    resident_id: int
    kind: NoticeKind
    key: str
    number: int | None = None
    payload: Payload = field(default_factory=dict)
    due_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(NewNotice):
    """A queued notice.

    Attributes:
        send_fail_count: Tries that failed for a reason of this very notice.
    """

    id: int
    send_fail_count: int = 0


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing rings: whole hours of the city's day; equal ones mean that there are none."""

    starts: int
    ends: int
    zone: ZoneInfo

    def after(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls into; aware."""
        local = moment.astimezone(self.zone)
        if not self._covers(local.hour):
            return moment
        day = local.date()
        if self.starts > self.ends and local.hour >= self.starts:
            day += timedelta(days=1)
        return datetime.combine(day, time(self.ends), self.zone)

    def _covers(self, hour: int) -> bool:
        if self.starts <= self.ends:
            return self.starts <= hour < self.ends
        return hour >= self.starts or hour < self.ends
