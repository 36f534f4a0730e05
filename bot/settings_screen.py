"""The one screen of `/settings`: a switch a row, with its sign in front."""

from collections.abc import Collection, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import AnswersAtNight, Go, SetLocale, SetSwitch
from bot.cards import paragraphs
from bot.domain.notices import Quiet, Switch
from bot.domain.residents import Account, Platform, Resident
from bot.linking_screens import settings_note, settings_rows
from bot.say import Screen
from bot.texts import Texts

ON, OFF = "✅", "⬜"

_LABELS = {
    Switch.MODERATION: "settings-kind-moderation",
    Switch.ANSWERS: "settings-kind-answers",
    Switch.DATES: "settings-kind-dates",
    Switch.REMINDERS: "settings-kind-reminders",
    Switch.POINTS: "settings-kind-points",
    Switch.DRAFTS: "settings-kind-drafts",
    Switch.AREAS: "settings-kind-areas",
    Switch.DIGEST: "settings-kind-digest",
    Switch.NEWS: "settings-kind-news",
    Switch.WORK: "settings-kind-work",
}


def settings_screen(
    t: Texts,
    person: Resident,
    switches: Sequence[Switch],
    quiet: Quiet,
    accounts: Sequence[Account],
    connected: Collection[Platform],
) -> Screen:
    """As the person has them.

    Args:
        switches: Those that are the person's to switch.
        accounts: The person's, in as many messengers.
        connected: The messengers that the bot is in.
    """
    languages = (("settings-button-russian", "ru"), ("settings-button-english", "en"))
    rows = [[_button(t.label(label), SetLocale(locale=locale)) for label, locale in languages]]
    for switch in switches:
        on = person.wants(switch)
        rows.append([_switch(t, _LABELS[switch], SetSwitch(switch=switch, on=not on), on=on)])
    night = ""
    if quiet.starts != quiet.ends:
        night = t("settings-quiet", begins=str(quiet.starts), ends=str(quiet.ends))
        at_night = AnswersAtNight(on=not person.at_night)
        rows.append([_switch(t, "settings-button-night", at_night, on=person.at_night)])
    rows.append([_button(t.label("areas-button-list"), Go(to="areas_here"))])
    rows += settings_rows(t, person, accounts, connected, (ON, OFF))
    rows.append([_button(t.label("settings-button-privacy"), Go(to="privacy"))])
    text = paragraphs(t("settings-text"), night, settings_note(t, person, accounts))
    return Screen(text=text, keyboard=InlineKeyboardMarkup(inline_keyboard=rows))


def _switch(t: Texts, label: str, data: CallbackData, *, on: bool) -> InlineKeyboardButton:
    return _button(t.label("settings-button-switch", sign=ON if on else OFF, label=t.label(label)), data)


def _button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data.pack())
