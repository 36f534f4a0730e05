"""The table of moves line by line: who may make them, what each needs, and that nothing else is possible."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from bot.domain.answers import AnswerKind
from bot.domain.deeds import CONTROL_AFTER, Actor, Deed, Refused, Why, carry_out, refutation_of
from bot.domain.life_cycle import MOVES, Move, Needs, Party, move
from bot.domain.reports import AWAITS_ANSWER, EventKind, Report, ReportEvent, Status, Turn
from tests.domain.samples import ACTORS, NOW, TOPIC, TOWN, ready_for, report, whole

LINES = tuple(line for line in MOVES if line.origin is not None)
"""All but the first, which makes the report."""

ALL_PARTIES = Actor(parties=frozenset(Party), resident_id=1, agency_id="roads")

MINUTE = timedelta(minutes=1)
FILED_WITH_DUE = TOWN.answer_due(TOPIC, NOW)


def named(line: Move) -> str:
    return f"{line.kind}-{line.origin}"


def why_not(before: Report, deed: Deed, at: datetime = NOW) -> Why | None:
    """Why the deed is refused; None when it is carried out."""
    try:
        carry_out(before, deed, TOWN, at)
    except Refused as refused:
        return refused.why
    return None


def made(before: Report, deed: Deed, at: datetime = NOW) -> Report:
    return carry_out(before, deed, TOWN, at)[0]


# The table itself

M, W, D, R = Status.MODERATION, Status.IN_WORK, Status.DEFERRED, Status.RETURNED
A, C, S = Status.ANSWERED, Status.CONTROL, Status.SOLVED
AS_AGREED: dict[EventKind, tuple[str, dict[Status, Status]]] = {
    EventKind.PHOTO_ADDED: ("author", {M: M}),
    EventKind.WITHDRAWN: ("author", {M: Status.WITHDRAWN}),
    EventKind.PUBLISHED: ("editor", {M: W}),
    EventKind.REJECTED: ("editor", {M: Status.REJECTED}),
    EventKind.ASSIGNED: ("editor", {M: M, W: W, D: D, R: R, C: C}),
    EventKind.DISPUTED: ("agency", {W: W, R: R}),
    EventKind.ANSWER_PREPARED: ("agency editor", {W: W, D: D, R: R}),
    EventKind.ANSWER_SENT_BACK: ("editor", {W: W, D: D, R: R}),
    EventKind.ANSWERED: ("editor rule", {W: A, D: A, R: A}),
    EventKind.DEFERRED: ("editor rule", {W: D, D: D, R: D}),
    EventKind.CONFIRMED: ("author", {A: S}),
    EventKind.REFUTED: ("author", {A: A}),
    EventKind.REFUTED_AGAIN: ("author", {A: C}),
    EventKind.REFUTED_IN_VAIN: ("author", {A: A}),
    EventKind.VERDICT_TIME_OVER: ("rule", {A: S}),
    EventKind.OVERDUE: ("rule", {W: W, D: D, R: R}),
}
"""Who and from where to where, by kind; the two kinds that two parties make from different places stand below."""


def test_the_table_is_the_one_that_was_agreed() -> None:
    """A line too many would let somebody do what nobody decided: it must be written in two places."""
    agreed = {
        (kind, origin, target, frozenset(Party(name) for name in by.split()))
        for kind, (by, ways) in AS_AGREED.items()
        for origin, target in ways.items()
    }
    agreed |= {
        (EventKind.RETURNED, A, R, frozenset({Party.EDITOR})),
        (EventKind.RETURNED, C, R, frozenset({Party.CONTROL})),
        (EventKind.CLOSED, A, S, frozenset({Party.EDITOR})),
        (EventKind.CLOSED, C, S, frozenset({Party.CONTROL})),
    }
    assert {(line.kind, line.origin, line.target, line.by) for line in LINES} == agreed


def test_a_kind_leads_from_one_place_to_one_place() -> None:
    assert len({(line.kind, line.origin) for line in MOVES}) == len(MOVES)
    assert {line.kind for line in MOVES} == set(EventKind)


def test_a_report_begins_on_moderation() -> None:
    assert [line for line in MOVES if line.origin is None] == [
        Move(EventKind.FILED, None, Status.MODERATION, frozenset({Party.AUTHOR}))
    ]


def test_what_is_over_stays_over() -> None:
    over = {Status.REJECTED, Status.SOLVED, Status.WITHDRAWN}
    assert not [line for line in MOVES if line.origin in over]
    assert all(report(status).turn is None for status in over)


@pytest.mark.parametrize("line", LINES, ids=named)
def test_a_line_is_carried_out_and_leaves_one_line_of_history(line: Move) -> None:
    before, at = ready_for(line)
    for actor in ACTORS.values():
        if line.by & actor.parties and actor.resident_id != 2 and actor.agency_id != "lights":
            after, event = carry_out(before, whole(line.kind, actor), TOWN, at)
            assert after.status is line.target
            assert (event.kind, event.from_status, event.to_status) == (line.kind, line.origin, line.target)
            assert (event.number, event.seq, event.at) == (before.number, before.events + 1, at)
            assert (event.resident_id, event.role) == (actor.resident_id, actor.role)
            assert after.events == event.seq


@pytest.mark.parametrize(
    ("kind", "status"),
    [pair for pair in product(EventKind, Status) if move(*pair) is None],
    ids=lambda value: value.value,
)
def test_what_is_not_in_the_table_is_refused_whoever_asks(kind: EventKind, status: Status) -> None:
    for changes in ({}, {"pending": 3}, {"refutations": 1}):
        before = report(status, **changes)
        for actor in (*ACTORS.values(), ALL_PARTIES):
            for at in (NOW, NOW + timedelta(days=60)):
                assert why_not(before, whole(kind, actor), at) is Why.NO_SUCH_MOVE


@pytest.mark.parametrize("line", LINES, ids=named)
def test_a_line_is_refused_to_everyone_it_does_not_name(line: Move) -> None:
    before, at = ready_for(line)
    refused = {name for name, actor in ACTORS.items() if why_not(before, whole(line.kind, actor), at)}
    may = {
        "author": Party.AUTHOR in line.by,
        "another resident": False,
        "owner": bool(line.by & {Party.EDITOR, Party.CONTROL}),
        "editor": Party.EDITOR in line.by,
        "agency": Party.AGENCY in line.by,
        "another agency": False,
        "control": Party.CONTROL in line.by,
        "analyst": False,
        "rule": Party.RULE in line.by,
    }
    assert refused == {name for name, allowed in may.items() if not allowed}
    for name in refused:
        assert why_not(before, whole(line.kind, ACTORS[name]), at) is Why.NOT_THEIRS


def test_an_agency_answers_only_what_is_assigned_to_it() -> None:
    before = report(Status.IN_WORK)
    answer = whole(EventKind.ANSWER_PREPARED, ACTORS["another agency"])
    assert why_not(before, answer) is Why.NOT_THEIRS
    after = made(before, whole(EventKind.ASSIGNED, ACTORS["editor"], agency_id="lights"))
    assert why_not(after, answer) is None
    assert why_not(after, whole(EventKind.ANSWER_PREPARED, ACTORS["agency"])) is Why.NOT_THEIRS


def test_an_editor_who_is_the_author_has_both_hands() -> None:
    both = replace(ACTORS["editor"], parties=frozenset({Party.AUTHOR, Party.EDITOR}), resident_id=1)
    assert why_not(report(A), whole(EventKind.CONFIRMED, both)) is None
    assert why_not(report(A, resident_id=9), whole(EventKind.CONFIRMED, both)) is Why.NOT_THEIRS


# What a line needs

Spoil = Callable[[Report, Deed], tuple[Report, Deed]]


def lacking(**changes: Any) -> Spoil:
    return lambda before, deed: (before, replace(deed, **changes))


def standing(**changes: Any) -> Spoil:
    return lambda before, deed: (replace(before, **changes), deed)


YESTERDAY, TOMORROW = TOWN.today(NOW) - timedelta(days=1), TOWN.today(NOW) + timedelta(days=1)
SPOILT: dict[Needs, list[tuple[Spoil, Why]]] = {
    Needs.WORDS: [(lacking(words=""), Why.NO_WORDS), (lacking(words=" \n\t"), Why.NO_WORDS)],
    Needs.REASON: [
        (lacking(reason_id=None), Why.NO_REASON),
        (lacking(reason_id="mood"), Why.NO_REASON),
        (lacking(reason_id=None, words="  "), Why.NO_REASON),
        (lacking(reason_id="mood", words="Не то настроение."), Why.NO_REASON),
    ],
    Needs.AGENCY: [(lacking(agency_id=None), Why.NO_AGENCY), (lacking(agency_id="spies"), Why.NO_AGENCY)],
    Needs.ANSWER: [
        (lacking(answer_kind=None), Why.NO_ANSWER),
        (lacking(words=" "), Why.NO_WORDS),
        (lacking(answer_kind=AnswerKind.PROMISE), Why.NO_DATE),
        (lacking(answer_kind=AnswerKind.CHECK_UNTIL), Why.NO_DATE),
        (lacking(until=TOMORROW), Why.NO_DATE),
        (lacking(answer_kind=AnswerKind.PROMISE, until=YESTERDAY), Why.DATE_PASSED),
    ],
    Needs.PENDING: [(standing(pending=None), Why.NOT_PENDING)],
    Needs.CLOSING: [(lacking(pending_kind=AnswerKind.PROMISE, pending_until=TOMORROW), Why.NO_SUCH_MOVE)],
    Needs.DATED: [
        (lacking(pending_kind=AnswerKind.DONE, pending_until=None), Why.NO_SUCH_MOVE),
        (lacking(pending_until=None), Why.NO_SUCH_MOVE),
        (lacking(pending_until=YESTERDAY), Why.DATE_PASSED),
    ],
    Needs.NOTHING_PENDING: [(standing(pending=3), Why.PENDING)],
    Needs.UNREFUTED: [(standing(refuted=True), Why.REFUTED_ALREADY)],
}


def spoilt() -> Iterator[tuple[Move, Spoil, Why]]:
    for line in LINES:
        for need in sorted(line.needs):
            yield from ((line, spoil, why) for spoil, why in SPOILT[need])


@pytest.mark.parametrize(
    ("line", "spoil", "why"), [pytest.param(*case, id=f"{named(case[0])}-{case[2]}") for case in spoilt()]
)
def test_what_a_line_needs_is_missed_by_name(line: Move, spoil: Spoil, why: Why) -> None:
    ready, at = ready_for(line)
    before, deed = spoil(ready, whole(line.kind, replace(ALL_PARTIES, parties=line.by)))
    assert why_not(before, deed, at) is why


def test_every_need_is_asked_for_somewhere() -> None:
    assert {need for line in MOVES for need in line.needs} == set(Needs) == set(SPOILT)


def test_a_promise_for_today_is_still_one() -> None:
    today = TOWN.today(NOW)
    promise = whole(EventKind.ANSWER_PREPARED, ACTORS["agency"], answer_kind=AnswerKind.PROMISE, until=today)
    assert why_not(report(W), promise) is None
    late = datetime.combine(today, datetime.max.time(), TOWN.zone)
    assert why_not(report(W), promise, late) is None
    assert why_not(report(W), promise, late + MINUTE) is Why.DATE_PASSED


def test_a_promise_that_waited_past_its_date_is_not_published() -> None:
    """Residents were told «перенесено до» a day that had gone by while the answer lay with the editor."""
    deed = whole(EventKind.DEFERRED, ACTORS["editor"], pending_until=TOMORROW)
    before = report(W, pending=3)
    assert why_not(before, deed, NOW + timedelta(days=1)) is None
    assert why_not(before, deed, NOW + timedelta(days=2)) is Why.DATE_PASSED
    assert why_not(before, whole(EventKind.ANSWER_SENT_BACK, ACTORS["editor"]), NOW + timedelta(days=2)) is None


def test_a_rejection_can_be_put_in_words() -> None:
    deed = whole(EventKind.REJECTED, ACTORS["editor"], reason_id=None, words="Это уже в работе у соседей.")
    assert why_not(report(M), deed) is None


def test_only_what_a_line_asks_for_is_written_down() -> None:
    """A deed cannot smuggle in another answer than the prepared one, another agency or a reason."""
    stray: dict[str, Any] = {
        "agency_id": "lights",
        "reason_id": "dark",
        "answer_kind": AnswerKind.NOT_FOUND,
        "until": TOMORROW,
    }
    before = report(W, pending=3)
    after, event = carry_out(before, whole(EventKind.ANSWERED, ACTORS["editor"], **stray), TOWN, NOW)
    assert (event.agency_id, event.reason_id, event.until) == ("roads", None, None)
    assert event.answer_kind is after.answer_kind is AnswerKind.DONE
    assert event.about == after.answer == 3


# Verdicts


def refuting(before: Report) -> Deed:
    return whole(refutation_of(before), ACTORS["author"])


def test_refutations_lead_to_an_editor_then_to_the_control_body_then_nowhere() -> None:
    assert CONTROL_AFTER == 2
    kinds, turns = [], []
    now = report(A)
    for _ in range(4):
        kinds.append(refutation_of(now))
        now = made(now, refuting(now))
        turns.append((now.status, now.turn, now.refutations))
        assert why_not(now, refuting(now)) in (Why.REFUTED_ALREADY, Why.NO_SUCH_MOVE)
        if now.refutations <= CONTROL_AFTER:
            by = "editor" if now.status is A else "control"
            now = made(now, whole(EventKind.RETURNED, ACTORS[by]))
            now = replace(now, pending=9)
            now = made(now, whole(EventKind.ANSWERED, ACTORS["editor"]))
        else:
            now = replace(now, refuted=False)
    assert kinds == [EventKind.REFUTED, EventKind.REFUTED_AGAIN, *[EventKind.REFUTED_IN_VAIN] * 2]
    assert turns == [
        (A, Turn.REFUTATION, 1),
        (C, Turn.CONTROL, 2),
        (A, Turn.VERDICT, 3),
        (A, Turn.VERDICT, 4),
    ]


@pytest.mark.parametrize("refutations", [0, 1, 2, 3])
def test_a_refutation_cannot_be_taken_for_another_one(refutations: int) -> None:
    before = report(A, refutations=refutations)
    for kind in (EventKind.REFUTED, EventKind.REFUTED_AGAIN, EventKind.REFUTED_IN_VAIN):
        refused = why_not(before, whole(kind, ACTORS["author"]))
        assert refused is (None if kind is refutation_of(before) else Why.NO_SUCH_MOVE)


@pytest.mark.parametrize("refutations", [0, 1, 2])
def test_a_verdict_comes_in_time_or_not_at_all(refutations: int) -> None:
    before = report(A, refutations=refutations)
    due = TOWN.verdict_due(NOW)
    for deed in (whole(EventKind.CONFIRMED, ACTORS["author"]), refuting(before)):
        assert why_not(before, deed, due) is None
        assert why_not(before, deed, due + timedelta(seconds=1)) is Why.TOO_LATE


def test_the_time_for_a_verdict_ends_unless_an_editor_has_to_look() -> None:
    over = whole(EventKind.VERDICT_TIME_OVER, ACTORS["rule"])
    due = TOWN.verdict_due(NOW)
    assert why_not(report(A), over, due) is Why.TOO_EARLY
    assert why_not(report(A), over, due + MINUTE) is None
    assert why_not(report(A, refuted=True, refutations=1), over, due + MINUTE) is Why.TOO_EARLY
    assert why_not(report(A, refuted=True, refutations=3), over, due + MINUTE) is None


def test_a_resident_who_has_changed_their_mind_may_confirm() -> None:
    after = made(report(A, refuted=True, refutations=1), whole(EventKind.CONFIRMED, ACTORS["author"]))
    assert (after.status, after.confirmed) == (S, True)


# Deadlines


def test_the_days_to_an_answer_are_counted_from_publication() -> None:
    later = NOW + timedelta(days=4)
    after = made(report(M), whole(EventKind.PUBLISHED, ACTORS["editor"]), later)
    assert after.answer_due.isoformat() == "2026-06-18T23:59:00+03:00"  # Friday the 5th, and the 12th is off
    assert after.published_at == later


@pytest.mark.parametrize(("status", "by"), [(A, "editor"), (C, "control")])
def test_a_returned_report_has_all_its_days_again(status: Status, by: str) -> None:
    later = NOW + timedelta(days=8)
    before = report(status, overdue=True, answer_due=NOW)
    after = made(before, whole(EventKind.RETURNED, ACTORS[by]), later)
    assert after.answer_due.isoformat() == "2026-06-22T23:59:00+03:00"  # Tuesday the 9th; 12 June is off
    assert (after.verdict_due, after.overdue) == (None, False)


def test_a_promise_moves_the_deadline_to_the_end_of_its_day() -> None:
    deed = whole(EventKind.DEFERRED, ACTORS["editor"])
    after = made(report(W, pending=3, overdue=True, refuted=True, disputed=True), deed)
    assert after.answer_due.isoformat() == "2026-07-01T23:59:00+03:00"
    assert after.answer_kind is AnswerKind.PROMISE
    assert (after.pending, after.answer) == (None, 3)
    assert (after.overdue, after.refuted, after.disputed) == (False, False, False)


def test_an_answer_starts_the_time_for_a_verdict() -> None:
    later = NOW + timedelta(days=3)
    before = report(R, pending=3, answered_at=NOW, refuted=True, refutations=1)
    after = made(before, whole(EventKind.ANSWERED, ACTORS["editor"]), later)
    assert after.verdict_due is not None
    assert after.verdict_due.isoformat() == "2026-06-19T23:59:00+03:00"
    assert after.answered_at == NOW  # the first one
    assert (after.refuted, after.refutations) == (False, 1)


@pytest.mark.parametrize("status", sorted(AWAITS_ANSWER))
def test_a_report_is_overdue_once_and_not_a_minute_early(status: Status) -> None:
    overdue = whole(EventKind.OVERDUE, ACTORS["rule"])
    assert why_not(report(status), overdue, FILED_WITH_DUE) is Why.TOO_EARLY
    late = made(report(status), overdue, FILED_WITH_DUE + MINUTE)
    assert (late.status, late.overdue) == (status, True)
    assert why_not(late, overdue, FILED_WITH_DUE + 2 * MINUTE) is Why.TOO_EARLY


# Turns


def test_whose_move_it_is_follows_from_the_state() -> None:
    assert report(M).turn is Turn.MODERATION
    assert report(A).turn is Turn.VERDICT
    assert report(A, refuted=True, refutations=1).turn is Turn.REFUTATION
    assert report(C).turn is Turn.CONTROL
    for status in AWAITS_ANSWER:
        assert report(status).turn is Turn.AGENCY
        assert report(status, disputed=True).turn is Turn.DISPUTE
        assert report(status, disputed=True, pending=3).turn is Turn.APPROVAL


def test_a_dispute_ends_with_an_agency_and_an_answer_with_an_editor() -> None:
    disputed = made(report(W), whole(EventKind.DISPUTED, ACTORS["agency"]))
    assert disputed.turn is Turn.DISPUTE
    assigned = made(disputed, whole(EventKind.ASSIGNED, ACTORS["editor"]))
    assert (assigned.turn, assigned.agency_id) == (Turn.AGENCY, "lights")
    prepared = made(report(W), whole(EventKind.ANSWER_PREPARED, ACTORS["agency"]))
    assert (prepared.turn, prepared.pending) == (Turn.APPROVAL, prepared.events)
    sent_back = made(prepared, whole(EventKind.ANSWER_SENT_BACK, ACTORS["editor"]))
    assert (sent_back.turn, sent_back.pending, sent_back.answer) == (Turn.AGENCY, None, None)


# Reachability


def steps(before: Report, at: datetime) -> Iterator[tuple[Report, ReportEvent, datetime]]:
    """Every move that can be made on a report now, or as soon as its time is over."""
    moments = {at, max(at, before.answer_due + MINUTE)}
    if before.verdict_due is not None:
        moments.add(max(at, before.verdict_due + MINUTE))
    for kind, moment in product(EventKind, moments):
        for changes in ({}, {"answer_kind": AnswerKind.PROMISE, "until": TOWN.today(moment)}):
            if changes and kind is not EventKind.ANSWER_PREPARED:
                continue
            try:
                yield *carry_out(before, whole(kind, ALL_PARTIES, **changes), TOWN, moment), moment
            except Refused:
                continue


def test_every_line_is_reached_by_some_life() -> None:
    """From filing on, breadth first, over what tells one report from another as far as the table can see."""
    waiting = deque([(report(M, events=1), NOW)])
    seen: set[tuple[object, ...]] = set()
    walked: set[tuple[EventKind, Status | None]] = {(EventKind.FILED, None)}
    while waiting:
        before, at = waiting.popleft()
        for after, event, moment in steps(before, at):
            walked.add((event.kind, event.from_status))
            late = after.verdict_due is not None and moment > after.verdict_due
            state = (
                *(after.status, after.pending is None, after.refuted, min(after.refutations, 3)),
                *(after.disputed, after.overdue, after.answer_kind, late),
            )
            if state not in seen:
                seen.add(state)
                waiting.append((after, moment))
    assert walked == {(line.kind, line.origin) for line in MOVES}
    assert {state[0] for state in seen} == set(Status)
