"""«🔔 Мои места»: parts of the city that a resident follows, a point and what is around it, or one's house."""

from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import area_screens, keyboards
from bot.area_callbacks import DropArea, FollowArea, KeepArea, ReachArea, SetArea, ShowArea
from bot.callbacks import Go
from bot.cards import place_link
from bot.domain.city import City
from bot.domain.evidence import Spot
from bot.domain.places import PlaceSource, Point
from bot.readers import read
from bot.say import Screen
from bot.services.areas import Areas
from bot.services.ports import Clock
from bot.talk import Talk
from bot.texts import Translator
from handlers.draft_card import pressed_card
from handlers.filters import Label
from handlers.states import Typing

ASKED_FOR = timedelta(minutes=30)
"""A place sent later than this after «➕ Добавить место» is about something else."""
ADDRESSES = "areas"
"""In the dialogue's data: what the places that were found are called, by their points."""


def create_router(translator: Translator) -> Router:
    router = Router(name="areas")
    router.callback_query.register(show, Go.filter_to("areas"))
    router.callback_query.register(show_here, Go.filter_to("areas_here"))
    router.callback_query.register(ask_place, Go.filter_to("area"))
    router.callback_query.register(ask_reach, FollowArea.filter())
    router.callback_query.register(ask_often, ReachArea.filter())
    router.callback_query.register(keep, KeepArea.filter())
    router.callback_query.register(open_, ShowArea.filter())
    router.callback_query.register(set_often, SetArea.filter())
    router.callback_query.register(drop, DropArea.filter())
    router.message.register(leave, Label(translator, "areas-button-cancel"))
    router.message.register(cannot_share, Label(translator, "areas-button-share"))
    router.message.register(take_place, StateFilter(Typing.area), F.text | F.location | F.venue)
    return router


async def show(_query: CallbackQuery, talk: Talk, areas: Areas) -> None:
    """From news, which stay as they are."""
    await talk.say.show(area_screens.areas_list(talk.t, talk.person, await areas.all(talk.person, talk.uow)))


async def show_here(query: CallbackQuery, talk: Talk, areas: Areas) -> None:
    listed = area_screens.areas_list(talk.t, talk.person, await areas.all(talk.person, talk.uow))
    await _show(listed, query, talk)


async def ask_place(query: CallbackQuery, talk: Talk, state: FSMContext, areas: Areas, clock: Clock) -> None:
    await areas.check_room(talk.person, talk.uow)
    await state.set_data({"since": clock().isoformat()})
    await state.set_state(Typing.area)
    await talk.say.show(area_screens.ask_place(talk.t), instead_of=pressed_card(query))


async def leave(_message: Message, talk: Talk, state: FSMContext, areas: Areas) -> None:
    await state.clear()
    await talk.say("areas-left", keyboard=keyboards.menu(talk.t))
    await talk.say.show(area_screens.areas_list(talk.t, talk.person, await areas.all(talk.person, talk.uow)))


async def cannot_share(_message: Message, talk: Talk) -> None:
    """The button's words instead of a location: some applications cannot send one."""
    await talk.say("place-cannot-share")


async def take_place(
    message: Message, talk: Talk, state: FSMContext, areas: Areas, city: City, clock: Clock
) -> None:
    """A location, a map link or an address, for the area and not for a report."""
    if clock() - datetime.fromisoformat((await state.get_data())["since"]) > ASKED_FOR:
        await state.clear()
        raise SkipHandler  # by now it is about something else
    found = read(message)
    if found.spot is not None:
        places = [await areas.place(found.spot, talk.person)]
    elif found.map_link is not None:
        places = [await areas.behind(found.map_link, talk.person)]
    elif found.words:
        places = list(await areas.find(found.words, talk.person))
    else:
        await talk.say("areas-unreadable")
        return
    await state.set_state(None)
    await state.set_data({ADDRESSES: {_point_key(place.point): place.address for place in places}})
    if len(places) > 1:
        await talk.say("areas-candidates-found", keyboard=keyboards.menu(talk.t))
        await talk.say.show(area_screens.candidates(talk.t, places))
        return
    await talk.say("place-taken", place=place_link(talk.t, city, places[0]), keyboard=keyboards.menu(talk.t))
    await talk.say.show(area_screens.ask_reach(talk.t, places[0]))


async def ask_reach(
    query: CallbackQuery, callback_data: FollowArea, talk: Talk, state: FSMContext, areas: Areas
) -> None:
    await areas.check_room(talk.person, talk.uow)
    place = await areas.place(await _spot(callback_data, state), talk.person)
    await _show(area_screens.ask_reach(talk.t, place), query, talk, here=callback_data.here)


async def ask_often(
    query: CallbackQuery, callback_data: ReachArea, talk: Talk, state: FSMContext, areas: Areas
) -> None:
    place = await areas.place(await _spot(callback_data, state), talk.person)
    await _show(area_screens.ask_often(talk.t, place, house=callback_data.house), query, talk)


async def keep(query: CallbackQuery, callback_data: KeepArea, talk: Talk, state: FSMContext, areas: Areas) -> None:
    area, talk.person = await areas.follow(
        talk.person,
        await _spot(callback_data, state),
        house=callback_data.house,
        at_once=callback_data.at_once,
        uow=talk.uow,
    )
    await _show(area_screens.kept(talk.t, area), query, talk)


async def open_(query: CallbackQuery, callback_data: ShowArea, talk: Talk, areas: Areas, city: City) -> None:
    await _show_one(query, callback_data.area, talk, areas, city, here=callback_data.here)


async def set_often(query: CallbackQuery, callback_data: SetArea, talk: Talk, areas: Areas, city: City) -> None:
    talk.person = await areas.set_at_once(talk.person, callback_data.area, callback_data.at_once, talk.uow)
    await _show_one(query, callback_data.area, talk, areas, city, here=callback_data.here)


async def drop(query: CallbackQuery, callback_data: DropArea, talk: Talk, areas: Areas) -> None:
    area = await areas.drop(talk.person, callback_data.area, talk.uow)
    await _show(area_screens.dropped(talk.t, area), query, talk, here=callback_data.here)


async def _show_one(
    query: CallbackQuery, area_id: int, talk: Talk, areas: Areas, city: City, *, here: bool
) -> None:
    followed = await areas.followed(talk.person, area_id, talk.uow)
    await _show(area_screens.one_area(talk.t, city.catalogue, followed), query, talk, here=here)


async def _show(screen: Screen, query: CallbackQuery, talk: Talk, *, here: bool = True) -> None:
    """In the place of the pressed card, or below it: news stay as they are."""
    await talk.say.show(screen, instead_of=pressed_card(query) if here else None, in_place=here)


async def _spot(button: FollowArea | ReachArea | KeepArea, state: FSMContext) -> Spot:
    """The point of a button, with the address that it was found by while that is remembered.

    A geocoder asked for the point may name the house next door.
    """
    point = Point(button.lat / 100_000, button.lon / 100_000)
    known = (await state.get_data()).get(ADDRESSES, {})
    return Spot(point=point, source=PlaceSource.LOCATION, address=known.get(_point_key(point)))


def _point_key(point: Point) -> str:
    lat, lon = area_screens.in_callback(point)
    return f"{lat}:{lon}"
