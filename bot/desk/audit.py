"""The whole history of a report for `/audit`: who, in which role, when, from where to where, with which words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from bot.cards import clipped, paragraphs
from bot.domain.city import City
from bot.domain.reports import ReportEvent
from bot.say import LONGEST_TEXT, units
from bot.texts import Html, Texts
from bot.wording import ANSWER, ROLE, STATUS, event_text

LONGEST_WORDS = 300
"""Of one entry, where not all fit; the file has them whole."""
_TAG = re.compile(r"<[^>]*>")

History = Sequence[tuple[ReportEvent, str | None]]


@dataclass(frozen=True, slots=True)
class Audit:
    """The history as a message.

    Attributes:
        whole: All of it as plain text, where the message holds only the end.
    """

    text: str
    whole: str | None = None


def audit(t: Texts, city: City, number: int, history: History) -> Audit:
    """Every line of it, the oldest first; of a long history the latest lines, and all of them as a file."""
    title = t("audit-title", number=str(number))
    whole = paragraphs(title, *(_entry(t, city, event, who) for event, who in history))
    if units(whole) <= LONGEST_TEXT:
        return Audit(whole)
    head, shown = paragraphs(title, t("audit-shortened", count=len(history))), ""
    for event, who in reversed(history):
        longer = paragraphs(_entry(t, city, event, who, LONGEST_WORDS), shown)
        if units(paragraphs(head, longer)) > LONGEST_TEXT:
            break
        shown = longer
    return Audit(paragraphs(head, shown), _plain(whole))


def _entry(t: Texts, city: City, event: ReportEvent, who: str | None, longest: int | None = None) -> str:
    what = Html(event_text(t, city, event))
    lines = [t("audit-line", seq=str(event.seq), at=t.stamp(event.at), what=what)]
    if event.from_status is not None and event.from_status is not event.to_status:
        origin, target = Html(t(STATUS[event.from_status])), Html(t(STATUS[event.to_status]))
        lines.append(t("audit-moved", origin=origin, target=target))
    lines.append(t("audit-who", who=_who(t, event, who)))
    if event.reason_id is not None:
        reason = city.rejection_reasons.get(event.reason_id)
        lines.append(t("audit-reason", reason=reason.title[t.locale] if reason else event.reason_id))
    if event.answer_kind is not None:
        lines.append(t("audit-answer", kind=Html(t(ANSWER[event.answer_kind]))))
    if event.until is not None:
        lines.append(t("desk-card-until", until=event.until))
    if event.photos:
        lines.append(t("audit-photos", count=len(event.photos)))
    if event.words:
        lines.append(t("audit-words", words=clipped(event.words, longest)))
    return "\n".join(lines)


def _who(t: Texts, event: ReportEvent, who: str | None) -> str:
    """An operator by name and role; residents have no name here."""
    if event.role is not None:
        return t.label("audit-operator", name=who or "—", role=t.label(ROLE[event.role]))
    return t.label("error-who-rule") if event.resident_id is None else t.label("error-who-author")


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html)) + "\n"
