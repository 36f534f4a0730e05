"""Reports of a period as a file: streamed, so that a million of them take no more memory than a few thousand."""

import asyncio
import gzip
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from bot.domain.city import City
from bot.domain.figures import ReportRow
from bot.domain.operators import Right
from bot.domain.periods import Period
from bot.domain.residents import Resident
from bot.errors import ExportTooLarge
from bot.services.counting import whose
from bot.services.export_formats import FORMATS, ExportWords, Form
from bot.services.ports import UnitOfWork
from bot.services.staff import Staff

MB = 1_000_000
COMPRESSED_ABOVE = 45 * MB
LARGEST = 49 * MB
"""A bot may send files of up to 50 MB; the request around it takes a little too."""
HOPELESS = 1000 * MB
"""Text compresses ten times or so: more than this cannot be sent, and need not be written to the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file that is there until the block is left."""

    path: Path
    name: str
    rows: int


class Exporting:
    """Writes exports, one at a time: each reads the whole table of reports."""

    def __init__(self, *, staff: Staff, city: City) -> None:
        self._staff = staff
        self._city = city
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def file(
        self, person: Resident, period: Period, form: Form, words: ExportWords, uow: UnitOfWork
    ) -> AsyncIterator[Exported]:
        """The reports filed in a period, as a file that can be sent; compressed when it is large.

        Raises:
            NotAnOperator, NotAllowed: Why not.
            ExportTooLarge: Even compressed it is larger than what can be sent.
        """
        async with self._turn:
            with TemporaryDirectory(prefix="gorod-export-") as folder:
                yield await self._made(person, period, form, words, uow, Path(folder))

    async def _made(
        self, person: Resident, period: Period, form: Form, words: ExportWords, uow: UnitOfWork, folder: Path
    ) -> Exported:
        since, until = period.moments(self._city.zone)
        path = folder / f"{self._city.id}-{period.first.isoformat()}-{period.last.isoformat()}.{form}"
        async with uow.reading():
            operator = await self._staff.require(person, Right.SEE_FIGURES, uow)
            with path.open("wb") as out:
                rows = await write_export(
                    out, since, until, form, words, self._city, uow, agency_id=whose(operator), most=HOPELESS
                )
        if path.stat().st_size > COMPRESSED_ABOVE:
            path = await asyncio.to_thread(_compressed, path)
        if path.stat().st_size > LARGEST:
            raise ExportTooLarge
        return Exported(path=path, name=path.name, rows=rows)


async def write_export(
    out: IO[bytes],
    since: datetime,
    until: datetime,
    form: Form,
    words: ExportWords,
    city: City,
    uow: UnitOfWork,
    *,
    agency_id: str | None = None,
    most: int | None = None,
) -> int:
    """Write the reports filed in the interval, inside an entered unit of work; how many there were.

    Args:
        most: Bytes after which it is no use to go on.

    Raises:
        ExportTooLarge: It would have had more than `most`.
    """
    made = FORMATS[form](city, words)

    def write(rows: Sequence[ReportRow]) -> int:
        return out.write(made.rows(rows))

    await asyncio.to_thread(out.write, made.head())
    count, size = 0, 0
    async for batch in uow.figures.rows(since, until, agency_id=agency_id):
        count += len(batch)
        size += await asyncio.to_thread(write, batch)
        if most is not None and size > most:
            raise ExportTooLarge
    await asyncio.to_thread(out.write, made.tail())
    return count


def _compressed(path: Path) -> Path:
    packed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as whole, gzip.open(packed, "wb", compresslevel=6) as out:
        shutil.copyfileobj(whole, out, length=1 << 20)
    path.unlink()
    return packed
