"""«📍 Рядом»: the question where, the open reports around, and a report as everybody may see it.

Pure. Who filed a report is never shown, and its words only as an editor has published them.
"""

from collections.abc import Sequence
from datetime import datetime

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot import keyboards
from bot.area_screens import follow_button, in_callback
from bot.callbacks import ActOnReport, Go, OpenNear, ReportAct, ShowMine
from bot.cards import clipped, paragraphs, place_link, quoted
from bot.domain.neighbours import NearReport
from bot.domain.places import Place, Point, distance_m
from bot.domain.reports import AWAITS_ANSWER, Report
from bot.near_callbacks import ActOnNear, NearAct, ReportHere, ShowNear
from bot.report_card import LONGEST_DESCRIPTION_BESIDE, ReportCards
from bot.say import Screen
from bot.services.nearby import NEAR_M, NearPage, PublicReport
from bot.texts import Html, Texts
from bot.wording import STATUS, distance_text

MARKS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣")
"""One for each report of a page."""
LONGEST_LINE = 80

Row = list[InlineKeyboardButton]


def ask(t: Texts, recent: Sequence[Place]) -> Screen:
    """Where; the messenger sends a location only from a keyboard under the input field."""
    keyboard = ReplyKeyboardMarkup(
        keyboard=[
            [KeyboardButton(text=t.label("areas-button-share"), request_location=True)],
            *([KeyboardButton(text=recent_label(t, place))] for place in recent),
            [KeyboardButton(text=t.label("near-button-cancel"))],
        ],
        resize_keyboard=True,
        input_field_placeholder=t.label("place-placeholder"),
    )
    return Screen(text=t("near-ask"), keyboard=keyboard)


def recent_label(t: Texts, place: Place) -> str:
    """What a press on a recent place says; told from those that a draft is offered, which go into the draft."""
    return clipped(t.label("near-button-around", place=keyboards.place_line(place)), keyboards.LONGEST_LABEL)


def candidates(t: Texts, places: Sequence[Place]) -> Screen:
    """Which of the places that were found for an address."""
    rows = []
    for place in places:
        lat, lon = in_callback(place.point)
        rows.append([_button(keyboards.place_line(place), ShowNear(lat=lat, lon=lon))])
    return Screen(text=t("place-candidates-ask"), keyboard=InlineKeyboardMarkup(inline_keyboard=rows))


class NearScreens(ReportCards):
    """Makes the screens of one city."""

    def page(self, t: Texts, page: NearPage, now: datetime) -> Screen:
        """Open reports around a point, a number each; without any, what to do instead."""
        lat, lon = in_callback(page.point)
        marked = list(zip(MARKS, page.reports, strict=False))
        rows: list[Row] = []
        if marked:
            rows.append(
                [
                    _button(mark, OpenNear(number=near.report.number, lat=lat, lon=lon, page=page.page))
                    for mark, near in marked
                ]
            )
        steps = [("◀️", page.page - 1)] * (page.page > 0) + [("▶️", page.page + 1)] * page.has_next
        if steps:
            rows.append([_button(label, ShowNear(lat=lat, lon=lon, page=to)) for label, to in steps])
        rows.append([_button(t.label("near-button-report"), ReportHere(lat=lat, lon=lon))])
        rows.append([follow_button(t, page.point)])
        rows.append([_button(t.label("near-button-elsewhere"), Go(to="near"))])
        if marked:
            lines = [self._near(t, mark, near, now) for mark, near in marked]
            text = paragraphs(t("near-title"), *lines, t("near-next"))
        else:
            text = t("near-empty", km=round(NEAR_M / 1000))
        return Screen(text=text, keyboard=InlineKeyboardMarkup(inline_keyboard=rows))

    def public(self, t: Texts, shown: PublicReport, button: OpenNear, now: datetime) -> Screen:
        """A report, the way to join it and the way back to where it was found."""
        report, answer = shown.report, shown.answer
        origin = None if button.lat is None or button.lon is None else Point(button.lat / 1e5, button.lon / 1e5)
        lines = [t("mine-card-title", number=str(report.number), status=Html(t(STATUS[report.status])))]
        lines += self.about(t, report, now, None if origin is None else distance_m(origin, report.place.point))
        return Screen(
            text=paragraphs(
                "\n".join(lines),
                quoted(t, report.description, LONGEST_DESCRIPTION_BESIDE if answer else None),
                self._answer(t, answer),
                self._due(t, report) if report.status in AWAITS_ANSWER else "",
                _whose(t, shown),
            ),
            keyboard=_below(t, shown, button),
            photo=report.photos[0] if report.photos else None,
        )

    def about(self, t: Texts, report: Report, now: datetime, metres: float | None) -> list[str]:
        """What it is, where and since when, and how many have said so; a line each."""
        topic = self._city.catalogue.topics.get(report.topic_id)
        lines = [
            t("draft-line-topic", topic=topic.title[t.locale] if topic else report.topic_id),
            t("draft-line-place", place=place_link(t, self._city, report.place)),
        ]
        if metres is not None:
            lines.append(t("near-card-far", distance=distance_text(t, metres)))
        if report.published_at is not None:
            lines.append(t("near-card-published", ago=t.ago(report.published_at, now)))
        lines.append(t("near-card-people", count=report.followers + 1))
        return lines

    def _near(self, t: Texts, mark: str, near: NearReport, now: datetime) -> str:
        report = near.report
        topic = self._city.catalogue.topics.get(report.topic_id)
        title = clipped(topic.title[t.locale] if topic else f"№ {report.number}", LONGEST_LINE)
        status = t(STATUS[report.status])
        if report.place.address:
            sign, address = Html(status.partition(" ")[0]), clipped(report.place.address, LONGEST_LINE)
            status = t("near-line-place", sign=sign, address=address)
        told = [status, t.ago(report.published_at or report.created_at, now)]
        if report.followers:
            told.append(t("near-line-people", count=report.followers + 1))
        first = t("near-line", mark=mark, distance=distance_text(t, near.distance_m), topic=title)
        return f"{first}\n{' · '.join(told)}"


def _whose(t: Texts, shown: PublicReport) -> str:
    if shown.is_own:
        return t("near-card-own")
    return t("near-card-joined") if shown.is_followed else ""


def _below(t: Texts, shown: PublicReport, button: OpenNear) -> InlineKeyboardMarkup:
    report = shown.report
    origin = {"lat": button.lat, "lon": button.lon, "page": button.page}

    def act(label: str, which: NearAct) -> InlineKeyboardButton:
        return _button(label, ActOnNear(number=report.number, act=which, **origin))

    rows: list[Row] = []
    if shown.is_own:
        rows.append([_button(t.label("mine-button-open"), ActOnReport(number=report.number, act=ReportAct.SHOW))])
    elif shown.is_followed:
        rows.append([act(t.label("near-button-leave"), NearAct.LEAVE)])
    elif report.turn is not None:
        rows.append([act(t.label("near-button-join"), NearAct.JOIN)])
    look = [act(t.label("mine-button-map"), NearAct.MAP)]
    if len(report.photos) > 1:
        look.insert(0, act(t.label("mine-button-photos"), NearAct.PHOTOS))
    rows.append(look)
    if shown.answer is not None and shown.answer.photos:
        count = len(shown.answer.photos)
        rows.append([act(t.label("mine-button-answer-photos", count=count), NearAct.ANSWER_PHOTOS)])
    if button.lat is not None and button.lon is not None:
        to = ShowNear(lat=button.lat, lon=button.lon, page=button.page)
        rows.append([_button(t.label("near-button-back"), to)])
    elif shown.is_followed:
        rows.append([_button(t.label("mine-button-all"), ShowMine())])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=clipped(text, keyboards.LONGEST_LABEL), callback_data=data.pack())
