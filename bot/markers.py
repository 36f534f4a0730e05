"""Where polling of a messenger has come to, kept in the database."""

from collections.abc import Callable

from bot.services.ports import UnitOfWork


class StoredMarkers:
    """Of one messenger.

    Args:
        name: Of its row, for instance "max:520100200".
    """

    def __init__(self, begin: Callable[[], UnitOfWork], name: str) -> None:
        self._begin = begin
        self._name = name

    async def load(self) -> int | None:
        uow = self._begin()
        async with uow.reading():
            return await uow.markers.get(self._name)

    async def save(self, marker: int) -> None:
        async with self._begin() as uow:
            await uow.markers.put(self._name, marker)
            await uow.commit()
