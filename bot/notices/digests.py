"""The week in one message: what waits for the resident, their districts, the places that they follow.

Made of the payload alone (`bot.services.digest`), since there may be thousands at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.area_callbacks import ShowArea
from bot.area_screens import name_of
from bot.callbacks import Go, ShowMine
from bot.cards import clipped, paragraphs
from bot.domain.areas import MOST_AREAS, Happening
from bot.domain.city import City
from bot.keyboards import LONGEST_LABEL
from bot.notices.news import News
from bot.notices.push import Push
from bot.texts import Html, Texts

DISTRICTS = 3
AREAS = 2 * MOST_AREAS
"""Two linked accounts may have brought as many each."""
LONGEST_TOPIC = 60
_ITEMS = {Happening.NEW: "areas-digest-new", Happening.SOLVED: "areas-digest-solved"}

Rows = list[list[InlineKeyboardButton]]


@dataclass(frozen=True, slots=True)
class _Week:
    """What happened in one area; of each of the latest its happening, number and topic."""

    area_id: int
    name: Html
    new: int
    solved: int
    latest: tuple[tuple[Happening, str, str], ...]


def week(news: News, city: City) -> Push:
    """For somebody who has switched the digest on."""
    t, waiting, answered = news.t, int(news["waiting"] or 0), int(news["answered"] or 0)
    lines = [t("digest-waiting", count=waiting)] if waiting else []
    if answered:
        lines.append(t("digest-answered", count=answered))
    lines += [
        t(
            "digest-district",
            district=news[f"district_{place}"],
            filed=int(news[f"filed_{place}"]),
            answered=int(news[f"answered_{place}"]),
        )
        for place in range(DISTRICTS)
        if news[f"district_{place}"]
    ]
    areas = list(_areas(news))
    title = t("areas-digest-among") if areas else ""
    after = t("digest-next-waiting") if waiting else t("digest-next")
    text = paragraphs(t("digest-title"), "\n".join(lines), title, *_told(t, city, areas), after)
    mine = [_button(t.label("menu-mine"), ShowMine())]
    return Push(text=text, keyboard=InlineKeyboardMarkup(inline_keyboard=[mine, *_ways(t, areas)]))


def week_of_areas(news: News, city: City) -> Push:
    """For somebody who follows places by the week and has no other digest."""
    t, areas = news.t, list(_areas(news))
    text = paragraphs(t("areas-digest-title"), *_told(t, city, areas), t("areas-digest-next"))
    return Push(text=text, keyboard=InlineKeyboardMarkup(inline_keyboard=_ways(t, areas)))


def _areas(news: News) -> Iterator[_Week]:
    for place in range(AREAS):
        if not news[f"area_{place}"]:
            return
        where = news[f"area_name_{place}"] or news.t("areas-point", point=news[f"area_point_{place}"])
        latest = (one.split(":", 2) for one in news[f"area_latest_{place}"].split())
        yield _Week(
            area_id=int(news[f"area_{place}"]),
            name=Html(name_of(news.t, where, is_house=news[f"area_house_{place}"] == "1")),
            new=int(news[f"area_new_{place}"]),
            solved=int(news[f"area_solved_{place}"]),
            latest=tuple((Happening(what), number, topic_id) for what, number, topic_id in latest),
        )


def _told(t: Texts, city: City, areas: list[_Week]) -> Iterator[str]:
    """A paragraph for each area."""
    for area in areas:
        lines = [t("areas-digest-line", name=area.name, new=area.new, solved=area.solved)]
        for happening, number, topic_id in area.latest:
            topic = city.catalogue.topics.get(topic_id)
            title = clipped(topic.title[t.locale], LONGEST_TOPIC) if topic else ""
            lines.append(t(_ITEMS[happening], number=number, topic=title).rstrip())
        yield "\n".join(lines)


def _ways(t: Texts, areas: list[_Week]) -> Rows:
    """To each of the areas, and to the list of all."""
    rows = [
        [_button(clipped(unescape(area.name), LONGEST_LABEL), ShowArea(area=area.area_id, here=False))]
        for area in areas
    ]
    return [*rows, [_button(t.label("areas-button-list"), Go(to="areas"))]] if rows else []


def _button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data.pack())
