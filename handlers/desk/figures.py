"""`/stats` and `/export`: what happened in a period, as a picture with figures and as a file."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.chart.plan import plan
from bot.chart.studio import ChartNotDrawn, ChartStudio
from bot.desk.figures import YEAR, Export, FiguresCards, ShowFigures
from bot.domain.city import City
from bot.domain.figures import DayFigures
from bot.domain.periods import Period, last_days, period_of
from bot.errors import WrongUsage
from bot.services.counting import Counting
from bot.services.export_formats import Form
from bot.services.exporting import Exporting
from bot.services.ports import Clock
from bot.talk import Talk
from bot.texts import Texts, Translator
from bot.wording import export_words
from handlers.draft_card import pressed_card

DEFAULT_DAYS = 30
IN_WORDS = (
    ("figures-words-week", 7),
    ("figures-words-month", DEFAULT_DAYS),
    ("figures-words-quarter", 90),
    ("figures-words-year", YEAR),
)


class Periods:
    """Reads a period as people write it, in any language of the bot."""

    def __init__(self, *, translator: Translator, city: City, clock: Clock) -> None:
        self._city = city
        self._clock = clock
        self._days = {
            word.strip(): days
            for text, days in IN_WORDS
            for words in translator.labels(text)
            for word in words.split(",")
        }

    def read(self, words: str, usage: str) -> Period:
        """The period; the last thirty days when there are no words.

        Raises:
            WrongUsage: The words name no period.
        """
        words, today = words.strip().casefold(), self._city.today(self._clock())
        if days := self._days.get(words) or (0 if words else DEFAULT_DAYS):
            return last_days(days, today)
        period = period_of(words, today)
        if period is None:
            raise WrongUsage(usage)
        return period


def create_router() -> Router:
    router = Router(name="figures")
    router.message.register(stats, Command("stats"))
    router.message.register(export, Command("export"))
    router.callback_query.register(turn_stats, ShowFigures.filter())
    router.callback_query.register(export_by_press, Export.filter())
    return router


async def stats(
    _message: Message,
    command: CommandObject,
    talk: Talk,
    periods: Periods,
    counting: Counting,
    figures_cards: FiguresCards,
    chart_studio: ChartStudio,
) -> None:
    await _show(None, periods.read(command.args or "", "usage-stats"), talk, counting, figures_cards, chart_studio)


async def turn_stats(
    query: CallbackQuery,
    callback_data: ShowFigures,
    talk: Talk,
    periods: Periods,
    counting: Counting,
    figures_cards: FiguresCards,
    chart_studio: ChartStudio,
) -> None:
    """Another period in the same message."""
    period = periods.read(callback_data.period, "usage-stats")
    await _show(query, period, talk, counting, figures_cards, chart_studio)


async def _show(
    query: CallbackQuery | None,
    period: Period,
    talk: Talk,
    counting: Counting,
    figures_cards: FiguresCards,
    chart_studio: ChartStudio,
) -> None:
    counted = await counting.figures(talk.person, period, talk.uow)
    picture, failed = None, False
    async with talk.say.preparing(photo=True):
        try:
            picture = await _drawn(talk.t, counted.days, chart_studio)
        except ChartNotDrawn:
            failed = True
    screen = figures_cards.figures(talk.t, counted, picture, failed=failed)
    pressed = pressed_card(query) if query else None
    await talk.say.show(screen, instead_of=pressed, in_place=pressed is not None)


async def _drawn(t: Texts, days: Sequence[DayFigures], chart_studio: ChartStudio) -> bytes | None:
    """The picture of the days; none where nothing happened."""
    if not any(day.filed or day.answered for day in days):
        return None
    return await chart_studio.draw(plan(t, days))


async def export(
    _message: Message,
    command: CommandObject,
    talk: Talk,
    periods: Periods,
    exporting: Exporting,
    figures_cards: FiguresCards,
) -> None:
    """`/export [period] [csv|geojson]`."""
    words = (command.args or "").split()
    form = Form(words.pop().lower()) if words and words[-1].lower() in set(Form) else Form.CSV
    period = periods.read(" ".join(words), "usage-export")
    await _export(period, form, talk, exporting, figures_cards)


async def export_by_press(
    _query: CallbackQuery,
    callback_data: Export,
    talk: Talk,
    periods: Periods,
    exporting: Exporting,
    figures_cards: FiguresCards,
) -> None:
    period = periods.read(callback_data.period, "usage-export")
    await _export(period, callback_data.form, talk, exporting, figures_cards)


async def _export(
    period: Period, form: Form, talk: Talk, exporting: Exporting, figures_cards: FiguresCards
) -> None:
    async with (
        talk.say.preparing(),
        exporting.file(talk.person, period, form, export_words(talk.t), talk.uow) as made,
    ):
        if not made.rows:
            await talk.say("figures-export-empty")
            return
        caption = figures_cards.exported(talk.t, period, made.rows, is_packed=made.path.suffix == ".gz")
        keyboard = figures_cards.other_form(talk.t, period, form)
        await talk.say.document(made.path, made.path.name, caption, keyboard)
