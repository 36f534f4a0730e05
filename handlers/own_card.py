"""Shows a resident their own report: the card, its history, the question whether to withdraw it.

A report of others, which the resident has joined or found by its number, is shown as everybody may see it.
"""

from bot.callbacks import OpenNear
from bot.domain.drafts import Card
from bot.domain.reports import Report
from bot.errors import ReportNotFound
from bot.report_card import ReportCards
from bot.services.own_reports import OwnReports
from bot.services.ports import Clock
from bot.talk import Talk
from handlers.public_card import PublicCard


class OwnCard:
    """In place of the pressed message, or as a new one."""

    def __init__(
        self, *, cards: ReportCards, own_reports: OwnReports, public_card: PublicCard, clock: Clock
    ) -> None:
        self._cards = cards
        self._public_card = public_card
        self._own_reports = own_reports
        self._clock = clock

    async def show(self, number: int, talk: Talk, *, pressed: Card | None = None) -> None:
        """The report as it is now.

        Raises:
            ReportNotFound: No such number, or somebody else's that no editor has published.
        """
        try:
            own = await self._own_reports.whole(talk.person, number, talk.uow)
        except ReportNotFound:
            await self._public_card.show(OpenNear(number=number), talk, pressed=pressed)
            return
        screen = self._cards.report(talk.t, own, self._clock())
        await talk.say.show(screen, instead_of=pressed, in_place=pressed is not None)

    async def show_history(self, number: int, talk: Talk, *, pressed: Card | None) -> None:
        """All that has happened to it.

        Raises:
            ReportNotFound: No such number, or not this resident's.
        """
        own = await self._own_reports.whole(talk.person, number, talk.uow)
        await talk.say.show(self._cards.history(talk.t, own), instead_of=pressed, in_place=pressed is not None)

    async def ask_withdraw(self, report: Report, talk: Talk, *, pressed: Card | None) -> None:
        screen = self._cards.surely_withdraw(talk.t, report)
        await talk.say.show(screen, instead_of=pressed, in_place=pressed is not None)
