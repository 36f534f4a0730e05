"""`/broadcast`: whom for, the words, a last look, then how far it is; a press can stop it.

What is prepared stands in the dialogue's data without a state, so that a press does not end it; the message with
«✅ Разослать» stands for the broadcast, so that two presses make one.
"""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk.broadcast_job import BroadcastJob
from bot.desk.broadcasts import (
    BroadcastScreens,
    DropBroadcast,
    ForAudience,
    PickFound,
    SendBroadcast,
    StopBroadcast,
)
from bot.domain.broadcasts import Audience
from bot.errors import BroadcastUnknown, Refusal, WrongUsage
from bot.notices.screens import broadcast_screen
from bot.readers import clean
from bot.say import Screen, units
from bot.services.broadcasting import Broadcasting
from bot.services.ports import Clock
from bot.talk import Talk
from handlers.draft_card import pressed_card
from handlers.groups import is_said_to_bot
from handlers.states import OnAir

LONGEST_WORDS = 3500
"""UTF-16 units: with what stands around them they fit a message of any messenger."""

_STATES = {Audience.DISTRICT: OnAir.district, Audience.TOPIC: OnAir.topic}


def create_router() -> Router:
    router = Router(name="broadcast")
    router.message.register(begin, Command("broadcast"))
    router.callback_query.register(choose, ForAudience.filter())
    router.message.register(find_district, StateFilter(OnAir.district), is_said_to_bot, F.text)
    router.message.register(find_topic, StateFilter(OnAir.topic), is_said_to_bot, F.text)
    router.callback_query.register(pick, PickFound.filter())
    router.message.register(check, StateFilter(OnAir.words), is_said_to_bot, F.text)
    router.message.register(only_words, StateFilter(OnAir), is_said_to_bot)
    router.callback_query.register(send, SendBroadcast.filter())
    router.callback_query.register(drop, DropBroadcast.filter())
    router.callback_query.register(stop, StopBroadcast.filter())
    return router


async def begin(
    _message: Message,
    command: CommandObject,
    talk: Talk,
    state: FSMContext,
    broadcasting: Broadcasting,
    broadcast_screens: BroadcastScreens,
) -> None:
    """`/broadcast`, or at once `/broadcast all`, `/broadcast district …`, `/broadcast topic …`."""
    await broadcasting.check(talk.person, talk.uow)
    audience, _, of = (command.args or "").strip().partition(" ")
    of = clean(of)
    if not audience:
        await talk.say.show(broadcast_screens.audiences(talk.t))
    elif audience == Audience.ALL and not of:
        await ask_words(Audience.ALL, "", talk, state, broadcasting, broadcast_screens)
    elif audience == Audience.DISTRICT and of:
        await _find_district(of, talk, state, broadcasting, broadcast_screens)
    elif audience == Audience.TOPIC and of:
        await _find_topic(of, talk, state, broadcasting, broadcast_screens)
    else:
        raise WrongUsage("broadcast-usage")


async def choose(
    query: CallbackQuery,
    callback_data: ForAudience,
    talk: Talk,
    state: FSMContext,
    broadcasting: Broadcasting,
    broadcast_screens: BroadcastScreens,
) -> None:
    await broadcasting.check(talk.person, talk.uow)
    await _retire(query, talk)
    if callback_data.to is Audience.ALL:
        await ask_words(Audience.ALL, "", talk, state, broadcasting, broadcast_screens)
        return
    await state.set_state(_STATES[callback_data.to])
    ask = "broadcast-district-ask" if callback_data.to is Audience.DISTRICT else "broadcast-topic-ask"
    await talk.say(ask)


async def find_district(
    message: Message,
    talk: Talk,
    state: FSMContext,
    broadcasting: Broadcasting,
    broadcast_screens: BroadcastScreens,
) -> None:
    await _check(talk, state, broadcasting)
    await _find_district(clean(message.text or ""), talk, state, broadcasting, broadcast_screens)


async def _find_district(
    name: str, talk: Talk, state: FSMContext, broadcasting: Broadcasting, screens: BroadcastScreens
) -> None:
    found = await broadcasting.districts(talk.person, name, talk.uow)
    exact = [one for one in found if one.casefold() == name.casefold()]
    if not found:
        await state.set_state(OnAir.district)
        await talk.say("broadcast-district-unknown", name=name[:60])
    elif exact or len(found) == 1:
        await ask_words(Audience.DISTRICT, (exact or found)[0], talk, state, broadcasting, screens)
    else:
        await _offer(Audience.DISTRICT, list(found), talk, state, screens)


async def find_topic(
    message: Message,
    talk: Talk,
    state: FSMContext,
    broadcasting: Broadcasting,
    broadcast_screens: BroadcastScreens,
) -> None:
    await _check(talk, state, broadcasting)
    await _find_topic(clean(message.text or ""), talk, state, broadcasting, broadcast_screens)


async def _find_topic(
    words: str, talk: Talk, state: FSMContext, broadcasting: Broadcasting, screens: BroadcastScreens
) -> None:
    found = list(broadcasting.topics(words))
    if not found:
        await state.set_state(OnAir.topic)
        await talk.say("broadcast-topic-unknown", words=words[:60])
    elif found == [words]:
        await ask_words(Audience.TOPIC, words, talk, state, broadcasting, screens)
    else:
        await _offer(Audience.TOPIC, found, talk, state, screens)


async def _offer(
    audience: Audience, found: list[str], talk: Talk, state: FSMContext, screens: BroadcastScreens
) -> None:
    await _keep(state, {"audience": audience.value, "found": found})
    await talk.say.show(screens.found(talk.t, audience, found))


async def pick(
    query: CallbackQuery,
    callback_data: PickFound,
    talk: Talk,
    state: FSMContext,
    broadcasting: Broadcasting,
    broadcast_screens: BroadcastScreens,
) -> None:
    data = await state.get_data()
    found = data.get("found", [])
    if callback_data.position >= len(found):
        raise BroadcastUnknown
    await _retire(query, talk)
    of = found[callback_data.position]
    await ask_words(Audience(data["audience"]), of, talk, state, broadcasting, broadcast_screens)


async def ask_words(
    audience: Audience,
    of: str,
    talk: Talk,
    state: FSMContext,
    broadcasting: Broadcasting,
    screens: BroadcastScreens,
) -> None:
    """Whom it would reach, and what to tell them."""
    count = await broadcasting.count(talk.person, audience, of, talk.uow)
    to = screens.to(talk.t, audience, of)
    if not count:
        await state.clear()
        await talk.say("broadcast-nobody", to=to)
        return
    await state.set_data({"audience": audience.value, "of": of})
    await state.set_state(OnAir.words)
    await talk.say("broadcast-words-ask", to=to, count=count)


async def check(
    message: Message,
    talk: Talk,
    state: FSMContext,
    clock: Clock,
    broadcasting: Broadcasting,
    broadcast_screens: BroadcastScreens,
) -> None:
    """The news as residents will see it, and below it the question whether it shall go."""
    await _check(talk, state, broadcasting)
    words, data = clean(message.text or ""), await state.get_data()
    if units(words) > LONGEST_WORDS:
        await talk.say("broadcast-words-long", length=units(words), limit=LONGEST_WORDS)
        return
    if not words:
        await talk.say("broadcast-words-only")
        return
    audience, of = Audience(data["audience"]), data["of"]
    count = await broadcasting.count(talk.person, audience, of, talk.uow)
    push = broadcast_screen(talk.t, words)
    await talk.say.show(Screen(text=push.text, keyboard=push.keyboard))
    card = await talk.say.show(broadcast_screens.check(talk.t, audience, of, count, clock()))
    await _keep(state, {**data, "words": words, "message_id": card.message_id})


async def only_words(_message: Message, talk: Talk, state: FSMContext, broadcasting: Broadcasting) -> None:
    await _check(talk, state, broadcasting)
    await talk.say("broadcast-words-only")


async def send(
    query: CallbackQuery,
    talk: Talk,
    state: FSMContext,
    broadcasting: Broadcasting,
    broadcast_job: BroadcastJob,
) -> None:
    """Begin, once: a second press shows how far it is."""
    card, data = pressed_card(query), await state.get_data()
    if card is None:
        raise BroadcastUnknown
    where = talk.say.chat_id, card.message_id
    running = await broadcasting.shown_by(talk.person, *where, talk.uow)
    if running is None and data.get("message_id") != card.message_id:
        raise BroadcastUnknown  # another one was prepared since, or somebody else did
    if running is None:
        running = await broadcasting.confirm(
            talk.person,
            words=data["words"],
            audience=Audience(data["audience"]),
            of=data["of"],
            chat_id=talk.say.chat_id,
            message_id=card.message_id,
            uow=talk.uow,
        )
    await state.clear()
    await broadcast_job.show(running)


async def drop(query: CallbackQuery, talk: Talk, state: FSMContext) -> None:
    await state.clear()
    dropped = Screen(text=talk.t("broadcast-dropped"))
    await talk.say.show(dropped, instead_of=pressed_card(query), in_place=True)


async def stop(
    _query: CallbackQuery,
    callback_data: StopBroadcast,
    talk: Talk,
    broadcasting: Broadcasting,
    broadcast_job: BroadcastJob,
) -> None:
    running = await broadcasting.stop(talk.person, callback_data.broadcast, talk.uow)
    await broadcast_job.show(running)


async def _check(talk: Talk, state: FSMContext, broadcasting: Broadcasting) -> None:
    """Before a message is taken for a step: whoever may not write to everybody any more is a resident again."""
    try:
        await broadcasting.check(talk.person, talk.uow)
    except Refusal:
        await state.clear()
        raise


async def _keep(state: FSMContext, data: dict[str, Any]) -> None:
    """Data without a state: plain text means nothing special any more, and a press finds them."""
    await state.set_state(None)
    await state.set_data(data)


async def _retire(query: CallbackQuery, talk: Talk) -> None:
    if card := pressed_card(query):
        await talk.say.retire(card)
