"""Screens of an answer in the making: its kind, its date, its words, and how it will look.

Pure. On the report's card they keep its photo, so that the card can be edited into them and back; below it they
are texts.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards import clipped, paragraphs
from bot.desk.answer_draft import AnswerDraft
from bot.desk.callbacks import AnswerAct, AnswerAs, AnswerUntil, AnswerWith, DeskAct, OnAnswer, OnReport
from bot.desk.cards import LONGEST_WORDS
from bot.desk.keyboards import button
from bot.domain.answers import AnswerKind
from bot.domain.city import AnswerTemplate
from bot.domain.reports import Report
from bot.say import Screen
from bot.texts import Html, Texts
from bot.wording import ANSWER

TEMPLATES_SHOWN = 8
OTHER_DATED = {
    AnswerKind.PROMISE: AnswerKind.CHECK_UNTIL,
    AnswerKind.CHECK_UNTIL: AnswerKind.PROMISE,
}
MONTH_END_WORTH = timedelta(days=3)
"""Nearer than this the end of the month after is meant."""


class AnswerScreens:
    """Makes them."""

    def kinds(self, t: Texts, report: Report, draft: AnswerDraft) -> Screen:
        rows = [[button(t.label(ANSWER[kind]), AnswerAs(number=report.number, kind=kind))] for kind in AnswerKind]
        text = t("answers-kind-ask", number=str(report.number))
        return _screen(text, [*rows, [_back(t, draft)]], report, draft)

    def dates(self, t: Texts, report: Report, draft: AnswerDraft, today: date) -> Screen:
        """Until when; the other kind that names a date is a press away."""
        week, month = timedelta(days=7), timedelta(days=30)
        days = {
            _month_end(today): "answers-button-month-end",
            today + week: "answers-button-week",
            today + 2 * week: "answers-button-two-weeks",
            today + month: "answers-button-month",
        }
        rows = [
            [button(t.label(days[day], day=day), AnswerUntil(number=report.number, day=day.toordinal()))]
            for day in sorted(days)
        ]
        kind = draft.kind or AnswerKind.PROMISE
        other = OTHER_DATED[kind]
        rows.append([button(t.label(ANSWER[other]), AnswerAs(number=report.number, kind=other))])
        text = t("answers-date-ask", number=str(report.number), kind=Html(t(ANSWER[kind])))
        return _screen(text, [*rows, [_back(t, draft)]], report, draft)

    def words(self, t: Texts, report: Report, draft: AnswerDraft, templates: Sequence[AnswerTemplate]) -> Screen:
        """What to say: own words, or a template's."""
        rows = [
            [button(_label(one, t), AnswerWith(number=report.number, template=one.id))]
            for one in templates[:TEMPLATES_SHOWN]
        ]
        ask = t("answers-words-ask-or-choose") if rows else t("answers-words-ask")
        text = paragraphs("\n".join(self._head(t, draft)), ask)
        return _screen(text, [*rows, [_change(t, draft), _back(t, draft)]], report, draft)

    def preview(self, t: Texts, report: Report, draft: AnswerDraft, *, at_once: bool) -> Screen:
        """The answer as it will be sent, and to whom."""
        words = clipped(draft.words, LONGEST_WORDS) if draft.on_card else draft.words
        photos = [] if draft.photos else [t("answers-no-photos")]
        next_ = t("answers-sent-at-once") if at_once else t("answers-sent-to-check")
        text = paragraphs("\n".join([*self._head(t, draft), *photos]), t("answers-words", words=words), next_)
        rows = [
            [button(t.label("answers-button-send"), OnAnswer(number=report.number, act=AnswerAct.SEND))],
            [_change(t, draft)],
        ]
        if draft.photos:
            bare = OnAnswer(number=report.number, act=AnswerAct.NO_PHOTOS)
            rows[1].append(button(t.label("answers-button-no-photos"), bare))
        cancel = OnAnswer(number=report.number, act=AnswerAct.CANCEL)
        return _screen(text, [*rows, [button(t.label("draft-button-cancel"), cancel)]], report, draft)

    def _head(self, t: Texts, draft: AnswerDraft) -> list[str]:
        kind = Html(t(ANSWER[draft.kind or AnswerKind.DONE]))
        lines = [t("answers-title", number=str(draft.number), kind=kind)]
        if draft.until is not None:
            lines.append(t("desk-card-until", until=draft.until))
        if draft.photos:
            lines.append(t("desk-card-answer-photos", count=len(draft.photos)))
        return lines


def _screen(text: str, rows: list[list[InlineKeyboardButton]], report: Report, draft: AnswerDraft) -> Screen:
    photo = report.photos[0] if draft.on_card and report.photos else None
    return Screen(text=text, keyboard=InlineKeyboardMarkup(inline_keyboard=rows), photo=photo)


def _back(t: Texts, draft: AnswerDraft) -> InlineKeyboardButton:
    """From a borrowed card with nothing written anybody may go back to the card; else it is the writer's step."""
    data: CallbackData = OnAnswer(number=draft.number, act=AnswerAct.BACK)
    if draft.on_card and draft.is_empty:
        data = OnReport(number=draft.number, act=DeskAct.SHOW)
    return button(t.label("draft-button-back"), data)


def _change(t: Texts, draft: AnswerDraft) -> InlineKeyboardButton:
    return button(t.label("draft-button-change"), OnAnswer(number=draft.number, act=AnswerAct.CHANGE))


def _label(template: AnswerTemplate, t: Texts) -> str:
    """A template has no name: it is known by how it begins."""
    return f"📋 {template.words[t.locale]}"


def _month_end(today: date) -> date:
    end = _first_of_next(today) - timedelta(days=1)
    return end if end - today >= MONTH_END_WORTH else _first_of_next(end + timedelta(days=1)) - timedelta(days=1)


def _first_of_next(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
