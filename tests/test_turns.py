"""One update of a person at a time, whichever messenger it comes from."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.residents import Platform, Resident
from bot.middlewares.turns import Turns

ANNA = Resident(
    id=1,
    platform=Platform.TELEGRAM,
    user_id=7,
    chat_id=7,
    name="Анна",
    locale="ru",
    locale_chosen=False,
    created_at=datetime(2026, 5, 20, tzinfo=UTC),
)
BORIS = replace(ANNA, id=2, platform=Platform.MAX)

Read = Callable[[], Awaitable[Resident]]


def always(person: Resident) -> Read:
    async def read() -> Resident:
        return person

    return read


async def test_the_second_waits_and_then_sees_what_the_first_has_changed() -> None:
    turns, stored, done = Turns(), [ANNA], asyncio.Event()
    order = []

    async def read() -> Resident:
        return stored[0]

    async def first() -> None:
        async with turns.of(read):
            await done.wait()
            stored[0] = replace(ANNA, at_night=True)
            order.append("first")

    async def second() -> None:
        async with turns.of(read) as person:
            order.append("second")
            assert person.at_night

    tasks = [asyncio.create_task(first()), asyncio.create_task(second()), asyncio.create_task(second())]
    await asyncio.sleep(0)
    done.set()
    await asyncio.gather(*tasks)
    assert order == ["first", "second", "second"]


async def test_others_do_not_wait() -> None:
    turns = Turns()
    async with turns.of(always(ANNA)), asyncio.timeout(1), turns.of(always(BORIS)) as person:
        assert person == BORIS


async def test_who_has_become_somebody_else_waits_for_that_ones_turn() -> None:
    """Linked while their next update waited: it goes on as the person they are now, after that one's own."""
    turns, is_linked, done = Turns(), asyncio.Event(), asyncio.Event()
    order: list[Resident | str] = []

    async def read() -> Resident:
        return ANNA if is_linked.is_set() else BORIS

    async def links() -> None:
        async with turns.of(always(BORIS)):
            await asyncio.sleep(0)
            is_linked.set()

    async def next_one() -> None:
        async with turns.of(read) as person:
            order.append(person)

    async def annas() -> None:
        async with turns.of(always(ANNA)):
            await done.wait()
            order.append("hers")

    tasks = [asyncio.create_task(work()) for work in (annas, links, next_one)]
    await asyncio.sleep(0)
    await is_linked.wait()
    done.set()
    await asyncio.gather(*tasks)
    assert order == ["hers", ANNA]


async def test_nobody_is_remembered_after_their_turn() -> None:
    turns = Turns()
    async with turns.of(always(ANNA)):
        assert len(turns._locks) == 1
    assert len(turns._locks) == 0
