"""`/answer` and `/promise`, as a text or as the caption of a photo or of an album."""

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.desk.answer_words import WrittenAnswer, read_answer, read_promise
from bot.domain.city import City
from bot.domain.drafts import Card, CardKind
from bot.domain.reports import Report
from bot.errors import WrongUsage
from bot.photos.source import BotPhotos
from bot.readers import clean, read
from bot.say import Screen
from bot.services.album_photos import AlbumPhotos
from bot.services.answering import Answer, Answering
from bot.services.ports import Clock
from bot.talk import Talk
from handlers.desk.commands import numbered
from handlers.desk.desk_card import DeskCard
from handlers.states import AtDesk


def create_router() -> Router:
    router = Router(name="answer_commands")
    router.message.register(answer, Command("answer"))
    router.message.register(promise, Command("promise"))
    router.message.register(join_album, StateFilter(AtDesk.answer_album), F.photo | F.document)
    return router


async def answer(
    message: Message,
    command: CommandObject,
    bot: Bot,
    talk: Talk,
    state: FSMContext,
    answering: Answering,
    desk_card: DeskCard,
) -> None:
    """`/answer N [#kind] words`, with photos: the command is the caption then."""
    asked = await numbered(command, message, talk, "usage-answer")
    written = read_answer(clean(asked.rest))
    if written is None:
        raise WrongUsage("usage-answer")
    await _answer(message, asked.number, written, bot, talk, state, answering, desk_card)


async def promise(
    message: Message,
    command: CommandObject,
    bot: Bot,
    talk: Talk,
    state: FSMContext,
    city: City,
    clock: Clock,
    answering: Answering,
    desk_card: DeskCard,
) -> None:
    """`/promise N date words`: when it will be done or, with `#проверка`, looked at."""
    asked = await numbered(command, message, talk, "usage-promise")
    written = read_promise(clean(asked.rest), city.today(clock()))
    if written is None:
        raise WrongUsage("usage-promise")
    await _answer(message, asked.number, written, bot, talk, state, answering, desk_card)


async def _answer(
    message: Message,
    number: int,
    written: WrittenAnswer,
    bot: Bot,
    talk: Talk,
    state: FSMContext,
    answering: Answering,
    desk_card: DeskCard,
) -> None:
    photo, is_album = read(message).photo, message.media_group_id is not None
    said = Answer(kind=written.kind, words=written.words, until=written.until, photos=(photo,) if photo else ())

    async def answered() -> Report:
        source = BotPhotos(bot)
        report = await answering.answer(talk.person, number, said, source, talk.uow, more_photos=is_album)
        if is_album:
            await state.update_data(number=number, seq=report.pending or report.answer, count=1)
        return report

    await desk_card.after_command(answered(), number, talk)


async def join_album(message: Message, bot: Bot, talk: Talk, state: FSMContext, album_photos: AlbumPhotos) -> None:
    """One more part of the album that brought a command, counted in one message."""
    data, photo = await state.get_data(), read(message).photo
    if message.media_group_id != data["album_id"]:
        raise SkipHandler
    if photo is None or "seq" not in data:
        return  # no photo, or the command was refused: the sentence about it has been said
    if not await album_photos.add(talk.person, data["number"], data["seq"], photo, BotPhotos(bot), talk.uow):
        return
    count = data["count"] + 1
    counted = Card(data["counted"], CardKind.TEXT) if "counted" in data else None
    text = talk.t("answers-photos-joined", number=str(data["number"]), count=count)
    shown = await talk.say.show(Screen(text=text), instead_of=counted, in_place=counted is not None)
    await state.update_data(count=count, counted=shown.message_id)
