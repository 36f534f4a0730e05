"""What the bot shows of a draft: the sentences and buttons of one card.

Pure: the same draft makes the same card, so a press on an old card and a restart lead to the same place.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot import keyboards
from bot.detail_words import details_line
from bot.domain.catalogue import Need, Topic
from bot.domain.city import City
from bot.domain.drafts import Draft, Slot
from bot.domain.personal_data import personal_data
from bot.domain.photos import Photo, PhotoFlaw
from bot.domain.places import Place, PlaceSource, Point
from bot.domain.remarks import Remark
from bot.domain.reports import Report
from bot.say import Screen
from bot.services.own_reports import Page
from bot.texts import Html, Texts
from bot.wording import STATUS

OLD_PHOTO = timedelta(days=30)
LONGEST_QUOTE = 140


class Cards:
    """Makes cards for one city."""

    def __init__(self, city: City) -> None:
        self._city = city

    def draft(
        self,
        t: Texts,
        draft: Draft,
        slot: Slot | None,
        *,
        topics: Sequence[Topic] = (),
        places: Sequence[Place] = (),
        asked_again: bool = False,
        now: datetime,
    ) -> Screen:
        """The card that asks for `slot`, or the review when nothing is missing.

        Args:
            topics: To choose from; beside a guessed topic, those that it may be instead.
            places: Where the resident has reported before.
        """
        topic = self._city.catalogue.topics.get(draft.topic_id or "")
        if slot is None:
            return self._review(t, draft, topic, topics, now)
        return self._question(t, draft, slot, topic, topics, places, asked_again=asked_again)

    def with_remarks(self, t: Texts, draft: Draft, screen: Screen, remarks: Sequence[Remark]) -> Screen:
        """The screen under what is said to the last message, leaving the draft's summary when it is replaced."""
        said = "\n".join(t(remark.message_id, **remark.arguments) for remark in remarks)
        return replace(screen, text=paragraphs(said, screen.text), trace=self._summary(t, draft) or None)

    def change(self, t: Texts, draft: Draft) -> Screen:
        """Which part of the draft to change."""
        topic = self._city.catalogue.topics.get(draft.topic_id or "")
        has_details = bool(draft.details or (topic and topic.details))
        text = paragraphs(self._summary(t, draft), t("review-change-ask"))
        keyboard = keyboards.change(t, draft, has_details=has_details)
        return Screen(text=text, keyboard=keyboard, photo=_first_photo(draft))

    def categories(self, t: Texts, draft: Draft) -> Screen:
        shown = sorted(self._city.catalogue.categories.values(), key=lambda category: category.order)
        return Screen(text=t("topic-categories-ask"), keyboard=keyboards.categories(t, draft, shown))

    def category(self, t: Texts, draft: Draft, category_id: str, page: int, now: datetime) -> Screen | None:
        """A page of the open topics of a category; None when the catalogue has no such category any more."""
        category = self._city.catalogue.categories.get(category_id)
        if category is None:
            return None
        of_category = self._city.catalogue.in_category(category_id)
        topics = [topic for topic in of_category if self._city.is_open(topic, now)]
        text = t("topic-category-ask", category=f"{category.emoji} {category.title[t.locale]}")
        if not topics:
            text = t("topic-category-closed", category=f"{category.emoji} {category.title[t.locale]}")
        return Screen(text=text, keyboard=keyboards.category(t, draft, category_id, page, topics))

    def place_taken(self, t: Texts, place: Place) -> str:
        """What is said when a place has been understood."""
        line = self.place_line(t, place)
        match place.source:
            case PlaceSource.PHOTO:
                return t("place-taken-from-photo", place=line)
            case PlaceSource.WORDS:
                return t("place-taken-from-words", place=line)
        return t("place-taken", place=line)

    def resume(self, t: Texts, draft: Draft) -> Screen:
        text = paragraphs(t("start-resume-ask"), self._summary(t, draft))
        return Screen(text=text, keyboard=keyboards.resume(t, draft))

    def mine(self, t: Texts, page: Page) -> Screen:
        """The list of a resident's reports and of drafts set aside."""
        if not page.total and not page.drafts:
            return Screen(text=t("mine-empty"), keyboard=keyboards.begin(t))
        rows: list[tuple[str, Report | Draft]] = [
            (t.label("mine-line-draft", topic=self._draft_name(t, draft)), draft) for draft in page.drafts
        ]
        for report in page.reports:
            topic = self._city.catalogue.topics.get(report.topic_id)
            sign = t.label(STATUS[report.status]).partition(" ")[0]
            line = t.label(
                "mine-line-report",
                number=str(report.number),
                emoji=f"👥 {sign}" if report.number in page.joined else sign,
                topic=topic.title[t.locale] if topic else report.topic_id,
            )
            rows.append((line, report))
        title = t("mine-title", count=page.total) if page.total else t("mine-title-drafts")
        text = f"{title}\n{t('mine-title-joined')}" if page.joined else title
        return Screen(text=text, keyboard=keyboards.mine(t, rows, page.page, page.pages))

    def place_line(self, t: Texts, place: Place) -> Html:
        return place_link(t, self._city, place)

    def _question(
        self,
        t: Texts,
        draft: Draft,
        slot: Slot,
        topic: Topic | None,
        topics: Sequence[Topic],
        places: Sequence[Place],
        *,
        asked_again: bool,
    ) -> Screen:
        keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup
        photo = None
        match slot:
            case Slot.PLACE if draft.candidates:
                ask, keyboard = t("place-candidates-ask"), keyboards.candidates(t, draft, asked_again=asked_again)
            case Slot.PLACE:
                ask = paragraphs(t("topic-guessed-later") if draft.topic_guessed else "", t("place-ask"))
                keyboard = keyboards.location(t, places, asked_again=asked_again)
            case Slot.TOPIC:
                ask = _topic_question(t, draft, topics)
                keyboard = keyboards.topics(t, draft, topics, asked_again=asked_again)
            case Slot.PHOTOS if asked_again and draft.photos:
                ask = t("photo-change-ask", count=len(draft.photos), limit=self._city.limits.photos)
                keyboard, photo = keyboards.photos(t, draft), draft.photos[0]
            case Slot.PHOTOS:
                ask = paragraphs(
                    t("photo-ask", limit=self._city.limits.photos),
                    t("photo-hint", hint=topic.hint[t.locale]) if topic else "",
                )
                can_skip = topic is not None and topic.photo is Need.OPTIONAL and not asked_again
                keyboard = keyboards.question(t, draft, slot, topics, can_skip=can_skip, asked_again=asked_again)
            case Slot.DESCRIPTION:
                ask, keyboard = self._description_question(t, draft, topic, topics, asked_again=asked_again)
        return Screen(text=paragraphs(self._summary(t, draft), ask), keyboard=keyboard, photo=photo)

    def _description_question(
        self, t: Texts, draft: Draft, topic: Topic | None, others: Sequence[Topic], *, asked_again: bool
    ) -> tuple[str, InlineKeyboardMarkup]:
        limit = self._city.limits.description
        if len(draft.description) > limit and not asked_again:
            over = len(draft.description) - limit
            ask = t("description-too-long", limit=limit, over=over, length=len(draft.description))
            return ask, keyboards.too_long(t, draft)
        optional = topic is None or topic.description is Need.OPTIONAL
        ask = t("description-ask", limit=limit) if optional else t("description-ask-required", limit=limit)
        can_skip = optional and (bool(draft.description) or not asked_again)
        keyboard = keyboards.question(
            t, draft, Slot.DESCRIPTION, others, can_skip=can_skip, asked_again=asked_again
        )
        return ask, keyboard

    def _review(
        self, t: Texts, draft: Draft, topic: Topic | None, others: Sequence[Topic], now: datetime
    ) -> Screen:
        due = ""
        if topic is not None:
            agency = self._city.catalogue.agencies[topic.agency_id]
            due = t("review-due", agency=agency.title[t.locale], due=self._city.answer_due(topic, now))
        text = paragraphs(
            t("review-title"),
            self._summary(t, draft, whole=True),
            due,
            "\n".join(self._warnings(t, draft, now)),
            t("review-topic-guessed") if draft.topic_guessed else "",
        )
        return Screen(text=text, keyboard=keyboards.review(t, draft, others), photo=_first_photo(draft))

    def _warnings(self, t: Texts, draft: Draft, now: datetime) -> list[str]:
        """What a moderator may refuse, said before sending."""
        warnings = []
        flaws = {flaw for photo in draft.photos for flaw in photo.flaws}
        if PhotoFlaw.DARK in flaws:
            warnings.append(t("review-warning-dark"))
        if PhotoFlaw.BLURRED in flaws:
            warnings.append(t("review-warning-blurred"))
        local = now.astimezone(self._city.zone).replace(tzinfo=None)
        if any(photo.taken_at and local - photo.taken_at > OLD_PHOTO for photo in draft.photos):
            warnings.append(t("review-warning-old-photo"))
        if personal_data(draft.description):
            warnings.append(t("review-warning-personal"))
        return warnings

    def _summary(self, t: Texts, draft: Draft, *, whole: bool = False) -> str:
        """What the draft has so far, a line each."""
        topic = self._city.catalogue.topics.get(draft.topic_id or "")
        lines = []
        if topic is not None:
            title = topic.title[t.locale]
            guessed = draft.topic_guessed
            lines.append(
                t("draft-line-topic-guessed", topic=title) if guessed else t("draft-line-topic", topic=title)
            )
        if draft.place is not None:
            lines.append(self._place_line(t, draft.place))
        if details := details_line(t, self._city.catalogue, draft.details):
            lines.append(details)
        if draft.photos:
            lines.append(t("draft-line-photos", count=len(draft.photos)))
        if draft.description:
            lines.append(quoted(t, draft.description, None if whole else LONGEST_QUOTE))
        return "\n".join(lines)

    def _place_line(self, t: Texts, place: Place) -> str:
        line = self.place_line(t, place)
        if place.source is PlaceSource.WORDS:
            return t("draft-line-place-words", place=line)
        return t("draft-line-place", place=line)

    def _draft_name(self, t: Texts, draft: Draft) -> str:
        topic = self._city.catalogue.topics.get(draft.topic_id or "")
        if topic is not None:
            return topic.title[t.locale]
        if draft.description:
            return " ".join(draft.description.split())[:60]
        return draft.place.address if draft.place and draft.place.address else t.label("mine-draft-unnamed")


def _topic_question(t: Texts, draft: Draft, suggested: Sequence[Topic]) -> str:
    if draft.topic_query:
        query = clipped(draft.topic_query, 60)
        return t("topic-found", query=query) if suggested else t("topic-not-found", query=query)
    if draft.description:
        return t("topic-ask-by-words") if suggested else t("topic-ask-words-unknown")
    return t("topic-ask-recent") if suggested else t("topic-ask")


def _first_photo(draft: Draft) -> Photo | None:
    return draft.photos[0] if draft.photos else None


def quoted(t: Texts, words: str, limit: int | None = None) -> str:
    """A resident's words; isolated, so that a right-to-left text does not turn the line around."""
    if not words:
        return ""
    return t("draft-line-description", description=f"\u2068{clipped(words, limit)}\u2069")


def clipped(words: str, limit: int | None) -> str:
    return words if limit is None or len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def place_link(t: Texts, city: City, place: Place) -> Html:
    """A link to the point on a map, named by the address."""
    name = place.address or t("place-no-address", point=f"{place.lat:.5f}, {place.lon:.5f}")
    if place.address and place.district:
        name = f"{place.address} ({place.district})"
    return Html(t("place-link", url=map_url(city, place.point), name=name))


def map_url(city: City, point: Point) -> Html:
    """The address of a map at the point, as it stands in a tag."""
    url = city.map_link.format(lat=f"{point.lat:.6f}", lon=f"{point.lon:.6f}")
    return Html(url.replace("&", "&amp;").replace('"', "%22"))
