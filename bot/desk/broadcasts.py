"""What operators see of a broadcast: whom it is for, the last look before it goes, how far it is."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.cards import paragraphs
from bot.desk.keyboards import button
from bot.domain.broadcasts import Audience, BroadcastState
from bot.domain.city import City
from bot.domain.notices import Quiet
from bot.say import Screen
from bot.services.broadcasting import Running
from bot.texts import Texts


class ForAudience(CallbackData, prefix="ba"):
    to: Audience


class PickFound(CallbackData, prefix="bp"):
    """One of the districts or topics that typed words have found; they stand in the dialogue's data."""

    position: int = Field(ge=0, le=99)


class SendBroadcast(CallbackData, prefix="bs"):
    """The words and whom they are for stand in the dialogue's data; the message stands for the broadcast."""


class DropBroadcast(CallbackData, prefix="bd"):
    pass


class StopBroadcast(CallbackData, prefix="bx"):
    broadcast: int = Field(ge=1, le=2**63 - 1)


class BroadcastScreens:
    """Makes these screens for one city."""

    def __init__(self, *, city: City, quiet: Quiet, per_second: float) -> None:
        self._city = city
        self._quiet = quiet
        self._per_second = per_second

    def audiences(self, t: Texts) -> Screen:
        labels = (
            ("broadcast-button-all", Audience.ALL),
            ("broadcast-button-district", Audience.DISTRICT),
            ("broadcast-button-topic", Audience.TOPIC),
        )
        rows = [[button(t.label(label), ForAudience(to=to))] for label, to in labels]
        return Screen(text=t("broadcast-audience-ask"), keyboard=_with_way_out(t, rows))

    def found(self, t: Texts, audience: Audience, found: Sequence[str]) -> Screen:
        """Districts or topics to choose from."""
        ask = t("broadcast-topic-which") if audience is Audience.TOPIC else t("broadcast-district-which")
        names = [self._topic(t, one) if audience is Audience.TOPIC else one for one in found]
        rows = [[button(name, PickFound(position=position))] for position, name in enumerate(names)]
        return Screen(text=ask, keyboard=_with_way_out(t, rows))

    def to(self, t: Texts, audience: Audience, of: str) -> str:
        """Whom it is for, as a part of a sentence; not HTML."""
        match audience:
            case Audience.ALL:
                return t.label("broadcast-to-all")
            case Audience.DISTRICT:
                return t.label("broadcast-to-district", district=of)
            case Audience.TOPIC:
                return t.label("broadcast-to-topic", topic=self._topic(t, of))

    def check(self, t: Texts, audience: Audience, of: str, count: int, now: datetime) -> Screen:
        """The last look, below the news as residents will see it."""
        night = t("broadcast-check-night") if self._quiet.after(now) > now else ""
        text = paragraphs(t("broadcast-check", to=self.to(t, audience, of), count=count), night)
        rows = [[button(t.label("broadcast-button-send"), SendBroadcast())]]
        return Screen(text=text, keyboard=_with_way_out(t, rows))

    def progress(self, t: Texts, running: Running, now: datetime) -> Screen:
        """How far it is, or how it ended."""
        broadcast, progress = running.broadcast, running.progress
        figures = t(
            "broadcast-figures",
            sent=_spaced(progress.sent),
            failed=_spaced(progress.failed),
            left=_spaced(running.left),
        )
        if broadcast.state is BroadcastState.STOPPED:
            return Screen(text=paragraphs(t("broadcast-stopped"), figures))
        if running.is_over:
            return Screen(text=paragraphs(t("broadcast-done"), figures))
        stop = button(t.label("broadcast-button-stop"), StopBroadcast(broadcast=broadcast.id))
        return Screen(
            text=paragraphs(t("broadcast-running"), figures, self._time_left(t, running.left, now)),
            keyboard=InlineKeyboardMarkup(inline_keyboard=[[stop]]),
        )

    def _time_left(self, t: Texts, left: int, now: datetime) -> str:
        morning = self._quiet.after(now)
        if morning > now:
            return t("broadcast-time-night", at=t.moment(morning))
        minutes = round(left / self._per_second / 60)
        return t("broadcast-time-minutes", minutes=minutes) if minutes else t("broadcast-time-soon")

    def _topic(self, t: Texts, topic_id: str) -> str:
        topic = self._city.catalogue.topics.get(topic_id)
        return topic.title[t.locale] if topic else topic_id


def _with_way_out(t: Texts, rows: list[list[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[*rows, [button(t.label("draft-button-cancel"), DropBroadcast())]])


def _spaced(number: int) -> str:
    """Thousands apart: 12 345."""
    return f"{number:,}".replace(",", "\u00a0")
