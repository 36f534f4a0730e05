"""Drafts with their photos."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Integer,
    Row,
    Select,
    String,
    bindparam,
    cast,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import (
    insert,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.drafts import Card, CardKind, Draft, DraftState
from bot.domain.photos import Photo
from bot.domain.places import Point
from bot.domain.residents import Platform
from storage.database import Statements
from storage.expressions import uuid_text
from storage.photos import ADD_PHOTOS, PHOTO_COLUMNS, photo_columns, photos_of
from storage.rows import place_columns, place_of, place_values
from storage.tables import drafts, notices, photos
from storage.types import UtcDateTime


def _select() -> Select[*tuple[Any, ...]]:
    return (
        select(*drafts.c, *PHOTO_COLUMNS)
        .select_from(drafts.outerjoin(photos, photos.c.draft_id == drafts.c.id))
        .order_by(drafts.c.updated_at.desc(), drafts.c.id, photos.c.position)
    )


_GET = _select().where(drafts.c.id == bindparam("of_id"))
_IN_STATE = _select().where(
    drafts.c.resident_id == bindparam("of_resident"), drafts.c.state == bindparam("in_state")
)
_INSERT = insert(drafts)
_MARK = cast(photos.c.position, String) + " " + photos.c.key + " " + func.coalesce(photos.c.file_id, "")
_STORED_PHOTOS = (
    select(func.aggregate_strings(_MARK, literal_column("'\n'")))  # type: ignore[arg-type] # a str is slower
    .where(photos.c.draft_id == bindparam("of_id"))
    .scalar_subquery()
)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[drafts.c.id],
    set_={column.name: _INSERT.excluded[column.name] for column in drafts.c if not column.primary_key},
).returning(_STORED_PHOTOS)
_SET_CARD = (
    update(drafts)
    .where(drafts.c.id == bindparam("of_id"))
    .values(
        {name: bindparam(name) for name in ("card_message_id", "card_kind", "card_photo_key", "card_platform")}
    )
)
_REMOVE = delete(drafts).where(drafts.c.id == bindparam("of_id"))
_REMOVE_UNTOUCHED = delete(drafts).where(drafts.c.updated_at < bindparam("since"))
_NOT_CURRENT = (drafts.c.resident_id == bindparam("of_resident")) & (drafts.c.state != DraftState.CURRENT.value)
_REMOVE_OLDEST = delete(drafts).where(
    _NOT_CURRENT,
    drafts.c.id.not_in(
        select(drafts.c.id)
        .where(_NOT_CURRENT)
        .order_by(drafts.c.updated_at.desc(), drafts.c.id)
        .limit(bindparam("keep", type_=Integer))
        .correlate(None)
    ),
)
_REMINDED = (
    select(notices.c.id)
    .where(notices.c.key == "draft:" + uuid_text(drafts.c.id), notices.c.resident_id == drafts.c.resident_id)
    .exists()
)
SOMETHING = or_(
    drafts.c.lat.is_not(None),
    drafts.c.topic_id.is_not(None),
    drafts.c.description != "",
    select(photos.c.id).where(photos.c.draft_id == drafts.c.id).exists(),
)
"""Not `Draft.is_empty`."""
_UNFINISHED_PAGE = (
    select(drafts.c.id)
    .where(
        drafts.c.state == DraftState.CURRENT.value,
        drafts.c.updated_at >= bindparam("since", type_=UtcDateTime),
        drafts.c.updated_at < bindparam("until", type_=UtcDateTime),
        SOMETHING,
        ~_REMINDED,
    )
    .order_by(drafts.c.updated_at)
    .limit(bindparam("limit", type_=Integer))
    .subquery("page")
)
_UNFINISHED = _select().where(drafts.c.id.in_(select(_UNFINISHED_PAGE.c.id)))
_REMOVE_PHOTOS = delete(photos).where(photos.c.draft_id == bindparam("of_id"))


class SqlDrafts:
    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def get(self, draft_id: UUID) -> Draft | None:
        await self._transaction.hold(f"draft:{draft_id}")
        found = await self._drafts(_GET, {"of_id": draft_id})
        return found[0] if found else None

    async def current(self, resident_id: int) -> Draft | None:
        found = await self._drafts(_IN_STATE, {"of_resident": resident_id, "in_state": DraftState.CURRENT.value})
        return found[0] if found else None

    async def set_aside(self, resident_id: int) -> Sequence[Draft]:
        return await self._drafts(_IN_STATE, {"of_resident": resident_id, "in_state": DraftState.SET_ASIDE.value})

    async def put(self, draft: Draft) -> None:
        """Write the draft, and its photos where they are not as stored: mostly one statement."""
        result = await self._transaction.execute(_PUT, {"of_id": draft.id, **_columns(draft)})
        marks = result.scalar_one()
        stored = set(marks.split("\n")) if marks else set()
        wanted = {_mark(position, photo): (position, photo) for position, photo in enumerate(draft.photos)}
        if stored - wanted.keys():
            await self._transaction.execute(_REMOVE_PHOTOS, {"of_id": draft.id})
            stored = set()
        if rows := [
            {"draft_id": draft.id, "position": position, **photo_columns(photo)}
            for mark, (position, photo) in wanted.items()
            if mark not in stored
        ]:
            await self._transaction.execute(ADD_PHOTOS, rows)

    async def set_card(self, draft_id: UUID, card: Card) -> None:
        await self._transaction.execute(
            _SET_CARD,
            {
                "of_id": draft_id,
                "card_message_id": card.message_id,
                "card_kind": card.kind.value,
                "card_photo_key": card.photo_key,
                "card_platform": card.platform and card.platform.value,
            },
        )

    async def remove(self, draft_id: UUID) -> None:
        await self._transaction.execute(_REMOVE, {"of_id": draft_id})

    async def remove_untouched(self, since: datetime) -> int:
        result = await self._transaction.execute(_REMOVE_UNTOUCHED, {"since": since})
        return result.rowcount

    async def remove_oldest(self, resident_id: int, keep: int) -> None:
        await self._transaction.execute(_REMOVE_OLDEST, {"of_resident": resident_id, "keep": keep})

    async def unfinished(self, *, touched: tuple[datetime, datetime], limit: int) -> Sequence[Draft]:
        """Those touched longest ago first, for their time is over soonest; none in which nothing has been said."""
        since, until = touched
        found = await self._drafts(_UNFINISHED, {"since": since, "until": until, "limit": limit})
        return found[::-1]

    async def _drafts(self, statement: Select[*tuple[Any, ...]], parameters: dict[str, Any]) -> list[Draft]:
        rows = await self._transaction.execute(statement, parameters)
        return [_draft(list(group)) for _, group in groupby(rows, attrgetter("id"))]


def _mark(position: int, photo: Photo) -> str:
    """What tells one photo of a draft from another, as `_MARK` has it: all the rest follows from the key."""
    return f"{position} {photo.key} {photo.file_id or ''}"


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "resident_id": draft.resident_id,
        "created_at": draft.created_at,
        "updated_at": draft.updated_at,
        "state": draft.state.value,
        **place_columns(draft.place),
        "topic_id": draft.topic_id,
        "topic_query": draft.topic_query,
        "photos_skipped": draft.photos_skipped,
        "description": draft.description,
        "description_skipped": draft.description_skipped,
        "description_message_id": draft.description_message_id,
        "candidates": [place_values(place) for place in draft.candidates],
        "card_message_id": draft.card and draft.card.message_id,
        "card_kind": draft.card and draft.card.kind.value,
        "card_photo_key": draft.card and draft.card.photo_key,
        "card_platform": draft.card and draft.card.platform and draft.card.platform.value,
        "album_id": draft.album_id,
        "topic_guessed": draft.topic_guessed,
        "details": dict(draft.details),
        "photo_lat": draft.photo_spot and draft.photo_spot.lat,
        "photo_lon": draft.photo_spot and draft.photo_spot.lon,
        "place_kept": draft.place_kept,
        "stop": draft.stop,
        "passed": draft.passed,
        "later": draft.later,
        "is_one_problem": draft.is_one_problem,
        "is_unlike_others": draft.is_unlike_others,
    }


def _card(row: Row[*tuple[Any, ...]]) -> Card:
    platform = None if row.card_platform is None else Platform(row.card_platform)
    return Card(row.card_message_id, CardKind(row.card_kind), row.card_photo_key, platform)


def _draft(rows: Sequence[Row[*tuple[Any, ...]]]) -> Draft:
    row = rows[0]
    return Draft(
        id=row.id,
        resident_id=row.resident_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        state=DraftState(row.state),
        place=None if row.lat is None else place_of(row.lat, row.lon, row.place_source, row.address, row.district),
        topic_id=row.topic_id,
        topic_query=row.topic_query,
        photos=photos_of(rows),
        photos_skipped=row.photos_skipped,
        description=row.description,
        description_skipped=row.description_skipped,
        description_message_id=row.description_message_id,
        candidates=tuple(place_of(*values) for values in row.candidates),
        card=None if row.card_kind is None else _card(row),
        album_id=row.album_id,
        topic_guessed=row.topic_guessed,
        details=row.details,
        photo_spot=None if row.photo_lat is None else Point(row.photo_lat, row.photo_lon),
        place_kept=row.place_kept,
        stop=row.stop,
        passed=tuple(row.passed),
        later=tuple(row.later),
        is_one_problem=row.is_one_problem,
        is_unlike_others=row.is_unlike_others,
    )
