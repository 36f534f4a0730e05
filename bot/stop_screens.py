"""Shows who to call in a danger, and which service a matter is for, instead of the draft's next question."""

from html import escape

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import ActOnDraft, DraftAct, GoPast
from bot.cards import paragraphs
from bot.domain.catalogue import Elsewhere, Emergency
from bot.domain.city import City
from bot.domain.drafts import Draft, Slot
from bot.say import Screen
from bot.services.ports import UnitOfWork
from bot.texts import Html, Texts


class StopScreens:
    """The stop of a draft; a pause (see `pauses`)."""

    def __init__(self, city: City) -> None:
        self._city = city

    async def screen(self, t: Texts, draft: Draft, _slot: Slot | None, _uow: UnitOfWork) -> Screen | None:
        """What stands in the way, and the two ways on; numbers as plain text, which messengers make pressable."""
        if draft.stop is None:
            return None
        catalogue = self._city.catalogue
        matter = catalogue.elsewhere.get(draft.stop)
        if matter is not None:
            text, label = self._elsewhere(t, matter), "stops-button-other"
        else:
            text, label = self._danger(t, catalogue.emergencies.get(draft.stop)), "stops-button-over"
        buttons = ((label, GoPast(draft=draft.id, stop=draft.stop)), ("draft-button-cancel", _cancel(draft)))
        return Screen(
            text=text,
            keyboard=InlineKeyboardMarkup(
                inline_keyboard=[
                    [InlineKeyboardButton(text=t.label(name), callback_data=data.pack())] for name, data in buttons
                ]
            ),
        )

    def alarm(self, t: Texts, danger: Emergency) -> str:
        """What to do in a danger, without a draft; HTML."""
        return paragraphs(
            t("stops-danger", what=danger.title[t.locale]),
            self._numbers(t, danger.phones),
            escape(danger.advice[t.locale], quote=False),
        )

    def _danger(self, t: Texts, danger: Emergency | None) -> str:
        """One that the city pack no longer knows is a danger still."""
        if danger is None:
            numbers = tuple(phone.number for phone in self._city.phones[:1])
            said = paragraphs(t("stops-danger-unknown"), self._numbers(t, numbers))
        else:
            said = self.alarm(t, danger)
        return paragraphs(said, t("stops-kept"))

    def _elsewhere(self, t: Texts, matter: Elsewhere) -> str:
        return paragraphs(
            t("stops-elsewhere", what=matter.title[t.locale]),
            escape(matter.advice[t.locale], quote=False),
            self._numbers(t, matter.phones),
            t("stops-elsewhere-kept"),
        )

    def _numbers(self, t: Texts, numbers: tuple[str, ...]) -> str:
        known = {phone.number: phone.title[t.locale] for phone in self._city.phones}
        return "\n".join(
            t("stops-number-of", number=Html(number), what=known[number])
            if number in known
            else t("stops-number", number=Html(number))
            for number in numbers
        )


def _cancel(draft: Draft) -> ActOnDraft:
    return ActOnDraft(draft=draft.id, act=DraftAct.CANCEL)
