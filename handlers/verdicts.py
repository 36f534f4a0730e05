"""«👍 Подтверждаю» and «👎 Не выполнено»: the author's word on an answer, from its push or the report's card."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.callbacks import GiveVerdict, ReportAct, ShowMine
from bot.cards import paragraphs
from bot.domain.city import City
from bot.domain.drafts import Card, CardKind
from bot.domain.evidence import PhotoFile
from bot.domain.reports import EventKind
from bot.photos.source import BotPhotos
from bot.readers import clean, read
from bot.say import Screen
from bot.services.album_photos import AlbumPhotos
from bot.services.ports import Clock
from bot.services.verdicts import NoVerdict, Refutation, Verdicts
from bot.talk import Talk
from handlers.draft_card import pressed_card
from handlers.own_card import OwnCard
from handlers.states import Typing

REFUTING = timedelta(minutes=30)
"""Words and photos sent later than this after «👎 Не выполнено» are about something else."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The message with the verdict's buttons, as it is kept until the verdict is there.

    Attributes:
        html: Its words.
        is_card: It is the report's card from «Мои сообщения», which is drawn anew; a push gets a line of trace.
    """

    message_id: int
    kind: str
    html: str
    is_card: bool


def create_router() -> Router:
    router = Router(name="verdicts")

    def act(which: ReportAct) -> CallbackQueryFilter:
        return GiveVerdict.filter(F.act == which)

    router.callback_query.register(confirm, act(ReportAct.CONFIRM))
    router.callback_query.register(ask_refutation, act(ReportAct.REFUTE))
    router.message.register(refute, StateFilter(Typing.refutation), F.text | F.photo | F.document)
    router.message.register(join_album, StateFilter(Typing.refutation_album), F.photo | F.document)
    return router


async def confirm(
    query: CallbackQuery, callback_data: GiveVerdict, talk: Talk, verdicts: Verdicts, own_card: OwnCard
) -> None:
    number, pressed = callback_data.number, _pressed(query)
    try:
        await verdicts.confirm(talk.person, number, callback_data.answer, talk.uow)
    except NoVerdict as error:
        await _say_no(error, number, pressed, talk, own_card)
        return
    await _use_up(pressed, talk.t("verdicts-trace-confirmed"), number, talk, own_card)
    await talk.say("verdicts-thanks", keyboard=keyboards.open_report(talk.t, number), number=str(number))


async def ask_refutation(
    query: CallbackQuery,
    callback_data: GiveVerdict,
    talk: Talk,
    state: FSMContext,
    verdicts: Verdicts,
    own_card: OwnCard,
    clock: Clock,
) -> None:
    number, answer, pressed = callback_data.number, callback_data.answer, _pressed(query)
    try:
        await verdicts.refutable(talk.person, number, answer, talk.uow)
    except NoVerdict as error:
        await _say_no(error, number, pressed, talk, own_card)
        return
    back = keyboards.back_to_report(talk.t, number)
    asked = await talk.say("verdicts-refute-ask", keyboard=back, number=str(number))
    await state.set_data(
        {
            "number": number,
            "answer": answer,
            "since": clock().isoformat(),
            "photos": [],
            "pressed": pressed and asdict(pressed),
            "asked": asked.message_id,
        }
    )
    await state.set_state(Typing.refutation)


async def refute(
    message: Message,
    bot: Bot,
    talk: Talk,
    state: FSMContext,
    city: City,
    clock: Clock,
    verdicts: Verdicts,
    own_card: OwnCard,
) -> None:
    """Words make the refutation; photos without words wait for them."""
    data, found = await state.get_data(), read(message)
    is_place = (found.spot or found.map_link) and not found.words
    if clock() - datetime.fromisoformat(data["since"]) > REFUTING or is_place:
        await state.clear()
        raise SkipHandler  # it is about something else
    if not found.words:
        await _keep_photo(found.photo, found.album_id, talk, state, city)
        return
    files = [PhotoFile(file_id=one[0], size=one[1], as_photo=one[2]) for one in data["photos"]]
    if found.photo is not None:
        files.append(found.photo)
    words, number = clean(message.text or message.caption or ""), data["number"]
    pressed = Pressed(**data["pressed"]) if data["pressed"] else None
    try:
        made = await verdicts.refute(talk.person, number, data["answer"], words, files, BotPhotos(bot), talk.uow)
    except NoVerdict as error:
        await state.clear()
        await _say_no(error, number, pressed, talk, own_card)
        return
    await state.clear()
    if found.album_id is not None:
        await state.set_data({"album_id": found.album_id, "number": number, "seq": made.seq})
        await state.set_state(Typing.refutation_album)
    await talk.say.retire(Card(data["asked"], CardKind.TEXT))
    await _use_up(pressed, talk.t("verdicts-trace-refuted"), number, talk, own_card)
    for remark in made.remarks:
        await talk.say.remark(remark)
    await talk.say.html(_what_next(made, talk, city), keyboards.open_report(talk.t, number))


async def _keep_photo(
    photo: PhotoFile | None, album_id: str | None, talk: Talk, state: FSMContext, city: City
) -> None:
    """Hold a photo until the words come; the parts of an album are counted in one message."""
    data = await state.get_data()
    back = keyboards.back_to_report(talk.t, data["number"])
    if photo is None:
        await talk.say("verdicts-words-needed", keyboard=back)
        return
    photos = [*data["photos"], [photo.file_id, photo.size, photo.as_photo]][: city.limits.photos]
    continues = album_id is not None and data.get("album_id") == album_id
    shown = await talk.say.show(
        Screen(text=talk.t("verdicts-photo-kept", count=len(photos)), keyboard=back),
        instead_of=Card(data["asked"], CardKind.TEXT),
        in_place=continues,
    )
    await state.update_data(photos=photos, album_id=album_id, asked=shown.message_id)


async def join_album(message: Message, bot: Bot, talk: Talk, state: FSMContext, album_photos: AlbumPhotos) -> None:
    """The rest of the album whose first photo brought the words."""
    data, photo = await state.get_data(), read(message).photo
    if message.media_group_id != data["album_id"]:
        await state.clear()
        raise SkipHandler
    if photo is not None:
        await album_photos.add(talk.person, data["number"], data["seq"], photo, BotPhotos(bot), talk.uow)


def _what_next(made: Refutation, talk: Talk, city: City) -> str:
    """What comes of this refutation, said honestly."""
    number = str(made.report.number)
    match made.kind:
        case EventKind.REFUTED:
            return talk.t("verdicts-refuted", number=number)
        case EventKind.REFUTED_IN_VAIN:
            return talk.t("verdicts-refuted-in-vain", number=number)
    body = city.control_body(city.catalogue.topics.get(made.report.topic_id))
    if body is None:
        return talk.t("verdicts-refuted-again-unnamed", number=number)
    return talk.t("verdicts-refuted-again", number=number, body=body.title[talk.t.locale])


def _pressed(query: CallbackQuery) -> Pressed | None:
    card = pressed_card(query)
    if card is None or not isinstance(query.message, Message):
        return None
    markup = query.message.reply_markup
    buttons = [button for row in (markup.inline_keyboard if markup else ()) for button in row]
    is_card = any((one.callback_data or "").startswith(f"{ShowMine.__prefix__}:") for one in buttons)
    return Pressed(card.message_id, card.kind.value, query.message.html_text, is_card)


async def _use_up(pressed: Pressed | None, trace: str, number: int, talk: Talk, own_card: OwnCard) -> None:
    """Nothing is left to press where the verdict was given, but what was chosen can be read there."""
    if pressed is None:
        return
    card = Card(pressed.message_id, CardKind(pressed.kind))
    if pressed.is_card:
        await own_card.show(number, talk, pressed=card)
    else:
        await talk.say.use_up(card, paragraphs(pressed.html, trace))


async def _say_no(error: NoVerdict, number: int, pressed: Pressed | None, talk: Talk, own_card: OwnCard) -> None:
    """Why there is no verdict to give here; the button that led nowhere goes."""
    await _use_up(pressed, "", number, talk, own_card)
    said = talk.t(error.remark.message_id, **error.remark.arguments)
    await talk.say.html(said, keyboards.open_report(talk.t, number))
