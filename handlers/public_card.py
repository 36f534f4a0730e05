"""Shows a report as everybody may see it, with the way to join it."""

from bot.callbacks import OpenNear
from bot.domain.drafts import Card
from bot.near_screens import NearScreens
from bot.services.nearby import Nearby
from bot.services.ports import Clock
from bot.talk import Talk


class PublicCard:
    """In place of the pressed message, or as a new one."""

    def __init__(self, *, nearby: Nearby, screens: NearScreens, clock: Clock) -> None:
        self._nearby = nearby
        self._screens = screens
        self._clock = clock

    async def show(self, button: OpenNear, talk: Talk, *, pressed: Card | None = None) -> None:
        """The report as it is now.

        Raises:
            ReportNotFound: No such number, or no editor has published it.
        """
        shown = await self._nearby.public(talk.person, button.number, talk.uow)
        screen = self._screens.public(talk.t, shown, button, self._clock())
        await talk.say.show(screen, instead_of=pressed, in_place=pressed is not None)
