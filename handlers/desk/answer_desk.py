"""Shows an answer while it is written, and keeps it in the dialogue's data."""

from dataclasses import replace

from aiogram.fsm.context import FSMContext

from bot.desk.answer_draft import AnswerDraft
from bot.desk.answer_screens import OTHER_DATED, AnswerScreens
from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.drafts import Card
from bot.domain.reports import Report
from bot.errors import BotError, MovedAlready
from bot.press import to_be_answered_in_words
from bot.say import Screen
from bot.services.answering import Answering
from bot.services.ports import Clock
from bot.talk import Talk
from handlers.desk.desk_card import DeskCard, fitting
from handlers.states import AtDesk


class AnswerDesk:
    """One message in the chat stands for the answer: at first the report's own card, below typed words a text."""

    def __init__(self, *, city: City, answering: Answering, desk_card: DeskCard, clock: Clock) -> None:
        self._city = city
        self._answering = answering
        self._desk_card = desk_card
        self._clock = clock
        self._screens = AnswerScreens()

    async def draft(self, number: int, state: FSMContext) -> AnswerDraft:
        """What there is of an answer to this report; a new one if there is nothing."""
        known = AnswerDraft.load(await state.get_data())
        return known if known is not None and known.number == number else AnswerDraft(number=number)

    async def check(self, draft: AnswerDraft, talk: Talk, state: FSMContext) -> None:
        """
        Raises:
            BotError: The report cannot be answered (any more), or not by this person: nothing is kept.
        """
        await self._report(draft, talk, state)

    async def on_press(
        self, draft: AnswerDraft, talk: Talk, state: FSMContext, pressed: Card | None, *, choosing: bool = False
    ) -> None:
        """The next question, or the preview, in place of the pressed message.

        Args:
            choosing: Ask for the kind although there is one.

        Raises:
            BotError: The report cannot be answered (any more): nothing is kept.
        """
        try:
            report = await self._report(draft, talk, state)
        except MovedAlready:
            with to_be_answered_in_words():
                await self._desk_card.show(draft.number, talk, pressed=pressed)
            raise
        if pressed is None or draft.shown is None or draft.shown.message_id != pressed.message_id:
            await self._leave(draft, talk)
            draft = replace(draft, on_card=pressed is not None)
        if choosing and draft.lacks_date:
            draft = replace(draft, kind=None)
        screen = fitting(await self._screen(draft, report, talk, choosing=choosing), pressed)
        shown = await talk.say.show(screen, instead_of=pressed, in_place=pressed is not None)
        await self._keep(replace(draft, shown=shown), state)

    async def on_message(
        self, draft: AnswerDraft, talk: Talk, state: FSMContext, *, continues: bool = False
    ) -> None:
        """The next question, or the preview, below what the operator wrote; the card is the card again.

        Args:
            continues: It brought one more part of an album that is on the preview already.
        """
        report = await self._report(draft, talk, state)
        in_place = continues and draft.shown is not None and not draft.on_card
        if not in_place:
            await self._leave(draft, talk)
        draft = replace(draft, on_card=False)
        screen = await self._screen(draft, report, talk)
        shown = await talk.say.show(screen, instead_of=draft.shown if in_place else None, in_place=in_place)
        await self._keep(replace(draft, shown=shown), state)

    async def close(self, draft: AnswerDraft, talk: Talk, pressed: Card | None, instead: str) -> None:
        """The report's card in place of the preview; in the group, where its card is already, a line."""
        if pressed is None or draft.on_card or talk.is_private:
            await self._desk_card.show(draft.number, talk, pressed=pressed)
        else:
            await talk.say.show(Screen(text=instead), instead_of=pressed, in_place=True)

    async def _report(self, draft: AnswerDraft, talk: Talk, state: FSMContext) -> Report:
        try:
            return await self._answering.begin(talk.person, draft.number, talk.uow)
        except BotError:
            await state.clear()
            raise

    async def _screen(self, draft: AnswerDraft, report: Report, talk: Talk, *, choosing: bool = False) -> Screen:
        t = talk.t
        if choosing or (draft.kind is None and draft.is_empty):
            return self._screens.kinds(t, report, draft)
        if draft.lacks_date:
            return self._screens.dates(t, report, draft, self._city.today(self._clock()))
        kind = draft.kind or AnswerKind.DONE
        if not draft.words:
            # With a date there are two kinds, and a template knows which it is.
            kinds = {kind, OTHER_DATED.get(kind, kind)}
            return self._screens.words(t, report, draft, self._answering.templates(report, kinds))
        at_once = await self._answering.is_published_at_once(talk.person, report, kind, talk.uow)
        return self._screens.preview(t, report, draft, at_once=at_once)

    async def _leave(self, draft: AnswerDraft, talk: Talk) -> None:
        """Leave nothing to press on the message that stood for the answer so far."""
        if draft.shown is None:
            return
        if draft.on_card:
            await self._desk_card.show(draft.number, talk, pressed=draft.shown)
        else:
            await talk.say.retire(draft.shown)

    async def _keep(self, draft: AnswerDraft, state: FSMContext) -> None:
        await state.set_data(draft.dump())
        await state.set_state(AtDesk.answer_date if draft.lacks_date else AtDesk.answer)
