"""A filed report as its author sees it: how far it is, what was answered, what has happened so far.

Pure. Who of the operators did something is never shown: to a resident the city speaks as its agencies.
"""

from datetime import datetime
from html import escape

from bot import keyboards
from bot.cards import clipped, paragraphs, place_link, quoted
from bot.detail_words import details_line
from bot.domain.city import City
from bot.domain.life_cycle import move
from bot.domain.reports import AWAITS_ANSWER, EventKind, Report, ReportEvent, Status
from bot.say import Screen
from bot.services.own_reports import OwnReport
from bot.texts import Html, Texts
from bot.wording import ANSWER, STATUS, event_text

LINES_ON_CARD = 3
LONGEST_ANSWER_ON_CARD = 240
LONGEST_DESCRIPTION_BESIDE = 140
"""Of the author's own words once there is an answer: with all the rest a caption holds 1024 characters."""
LONGEST_WORDS = 500
HISTORY_ROOM = 3300
"""Characters of a message for the lines of a history, the latest first to stay."""

_SAID_ALOUD = frozenset(
    {
        EventKind.REJECTED,
        EventKind.ANSWERED,
        EventKind.DEFERRED,
        EventKind.REFUTED,
        EventKind.REFUTED_AGAIN,
        EventKind.REFUTED_IN_VAIN,
        EventKind.RETURNED,
        EventKind.CLOSED,
    }
)
"""What is said in these is for the author; other words are between the operators."""


class ReportCards:
    """Makes the cards of one city's reports."""

    def __init__(self, city: City) -> None:
        self._city = city

    def report(self, t: Texts, own: OwnReport, now: datetime) -> Screen:
        report, answer = own.report, own.answer
        in_time = report.verdict_due is None or now <= report.verdict_due
        waits = report.status is Status.ANSWERED and in_time
        return Screen(
            text=paragraphs(
                "\n".join(self._head(t, report)),
                quoted(t, report.description, LONGEST_DESCRIPTION_BESIDE if answer else None),
                self._answer(t, answer),
                self._state(t, own, waits=waits),
                "\n".join(self._line(t, event) for event, _ in own.timeline[-LINES_ON_CARD:]),
            ),
            keyboard=keyboards.report_card(
                t,
                report,
                can_change=move(EventKind.WITHDRAWN, report.status) is not None,
                waits=waits,
                answer_photos=len(answer.photos) if answer else 0,
            ),
            photo=report.photos[0] if report.photos else None,
        )

    def history(self, t: Texts, own: OwnReport) -> Screen:
        """Every line with what was said; of a very long history the latest."""
        report, room = own.report, HISTORY_ROOM
        lines: list[str] = []
        for event, said in reversed(own.timeline):
            line = f"{self._line(t, event)}\n{self._words(t, event, said)}".strip()
            room -= len(line)
            if room < 0:
                lines.insert(0, "…")
                break
            lines.insert(0, line)
        return Screen(
            text=paragraphs(t("mine-history-title", number=str(report.number)), "\n".join(lines)),
            keyboard=keyboards.back_to_report(t, report.number),
            photo=report.photos[0] if report.photos else None,
        )

    def surely_withdraw(self, t: Texts, report: Report) -> Screen:
        return Screen(
            text=t("mine-withdraw-ask", number=str(report.number)),
            keyboard=keyboards.surely_withdraw(t, report),
            photo=report.photos[0] if report.photos else None,
        )

    def rejection(self, t: Texts, rejection: ReportEvent | None) -> str:
        """Why it was not published and what to do: the pack's words, the editor's own, or both; HTML."""
        if rejection is None:
            return ""
        reason = self._city.rejection_reasons.get(rejection.reason_id or "")
        own = t("mine-card-rejected-words", words=clipped(rejection.words, LONGEST_WORDS))
        return "\n".join(
            [
                *([escape(reason.words[t.locale], quote=False)] if reason else []),
                *([own] if rejection.words else []),
            ]
        )

    def _head(self, t: Texts, report: Report) -> list[str]:
        topic = self._city.catalogue.topics.get(report.topic_id)
        lines = [
            t("mine-card-title", number=str(report.number), status=Html(t(STATUS[report.status]))),
            t("draft-line-topic", topic=topic.title[t.locale] if topic else report.topic_id),
            t("draft-line-place", place=place_link(t, self._city, report.place)),
            details_line(t, self._city.catalogue, report.details),
            t("mine-card-filed", at=t.moment(report.created_at)),
        ]
        if report.photos:
            lines.append(t("draft-line-photos", count=len(report.photos)))
        return [line for line in lines if line]

    def _state(self, t: Texts, own: OwnReport, *, waits: bool) -> str:
        """What the report waits for, and until when."""
        report = own.report
        match report.status:
            case Status.REJECTED:
                return self.rejection(t, own.last)
            case Status.ANSWERED:
                return self._verdict(t, report, waits=waits)
            case Status.CONTROL:
                body = self._city.control_body(self._city.catalogue.topics.get(report.topic_id))
                return t("mine-card-control", body=body.title[t.locale]) if body else ""
            case status if status is Status.MODERATION or status in AWAITS_ANSWER:
                return self._due(t, report)
        return ""

    def _verdict(self, t: Texts, report: Report, *, waits: bool) -> str:
        if report.awaits_check:
            return t("mine-card-refuted")
        if report.refuted:
            return t("mine-card-refuted-in-vain")
        return t("mine-card-verdict", due=report.verdict_due) if waits and report.verdict_due else ""

    def _due(self, t: Texts, report: Report) -> str:
        if report.overdue:
            return t("mine-card-overdue", agency=self._agency(t, report.agency_id), due=report.answer_due)
        if report.status is Status.DEFERRED:
            return t("mine-card-promised", due=report.answer_due)
        return t("review-due", agency=self._agency(t, report.agency_id), due=report.answer_due)

    def _answer(self, t: Texts, answer: ReportEvent | None) -> str:
        if answer is None or answer.answer_kind is None:
            return ""
        said = t(
            "mine-card-answer", agency=self._agency(t, answer.agency_id), kind=Html(t(ANSWER[answer.answer_kind]))
        )
        return f"{said}\n{quoted(t, answer.words, LONGEST_ANSWER_ON_CARD)}"

    def _line(self, t: Texts, event: ReportEvent) -> str:
        return t("mine-history-line", at=t.moment(event.at), what=Html(event_text(t, self._city, event)))

    def _words(self, t: Texts, event: ReportEvent, said: ReportEvent) -> str:
        if event.kind is EventKind.REJECTED:
            return self.rejection(t, event)
        return quoted(t, said.words, LONGEST_WORDS) if event.kind in _SAID_ALOUD else ""

    def _agency(self, t: Texts, agency_id: str | None) -> str:
        agency = self._city.catalogue.agencies.get(agency_id or "")
        return agency.title[t.locale] if agency else "—"
