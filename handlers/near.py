"""«📍 Рядом»: open reports around a place, nearest first, to read and to join."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject, StateFilter, or_f
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import keyboards, near_screens
from bot.callbacks import Go, OpenNear
from bot.cards import place_link
from bot.domain.city import City
from bot.domain.evidence import Evidence, Spot
from bot.domain.places import Place, PlaceSource, Point
from bot.near_callbacks import ActOnNear, NearAct, ReportHere, ShowNear
from bot.near_screens import NearScreens
from bot.photos.source import BotPhotos
from bot.readers import looks_like_address, read
from bot.services.drafting import Drafting
from bot.services.joining import Joining
from bot.services.nearby import Nearby
from bot.services.places import AddressNotFound
from bot.services.ports import Clock
from bot.talk import Talk
from bot.texts import Translator
from handlers.draft_card import DraftCard, pressed_card
from handlers.filters import Label
from handlers.public_card import PublicCard
from handlers.states import Typing

ASKED_FOR = timedelta(minutes=30)
"""A place sent later than this after `/near` is about something else."""
SHORT_NAME = 3
"""Words that may name a place without a house, «Чистые пруды»; more of them are a sentence."""


def create_router(translator: Translator) -> Router:
    router = Router(name="near")

    def act(which: NearAct) -> CallbackQueryFilter:
        return ActOnNear.filter(F.act == which)

    router.message.register(ask, or_f(Command("near"), Label(translator, "menu-near")))
    router.callback_query.register(ask_by_press, Go.filter_to("near"))
    router.message.register(leave, Label(translator, "near-button-cancel"))
    router.message.register(look, StateFilter(Typing.near), F.text | F.location | F.venue)
    router.callback_query.register(turn_page, ShowNear.filter())
    router.callback_query.register(report_here, ReportHere.filter())
    router.callback_query.register(open_, OpenNear.filter())
    router.callback_query.register(join, act(NearAct.JOIN))
    router.callback_query.register(unsubscribe, act(NearAct.LEAVE))
    router.callback_query.register(show_photos, act(NearAct.PHOTOS))
    router.callback_query.register(show_answer_photos, act(NearAct.ANSWER_PHOTOS))
    router.callback_query.register(show_map, act(NearAct.MAP))
    return router


async def ask(
    _message: Message,
    talk: Talk,
    state: FSMContext,
    nearby: Nearby,
    near: NearScreens,
    city: City,
    clock: Clock,
    command: CommandObject | None = None,
) -> None:
    """Where to look; `/near` and an address looks there at once."""
    if command is not None and command.args:
        evidence = Evidence(message_id=0, words=command.args)
        await _show_first(await nearby.places(evidence, talk.person), talk, nearby, near, city, clock)
        return
    await _ask(talk, state, nearby, clock)


async def ask_by_press(_query: CallbackQuery, talk: Talk, state: FSMContext, nearby: Nearby, clock: Clock) -> None:
    await _ask(talk, state, nearby, clock)


async def _ask(talk: Talk, state: FSMContext, nearby: Nearby, clock: Clock) -> None:
    await state.set_data({"since": clock().isoformat()})
    await state.set_state(Typing.near)
    await talk.say.show(near_screens.ask(talk.t, await nearby.recent_places(talk.person, talk.uow)))


async def leave(_message: Message, talk: Talk, state: FSMContext) -> None:
    await state.clear()
    await talk.say("near-left", keyboard=keyboards.menu(talk.t))


async def look(
    message: Message, talk: Talk, state: FSMContext, nearby: Nearby, near: NearScreens, city: City, clock: Clock
) -> None:
    """A location, a map link or an address is looked around, not reported; a sentence is a report all the same."""
    if clock() - datetime.fromisoformat((await state.get_data())["since"]) > ASKED_FOR:
        await state.clear()
        raise SkipHandler  # by now it is about something else
    found = read(message)
    recent = await nearby.recent_places(talk.person, talk.uow)
    known = [place for place in recent if message.text == near_screens.recent_label(talk.t, place)]
    is_place = found.spot or found.map_link or looks_like_address(found.words)
    if not known and not is_place and len(found.words.split()) > SHORT_NAME:
        await state.clear()
        raise SkipHandler
    if found.unreadable:
        await talk.say("near-unreadable")
        return
    try:
        places = known or await nearby.places(found, talk.person)
    except AddressNotFound:
        if is_place:
            raise
        await state.clear()
        raise SkipHandler from None
    await state.clear()
    await _show_first(places, talk, nearby, near, city, clock)


async def _show_first(
    places: Sequence[Place], talk: Talk, nearby: Nearby, near: NearScreens, city: City, clock: Clock
) -> None:
    """What is around the place that was found; of several, the question which."""
    if len(places) > 1:
        await talk.say("near-several", keyboard=keyboards.menu(talk.t))
        await talk.say.show(near_screens.candidates(talk.t, places))
        return
    await talk.say("place-taken", place=place_link(talk.t, city, places[0]), keyboard=keyboards.menu(talk.t))
    page = await nearby.around(places[0].point, 0, talk.uow)
    await talk.say.show(near.page(talk.t, page, clock()))


async def turn_page(
    query: CallbackQuery, callback_data: ShowNear, talk: Talk, nearby: Nearby, near: NearScreens, clock: Clock
) -> None:
    page = await nearby.around(_point(callback_data), callback_data.page, talk.uow)
    await talk.say.show(near.page(talk.t, page, clock()), instead_of=pressed_card(query), in_place=True)


async def report_here(
    _query: CallbackQuery,
    callback_data: ReportHere,
    bot: Bot,
    talk: Talk,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """A new report at the place that was looked at; one that was begun steps aside."""
    left = (await drafting.start_anew(talk.person, talk.uow)).left
    spot = Spot(point=_point(callback_data), source=PlaceSource.LOCATION)
    outcome = await drafting.add(talk.person, Evidence(message_id=0, spot=spot), BotPhotos(bot), talk.uow)
    await draft_card.show(replace(outcome, left=left), talk.say, talk.uow)


async def open_(query: CallbackQuery, callback_data: OpenNear, talk: Talk, public_card: PublicCard) -> None:
    """In place of the list it was chosen from; news stay, and it stands below them."""
    pressed = None if callback_data.lat is None else pressed_card(query)
    await public_card.show(callback_data, talk, pressed=pressed)


async def join(
    query: CallbackQuery, callback_data: ActOnNear, talk: Talk, joining: Joining, public_card: PublicCard
) -> None:
    await joining.join(talk.person, callback_data.number, talk.uow)
    await public_card.show(callback_data, talk, pressed=pressed_card(query))


async def unsubscribe(
    query: CallbackQuery, callback_data: ActOnNear, talk: Talk, joining: Joining, public_card: PublicCard
) -> None:
    await joining.leave(talk.person, callback_data.number, talk.uow)
    await public_card.show(callback_data, talk, pressed=pressed_card(query))


async def show_photos(_query: CallbackQuery, callback_data: ActOnNear, talk: Talk, nearby: Nearby) -> None:
    shown = await nearby.public(talk.person, callback_data.number, talk.uow)
    if shown.report.photos:
        await talk.say.album(shown.report.photos)


async def show_answer_photos(_query: CallbackQuery, callback_data: ActOnNear, talk: Talk, nearby: Nearby) -> None:
    shown = await nearby.public(talk.person, callback_data.number, talk.uow)
    if shown.answer and shown.answer.photos:
        await talk.say.album(shown.answer.photos)


async def show_map(_query: CallbackQuery, callback_data: ActOnNear, talk: Talk, nearby: Nearby) -> None:
    shown = await nearby.public(talk.person, callback_data.number, talk.uow)
    title = talk.t.label("mine-map-title", number=str(shown.report.number))
    await talk.say.point(shown.report.place, title)


def _point(button: ShowNear) -> Point:
    return Point(button.lat / 100_000, button.lon / 100_000)
