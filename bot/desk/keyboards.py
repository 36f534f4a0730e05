"""Buttons below the operators' cards; which of them stand there follows from whose move it is."""

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.desk.callbacks import (
    Approve,
    AssignTo,
    DeskAct,
    OnReport,
    RejectFor,
    ShowAgencies,
    ShowOverdue,
    ShowQueue,
)
from bot.domain.catalogue import Agency
from bot.domain.city import RejectionReason
from bot.domain.deeds import acting
from bot.domain.life_cycle import move
from bot.domain.operators import Operator
from bot.domain.reports import EventKind, Report, Turn
from bot.texts import Texts

AGENCIES_ON_A_PAGE = 8
LONGEST_LABEL = 64

Row = list[InlineKeyboardButton]

_ACTS: dict[Turn | None, tuple[tuple[tuple[str, DeskAct], ...], ...]] = {
    Turn.MODERATION: (
        (("desk-button-publish", DeskAct.PUBLISH), ("desk-button-reject", DeskAct.REJECT)),
        (("desk-button-assign", DeskAct.ASSIGN),),
    ),
    Turn.AGENCY: (
        (("desk-button-answer", DeskAct.ANSWER), ("desk-button-promise", DeskAct.PROMISE)),
        (("desk-button-assign", DeskAct.ASSIGN), ("desk-button-dispute", DeskAct.DISPUTE)),
    ),
    Turn.DISPUTE: ((("desk-button-assign", DeskAct.ASSIGN), ("desk-button-answer", DeskAct.ANSWER)),),
    Turn.APPROVAL: (
        (("desk-button-approve", DeskAct.APPROVE),),
        (("desk-button-send-back", DeskAct.SEND_BACK),),
    ),
    Turn.REFUTATION: ((("desk-button-return", DeskAct.RETURN), ("desk-button-close", DeskAct.CLOSE)),),
    Turn.CONTROL: (
        (("desk-button-return", DeskAct.RETURN), ("desk-button-close", DeskAct.CLOSE)),
        (("desk-button-assign", DeskAct.ASSIGN),),
    ),
}


_DEEDS = {
    DeskAct.PUBLISH: EventKind.PUBLISHED,
    DeskAct.REJECT: EventKind.REJECTED,
    DeskAct.ASSIGN: EventKind.ASSIGNED,
    DeskAct.ANSWER: EventKind.ANSWER_PREPARED,
    DeskAct.PROMISE: EventKind.ANSWER_PREPARED,
    DeskAct.APPROVE: EventKind.ANSWERED,
    DeskAct.SEND_BACK: EventKind.ANSWER_SENT_BACK,
    DeskAct.RETURN: EventKind.RETURNED,
    DeskAct.CLOSE: EventKind.CLOSED,
    DeskAct.DISPUTE: EventKind.DISPUTED,
}
"""The move that a button leads to."""


def report(t: Texts, shown: Report, *, photos: int, viewer: Operator | None) -> InlineKeyboardMarkup:
    """What can be done to the report now, then what can be looked at.

    Args:
        viewer: Only what this operator may do; None for the group, where everybody sees the same card.
    """
    rows = [
        [button(t.label(label), _data(shown, act)) for label, act in row if _is_for(viewer, shown, act)]
        for row in _ACTS.get(shown.turn, ())
    ]
    look = [
        button(t.label("desk-button-map"), OnReport(number=shown.number, act=DeskAct.MAP)),
        button(t.label("desk-button-history"), OnReport(number=shown.number, act=DeskAct.HISTORY)),
    ]
    if photos > 1:
        label = t.label("desk-button-photos", count=photos)
        look.insert(0, button(label, OnReport(number=shown.number, act=DeskAct.PHOTOS)))
    return InlineKeyboardMarkup(inline_keyboard=[*filter(None, rows), look])


def _is_for(viewer: Operator | None, shown: Report, act: DeskAct) -> bool:
    line = move(_DEEDS[act], shown.status)
    return line is not None and (viewer is None or bool(line.by & acting(viewer).parties))


def _data(shown: Report, act: DeskAct) -> CallbackData:
    if act is DeskAct.APPROVE:
        return Approve(number=shown.number, answer=shown.pending or 0)
    return OnReport(number=shown.number, act=act)


def back_to_card(t: Texts, number: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[_back(t, number)])


def history(t: Texts, number: int) -> InlineKeyboardMarkup:
    """Below a history: what can be done about its author, and the way back."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[_of(t, "upkeep-button-ban", number, DeskAct.BAN)], _back(t, number)]
    )


def surely_ban(t: Texts, number: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[_of(t, "upkeep-button-surely", number, DeskAct.BAN_SURELY)], _back(t, number)]
    )


def banned(t: Texts, number: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[_of(t, "upkeep-button-unban", number, DeskAct.UNBAN)], _back(t, number)]
    )


def _of(t: Texts, label: str, number: int, act: DeskAct) -> InlineKeyboardButton:
    return button(t.label(label), OnReport(number=number, act=act))


def reasons(t: Texts, number: int, listed: Iterable[RejectionReason]) -> InlineKeyboardMarkup:
    rows = [[button(reason.title[t.locale], RejectFor(number=number, reason=reason.id))] for reason in listed]
    rows.append([button(t.label("desk-button-own-words"), OnReport(number=number, act=DeskAct.REJECT_WORDS))])
    return InlineKeyboardMarkup(inline_keyboard=[*rows, _back(t, number)])


def agencies(t: Texts, number: int, listed: Sequence[Agency], page: int) -> InlineKeyboardMarkup:
    """A page of agencies; the one that answers now stands first and is marked."""
    pages = max(1, -(-len(listed) // AGENCIES_ON_A_PAGE))
    page %= pages
    shown = listed[page * AGENCIES_ON_A_PAGE : (page + 1) * AGENCIES_ON_A_PAGE]
    rows = [
        [
            button(
                f"• {agency.title[t.locale]}" if page == 0 and at == 0 else agency.title[t.locale],
                AssignTo(number=number, agency=agency.id),
            )
        ]
        for at, agency in enumerate(shown)
    ]
    if pages > 1:
        steps = (("◀️", page - 1), (f"{page + 1} / {pages}", page), ("▶️", page + 1))
        rows.append([button(label, ShowAgencies(number=number, page=to % pages)) for label, to in steps])
    return InlineKeyboardMarkup(inline_keyboard=[*rows, _back(t, number)])


def queue(
    lines: Iterable[tuple[str, int]],
    counts: Iterable[tuple[str, Turn]],
    data: ShowQueue,
    *,
    has_next: bool,
) -> InlineKeyboardMarkup:
    """Reports that wait, a row each; below them the turns to narrow the queue to, and the pages."""
    rows = [[button(line, OnReport(number=number, act=DeskAct.SHOW))] for line, number in lines]
    rows += [[button(label, ShowQueue(turn=turn.value))] for label, turn in counts]
    steps = _steps(data.page, has_next=has_next)
    rows.append([button(label, data.model_copy(update={"page": to})) for label, to in steps])
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def overdue(lines: Iterable[tuple[str, int]], page: int, *, has_next: bool) -> InlineKeyboardMarkup:
    rows = [[button(line, OnReport(number=number, act=DeskAct.SHOW))] for line, number in lines]
    rows.append([button(label, ShowOverdue(page=to)) for label, to in _steps(page, has_next=has_next)])
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def button(text: str, data: CallbackData) -> InlineKeyboardButton:
    short = text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
    return InlineKeyboardButton(text=short, callback_data=data.pack())


def _back(t: Texts, number: int) -> Row:
    return [button(t.label("draft-button-back"), OnReport(number=number, act=DeskAct.SHOW))]


def _steps(page: int, *, has_next: bool) -> list[tuple[str, int]]:
    """Pages forward and back; the number of pages is not known, for counting them would cost a scan."""
    steps = []
    if page > 0:
        steps.append(("◀️", page - 1))
    if has_next:
        steps.append(("▶️", page + 1))
    return steps
