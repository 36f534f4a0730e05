"""One after another what a person says, also when they say it in two messengers at once.

The dispatcher sees to it in each chat; that linked accounts are one person, it does not know. A draft is read in
one transaction and written in another, with the network between them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.domain.residents import Resident


class Turns:
    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, read: Callable[[], Awaitable[Resident]]) -> AsyncIterator[Resident]:
        """The person, for as long as it is their turn.

        Args:
            read: Who it is; asked again after waiting, for they may have changed, or become one with somebody.
        """
        person = await read()
        while True:
            is_busy = person.id in self._locks
            lock = self._locks.setdefault(person.id, asyncio.Lock())
            async with lock:
                now = await read() if is_busy else person
                if now.id == person.id:
                    yield now
                    return
            person = now
