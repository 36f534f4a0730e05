"""Buttons below notices: what can be done about the news, and the way to the report."""

from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import ActOnDraft, ActOnReport, DraftAct, GiveVerdict, Go, ReportAct
from bot.desk.callbacks import DeskAct, OnReport
from bot.texts import Texts


def of_report(t: Texts, number: int, *, answer: int | None = None, fix: bool = False) -> InlineKeyboardMarkup:
    """The way to the report; above it what its author is asked for.

    Args:
        answer: The line of the history that the author is to confirm or refute.
        fix: To mend what was refused.
    """

    def act(label: str, which: ReportAct) -> InlineKeyboardButton:
        return _button(t.label(label), ActOnReport(number=number, act=which))

    rows = [[act("mine-button-open", ReportAct.SHOW)]]
    if answer is not None:
        acts = (("notice-button-confirm", ReportAct.CONFIRM), ("notice-button-refute", ReportAct.REFUTE))
        rows.insert(
            0, [_button(t.label(label), GiveVerdict(number=number, answer=answer, act=act)) for label, act in acts]
        )
    if fix:
        rows.insert(0, [act("notice-button-fix", ReportAct.FIX)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def work(t: Texts, number: int) -> InlineKeyboardMarkup:
    """The way to the operators' card."""
    return _of(_button(t.label("mine-button-open"), OnReport(number=number, act=DeskAct.SHOW)))


def draft(t: Texts, draft_id: UUID) -> InlineKeyboardMarkup:
    acts = (("start-button-resume", DraftAct.RESUME), ("start-button-anew", DraftAct.NEW))
    return _of(*(_button(t.label(label), ActOnDraft(draft=draft_id, act=act)) for label, act in acts))


def settings(t: Texts) -> InlineKeyboardMarkup:
    return _of(_button(t.label("menu-settings"), Go(to="settings")))


def _of(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[button] for button in buttons])


def _button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data.pack())
