"""Asks for the details that a topic's service wants to know and that the words did not say."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import ActOnDraft, AskDetails, ChooseDetail, DraftAct, DropDetail
from bot.cards import paragraphs
from bot.detail_words import details_line
from bot.domain.catalogue import Catalogue, Detail, Topic
from bot.domain.drafts import Draft
from bot.keyboards import LONGEST_LABEL
from bot.say import Screen
from bot.services.detailing import can_be_typed
from bot.services.draft_details import asked_detail
from bot.texts import Texts

IN_A_ROW = 4
LONGEST_IN_A_ROW = 4
"""Characters of a label of which four stand in a row; longer ones have a row each."""


class DetailScreens:
    """The questions for details: on the review until they are answered, and again when one is to be changed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def on_review(self, t: Texts, draft: Draft, review: Screen) -> Screen:
        """The review with the question for the first detail that is not known, or as it is.

        Beside the sending and never before it: a detail helps to find the place, and costs the resident no press.
        """
        detail = asked_detail(draft, self._catalogue)
        if detail is None or not isinstance(review.keyboard, InlineKeyboardMarkup):
            return review
        if detail.options:
            how, answers = t("details-review-choose"), self._options(t, draft, detail)
        elif can_be_typed(detail):
            how, answers = t("details-review-type"), []
        else:
            label = t.label("details-button-unknown", title=detail.title[t.locale])
            how, answers = (
                t("details-review-press"),
                [[_button(label, AskDetails(draft=draft.id, detail=detail.id))]],
            )
        send, *rest = review.keyboard.inline_keyboard
        return replace(
            review,
            text=paragraphs(review.text, f"{t('details-review-ask', question=_question(t, detail))}\n{how}"),
            keyboard=InlineKeyboardMarkup(inline_keyboard=[send, *answers, *rest]),
        )

    def question(self, t: Texts, draft: Draft, detail: Detail) -> Screen:
        """The card that asks for one detail again, or for one that nobody asked for."""
        rows = self._options(t, draft, detail)
        if detail.id in draft.details:
            label = t.label("details-button-drop", title=detail.title[t.locale])
            rows.append([_button(label, DropDetail(draft=draft.id, detail=detail.id))])
        rows.append(
            [
                _act(t, "draft-button-back", draft, DraftAct.SHOW),
                _act(t, "draft-button-cancel", draft, DraftAct.CANCEL),
            ]
        )
        how = t("details-ask-choose") if detail.options else t("details-ask-type")
        return self._screen(t, draft, f"{t('details-ask', question=_question(t, detail))}\n{how}", rows)

    def list_(self, t: Texts, draft: Draft) -> Screen:
        """Which detail to change."""
        rows = []
        for detail in self.of(draft):
            title, value = detail.title[t.locale], draft.details.get(detail.id)
            if value is None:
                label = t.label("details-button-unknown", title=title)
            else:
                label = t.label("details-button-known", title=title, value=detail.shown(value, t.locale))
            rows.append([_button(label, AskDetails(draft=draft.id, detail=detail.id))])
        rows.append([_act(t, "draft-button-back", draft, DraftAct.SHOW)])
        return self._screen(t, draft, t("details-change-ask"), rows)

    def of(self, draft: Draft) -> Sequence[Detail]:
        """The details that can be told of the draft's topic, those that were said by chance too."""
        topic = self._topic(draft)
        if topic is None:
            return ()
        ids = [*topic.details, *(one for one in topic.details_said if one in draft.details)]
        return [self._catalogue.details[one] for one in ids if one in self._catalogue.details]

    def _screen(self, t: Texts, draft: Draft, ask: str, rows: Sequence[Sequence[InlineKeyboardButton]]) -> Screen:
        topic = self._topic(draft)
        known = [
            t("draft-line-topic", topic=topic.title[t.locale]) if topic else "",
            details_line(t, self._catalogue, draft.details),
        ]
        return Screen(
            text=paragraphs("\n".join(line for line in known if line), ask),
            keyboard=InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows]),
            photo=draft.photos[0] if draft.photos else None,
        )

    def _topic(self, draft: Draft) -> Topic | None:
        return self._catalogue.topics.get(draft.topic_id or "")

    def _options(self, t: Texts, draft: Draft, detail: Detail) -> list[list[InlineKeyboardButton]]:
        buttons = [
            _button(option.title[t.locale], ChooseDetail(draft=draft.id, detail=detail.id, option=number))
            for number, option in enumerate(detail.options)
        ]
        short = all(len(button.text) <= LONGEST_IN_A_ROW for button in buttons)
        width = IN_A_ROW if short else 1
        return [buttons[i : i + width] for i in range(0, len(buttons), width)]


def _question(t: Texts, detail: Detail) -> str:
    return (detail.ask or detail.title)[t.locale]


def _act(t: Texts, label: str, draft: Draft, act: DraftAct) -> InlineKeyboardButton:
    return _button(t.label(label), ActOnDraft(draft=draft.id, act=act))


def _button(text: str, data: CallbackData) -> InlineKeyboardButton:
    short = text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
    return InlineKeyboardButton(text=short, callback_data=data.pack())
