"""Following a part of the city: what a resident does with their places, and what happened in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.areas import AROUND_M, HOUSE_M, MOST_AREAS, Area, AreaNews, NewArea
from bot.domain.evidence import Spot
from bot.domain.notices import Switch
from bot.domain.places import Place, PlaceSource
from bot.domain.residents import Resident
from bot.errors import BotError
from bot.services.places import Places
from bot.services.ports import Clock, GeocoderUnavailable, UnitOfWork

LATELY = timedelta(days=7)
SHOWN = 8
"""Of what happened lately, on the screen of an area."""
LOOKED_AT = 1000
"""News of an area and its surroundings in a week; the middle of the city has some hundred."""


class AreaGone(BotError):
    """The button of an area that was dropped, or never was the resident's."""

    message_id = "areas-gone"


class TooManyAreas(BotError):
    message_id = "areas-too-many"


@dataclass(frozen=True, slots=True)
class Followed:
    """An area with what happened there within `LATELY`, the latest first."""

    area: Area
    news: Sequence[AreaNews]


class Areas:
    """The resident's own places; each call says how it shall be, so a press that comes twice changes nothing."""

    def __init__(self, *, places: Places, clock: Clock) -> None:
        self._places = places
        self._clock = clock

    async def all(self, person: Resident, uow: UnitOfWork) -> Sequence[Area]:
        """The person's, in the order they were added; addresses that were not known are asked for again."""
        async with uow.reading():
            areas = await uow.areas.of_resident(person.id)
        return [await self._addressed(area, person, uow) for area in areas]

    async def followed(self, person: Resident, area_id: int, uow: UnitOfWork) -> Followed:
        """
        Raises:
            AreaGone: There is none, or not this person's.
        """
        async with uow.reading():
            area = await _own(person, area_id, uow)
            news = await uow.areas.news(area, since=self._clock() - LATELY, limit=LOOKED_AT)
        return Followed(area, news)

    async def place(self, spot: Spot, person: Resident) -> Place:
        """The place that a message brought.

        Raises:
            OutsideCity: Nothing of this city is there.
        """
        return await self._places.at(spot, person.locale)

    async def behind(self, map_link: str, person: Resident) -> Place:
        """The place of a short map link.

        Raises:
            LinkUnreadable, OutsideCity: Why not.
        """
        return await self.place(await self._places.behind(map_link), person)

    async def find(self, address: str, person: Resident) -> Sequence[Place]:
        """Places for a typed address, at least one.

        Raises:
            AddressNotFound, AddressesUnavailable: What to do instead is in their texts.
        """
        return await self._places.find(address, person.locale)

    async def check_room(self, person: Resident, uow: UnitOfWork) -> None:
        """
        Raises:
            TooManyAreas: The person follows as many as one may.
        """
        async with uow.reading():
            _check_room(await uow.areas.of_resident(person.id))

    async def follow(
        self, person: Resident, spot: Spot, *, house: bool, at_once: bool, uow: UnitOfWork
    ) -> tuple[Area, Resident]:
        """Follow a place from now on; one that is followed already is told of as often as is said now.

        Who asks for news wants news: the switch is turned on with it.

        Raises:
            OutsideCity, TooManyAreas: Why not.
        """
        place = await self.place(spot, person)
        new = NewArea(
            resident_id=person.id,
            point=place.point,
            address=place.address,
            radius_m=HOUSE_M if house else AROUND_M,
            at_once=at_once,
            created_at=self._clock(),
        )
        async with uow:
            areas = await uow.areas.of_resident(person.id)
            known = next((area for area in areas if area.is_same_as(new)), None)
            if known is None:
                _check_room(areas)
                area = await uow.areas.add(new)
            else:
                await uow.areas.set_at_once(person.id, known.id, at_once)
                area = replace(known, at_once=at_once)
            person = await _listening(person, uow)
            await uow.commit()
        return area, person

    async def set_at_once(self, person: Resident, area_id: int, at_once: bool, uow: UnitOfWork) -> Resident:
        """
        Raises:
            AreaGone: There is none, or not this person's.
        """
        async with uow:
            await _own(person, area_id, uow)
            await uow.areas.set_at_once(person.id, area_id, at_once)
            person = await _listening(person, uow)
            await uow.commit()
        return person

    async def drop(self, person: Resident, area_id: int, uow: UnitOfWork) -> Area:
        """Follow it no more; what it was, so that it can be followed again.

        Raises:
            AreaGone: It was dropped before, or is not this person's.
        """
        async with uow:
            area = await _own(person, area_id, uow)
            await uow.areas.remove(person.id, area_id)
            await uow.commit()
        return area

    async def _addressed(self, area: Area, person: Resident, uow: UnitOfWork) -> Area:
        """With the address that no geocoder gave when it was added."""
        if area.address is not None:
            return area
        place = Place(lat=area.point.lat, lon=area.point.lon, source=PlaceSource.LOCATION)
        try:
            address = (await self._places.described(place, person.locale)).address
        except GeocoderUnavailable:
            return area
        if address is None:
            return area
        async with uow:
            await uow.areas.set_address(person.id, area.id, address)
            await uow.commit()
        return replace(area, address=address)


async def _own(person: Resident, area_id: int, uow: UnitOfWork) -> Area:
    area = await uow.areas.get(person.id, area_id)
    if area is None:
        raise AreaGone
    return area


def _check_room(areas: Sequence[Area]) -> None:
    if len(areas) >= MOST_AREAS:
        raise TooManyAreas(limit=MOST_AREAS)


async def _listening(person: Resident, uow: UnitOfWork) -> Resident:
    """The person with the news of their places switched on."""
    if person.wants(Switch.AREAS):
        return person
    listening = replace(person, switched_off=person.switched_off - {Switch.AREAS})
    await uow.residents.update(listening)
    return listening
