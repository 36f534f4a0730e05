"""Brings the draft's one card up to date in the chat, after a message or a press."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.cards import Cards
from bot.detail_screens import DetailScreens
from bot.domain.catalogue import Topic
from bot.domain.drafts import Card, CardKind, Draft, Slot
from bot.domain.places import PlaceSource
from bot.pauses import Pause
from bot.say import Say, Screen
from bot.services.drafting import Drafting, Outcome
from bot.services.ports import Clock, UnitOfWork


def pressed_card(query: CallbackQuery) -> Card | None:
    """The message whose button was pressed; None when it is too old to be reached."""
    if not isinstance(query.message, Message):
        return None
    return Card(query.message.message_id, CardKind.PHOTO if query.message.photo else CardKind.TEXT)


class DraftCard:
    """Shows drafts."""

    def __init__(
        self,
        *,
        cards: Cards,
        drafting: Drafting,
        pauses: Sequence[Pause],
        detail_screens: DetailScreens,
        clock: Clock,
    ) -> None:
        self._cards = cards
        self._drafting = drafting
        self._pauses = pauses
        self._detail_screens = detail_screens
        self._clock = clock

    async def show(
        self,
        outcome: Outcome,
        say: Say,
        uow: UnitOfWork,
        *,
        pressed: Card | None = None,
        ask: Slot | None = None,
    ) -> None:
        """Show what the draft needs next, or the part that is to be asked again.

        Args:
            pressed: The card whose button led here; it becomes the new card where it can.
            ask: Ask for this part although the draft may have it.
        """
        outcome = replace(outcome, draft=_as_shown_here(outcome.draft, say))
        draft = outcome.draft
        screen = await self._screen(outcome, ask, say, uow)
        asked = _asks_by_keyboard(draft.card) or _asks_by_keyboard(outcome.left)
        if outcome.placed and draft.place is not None and (asked or draft.place.source is not PlaceSource.WORDS):
            await say.html(self._cards.place_taken(say.t, draft.place), keyboards.menu(say.t))
        if outcome.continues and _asks_by_keyboard(draft.card) and screen.kind is CardKind.KEYBOARD:
            for remark in outcome.remarks:
                await say.remark(remark)
            return
        if outcome.left is not None and outcome.left != pressed:
            await say.retire(outcome.left)
        if asked and not outcome.placed and draft.place is not None and screen.kind is not CardKind.KEYBOARD:
            await say("place-kept", keyboard=keyboards.menu(say.t))
        in_place = (outcome.continues or pressed is not None) and not outcome.placed
        await self.put(draft, screen, say, uow, pressed=pressed, in_place=in_place)

    async def _screen(self, outcome: Outcome, ask: Slot | None, say: Say, uow: UnitOfWork) -> Screen:
        """What has to be settled first, else the question, else the review."""
        draft, missing = outcome.draft, self._drafting.missing(outcome.draft)
        if ask is None or draft.stop is not None:
            first = await self._pause(draft, missing, say, uow)
            if first is not None:
                return self._cards.with_remarks(say.t, draft, first, outcome.remarks)
        slot = ask or missing
        screen = self._cards.draft(
            say.t,
            draft,
            slot,
            topics=await self._topics(draft, slot, uow),
            places=await self._drafting.recent_places(draft, uow) if slot is Slot.PLACE else (),
            asked_again=ask is not None and (ask is Slot.DESCRIPTION or missing is not ask),
            now=self._clock(),
        )
        if slot is None:
            screen = self._detail_screens.on_review(say.t, draft, screen)
        return self._cards.with_remarks(say.t, draft, screen, outcome.remarks)

    async def is_ready(self, draft: Draft, say: Say, uow: UnitOfWork) -> bool:
        """Whether the draft can be sent as it stands: nothing is missing, and nothing has to be settled first."""
        return self._drafting.missing(draft) is None and await self._pause(draft, None, say, uow) is None

    async def _pause(self, draft: Draft, slot: Slot | None, say: Say, uow: UnitOfWork) -> Screen | None:
        for pause in self._pauses:
            if (first := await pause.screen(say.t, draft, slot, uow)) is not None:
                return first
        return None

    async def _topics(self, draft: Draft, slot: Slot | None, uow: UnitOfWork) -> Sequence[Topic]:
        """To choose from where the topic is asked for, or where it was guessed and may be another."""
        match slot:
            case Slot.TOPIC:
                return await self._drafting.suggestions(draft, uow)
            case Slot.PLACE:
                return ()
        return await self._drafting.others(draft, uow)

    async def put(
        self,
        draft: Draft,
        screen: Screen,
        say: Say,
        uow: UnitOfWork,
        *,
        pressed: Card | None = None,
        in_place: bool = True,
    ) -> None:
        """Show a screen as the draft's card.

        A press on an older card than the draft's: that one loses its buttons, and the card shows the answer.
        """
        draft = _as_shown_here(draft, say)
        active = draft.card
        if pressed is not None and (active is None or active.message_id < pressed.message_id):
            if active is not None:
                await say.retire(active)
            active = pressed
        elif pressed is not None and active is not None and active.message_id > pressed.message_id:
            await say.retire(pressed)
            if _asks_by_keyboard(active) and screen.kind is CardKind.KEYBOARD:
                return
        card = await say.show(screen, instead_of=active, in_place=in_place)
        await self._drafting.remember_card(draft, card, say.uploaded, uow)


def _as_shown_here(draft: Draft, say: Say) -> Draft:
    """A card in the person's other messenger is none of this chat: what is pressed here is answered here."""
    return draft if draft.card is None or say.stands_here(draft.card) else replace(draft, card=None)


def _asks_by_keyboard(card: Card | None) -> bool:
    return card is not None and card.kind is CardKind.KEYBOARD
