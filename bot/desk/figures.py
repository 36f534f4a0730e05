"""Figures as operators see them: the caption below the picture, the buttons, and the words of an export."""

from collections.abc import Iterable, Mapping, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.cards import clipped, paragraphs
from bot.desk.keyboards import Row, button
from bot.domain.catalogue import Agency, Topic
from bot.domain.city import City
from bot.domain.figures import Figures
from bot.domain.periods import Period
from bot.domain.reports import Status
from bot.say import LONGEST_CAPTION, Screen, units
from bot.services.counting import Counted
from bot.services.export_formats import Form
from bot.texts import Html, Texts
from bot.wording import STATUS

NAMED = 5
"""Topics and agencies in a caption."""
LONGEST_TITLES = (60, 40, 28, 18)
"""Characters of their titles: the first that lets the caption fit."""
BUTTONS = ((7, "figures-button-week"), (30, "figures-button-month"), (90, "figures-button-quarter"))
YEAR = 365


class ShowFigures(CallbackData, prefix="of"):
    """The figures of a period, as `period_of` reads it."""

    period: str


class Export(CallbackData, prefix="oe"):
    period: str
    form: Form


class FiguresCards:
    """Makes the screens of `/stats` and `/export` for one city."""

    def __init__(self, city: City) -> None:
        self._city = city

    def figures(self, t: Texts, counted: Counted, picture: bytes | None, *, failed: bool = False) -> Screen:
        """The figures below their picture.

        Args:
            failed: There should have been a picture.
        """
        captions = (self._caption(t, counted, longest, failed=failed) for longest in LONGEST_TITLES)
        fitting = (text for text in captions if units(text) <= LONGEST_CAPTION)
        text = next(fitting, None) or self._caption(t, counted, LONGEST_TITLES[-1], failed=failed, named=NAMED - 2)
        return Screen(text=text, keyboard=_buttons(t, counted.period), drawn=picture)

    def exported(self, t: Texts, period: Period, count: int, *, is_packed: bool) -> str:
        """The caption of a file."""
        return paragraphs(
            t("figures-exported", period=t.span(period.first, period.last), count=count),
            t("figures-exported-packed") if is_packed else "",
        )

    def other_form(self, t: Texts, period: Period, form: Form) -> InlineKeyboardMarkup:
        """The same period in the other format."""
        return InlineKeyboardMarkup(inline_keyboard=[_forms(t, period, (one for one in Form if one is not form))])

    def _caption(self, t: Texts, counted: Counted, longest: int, *, failed: bool, named: int = NAMED) -> str:
        figures, catalogue = counted.figures, self._city.catalogue
        agency = catalogue.agencies.get(counted.agency_id or "")
        head = [t("figures-title", period=t.span(counted.period.first, counted.period.last))]
        if agency is not None:
            head.append(t("desk-card-agency", agency=clipped(agency.title[t.locale], longest)))
        head.append(t("figures-total", count=figures.total) if figures.total else t("figures-none"))
        return paragraphs(
            "\n".join(head),
            "\n".join(_statuses(t, figures.by_status)),
            "\n".join(_answers(t, figures)),
            _top(t, t("figures-topics"), figures.topics[:named], catalogue.topics, longest),
            _top(t, t("figures-agencies"), figures.agencies[:named], catalogue.agencies, longest)
            if counted.agency_id is None
            else "",
            t("figures-without-picture") if failed else "",
        )


def _statuses(t: Texts, counts: Mapping[Status, int]) -> Iterable[str]:
    for status in Status:
        if counts.get(status):
            yield t("figures-status", status=Html(t(STATUS[status])), count=counts[status])


def _answers(t: Texts, figures: Figures) -> Iterable[str]:
    """How fast, how many, and what the residents say to it."""
    if figures.median_days is not None:
        yield t("figures-median", days=round(figures.median_days, 1))
    if figures.answered:
        yield t("figures-answered", count=figures.answered, share=_percent(figures.answered, figures.total))
        yield t("figures-confirmed", share=_percent(figures.confirmed, figures.answered))
        yield t("figures-refuted", share=_percent(figures.refuted, figures.answered))
    if figures.overdue:
        yield t("figures-overdue", count=figures.overdue)


def _top(
    t: Texts, title: str, counts: Sequence[tuple[str, int]], known: Mapping[str, Topic | Agency], longest: int
) -> str:
    lines = []
    for key, count in counts:
        what = known[key].title[t.locale] if key in known else key
        lines.append(t("figures-line", count=count, what=clipped(what, longest)))
    return "\n".join([title, *lines]) if lines else ""


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _buttons(t: Texts, period: Period) -> InlineKeyboardMarkup:
    lengths = [(days, t.label(label)) for days, label in BUTTONS] + [(YEAR, t.label("figures-button-year"))]
    row = [
        button(f"• {label}" if days == period.days else label, ShowFigures(period=str(days)))
        for days, label in lengths
    ]
    return InlineKeyboardMarkup(inline_keyboard=[row, _forms(t, period, Form)])


def _forms(t: Texts, period: Period, forms: Iterable[Form]) -> Row:
    labels = {Form.CSV: t.label("figures-button-csv"), Form.GEOJSON: t.label("figures-button-geojson")}
    return [button(labels[form], Export(period=period.code, form=form)) for form in forms]
