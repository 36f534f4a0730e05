"""Linking accounts of two messengers: a code from `/settings`, the question whom with, and parting again."""

from collections.abc import Mapping

import structlog
from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import CommandObject, CommandStart, Filter, StateFilter, or_f
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import linking_screens as screens
from bot.callbacks import Go, LinkAccounts, OfferLink, Unlink
from bot.domain.linking import LINK_PREFIX, may_be_code, read_code
from bot.domain.residents import Account, Platform
from bot.errors import AccountsApart, LinkCodeUnknown, MessengerAway
from bot.messenger import MessengerBot
from bot.say import NO_PREVIEW, Screen
from bot.services.linking import Linking
from bot.services.preferences import Preferences
from bot.talk import Talk
from bot.texts import Translator
from handlers.draft_card import pressed_card
from handlers.filters import OnlyWords
from handlers.states import Typing

log = structlog.get_logger(__name__)

Bots = Mapping[Platform, MessengerBot]


class MayBeCode(Filter):
    """A code, also where it reads like a point of the map («2E9N-3W9J»). Gives `words`."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        return {"words": message.text} if message.text and read_code(message.text) else False


def create_router() -> Router:
    router = Router(name="linking")
    link = CommandStart(deep_link=True, magic=F.args.regexp(rf"^{LINK_PREFIX}\w{{1,40}}$"))
    router.message.register(open_link, link)
    router.message.register(typed, StateFilter(Typing.link_code), or_f(MayBeCode(), OnlyWords()))
    router.callback_query.register(offer, OfferLink.filter())
    router.callback_query.register(confirm, LinkAccounts.filter())
    router.callback_query.register(leave, Go.filter_to("no-link"))
    router.callback_query.register(unlink, Unlink.filter())
    return router


async def offer(
    _query: CallbackQuery, callback_data: OfferLink, talk: Talk, linking: Linking, bots: Bots, state: FSMContext
) -> None:
    """A link and a code for the other messenger; a code from there may be typed here."""
    there = callback_data.platform
    bot = bots.get(there)
    if bot is None:
        raise MessengerAway
    code = await linking.offer(talk.person, talk.account, talk.uow)
    link = await bot.link(LINK_PREFIX + code)
    await state.set_state(Typing.link_code)
    await talk.say.show(screens.offered(talk.t, code, link, talk.account.platform, there))


async def open_link(_message: Message, command: CommandObject, talk: Talk, linking: Linking) -> None:
    await _ask(command.args or "", talk, linking)


async def typed(_message: Message, words: str, talk: Talk, linking: Linking, state: FSMContext) -> None:
    """A code; what is too long for one is about something else."""
    await state.clear()
    if not may_be_code(words):
        raise SkipHandler
    try:
        await _ask(words, talk, linking)
    except LinkCodeUnknown:
        await state.set_state(Typing.link_code)  # to be typed again
        raise


async def _ask(words: str, talk: Talk, linking: Linking) -> None:
    whom = await linking.look(talk.person, talk.account, words, talk.uow)
    await talk.say.show(screens.asked(talk.t, whom))


async def confirm(
    query: CallbackQuery,
    callback_data: LinkAccounts,
    talk: Talk,
    linking: Linking,
    preferences: Preferences,
    translator: Translator,
    bots: Bots,
) -> None:
    """From now on they are one person, and speak that one's language."""
    name = talk.person.name
    talk.person = await linking.link(talk.person, talk.account, callback_data.code, talk.uow)
    talk.say.t = translator.of(talk.person.locale)
    for other in await _others(talk, preferences):
        linked = screens.linked(talk.t, talk.person, other)
        await talk.say.show(linked, instead_of=pressed_card(query), in_place=True)
        await _tell(bots, other, screens.told(talk.t, talk.person, talk.account, name))


async def leave(query: CallbackQuery, talk: Talk) -> None:
    left = Screen(text=talk.t("linking-dropped"))
    await talk.say.show(left, instead_of=pressed_card(query), in_place=True)


async def unlink(
    query: CallbackQuery,
    callback_data: Unlink,
    talk: Talk,
    linking: Linking,
    preferences: Preferences,
    bots: Bots,
) -> None:
    """The first press asks, the second parts."""
    others = await _others(talk, preferences)
    if not others:
        raise AccountsApart
    if not callback_data.surely:
        ends_rights = await linking.ends_rights(talk.person, talk.uow)
        await talk.say.show(screens.parting(talk.t, others[0], ends_rights=ends_rights))
        return
    await linking.unlink(talk.person, talk.account, talk.uow)
    await talk.say.show(screens.parted(talk.t, others[0]), instead_of=pressed_card(query), in_place=True)
    await _tell(bots, others[0], screens.parted_told(talk.t, talk.account))


async def _others(talk: Talk, preferences: Preferences) -> list[Account]:
    return [one for one in await preferences.accounts(talk.person, talk.uow) if one != talk.account]


async def _tell(bots: Bots, account: Account, text: str) -> None:
    """In the other messenger; what was done is done, whether they hear of it or not."""
    bot = bots.get(account.platform)
    if bot is None:
        return
    try:
        await bot.send_message(account.user_id, text, link_preview_options=NO_PREVIEW)
    except TelegramAPIError as error:
        log.warning("linked account not told", messenger=account.platform.value, error=type(error).__name__)
