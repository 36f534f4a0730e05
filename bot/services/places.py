"""Where it is: points and addresses made into places of the city; a silent geocoder stops nobody."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.city import City
from bot.domain.evidence import Spot
from bot.domain.places import Place, PlaceSource
from bot.errors import BotError
from bot.services.ports import Geocoder, GeocoderUnavailable, LinkResolver
from bot.understanding.same_house import house_of, is_of_house, is_same_street, is_whole_street

LONGEST_ADDRESS = 120
"""Characters of an address that is worth asking for; a longer text is a story."""


class OutsideCity(BotError):
    """The point belongs to somebody else; the text says to whom."""

    message_id = "error-place-outside"


class AddressNotFound(BotError):
    message_id = "error-address-not-found"


class AddressesUnavailable(BotError):
    """No geocoder answers; a location on the map still works."""

    message_id = "error-address-unavailable"


class LinkUnreadable(BotError):
    message_id = "error-map-link"


class Places:
    """Points and addresses inside one city."""

    def __init__(self, *, city: City, geocoder: Geocoder, links: LinkResolver) -> None:
        self._city = city
        self._geocoder = geocoder
        self._links = links

    async def at(self, spot: Spot, locale: str) -> Place:
        """The place at a point, with an address if a geocoder answers in time.

        Raises:
            OutsideCity: Nothing of this city is there.
        """
        if not self._city.contains(spot.point):
            raise OutsideCity(elsewhere=self._city.elsewhere[locale])
        place = Place(lat=spot.point.lat, lon=spot.point.lon, source=spot.source, address=spot.address)
        try:
            return await self.described(place, locale)
        except GeocoderUnavailable:
            return place

    async def described(self, place: Place, locale: str) -> Place:
        """The place with address and district, as far as there are any.

        Raises:
            GeocoderUnavailable: No answer in time.
        """
        known = await self._geocoder.describe(place.point, locale)
        if known is None:
            return place
        return replace(place, address=place.address or known.address, district=known.district)

    async def behind(self, map_link: str) -> Spot:
        """The point of a short map link.

        Raises:
            LinkUnreadable: Its host did not say.
        """
        point = await self._links.resolve(map_link)
        if point is None:
            raise LinkUnreadable
        return Spot(point=point, source=PlaceSource.LINK)

    async def find(self, address: str, locale: str) -> Sequence[Place]:
        """Places for a typed address, at least one.

        Raises:
            AddressNotFound, AddressesUnavailable: What to do instead is in their texts.
        """
        if len(address) > LONGEST_ADDRESS:
            raise AddressNotFound(address=f"{address[: LONGEST_ADDRESS // 2]}…")
        try:
            found = await self._geocoder.find(address, locale)
        except GeocoderUnavailable:
            raise AddressesUnavailable from None
        if not found:
            raise AddressNotFound(address=address)
        return found

    async def mentioned(self, address: str, locale: str) -> Sequence[Place]:
        """Places that an address among other words may mean: that house, its buildings if it has several.

        None when nobody knows it or answers: the resident has not asked for anything. Takes no longer than the
        geocoder does.

        Args:
            address: "Тверская, 7", as `bot.understanding.mentions` gives it.
        """
        house = house_of(address)
        if not house or len(address) > LONGEST_ADDRESS:
            return ()
        try:
            found = await self._geocoder.find(address, locale)
        except GeocoderUnavailable:
            return ()
        houses = [
            replace(place, source=PlaceSource.WORDS)
            for place in found
            if place.address
            and is_same_street(address, place.address)
            and is_of_house(house, house_of(place.address))
            and self._city.contains(place.point)
        ]
        exactly = [place for place in houses if house_of(place.address or "") == house] or houses
        return [place for place in exactly if is_whole_street(address, place.address or "")] or exactly
