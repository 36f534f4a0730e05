"""What the bot does by itself, put together: the outbox, broadcasts, and the jobs that the clock starts.

A part of the composition root, apart from it as the conversations know nothing of it but `Pushes.for_handlers`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cards import Cards
from bot.desk.broadcast_job import BroadcastJob
from bot.desk.broadcasts import BroadcastScreens
from bot.domain.city import City
from bot.domain.notices import Quiet
from bot.domain.operators import Group
from bot.domain.residents import Platform
from bot.notices.screens import NoticeScreens
from bot.outbox.group import ShowCard
from bot.outbox.outbox import Outbox
from bot.pacing import Watch
from bot.say import PhotoBytes
from bot.scheduler import Job, jobs_of, next_event, run_all_now
from bot.services.area_news import AreaNewsRound
from bot.services.broadcasting import Broadcasting
from bot.services.deadlines import Deadlines
from bot.services.digest import Digest
from bot.services.housekeeping import Housekeeping
from bot.services.moving import Moving
from bot.services.notifier import Notifier
from bot.services.ports import Clock, UnitOfWork
from bot.services.preferences import Preferences
from bot.services.reminders import Reminders
from bot.services.staff import Staff
from bot.texts import Translator
from bot.understanding.topic_search import TopicIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushes:
    """
    Attributes:
        for_handlers: What handlers get by name.
        next_due: When the bot does something by itself next, and what that is called; None if nothing is to come.
    """

    outbox: Outbox
    jobs: Sequence[Job]
    for_handlers: Mapping[str, Any]
    next_due: Callable[[], Awaitable[tuple[datetime, str] | None]]

    async def clock_moved(self) -> None:
        """What has become due happens at once, and goes out."""
        await run_all_now(self.jobs)
        self.outbox.wake()


def build_pushes(
    *,
    city: City,
    topics: TopicIndex,
    translator: Translator,
    cards: Cards,
    staff: Staff,
    moving: Moving,
    notifier: Notifier,
    housekeeping: Housekeeping,
    quiet: Quiet,
    photos: PhotoBytes,
    group: Group | None,
    show_card: ShowCard | None,
    per_second: Mapping[Platform, float],
    begin: Callable[[], UnitOfWork],
    clock: Clock,
    watch: Watch,
) -> Pushes:
    outbox = Outbox(
        begin=begin,
        screens=NoticeScreens(city=city, cards=cards, translator=translator, begin=begin),
        photos=photos,
        quiet=quiet,
        group=group,
        show_card=show_card,
        texts=translator.of(translator.locales[0]),
        per_second=per_second,
        clock=clock,
        watch=watch,
    )
    broadcasting = Broadcasting(city=city, topics=topics, staff=staff, begin=begin, quiet=quiet, clock=clock)
    screens = BroadcastScreens(city=city, quiet=quiet, per_second=min(per_second.values()))
    broadcast_job = BroadcastJob(
        broadcasting=broadcasting,
        screens=screens,
        translator=translator,
        begin=begin,
        bots=outbox.bots,
        wake=outbox.wake,
        clock=clock,
    )
    jobs = jobs_of(
        housekeeping=housekeeping,
        deadlines=Deadlines(begin=begin, moving=moving, clock=clock),
        reminders=Reminders(begin=begin, notifier=notifier, clock=clock),
        area_news=AreaNewsRound(begin=begin, quiet=quiet, clock=clock),
        digest=Digest(city=city, begin=begin, notifier=notifier, clock=clock),
        broadcasts=broadcast_job.run,
    )
    for_handlers = {
        "broadcasting": broadcasting,
        "broadcast_screens": screens,
        "broadcast_job": broadcast_job,
        "preferences": Preferences(staff=staff),
        "quiet": quiet,
    }

    async def next_due() -> tuple[datetime, str] | None:
        event = await next_event(begin, clock)
        return None if event is None else (event.at, translator.of(translator.locales[0]).label(event.what))

    return Pushes(outbox=outbox, jobs=jobs, for_handlers=for_handlers, next_due=next_due)
