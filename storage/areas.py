"""Areas that residents follow and what happens in them, each found by cells of the map.

The cells of an area are kept only while its resident hears at once: a publication then looks at those whom it has
to tell, however many wait for their weekly digest.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    bindparam,
    delete,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import (
    postgresql,
)  # its ON CONFLICT is SQLite's too; SQLite's own is not PostgreSQL's

from bot.domain.areas import Area, AreaNews, Happening, NewArea
from bot.domain.places import Place, Point
from storage.cells import cell_of, cells_around
from storage.database import Statements
from storage.rows import PLACE_COLUMNS, place_of
from storage.tables import area_cells, area_news, areas, reports
from storage.types import UtcDateTime

_LIMIT = bindparam("limit", type_=Integer)
_ADD = insert(areas).returning(areas.c.id)
_ADD_CELLS = insert(area_cells).inline()
_REMOVE_CELLS = delete(area_cells).where(area_cells.c.area_id == bindparam("of_id"))
_OF_RESIDENT = select(areas).where(areas.c.resident_id == bindparam("of_resident")).order_by(areas.c.id)
_LISTENING = (
    select(areas)
    .join(area_cells, area_cells.c.area_id == areas.c.id)
    .where(area_cells.c.cell == bindparam("of_cell"), area_cells.c.area_id > bindparam("after"))
    .order_by(area_cells.c.area_id)
    .limit(_LIMIT)
)
_OWN = (areas.c.id == bindparam("of_id")) & (areas.c.resident_id == bindparam("of_resident"))
_GET = select(areas).where(_OWN)
_SET_AT_ONCE = update(areas).where(_OWN).values(at_once=bindparam("now_at_once"))
_SET_ADDRESS = update(areas).where(_OWN).values(address=bindparam("now_address"))
_REMOVE = delete(areas).where(_OWN)

_UNTOLD: ColumnElement[bool] = literal_column("area_news.told IS NOT NULL")  # as the index says it
NEWS_WITH_PLACE = select(area_news, reports.c.topic_id, *(reports.c[name] for name in PLACE_COLUMNS)).join(
    reports, reports.c.number == area_news.c.number
)
_NOTE = postgresql.insert(area_news).on_conflict_do_nothing(index_elements=[*area_news.primary_key])
_TO_TELL = NEWS_WITH_PLACE.where(_UNTOLD).order_by(area_news.c.at).limit(_LIMIT)
_SET_TOLD = (
    update(area_news)
    .where(area_news.c.number == bindparam("of_number"), area_news.c.happening == bindparam("of_happening"))
    .values(told=bindparam("now_told"))
)
_NEWS = (
    NEWS_WITH_PLACE.where(
        area_news.c.cell.in_(bindparam("cells", expanding=True, type_=BigInteger)),
        area_news.c.at >= bindparam("since", type_=UtcDateTime),
    )
    .order_by(area_news.c.at.desc(), area_news.c.number.desc())
    .limit(_LIMIT)
)
_REMOVE_OLD_NEWS = delete(area_news).where(area_news.c.at < bindparam("before", type_=UtcDateTime), ~_UNTOLD)


class SqlAreas:
    """Implements `bot.services.ports.Areas`."""

    def __init__(self, transaction: Statements) -> None:
        self._transaction = transaction

    async def add(self, area: NewArea) -> Area:
        columns = {
            "resident_id": area.resident_id,
            "lat": area.point.lat,
            "lon": area.point.lon,
            "address": area.address,
            "radius_m": area.radius_m,
            "at_once": area.at_once,
            "created_at": area.created_at,
        }
        area_id = (await self._transaction.execute(_ADD, columns)).scalar_one()
        added = Area(id=area_id, **{field.name: getattr(area, field.name) for field in fields(NewArea)})
        await self._listen(added)
        return added

    async def of_resident(self, resident_id: int) -> Sequence[Area]:
        rows = await self._transaction.execute(_OF_RESIDENT, {"of_resident": resident_id})
        return [_area(row) for row in rows]

    async def get(self, resident_id: int, area_id: int) -> Area | None:
        row = (await self._transaction.execute(_GET, _own(resident_id, area_id))).one_or_none()
        return None if row is None else _area(row)

    async def listening(self, place: Place, *, after: int, limit: int) -> tuple[Sequence[Area], int | None]:
        asked = {"of_cell": cell_of(place.point), "after": after, "limit": limit}
        found = [_area(row) for row in await self._transaction.execute(_LISTENING, asked)]
        return [area for area in found if area.holds(place)], found[-1].id if len(found) == limit else None

    async def set_at_once(self, resident_id: int, area_id: int, at_once: bool) -> None:
        own = _own(resident_id, area_id)
        await self._transaction.execute(_SET_AT_ONCE, {**own, "now_at_once": at_once})
        area = await self.get(resident_id, area_id)
        if area is not None:
            await self._transaction.execute(_REMOVE_CELLS, {"of_id": area_id})
            await self._listen(area)

    async def set_address(self, resident_id: int, area_id: int, address: str) -> None:
        await self._transaction.execute(_SET_ADDRESS, {**_own(resident_id, area_id), "now_address": address})

    async def remove(self, resident_id: int, area_id: int) -> None:
        await self._transaction.execute(_REMOVE, _own(resident_id, area_id))

    async def note(self, news: AreaNews) -> None:
        columns = {
            "number": news.number,
            "happening": news.happening.value,
            "seq": news.seq,
            "at": news.at,
            "cell": cell_of(news.place.point),
            "told": news.told,
        }
        await self._transaction.execute(_NOTE, columns)

    async def untold(self, limit: int) -> Sequence[AreaNews]:
        return [_news(row) for row in await self._transaction.execute(_TO_TELL, {"limit": limit})]

    async def set_told(self, news: AreaNews, told: int | None) -> None:
        asked = {"of_number": news.number, "of_happening": news.happening.value, "now_told": told}
        await self._transaction.execute(_SET_TOLD, asked)

    async def news(self, area: NewArea, *, since: datetime, limit: int) -> Sequence[AreaNews]:
        cells = sorted(cells_around(area.point, area.reach_m))
        rows = await self._transaction.execute(_NEWS, {"cells": cells, "since": since, "limit": limit})
        return [news for news in map(_news, rows) if area.holds(news.place)]

    async def remove_old_news(self, before: datetime) -> int:
        return (await self._transaction.execute(_REMOVE_OLD_NEWS, {"before": before})).rowcount

    async def _listen(self, area: Area) -> None:
        """Put the area into its cells, if its resident hears at once."""
        if area.at_once:
            cells = [{"cell": cell, "area_id": area.id} for cell in sorted(cells_around(area.point, area.reach_m))]
            await self._transaction.execute(_ADD_CELLS, cells)


def _own(resident_id: int, area_id: int) -> dict[str, int]:
    return {"of_id": area_id, "of_resident": resident_id}


def _area(row: Row[*tuple[Any, ...]]) -> Area:
    return Area(
        id=row.id,
        resident_id=row.resident_id,
        point=Point(row.lat, row.lon),
        address=row.address,
        radius_m=row.radius_m,
        at_once=row.at_once,
        created_at=row.created_at,
    )


def _news(row: Row[*tuple[Any, ...]]) -> AreaNews:
    return AreaNews(
        number=row.number,
        seq=row.seq,
        happening=Happening(row.happening),
        at=row.at,
        told=row.told,
        topic_id=row.topic_id,
        place=place_of(row.lat, row.lon, row.place_source, row.address, row.district),
    )
