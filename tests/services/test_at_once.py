"""Use cases that meet: operators and residents in two processes at the same moment, on both databases.

Whoever comes second is served as if they had come later: nothing is there twice, nothing is lost, and what cannot
be done any more is said with who has done it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import cycle

import pytest

from bot.domain.broadcasts import Audience, BroadcastState
from bot.domain.city import City
from bot.domain.deeds import Deed, author
from bot.domain.drafts import DraftState
from bot.domain.notices import Quiet
from bot.domain.points import PointsEntry, PointsFor
from bot.domain.reports import EventKind, Report, Status
from bot.domain.residents import Platform, Resident
from bot.errors import MovedAlready, TooManyReports
from bot.services.broadcasting import Broadcasting
from bot.services.finding import WordIndex
from bot.services.linking import Linking
from bot.services.moderation import Moderation
from bot.services.moving import Moving
from bot.services.notifier import Notifier
from bot.services.ports import UnitOfWork
from bot.services.staff import Staff
from bot.services.submission import Submission
from bot.understanding.understanding import Understanding
from storage.database import Database, open_database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import Hands
from tests.services.test_drafting import POTHOLES
from tests.services.test_submission import PHOTO, PLACE
from tests.storage.samples import NOW, draft, new_report

pytestmark = pytest.mark.both_databases

Begin = Callable[[], UnitOfWork]
OWNER = 900


@pytest.fixture
async def begin(database_url: str) -> AsyncIterator[Begin]:
    """A unit of work, of one process and of another in turn."""
    processes = [await open_database(database_url) for _ in range(2)]
    turns: Iterator[Database] = cycle(processes)
    yield lambda: SqlUnitOfWork(next(turns))
    for database in processes:
        await database.close()


class Services:
    """The use cases, over whatever unit of work they are given."""

    def __init__(
        self, city: City, index: WordIndex, understanding: Understanding, clock: Hands, begin: Begin
    ) -> None:
        quiet = Quiet(22, 8, city.zone)
        self.staff = Staff(owners=frozenset({(Platform.TELEGRAM, OWNER)}), city=city, clock=clock)
        self.moving = Moving(city=city, notifier=Notifier(city=city, quiet=quiet), clock=clock)
        self.moderation = Moderation(staff=self.staff, moving=self.moving)
        self.submission = Submission(city=city, moving=self.moving, index=index, clock=clock)
        self.linking = Linking(staff=self.staff, clock=clock)
        self.broadcasting = Broadcasting(
            city=city, topics=understanding.index, staff=self.staff, begin=begin, quiet=quiet, clock=clock
        )


@pytest.fixture
def services(city: City, index: WordIndex, understanding: Understanding, clock: Hands, begin: Begin) -> Services:
    return Services(city, index, understanding, clock, begin)


async def meets(begin: Begin, user_id: int, platform: Platform = Platform.TELEGRAM) -> Resident:
    async with begin() as uow:
        added = await uow.residents.add(
            platform=platform,
            user_id=user_id,
            chat_id=user_id,
            name=f"Кто-то {user_id}",
            locale="ru",
            created_at=NOW,
        )
        await uow.commit()
    return added


async def files(begin: Begin, person: Resident) -> Report:
    async with begin() as uow:
        report = await uow.reports.add(new_report(person.id, topic_id=POTHOLES))
        await uow.commit()
    return report


async def outcomes(*asked: Awaitable[object]) -> Counter[str]:
    """How often each kind of thing came of it."""
    found = await asyncio.gather(*asked, return_exceptions=True)
    return Counter(type(one).__name__ for one in found)


async def test_the_first_word_of_somebody_makes_one_resident(begin: Begin) -> None:
    people = await asyncio.gather(*(meets(begin, 7) for _ in range(10)))
    assert len({person.id for person in people}) == 1


async def test_presses_on_send_in_two_processes_make_one_report(
    services: Services, begin: Begin, clock: Hands
) -> None:
    person = await meets(begin, 1)
    finished = draft(person.id, place=PLACE, topic_id=POTHOLES, photos=(PHOTO,), description="яма")
    async with begin() as uow:
        await uow.drafts.put(finished)
        await uow.commit()
    reports = await asyncio.gather(*(services.submission.submit(person, finished.id, begin()) for _ in range(10)))
    assert len({report.number for report in reports}) == 1
    async with begin() as uow:
        assert await uow.reports.count_of_resident(person.id) == 1


async def test_the_limit_of_a_day_holds_for_reports_sent_at_once(
    services: Services, begin: Begin, city: City, clock: Hands
) -> None:
    person, limit = await meets(begin, 1), city.limits.reports_a_day
    finished = [
        draft(
            person.id,
            place=PLACE,
            topic_id=POTHOLES,
            photos=(PHOTO,),
            description=str(one),
            state=DraftState.SET_ASIDE,
        )
        for one in range(limit + 5)
    ]
    for one in finished:
        async with begin() as uow:
            await uow.drafts.put(one)
            await uow.commit()
    came = await outcomes(*(services.submission.submit(person, one.id, begin()) for one in finished))
    assert came == {"Report": limit, TooManyReports.__name__: 5}


async def test_of_operators_who_publish_at_once_one_does_and_the_others_are_told_who(
    services: Services, begin: Begin
) -> None:
    owner, report = await meets(begin, OWNER), await files(begin, await meets(begin, 1))
    found = await asyncio.gather(
        *(services.moderation.publish(owner, report.number, begin()) for _ in range(8)), return_exceptions=True
    )
    assert Counter(type(one).__name__ for one in found) == {"Report": 1, "MovedAlready": 7}
    assert {one.who for one in found if isinstance(one, MovedAlready)} == {owner.name}
    async with begin() as uow:
        assert [event.seq for event in await uow.reports.history(report.number)] == [2]


async def test_an_operator_and_the_author_move_one_report_one_after_the_other(
    services: Services, begin: Begin
) -> None:
    """Published or withdrawn, never both."""
    owner, person = await meets(begin, OWNER), await meets(begin, 1)

    async def withdraw(number: int) -> None:
        async with begin() as uow:
            report = await uow.reports.get(number)
            assert report is not None
            await services.moving.make(report, Deed(kind=EventKind.WITHDRAWN, actor=author(person.id)), uow)
            await uow.commit()

    for _ in range(5):
        number = (await files(begin, person)).number
        came = await outcomes(services.moderation.publish(owner, number, begin()), withdraw(number))
        assert came["MovedAlready"] == 1
        async with begin() as uow:
            moved = await uow.reports.get(number)
            assert moved is not None
            assert (moved.status in {Status.IN_WORK, Status.WITHDRAWN}, moved.events) == (True, 2)


async def test_points_are_booked_once(begin: Begin) -> None:
    person = await meets(begin, 1)
    number = (await files(begin, person)).number
    entry = PointsEntry(resident_id=person.id, number=number, what_for=PointsFor.REPORT, amount=10, at=NOW)

    async def book() -> bool:
        async with begin() as uow:
            is_new = await uow.points.book(entry)
            await uow.commit()
        return is_new

    assert Counter(await asyncio.gather(*(book() for _ in range(10)))) == {True: 1, False: 9}
    async with begin() as uow:
        assert await uow.points.balance(person.id) == 10


async def test_followers_who_come_and_go_at_once_are_counted_right(begin: Begin) -> None:
    number = (await files(begin, await meets(begin, 1))).number
    people = [await meets(begin, 10 + one) for one in range(12)]

    async def follow(person: Resident) -> bool:
        async with begin() as uow:
            is_new = await uow.reports.follow(number, person.id, NOW)
            await uow.commit()
        return is_new

    async def leave(person: Resident) -> bool:
        async with begin() as uow:
            was_there = await uow.reports.unfollow(number, person.id)
            await uow.commit()
        return was_there

    assert sum(await asyncio.gather(*(follow(person) for person in [*people, *people]))) == 12
    assert sum(await asyncio.gather(*(leave(person) for person in [*people[:5], *people[:5]]))) == 5
    async with begin() as uow:
        report = await uow.reports.get(number)
        assert report is not None
        assert report.followers == 7


async def test_two_who_link_with_one_person_lose_no_account(
    services: Services, begin: Begin, clock: Hands
) -> None:
    """Anna gives Boris a code while she types that of Vera: one link is made, and everybody is still there."""
    anna = await meets(begin, 1)
    boris, vera = await meets(begin, 2, Platform.MAX), await meets(begin, 3, Platform.MAX)
    for_boris = await services.linking.offer(anna, anna.account, begin())
    from_vera = await services.linking.offer(vera, vera.account, begin())
    came = await outcomes(
        services.linking.link(boris, boris.account, for_boris, begin()),
        services.linking.link(anna, anna.account, from_vera, begin()),
    )
    assert came["Resident"] == 1, came
    async with begin() as uow:
        people = [await uow.residents.of(*known) for known in _keys(anna, boris, vera)]
        assert None not in people
        assert sorted(Counter(person.id for person in people if person).values()) == [1, 2]


async def test_a_broadcast_that_is_stopped_while_it_is_written_stays_stopped(
    services: Services, begin: Begin, clock: Hands
) -> None:
    owner = await meets(begin, OWNER)
    for one in range(20):
        await meets(begin, one + 1)
    for message_id in range(5):
        running = await services.broadcasting.confirm(
            owner, words="Вода!", audience=Audience.ALL, of="", chat_id=1, message_id=message_id, uow=begin()
        )
        broadcast_id = running.broadcast.id
        await asyncio.gather(
            services.broadcasting.write(broadcast_id),
            services.broadcasting.stop(owner, broadcast_id, begin()),
            services.broadcasting.write(broadcast_id),
        )
        over = await services.broadcasting.of(broadcast_id)
        assert (over.broadcast.state, over.progress.left) == (BroadcastState.STOPPED, 0)


def _keys(*people: Resident) -> list[tuple[Platform, int]]:
    return [(person.platform, person.user_id) for person in people]
