from datetime import timedelta

import pytest

from bot.domain.residents import Account, Platform
from bot.services import tries
from bot.services.tries import Tries
from tests.harness.world import Hands

ANNA, BORIS = Account(Platform.TELEGRAM, 1), Account(Platform.MAX, 1)


def test_after_so_many_within_so_long_they_are_used_up(clock: Hands) -> None:
    made = Tries(most=3, within=timedelta(hours=1), clock=clock)
    for _ in range(3):
        assert not made.are_used_up(ANNA)
        made.add(ANNA)
        clock.move(minutes=20)
    assert not made.are_used_up(ANNA)  # an hour after the first
    made.add(ANNA)
    assert made.are_used_up(ANNA)
    assert not made.are_used_up(BORIS)
    clock.move(hours=1)
    assert not made.are_used_up(ANNA)


def test_whose_tries_are_longest_ago_is_forgotten_when_there_are_too_many(
    clock: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "MOST_ACCOUNTS", 2)
    made = Tries(most=1, within=timedelta(hours=1), clock=clock)
    people = [Account(Platform.MAX, number) for number in range(3)]
    for one in (people[0], people[1], people[0], people[2]):
        made.add(one)
    assert [made.are_used_up(one) for one in people] == [True, False, True]
