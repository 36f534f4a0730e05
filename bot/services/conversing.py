"""Small talk in a private chat: what words alone are when they report nothing, and which report they ask about."""

import re

from bot.domain.reports import Report
from bot.domain.residents import Resident
from bot.services.ports import UnitOfWork
from bot.understanding.small_talk import SmallTalk
from bot.understanding.understanding import Understanding

_NUMBER = re.compile(r"\d[\d\s-]*")
MOST_DIGITS = 18


class Conversing:
    """Tells small talk from reports."""

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding

    def kind(self, words: str, *, in_draft: bool = False) -> SmallTalk | None:
        """What to answer instead of filling a draft; None for what a draft can use, an address too.

        Args:
            in_draft: A draft is being filled: then words that are not surely small talk answer its question.
        """
        kind = self._understanding.small_talk(words, only_sure=in_draft)
        return None if kind is SmallTalk.ADDRESS else kind

    def number(self, words: str) -> int | None:
        """The number of a report among the words, if there is just one number."""
        found = [re.sub(r"\D", "", written) for written in _NUMBER.findall(words)]
        return int(found[0]) if len(found) == 1 and len(found[0]) <= MOST_DIGITS and int(found[0]) > 0 else None

    async def last_report(self, resident: Resident, uow: UnitOfWork) -> Report | None:
        """The report this resident filed last."""
        async with uow.reading():
            found = await uow.reports.of_resident(resident.id, offset=0, limit=1)
        return found[0] if found else None
