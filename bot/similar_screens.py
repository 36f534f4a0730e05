"""The pause before a report that others have filed already: theirs is shown, to join it or to go on."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot import keyboards
from bot.callbacks import ActOnDraft, DraftAct, OpenNear
from bot.cards import paragraphs, quoted
from bot.domain.drafts import Draft, Slot
from bot.near_callbacks import ActOnNear, NearAct, OnSimilar, SimilarAct
from bot.near_screens import NearScreens
from bot.say import Screen
from bot.services.joining import Joined
from bot.services.nearby import Nearby, SimilarReport
from bot.services.ports import Clock, UnitOfWork
from bot.texts import Html, Texts
from bot.wording import STATUS


class SimilarScreens:
    """Implements `bot.pauses.Pause`; the resident looks through what is similar and says which it is."""

    def __init__(self, *, nearby: Nearby, near_screens: NearScreens, clock: Clock) -> None:
        self._nearby = nearby
        self._near = near_screens
        self._clock = clock

    async def screen(self, t: Texts, draft: Draft, _slot: Slot | None, uow: UnitOfWork) -> Screen | None:
        """The first of the similar reports, as soon as topic and place are known."""
        return await self.one(t, draft, None, uow)

    async def one(self, t: Texts, draft: Draft, number: int | None, uow: UnitOfWork) -> Screen | None:
        """The similar report of this number, the first if it is none of them; None when there are none."""
        found = await self._nearby.similar(draft, uow)
        if not found:
            return None
        place = next((place for place, one in enumerate(found) if one.report.number == number), 0)
        shown = found[place]
        report = shown.report
        status = Html(t(STATUS[report.status]))
        lines = [t("mine-card-title", number=str(report.number), status=status)]
        lines += self._near.about(t, report, self._clock(), shown.distance_m)
        return Screen(
            text=paragraphs(
                t("similar-own") if shown.is_own else t("similar-title"),
                "\n".join(lines),
                quoted(t, report.description),
                "" if shown.is_own else t("similar-what-joining-means"),
            ),
            keyboard=_below(t, draft, found, place),
            photo=report.photos[0] if report.photos else None,
        )

    def joined(self, t: Texts, joined: Joined) -> Screen:
        """What joining means from now on; what was begun can be taken up again."""
        report, draft = joined.report, joined.draft
        kept = ""
        if draft is not None and not draft.is_empty:
            kept = t("similar-draft-kept-photos") if draft.photos else t("similar-draft-kept")
        rows = [
            [_button(t.label("mine-button-open"), OpenNear(number=report.number).pack())],
            [_button(t.label("near-button-leave"), ActOnNear(number=report.number, act=NearAct.LEAVE).pack())],
        ]
        if kept and draft is not None:
            rows.append(
                [_button(t.label("draft-button-restore"), ActOnDraft(draft=draft.id, act=DraftAct.RESTORE).pack())]
            )
        return Screen(
            text=paragraphs(
                t("similar-joined", number=str(report.number)),
                t("near-card-people", count=report.followers + 1),
                kept,
            ),
            keyboard=InlineKeyboardMarkup(inline_keyboard=rows),
            photo=report.photos[0] if report.photos else None,
        )


def _below(t: Texts, draft: Draft, found: Sequence[SimilarReport], place: int) -> InlineKeyboardMarkup:
    shown = found[place]

    def act(label: str, which: SimilarAct, number: int = shown.report.number) -> InlineKeyboardButton:
        return _button(label, OnSimilar(draft=draft.id, number=number, act=which).pack())

    if shown.is_own:
        rows = [[act(t.label("mine-button-open"), SimilarAct.OPEN)]]
    else:
        rows = [[act(t.label("near-button-join"), SimilarAct.JOIN)]]
    rows.append([act(t.label("similar-button-other"), SimilarAct.OTHER)])
    if len(found) > 1:
        steps = (("◀️", place - 1), (f"{place + 1} / {len(found)}", place), ("▶️", place + 1))
        numbers = [one.report.number for one in found]
        rows.append([act(label, SimilarAct.SHOW, numbers[to % len(numbers)]) for label, to in steps])
    rows += keyboards.wrong_topic(t, draft)
    rows.append(keyboards.change_or_cancel(t, draft))
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)
