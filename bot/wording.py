"""Which text stands for a status, an event, a role, a kind of answer, a messenger: the ids, written whole."""

from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.operators import Role
from bot.domain.reports import EventKind, ReportEvent, Status, Turn
from bot.domain.residents import Platform
from bot.services.export_formats import ExportWords
from bot.texts import Texts

STATUS = {
    Status.MODERATION: "status-moderation",
    Status.REJECTED: "status-rejected",
    Status.IN_WORK: "status-in-work",
    Status.ANSWERED: "status-answered",
    Status.DEFERRED: "status-deferred",
    Status.RETURNED: "status-returned",
    Status.CONTROL: "status-control",
    Status.SOLVED: "status-solved",
    Status.WITHDRAWN: "status-withdrawn",
}
EVENT = {
    EventKind.FILED: "event-filed",
    EventKind.PHOTO_ADDED: "event-photo-added",
    EventKind.WITHDRAWN: "event-withdrawn",
    EventKind.PUBLISHED: "event-published",
    EventKind.REJECTED: "event-rejected",
    EventKind.ANSWER_PREPARED: "event-answer-prepared",
    EventKind.ANSWER_SENT_BACK: "event-answer-sent-back",
    EventKind.ANSWERED: "event-answered",
    EventKind.CONFIRMED: "event-confirmed",
    EventKind.REFUTED: "event-refuted",
    EventKind.REFUTED_AGAIN: "event-refuted-again",
    EventKind.REFUTED_IN_VAIN: "event-refuted-in-vain",
    EventKind.RETURNED: "event-returned",
    EventKind.CLOSED: "event-closed",
    EventKind.VERDICT_TIME_OVER: "event-verdict-time-over",
    EventKind.OVERDUE: "event-overdue",
}
TURN = {
    Turn.MODERATION: "turn-moderation",
    Turn.REFUTATION: "turn-refutation",
    Turn.DISPUTE: "turn-dispute",
    Turn.APPROVAL: "turn-approval",
    Turn.AGENCY: "turn-agency",
    Turn.CONTROL: "turn-control",
    Turn.VERDICT: "turn-verdict",
}
ROLE = {
    Role.OWNER: "role-owner",
    Role.EDITOR: "role-editor",
    Role.AGENCY: "role-agency",
    Role.CONTROL: "role-control",
    Role.ANALYST: "role-analyst",
}
ANSWER = {
    AnswerKind.DONE: "kind-done",
    AnswerKind.ALREADY_GONE: "kind-already-gone",
    AnswerKind.NOT_FOUND: "kind-not-found",
    AnswerKind.MEASURES_TAKEN: "kind-measures-taken",
    AnswerKind.PROMISE: "kind-promise",
    AnswerKind.CHECK_UNTIL: "kind-check-until",
}
PLATFORM = {
    Platform.TELEGRAM: "platform-telegram",
    Platform.MAX: "platform-max",
}

EXPORT_HEADINGS = (
    "figures-column-number",
    "figures-column-status",
    "figures-column-topic",
    "figures-column-agency",
    "figures-column-address",
    "figures-column-district",
    "figures-column-lat",
    "figures-column-lon",
    "figures-column-description",
    "figures-column-created",
    "figures-column-published",
    "figures-column-due",
    "figures-column-answered",
    "figures-column-answer",
    "figures-column-refutations",
    "figures-column-topic-id",
    "figures-column-agency-id",
    "figures-column-details",
)


def export_words(t: Texts) -> ExportWords:
    """An export's words; statuses and answers without their signs."""
    return ExportWords(
        locale=t.locale,
        headings=tuple(map(t.label, EXPORT_HEADINGS)),
        statuses={status: t.label(text).partition(" ")[2] for status, text in STATUS.items()},
        answers={kind: t.label(text).partition(" ")[2] for kind, text in ANSWER.items()},
    )


def event_text(t: Texts, city: City, event: ReportEvent) -> str:
    """What an event was, as a part of a sentence; HTML."""
    agency = city.catalogue.agencies.get(event.agency_id or "")
    title = agency.title[t.locale] if agency else "—"
    match event.kind:
        case EventKind.ASSIGNED:
            return t("event-assigned", agency=title)
        case EventKind.DISPUTED:
            return t("event-disputed", agency=title)
        case EventKind.DEFERRED if event.until is not None:
            return t("event-deferred", until=event.until)
        case _:
            return t(EVENT[event.kind])


def distance_text(t: Texts, metres: float) -> str:
    """How far it is, as people say it: in tens of metres, above a kilometre in tenths of one."""
    tens = round(metres / 10) * 10
    if metres < 10:
        return t("near-distance-close")
    if tens < 1000:
        return t("near-distance-m", metres=tens)
    return t("near-distance-km", km=round(metres / 1000, 1))
