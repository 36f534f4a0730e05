"""Everything the bot says on its own: one sender for each messenger, and one for the operators' group.

A sender never runs twice at a time: `drain` waits for `run` and the reverse.
"""

import asyncio
from collections.abc import Callable, Mapping

from bot.domain.notices import Quiet
from bot.domain.operators import Group
from bot.domain.residents import Platform
from bot.messenger import MessengerBot
from bot.outbox.delivery import Delivery
from bot.outbox.group import GroupLane, ShowCard
from bot.outbox.lane import Lane, Screens
from bot.outbox.records import Records
from bot.pacing import Pace, Watch
from bot.say import PhotoBytes
from bot.services.ports import Clock, UnitOfWork
from bot.texts import Texts


class Outbox:
    """Join it to the messengers with `connect`, then `run` it, or `drain` it once.

    Args:
        group: The operators' group; None if they have none.
        show_card: Shows a report's card there; None leaves the cards waiting.
        texts: The group's language.
        per_second: Messages a second, by messenger.
    """

    def __init__(
        self,
        *,
        begin: Callable[[], UnitOfWork],
        screens: Screens,
        photos: PhotoBytes,
        quiet: Quiet,
        group: Group | None,
        show_card: ShowCard | None,
        texts: Texts,
        per_second: Mapping[Platform, float],
        clock: Clock,
        watch: Watch,
    ) -> None:
        self._begin = begin
        self._screens = screens
        self._photos = photos
        self._quiet = quiet
        self._group = group
        self._show_card = show_card
        self._texts = texts
        self._per_second = per_second
        self._clock = clock
        self._watch = watch
        self._records = Records(begin=begin, clock=clock, watch=watch)
        self.bots: dict[Platform, MessengerBot] = {}
        """Those that are connected."""
        self._lanes: list[Lane | GroupLane] = []
        self._flying: asyncio.TaskGroup | None = None  # while it runs
        self._alone = asyncio.Lock()

    def connect(self, bot: MessengerBot) -> None:
        """Send what is for the people of its messenger through this bot, from now on."""
        self.bots[bot.platform] = bot
        lanes: list[Lane | GroupLane] = [self._lane(bot)]
        if self._group is not None and self._group.platform is bot.platform:
            lanes.append(self._group_lane(self._group, bot))
        self._lanes += lanes
        if self._flying is not None:
            for lane in lanes:
                self._flying.create_task(lane.run(self._flying))

    def _lane(self, bot: MessengerBot) -> Lane:
        return Lane(
            platform=bot.platform,
            bot=bot,
            begin=self._begin,
            screens=self._screens,
            delivery=Delivery(photos=self._photos, watch=self._watch),
            records=self._records,
            quiet=self._quiet,
            clock=self._clock,
            pace=Pace(self._per_second[bot.platform], self._watch),
            watch=self._watch,
        )

    def _group_lane(self, group: Group, bot: MessengerBot) -> GroupLane:
        return GroupLane(
            bot=bot,
            chat_id=group.chat_id,
            begin=self._begin,
            show_card=self._show_card,
            texts=self._texts,
            watch=self._watch,
        )

    def wake(self) -> None:
        """Something may have been queued: look now."""
        for lane in self._lanes:
            lane.wake()

    async def run(self, stop: asyncio.Event) -> None:
        """Send what is due until told to stop; what is on its way then is waited for and recorded."""
        async with self._alone, asyncio.TaskGroup() as flying:
            self._flying = flying
            for lane in self._lanes:
                flying.create_task(lane.run(flying))
            try:
                await stop.wait()
            finally:
                self._flying = None
            self._records.stopping = True
            for lane in self._lanes:
                lane.stop()

    async def drain(self) -> int:
        """Send all that is due now; the number of messages and cards that went."""
        async with self._alone, asyncio.TaskGroup() as flying:
            return sum([await lane.drain(flying) for lane in self._lanes])
