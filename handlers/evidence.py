"""Whatever a resident sends outside a question goes into the draft: places, photos, words, in any order."""

from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.domain.evidence import Unreadable
from bot.domain.remarks import Remark
from bot.domain.residents import Resident
from bot.photos.source import BotPhotos
from bot.readers import read
from bot.say import Say
from bot.services.drafting import Drafting
from bot.services.ports import UnitOfWork
from handlers.draft_card import DraftCard

_SENTENCES = {
    Unreadable.VOICE: "unreadable-voice",
    Unreadable.VIDEO: "unreadable-video",
    Unreadable.STICKER: "unreadable-sticker",
    Unreadable.CONTACT: "unreadable-contact",
    Unreadable.POLL: "unreadable-poll",
    Unreadable.DOCUMENT: "unreadable-document",
    Unreadable.NO_WORDS: "unreadable-no-words",
    Unreadable.MAP_LINK: "error-map-link",
    Unreadable.OTHER: "unreadable-other",
}


def create_router() -> Router:
    router = Router(name="evidence")
    router.message.register(unknown_command, F.text.startswith("/"))
    router.message.register(evidence)
    router.edited_message.register(corrected)
    return router


async def evidence(
    message: Message,
    bot: Bot,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    state: FSMContext,
    raw_state: str | None,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    found = read(message)
    if found.unreadable:
        await say(_SENTENCES[found.unreadable])
        return
    outcome = await drafting.add(resident, found, BotPhotos(bot), uow)
    if found.left_out:
        outcome = replace(outcome, remarks=(*outcome.remarks, Remark(_SENTENCES[found.left_out])))
    if raw_state is not None:
        await state.clear()
    await draft_card.show(outcome, say, uow)


async def corrected(
    message: Message,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """An edited message: the description follows it while it is in the draft."""
    if message.location is not None:
        return  # a live location moves with the resident, the problem does not: its first point counts
    words = read(message).words
    if not words:
        await say("unreadable-no-words")
        return
    outcome = await drafting.correct(resident, words, message.message_id, uow)
    if outcome is None:
        await say("draft-correction-late")
    else:
        await draft_card.show(outcome, say, uow)


async def unknown_command(_message: Message, say: Say) -> None:
    await say("fallback-command")
