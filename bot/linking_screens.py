"""Screens about one person's accounts in several messengers."""

from collections.abc import Collection, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot import keyboards
from bot.callbacks import LinkAccounts, OfferLink, Unlink, WriteTo
from bot.cards import paragraphs
from bot.domain.linking import shown_code
from bot.domain.residents import Account, Platform, Resident
from bot.say import Screen
from bot.services.linking import Whom
from bot.texts import Texts
from bot.wording import PLATFORM

Row = list[InlineKeyboardButton]


def settings_note(t: Texts, person: Resident, accounts: Sequence[Account]) -> str:
    """A paragraph of `/settings`; "" for somebody with one account."""
    return t("linking-settings", messenger=_name(t, person.platform)) if len(accounts) > 1 else ""


def settings_rows(
    t: Texts,
    person: Resident,
    accounts: Sequence[Account],
    connected: Collection[Platform],
    signs: tuple[str, str],
) -> list[Row]:
    """To link; for linked accounts, where notices come and to part.

    Args:
        connected: The messengers that the bot is in.
        signs: Of a switch that is on, and of one that is off.
    """
    theirs = {account.platform for account in accounts}
    if len(theirs) == 1:
        others = [one for one in Platform if one in connected and one not in theirs]
        return [
            [_button(t.label("linking-button-link", messenger=_name(t, one)), OfferLink(platform=one))]
            for one in others
        ]
    choices = [one for one in Platform if one in connected and one in theirs]
    rows = [[_choice(t, one, signs[0] if one is person.platform else signs[1])] for one in choices]
    return [*rows, [_button(t.label("linking-button-unlink"), Unlink())]]


def offered(t: Texts, code: str, link: str, here: Platform, there: Platform) -> Screen:
    """How to go on in the other messenger."""
    other = _name(t, there)
    return Screen(
        text=t("linking-offer", messenger=other, here=_name(t, here), link=link, code=shown_code(code)),
        keyboard=keyboards.link(t.label("linking-button-open", messenger=other), link),
    )


def asked(t: Texts, whom: Whom) -> Screen:
    """Whom with, and what it means."""
    rights = t("linking-ask-rights") if whom.shares_rights else ""
    name = whom.name or t.label("linking-nameless")
    agree = _button(t.label("linking-button-agree"), LinkAccounts(code=whom.code))
    return Screen(
        text=paragraphs(t("linking-ask", messenger=_name(t, whom.platform), name=name), rights),
        keyboard=InlineKeyboardMarkup(inline_keyboard=[[agree], _cancel(t)]),
    )


def linked(t: Texts, person: Resident, there: Account) -> Screen:
    text = t("linking-done", messenger=_name(t, there.platform), pushes=_name(t, person.platform))
    return Screen(text=text, keyboard=keyboards.menu(t))


def told(t: Texts, person: Resident, there: Account, name: str) -> str:
    """To the other account, of the one that has been linked with it."""
    return t(
        "linking-told",
        messenger=_name(t, there.platform),
        name=next(iter(name.split()), "") or t.label("linking-nameless"),
        pushes=_name(t, person.platform),
    )


def parting(t: Texts, stays: Account, *, ends_rights: bool) -> Screen:
    """Whether to unlink, and what it means."""
    rights = t("linking-unlink-rights") if ends_rights else ""
    surely = _button(t.label("linking-button-unlink-surely"), Unlink(surely=True))
    return Screen(
        text=paragraphs(t("linking-unlink-ask", messenger=_name(t, stays.platform)), rights),
        keyboard=InlineKeyboardMarkup(inline_keyboard=[[surely], _cancel(t)]),
    )


def parted(t: Texts, stays: Account) -> Screen:
    return Screen(text=t("linking-unlinked", messenger=_name(t, stays.platform)))


def parted_told(t: Texts, left: Account) -> str:
    """To the account that stays."""
    return t("linking-unlinked-told", messenger=_name(t, left.platform))


def _name(t: Texts, platform: Platform) -> str:
    return t.label(PLATFORM[platform])


def _choice(t: Texts, platform: Platform, sign: str) -> InlineKeyboardButton:
    label = t.label("linking-pushes", messenger=_name(t, platform))
    return _button(t.label("settings-button-switch", sign=sign, label=label), WriteTo(platform=platform))


def _cancel(t: Texts) -> Row:
    return [keyboards.go(t, "linking-button-cancel", "no-link")]


def _button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data.pack())
