"""Brings the draft's one card up to date in the chat, after a message or a press."""

from dataclasses import replace

from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.cards import Cards
from bot.domain.drafts import Card, CardKind, Draft, Slot
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

    def __init__(self, *, cards: Cards, drafting: Drafting, clock: Clock) -> None:
        self._cards = cards
        self._drafting = drafting
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
        slot = ask or self._drafting.missing(draft)
        suggested = await self._drafting.suggestions(draft, uow) if slot is Slot.TOPIC else ()
        screen = self._cards.draft(
            say.t,
            draft,
            slot,
            suggested=suggested,
            remarks=outcome.remarks,
            asked_again=ask is not None and (ask is Slot.DESCRIPTION or self._drafting.missing(draft) is not ask),
            now=self._clock(),
        )
        if outcome.placed and draft.place is not None:
            await say.html(self._cards.place_taken(say.t, draft.place), keyboards.menu(say.t))
        if outcome.continues and _asks_by_keyboard(draft.card) and screen.kind is CardKind.KEYBOARD:
            for remark in outcome.remarks:
                await say.remark(remark)
            return
        if outcome.left is not None and outcome.left != pressed:
            await say.retire(outcome.left)
        asked = _asks_by_keyboard(draft.card) or _asks_by_keyboard(outcome.left)
        if asked and not outcome.placed and draft.place is not None and screen.kind is not CardKind.KEYBOARD:
            await say("place-kept", keyboard=keyboards.menu(say.t))
        in_place = (outcome.continues or pressed is not None) and not outcome.placed
        await self.put(draft, screen, say, uow, pressed=pressed, in_place=in_place)

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
