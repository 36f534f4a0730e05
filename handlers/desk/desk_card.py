"""Shows a report's card to operators, and what a deed has made of it."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime

from aiogram.types import CallbackQuery

from bot.desk.cards import DeskCards
from bot.domain.drafts import Card, CardKind
from bot.domain.reports import Report
from bot.errors import MovedAlready
from bot.press import to_be_answered_in_words
from bot.say import Screen
from bot.services.ports import Clock
from bot.services.viewing import Viewing
from bot.talk import Talk
from handlers.draft_card import pressed_card

_AS_WANTED = datetime(1970, 1, 1, tzinfo=UTC)
"""Before any change of a report: one that the card does not show yet is still to be shown."""


def fitting(screen: Screen, pressed: Card | None) -> Screen:
    """The screen as it can take the card's place: a card too long for a caption is a text, without a photo."""
    is_text = pressed is not None and pressed.kind is CardKind.TEXT
    return replace(screen, photo=None) if is_text else screen


class DeskCard:
    """Shows reports at the desk."""

    def __init__(self, *, cards: DeskCards, viewing: Viewing, clock: Clock) -> None:
        self._cards = cards
        self._viewing = viewing
        self._clock = clock

    async def show(self, number: int, talk: Talk, *, pressed: Card | None = None) -> None:
        """The report as it is now, in place of the pressed card or as a new one.

        Raises:
            NotAnOperator, NotAllowed, ReportUnknown, NotTheirs: Why it is not shown.
        """
        seen_at = self._clock()
        found = await self._viewing.report(talk.person, number, talk.uow)
        if not talk.is_private:
            found = replace(found, viewer=None)  # the group's card is everybody's
        shown = await talk.say.show(
            self._cards.report(talk.t, found), instead_of=pressed, in_place=pressed is not None
        )
        if talk.is_private:
            return
        async with talk.uow:
            card = await talk.uow.group_cards.card(number)
            if card is not None and pressed is not None and card.message_id == pressed.message_id:
                await talk.uow.group_cards.shown(number, shown, seen_at)
                await talk.uow.commit()

    async def put(self, screen: Screen, talk: Talk, query: CallbackQuery) -> None:
        """Another screen about the report in place of the pressed card: a list to choose from."""
        pressed = pressed_card(query)
        shown = await talk.say.show(fitting(screen, pressed), instead_of=pressed, in_place=pressed is not None)
        if pressed is None or shown.message_id == pressed.message_id or talk.is_private:
            return
        # A text cannot take a photo's place: the message that does is the group's card now.
        async with talk.uow:
            number = await talk.uow.group_cards.number_of(pressed.message_id)
            if number is not None:
                await talk.uow.group_cards.shown(number, shown, _AS_WANTED)
                await talk.uow.commit()

    async def after(self, deed: Awaitable[Report], number: int, talk: Talk, query: CallbackQuery) -> None:
        """Do it and show what it has made of the report; if somebody was faster, show that, and say who."""
        await self.or_as_it_is(deed, number, talk, query)
        await self.show(number, talk, pressed=pressed_card(query))

    async def or_as_it_is(self, deed: Awaitable[Report], number: int, talk: Talk, query: CallbackQuery) -> None:
        """Do it; if the report has moved on, the pressed card shows it as it is now before somebody says so."""
        try:
            await deed
        except MovedAlready:
            with to_be_answered_in_words():
                await self.show(number, talk, pressed=pressed_card(query))
            raise

    async def after_command(self, deed: Awaitable[Report], number: int, talk: Talk) -> None:
        """Do it; in private show the card, in the group say so in a line, for the card there changes in place."""
        moved = await deed
        if talk.is_private:
            await self.show(number, talk)
        else:
            await talk.say.html(self._cards.done(talk.t, moved))
