"""Where the bot writes to a person by itself, when a messenger says that it cannot, or can again.

For the conversations and for the outbox alike; all of it inside an entered unit of work.
"""

from datetime import datetime, timedelta

from bot.domain.residents import Account, Resident
from bot.services.ports import UnitOfWork

HELD_FOR = timedelta(days=30)
"""Notices for somebody who has blocked the bot: older ones are not news any more."""


async def lost(resident_id: int, account: Account, now: datetime, uow: UnitOfWork) -> Resident | None:
    """The account has blocked the bot: what was to go there goes to another of the person's, or waits.

    Returns:
        The person as they are now; None if there is no such person any more.
    """
    await uow.residents.set_account_blocked(account, now)
    person = await uow.residents.get(resident_id)
    if person is None or person.account != account:
        return person
    if others := await uow.residents.reachable(resident_id):
        await uow.residents.set_address(resident_id, others[0])
    else:
        await uow.residents.set_blocked(resident_id, now)
        await uow.notices.hold(resident_id)
    return await uow.residents.get(resident_id)


async def regained(resident_id: int, account: Account, now: datetime, uow: UnitOfWork) -> Resident | None:
    """The account can be written to: if nothing of the person's could, it is the one from now on.

    Returns:
        The person as they are now; None if there is no such person any more.
    """
    await uow.residents.set_account_blocked(account, None)
    person = await uow.residents.get(resident_id)
    if person is None:
        return None
    if person.blocked_at is not None:
        await uow.residents.set_address(resident_id, account)
    await uow.notices.release(resident_id, since=now - HELD_FOR)
    return await uow.residents.get(resident_id)
