"""The card of a report in the operators' group: sent once, then changed in place as the report moves."""

from collections.abc import Callable

from bot.desk.cards import DeskCards
from bot.domain.drafts import Card
from bot.messenger import MessengerBot
from bot.say import PhotoBytes, Say
from bot.services.ports import UnitOfWork
from bot.services.viewing import Viewing
from bot.texts import Texts


class GroupDesk:
    """Draws cards into the group; which ones are out of date, the outbox asks `uow.group_cards`."""

    def __init__(
        self,
        *,
        chat_id: int,
        cards: DeskCards,
        viewing: Viewing,
        photos: PhotoBytes,
        texts: Texts,
        begin: Callable[[], UnitOfWork],
    ) -> None:
        self._chat_id = chat_id
        self._cards = cards
        self._viewing = viewing
        self._photos = photos
        self._texts = texts
        self._begin = begin

    async def show(self, bot: MessengerBot, number: int, /) -> Card | None:
        """Send the report's card, or edit the one there is; what stands for the report in the group then.

        A failure of the messenger is the caller's to handle.
        """
        uow = self._begin()
        async with uow.reading():
            shown, card = await self._viewing.whole(number, uow), await uow.group_cards.card(number)
        if shown is None:
            return card
        say = Say(bot, self._chat_id, self._texts, self._photos)
        screen = self._cards.report(self._texts, shown)
        return await say.show(screen, instead_of=card, in_place=card is not None)
