"""The caption of `/stats`: whatever the figures are, it fits below a picture."""

from dataclasses import replace
from datetime import date

import pytest

from bot.desk.figures import FiguresCards
from bot.domain.city import City
from bot.domain.drafts import CardKind
from bot.domain.figures import Figures
from bot.domain.periods import Period, last_days
from bot.domain.reports import Status
from bot.say import LONGEST_CAPTION, units
from bot.services.counting import Counted
from bot.texts import LOCALES, Texts, Translator

MANY = 12_345_678


@pytest.fixture(params=LOCALES)
def t(request: pytest.FixtureRequest, city: City) -> Texts:
    return Translator(city.zone).of(request.param)


@pytest.fixture
def counted(city: City) -> Counted:
    """The largest numbers with the longest titles."""

    def longest(known: list[str], titles: dict[str, str]) -> list[tuple[str, int]]:
        return [(key, MANY) for key in sorted(known, key=lambda key: -len(titles[key]))[:10]]

    topics, agencies = city.catalogue.topics, city.catalogue.agencies
    return Counted(
        period=Period(date(2025, 11, 23), date(2026, 11, 23)),
        figures=Figures(
            total=MANY,
            by_status=dict.fromkeys(Status, MANY),
            median_days=123.456,
            answered=MANY,
            confirmed=MANY,
            refuted=MANY,
            overdue=MANY,
            topics=longest(list(topics), {key: one.title.ru for key, one in topics.items()}),
            agencies=longest(list(agencies), {key: one.title.ru for key, one in agencies.items()}),
        ),
        days=(),
        agency_id=None,
    )


def test_the_longest_caption_fits_below_the_picture(city: City, t: Texts, counted: Counted) -> None:
    screen = FiguresCards(city).figures(t, counted, b"png")
    assert units(screen.text) <= LONGEST_CAPTION
    assert screen.kind is CardKind.PHOTO
    for status in Status:
        assert status in counted.figures.by_status
    assert screen.text.count(" · ") == 10


def test_a_strange_id_is_shown_as_it_is(city: City, t: Texts, counted: Counted) -> None:
    figures = replace(counted.figures, topics=[("gone<topic>", 1)], agencies=[("gone&agency", 2)])
    text = FiguresCards(city).figures(t, replace(counted, figures=figures), None, failed=True).text
    assert "1 · gone&lt;topic&gt;" in text
    assert "2 · gone&amp;agency" in text
    assert t("figures-without-picture") in text


def test_buttons_ask_for_the_same_period_again(city: City, t: Texts, counted: Counted) -> None:
    whole = FiguresCards(city).figures(t, counted, None).keyboard
    month = (
        FiguresCards(city).figures(t, replace(counted, period=last_days(30, date(2026, 11, 23))), None).keyboard
    )

    def data(keyboard: object) -> list[str]:
        return [b.callback_data for row in keyboard.inline_keyboard for b in row]  # type: ignore[attr-defined]

    assert data(whole)[-2:] == ["oe:2025-11-23 2026-11-23:csv", "oe:2025-11-23 2026-11-23:geojson"]
    assert data(month)[-2:] == ["oe:30:csv", "oe:30:geojson"]
    assert [one for one in data(month) if one.startswith("of:")] == ["of:7", "of:30", "of:90", "of:365"]
    assert all(len(one.encode()) <= 64 for one in data(whole))
