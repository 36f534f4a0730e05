"""Screens about the places that a resident follows: the list, one of them, and the way to a new one."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.area_callbacks import DropArea, FollowArea, KeepArea, ReachArea, SetArea, ShowArea
from bot.callbacks import Go, OpenNear
from bot.cards import clipped, paragraphs
from bot.domain.areas import MOST_AREAS, Area, AreaNews, Happening, has_house
from bot.domain.catalogue import Catalogue
from bot.domain.notices import Switch
from bot.domain.places import Place, Point, distance_m
from bot.domain.residents import Resident
from bot.keyboards import LONGEST_LABEL, place_line
from bot.say import Screen
from bot.services.areas import SHOWN, Followed
from bot.texts import Html, Texts

LONGEST_NAME = 100
"""Characters of an address where there may be five of them."""
SIGN = {Happening.NEW: "🆕", Happening.SOLVED: "✅"}

Row = list[InlineKeyboardButton]


def follow_button(t: Texts, point: Point) -> InlineKeyboardButton:
    """«🔔 Следить за этим местом», for whatever screen shows a place."""
    lat, lon = in_callback(point)
    return _button(t.label("areas-button-follow"), FollowArea(lat=lat, lon=lon))


def in_callback(point: Point) -> tuple[int, int]:
    """Degrees in 1e-5, about a metre, as buttons carry them."""
    return round(point.lat * 100_000), round(point.lon * 100_000)


def area_name(t: Texts, area: Area) -> str:
    """An area in a few words, HTML: what it is, and where."""
    place = area.address or t("areas-point", point=f"{area.point.lat:.5f}, {area.point.lon:.5f}")
    return name_of(t, place, is_house=area.is_house)


def name_of(t: Texts, place: str, *, is_house: bool) -> str:
    """As `area_name`, of an address."""
    short = clipped(place, LONGEST_NAME)
    return t("areas-name-house", place=short) if is_house else t("areas-name-around", place=short)


def areas_list(t: Texts, person: Resident, areas: Sequence[Area]) -> Screen:
    """All that the person follows, and the way to one more."""
    rows = [[_button(_plain(t, area), ShowArea(area=area.id))] for area in areas]
    if len(areas) < MOST_AREAS:
        rows.append([_button(t.label("areas-button-add"), Go(to="area"))])
    rows.append([_button(t.label("draft-button-back"), Go(to="settings_here"))])
    lines = [
        t("areas-line-at-once" if area.at_once else "areas-line-weekly", name=Html(area_name(t, area)))
        for area in areas
    ]
    text = paragraphs(
        t("areas-title"),
        t("areas-what"),
        "\n".join(lines),
        t("areas-full", limit=MOST_AREAS) if len(areas) >= MOST_AREAS else "",
        t("areas-muted") if areas and not person.wants(Switch.AREAS) else "",
    )
    return Screen(text=text, keyboard=InlineKeyboardMarkup(inline_keyboard=rows))


def ask_place(t: Texts) -> Screen:
    """Where; the messenger sends a location only from a keyboard under the input field."""
    keyboard = ReplyKeyboardMarkup(
        keyboard=[
            [KeyboardButton(text=t.label("areas-button-share"), request_location=True)],
            [KeyboardButton(text=t.label("areas-button-cancel"))],
        ],
        resize_keyboard=True,
        input_field_placeholder=t.label("place-placeholder"),
    )
    return Screen(text=t("areas-ask"), keyboard=keyboard)


def candidates(t: Texts, places: Sequence[Place]) -> Screen:
    """Which of the places that were found for an address."""
    lines = [place_line(place) for place in places]
    rows = []
    for line, place in zip(lines, places, strict=True):
        lat, lon = in_callback(place.point)
        name = f"{line} ({place.district})" if place.district and lines.count(line) > 1 else line
        rows.append([_button(name, FollowArea(lat=lat, lon=lon, here=True))])
    rows.append([_button(t.label("areas-button-other"), Go(to="area"))])
    return Screen(text=t("areas-candidates-ask"), keyboard=InlineKeyboardMarkup(inline_keyboard=rows))


def ask_reach(t: Texts, place: Place) -> Screen:
    """The house or what is around; where there is no house, how often at once."""
    if place.address is not None and not has_house(place.address):
        return ask_often(t, place, house=False)
    lat, lon = in_callback(place.point)
    rows = [
        [_button(t.label("areas-button-house"), ReachArea(lat=lat, lon=lon, house=True))],
        [_button(t.label("areas-button-around"), ReachArea(lat=lat, lon=lon, house=False))],
        [_button(t.label("areas-button-other"), Go(to="area"))],
    ]
    text = t("areas-reach-ask", place=clipped(place_line(place), LONGEST_NAME))
    return Screen(text=text, keyboard=InlineKeyboardMarkup(inline_keyboard=rows))


def ask_often(t: Texts, place: Place, *, house: bool) -> Screen:
    lat, lon = in_callback(place.point)

    def keep(label: str, *, at_once: bool) -> Row:
        return [_button(t.label(label), KeepArea(lat=lat, lon=lon, house=house, at_once=at_once))]

    rows = [keep("areas-button-at-once", at_once=True), keep("areas-button-weekly", at_once=False)]
    rows.append([_button(t.label("draft-button-back"), FollowArea(lat=lat, lon=lon, here=True))])
    name = name_of(t, place_line(place), is_house=house)
    return Screen(text=t("areas-often-ask", name=Html(name)), keyboard=InlineKeyboardMarkup(inline_keyboard=rows))


def kept(t: Texts, area: Area) -> Screen:
    """It is followed from now on; what will come, and when."""
    what = "areas-kept-at-once" if area.at_once else "areas-kept-weekly"
    return Screen(text=t(what, name=Html(area_name(t, area))), keyboard=_to_list(t))


def dropped(t: Texts, area: Area) -> Screen:
    """It is followed no more; one press takes that back."""
    lat, lon = in_callback(area.point)
    again = KeepArea(lat=lat, lon=lon, house=area.is_house, at_once=area.at_once)
    keyboard = _to_list(t)
    keyboard.inline_keyboard.insert(0, [_button(t.label("areas-button-again"), again)])
    return Screen(text=t("areas-dropped", name=Html(area_name(t, area))), keyboard=keyboard)


def one_area(t: Texts, catalogue: Catalogue, followed: Followed) -> Screen:
    """What happened there lately, a button each; how often its news come, and the way out."""
    area, news = followed.area, followed.news
    counts = [sum(one.happening is which for one in news) for which in Happening]
    week = t("areas-week", new=counts[0], solved=counts[1]) if news else t("areas-week-quiet")
    rows = [[_news_button(t, catalogue, one, area)] for one in news[:SHOWN]]
    if len(news) > SHOWN:
        week = f"{week}\n{t('areas-week-latest', count=SHOWN)}"
    often = "areas-button-weekly" if area.at_once else "areas-button-at-once"
    rows.append([_button(t.label(often), SetArea(area=area.id, at_once=not area.at_once))])
    rows.append([_button(t.label("areas-button-drop"), DropArea(area=area.id))])
    rows.append([_button(t.label("areas-button-list"), Go(to="areas_here"))])
    line = t("areas-line-at-once" if area.at_once else "areas-line-weekly", name=Html(area_name(t, area)))
    return Screen(text=paragraphs(line, week), keyboard=InlineKeyboardMarkup(inline_keyboard=rows))


def rounded_m(metres: float) -> int:
    """A distance as people say it: in tens of metres."""
    return round(metres / 10) * 10


def _news_button(t: Texts, catalogue: Catalogue, news: AreaNews, area: Area) -> InlineKeyboardButton:
    topic = catalogue.topics.get(news.topic_id)
    far = t.label("areas-far", distance=rounded_m(distance_m(area.point, news.place.point)))
    title = topic.title[t.locale] if topic else f"№ {news.number}"
    room = LONGEST_LABEL - len(far) - 5
    return _button(f"{SIGN[news.happening]} {clipped(title, room)} · {far}", OpenNear(number=news.number))


def _plain(t: Texts, area: Area) -> str:
    """The name as a button says it."""
    place = area.address or f"{area.point.lat:.5f}, {area.point.lon:.5f}"
    name = t.label("areas-name-house" if area.is_house else "areas-name-around", place=place)
    return clipped(name, LONGEST_LABEL)


def _to_list(t: Texts) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[_button(t.label("areas-button-list"), Go(to="areas_here"))]])


def _button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=clipped(text, LONGEST_LABEL), callback_data=data.pack())
