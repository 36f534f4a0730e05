"""Exports as files: whose reports are in them, how large they may be, and that nothing stays behind."""

import csv
import gzip
import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.city import City
from bot.domain.operators import Role
from bot.domain.periods import Period, last_days
from bot.domain.residents import Resident
from bot.errors import ExportTooLarge, NotAnOperator
from bot.services import exporting
from bot.services.export_formats import Form
from bot.services.exporting import Exported, Exporting
from bot.texts import Translator
from bot.wording import export_words
from storage import figures
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.crew import AGENCY, Crew, hire_crew
from tests.harness.world import Hands
from tests.storage.samples import new_report

WEEK = last_days(7, date(2026, 11, 23))


class Desk:
    """Exports with a database behind them."""

    def __init__(self, crew: Crew, city: City, clock: Hands, database: Database, folder: Path) -> None:
        self.crew, self.clock, self.database, self.folder = crew, clock, database, folder
        self._exporting = Exporting(staff=crew.staff, city=city)
        self._words = export_words(Translator(city.zone).of("ru"))

    async def filed(self, *agencies: str, days_ago: int = 0) -> None:
        async with SqlUnitOfWork(self.database) as uow:
            for agency_id in agencies:
                at = self.clock() - timedelta(days=days_ago)
                await uow.reports.add(new_report(self.crew.resident.id, agency_id=agency_id, created_at=at))
            await uow.commit()

    @asynccontextmanager
    async def file(
        self, person: Resident, period: Period = WEEK, form: Form = Form.CSV
    ) -> AsyncIterator[Exported]:
        uow = SqlUnitOfWork(self.database)
        async with self._exporting.file(person, period, form, self._words, uow) as made:
            yield made

    async def numbers(self, person: Resident, period: Period = WEEK) -> list[int]:
        async with self.file(person, period) as made:
            text = made.path.read_text(encoding="utf-8-sig")
        return [int(row["Номер"]) for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")]

    @property
    def left_behind(self) -> list[Path]:
        return list(self.folder.iterdir())


@pytest.fixture
async def desk(
    database: Database, city: City, clock: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return Desk(await hire_crew(database, city, clock), city, clock, database, folder)


async def test_the_file_holds_the_reports_of_the_period(desk: Desk) -> None:
    await desk.filed("lights", days_ago=8)
    await desk.filed("lights", days_ago=6)
    await desk.filed("lights", AGENCY)
    assert await desk.numbers(desk.crew[Role.ANALYST]) == [2, 3, 4]
    assert desk.left_behind == []


async def test_a_file_of_many_batches_is_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "BATCH", 2)
    await desk.filed(*[AGENCY] * 7)
    assert await desk.numbers(desk.crew[Role.OWNER]) == [1, 2, 3, 4, 5, 6, 7]


async def test_an_agency_gets_its_own(desk: Desk) -> None:
    await desk.filed("lights", AGENCY, "lights", AGENCY)
    assert await desk.numbers(desk.crew[Role.AGENCY]) == [2, 4]
    assert await desk.numbers(desk.crew[Role.CONTROL]) == [1, 2, 3, 4]


async def test_a_resident_gets_nothing(desk: Desk) -> None:
    await desk.filed(AGENCY)
    with pytest.raises(NotAnOperator):
        await desk.numbers(desk.crew.resident)
    assert desk.left_behind == []


@pytest.mark.parametrize("form", Form)
async def test_the_file_is_named_by_city_and_days(desk: Desk, form: Form) -> None:
    async with desk.file(desk.crew[Role.OWNER], form=form) as made:
        assert made.path.name == f"moscow-2026-11-17-2026-11-23.{form.value}"
        assert made.rows == 0


async def test_a_large_file_is_compressed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "COMPRESSED_ABOVE", 100)
    await desk.filed(AGENCY)
    async with desk.file(desk.crew[Role.OWNER]) as made:
        assert made.path.name.endswith(".csv.gz")
        assert b"road-potholes" in gzip.decompress(made.path.read_bytes())
        assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    assert desk.left_behind == []


@pytest.mark.parametrize("limits", [{"COMPRESSED_ABOVE": 100, "LARGEST": 100}, {"HOPELESS": 100}])
async def test_a_file_that_nobody_takes_is_said_to_be_too_large(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]
) -> None:
    for name, limit in limits.items():
        monkeypatch.setattr(exporting, name, limit)
    await desk.filed(AGENCY)
    with pytest.raises(ExportTooLarge):
        await desk.numbers(desk.crew[Role.OWNER])
    assert desk.left_behind == []
