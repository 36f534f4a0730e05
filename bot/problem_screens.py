"""Asks whether a message that seems to tell of several problems shall become several reports."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import ActOnDraft, DraftAct, SplitProblems
from bot.cards import clipped, paragraphs
from bot.domain.drafts import Draft, Slot
from bot.say import Screen
from bot.services.ports import UnitOfWork
from bot.services.splitting import Splitting
from bot.texts import Texts

LONGEST_PROBLEM = 120


class ProblemScreens:
    """The question; a pause (see `pauses`)."""

    def __init__(self, splitting: Splitting) -> None:
        self._splitting = splitting

    async def screen(self, t: Texts, draft: Draft, _slot: Slot | None, _uow: UnitOfWork) -> Screen | None:
        """The problems one below the other, and what can be done about them."""
        problems = await self._splitting.problems(draft)
        if not problems:
            return None
        lines = [
            t("problems-line", number=str(number), words=clipped(words, LONGEST_PROBLEM))
            for number, words in enumerate(problems, 1)
        ]
        title = t("problems-two-ask") if len(problems) == 2 else t("problems-three-ask")
        rows = [
            [_split(t, "problems-button-split", draft, one_by_one=True)],
            [_split(t, "problems-button-whole", draft, one_by_one=False)],
            [_cancel(t, draft)],
        ]
        return Screen(
            text=paragraphs("\n".join([title, *lines]), t("problems-why")),
            keyboard=InlineKeyboardMarkup(inline_keyboard=rows),
            photo=draft.photos[0] if draft.photos else None,
        )


def _split(t: Texts, label: str, draft: Draft, *, one_by_one: bool) -> InlineKeyboardButton:
    data = SplitProblems(draft=draft.id, one_by_one=one_by_one)
    return InlineKeyboardButton(text=t.label(label), callback_data=data.pack())


def _cancel(t: Texts, draft: Draft) -> InlineKeyboardButton:
    data = ActOnDraft(draft=draft.id, act=DraftAct.CANCEL)
    return InlineKeyboardButton(text=t.label("draft-button-cancel"), callback_data=data.pack())
