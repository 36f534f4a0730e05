"""What neighbours are told: a report was published or solved in a place that they follow."""

from collections.abc import Callable

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.area_callbacks import DropArea, SetArea
from bot.area_screens import area_name, rounded_m
from bot.callbacks import OpenNear
from bot.cards import clipped
from bot.domain.areas import SAME_PLACE_M, Area
from bot.domain.city import City
from bot.domain.notices import NoticeKind
from bot.domain.places import distance_m
from bot.domain.reports import Report
from bot.domain.residents import Resident
from bot.notices.news import News
from bot.notices.push import Push
from bot.services.ports import UnitOfWork
from bot.texts import Html, Texts

LONGEST_ADDRESS = 200
_TITLES = {NoticeKind.AREA_NEW: "areas-news-new", NoticeKind.AREA_SOLVED: "areas-news-solved"}


class AreaScreens:
    """The screens of news from followed places; the database says whether they are followed still."""

    def __init__(self, city: City, begin: Callable[[], UnitOfWork]) -> None:
        self._city = city
        self._begin = begin

    async def news(self, news: News, resident: Resident) -> Push | None:
        """None once the resident follows the place no more, or hears of it by the week."""
        uow = self._begin()
        async with uow.reading():
            report = await uow.reports.get(news.number)
            areas = await uow.areas.of_resident(resident.id)
        if report is None:
            return None
        place = report.place
        around = [area for area in areas if area.at_once and area.holds(place)]
        if not around:
            return None
        area = min(around, key=lambda one: distance_m(one.point, place.point))
        return Push(
            text=self._text(news, report, area),
            keyboard=_below(news.t, report, area),
            photo=report.photos[0] if report.photos else None,
        )

    def _text(self, news: News, report: Report, area: Area) -> str:
        """Nothing of who reported it, nor in which words."""
        t, topic = news.t, self._city.catalogue.topics.get(report.topic_id)
        lines = [t(_TITLES[news.notice.kind], number=str(report.number))]
        if topic:
            lines.append(t("draft-line-topic", topic=topic.title[t.locale]))
        if report.place.address:
            lines.append(t("draft-line-place", place=clipped(report.place.address, LONGEST_ADDRESS)))
        metres, name = distance_m(area.point, report.place.point), Html(area_name(t, area))
        if metres <= SAME_PLACE_M:
            lines.append(t("areas-news-here", name=name))
        else:
            lines.append(t("areas-news-distance", name=name, distance=rounded_m(metres)))
        return "\n".join(lines)


def _below(t: Texts, report: Report, area: Area) -> InlineKeyboardMarkup:
    """The way to the report; and to less news."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [_button(t.label("mine-button-open"), OpenNear(number=report.number).pack())],
            [
                _button(t.label("areas-button-weekly"), SetArea(area=area.id, at_once=False, here=False).pack()),
                _button(t.label("areas-button-drop"), DropArea(area=area.id, here=False).pack()),
            ],
        ]
    )


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)
