"""An answer in the making: kept as JSON, shown in both languages within what a message and a caption hold."""

import json
from dataclasses import replace
from datetime import date

import pytest
from aiogram.types import InlineKeyboardMarkup
from hypothesis import given
from hypothesis import strategies as st

from bot.city_pack import load_city
from bot.desk.answer_draft import AnswerDraft
from bot.desk.answer_screens import AnswerScreens, _month_end
from bot.desk.callbacks import (
    AnswerAct,
    AnswerAs,
    AnswerUntil,
    AnswerWith,
    Approve,
    DeskAct,
    OnAnswer,
    OnReport,
    goes_on,
)
from bot.domain.answers import LONGEST_ANSWER, AnswerKind
from bot.domain.drafts import Card, CardKind
from bot.domain.evidence import PhotoFile
from bot.domain.photos import Photo
from bot.domain.reports import Status
from bot.say import LONGEST_CAPTION, LONGEST_TEXT, Screen
from bot.texts import LOCALES, Texts, Translator
from tests.domain.samples import report

LARGEST = 2**63 - 1
MOSCOW = load_city("moscow")
PHOTO = PhotoFile(file_id="AgAC", size=1000, as_photo=True)
OF_REPORT = Photo(key="0" * 64, width=1, height=1, size=1)
REPORT = replace(report(Status.IN_WORK), number=LARGEST, photos=(OF_REPORT,))

cards = st.builds(Card, st.integers(1, LARGEST), st.sampled_from(CardKind), st.none() | st.text("0a", max_size=64))
files = st.builds(PhotoFile, file_id=st.text(max_size=20), size=st.none() | st.integers(), as_photo=st.booleans())
drafts = st.builds(
    AnswerDraft,
    number=st.integers(1, LARGEST),
    kind=st.none() | st.sampled_from(AnswerKind),
    until=st.none() | st.dates(),
    words=st.text(max_size=50),
    photos=st.lists(files, max_size=5).map(tuple),
    album_id=st.none() | st.text(max_size=20),
    shown=st.none() | cards,
    on_card=st.booleans(),
)


@pytest.fixture(params=LOCALES)
def t(request: pytest.FixtureRequest) -> Texts:
    return Translator(MOSCOW.zone).of(request.param)


@given(drafts)
def test_what_is_kept_comes_back(draft: AnswerDraft) -> None:
    assert AnswerDraft.load(json.loads(json.dumps(draft.dump()))) == draft


def test_the_data_of_another_dialogue_is_no_answer() -> None:
    assert AnswerDraft.load({}) is None
    assert AnswerDraft.load({"number": 1, "since": "2026-11-23"}) is None


def test_a_kind_without_a_date_takes_the_date_away() -> None:
    promised = AnswerDraft(number=1, kind=AnswerKind.PROMISE, until=date(2026, 12, 10))
    assert promised.of_kind(AnswerKind.CHECK_UNTIL).until == date(2026, 12, 10)
    assert promised.of_kind(AnswerKind.DONE).until is None
    assert promised.of_kind(AnswerKind.DONE).of_kind(AnswerKind.PROMISE).lacks_date


def every_screen(t: Texts, draft: AnswerDraft) -> list[Screen]:
    screens = AnswerScreens()
    return [
        screens.kinds(t, REPORT, draft),
        screens.dates(t, REPORT, draft, date(2026, 11, 23)),
        screens.words(t, REPORT, draft, MOSCOW.templates),
        screens.words(t, REPORT, draft, ()),
        screens.preview(t, REPORT, draft, at_once=True),
        screens.preview(t, REPORT, draft, at_once=False),
    ]


@pytest.mark.parametrize("on_card", [True, False])
def test_screens_fit_and_on_the_card_they_keep_its_photo(t: Texts, on_card: bool) -> None:
    """A screen too long for a caption would make the messenger lose the card of the whole group."""
    draft = AnswerDraft(
        number=LARGEST,
        kind=AnswerKind.CHECK_UNTIL,
        until=date(2028, 12, 10),
        words="Щ" * LONGEST_ANSWER,
        photos=(PHOTO,) * 5,
        on_card=on_card,
    )
    for screen in every_screen(t, draft):
        assert screen.kind is (CardKind.PHOTO if on_card else CardKind.TEXT)
        assert len(screen.text) <= (LONGEST_CAPTION if on_card else LONGEST_TEXT)
        assert isinstance(screen.keyboard, InlineKeyboardMarkup)
        for button in (button for row in screen.keyboard.inline_keyboard for button in row):
            assert button.callback_data
            assert len(button.callback_data.encode()) <= 64
            assert 0 < len(button.text) <= 64


def test_templates_of_every_topic_fit_a_button() -> None:
    for template in MOSCOW.templates:
        assert len(AnswerWith(number=LARGEST, template=template.id).pack().encode()) <= 64


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_the_end_of_the_month_is_never_tomorrow(today: date, end: date) -> None:
    assert _month_end(today) == end


def test_no_day_is_offered_twice(t: Texts) -> None:
    for day in range(1, 29):
        screen = AnswerScreens().dates(t, REPORT, AnswerDraft(number=1), date(2026, 2, day))
        assert isinstance(screen.keyboard, InlineKeyboardMarkup)
        offered = [
            AnswerUntil.unpack(button.callback_data).day
            for row in screen.keyboard.inline_keyboard
            for button in row
            if button.callback_data and button.callback_data.startswith("ou:")
        ]
        assert offered == sorted(set(offered))
        assert date.fromordinal(offered[0]) > date(2026, 2, day)


def test_words_are_shown_as_they_are_and_not_as_markup(t: Texts) -> None:
    draft = AnswerDraft(number=1, words="<b>готово</b> & всё")
    assert "&lt;b&gt;готово&lt;/b&gt; &amp; всё" in AnswerScreens().preview(t, REPORT, draft, at_once=False).text


@pytest.mark.parametrize(
    ("data", "stays"),
    [
        *((OnAnswer(number=1, act=act).pack(), True) for act in AnswerAct),
        (AnswerAs(number=1, kind=AnswerKind.DONE).pack(), True),
        (AnswerUntil(number=1, day=739600).pack(), True),
        (AnswerWith(number=1, template="done").pack(), True),
        (OnReport(number=1, act=DeskAct.MAP).pack(), True),
        (OnReport(number=1, act=DeskAct.ANSWER).pack(), True),
        (OnReport(number=1, act=DeskAct.SHOW).pack(), False),
        (OnReport(number=1, act=DeskAct.REJECT).pack(), False),
        (Approve(number=1, answer=3).pack(), False),
        ("r:1:map", False),
        ("", False),
        (":map", False),
    ],
)
def test_only_steps_of_an_answer_leave_it_in_peace(data: str, stays: bool) -> None:
    assert goes_on(data) is stays
