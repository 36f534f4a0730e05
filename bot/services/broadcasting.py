"""News of the city to many residents: counted, confirmed once, written down in batches, stopped when asked.

Its notices are written by a job, a thousand in a transaction together with how far it has come: a bot that is
killed meanwhile goes on there, and a notice has a key that cannot be queued twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.broadcasts import Audience, Broadcast, BroadcastState, NewBroadcast, Progress
from bot.domain.city import City
from bot.domain.notices import NewNotice, NoticeKind, Quiet
from bot.domain.operators import Right
from bot.domain.residents import Resident
from bot.errors import BroadcastUnknown
from bot.services.ports import Clock, UnitOfWork
from bot.services.staff import Staff
from bot.understanding.topic_search import TopicIndex

AT_ONCE = 1000
DISTRICTS_SHOWN = 10
TOPICS_SHOWN = 5
RUNNING = frozenset({BroadcastState.QUEUEING, BroadcastState.SENDING})


@dataclass(frozen=True, slots=True)
class Running:
    """A broadcast and how far it is."""

    broadcast: Broadcast
    progress: Progress

    @property
    def is_over(self) -> bool:
        match self.broadcast.state:
            case BroadcastState.QUEUEING:
                return False
            case BroadcastState.SENDING:
                return not self.progress.left
            case _:
                return True

    @property
    def left(self) -> int:
        """Residents who have not got it, those included whose notice is not written."""
        if self.broadcast.state in (BroadcastState.QUEUEING, BroadcastState.STOPPED):
            return max(0, self.broadcast.total - self.progress.sent - self.progress.failed)
        return self.progress.left


class Broadcasting:
    """What operators do with broadcasts; rights are checked at every step."""

    def __init__(
        self,
        *,
        city: City,
        topics: TopicIndex,
        staff: Staff,
        begin: Callable[[], UnitOfWork],
        quiet: Quiet,
        clock: Clock,
    ) -> None:
        self._city = city
        self._topics = topics
        self._staff = staff
        self._begin = begin
        self._quiet = quiet
        self._clock = clock

    async def check(self, person: Resident, uow: UnitOfWork) -> None:
        """
        Raises:
            NotAnOperator, NotAllowed: The person may not write to everybody.
        """
        async with uow.reading():
            await self._staff.require(person, Right.BROADCAST, uow)

    async def count(self, person: Resident, audience: Audience, of: str, uow: UnitOfWork) -> int:
        """How many residents it would reach.

        Raises:
            NotAnOperator, NotAllowed: The person may not.
        """
        async with uow.reading():
            await self._staff.require(person, Right.BROADCAST, uow)
            return await uow.residents.audience_count(audience, of)

    async def districts(self, person: Resident, beginning: str, uow: UnitOfWork) -> Sequence[str]:
        """Districts whose names begin so.

        Raises:
            NotAnOperator, NotAllowed: The person may not.
        """
        async with uow.reading():
            await self._staff.require(person, Right.BROADCAST, uow)
            return await uow.residents.districts(beginning, DISTRICTS_SHOWN)

    def topics(self, words: str) -> Sequence[str]:
        """Ids of the topics that the words mean: the one whose id they are, or those they find, open or not."""
        known = self._city.catalogue.topics
        if words in known:
            return [words]
        whatever_the_day = dict.fromkeys(known, True)
        day = self._city.today(self._clock())
        found = self._topics.search(words, day=day, by_hand=whatever_the_day, limit=TOPICS_SHOWN)
        return [one.topic_id for one in found]

    async def confirm(
        self,
        person: Resident,
        *,
        words: str,
        audience: Audience,
        of: str,
        chat_id: int,
        message_id: int,
        uow: UnitOfWork,
    ) -> Running:
        """Begin; the message that was pressed stands for one broadcast, however often it is pressed.

        Raises:
            NotAnOperator, NotAllowed: The person may not.
        """
        async with uow:
            await self._staff.require(person, Right.BROADCAST, uow)
            broadcast = await uow.broadcasts.add(
                NewBroadcast(
                    words=words,
                    audience=audience,
                    of=of,
                    operator_id=person.id,
                    chat_id=chat_id,
                    message_id=message_id,
                    total=await uow.residents.audience_count(audience, of),
                    created_at=self._clock(),
                )
            )
            progress = await uow.broadcasts.progress(broadcast.id)
            await uow.commit()
        return Running(broadcast, progress)

    async def stop(self, person: Resident, broadcast_id: int, uow: UnitOfWork) -> Running:
        """Send no more of it; what is over stays over.

        Raises:
            NotAnOperator, NotAllowed, BroadcastUnknown: Why not.
        """
        async with uow:
            await self._staff.require(person, Right.BROADCAST, uow)
            broadcast = await uow.broadcasts.get(broadcast_id)
            if broadcast is None:
                raise BroadcastUnknown
            if broadcast.state in RUNNING:
                await uow.broadcasts.set_state(broadcast_id, BroadcastState.STOPPED)
                await uow.notices.cancel_broadcast(broadcast_id)
                await uow.commit()
        return await self.of(broadcast_id)

    async def shown_by(self, person: Resident, chat_id: int, message_id: int, uow: UnitOfWork) -> Running | None:
        """The broadcast that this message has become.

        Raises:
            NotAnOperator, NotAllowed: The person may not.
        """
        async with uow.reading():
            await self._staff.require(person, Right.BROADCAST, uow)
            broadcast = await uow.broadcasts.of_message(chat_id, message_id)
        return None if broadcast is None else await self.of(broadcast.id)

    async def of(self, broadcast_id: int) -> Running:
        """A broadcast as it is now.

        Raises:
            BroadcastUnknown: There is none.
        """
        uow = self._begin()
        async with uow.reading():
            broadcast = await uow.broadcasts.get(broadcast_id)
            if broadcast is None:
                raise BroadcastUnknown
            return Running(broadcast, await uow.broadcasts.progress(broadcast_id))

    async def running(self) -> Sequence[Broadcast]:
        uow = self._begin()
        async with uow.reading():
            return await uow.broadcasts.running()

    async def write(self, broadcast_id: int) -> bool:
        """Write the next notices of a broadcast; False when all are written, or it was stopped."""
        now = self._clock()
        async with self._begin() as uow:
            broadcast = await uow.broadcasts.get(broadcast_id)
            if broadcast is None or broadcast.state is not BroadcastState.QUEUEING:
                return False
            people = await uow.residents.audience(
                broadcast.audience, broadcast.of, after=broadcast.reached, limit=AT_ONCE
            )
            if people:
                due_at = self._quiet.after(now)
                await uow.notices.add(
                    [
                        NewNotice(
                            resident_id=person,
                            kind=NoticeKind.BROADCAST,
                            key=f"broadcast:{broadcast_id}",
                            payload={"broadcast": broadcast_id},
                            due_at=due_at,
                            created_at=now,
                        )
                        for person in people
                    ]
                )
                await uow.broadcasts.set_state(broadcast_id, BroadcastState.QUEUEING, reached=people[-1])
            else:
                await uow.broadcasts.set_state(broadcast_id, BroadcastState.SENDING)
            await uow.commit()
        return bool(people)

    async def finish(self, broadcast_id: int) -> None:
        """All of it has gone, and the operator has seen it."""
        async with self._begin() as uow:
            await uow.broadcasts.set_state(broadcast_id, BroadcastState.DONE)
            await uow.commit()
