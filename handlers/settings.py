"""`/settings`: the bot's language, what it writes about by itself and where, and answers at night."""

from collections.abc import Mapping

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from bot import keyboards
from bot.callbacks import AnswersAtNight, Go, SetLocale, SetSwitch, WriteTo
from bot.domain.drafts import CardKind
from bot.domain.notices import Quiet
from bot.domain.residents import Platform
from bot.messenger import MessengerBot
from bot.say import Screen
from bot.services.acquaintance import Acquaintance
from bot.services.drafting import Drafting, Outcome
from bot.services.linking import Linking
from bot.services.preferences import Preferences
from bot.settings_screen import settings_screen
from bot.talk import Talk
from bot.texts import LOCALES, Translator
from handlers.draft_card import DraftCard, pressed_card
from handlers.filters import Label

Bots = Mapping[Platform, MessengerBot]


def create_router(translator: Translator) -> Router:
    router = Router(name="settings")
    router.message.register(show, or_f(Command("settings", "language"), Label(translator, "menu-settings")))
    router.callback_query.register(show_by_press, Go.filter_to("settings"))
    router.callback_query.register(show_again, Go.filter_to("settings_here"))
    router.callback_query.register(switch, SetSwitch.filter())
    router.callback_query.register(at_night, AnswersAtNight.filter())
    router.callback_query.register(write_to, WriteTo.filter())
    router.callback_query.register(set_locale, SetLocale.filter())
    return router


async def show(_message: Message, talk: Talk, preferences: Preferences, quiet: Quiet, bots: Bots) -> None:
    await talk.say.show(await _screen(talk, preferences, quiet, bots))


async def show_by_press(
    _query: CallbackQuery, talk: Talk, preferences: Preferences, quiet: Quiet, bots: Bots
) -> None:
    """From a notice, which stays as it is."""
    await talk.say.show(await _screen(talk, preferences, quiet, bots))


async def show_again(query: CallbackQuery, talk: Talk, preferences: Preferences, quiet: Quiet, bots: Bots) -> None:
    """Back from a screen that took its place."""
    await _show_instead(query, talk, preferences, quiet, bots)


async def switch(
    query: CallbackQuery,
    callback_data: SetSwitch,
    talk: Talk,
    preferences: Preferences,
    quiet: Quiet,
    bots: Bots,
) -> None:
    talk.person = await preferences.switch(talk.person, callback_data.switch, on=callback_data.on, uow=talk.uow)
    await _show_instead(query, talk, preferences, quiet, bots)


async def at_night(
    query: CallbackQuery,
    callback_data: AnswersAtNight,
    talk: Talk,
    preferences: Preferences,
    quiet: Quiet,
    bots: Bots,
) -> None:
    talk.person = await preferences.at_night(talk.person, on=callback_data.on, uow=talk.uow)
    await _show_instead(query, talk, preferences, quiet, bots)


async def write_to(
    query: CallbackQuery,
    callback_data: WriteTo,
    talk: Talk,
    linking: Linking,
    preferences: Preferences,
    quiet: Quiet,
    bots: Bots,
) -> None:
    """Notices come in this messenger from now on."""
    talk.person = await linking.choose(talk.person, callback_data.platform, talk.uow)
    await _show_instead(query, talk, preferences, quiet, bots)


async def set_locale(
    query: CallbackQuery,
    callback_data: SetLocale,
    talk: Talk,
    acquaintance: Acquaintance,
    preferences: Preferences,
    quiet: Quiet,
    bots: Bots,
    translator: Translator,
    drafting: Drafting,
    draft_card: DraftCard,
) -> None:
    """Speak the chosen language; the menu under the input field, or the question there, is sent again in it."""
    locale = callback_data.locale if callback_data.locale in LOCALES else LOCALES[0]
    talk.person = await acquaintance.choose_locale(talk.person, locale, talk.uow)
    talk.say.t = translator.of(locale)
    await _show_instead(query, talk, preferences, quiet, bots)
    await talk.say("settings-language-chosen", keyboard=keyboards.menu(talk.t))
    draft = await drafting.current(talk.person, talk.uow)
    if draft.card is not None and draft.card.kind is CardKind.KEYBOARD:
        await draft_card.show(Outcome(draft), talk.say, talk.uow)


async def _screen(talk: Talk, preferences: Preferences, quiet: Quiet, bots: Bots) -> Screen:
    switches = await preferences.switches(talk.person, talk.uow)
    accounts = await preferences.accounts(talk.person, talk.uow)
    return settings_screen(talk.t, talk.person, switches, quiet, accounts, bots.keys())


async def _show_instead(
    query: CallbackQuery, talk: Talk, preferences: Preferences, quiet: Quiet, bots: Bots
) -> None:
    screen = await _screen(talk, preferences, quiet, bots)
    await talk.say.show(screen, instead_of=pressed_card(query), in_place=True)
