"""Who may write when: one at a time, or many of which nobody writes twice, and by what number a lock is known."""

import asyncio
from hashlib import blake2b
from typing import Any

TURN_TIMEOUT_S = 30
"""A writer that waits longer than this waits for a transaction that somebody forgot."""

Task = asyncio.Task[Any] | None
_TWO = "this task has another transaction open: commit or leave that one first"


class Turn:
    """The one place at the pen, given in order of asking."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._holder: Task = None

    async def take(self) -> Task:
        """Wait for the turn; whose it is now.

        Raises:
            RuntimeError: This very task has it, in another transaction, and would wait for itself.
            TimeoutError: A transaction has been open for too long.
        """
        task = asyncio.current_task()
        if self._lock.locked():
            if task is self._holder:
                raise RuntimeError(_TWO)
            async with asyncio.timeout(TURN_TIMEOUT_S):
                await self._lock.acquire()
        else:
            await self._lock.acquire()
        self._holder = task
        return task

    def give_back(self, _task: Task) -> None:
        self._holder = None
        self._lock.release()


class OnePerTask:
    """Many write at once, but nobody twice: a task might wait for what it holds itself."""

    def __init__(self) -> None:
        self._writing = set[Task]()

    async def take(self) -> Task:
        """Whose transaction it is.

        Raises:
            RuntimeError: This very task has another one.
        """
        task = asyncio.current_task()
        if task in self._writing:
            raise RuntimeError(_TWO)
        self._writing.add(task)
        return task

    def give_back(self, task: Task) -> None:
        self._writing.discard(task)


def key_of(what: str) -> int:
    """The number of an advisory lock: two names with the same one wait for each other, which harms nobody."""
    return int.from_bytes(blake2b(what.encode(), digest_size=8).digest(), signed=True)
