"""Topics closed or opened by hand, over their season: in force at once, and for every process within a minute."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest

import structlog
from rapidfuzz import fuzz

from bot.domain.catalogue import Topic
from bot.domain.city import City
from bot.domain.operators import Right
from bot.domain.residents import Resident
from bot.errors import TopicIdUnknown
from bot.services.ports import Clock, UnitOfWork
from bot.services.staff import Staff

log = structlog.get_logger(__name__)

NEAREST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchedTopic:
    """A topic with whether it can be reported on now.

    Attributes:
        by_hand: What an operator decided; None when the season does.
    """

    topic: Topic
    is_open: bool
    by_hand: bool | None


class Switching:
    """Changes what residents can report on."""

    def __init__(self, *, staff: Staff, city: City, clock: Clock, begin: Callable[[], UnitOfWork]) -> None:
        self._staff = staff
        self._city = city
        self._clock = clock
        self._begin = begin

    async def look(self, person: Resident, topic_id: str, uow: UnitOfWork) -> SwitchedTopic:
        """The topic as it is now.

        Raises:
            NotAnOperator, NotAllowed, TopicIdUnknown: Why not.
        """
        async with uow.reading():
            await self._staff.require(person, Right.SWITCH_TOPICS, uow)
        return self._now(self._topic(topic_id))

    async def switch(
        self, person: Resident, topic_id: str, is_open: bool | None, uow: UnitOfWork
    ) -> SwitchedTopic:
        """Open or close a topic whatever its season; None gives it back to the season.

        Raises:
            NotAnOperator, NotAllowed, TopicIdUnknown: Why not; nothing has changed.
        """
        async with uow:
            operator = await self._staff.require(person, Right.SWITCH_TOPICS, uow)
            topic = self._topic(topic_id)
            await uow.switches.put(topic.id, is_open, by=operator.resident_id, at=self._clock())
            await uow.commit()
        await self.refresh_switches()
        log.info("topic switched", topic=topic.id, is_open=is_open, by=operator.resident_id)
        return self._now(topic)

    async def refresh_switches(self) -> int:
        """Take what is stored, by this process or another; how many topics are switched by hand."""
        uow = self._begin()
        async with uow.reading():
            stored = await uow.switches.all()
        self._city.switches.open = stored
        return len(stored)

    def _topic(self, topic_id: str) -> Topic:
        topic = self._city.catalogue.topics.get(topic_id)
        if topic is not None:
            return topic
        near = nlargest(NEAREST, self._city.catalogue.topics.values(), key=lambda one: _likeness(topic_id, one))
        raise TopicIdUnknown(asked=topic_id[:60], near=", ".join(one.id for one in near))

    def _now(self, topic: Topic) -> SwitchedTopic:
        return SwitchedTopic(
            topic=topic,
            is_open=self._city.is_open(topic, self._clock()),
            by_hand=self._city.switches.open.get(topic.id),
        )


def _likeness(asked: str, topic: Topic) -> float:
    """How near a topic's id is to what was typed, or its title, which is told apart less well."""
    titles = (topic.title.ru.lower(), topic.title.en.lower())
    return max(fuzz.WRatio(asked, topic.id), *(0.9 * fuzz.WRatio(asked, title) for title in titles))
