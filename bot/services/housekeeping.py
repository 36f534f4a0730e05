"""What nobody asks for but must happen: photos that belong to nothing go, addresses that were not known come."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.evidence import Spot
from bot.services.places import OutsideCity, Places
from bot.services.ports import Clock, PhotoStore, UnitOfWork

ORPHAN_AFTER = timedelta(hours=6)
"""A photo is stored before the draft that has it; the time between must be far shorter than this."""

ADDRESS_WANTED_FOR = timedelta(days=7)
SWEPT_AT_ONCE = 500
ADDRESSES_AT_ONCE = 20


class Housekeeping:
    """Jobs of the scheduler; each opens its own units of work."""

    def __init__(
        self, *, begin: Callable[[], UnitOfWork], photos: PhotoStore, places: Places, locale: str, clock: Clock
    ) -> None:
        self._begin = begin
        self._photos = photos
        self._places = places
        self._locale = locale
        self._clock = clock

    async def sweep_photos(self) -> int:
        """Remove stored photos that no draft or report has any more; the number removed."""
        removed, batch = 0, list[str]()
        async for key in self._photos.stored_before(self._clock() - ORPHAN_AFTER):
            batch.append(key)
            if len(batch) == SWEPT_AT_ONCE:
                removed += await self._sweep(batch)
                batch = []
        return removed + await self._sweep(batch)

    async def _sweep(self, keys: list[str]) -> int:
        if not keys:
            return 0
        async with self._begin() as uow:
            used = await uow.photos.used_among(keys)
        orphans = [key for key in keys if key not in used]
        for key in orphans:
            await self._photos.remove(key)
        return len(orphans)

    async def fill_addresses(self) -> int:
        """Ask again for the addresses of reports filed while no geocoder answered; the number found."""
        found, uow = 0, self._begin()
        async with uow:
            waiting = await uow.reports.without_address(
                since=self._clock() - ADDRESS_WANTED_FOR, limit=ADDRESSES_AT_ONCE
            )
        for report in waiting:
            spot = Spot(point=report.place.point, source=report.place.source)
            try:
                place = await self._places.at(spot, self._locale)
            except OutsideCity:
                continue  # the outline has changed since
            if place.address is None:
                break  # still silent: the rest waits for the next time
            async with uow:
                await uow.reports.set_place(report.number, place)
                await uow.commit()
            found += 1
        return found
