"""How often somebody has tried in vain lately; kept in memory, and not for more people than fit."""

from collections import OrderedDict
from datetime import timedelta

from bot.domain.residents import Account
from bot.services.ports import Clock

MOST_ACCOUNTS = 10_000
"""Those who tried longest ago are forgotten first; about 300 bytes each."""


class Tries:
    """So many within so long, for each account.

    Args:
        most: After these there are no more.
        within: Counted from each.
    """

    def __init__(self, *, most: int, within: timedelta, clock: Clock) -> None:
        self._most = most
        self._within = within
        self._clock = clock
        self._made: OrderedDict[Account, list[float]] = OrderedDict()

    def are_used_up(self, account: Account) -> bool:
        since = (self._clock() - self._within).timestamp()
        return sum(1 for at in self._made.get(account, ()) if at > since) >= self._most

    def add(self, account: Account) -> None:
        made = self._made.setdefault(account, [])
        made[:] = [*made, self._clock().timestamp()][-self._most :]
        self._made.move_to_end(account)
        if len(self._made) > MOST_ACCOUNTS:
            self._made.popitem(last=False)
