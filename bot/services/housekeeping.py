"""What nobody asks for but must happen: what is not needed any more goes, addresses that were not known come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.services.finding import WordIndex
from bot.services.places import Places
from bot.services.ports import Clock, GeocoderUnavailable, PhotoStore, UnitOfWork

ORPHAN_AFTER = timedelta(hours=6)
"""A photo is stored before the draft that has it; the time between must be far shorter than this."""

ADDRESS_WANTED_FOR = timedelta(days=7)
DRAFTS_KEPT_FOR = timedelta(days=30)
"""As the city pack's `privacy` says."""

NOTICES_KEPT_FOR = timedelta(days=90)

SWEPT_AT_ONCE = 500
REMOVED_AT_ONCE = 1000
ADDRESSES_AT_ONCE = 20


class Housekeeping:
    """Jobs of the scheduler; each opens its own units of work."""

    def __init__(
        self,
        *,
        begin: Callable[[], UnitOfWork],
        photos: PhotoStore,
        places: Places,
        index: WordIndex,
        locale: str,
        clock: Clock,
    ) -> None:
        self._begin = begin
        self._photos = photos
        self._places = places
        self._index = index
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

    async def forget_drafts(self) -> int:
        """Remove drafts that nobody has touched for as long as residents are told they are kept."""
        async with self._begin() as uow:
            removed = await uow.drafts.remove_untouched(self._clock() - DRAFTS_KEPT_FOR)
            await uow.commit()
        return removed

    async def forget_notices(self) -> int:
        """Remove notices that are over and that nobody will ask about any more."""
        removed, before = 0, self._clock() - NOTICES_KEPT_FOR
        while True:
            async with self._begin() as uow:
                batch = await uow.notices.remove_old(before, REMOVED_AT_ONCE)
                await uow.commit()
            removed += batch
            if batch < REMOVED_AT_ONCE:
                return removed

    async def forget_invitations(self) -> int:
        """Remove invitations that were not used in time."""
        async with self._begin() as uow:
            removed = await uow.operators.remove_invitations(self._clock())
            await uow.commit()
        return removed

    async def fill_addresses(self) -> int:
        """Ask again for the addresses of reports filed while no geocoder answered; the number found."""
        found, uow = 0, self._begin()
        async with uow:
            waiting = await uow.reports.without_address(
                since=self._clock() - ADDRESS_WANTED_FOR, limit=ADDRESSES_AT_ONCE
            )
        for report in waiting:
            try:
                place = await self._places.described(report.place, self._locale)
            except GeocoderUnavailable:
                break  # still silent: the rest waits for the next time
            if place.address is None:
                continue  # a park, a wasteland: there is none
            async with uow:
                await uow.reports.set_place(report.number, place)
                await uow.reports.add_words(report.number, self._index.of(replace(report, place=place)))
                await uow.commit()
            found += 1
        return found
