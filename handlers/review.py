"""The draft as a whole: change a part, go on without one, cancel and bring back, send."""

from dataclasses import replace
from uuid import UUID

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, StateFilter, or_f
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.callbacks import ActOnDraft, Ask, DraftAct, RemovePhoto, Skip
from bot.cards import Cards
from bot.domain.drafts import Card, Draft, Slot
from bot.domain.residents import Resident
from bot.errors import DraftIncomplete, TooManyReports, TopicClosed
from bot.say import Say, Screen
from bot.services.drafting import Drafting, Outcome
from bot.services.ports import UnitOfWork
from bot.services.splitting import Splitting
from bot.services.submission import Submission
from bot.texts import Translator
from handlers.draft_card import DraftCard, pressed_card
from handlers.filters import Label, OnlyWords, SaysYes
from handlers.next_problem import show_next
from handlers.states import Typing

TYPED = {Slot.PLACE: Typing.address, Slot.TOPIC: Typing.topic, Slot.DESCRIPTION: Typing.description}
"""Parts that are asked for again by typing."""


def create_router(translator: Translator) -> Router:
    router = Router(name="review")

    def act(*acts: DraftAct) -> CallbackQueryFilter:
        return ActOnDraft.filter(F.act.in_(acts))

    router.message.register(cancel_by_command, or_f(Command("cancel"), Label(translator, "draft-button-cancel")))
    router.callback_query.register(show, act(DraftAct.SHOW))
    router.callback_query.register(resume, act(DraftAct.RESUME, DraftAct.RESTORE))
    router.callback_query.register(start_anew, act(DraftAct.NEW))
    router.callback_query.register(show_parts, act(DraftAct.CHANGE))
    router.callback_query.register(shorten, act(DraftAct.SHORTEN))
    router.callback_query.register(show_photos, act(DraftAct.PHOTOS))
    router.callback_query.register(cancel, act(DraftAct.CANCEL))
    router.callback_query.register(submit, act(DraftAct.SUBMIT))
    router.message.register(submit_by_words, SaysYes(translator))
    router.callback_query.register(ask_again, Ask.filter())
    router.callback_query.register(skip, Skip.filter())
    router.callback_query.register(remove_photo, RemovePhoto.filter())
    router.message.register(describe, StateFilter(Typing.description), OnlyWords())
    return router


async def show(
    query: CallbackQuery,
    callback_data: ActOnDraft,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    draft = await drafting.own(resident, callback_data.draft, uow)
    await draft_card.show(Outcome(draft), say, uow, pressed=pressed_card(query))


async def resume(
    query: CallbackQuery,
    callback_data: ActOnDraft,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.resume(resident, callback_data.draft, uow)
    await draft_card.show(outcome, say, uow, pressed=pressed_card(query))


async def start_anew(
    query: CallbackQuery,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.start_anew(resident, uow)
    await draft_card.show(outcome, say, uow, pressed=pressed_card(query))


async def show_parts(
    query: CallbackQuery,
    callback_data: ActOnDraft,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
) -> None:
    draft = await drafting.own(resident, callback_data.draft, uow)
    await draft_card.put(draft, cards.change(say.t, draft), say, uow, pressed=pressed_card(query))


async def ask_again(
    query: CallbackQuery,
    callback_data: Ask,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """Ask for a part once more; what the draft has stays until something new comes."""
    draft = replace(await drafting.own(resident, callback_data.draft, uow), candidates=())
    if typed := TYPED.get(callback_data.slot):
        await state.set_state(typed)
    await draft_card.show(Outcome(draft), say, uow, pressed=pressed_card(query), ask=callback_data.slot)


async def skip(
    query: CallbackQuery,
    callback_data: Skip,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.skip(resident, callback_data.draft, callback_data.slot, uow)
    await draft_card.show(outcome, say, uow, pressed=pressed_card(query))


async def remove_photo(
    query: CallbackQuery,
    callback_data: RemovePhoto,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.remove_photo(
        resident, callback_data.draft, callback_data.position, callback_data.key, uow
    )
    await draft_card.show(outcome, say, uow, pressed=pressed_card(query), ask=Slot.PHOTOS)


async def show_photos(
    query: CallbackQuery,
    callback_data: ActOnDraft,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """All photos in a row, then the card again below them."""
    draft = await drafting.own(resident, callback_data.draft, uow)
    if draft.photos:
        await say.album(draft.photos)
    await draft_card.show(Outcome(draft), say, uow, ask=Slot.PHOTOS)


async def shorten(
    query: CallbackQuery,
    callback_data: ActOnDraft,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    outcome = await drafting.shorten(resident, callback_data.draft, uow)
    await draft_card.show(outcome, say, uow, pressed=pressed_card(query))


async def describe(
    message: Message,
    words: str,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """A new description instead of the old one."""
    outcome = await drafting.describe(resident, words, message.message_id, uow)
    await state.clear()
    await draft_card.show(outcome, say, uow)


async def cancel(
    query: CallbackQuery,
    callback_data: ActOnDraft,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
) -> None:
    draft = await drafting.cancel(resident, callback_data.draft, uow)
    if draft is not None:
        await _say_cancelled(draft, say, query)


async def cancel_by_command(
    _message: Message, resident: Resident, uow: UnitOfWork, say: Say, drafting: Drafting
) -> None:
    """`/cancel` and the button of the reply keyboard; with nothing begun it only shows the menu."""
    draft = await drafting.current(resident, uow)
    if draft.card is not None:
        await say.retire(draft.card)
    if draft.is_empty and draft.card is None:
        await say("draft-nothing-to-cancel", keyboard=keyboards.menu(say.t))
        return
    cancelled = await drafting.cancel(resident, draft.id, uow)
    if cancelled is not None:
        await _say_cancelled(cancelled, say, None)


async def _say_cancelled(draft: Draft, say: Say, query: CallbackQuery | None) -> None:
    await say("draft-cancelled", keyboard=keyboards.menu(say.t))
    pressed = pressed_card(query) if query else None
    if draft.is_empty:
        if pressed:
            await say.retire(pressed)
        return
    screen = Screen(text=say.t("draft-cancelled-restore"), keyboard=keyboards.restore(say.t, draft))
    await say.show(screen, instead_of=pressed)


async def submit_by_words(
    _message: Message,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
    submission: Submission,
    splitting: Splitting,
) -> None:
    """«Отправить» typed instead of pressed, while there is something to send."""
    draft = await drafting.current(resident, uow)
    if draft.is_empty or not await draft_card.is_ready(draft, say, uow):
        raise SkipHandler
    await _submit(draft.id, draft.card, resident, uow, say, drafting, draft_card, submission, splitting)


async def submit(
    query: CallbackQuery,
    callback_data: ActOnDraft,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
    submission: Submission,
    splitting: Splitting,
) -> None:
    """«✅ Отправить»: the number and the date, or what is in the way."""
    pressed = pressed_card(query)
    await _submit(callback_data.draft, pressed, resident, uow, say, drafting, draft_card, submission, splitting)


async def _submit(
    draft_id: UUID,
    card: Card | None,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
    submission: Submission,
    splitting: Splitting,
) -> None:
    try:
        report = await submission.submit(resident, draft_id, uow)
    except (DraftIncomplete, TooManyReports, TopicClosed) as error:
        draft = await drafting.own(resident, draft_id, uow)
        ask = Slot.TOPIC if isinstance(error, TopicClosed) else None
        await draft_card.show(Outcome(draft, (error.remark,)), say, uow, pressed=card, ask=ask)
        return
    screen = Screen(
        text=say.t("review-accepted", number=str(report.number), due=report.answer_due),
        keyboard=keyboards.filed(say.t, report),
        photo=report.photos[0] if report.photos else None,
    )
    await say.show(screen, instead_of=card, in_place=True)
    await show_next(draft_id, resident, uow, say, splitting, draft_card)
