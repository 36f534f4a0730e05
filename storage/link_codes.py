"""Codes that link accounts of two messengers, by their hashes."""

from datetime import datetime

from sqlalchemy import Row, bindparam, delete, insert, select

from bot.domain.linking import LinkCode
from bot.domain.residents import Platform
from storage.database import Statements
from storage.tables import link_codes
from storage.types import UtcDateTime

_DROP = delete(link_codes).where(link_codes.c.resident_id == bindparam("of_resident"))
_ADD = insert(link_codes)
_GET = select(link_codes).where(link_codes.c.code_hash == bindparam("of_code"))
_TAKE = delete(link_codes).where(link_codes.c.code_hash == bindparam("of_code")).returning(*link_codes.c)
_FORGET = delete(link_codes).where(link_codes.c.expires_at < bindparam("before", type_=UtcDateTime))


class SqlLinkCodes:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def put(self, code: LinkCode) -> None:
        await self._transaction.execute(_DROP, {"of_resident": code.resident_id})
        await self._transaction.execute(
            _ADD,
            {
                "code_hash": code.code_hash,
                "resident_id": code.resident_id,
                "platform": code.platform.value,
                "created_at": code.created_at,
                "expires_at": code.expires_at,
            },
        )

    async def get(self, code_hash: str) -> LinkCode | None:
        row = (await self._transaction.execute(_GET, {"of_code": code_hash})).one_or_none()
        return None if row is None else _code(row)

    async def take(self, code_hash: str) -> LinkCode | None:
        row = (await self._transaction.execute(_TAKE, {"of_code": code_hash})).one_or_none()
        return None if row is None else _code(row)

    async def remove_expired(self, before: datetime) -> int:
        return (await self._transaction.execute(_FORGET, {"before": before})).rowcount


def _code(row: Row[str, int, str, datetime, datetime]) -> LinkCode:
    return LinkCode(
        code_hash=row.code_hash,
        resident_id=row.resident_id,
        platform=Platform(row.platform),
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
