"""Residents, known by their accounts, and whom of them a broadcast reaches."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.broadcasts import Audience
from bot.domain.notices import OFF_AT_FIRST, Switch
from bot.domain.residents import Account, Platform, Resident
from storage.accounts import Accounts
from storage.database import Statements
from storage.tables import accounts, areas, districts, followers, reports, residents

_OF = (
    select(residents)
    .join(accounts, accounts.c.resident_id == residents.c.id)
    .where(accounts.c.platform == bindparam("platform"), accounts.c.user_id == bindparam("user_id"))
)
_INSERT = insert(residents)
_ADD = _INSERT.on_conflict_do_update(
    index_elements=[residents.c.platform, residents.c.user_id], set_={"platform": _INSERT.excluded.platform}
).returning(*residents.c)
_GET = select(residents).where(residents.c.id == bindparam("of_id"))
_UPDATE = update(residents).where(residents.c.id == bindparam("of_id"))

_AFTER = bindparam("after", type_=residents.c.id.type)
_LIMIT = bindparam("limit", type_=Integer)


def _keeps(switch: Switch) -> Any:
    """The resident has not switched it off."""
    return ("," + residents.c.switched_off + ",").not_like(f"%,{switch.value},%")


_REACHABLE = residents.c.blocked_at.is_(None) & _keeps(Switch.NEWS)
_FOLLOWS_BY_THE_WEEK = select(areas.c.id).where(areas.c.resident_id == residents.c.id, ~areas.c.at_once).exists()
_WANTING_DIGEST = (
    select(residents)
    .where(
        residents.c.id > _AFTER,
        residents.c.blocked_at.is_(None),
        _keeps(Switch.DIGEST) | (_keeps(Switch.AREAS) & _FOLLOWS_BY_THE_WEEK),
    )
    .order_by(residents.c.id)
    .limit(_LIMIT)
)
_ALL = select(residents.c.id).where(residents.c.id > _AFTER, _REACHABLE).order_by(residents.c.id).limit(_LIMIT)
_ALL_COUNT = select(func.count()).select_from(residents).where(_REACHABLE)
_REPORTERS = (
    select(reports.c.resident_id)
    .join(residents, residents.c.id == reports.c.resident_id)
    .where(reports.c.district == bindparam("of"), reports.c.resident_id > _AFTER, _REACHABLE)
    .distinct()
)
_IN_DISTRICT = _REPORTERS.order_by(reports.c.resident_id).limit(_LIMIT)
_IN_DISTRICT_COUNT = select(func.count()).select_from(_REPORTERS.subquery("found"))
_found = (
    select(reports.c.resident_id.label("id"))
    .where(reports.c.topic_id == bindparam("of"), reports.c.resident_id > _AFTER)
    .union(
        select(followers.c.resident_id)
        .join(reports, reports.c.number == followers.c.report_number)
        .where(reports.c.topic_id == bindparam("of"), followers.c.resident_id > _AFTER)
    )
    .subquery("found")
)
_CONCERNED = select(residents.c.id).join(_found, _found.c.id == residents.c.id).where(_REACHABLE)
_ON_TOPIC = _CONCERNED.order_by(residents.c.id).limit(_LIMIT)
_ON_TOPIC_COUNT = _CONCERNED.with_only_columns(func.count())
_PAGES = {Audience.ALL: _ALL, Audience.DISTRICT: _IN_DISTRICT, Audience.TOPIC: _ON_TOPIC}
_COUNTS = {Audience.ALL: _ALL_COUNT, Audience.DISTRICT: _IN_DISTRICT_COUNT, Audience.TOPIC: _ON_TOPIC_COUNT}
_DISTRICTS = select(districts.c.name)


class SqlResidents(Accounts):
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def of(self, platform: Platform, user_id: int) -> Resident | None:
        result = await self._transaction.execute(_OF, {"platform": platform.value, "user_id": user_id})
        row = result.one_or_none()
        return None if row is None else resident_of(row)

    async def get(self, resident_id: int) -> Resident | None:
        row = (await self._transaction.execute(_GET, {"of_id": resident_id})).one_or_none()
        return None if row is None else resident_of(row)

    async def add(
        self, *, platform: Platform, user_id: int, chat_id: int, name: str, locale: str, created_at: datetime
    ) -> Resident:
        """Store a person with this account; who was added meanwhile by another update is found instead."""
        if (known := await self.of(platform, user_id)) is not None:
            return known
        result = await self._transaction.execute(
            _ADD,
            {
                "platform": platform.value,
                "user_id": user_id,
                "chat_id": chat_id,
                "name": name,
                "locale": locale,
                "locale_chosen": False,
                "created_at": created_at,
                "switched_off": _joined(OFF_AT_FIRST),
                "at_night": False,
            },
        )
        added = resident_of(result.one())
        await self.attach(added.id, Account(platform, user_id))
        return added

    async def update(self, resident: Resident) -> None:
        """Write what the person chose, and their name.

        Where to write to them, whether they blocked the bot or are banned has methods of its own.
        """
        await self._transaction.execute(
            _UPDATE,
            {
                "of_id": resident.id,
                "name": resident.name,
                "locale": resident.locale,
                "locale_chosen": resident.locale_chosen,
                "switched_off": _joined(resident.switched_off),
                "at_night": resident.at_night,
            },
        )

    async def set_blocked(self, resident_id: int, at: datetime | None) -> None:
        await self._transaction.execute(_UPDATE, {"of_id": resident_id, "blocked_at": at})

    async def set_banned(self, resident_id: int, at: datetime | None) -> None:
        await self._transaction.execute(_UPDATE, {"of_id": resident_id, "banned_at": at})

    async def wanting_digest(self, *, after: int, limit: int) -> Sequence[Resident]:
        """Those who have blocked the bot want nothing."""
        rows = await self._transaction.execute(_WANTING_DIGEST, {"after": after, "limit": limit})
        return [resident_of(row) for row in rows]

    async def audience_count(self, audience: Audience, of: str) -> int:
        result = await self._transaction.execute(_COUNTS[audience], _asked(audience, of, after=0))
        return result.scalar_one()  # type: ignore[no-any-return]

    async def audience(self, audience: Audience, of: str, *, after: int, limit: int) -> Sequence[int]:
        parameters = {"after": after, "limit": limit, **_asked(audience, of, after=after)}
        return (await self._transaction.execute(_PAGES[audience], parameters)).scalars().all()

    async def districts(self, prefix: str, limit: int) -> Sequence[str]:
        """All of a city's districts are read: SQLite knows upper and lower case of ASCII only."""
        names = (await self._transaction.execute(_DISTRICTS)).scalars()
        begins = prefix.strip().casefold()
        return sorted(name for name in names if name.casefold().startswith(begins))[:limit]


def resident_of(row: Sequence[Any]) -> Resident:
    """The resident in the columns of `residents`, in their order: a sender reads thousands of them."""
    (
        resident_id,
        platform,
        user_id,
        chat_id,
        name,
        locale,
        locale_chosen,
        created_at,
        switched_off,
        at_night,
        blocked_at,
        banned_at,
    ) = row
    return Resident(
        id=resident_id,
        platform=Platform(platform),
        user_id=user_id,
        chat_id=chat_id,
        name=name,
        locale=locale,
        locale_chosen=locale_chosen,
        created_at=created_at,
        switched_off=_switches(switched_off),
        at_night=at_night,
        blocked_at=blocked_at,
        banned_at=banned_at,
    )


@lru_cache(maxsize=1024)
def _switches(joined: str) -> frozenset[Switch]:
    return frozenset(map(Switch, joined.split(","))) if joined else frozenset()


def _joined(switches: Collection[Switch]) -> str:
    return ",".join(sorted(switches))


def _asked(audience: Audience, of: str, *, after: int) -> dict[str, Any]:
    return {} if audience is Audience.ALL else {"of": of, "after": after}
