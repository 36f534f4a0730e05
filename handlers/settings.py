"""`/settings`: the bot's language."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.callbacks import SetLocale
from bot.domain.drafts import CardKind
from bot.domain.residents import Resident
from bot.say import Say, Screen
from bot.services.acquaintance import Acquaintance
from bot.services.drafting import Drafting, Outcome
from bot.services.ports import UnitOfWork
from bot.texts import LOCALES, Translator
from handlers.draft_card import DraftCard, pressed_card
from handlers.filters import Label


def create_router(translator: Translator) -> Router:
    router = Router(name="settings")
    router.message.register(show, or_f(Command("settings", "language"), Label(translator, "menu-settings")))
    router.callback_query.register(set_locale, SetLocale.filter())
    return router


async def show(_message: Message, say: Say) -> None:
    await say("settings-text", keyboard=keyboards.settings(say.t))


async def set_locale(
    query: CallbackQuery,
    callback_data: SetLocale,
    resident: Resident,
    uow: UnitOfWork,
    say: Say,
    acquaintance: Acquaintance,
    translator: Translator,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """Speak the chosen language; the menu under the input field, or the question there, is sent again in it."""
    locale = callback_data.locale if callback_data.locale in LOCALES else LOCALES[0]
    resident = await acquaintance.choose_locale(resident, locale, uow)
    say.t = translator.of(resident.locale)
    screen = Screen(text=say.t("settings-text"), keyboard=keyboards.settings(say.t))
    await say.show(screen, instead_of=pressed_card(query), in_place=True)
    await say("settings-language-chosen", keyboard=keyboards.menu(say.t))
    draft = await drafting.current(resident, uow)
    if draft.card is not None and draft.card.kind is CardKind.KEYBOARD:
        await draft_card.show(Outcome(draft), say, uow)
