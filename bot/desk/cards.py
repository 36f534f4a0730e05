"""Cards of reports, queues and lists as operators see them.

Pure: the same report makes the same card, in a private chat and in the group.
"""

from collections.abc import Sequence

from bot.cards import clipped, paragraphs, place_link, quoted
from bot.desk import keyboards
from bot.desk.callbacks import ShowQueue
from bot.detail_words import details_line
from bot.domain.catalogue import Agency
from bot.domain.city import City
from bot.domain.reports import AWAITS_ANSWER, EventKind, Report, ReportEvent, Status, Turn
from bot.say import Screen, units
from bot.services.viewing import COUNTED, DeskReport, OverduePage, QueuePage
from bot.texts import Html, Texts
from bot.wording import ANSWER, STATUS, TURN, event_text

_TURNS_TOLD = (Turn.APPROVAL, Turn.DISPUTE)
"""Whose move it is says more there than the status, which has not changed."""

LONGEST_WORDS = 500
"""Of an answer or a refutation on a card: with all the rest a caption holds 1024."""
LONGEST_HISTORY = 3500
"""UTF-16 units: a message holds 4096, on the other messenger 4000."""


class DeskCards:
    """Makes the operators' cards for one city."""

    def __init__(self, city: City) -> None:
        self._city = city

    def report(self, t: Texts, shown: DeskReport) -> Screen:
        report = shown.report
        return Screen(
            text=paragraphs(
                "\n".join(self._head(t, shown)),
                quoted(t, report.description),
                "\n".join(self._state(t, shown)),
                self._last(t, shown),
            ),
            keyboard=keyboards.report(t, report, photos=len(shown.photos), viewer=shown.viewer),
            photo=report.photos[0] if report.photos else None,
        )

    def done(self, t: Texts, report: Report) -> str:
        """A line for the group after a command: the card there changes in place."""
        turn = report.turn if report.turn in _TURNS_TOLD else None
        status = t(TURN[turn]) if turn else t(STATUS[report.status])
        return t("desk-card-title", number=str(report.number), status=Html(status))

    def reasons(self, t: Texts, report: Report) -> Screen:
        """Why a report is not published: the pack's reasons, or own words."""
        return Screen(
            text=t("desk-reject-ask", number=str(report.number)),
            keyboard=keyboards.reasons(t, report.number, self._city.rejection_reasons.values()),
            photo=report.photos[0] if report.photos else None,
        )

    def agencies(self, t: Texts, report: Report, page: int) -> Screen:
        """Whom to assign: the agency of the topic and the one it has stand first."""
        topic = self._city.catalogue.topics.get(report.topic_id)
        first = [report.agency_id, *([topic.agency_id] if topic else [])]
        listed = sorted(
            self._city.catalogue.agencies.values(),
            key=lambda agency: first.index(agency.id) if agency.id in first else len(first),
        )
        return Screen(
            text=t("desk-assign-ask", number=str(report.number)),
            keyboard=keyboards.agencies(t, report.number, listed, page),
            photo=report.photos[0] if report.photos else None,
        )

    def history(self, t: Texts, report: Report, events: Sequence[tuple[ReportEvent, str | None]]) -> Screen:
        lines, room = list[str](), LONGEST_HISTORY
        for event, who in reversed(events):  # the latest, as many as a message holds; `/audit` has all
            line = self._line(t, event, who)
            room -= units(line) + 1
            if room < 0:
                break
            lines.insert(0, line)
        return Screen(
            text=paragraphs(t("mine-history-title", number=str(report.number)), "\n".join(lines)),
            keyboard=keyboards.history(t, report.number),
            photo=None,
        )

    def queue(self, t: Texts, page: QueuePage) -> Screen:
        total = sum(page.counts.values())
        if not total:
            return Screen(text=t("desk-queue-empty"))
        counts = [
            (t.label("desk-queue-count", turn=t.label(TURN[turn]), count=_counted(count)), turn)
            for turn, count in page.counts.items()
            if count and len(page.counts) > 1
        ]
        return Screen(
            text=t("desk-queue-title", count=total),
            keyboard=keyboards.queue(
                [(self.row(t, report), report.number) for report in page.reports],
                counts,
                ShowQueue(turn=page.turn.value if page.turn else "", page=page.page),
                has_next=page.has_next,
            ),
        )

    def overdue(self, t: Texts, page: OverduePage) -> Screen:
        if not page.reports and not page.page:
            return Screen(text=t("desk-overdue-empty"))
        return Screen(
            text=t("desk-overdue-title", count=_counted(page.count)),
            keyboard=keyboards.overdue(
                [(self.row(t, report), report.number) for report in page.reports],
                page.page,
                has_next=page.has_next,
            ),
        )

    def agency_title(self, t: Texts, agency_id: str | None) -> str:
        agency = self._city.catalogue.agencies.get(agency_id or "")
        return agency.title[t.locale] if agency else "—"

    def agencies_like(self, words: str) -> Sequence[Agency]:
        """Agencies whose id is these words, else those with all of them in a title."""
        known = self._city.catalogue.agencies
        if words in known:
            return [known[words]]
        wanted = words.casefold().split()
        return [
            agency
            for agency in known.values()
            if wanted and all(word in f"{agency.title.ru} {agency.title.en}".casefold() for word in wanted)
        ]

    def row(self, t: Texts, report: Report) -> str:
        """A report as a line of a list; a button's words."""
        topic = self._city.catalogue.topics.get(report.topic_id)
        title = topic.title[t.locale] if topic else report.topic_id
        return t.label(
            "desk-queue-line",
            emoji=t.label(STATUS[report.status]).partition(" ")[0],
            number=str(report.number),
            topic=f"👥 {report.followers + 1} {title}" if report.followers else title,
        )

    def _head(self, t: Texts, shown: DeskReport) -> list[str]:
        report = shown.report
        topic = self._city.catalogue.topics.get(report.topic_id)
        lines = [
            t("desk-card-title", number=str(report.number), status=Html(t(STATUS[report.status]))),
            t("draft-line-topic", topic=topic.title[t.locale] if topic else report.topic_id),
            t("draft-line-place", place=place_link(t, self._city, report.place)),
            details_line(t, self._city.catalogue, report.details),
            t("desk-card-author", name=self._short_name(t, shown.author), at=t.moment(report.created_at)),
            t("desk-card-agency", agency=self.agency_title(t, report.agency_id)),
        ]
        if report.status in AWAITS_ANSWER:
            late = "desk-card-overdue" if report.overdue else "desk-card-due"
            lines.append(t(late, due=report.answer_due))
        if report.followers:
            lines.append(t("desk-card-people", count=report.followers + 1))
        if shown.nearby:
            lines.append(t("desk-card-nearby", count=shown.nearby))
        if report.refutations:
            lines.append(t("desk-card-refutations", count=report.refutations))
        return [line for line in lines if line]

    def _state(self, t: Texts, shown: DeskReport) -> list[str]:
        """What waits for a decision, in words."""
        lines = []
        if shown.pending is not None:
            lines += self._answer(t, "desk-card-pending", shown.pending)
        elif shown.answer is not None and shown.report.status is not Status.RETURNED:
            lines += self._answer(t, "desk-card-answer", shown.answer)
        if shown.objection is not None:
            words = clipped(shown.objection.words, LONGEST_WORDS)
            is_dispute = shown.objection.kind is EventKind.DISPUTED
            lines.append(t("desk-card-dispute" if is_dispute else "desk-card-refutation", words=words))
            if shown.objection.photos:
                lines.append(t("desk-card-refutation-photos", count=len(shown.objection.photos)))
        return lines

    def _answer(self, t: Texts, text: str, answer: ReportEvent) -> list[str]:
        kind = Html(t(ANSWER[answer.answer_kind])) if answer.answer_kind else "—"
        lines = [t(text, kind=kind, words=clipped(answer.words, LONGEST_WORDS))]
        if answer.until is not None:
            lines.append(t("desk-card-until", until=answer.until))
        if answer.photos:
            lines.append(t("desk-card-answer-photos", count=len(answer.photos)))
        elif answer.until is None:
            lines.append(t("desk-card-answer-no-photos"))
        return lines

    def _last(self, t: Texts, shown: DeskReport) -> str:
        if shown.last is None or shown.last_by is None:
            return ""
        what = Html(event_text(t, self._city, shown.last))
        return t("desk-card-last", what=what, who=shown.last_by, at=t.moment(shown.last.at))

    def _line(self, t: Texts, event: ReportEvent, who: str | None) -> str:
        what = Html(event_text(t, self._city, event))
        if who is not None:
            line = t("desk-card-last", what=what, who=who, at=t.moment(event.at))
        else:
            line = t("mine-history-line", at=t.moment(event.at), what=what)
        return f"{line}\n{quoted(t, event.words, LONGEST_WORDS)}".strip()

    def _short_name(self, t: Texts, name: str) -> str:
        """First name and initial: more than that nobody at the desk needs."""
        words = name.split()
        if not words:
            return t.label("desk-author-unknown")
        return words[0] if len(words) == 1 else f"{words[0]} {words[1][0]}."


def _counted(count: int) -> str:
    return f"{count}+" if count >= COUNTED else str(count)
