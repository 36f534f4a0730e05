"""Reports lived at random: whatever people press, in any order and at any hour, what is stored keeps to the rules.

Real from `Moving` down to SQLite; only the clock and the people are played. What must hold is said here a second
time, from the history alone, so that a mistake in the life cycle cannot excuse itself.
"""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import create_engine, select

from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.deeds import RULE, Actor, Deed, acting, author, refutation_of
from bot.domain.life_cycle import MOVES, Move, Needs, Party
from bot.domain.notices import NoticeKind, Quiet, SendState
from bot.domain.operators import Operator, Role
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource
from bot.domain.points import PointsFor
from bot.domain.reports import EventKind, NewReport, Report, ReportEvent, Status, Turn
from bot.domain.residents import Platform, Resident
from bot.errors import MovedAlready, MoveRefused, NotTheirs
from bot.services.moving import Moving
from bot.services.notifier import Notifier
from bot.services.ports import Overtaken
from storage.database import open_database
from storage.points import SqlPoints
from storage.reports import SqlReports
from storage.tables import followers, group_cards, notices, photos, points, report_events, reports
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import Hands

START = datetime(2026, 4, 27, 8, 30, tzinfo=UTC)
"""A Monday before the May holidays, so that deadlines run over days off."""

PEOPLE = ("author", "follower", "stranger", "owner", "editor", "roads", "roads too", "yards", "control", "analyst")
ROLES: Mapping[str, tuple[Role, str | None]] = {
    "owner": (Role.OWNER, None),
    "editor": (Role.EDITOR, None),
    "roads": (Role.AGENCY, "avd"),
    "roads too": (Role.AGENCY, "avd"),
    "yards": (Role.AGENCY, "zhilischnik"),
    "control": (Role.CONTROL, None),
    "analyst": (Role.ANALYST, None),
}
TOPICS = ("road-potholes", "yard-potholes")
TABLES = (reports, report_events, photos, followers, notices, points, group_cards)
MEMORY = Path("/dev/shm")  # noqa: S108  # in no danger: a private folder in it
"""A thousand commits wait for a disk longer than for everything else; where there is no such folder they do."""

PHOTO = Photo(key="a" * 64, width=640, height=480, size=1000)

AMOUNTS = {PointsFor.REPORT: 10, PointsFor.VERDICT: 1}
AGREES = {AnswerKind.DONE, AnswerKind.ALREADY_GONE, AnswerKind.MEASURES_TAKEN, AnswerKind.PROMISE}
DATED = {AnswerKind.PROMISE, AnswerKind.CHECK_UNTIL}
REFUTATIONS = {EventKind.REFUTED, EventKind.REFUTED_AGAIN, EventKind.REFUTED_IN_VAIN}
AWAITING = {Status.IN_WORK, Status.DEFERRED, Status.RETURNED}
IN_TURN = (EventKind.REFUTED, EventKind.REFUTED_AGAIN, EventKind.REFUTED_IN_VAIN)
WORDED = REFUTATIONS | {
    EventKind.DISPUTED,
    EventKind.ANSWER_PREPARED,
    EventKind.ANSWER_SENT_BACK,
    EventKind.RETURNED,
    EventKind.CLOSED,
}
AGENCIES = {"avd", "zhilischnik"}
OVER = {Status.REJECTED, Status.WITHDRAWN, Status.SOLVED}

HEARD: Mapping[EventKind, NoticeKind] = {
    EventKind.PUBLISHED: NoticeKind.PUBLISHED,
    EventKind.REJECTED: NoticeKind.REJECTED,
    EventKind.ASSIGNED: NoticeKind.REASSIGNED,
    EventKind.ANSWERED: NoticeKind.ANSWERED,
    EventKind.DEFERRED: NoticeKind.DEFERRED,
    EventKind.RETURNED: NoticeKind.RETURNED,
    EventKind.REFUTED_AGAIN: NoticeKind.CONTROL,
    EventKind.CLOSED: NoticeKind.CLOSED,
    EventKind.CONFIRMED: NoticeKind.SOLVED,
    EventKind.VERDICT_TIME_OVER: NoticeKind.SOLVED,
    EventKind.OVERDUE: NoticeKind.OVERDUE,
}
"""What author and followers are told of."""

AGENCY_HEARS = {
    EventKind.PUBLISHED,
    EventKind.ASSIGNED,
    EventKind.ANSWER_SENT_BACK,
    EventKind.RETURNED,
    EventKind.OVERDUE,
}
PARTIES: Mapping[Party, set[Role | None]] = {
    Party.AUTHOR: {None},
    Party.EDITOR: {Role.EDITOR, Role.OWNER},
    Party.AGENCY: {Role.AGENCY},
    Party.CONTROL: {Role.CONTROL, Role.OWNER},
}
REPAIRED = ((EventKind.ANSWER_PREPARED, Party.AGENCY), (EventKind.ANSWERED, Party.EDITOR))
LONG_WAY = (
    (EventKind.PUBLISHED, Party.EDITOR),
    *REPAIRED,
    (EventKind.REFUTED, Party.AUTHOR),
    (EventKind.RETURNED, Party.EDITOR),
    *REPAIRED,
    (EventKind.REFUTED_AGAIN, Party.AUTHOR),
    (EventKind.RETURNED, Party.CONTROL),
    *REPAIRED,
    (EventKind.REFUTED_IN_VAIN, Party.AUTHOR),
)
"""As far as a report can be pushed; chance alone would seldom get there."""

AUTHORS = st.sampled_from(["author", "follower", "editor", "control"])
WHICH = st.integers(0, 2)
PICKS = st.integers(0, 2**32)

Told = dict[tuple[str, int], NoticeKind]
"""Kinds of notices by key and resident."""


def last(history: Sequence[ReportEvent], *kinds: EventKind) -> ReportEvent | None:
    return next((event for event in reversed(history) if event.kind in kinds), None)


def is_after(event: ReportEvent | None, other: ReportEvent | None) -> bool:
    """Whether `event` happened, and `other` has not happened since."""
    return event is not None and (other is None or other.seq < event.seq)


@dataclass(frozen=True, slots=True)
class Stored:
    """All that a move could change, as another connection sees it.

    Attributes:
        rows: By table.
        reports, histories: By number.
        queue: Numbers of the reports that wait for somebody.
        waiting: How many wait at each turn.
        balances: Points of those who reported.
    """

    rows: dict[str, list[Mapping[str, Any]]]
    reports: dict[int, Report]
    histories: dict[int, Sequence[ReportEvent]]
    queue: list[int]
    waiting: dict[Turn, int]
    balances: dict[int, int]


def lived(filed: Report, history: Sequence[ReportEvent], city: City) -> Report:
    """What a report must be by its history alone."""
    topic = city.catalogue.topics[filed.topic_id]
    ended = (EventKind.ANSWERED, EventKind.DEFERRED)
    answer, answered = last(history, *ended), last(history, EventKind.ANSWERED)
    published, returned = last(history, EventKind.PUBLISHED), last(history, EventKind.RETURNED)
    assigned, disputed = last(history, EventKind.ASSIGNED), last(history, EventKind.DISPUTED)
    prepared = last(history, EventKind.ANSWER_PREPARED)
    pending = is_after(prepared, last(history, *ended, EventKind.ANSWER_SENT_BACK))
    since = last(history, EventKind.PUBLISHED, EventKind.RETURNED, EventKind.DEFERRED)
    answer_due = city.answer_due(topic, filed.created_at)
    if since is not None:
        answer_due = city.answer_due(topic, since.at)
        if since.until is not None:
            answer_due = datetime.combine(since.until, time(23, 59), city.zone)
    verdict_due = None
    if answered is not None and is_after(answered, returned):
        day = answered.at.astimezone(city.zone).date() + timedelta(days=city.limits.verdict_days)
        verdict_due = datetime.combine(day, time(23, 59), city.zone)
    return replace(
        filed,
        status=history[-1].to_status,
        events=len(history),
        agency_id=topic.agency_id if assigned is None else str(assigned.agency_id),
        published_at=published.at if published else None,
        answer_due=answer_due,
        verdict_due=verdict_due,
        refutations=sum(event.kind in REFUTATIONS for event in history),
        refuted=is_after(last(history, *REFUTATIONS), answer),
        disputed=is_after(disputed, last(history, *ended, EventKind.ASSIGNED)),
        overdue=is_after(last(history, EventKind.OVERDUE), last(history, *ended, EventKind.RETURNED)),
        pending=prepared.seq if prepared and pending else None,
        answer=answer.about if answer else None,
        answer_kind=answer.answer_kind if answer else None,
        answered_at=next((event.at for event in history if event.kind is EventKind.ANSWERED), None),
        confirmed=any(event.kind is EventKind.CONFIRMED for event in history),
    )


def turn_of(report: Report) -> Turn | None:
    if report.status is Status.MODERATION:
        return Turn.MODERATION
    if report.status is Status.CONTROL:
        return Turn.CONTROL
    if report.status is Status.ANSWERED:
        return Turn.REFUTATION if report.refuted and report.refutations == 1 else Turn.VERDICT
    if report.status in OVER:
        return None
    if report.pending:
        return Turn.APPROVAL
    return Turn.DISPUTE if report.disputed else Turn.AGENCY


class Life(RuleBasedStateMachine):
    """People, their reports, and the clock."""

    def __init__(self, runner: asyncio.Runner, database: Path, city: City) -> None:
        super().__init__()
        self.runner = runner
        self.kept = ExitStack()
        folder = self.kept.enter_context(TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None))
        shutil.copy(database, f"{folder}/gorod.db")
        self.database = runner.run(open_database(f"sqlite+aiosqlite:///{folder}/gorod.db"))
        self.reader = create_engine(f"sqlite:///{folder}/gorod.db")
        self.city = city
        self.quiet = Quiet(22, 8, city.zone)
        self.clock = Hands(START)
        self.drafts = count(1)
        self.filed: dict[int, Report] = {}
        self.followers: dict[int, set[int]] = {}
        self.told: Told = {}
        self.sent: set[int] = set()
        self.seen: list[Report] = []
        """As somebody read them, not all at their newest."""
        self._stored: Stored | None = None

    def write(self, work: Callable[[SqlUnitOfWork], Coroutine[Any, Any, Any]]) -> Any:
        """What `work` gives, committed; what was read before is out of date."""

        async def act() -> Any:
            async with SqlUnitOfWork(self.database) as uow:
                result = await work(uow)
                await uow.commit()
            return result

        self._stored = None
        return self.runner.run(act())

    def teardown(self) -> None:
        self.reader.dispose()
        self.runner.run(self.database.close())
        self.kept.close()

    @property
    def stored(self) -> Stored:
        if self._stored is None:
            self._stored = self.runner.run(self._read())
        return self._stored

    async def _read(self) -> Stored:
        look = self.database.looking()
        found, ledger = SqlReports(look), SqlPoints(look)
        try:
            return Stored(
                rows=self._rows(),
                reports={number: await found.get(number) or filed for number, filed in self.filed.items()},
                histories={number: await found.history(number) for number in self.filed},
                queue=[report.number for report in await found.queue(list(Turn), offset=0, limit=10)],
                waiting=await found.queue_count(list(Turn), at_most=10),
                balances={
                    resident_id: await ledger.balance(resident_id)
                    for resident_id in {filed.resident_id for filed in self.filed.values()}
                },
            )
        finally:
            await look.close()

    def _rows(self) -> dict[str, list[Mapping[str, Any]]]:
        with self.reader.connect() as connection:
            return {
                table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in TABLES
            }

    # The people

    @initialize(
        checked=st.booleans(),
        who=AUTHORS,
        far=st.integers(0, len(LONG_WAY)),
        followed=st.booleans(),
        seed=PICKS,
    )
    def begin(self, checked: bool, who: str, far: int, followed: bool, seed: int) -> None:
        self.seed = seed
        self.city = replace(self.city, answers_checked=checked, points=AMOUNTS)
        self.moving = Moving(city=self.city, notifier=Notifier(city=self.city, quiet=self.quiet), clock=self.clock)
        self.people: dict[str, Resident] = self.write(self._arrive)
        self.operators = {
            name: Operator(
                resident_id=self.people[name].id, name=name, role=role, agency_id=agency_id, since=START
            )
            for name, (role, agency_id) in ROLES.items()
        }
        self.write(self._hire)
        self.files(who, TOPICS[0], far, followed)

    async def _arrive(self, uow: SqlUnitOfWork) -> dict[str, Resident]:
        people = {}
        for user_id, name in enumerate(PEOPLE, 1):
            people[name] = await uow.residents.add(
                platform=Platform.TELEGRAM,
                user_id=user_id,
                chat_id=user_id,
                name=name,
                locale="ru",
                created_at=START,
            )
        people["follower"] = replace(people["follower"], at_night=True)
        await uow.residents.update(people["follower"])
        return people

    async def _hire(self, uow: SqlUnitOfWork) -> None:
        for operator in self.operators.values():
            if operator.role is not Role.OWNER:
                await uow.operators.put(operator, invited_by=self.people["owner"].id)

    def actor_for(self, party: Party, report: Report, *, other: bool) -> Actor:
        """Somebody who may act for a party; `other` takes the second one where there are two."""
        match party:
            case Party.AUTHOR:
                return author(report.resident_id)
            case Party.RULE:
                return RULE
            case Party.EDITOR:
                return acting(self.operators["owner" if other else "editor"])
            case Party.CONTROL:
                return acting(self.operators["owner" if other else "control"])
            case Party.AGENCY if report.agency_id == "avd":
                return acting(self.operators["roads too" if other else "roads"])
        return acting(self.operators["yards"])

    def everyone(self) -> list[Actor]:
        residents = [author(person.id) for person in self.people.values()]
        return [*residents, *map(acting, self.operators.values()), RULE]

    def today(self) -> date:
        return self.clock().astimezone(self.city.zone).date()

    # What they do

    def attempt(self, report: Report, work: Callable[[SqlUnitOfWork], Coroutine[Any, Any, Report]]) -> bool:
        """One use case: it is carried out and expected notices are noted, or refused and nothing has changed."""
        before, known = self.stored, len(self.stored.histories[report.number])
        try:
            moved = self.write(work)
        except (MovedAlready, MoveRefused, NotTheirs, Overtaken) as refused:
            assert self.stored == before
            self.check_refusal(refused)
            return False
        history = self.stored.histories[report.number]
        assert moved == self.stored.reports[report.number]
        assert history[:known] == before.histories[report.number]
        assert len(history) > known
        for event in history[known:]:
            self.expect_notices(moved, event, before.reports[report.number])
        self.seen = [*self.seen[-5:], moved]
        return True

    def check_refusal(self, refused: Exception) -> None:
        """Who is told that somebody was faster is told what they did."""
        if isinstance(refused, MovedAlready):
            number, seq = refused.report.number, refused.report.events
            assert refused.last == self.stored.histories[number][seq - 1]

    def make(self, report: Report, deed: Deed) -> bool:
        return self.attempt(report, lambda uow: self.moving.make(report, deed, uow))

    def chosen(self, which: int) -> Report:
        """One of the reports, an open one as long as there is any."""
        reports = [*self.stored.reports.values()]
        reports = [one for one in reports if one.status not in OVER] or reports
        return reports[which % len(reports)]

    @precondition(lambda self: sum(one.status not in OVER for one in self.stored.reports.values()) < 2)
    @rule(
        who=AUTHORS,
        topic=st.sampled_from(TOPICS),
        far=st.integers(0, len(LONG_WAY)),
        followed=st.booleans(),
    )
    def files(self, who: str, topic: str, far: int, followed: bool) -> None:
        """A new report, some way into its life."""
        now = self.clock()
        new = NewReport(
            draft_id=UUID(int=next(self.drafts)),
            resident_id=self.people[who].id,
            topic_id=topic,
            agency_id=self.city.catalogue.topics[topic].agency_id,
            place=Place(lat=55.75, lon=37.62, source=PlaceSource.LOCATION),
            description="Яма",
            status=Status.MODERATION,
            created_at=now,
            answer_due=self.city.answer_due(self.city.catalogue.topics[topic], now),
            photos=(PHOTO,),
        )
        report = self.write(lambda uow: self.moving.file(new, uow))
        self.filed[report.number] = report
        self.followers[report.number] = set()
        self.seen.append(report)
        if followed:
            self.follows(report.number, "follower")
        for kind, party in LONG_WAY[:far]:
            report = self.stored.reports[report.number]
            assert self.moves(report, kind, self.actor_for(party, report, other=False))

    def follows(self, number: int, who: str) -> None:
        person = self.people[who].id
        self.write(lambda uow: uow.reports.follow(number, person, self.clock()))
        self.followers[number].add(person)

    @rule(which=WHICH, picks=st.lists(PICKS, min_size=2, max_size=8))
    def goes_on(self, which: int, picks: list[int]) -> None:
        """Moves that the table has, mostly by those who may make them; an end comes seldom, to leave something."""
        number = self.chosen(which).number
        for pick in picks:
            report = self.stored.reports[number]
            chance = Random(f"{self.seed} {pick} {report.events}")
            lines = self.likely(report)
            going = [line for line in lines if line.target not in OVER]
            lines = going if going and chance.random() < 0.8 else lines
            if not lines:
                break
            line = chance.choice(lines)
            actor = self.actor_for(chance.choice(sorted(line.by)), report, other=chance.random() < 0.3)
            if chance.random() < 0.2:
                everyone = self.everyone()
                colleagues = [one for one in everyone if one.parties & line.by]
                actor = chance.choice(chance.choice([everyone, colleagues]))
            if chance.random() < 0.15:
                self.clock.move(days=chance.choice([0, 1, 4, 13]), hours=chance.randint(0, 12))
                self.notices_go_out()
            if line.kind in (EventKind.OVERDUE, EventKind.VERDICT_TIME_OVER):
                self.comes_due(report, chance.choice([0, 1, 60]))
            kind, days = chance.choice([*AnswerKind]), chance.choice([0, 2, 10])
            if line.kind is EventKind.ANSWER_PREPARED and chance.random() < 0.5:
                self.answers(report, actor, kind, days)
            elif line.kind in (EventKind.ANSWERED, EventKind.DEFERRED) and chance.random() < 0.5:
                self.publishes(report, actor)
            else:
                self.moves(report, line.kind, actor, kind, days)

    def publishes(self, report: Report, actor: Actor) -> None:
        self.attempt(report, lambda uow: self.moving.publish_answer(report, actor, uow))

    def likely(self, report: Report) -> list[Move]:
        """Lines of the table that this report seems ready for."""
        history = self.stored.histories[report.number]
        dated = report.pending is not None and history[report.pending - 1].answer_kind in DATED
        not_now = {Needs.PENDING} if report.pending is None else {Needs.NOTHING_PENDING}
        not_now |= {Needs.CLOSING} if dated else {Needs.DATED}
        not_now |= {Needs.UNREFUTED} if report.refuted else set()
        return [
            line
            for line in MOVES
            if line.origin is report.status
            and not line.needs & not_now
            and (line.kind not in REFUTATIONS or line.kind is refutation_of(report))
        ]

    def moves(
        self,
        report: Report,
        kind: EventKind,
        actor: Actor,
        answer: AnswerKind = AnswerKind.DONE,
        days: int = 10,
    ) -> bool:
        """A deed with all that its kind could need, and with what it does not need too."""
        if kind in REFUTATIONS:
            kind = refutation_of(report)
        deed = Deed(
            kind=kind,
            actor=actor,
            words="Всё на месте, посмотрите.",
            reason_id="wrong-topic",
            agency_id="zhilischnik" if report.agency_id == "avd" else "avd",
            answer_kind=answer,
            until=self.today() + timedelta(days=days) if answer in DATED else None,
            photos=(PHOTO,) if kind is EventKind.ANSWER_PREPARED or kind in REFUTATIONS else (),
        )
        return self.make(report, deed)

    def answers(self, report: Report, actor: Actor, kind: AnswerKind, days: int) -> None:
        """An answer is prepared, and published with it where nobody has to check it."""
        deed = Deed(
            kind=EventKind.ANSWER_PREPARED,
            actor=actor,
            words="Сделали.",
            answer_kind=kind,
            until=self.today() + timedelta(days=days) if kind in DATED else None,
        )
        if self.attempt(report, lambda uow: self.moving.answer(report, deed, uow)):
            at_once = Party.EDITOR in actor.parties or not self.city.answers_checked
            assert self.stored.reports[report.number].status in (
                {Status.ANSWERED, Status.DEFERRED} if at_once else {report.status}
            )

    @rule(
        which=WHICH,
        data=st.data(),
        kind=st.sampled_from(EventKind),
        words=st.sampled_from(["", " \n", "Не согласен."]),
        reason_id=st.sampled_from([None, "wrong-topic", "mood"]),
        agency_id=st.sampled_from([None, "avd", "zhilischnik", "spies"]),
        answer_kind=st.none() | st.sampled_from(AnswerKind),
        days=st.none() | st.integers(-1, 30),
    )
    def asks_for_anything(
        self,
        which: int,
        data: st.DataObject,
        kind: EventKind,
        words: str,
        reason_id: str | None,
        agency_id: str | None,
        answer_kind: AnswerKind | None,
        days: int | None,
    ) -> None:
        """Whatever a person or an old button could ask for, sense or nonsense."""
        deed = Deed(
            kind=kind,
            actor=data.draw(st.sampled_from(self.everyone())),
            words=words,
            reason_id=reason_id,
            agency_id=agency_id,
            answer_kind=answer_kind,
            until=None if days is None else self.today() + timedelta(days=days),
        )
        self.make(self.chosen(which), deed)

    @rule(pick=PICKS, other=st.booleans())
    def was_too_slow(self, pick: int, other: bool) -> None:
        """A move made on a report as it was read a while ago: whoever came between has won."""
        chance = Random(pick)
        read = chance.choice(self.seen)
        lines = [line for line in MOVES if line.origin is read.status]
        if lines:
            line = chance.choice(lines)
            is_newest = self.stored.reports[read.number].events == read.events
            actor = self.actor_for(min(line.by), read, other=other)
            assert not self.moves(read, line.kind, actor) or is_newest

    @rule(which=WHICH, what=st.sampled_from(["some time", "deadline", "tick", "send", "follow"]), pick=PICKS)
    def meanwhile(self, which: int, what: str, pick: int) -> None:
        """What goes on beside the reports."""
        chance = Random(pick)
        match what:
            case "some time":
                self.clock.move(**{chance.choice(["minutes", "hours", "days"]): chance.randint(1, 12)})
            case "deadline":
                self.comes_due(self.chosen(which), chance.choice([0, 1, 60]))
            case "tick":
                self.the_clock_ticks()
            case "send":
                self.notices_go_out()
            case "follow":
                self.follows(self.chosen(which).number, chance.choice(["author", "follower", "stranger", "roads"]))

    def comes_due(self, report: Report, seconds: int) -> None:
        """The clock goes on to so many seconds after what the report waits for."""
        due = report.answer_due if report.status in AWAITING else report.verdict_due
        if due is not None:
            self.clock.now = max(self.clock.now, due.astimezone(UTC) + timedelta(seconds=seconds))

    def the_clock_ticks(self) -> None:
        """What the scheduler does: reports past a deadline are found, and each gets its move."""
        now = self.clock()

        async def look() -> tuple[Sequence[Report], Sequence[Report], datetime | None]:
            async with (uow := SqlUnitOfWork(self.database)).reading():
                late = await uow.reports.newly_overdue(now, 10)
                over = await uow.reports.verdict_time_over(now, 10)
                return late, over, await uow.reports.next_due(now)

        late, over, next_due = self.runner.run(look())
        reports = self.stored.reports.values()
        assert {one.number for one in late} == {
            one.number for one in reports if one.status in AWAITING and not one.overdue and now > one.answer_due
        }
        assert {one.number for one in over} == {
            one.number
            for one in reports
            if one.verdict_due and turn_of(one) is Turn.VERDICT and now > one.verdict_due
        }
        dues = [one.answer_due for one in reports if one.status in AWAITING]
        dues += [one.verdict_due for one in reports if one.verdict_due and turn_of(one) is Turn.VERDICT]
        assert next_due == min((due for due in dues if due >= now), default=None)
        for kind, found in ((EventKind.OVERDUE, late), (EventKind.VERDICT_TIME_OVER, over)):
            for report in found:
                assert self.make(report, Deed(kind=kind, actor=RULE))

    def notices_go_out(self) -> None:
        now = self.clock()

        async def send(uow: SqlUnitOfWork) -> None:
            for notice, _ in await uow.notices.due(now, 1000, platform=Platform.TELEGRAM):
                assert notice.due_at <= now
                await uow.notices.record(notice.id, SendState.SENT, at=now)
                self.sent.add(notice.id)

        self.write(send)

    # Who must hear of it

    def expect_notices(self, report: Report, event: ReportEvent, before: Report) -> None:
        number, told = report.number, self.told
        everyone = {report.resident_id, *self.followers[number]}
        others = everyone - {event.resident_id}
        is_news = event.kind is not EventKind.ASSIGNED or before.agency_id != report.agency_id
        if event.kind in HEARD and event.to_status is not Status.MODERATION and is_news:
            # who sends a report to the control body is told with the others what comes of it
            hearers = everyone if event.kind is EventKind.REFUTED_AGAIN else others
            told |= {(f"event:{number}:{event.seq}", one): HEARD[event.kind] for one in hearers}
        told |= {(f"work:{number}:{event.seq}", one): NoticeKind.WORK for one in self.workers(report, event)}
        told |= {
            (f"work_due:{number}:{event.seq}", one): NoticeKind.WORK_DUE for one in self.promised(report, event)
        }
        for one, kind, day in self.reminded(report, event, others):
            if datetime.combine(day, time(10), self.city.zone) > event.at:
                told[f"reminder:{number}:{event.seq}", one] = kind
        for what_for in PointsFor:
            if event_earns(event, what_for):
                told[f"points:{number}:{what_for}", report.resident_id] = NoticeKind.POINTS

    def workers(self, report: Report, event: ReportEvent) -> set[int]:
        if event.kind is EventKind.REFUTED_AGAIN:
            role, agency_id = Role.CONTROL, None
        elif event.kind in AGENCY_HEARS and event.to_status is not Status.MODERATION:
            role, agency_id = Role.AGENCY, report.agency_id
        else:
            return set()
        staff = {
            one.resident_id for one in self.operators.values() if (one.role, one.agency_id) == (role, agency_id)
        }
        return staff - {event.resident_id}

    def promised(self, report: Report, event: ReportEvent) -> set[int]:
        """Who is reminded of their agency's promise on its day."""
        if event.to_status is not Status.DEFERRED or event.kind not in (EventKind.DEFERRED, EventKind.ASSIGNED):
            return set()
        day = report.answer_due.astimezone(self.city.zone).date()
        if datetime.combine(day, time(10), self.city.zone) <= event.at:
            return set()
        mine = (Role.AGENCY, report.agency_id)
        return {one.resident_id for one in self.operators.values() if (one.role, one.agency_id) == mine}

    def reminded(
        self, report: Report, event: ReportEvent, others: set[int]
    ) -> Iterator[tuple[int, NoticeKind, date]]:
        if event.kind is EventKind.ANSWERED:
            day = event.at.astimezone(self.city.zone).date() + timedelta(days=self.city.limits.verdict_days - 3)
            yield from ((one, NoticeKind.VERDICT_REMINDER, day) for one in others & {report.resident_id})
        elif event.kind is EventKind.DEFERRED:
            assert event.until is not None
            yield from ((one, NoticeKind.PROMISE_DUE, event.until) for one in others)

    # What always holds

    @invariant()
    def the_history_keeps_to_the_table(self) -> None:
        table = {(line.kind, line.origin, line.target): line.by for line in MOVES}
        for number, filed in self.filed.items():
            history = self.stored.histories[number]
            assert [event.seq for event in history] == [*range(1, len(history) + 1)]
            assert history[0].kind is EventKind.FILED
            for before, event in pairwise([None, *history]):
                assert event is not None
                assert event.from_status is (before and before.to_status)
                assert before is None or before.at <= event.at
                by = table[event.kind, event.from_status, event.to_status]
                if event.resident_id is None:
                    assert Party.RULE in by
                else:
                    assert any(event.role in PARTIES[party] for party in by if party in PARTIES)
                    assert event.role or event.resident_id == filed.resident_id

    @invariant()
    def every_move_had_what_it_needs(self) -> None:
        for number, filed in self.filed.items():
            history = self.stored.histories[number]
            for event in history[1:]:
                before = lived(filed, history[: event.seq - 1], self.city)
                assert event.words.strip() or event.kind not in WORDED
                assert event.reason_id in ({None, "wrong-topic"} if event.kind is EventKind.REJECTED else {None})
                assert event.agency_id in (AGENCIES if event.kind is EventKind.ASSIGNED else {before.agency_id})
                match event.kind:
                    case EventKind.ANSWERED | EventKind.DEFERRED | EventKind.ANSWER_SENT_BACK:
                        assert before.pending is not None
                        assert event.about == before.pending
                    case EventKind.ANSWER_PREPARED | EventKind.ASSIGNED | EventKind.DISPUTED:
                        assert before.pending is None
                    case EventKind.OVERDUE:
                        assert event.at > before.answer_due
                        assert not before.overdue
                    case EventKind.VERDICT_TIME_OVER:
                        assert before.verdict_due is not None
                        assert event.at > before.verdict_due
                        assert turn_of(before) is Turn.VERDICT
                if event.kind in REFUTATIONS | {EventKind.CONFIRMED}:
                    assert before.verdict_due is not None
                    assert event.at <= before.verdict_due
                if event.kind in REFUTATIONS:
                    assert not before.refuted
                    assert event.kind is IN_TURN[min(before.refutations, 2)]
                if event.until is not None:
                    assert event.until >= event.at.astimezone(self.city.zone).date()

    @invariant()
    def a_report_is_what_its_history_says(self) -> None:
        for number, filed in self.filed.items():
            report, history = self.stored.reports[number], self.stored.histories[number]
            joined = len(self.followers[number] - {filed.resident_id})
            assert report == replace(lived(filed, history, self.city), followers=joined)
            for event in history:
                said = None if event.about is None else history[event.about - 1]
                if event.kind in (EventKind.ANSWERED, EventKind.DEFERRED):
                    assert said is not None
                    assert said.kind is EventKind.ANSWER_PREPARED
                    assert (said.answer_kind, said.until) == (event.answer_kind, event.until)
                    assert (event.answer_kind in DATED) == (event.kind is EventKind.DEFERRED)
                if event.role is Role.AGENCY:
                    agency = next(one for one in self.operators.values() if one.resident_id == event.resident_id)
                    assert event.agency_id == agency.agency_id

    @invariant()
    def everyone_finds_their_turn(self) -> None:
        turns = {number: turn_of(report) for number, report in self.stored.reports.items()}
        assert {number: report.turn for number, report in self.stored.reports.items()} == turns
        assert sorted(self.stored.queue) == [number for number, turn in turns.items() if turn]
        assert self.stored.waiting == {turn: list(turns.values()).count(turn) for turn in Turn}

    @invariant()
    def everyone_is_told_once_and_nobody_else(self) -> None:
        rows = self.stored.rows["notices"]
        assert len({(row["key"], row["resident_id"]) for row in rows}) == len(rows)
        assert {(row["key"], row["resident_id"]): row["kind"] for row in rows} == self.told
        wakeful = self.people["follower"].id
        for row in rows:
            kind, due_at = NoticeKind(row["kind"]), row["due_at"]
            assert row["created_at"] <= due_at
            assert row["number"] == int(row["key"].split(":")[1])
            if row["resident_id"] == wakeful and kind in (NoticeKind.ANSWERED, NoticeKind.CLOSED):
                assert due_at == row["created_at"]
            else:
                assert 8 <= due_at.astimezone(self.city.zone).hour < 22

    @invariant()
    def only_what_still_stands_is_reminded_of(self) -> None:
        standing = {}
        for number in self.filed:
            report, history = self.stored.reports[number], self.stored.histories[number]
            answered, deferred = last(history, EventKind.ANSWERED), last(history, EventKind.DEFERRED)
            if report.status is Status.ANSWERED and not report.refuted and answered:
                standing[f"reminder:{number}:{answered.seq}"] = NoticeKind.VERDICT_REMINDER
            if report.status is Status.DEFERRED and deferred:
                standing[f"reminder:{number}:{deferred.seq}"] = NoticeKind.PROMISE_DUE
                assigned = last(history, EventKind.ASSIGNED)
                promiser = max(deferred.seq, assigned.seq if assigned else 0)
                standing[f"work_due:{number}:{promiser}"] = NoticeKind.WORK_DUE
        for row in self.stored.rows["notices"]:
            is_reminder = row["key"].startswith(("reminder:", "work_due:"))
            is_overtaken = is_reminder and standing.get(row["key"]) != row["kind"]
            left = SendState.CANCELLED if is_overtaken else SendState.QUEUED
            assert row["send_state"] == (SendState.SENT if row["id"] in self.sent else left), row["key"]

    @invariant()
    def points_are_booked_once_for_what_helped(self) -> None:
        rows = self.stored.rows["points"]
        earned = {
            (filed.resident_id, number, what_for.value): AMOUNTS[what_for]
            for number, filed in self.filed.items()
            for what_for in PointsFor
            if any(event_earns(event, what_for) for event in self.stored.histories[number])
        }
        assert len(rows) == len(earned)
        assert {(row["resident_id"], row["number"], row["what_for"]): row["amount"] for row in rows} == earned
        for resident_id, balance in self.stored.balances.items():
            assert balance == sum(row["amount"] for row in rows if row["resident_id"] == resident_id)

    @invariant()
    def the_card_of_the_operators_is_marked(self) -> None:
        wanted = {row["report_number"]: row["wanted_at"] for row in self.stored.rows["group_cards"]}
        assert wanted == {number: self.stored.histories[number][-1].at for number in self.filed}


def event_earns(event: ReportEvent, what_for: PointsFor) -> bool:
    """Whether points are due for it, if none were booked for the same before."""
    if what_for is PointsFor.REPORT:
        return event.kind in (EventKind.ANSWERED, EventKind.DEFERRED) and event.answer_kind in AGREES
    return event.kind in (EventKind.CONFIRMED, EventKind.REFUTED, EventKind.REFUTED_AGAIN)


INVARIANTS = (
    Life.the_history_keeps_to_the_table,
    Life.every_move_had_what_it_needs,
    Life.a_report_is_what_its_history_says,
    Life.everyone_finds_their_turn,
    Life.everyone_is_told_once_and_nobody_else,
    Life.only_what_still_stands_is_reminded_of,
    Life.points_are_booked_once_for_what_helped,
    Life.the_card_of_the_operators_is_marked,
)
NewLife = Callable[[], Life]


@pytest.fixture
def life(empty_database: Path, city: City) -> Iterator[NewLife]:
    with asyncio.Runner() as runner:
        yield lambda: Life(runner, empty_database, city)


@pytest.fixture
def one(life: NewLife) -> Iterator[Life]:
    """A life that a test leads."""
    one = life()
    yield one
    one.teardown()


def step(one: Life, kind: EventKind, party: Party, answer: AnswerKind = AnswerKind.DONE) -> None:
    """A move of the only report, which must succeed and leave everything in order."""
    (report,) = one.stored.reports.values()
    assert one.moves(report, kind, one.actor_for(party, report, other=False), answer)
    for holds in INVARIANTS:
        holds(one)


FAR: Mapping[Status, int] = {
    Status.MODERATION: 0,
    Status.IN_WORK: 1,
    Status.DEFERRED: 1,
    Status.ANSWERED: 3,
    Status.RETURNED: 5,
    Status.CONTROL: 8,
}
BEFORE: Mapping[EventKind, int] = {EventKind.REFUTED_AGAIN: 7, EventKind.REFUTED_IN_VAIN: 11}
"""How far along the long way a report first is at a status, and before the later refutations."""


@pytest.mark.parametrize(
    "line", [pytest.param(line, id=f"{line.kind}-{line.origin}") for line in MOVES if line.origin is not None]
)
def test_each_line_of_the_table_leaves_everything_in_order(one: Life, line: Move) -> None:
    """Each at least once: the test below chooses freely, and may miss one."""
    assert line.origin is not None
    far = BEFORE.get(line.kind, FAR[line.origin])
    one.begin(checked=True, who="author", far=far, followed=True, seed=0)
    if line.origin is Status.DEFERRED:
        step(one, EventKind.ANSWER_PREPARED, Party.AGENCY, AnswerKind.PROMISE)
        step(one, EventKind.DEFERRED, Party.EDITOR)
    if Needs.PENDING in line.needs:
        answer = AnswerKind.PROMISE if Needs.DATED in line.needs else AnswerKind.DONE
        step(one, EventKind.ANSWER_PREPARED, Party.AGENCY, answer)
    if line.kind in (EventKind.OVERDUE, EventKind.VERDICT_TIME_OVER):
        one.comes_due(one.chosen(0), seconds=1)
    step(one, line.kind, min(line.by))


def test_a_promised_date_is_reminded_of_whatever_happens_behind_the_desk(one: Life) -> None:
    """An answer that was prepared and sent back, or another agency, cancelled the reminder for good."""
    one.begin(checked=True, who="author", far=FAR[Status.DEFERRED], followed=True, seed=0)
    step(one, EventKind.ANSWER_PREPARED, Party.AGENCY, AnswerKind.PROMISE)
    step(one, EventKind.DEFERRED, Party.EDITOR)
    step(one, EventKind.ANSWER_PREPARED, Party.AGENCY)
    step(one, EventKind.ANSWER_SENT_BACK, Party.EDITOR)
    step(one, EventKind.ASSIGNED, Party.EDITOR)
    reminders = [row for row in one.stored.rows["notices"] if row["kind"] == NoticeKind.PROMISE_DUE]
    assert [row["send_state"] for row in reminders] == [SendState.QUEUED] * 2


def test_no_life_breaks_a_rule(life: NewLife) -> None:
    run_state_machine_as_test(
        life,  # type: ignore[arg-type]  # a factory serves as well, its documentation says
        settings=settings(
            max_examples=30,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
