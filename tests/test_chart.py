"""The picture of `/stats`: what it shows, and the process that draws it."""

import asyncio
import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.chart.plan import MOST_DAYS, Chart, plan
from bot.chart.studio import ChartNotDrawn, ChartStudio
from bot.domain.figures import DayFigures
from bot.texts import LOCALES, Texts, Translator

FIRST = date(2026, 10, 25)


@pytest.fixture(scope="module")
def studio() -> Iterator[ChartStudio]:
    studio = ChartStudio()
    yield studio
    studio.close()


@pytest.fixture(params=LOCALES)
def t(request: pytest.FixtureRequest) -> Texts:
    return Translator(ZoneInfo("Europe/Moscow")).of(request.param)


@pytest.fixture
def ru() -> Texts:
    return Translator(ZoneInfo("Europe/Moscow")).of("ru")


def days(count: int, filed: int = 4, answered: int = 2) -> list[DayFigures]:
    return [DayFigures(FIRST + timedelta(days=number), filed, answered) for number in range(count)]


def colours(picture: bytes) -> set[tuple[int, ...]]:
    with Image.open(io.BytesIO(picture)) as image:
        assert image.format == "PNG"
        assert image.width == 1080
        found = image.convert("RGB").getcolors(1 << 20) or []
    return {pixel for _, pixel in found if isinstance(pixel, tuple)}


def test_a_month_is_drawn_day_by_day(ru: Texts) -> None:
    chart = plan(ru, days(30))
    assert chart.title == "Сообщения и ответы за день"
    assert chart.period == "25 окт. – 23 нояб. 2026\u00a0г."
    assert chart.names == ("Сообщения: 120", "Ответы: 60")
    assert (chart.filed, chart.answered) == ((4.0,) * 30, (2.0,) * 30)
    assert chart.ticks == ((0, "25 окт."), (10, "4 нояб."), (19, "13 нояб."), (29, "23 нояб."))
    assert not chart.has_bars


def test_a_year_is_drawn_by_weeks_and_a_part_of_one_is_left_out(ru: Texts) -> None:
    shown = [*days(364), DayFigures(FIRST + timedelta(days=364), 900, 900)]
    chart = plan(ru, shown)
    assert chart.title == "За день, в среднем по неделям"
    assert chart.filed == (4.0,) * 52
    assert chart.names[0] == "Сообщения: 2\u00a0356"
    assert chart.ticks == ((0, "окт. 2026"), (26, "апр. 2027"), (51, "окт. 2027"))


@pytest.mark.parametrize("count", [1, 2, 15, MOST_DAYS + 1, 1000])
async def test_any_number_of_days_makes_a_picture(studio: ChartStudio, t: Texts, count: int) -> None:
    chart = plan(t, days(count))
    assert chart.ticks[0][0] == 0
    assert chart.ticks[-1][0] == len(chart.filed) - 1
    found = colours(await studio.draw(chart))
    assert {(255, 255, 255), (31, 111, 235), (232, 89, 12)} <= found


@pytest.mark.parametrize(("filed", "answered"), [(0, 1), (10**6, 10**6)])
async def test_any_figures_make_a_picture(studio: ChartStudio, ru: Texts, filed: int, answered: int) -> None:
    assert len(colours(await studio.draw(plan(ru, days(20, filed, answered))))) > 10


@pytest.mark.parametrize(
    "program",
    ["import os; os.abort()", "print('no frame at all ' * 9)", "import time; time.sleep(60)"],
    ids=["crash", "nonsense", "hang"],
)
async def test_a_process_that_fails_costs_one_picture(ru: Texts, program: str) -> None:
    studio = ChartStudio((sys.executable, "-c", program), timeout_s=1)
    try:
        with pytest.raises(ChartNotDrawn):
            await studio.draw(plan(ru, days(3)))
        assert studio.child.process is None
    finally:
        studio.close()


async def test_a_picture_that_cannot_be_drawn_is_not_waited_for(studio: ChartStudio, ru: Texts) -> None:
    broken: Chart = replace(plan(ru, days(3)), filed=("x",))  # type: ignore[arg-type]  # as a mistake would
    with pytest.raises(ChartNotDrawn):
        await studio.draw(broken)
    assert await studio.draw(plan(ru, days(3)))


async def test_the_process_ends_when_nobody_looks_and_comes_back(ru: Texts) -> None:
    studio = ChartStudio(idle_s=0.05)
    try:
        await studio.draw(plan(ru, days(3)))
        process = studio.child.process
        assert process is not None
        await asyncio.to_thread(process.wait, 20)
        assert studio.child.process is None
        assert await studio.draw(plan(ru, days(3)))
    finally:
        studio.close()
    assert studio.child.process is None


async def test_the_bot_does_not_load_matplotlib(studio: ChartStudio, ru: Texts) -> None:
    """It takes 80 MB: this is why there is a process. All of the bot is loaded here, and has drawn."""
    assert await studio.draw(plan(ru, days(3)))
    assert "bot.app" in sys.modules
    assert not [name for name in sys.modules if name.startswith(("matplotlib", "bot.chart.drawing"))]
