"""A notice on its way to be put into words."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.notices import Notice
from bot.domain.reports import EventKind
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class News:
    """A notice and the language it is to be in."""

    t: Texts
    notice: Notice

    def __getitem__(self, name: str) -> str:
        """A value of the payload, "" where there is none."""
        value = self.notice.payload.get(name)
        return "" if value is None else str(value)

    @property
    def number(self) -> int:
        return int(self["number"])

    @property
    def event(self) -> EventKind:
        return EventKind(self["event"])

    def day(self, name: str) -> date:
        """A day, or the moment whose day it is in the city."""
        return datetime.fromisoformat(self[name]) if "T" in self[name] else date.fromisoformat(self[name])
