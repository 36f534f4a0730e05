"""Who is behind an account, and which account is written to when one of them blocks the bot."""

from dataclasses import replace

import pytest

from bot.domain.residents import Account, Platform, Resident
from bot.services.acquaintance import Acquaintance
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import Hands
from tests.storage.samples import notice

TELEGRAM, MAX = Account(Platform.TELEGRAM, 1), Account(Platform.MAX, 1)


@pytest.fixture
def uow(database: Database) -> SqlUnitOfWork:
    return SqlUnitOfWork(database)


@pytest.fixture
def acquaintance(clock: Hands) -> Acquaintance:
    return Acquaintance(clock=clock)


@pytest.fixture
async def linked(uow: SqlUnitOfWork, acquaintance: Acquaintance, clock: Hands) -> Resident:
    """Written to in Telegram, where one notice waits."""
    kept, gone = [await acquaintance.of(one, name="Анна", locale="ru", uow=uow) for one in (TELEGRAM, MAX)]
    async with uow:
        await uow.residents.merge(kept.id, gone.id)
        await uow.notices.add([notice(kept.id, "a", due_at=clock(), created_at=clock())])
        await uow.commit()
    return kept


async def due(uow: SqlUnitOfWork, clock: Hands) -> list[Platform]:
    async with uow.reading():
        return [one for one in Platform if await uow.notices.due(clock(), 9, platform=one)]


async def test_name_and_language_follow_the_messenger_that_is_written_to(
    uow: SqlUnitOfWork, acquaintance: Acquaintance, linked: Resident
) -> None:
    assert await acquaintance.of(MAX, name="Anna", locale="en", uow=uow) == linked
    renamed = await acquaintance.of(TELEGRAM, name="Аня", locale="en", uow=uow)
    assert renamed == replace(linked, name="Аня", locale="en")
    assert await acquaintance.of(MAX, name="Anna", locale="ru", uow=uow) == renamed


async def test_a_language_that_was_chosen_stays_and_a_name_is_cut(
    uow: SqlUnitOfWork, acquaintance: Acquaintance, linked: Resident
) -> None:
    await acquaintance.choose_locale(linked, "en", uow)
    now = await acquaintance.of(TELEGRAM, name="а" * 500, locale="ru", uow=uow)
    assert (now.locale, len(now.name)) == ("en", 128)


async def test_blocked_where_it_is_written_to_the_other_one_takes_over(
    uow: SqlUnitOfWork, acquaintance: Acquaintance, linked: Resident, clock: Hands
) -> None:
    now = await acquaintance.went_away(linked, TELEGRAM, uow)
    assert now == replace(linked, platform=Platform.MAX)
    assert await due(uow, clock) == [Platform.MAX]


async def test_blocked_elsewhere_nothing_moves_until_both_are(
    uow: SqlUnitOfWork, acquaintance: Acquaintance, linked: Resident, clock: Hands
) -> None:
    assert await acquaintance.went_away(linked, MAX, uow) == linked
    assert await due(uow, clock) == [Platform.TELEGRAM]
    now = await acquaintance.went_away(linked, TELEGRAM, uow)
    assert now == replace(linked, blocked_at=clock())
    assert await due(uow, clock) == []


@pytest.mark.parametrize("back", [TELEGRAM, MAX])
async def test_whoever_comes_back_anywhere_is_written_to_there(
    uow: SqlUnitOfWork, acquaintance: Acquaintance, linked: Resident, clock: Hands, back: Account
) -> None:
    for account in (MAX, TELEGRAM):
        await acquaintance.went_away(linked, account, uow)
    now = await acquaintance.came_back(linked, back, uow)
    assert (now.account, now.blocked_at) == (back, None)
    assert await due(uow, clock) == [back.platform]


async def test_coming_back_where_it_is_not_written_to_changes_no_address(
    uow: SqlUnitOfWork, acquaintance: Acquaintance, linked: Resident
) -> None:
    await acquaintance.went_away(linked, MAX, uow)
    assert await acquaintance.came_back(linked, MAX, uow) == linked
    assert (await acquaintance.went_away(linked, TELEGRAM, uow)).account == MAX


async def test_who_has_become_somebody_else_meanwhile_cannot_go_away(
    uow: SqlUnitOfWork, acquaintance: Acquaintance, linked: Resident
) -> None:
    """A send that failed may have been for somebody who is linked by now."""
    gone = replace(linked, id=linked.id + 99)
    assert await acquaintance.went_away(gone, TELEGRAM, uow) == gone
    async with uow.reading():
        assert await uow.residents.get(linked.id) == linked
