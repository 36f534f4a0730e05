"""What is shown of a place in doubt: a photo taken far from where the resident says the problem is."""

from bot import keyboards
from bot.cards import map_url, place_link
from bot.domain.city import City
from bot.domain.drafts import Draft, Slot, is_far_from_photo
from bot.domain.places import distance_m
from bot.say import Screen
from bot.services.ports import UnitOfWork
from bot.texts import Texts


class FarPhoto:
    """The pause that asks which of the two it is."""

    def __init__(self, city: City) -> None:
        self._city = city

    async def screen(self, t: Texts, draft: Draft, _slot: Slot | None, _uow: UnitOfWork) -> Screen | None:
        """The question, while it is open."""
        if draft.place is None or draft.photo_spot is None or not is_far_from_photo(draft):
            return None
        metres = distance_m(draft.place.point, draft.photo_spot)
        spot, place = map_url(self._city, draft.photo_spot), place_link(t, self._city, draft.place)
        if metres < 1000:
            text = t("place-photo-far-metres", spot=spot, place=place, metres=round(metres, -1))
        else:
            text = t("place-photo-far-km", spot=spot, place=place, km=round(metres / 1000, 1))
        photo = draft.photos[0] if draft.photos else None
        return Screen(text=text, keyboard=keyboards.far_photo(t, draft), photo=photo)
