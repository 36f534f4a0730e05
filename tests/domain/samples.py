"""A small town, a report in any state, and everyone who might want to move it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.domain.answers import AnswerKind
from bot.domain.catalogue import Agency, Catalogue, Need, Titles, Topic
from bot.domain.city import City, RejectionReason
from bot.domain.deeds import RULE, Actor, Deed, acting, author
from bot.domain.life_cycle import Move, Needs
from bot.domain.limits import Limits
from bot.domain.operators import Operator, Role
from bot.domain.places import Place, PlaceSource
from bot.domain.reports import AWAITS_ANSWER, EventKind, Report, Status

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
"""A Monday, 12:00 in the city; the weeks after it have no holidays but Friday, 12 June."""

NAME = Titles(ru="Яма", en="Pit")
TOPIC = Topic(
    id="pit",
    category_id="road",
    agency_id="roads",
    title=NAME,
    hint=NAME,
    photo=Need.REQUIRED,
    description=Need.OPTIONAL,
    deadline_days=8,
    place="road",
)
TOWN = City(
    id="town",
    title=NAME,
    zone=ZoneInfo("Europe/Moscow"),
    country="RU",
    catalogue=Catalogue(
        categories={},
        agencies={name: Agency(id=name, title=NAME) for name in ("roads", "lights")},
        topics={TOPIC.id: TOPIC},
        emergencies={},
    ),
    limits=Limits(photos=5, description=350, reports_a_day=20, drafts=10, verdict_days=15),
    phones=(),
    contains=lambda point: True,
    bounds=(0, 0, 1, 1),
    elsewhere=NAME,
    map_link="https://map.example/{lat}/{lon}",
    is_working_day=lambda day: day.weekday() < 5 and (day.month, day.day) != (6, 12),
    privacy=NAME,
    rejection_reasons={"dark": RejectionReason(id="dark", title=NAME, words=NAME, part=None)},
)

AUTHOR, STRANGER = 1, 2


def operator(role: Role, agency_id: str | None = None) -> Actor:
    return acting(Operator(resident_id=100, name="Op", role=role, agency_id=agency_id))


ACTORS: Mapping[str, Actor] = {
    "author": author(AUTHOR),
    "another resident": author(STRANGER),
    "owner": operator(Role.OWNER),
    "editor": operator(Role.EDITOR),
    "agency": operator(Role.AGENCY, "roads"),
    "another agency": operator(Role.AGENCY, "lights"),
    "control": operator(Role.CONTROL),
    "analyst": operator(Role.ANALYST),
    "rule": RULE,
}


def report(status: Status, **changes: Any) -> Report:
    """A report of `AUTHOR` with the agency "roads", in a state that its life can bring it to."""
    published = {} if status is Status.MODERATION else {"published_at": NOW}
    answered = {}
    if status in (Status.ANSWERED, Status.CONTROL):
        answered = {
            "answer": 4,
            "answer_kind": AnswerKind.DONE,
            "answered_at": NOW,
            "verdict_due": TOWN.verdict_due(NOW),
        }
    if status is Status.CONTROL:
        answered |= {"refuted": True, "refutations": 2}
    fields: dict[str, Any] = {
        "number": 12,
        "draft_id": UUID(int=7),
        "resident_id": AUTHOR,
        "topic_id": TOPIC.id,
        "agency_id": "roads",
        "place": Place(lat=55.75, lon=37.62, source=PlaceSource.LOCATION),
        "description": "Яма у дома",
        "status": status,
        "created_at": NOW,
        "answer_due": TOWN.answer_due(TOPIC, NOW),
        "photos": (),
        "events": 5,
        **published,
        **answered,
        **changes,
    }
    return Report(**fields)


def whole(kind: EventKind, actor: Actor, **changes: Any) -> Deed:
    """A deed that lacks nothing its kind needs."""
    fields: dict[str, Any] = {"words": "Посмотрите ещё раз, пожалуйста."}
    match kind:
        case EventKind.REJECTED:
            fields = {"reason_id": "dark"}
        case EventKind.ASSIGNED:
            fields = {"agency_id": "lights"}
        case EventKind.ANSWER_PREPARED:
            fields["answer_kind"] = AnswerKind.DONE
        case EventKind.ANSWERED:
            fields = {"pending_kind": AnswerKind.DONE}
        case EventKind.DEFERRED:
            fields = {
                "pending_kind": AnswerKind.PROMISE,
                "pending_until": TOWN.today(NOW) + timedelta(days=30),
            }
    return Deed(kind=kind, actor=actor, **{**fields, **changes})


def ready_for(line: Move) -> tuple[Report, datetime]:
    """A report at the line's origin that the move can be made on, and a moment for it."""
    assert line.origin is not None
    changes: dict[str, Any] = {"pending": 3} if Needs.PENDING in line.needs else {}
    moment = NOW + timedelta(hours=1)
    match line.kind:
        case EventKind.REFUTED_AGAIN:
            changes["refutations"] = 1
        case EventKind.REFUTED_IN_VAIN:
            changes["refutations"] = 2
        case EventKind.VERDICT_TIME_OVER:
            moment = TOWN.verdict_due(NOW) + timedelta(minutes=1)
        case EventKind.OVERDUE:
            assert line.origin in AWAITS_ANSWER
            moment = TOWN.answer_due(TOPIC, NOW) + timedelta(minutes=1)
    return report(line.origin, **changes), moment
