"""Keyboards: what a press carries fits 64 bytes, words fit their buttons, pages wrap around."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot import area_callbacks, callbacks, keyboards, near_callbacks
from bot.area_callbacks import AtPoint, DropArea, FollowArea, KeepArea, OfArea, ReachArea, SetArea, ShowArea
from bot.callbacks import (
    ActOnDraft,
    ActOnReport,
    AnswersAtNight,
    Ask,
    AskDetails,
    ChooseDetail,
    ChoosePlace,
    ChooseTopic,
    DraftAct,
    DropDetail,
    GiveVerdict,
    Go,
    GoPast,
    LinkAccounts,
    OfDraft,
    OfferLink,
    OpenNear,
    RemovePhoto,
    ReportAct,
    SetLocale,
    SetSwitch,
    ShowCategories,
    ShowMine,
    ShowPoints,
    ShowTopics,
    Skip,
    SplitProblems,
    Unlink,
    WriteTo,
)
from bot.city_pack import load_city
from bot.domain.catalogue import Topic
from bot.domain.city import City
from bot.domain.drafts import Draft, Slot
from bot.domain.notices import Switch
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource
from bot.domain.reports import Report, Status
from bot.domain.residents import Platform
from bot.near_callbacks import ActOnNear, NearAct, OnSimilar, ReportHere, ShowNear, SimilarAct
from bot.texts import LOCALES, Texts, Translator
from handlers import menu_labels, recent_places

LONGEST_DATA = 64
"""Bytes of `callback_data` that the Bot API takes."""

LARGEST = 2**63 - 1
LONGEST_ID = "x" * 28
LONGEST_DETAIL_ID = "x" * 16
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
UUID_ = UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")
ADDRESS = "Москва, район Хорошёво-Мнёвники, улица Маршала Тухачевского, дом 25, корпус 1, строение 2"

LONGEST = (
    *(ActOnDraft(draft=UUID_, act=act) for act in DraftAct),
    *(Ask(draft=UUID_, slot=slot) for slot in Slot),
    *(Skip(draft=UUID_, slot=slot) for slot in Slot),
    ChooseTopic(draft=UUID_, topic=LONGEST_ID),
    OfDraft(draft=UUID_),
    ShowCategories(draft=UUID_),
    ShowTopics(draft=UUID_, category="x" * 24, page=99),
    ChoosePlace(draft=UUID_, lat=-9_000_000, lon=-18_000_000),
    RemovePhoto(draft=UUID_, position=9, key="f" * 8),
    *(ActOnReport(number=LARGEST, act=act) for act in ReportAct),
    *(GiveVerdict(number=LARGEST, answer=LARGEST, act=act) for act in ReportAct),
    AskDetails(draft=UUID_, detail=LONGEST_DETAIL_ID),
    ChooseDetail(draft=UUID_, detail=LONGEST_DETAIL_ID, option=99),
    DropDetail(draft=UUID_, detail=LONGEST_DETAIL_ID),
    GoPast(draft=UUID_, stop=LONGEST_ID),
    SplitProblems(draft=UUID_, one_by_one=False),
    ShowMine(page=LARGEST),
    OpenNear(number=LARGEST, lat=-9_000_000, lon=-18_000_000, page=99),
    *(ActOnNear(number=LARGEST, lat=-9_000_000, lon=-18_000_000, page=99, act=act) for act in NearAct),
    ShowNear(lat=-9_000_000, lon=-18_000_000, page=99),
    ReportHere(lat=-9_000_000, lon=-18_000_000, page=99),
    *(OnSimilar(draft=UUID_, number=LARGEST, act=act) for act in SimilarAct),
    ShowPoints(page=1_000_000),
    SetLocale(locale="zh-hant"),
    *(SetSwitch(switch=switch, on=False) for switch in Switch),
    AnswersAtNight(on=False),
    *(OfferLink(platform=platform) for platform in Platform),
    *(WriteTo(platform=platform) for platform in Platform),
    LinkAccounts(code="W" * 8),
    Unlink(surely=True),
    Go(to="emergency"),
    AtPoint(lat=-9_000_000, lon=-18_000_000),
    FollowArea(lat=-9_000_000, lon=-18_000_000, here=True),
    ReachArea(lat=-9_000_000, lon=-18_000_000, house=False),
    KeepArea(lat=-9_000_000, lon=-18_000_000, house=False, at_once=True),
    OfArea(area=LARGEST, here=False),
    ShowArea(area=LARGEST, here=False),
    SetArea(area=LARGEST, here=False, at_once=True),
    DropArea(area=LARGEST, here=False),
)


@pytest.fixture(scope="module")
def moscow() -> City:
    return load_city("moscow")


@pytest.fixture(scope="module", params=LOCALES)
def t(request: pytest.FixtureRequest, moscow: City) -> Texts:
    return Translator(moscow.zone).of(request.param)


def photo(number: int) -> Photo:
    return Photo(key=f"{number:064x}", width=1280, height=960, size=200_000)


def place(address: str | None = ADDRESS) -> Place:
    return Place(lat=-89.123456, lon=-179.123456, source=PlaceSource.ADDRESS, address=address)


def draft() -> Draft:
    return Draft(
        id=UUID_,
        resident_id=1,
        created_at=NOW,
        updated_at=NOW,
        topic_query="яма",
        photos=tuple(photo(number) for number in range(5)),
        candidates=(place(), place(None)),
    )


def report(photos: int = 2) -> Report:
    return Report(
        number=LARGEST,
        draft_id=UUID_,
        resident_id=1,
        topic_id=LONGEST_ID,
        agency_id="roads",
        place=place(),
        description="",
        status=Status.MODERATION,
        created_at=NOW,
        answer_due=NOW,
        photos=tuple(photo(number) for number in range(photos)),
    )


def every_keyboard(t: Texts, city: City) -> Iterable[InlineKeyboardMarkup]:
    topics = list(city.catalogue.topics.values())
    yield keyboards.candidates(t, draft(), asked_again=False)
    for again in (False, True):
        yield keyboards.topics(t, draft(), topics[:3], asked_again=again)
        for skip in (False, True):
            yield keyboards.question(t, draft(), Slot.DESCRIPTION, topics[:2], can_skip=skip, asked_again=again)
        yield keyboards.report_card(t, report(), can_change=again)
        answered = replace(report(), status=Status.ANSWERED, answer=9, refuted=again)
        yield keyboards.report_card(t, answered, can_change=False, waits=True, answer_photos=10)
    yield keyboards.report_card(t, replace(report(), status=Status.REJECTED), can_change=False)
    yield keyboards.categories(t, draft(), city.catalogue.categories.values())
    for category_id in city.catalogue.categories:
        of_it = city.catalogue.in_category(category_id)
        for page in range(len(of_it) // keyboards.TOPICS_ON_A_PAGE + 1):
            yield keyboards.category(t, draft(), category_id, page, list(of_it))
    yield keyboards.review(t, draft(), ())
    yield keyboards.review(t, replace(draft(), topic_guessed=True), topics[:2])
    yield keyboards.far_photo(t, draft())
    yield keyboards.change(t, draft(), has_details=True)
    for of_draft in (keyboards.too_long, keyboards.photos, keyboards.resume):
        yield of_draft(t, draft())
    yield keyboards.restore(t, draft())
    for of_report in (keyboards.filed, keyboards.surely_withdraw):
        yield of_report(t, report())
    for to_report in (keyboards.back_to_report, keyboards.open_report):
        yield to_report(t, LARGEST)
    yield keyboards.mine(t, [("x" * 100, draft()), ("№ 1", report())], 0, 10**6)
    for plain in (keyboards.help_, keyboards.begin, keyboards.leave_letter):
        yield plain(t)


def buttons(markup: InlineKeyboardMarkup) -> list[InlineKeyboardButton]:
    return [button for row in markup.inline_keyboard for button in row]


def press(markup: InlineKeyboardMarkup, label: str) -> str:
    """What the button with this label carries."""
    (button,) = (button for button in buttons(markup) if button.text == label)
    assert button.callback_data
    return button.callback_data


# What a press carries


def classes_of(base: type[CallbackData]) -> set[type[CallbackData]]:
    return {found for each in base.__subclasses__() for found in {each, *classes_of(each)}}


def test_every_kind_of_press_is_tried() -> None:
    ours = {
        kind
        for kind in classes_of(CallbackData)
        if kind.__module__ in (callbacks.__name__, near_callbacks.__name__, area_callbacks.__name__)
    }
    assert ours == {type(data) for data in LONGEST}


@pytest.mark.parametrize("data", LONGEST, ids=lambda data: data.pack())
def test_the_longest_press_fits_and_comes_back_the_same(data: CallbackData) -> None:
    packed = data.pack()
    assert len(packed.encode()) <= LONGEST_DATA
    assert packed.isascii()
    assert type(data).unpack(packed) == data


def test_prefixes_differ() -> None:
    prefixes = [kind.__prefix__ for kind in {type(data) for data in LONGEST}]
    assert len(set(prefixes)) == len(prefixes)


def test_every_id_of_the_catalogue_is_within_the_longest(moscow: City) -> None:
    catalogue = moscow.catalogue
    for topic_id in catalogue.topics:
        assert len(ChooseTopic(draft=UUID_, topic=topic_id).pack().encode()) <= LONGEST_DATA
    for category_id in catalogue.categories:
        assert len(ShowTopics(draft=UUID_, category=category_id, page=99).pack().encode()) <= LONGEST_DATA


@pytest.mark.parametrize(
    "forged", ["", "dt", "dt:x:road", "dd:00:send", "r:1:fly", "r:x:show", "my:x", "dt:" + "f" * 32 + ":a:b"]
)
def test_a_forged_press_is_refused(forged: str) -> None:
    for kind in (ChooseTopic, ActOnDraft, ActOnReport, ShowMine):
        with pytest.raises((ValueError, TypeError)):
            kind.unpack(forged)


# Words on buttons


def test_every_button_fits(t: Texts, moscow: City) -> None:
    made = list(every_keyboard(t, moscow))
    assert made
    for button in (button for markup in made for button in buttons(markup)):
        assert 0 < len(button.text) <= keyboards.LONGEST_LABEL, button.text
        assert button.callback_data
        assert len(button.callback_data.encode()) <= LONGEST_DATA, button.callback_data


def test_no_title_of_the_catalogue_is_cut(t: Texts, moscow: City) -> None:
    for topic in moscow.catalogue.topics.values():
        markup = keyboards.topics(t, draft(), [topic], asked_again=False)
        assert buttons(markup)[0].text == topic.title[t.locale]
    shown = keyboards.categories(t, draft(), moscow.catalogue.categories.values())
    assert not [button.text for button in buttons(shown) if button.text.endswith("…")]


def test_a_longer_line_is_cut_with_a_sign(t: Texts) -> None:
    first = buttons(keyboards.candidates(t, draft(), asked_again=False))[0]
    assert len(ADDRESS) > keyboards.LONGEST_LABEL == len(first.text)
    assert first.text.endswith("…")


def test_a_place_without_an_address_is_named_by_its_point(t: Texts) -> None:
    assert buttons(keyboards.candidates(t, draft(), asked_again=False))[1].text == "-89.12346, -179.12346"


def reply_keyboards(t: Texts) -> tuple[ReplyKeyboardMarkup, ...]:
    return keyboards.menu(t), *(
        keyboards.location(t, draft().candidates, asked_again=again) for again in (False, True)
    )


def test_reply_keyboards_fit_and_have_a_short_placeholder(t: Texts) -> None:
    for markup in reply_keyboards(t):
        assert markup.resize_keyboard
        assert markup.input_field_placeholder
        assert len(markup.input_field_placeholder) <= 64
        assert all(len(button.text) <= 64 for row in markup.keyboard for button in row)


def test_words_of_reply_keyboards_are_not_taken_for_evidence(t: Texts, moscow: City) -> None:
    """A press on them comes as plain text, so they are known to whoever tells buttons from words."""
    known = menu_labels(Translator(moscow.zone))
    for markup in reply_keyboards(t):
        words = {button.text for row in markup.keyboard for button in row if not button.request_location}
        assert {word for word in words if not word.startswith(recent_places(Translator(moscow.zone)))} <= known


def test_a_location_can_be_sent_from_its_keyboard(t: Texts) -> None:
    for markup in reply_keyboards(t)[1:]:
        first = markup.keyboard[0][0]
        assert first.request_location
        assert first.text == t.label("place-button-share")


def test_buttons_of_photos_carry_the_photo_they_were_made_for(t: Texts) -> None:
    carried = [RemovePhoto.unpack(press(keyboards.photos(t, draft()), label(t, n))) for n in range(1, 6)]
    assert [data.position for data in carried] == [0, 1, 2, 3, 4]
    assert all(draft().photos[data.position].key.startswith(data.key) for data in carried)


def label(t: Texts, position: int) -> str:
    return t.label("photo-button-remove", position=position)


# Pages


def pages_of(markup: InlineKeyboardMarkup) -> tuple[int, str, int]:
    """Where «◀️» leads, the words between, where «▶️» leads; counted from 0."""
    between = next(button.text for button in buttons(markup) if re.fullmatch(r"\d+ / \d+", button.text))
    back, on = (int(press(markup, sign).rpartition(":")[2]) for sign in ("◀️", "▶️"))
    return back, between, on


@pytest.fixture(scope="module")
def twenty(moscow: City) -> list[Topic]:
    return list(moscow.catalogue.topics.values())[:20]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (0, (2, "1 / 3", 1)),
        (1, (0, "2 / 3", 2)),
        (2, (1, "3 / 3", 0)),
        (99, (1, "3 / 3", 0)),
        (-1, (2, "1 / 3", 1)),
    ],
)
def test_pages_of_a_category_wrap_around(
    t: Texts, twenty: list[Topic], page: int, expected: tuple[int, str, int]
) -> None:
    assert pages_of(keyboards.category(t, draft(), "roads", page, twenty)) == expected


def test_pages_of_a_category_hold_each_topic_once(t: Texts, twenty: list[Topic]) -> None:
    shown = [
        ChooseTopic.unpack(button.callback_data).topic
        for page in range(3)
        for button in buttons(keyboards.category(t, draft(), "roads", page, twenty))
        if button.callback_data and button.callback_data.startswith("dt:")
    ]
    assert shown == [topic.id for topic in twenty]


@pytest.mark.parametrize("count", [0, 1, 8])
def test_one_page_has_no_arrows(t: Texts, twenty: list[Topic], count: int) -> None:
    markup = keyboards.category(t, draft(), "roads", 0, twenty[:count])
    assert "▶️" not in {button.text for button in buttons(markup)}


@pytest.mark.parametrize(("page", "expected"), [(0, (2, "1 / 3", 1)), (1, (0, "2 / 3", 2)), (2, (1, "3 / 3", 0))])
def test_pages_of_ones_own_reports_wrap_around(t: Texts, page: int, expected: tuple[int, str, int]) -> None:
    assert pages_of(keyboards.mine(t, [("№ 1", report())], page, 3)) == expected
