"""Answering by buttons: kind, date, words or a template, photos in any order, one look, sent."""

from dataclasses import replace
from datetime import date

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk.answer_draft import AnswerDraft
from bot.desk.answer_words import read_day
from bot.desk.callbacks import AnswerAct, AnswerAs, AnswerUntil, AnswerWith, DeskAct, OnAnswer, OnReport
from bot.desk.cards import DeskCards
from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.errors import MovedAlready, Refusal, ReportUnknown
from bot.photos.source import BotPhotos
from bot.press import to_be_answered_in_words
from bot.readers import clean, read
from bot.services.answering import AnswerGone, Answering, PhotoUnusable
from bot.services.ports import Clock
from bot.talk import Talk
from handlers.desk.answer_desk import AnswerDesk
from handlers.draft_card import pressed_card
from handlers.groups import is_said_to_bot
from handlers.states import AtDesk


def create_router() -> Router:
    router = Router(name="answers")

    def act(which: DeskAct) -> CallbackQueryFilter:
        return OnReport.filter(F.act == which)

    def press(which: AnswerAct) -> CallbackQueryFilter:
        return OnAnswer.filter(F.act == which)

    composing = StateFilter(AtDesk.answer, AtDesk.answer_date)
    router.callback_query.register(begin, act(DeskAct.ANSWER))
    router.callback_query.register(begin_promise, act(DeskAct.PROMISE))
    router.callback_query.register(choose_kind, AnswerAs.filter())
    router.callback_query.register(choose_date, AnswerUntil.filter())
    router.callback_query.register(choose_template, AnswerWith.filter())
    router.callback_query.register(change, press(AnswerAct.CHANGE))
    router.callback_query.register(drop_photos, press(AnswerAct.NO_PHOTOS))
    router.callback_query.register(back, press(AnswerAct.BACK))
    router.callback_query.register(cancel, press(AnswerAct.CANCEL))
    router.callback_query.register(send, press(AnswerAct.SEND))
    router.message.register(take_date, StateFilter(AtDesk.answer_date), is_said_to_bot, F.text)
    router.message.register(take, composing, is_for_answer, F.text | F.photo | F.document)
    return router


async def is_for_answer(message: Message, bot: Bot, state: FSMContext) -> bool:
    """Said to the bot, or another part of an album whose first part was."""
    if await is_said_to_bot(message, bot):
        return True
    album_id = message.media_group_id
    return album_id is not None and (await state.get_data()).get("album_id") == album_id


async def begin(
    query: CallbackQuery, callback_data: OnReport, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    """«💬 Ответить»: which kind; what was written before another look at the card is still there."""
    draft = await answer_desk.draft(callback_data.number, state)
    await answer_desk.on_press(draft, talk, state, pressed_card(query), choosing=not draft.words)


async def begin_promise(
    query: CallbackQuery, callback_data: OnReport, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    draft = await answer_desk.draft(callback_data.number, state)
    if draft.kind is None or not draft.kind.has_date:
        draft = draft.of_kind(AnswerKind.PROMISE)
    await answer_desk.on_press(replace(draft, until=None), talk, state, pressed_card(query))


async def choose_kind(
    query: CallbackQuery, callback_data: AnswerAs, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    draft = (await answer_desk.draft(callback_data.number, state)).of_kind(callback_data.kind)
    await answer_desk.on_press(draft, talk, state, pressed_card(query))


async def choose_date(
    query: CallbackQuery, callback_data: AnswerUntil, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    draft = await answer_desk.draft(callback_data.number, state)
    if draft.kind is None or not draft.kind.has_date:
        draft = draft.of_kind(AnswerKind.PROMISE)
    draft = replace(draft, until=date.fromordinal(callback_data.day))
    await answer_desk.on_press(draft, talk, state, pressed_card(query))


async def take_date(
    message: Message, talk: Talk, state: FSMContext, city: City, clock: Clock, answer_desk: AnswerDesk
) -> None:
    draft = AnswerDraft.load(await state.get_data())
    day = read_day(clean(message.text or ""), city.today(clock()))
    if draft is None:
        raise AnswerGone
    if day is None:
        await answer_desk.check(draft, talk, state)
        await talk.say("answers-date-unread")
        return
    await answer_desk.on_message(replace(draft, until=day), talk, state)


async def choose_template(
    query: CallbackQuery,
    callback_data: AnswerWith,
    talk: Talk,
    state: FSMContext,
    city: City,
    answer_desk: AnswerDesk,
) -> None:
    template = next((one for one in city.templates if one.id == callback_data.template), None)
    if template is None:
        raise AnswerGone
    draft = (await answer_desk.draft(callback_data.number, state)).of_kind(template.kind)
    draft = replace(draft, words=template.words[talk.t.locale])
    await answer_desk.on_press(draft, talk, state, pressed_card(query))


async def take(
    message: Message, talk: Talk, state: FSMContext, city: City, answering: Answering, answer_desk: AnswerDesk
) -> None:
    """Words replace those there were, photos join those there are."""
    draft = AnswerDraft.load(await state.get_data())
    if draft is None:
        raise AnswerGone
    words, photo = clean(message.text or message.caption or ""), read(message).photo
    album_id = message.media_group_id
    if words:
        answering.check_words(words)
        draft = replace(draft, words=words)
    if photo is None and message.text is None:
        await talk.say("unreadable-document")
    elif photo is not None and len(draft.photos) >= city.limits.photos:
        await talk.say("answers-photos-full", limit=city.limits.photos)
    elif photo is not None:
        draft = replace(draft, photos=(*draft.photos, photo))
    continues = album_id is not None and album_id == draft.album_id
    await answer_desk.on_message(replace(draft, album_id=album_id), talk, state, continues=continues)


async def change(
    query: CallbackQuery, callback_data: OnAnswer, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    """Another kind; words and photos stay, and new words take the place of the old."""
    draft = await answer_desk.draft(callback_data.number, state)
    await answer_desk.on_press(draft, talk, state, pressed_card(query), choosing=True)


async def drop_photos(
    query: CallbackQuery, callback_data: OnAnswer, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    draft = replace(await _written(callback_data.number, state), photos=(), album_id=None)
    await answer_desk.on_press(draft, talk, state, pressed_card(query))


async def back(
    query: CallbackQuery, callback_data: OnAnswer, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    """«⬅️ Назад»: to what is written, or out of it when nothing is."""
    draft = await _written(callback_data.number, state)
    if draft.words:
        await answer_desk.on_press(draft, talk, state, pressed_card(query), choosing=draft.lacks_date)
    else:
        await _drop(draft, query, talk, state, answer_desk)


async def cancel(
    query: CallbackQuery, callback_data: OnAnswer, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    draft = await _written(callback_data.number, state)
    await _drop(draft, query, talk, state, answer_desk)


async def _drop(
    draft: AnswerDraft, query: CallbackQuery, talk: Talk, state: FSMContext, answer_desk: AnswerDesk
) -> None:
    await state.clear()
    dropped = talk.t("answers-dropped", number=str(draft.number))
    await answer_desk.close(draft, talk, pressed_card(query), dropped)


async def send(
    query: CallbackQuery,
    callback_data: OnAnswer,
    bot: Bot,
    talk: Talk,
    state: FSMContext,
    answering: Answering,
    desk_cards: DeskCards,
    answer_desk: AnswerDesk,
) -> None:
    """«📤 Отправить»; a photo that turns out to be none is taken out and said."""
    draft = await _written(callback_data.number, state)
    if not draft.words or draft.lacks_date:
        raise AnswerGone
    try:
        report = await answering.answer(talk.person, draft.number, draft.answer, BotPhotos(bot), talk.uow)
    except PhotoUnusable as error:
        await talk.say.remark(error.remark)
        kept = tuple(photo for photo in draft.photos if photo != error.file)
        await answer_desk.on_press(replace(draft, photos=kept), talk, state, pressed_card(query))
        return
    except MovedAlready:
        with to_be_answered_in_words():
            await _drop(draft, query, talk, state, answer_desk)
        raise
    except (Refusal, ReportUnknown):
        await state.clear()
        raise
    await state.clear()
    await answer_desk.close(draft, talk, pressed_card(query), desk_cards.done(talk.t, report))


async def _written(number: int, state: FSMContext) -> AnswerDraft:
    """The answer behind a button of its preview.

    Raises:
        AnswerGone: It was sent, dropped, or is somebody else's.
    """
    draft = AnswerDraft.load(await state.get_data())
    if draft is None or draft.number != number:
        raise AnswerGone
    return draft
