"""One person in two messengers: a code from the one, typed or opened in the other, makes them one resident.

Only a press links, after it was shown whom with: a link may have been sent by a stranger.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.linking import CODE_LENGTH, CODE_SIGNS, LinkCode, read_code
from bot.domain.residents import Account, Platform, Resident
from bot.errors import (
    AccountsApart,
    AccountsLinked,
    BannedFromParting,
    LinkCodeExpired,
    LinkCodeHere,
    LinkCodeOwn,
    LinkCodeUnknown,
    LinkedElsewhere,
    RolesDiffer,
    TooManyLinkCodes,
)
from bot.services.ports import Clock, UnitOfWork
from bot.services.reachability import HELD_FOR, regained
from bot.services.staff import Staff
from bot.services.tries import Tries

CODE_LASTS = timedelta(minutes=15)
EXPIRED_KEPT_FOR = timedelta(days=1)
"""So that whoever comes too late is told so."""
MOST_TRIES, TRIES_WITHIN = 5, timedelta(hours=1)
"""Wrong codes and links made: parting and linking again gives a new person's daily limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Who gave a code.

    Attributes:
        code: As it is stored in a button.
        name: The first one; "" for somebody without a name.
        platform: Where the code was given.
        shares_rights: One of the two works for the city, and both will have the rights.
    """

    code: str
    name: str
    platform: Platform
    shares_rights: bool


class Linking:
    def __init__(self, *, staff: Staff, clock: Clock) -> None:
        self._staff = staff
        self._clock = clock
        self._tries = Tries(most=MOST_TRIES, within=TRIES_WITHIN, clock=clock)

    async def offer(self, person: Resident, account: Account, uow: UnitOfWork) -> str:
        """A new code, good for another messenger, once and for `CODE_LASTS`; an older one is good no more.

        Raises:
            AccountsLinked: The person has linked accounts already.
        """
        code, now = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH)), self._clock()
        async with uow:
            if len(await uow.residents.accounts(person.id)) > 1:
                raise AccountsLinked
            await uow.link_codes.remove_expired(now - EXPIRED_KEPT_FOR)
            await uow.link_codes.put(
                LinkCode(
                    code_hash=_hash(code),
                    resident_id=person.id,
                    platform=account.platform,
                    created_at=now,
                    expires_at=now + CODE_LASTS,
                )
            )
            await uow.commit()
        return code

    async def look(self, person: Resident, account: Account, words: str, uow: UnitOfWork) -> Whom:
        """Whom the account would be linked with by a code, as it was typed.

        Raises:
            LinkCodeUnknown, LinkCodeExpired, LinkCodeOwn, LinkCodeHere, AccountsLinked, LinkedElsewhere,
            RolesDiffer, TooManyLinkCodes: Why it would not.
        """
        code = self._read(account, words)
        async with uow.reading():
            found = await uow.link_codes.get(_hash(code))
            issuer, offered = await self._issuer(person, account, found, uow)
            works = [await self._staff.of(one, uow) for one in (person, issuer)]
        return Whom(
            code=code,
            name=next(iter(issuer.name.split()), ""),
            platform=offered.platform,
            shares_rights=any(works),
        )

    async def link(self, person: Resident, account: Account, code: str, uow: UnitOfWork) -> Resident:
        """Make both one person: who gave the code stays, with its settings and where it is written to.

        Raises:
            LinkCodeUnknown, LinkCodeExpired, LinkCodeOwn, LinkCodeHere, AccountsLinked, LinkedElsewhere,
            RolesDiffer, TooManyLinkCodes: Why not; nothing has changed.
        """
        code, now = self._read(account, code), self._clock()
        async with uow:
            found = await uow.link_codes.take(_hash(code))
            kept, _ = await self._issuer(person, account, found, uow)
            await uow.residents.merge(kept.id, person.id)
            if kept.banned_at is None and person.banned_at is not None:
                await uow.residents.set_banned(kept.id, person.banned_at)
            linked = await regained(kept.id, account, now, uow)
            await uow.commit()
        self._tries.add(account)
        return linked or kept

    async def choose(self, person: Resident, platform: Platform, uow: UnitOfWork) -> Resident:
        """Write to the person in this messenger from now on.

        Raises:
            AccountsApart: They have no account there (any more).
        """
        async with uow:
            chosen = next((a for a in await uow.residents.accounts(person.id) if a.platform is platform), None)
            if chosen is None:
                raise AccountsApart
            await self._write_to(chosen, person, uow)
            now = await uow.residents.get(person.id)
            await uow.commit()
        return now or person

    async def ends_rights(self, person: Resident, uow: UnitOfWork) -> bool:
        """Whether parting makes an operator a resident; an owner is one by the account."""
        async with uow.reading():
            return await uow.operators.of(person.id) is not None

    async def unlink(self, person: Resident, account: Account, uow: UnitOfWork) -> None:
        """The account leaves: its next word makes somebody new; everything stays with the other one.

        Rights by an invitation end: whoever was talked into linking must not leave them with a stranger.

        Raises:
            AccountsApart: It is the person's only one.
            BannedFromParting: A new person would not be barred.
        """
        async with uow:
            now = await uow.residents.get(person.id)
            accounts = await uow.residents.accounts(person.id)
            others = [one for one in accounts if one != account]
            if now is None or not others or account not in accounts:
                raise AccountsApart
            if now.banned_at is not None:
                raise BannedFromParting
            if now.account == account:
                await self._write_to(others[0], person, uow)
            await uow.residents.detach(person.id, account)
            await uow.operators.remove(person.id)
            await uow.commit()

    async def _write_to(self, account: Account, person: Resident, uow: UnitOfWork) -> None:
        await uow.residents.set_address(person.id, account)
        await uow.notices.release(person.id, since=self._clock() - HELD_FOR)

    def _read(self, account: Account, words: str) -> str:
        if self._tries.are_used_up(account):
            raise TooManyLinkCodes
        code = read_code(words)
        if code is None:
            raise LinkCodeUnknown
        return code

    async def _issuer(
        self, person: Resident, account: Account, found: LinkCode | None, uow: UnitOfWork
    ) -> tuple[Resident, LinkCode]:
        """Who gave the code, if the two may become one."""
        mine = await uow.residents.accounts(person.id)
        issuer = None if found is None else await uow.residents.get(found.resident_id)
        if len(mine) > 1:
            raise AccountsLinked
        if found is None or issuer is None:
            self._tries.add(account)
            raise LinkCodeUnknown
        if issuer.id == person.id:
            raise LinkCodeOwn
        if found.expires_at < self._clock():
            raise LinkCodeExpired
        if not found.is_for(account):
            raise LinkCodeHere
        if len(await uow.residents.accounts(issuer.id)) > 1:
            raise LinkedElsewhere
        await self._check_roles(person, issuer, uow)
        return issuer, found

    async def _check_roles(self, person: Resident, issuer: Resident, uow: UnitOfWork) -> None:
        works = [await self._staff.of(one, uow) for one in (person, issuer)]
        roles = {(one.role, one.agency_id) for one in works if one is not None}
        if len(roles) > 1:
            raise RolesDiffer


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
