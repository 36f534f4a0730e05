"""Who is writing: the resident behind a messenger's account, made on the first word."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.residents import Platform, Resident
from bot.services.ports import Clock, UnitOfWork

LONGEST_NAME = 128
HELD_FOR = timedelta(days=30)
"""Notices for somebody who has blocked the bot: older ones are not news any more."""


class Acquaintance:
    """Knows residents by `(platform, user_id)`."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    async def of(
        self, *, platform: Platform, user_id: int, chat_id: int, name: str, locale: str, uow: UnitOfWork
    ) -> Resident:
        """The resident; name, chat and language follow the messenger, unless a language was chosen here."""
        name = name[:LONGEST_NAME]
        async with uow.reading():
            known = await uow.residents.of(platform, user_id)
        if known is None:
            async with uow:
                known = await uow.residents.add(
                    platform=platform,
                    user_id=user_id,
                    chat_id=chat_id,
                    name=name,
                    locale=locale,
                    created_at=self._clock(),
                )
                await uow.commit()
            return known
        locale = known.locale if known.locale_chosen else locale
        now = replace(known, chat_id=chat_id, name=name, locale=locale)
        if now != known:
            async with uow:
                await uow.residents.update(now)
                await uow.commit()
        return now

    async def went_away(self, resident: Resident, uow: UnitOfWork) -> Resident:
        """The resident has blocked the bot: nothing is sent, and what is due waits for them."""
        now = self._clock()
        async with uow:
            await uow.residents.set_blocked(resident.id, now)
            await uow.notices.hold(resident.id)
            await uow.commit()
        return replace(resident, blocked_at=now)

    async def came_back(self, resident: Resident, uow: UnitOfWork) -> Resident:
        """The resident can be reached again: what was held for them goes out."""
        async with uow:
            await uow.residents.set_blocked(resident.id, None)
            await uow.notices.release(resident.id, since=self._clock() - HELD_FOR)
            await uow.commit()
        return replace(resident, blocked_at=None)

    async def choose_locale(self, resident: Resident, locale: str, uow: UnitOfWork) -> Resident:
        """Speak this language from now on, whatever the messenger says."""
        resident = replace(resident, locale=locale, locale_chosen=True)
        async with uow:
            await uow.residents.update(resident)
            await uow.commit()
        return resident
