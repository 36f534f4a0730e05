"""Who is writing: the resident behind a messenger's account, made on the first word."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.residents import Account, Resident
from bot.services.ports import Clock, UnitOfWork
from bot.services.reachability import lost, regained

LONGEST_NAME = 128


class Acquaintance:
    """Knows residents by their accounts."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    async def of(self, account: Account, *, name: str, locale: str, uow: UnitOfWork) -> Resident:
        """The resident; name and language follow the messenger that is written to, unless one was chosen here.

        Some events tell no name.
        Of linked accounts the other one changes neither, or they would alternate with every word.
        """
        name = name[:LONGEST_NAME]
        async with uow.reading():
            known = await uow.residents.of(account.platform, account.user_id)
        if known is None:
            return await self._meet(account, name, locale, uow)
        if known.account != account:
            return known
        now = replace(known, name=name or known.name, locale=known.locale if known.locale_chosen else locale)
        if now != known:
            async with uow:
                await uow.residents.update(now)
                await uow.commit()
        return now

    async def _meet(self, account: Account, name: str, locale: str, uow: UnitOfWork) -> Resident:
        async with uow:
            added = await uow.residents.add(
                platform=account.platform,
                user_id=account.user_id,
                chat_id=account.user_id,
                name=name,
                locale=locale,
                created_at=self._clock(),
            )
            await uow.commit()
        return added

    async def went_away(self, resident: Resident, account: Account, uow: UnitOfWork) -> Resident:
        """The account has blocked the bot: another one is written to, or what is due waits for the resident."""
        return await self._settle(lost, resident, account, uow)

    async def came_back(self, resident: Resident, account: Account, uow: UnitOfWork) -> Resident:
        """The account can be reached again: what was held for the resident goes out."""
        return await self._settle(regained, resident, account, uow)

    async def choose_locale(self, resident: Resident, locale: str, uow: UnitOfWork) -> Resident:
        """Speak this language from now on, whatever the messenger says."""
        resident = replace(resident, locale=locale, locale_chosen=True)
        async with uow:
            await uow.residents.update(resident)
            await uow.commit()
        return resident

    async def _settle(
        self,
        change: Callable[[int, Account, datetime, UnitOfWork], Awaitable[Resident | None]],
        resident: Resident,
        account: Account,
        uow: UnitOfWork,
    ) -> Resident:
        async with uow:
            now = await change(resident.id, account, self._clock(), uow)
            await uow.commit()
        return now or resident
