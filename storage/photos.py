"""Photos of drafts, reports and events, as rows; their bytes are in the photo store."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from bot.domain.photos import Photo, PhotoFlaw
from storage.database import Statements
from storage.tables import photos

PHOTO_COLUMNS = (
    photos.c.key,
    photos.c.width,
    photos.c.height,
    photos.c.size,
    photos.c.file_id,
    photos.c.taken_at,
    photos.c.flaws,
)

KEYS_AT_ONCE = 500
"""SQLite and PostgreSQL both bound how many parameters a statement has; this is well below."""

ADD_PHOTOS = insert(photos).inline()
"""With one owner: a draft, a report or an event."""

_USED = select(photos.c.key).where(photos.c.key.in_(bindparam("keys", expanding=True))).distinct()


def photo_columns(photo: Photo) -> dict[str, Any]:
    return {
        "key": photo.key,
        "width": photo.width,
        "height": photo.height,
        "size": photo.size,
        "file_id": photo.file_id,
        "taken_at": photo.taken_at,
        "flaws": ",".join(photo.flaws),
    }


def photos_of(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Photo, ...]:
    """The photos in rows of an outer join with `PHOTO_COLUMNS`; a row without a photo has no key."""
    return tuple(
        Photo(
            key=row.key,
            width=row.width,
            height=row.height,
            size=row.size,
            file_id=row.file_id,
            taken_at=row.taken_at,
            flaws=tuple(map(PhotoFlaw, row.flaws.split(","))) if row.flaws else (),
        )
        for row in rows
        if row.key is not None
    )


class SqlPhotos:
    """What the sweep of the photo store asks."""

    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def used_among(self, keys: Collection[str]) -> set[str]:
        used: set[str] = set()
        rest = iter(keys)
        while chunk := list(islice(rest, KEYS_AT_ONCE)):
            used.update((await self._transaction.execute(_USED, {"keys": chunk})).scalars())
        return used
