"""Keyboards, made of texts and callbacks; no words of their own."""

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.callbacks import (
    ActOnDraft,
    ActOnReport,
    Ask,
    AskDetails,
    ChoosePlace,
    ChooseTopic,
    DraftAct,
    GiveVerdict,
    Go,
    RemovePhoto,
    ReportAct,
    ShowCategories,
    ShowMine,
    ShowPoints,
    ShowTopics,
    Skip,
)
from bot.domain.catalogue import Category, Topic
from bot.domain.drafts import Draft, Slot
from bot.domain.places import Place, PlaceSource
from bot.domain.reports import Report, Status
from bot.texts import Texts

TOPICS_ON_A_PAGE = 8
LONGEST_LABEL = 64

Row = list[InlineKeyboardButton]


def menu(t: Texts) -> ReplyKeyboardMarkup:
    """What a resident can begin with, under the input field."""
    rows = (("menu-report",), ("menu-mine", "menu-near"), ("menu-points", "menu-settings"), ("menu-help",))
    return ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=t.label(label)) for label in row] for row in rows],
        resize_keyboard=True,
        input_field_placeholder=t.label("menu-placeholder"),
    )


def points(page: int, *, has_next: bool) -> InlineKeyboardMarkup | None:
    """Pages of the ledger, forward and back."""
    steps = [("◀️", page - 1)] * (page > 0) + [("▶️", page + 1)] * has_next
    row = [_button(label, ShowPoints(page=to)) for label, to in steps]
    return InlineKeyboardMarkup(inline_keyboard=[row]) if row else None


def location(t: Texts, recent: Sequence[Place], *, asked_again: bool) -> ReplyKeyboardMarkup:
    """The ways to say where it is; the messenger sends a location only from such a keyboard."""
    way_out = "draft-button-back" if asked_again else "draft-button-cancel"
    return ReplyKeyboardMarkup(
        keyboard=[
            [KeyboardButton(text=t.label("place-button-share"), request_location=True)],
            *([KeyboardButton(text=_clipped(recent_place(t, place)))] for place in recent),
            [KeyboardButton(text=t.label("place-button-type")), KeyboardButton(text=t.label(way_out))],
        ],
        resize_keyboard=True,
        input_field_placeholder=t.label("place-placeholder"),
    )


def candidates(t: Texts, draft: Draft, *, asked_again: bool) -> InlineKeyboardMarkup:
    lines = [place_line(place) for place in draft.candidates]
    rows = [
        [
            _button(
                f"{line} ({place.district})" if place.district and lines.count(line) > 1 else line,
                ChoosePlace(draft=draft.id, lat=_micro(place.lat), lon=_micro(place.lon)),
            )
        ]
        for line, place in zip(lines, draft.candidates, strict=True)
    ]
    rows.append([_act(t, "place-button-type", draft, DraftAct.ADDRESS)])
    rows.append(_way_out(t, draft, back=asked_again))
    return InlineKeyboardMarkup(inline_keyboard=rows)


def topics(t: Texts, draft: Draft, suggested: Sequence[Topic], *, asked_again: bool) -> InlineKeyboardMarkup:
    """Suggested topics, the way to all of them, and a way to keep searched words as the description."""
    rows = [_topic_row(t, draft, topic) for topic in suggested]
    rows.append([_button(t.label("topic-button-other"), ShowCategories(draft=draft.id))])
    if draft.topic_query:
        rows.append([_act(t, "topic-button-words", draft, DraftAct.ADD_QUERY)])
    rows.append(_way_out(t, draft, back=asked_again))
    return InlineKeyboardMarkup(inline_keyboard=rows)


def categories(t: Texts, draft: Draft, shown: Iterable[Category]) -> InlineKeyboardMarkup:
    buttons = [
        _button(f"{category.emoji} {category.title[t.locale]}", ShowTopics(draft=draft.id, category=category.id))
        for category in shown
    ]
    rows = [[button] for button in buttons]
    rows.append(_way_out(t, draft, back=True))
    return InlineKeyboardMarkup(inline_keyboard=rows)


def category(
    t: Texts, draft: Draft, category_id: str, page: int, topics_of_it: Sequence[Topic]
) -> InlineKeyboardMarkup:
    """A page of a category's topics."""
    pages = max(1, -(-len(topics_of_it) // TOPICS_ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = topics_of_it[page * TOPICS_ON_A_PAGE : (page + 1) * TOPICS_ON_A_PAGE]
    rows = [_topic_row(t, draft, topic) for topic in shown]
    if pages > 1:
        rows.append(
            [
                _button(label, ShowTopics(draft=draft.id, category=category_id, page=to % pages))
                for label, to in (("◀️", page - 1), (f"{page + 1} / {pages}", page), ("▶️", page + 1))
            ]
        )
    rows.append([_button(t.label("draft-button-back"), ShowCategories(draft=draft.id))])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def question(
    t: Texts, draft: Draft, slot: Slot, others: Sequence[Topic], *, can_skip: bool, asked_again: bool
) -> InlineKeyboardMarkup:
    """Under a question for photos or a description."""
    rows: list[Row] = []
    if can_skip:
        has_words = slot is Slot.DESCRIPTION and draft.description
        label = "description-button-remove" if has_words else "draft-button-skip"
        rows.append([_button(t.label(label), Skip(draft=draft.id, slot=slot))])
    if asked_again:
        rows.append([_act(t, "draft-button-back", draft, DraftAct.SHOW), _cancel(t, draft)])
    else:
        rows += _other_topics(t, draft, others)
        rows.append([_act(t, "draft-button-change", draft, DraftAct.CHANGE), _cancel(t, draft)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def too_long(t: Texts, draft: Draft) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [_act(t, "description-button-shorten", draft, DraftAct.SHORTEN)],
            [_button(t.label("description-button-rewrite"), Ask(draft=draft.id, slot=Slot.DESCRIPTION))],
            [_cancel(t, draft)],
        ]
    )


def review(t: Texts, draft: Draft, others: Sequence[Topic]) -> InlineKeyboardMarkup:
    """Sending first; then what was guessed and what could be added, a press each."""
    rows = [[_act(t, "review-button-send", draft, DraftAct.SUBMIT)], *_other_topics(t, draft, others)]
    if draft.place is not None and draft.place.source is PlaceSource.WORDS:
        rows.append([_button(t.label("review-button-other-place"), Ask(draft=draft.id, slot=Slot.PLACE))])
    if not draft.photos:
        rows.append([_button(t.label("review-button-add-photo"), Ask(draft=draft.id, slot=Slot.PHOTOS))])
    if not draft.description:
        label = t.label("review-button-add-description")
        rows.append([_button(label, Ask(draft=draft.id, slot=Slot.DESCRIPTION))])
    rows.append([_act(t, "draft-button-change", draft, DraftAct.CHANGE), _cancel(t, draft)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def far_photo(t: Texts, draft: Draft) -> InlineKeyboardMarkup:
    """Where the problem is, if the photo was taken far from the place."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [_act(t, "place-button-photo", draft, DraftAct.PHOTO_PLACE)],
            [_act(t, "place-button-told", draft, DraftAct.KEEP_PLACE)],
            [_act(t, "draft-button-change", draft, DraftAct.CHANGE), _cancel(t, draft)],
        ]
    )


def change(t: Texts, draft: Draft, *, has_details: bool) -> InlineKeyboardMarkup:
    """Which part to change."""
    details = [_button(t.label("review-button-details"), AskDetails(draft=draft.id))]

    def part(label: str, slot: Slot) -> InlineKeyboardButton:
        return _button(t.label(label), Ask(draft=draft.id, slot=slot))

    return InlineKeyboardMarkup(
        inline_keyboard=[
            [part("review-button-place", Slot.PLACE), part("review-button-topic", Slot.TOPIC)],
            [part("review-button-photos", Slot.PHOTOS), part("review-button-description", Slot.DESCRIPTION)],
            *([details] if has_details else []),
            [_act(t, "draft-button-back", draft, DraftAct.SHOW)],
        ]
    )


def photos(t: Texts, draft: Draft) -> InlineKeyboardMarkup:
    """A button for each photo to take it out."""
    remove = [
        _button(
            t.label("photo-button-remove", position=position + 1),
            RemovePhoto(draft=draft.id, position=position, key=photo.key[:8]),
        )
        for position, photo in enumerate(draft.photos)
    ]
    rows = [remove[i : i + 2] for i in range(0, len(remove), 2)]
    if draft.photos:
        rows.append([_act(t, "photo-button-show", draft, DraftAct.PHOTOS)])
    rows.append([_act(t, "draft-button-back", draft, DraftAct.SHOW)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def resume(t: Texts, draft: Draft) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [_act(t, "start-button-resume", draft, DraftAct.RESUME)],
            [_act(t, "start-button-anew", draft, DraftAct.NEW)],
        ]
    )


def change_or_cancel(t: Texts, draft: Draft) -> Row:
    """The last row of a card that is no question for a part."""
    return [_act(t, "draft-button-change", draft, DraftAct.CHANGE), _cancel(t, draft)]


def restore(t: Texts, draft: Draft) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[_act(t, "draft-button-restore", draft, DraftAct.RESTORE)]])


def filed(t: Texts, report: Report) -> InlineKeyboardMarkup:
    """Under the news that a report was accepted, while it waits for moderation."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [_of_report(t, "mine-button-add-photo", report, ReportAct.ADD_PHOTO)],
            [
                _of_report(t, "mine-button-withdraw", report, ReportAct.WITHDRAW),
                _of_report(t, "mine-button-open", report, ReportAct.SHOW),
            ],
        ]
    )


def report_card(
    t: Texts, report: Report, *, can_change: bool, waits: bool = False, answer_photos: int = 0
) -> InlineKeyboardMarkup:
    """What its author can do about a report, then what can be looked at.

    Args:
        waits: For a verdict.
    """
    rows: list[Row] = []
    if waits and report.answer is not None:
        rows.append(_verdict(t, report, report.answer))
    if report.status is Status.REJECTED:
        rows.append([_of_report(t, "notice-button-fix", report, ReportAct.FIX)])
    look = [_of_report(t, "mine-button-map", report, ReportAct.MAP)]
    if len(report.photos) > 1:
        look.insert(0, _of_report(t, "mine-button-photos", report, ReportAct.PHOTOS))
    rows += [look, [_of_report(t, "mine-button-history", report, ReportAct.HISTORY)]]
    if answer_photos:
        label = t.label("mine-button-answer-photos", count=answer_photos)
        rows[-1].append(_button(label, ActOnReport(number=report.number, act=ReportAct.ANSWER_PHOTOS)))
    if can_change:
        rows.append(
            [
                _of_report(t, "mine-button-add-photo", report, ReportAct.ADD_PHOTO),
                _of_report(t, "mine-button-withdraw", report, ReportAct.WITHDRAW),
            ]
        )
    rows.append([_button(t.label("mine-button-all"), ShowMine())])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _verdict(t: Texts, report: Report, answer: int) -> Row:
    """Whether the answer is true; who has refuted it may still say that it has become so."""
    acts = [("notice-button-confirm", ReportAct.CONFIRM)]
    if not report.refuted:
        acts.append(("notice-button-refute", ReportAct.REFUTE))
    return [
        _button(t.label(label), GiveVerdict(number=report.number, answer=answer, act=act)) for label, act in acts
    ]


def back_to_report(t: Texts, number: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[_to_report(t, "draft-button-back", number)]])


def open_report(t: Texts, number: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[_to_report(t, "mine-button-open", number)]])


def surely_withdraw(t: Texts, report: Report) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [_of_report(t, "mine-button-withdraw-surely", report, ReportAct.WITHDRAW_SURELY)],
            [_of_report(t, "draft-button-back", report, ReportAct.SHOW)],
        ]
    )


def mine(t: Texts, rows_of: Sequence[tuple[str, Report | Draft]], page: int, pages: int) -> InlineKeyboardMarkup:
    """A resident's drafts and reports, a row each with its line, and the pages."""
    rows: list[Row] = []
    for line, item in rows_of:
        data: CallbackData = (
            ActOnDraft(draft=item.id, act=DraftAct.RESUME)
            if isinstance(item, Draft)
            else ActOnReport(number=item.number, act=ReportAct.SHOW)
        )
        rows.append([_button(line, data)])
    if pages > 1:
        steps = (("◀️", page - 1), (f"{page + 1} / {pages}", page), ("▶️", page + 1))
        rows.append([_button(label, ShowMine(page=to % pages)) for label, to in steps])
    rows.append([go(t, "menu-report", "new")])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def help_(t: Texts) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [go(t, "menu-report", "new")],
            [go(t, "help-button-letter", "letter")],
            [go(t, "help-button-emergency", "emergency"), go(t, "help-button-privacy", "privacy")],
        ]
    )


def begin(t: Texts) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[go(t, "menu-report", "new")]])


def leave_letter(t: Texts) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[go(t, "draft-button-cancel", "nowhere")]])


def link(label: str, url: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=label, url=url)]])


def go(t: Texts, label: str, to: str) -> InlineKeyboardButton:
    return _button(t.label(label), Go(to=to))


def wrong_topic(t: Texts, draft: Draft) -> list[Row]:
    """On a card that is about a topic which was only guessed."""
    if not draft.topic_guessed:
        return []
    return [[_button(t.label("topic-button-wrong"), Ask(draft=draft.id, slot=Slot.TOPIC))]]


def recent_place(t: Texts, place: Place) -> str:
    """A button under the input field for the place of an earlier report."""
    return t.label("place-button-recent", place=place_line(place))


def place_line(place: Place) -> str:
    """A place in one line: the address, or its coordinates until there is one."""
    return place.address or f"{place.lat:.5f}, {place.lon:.5f}"


def _other_topics(t: Texts, draft: Draft, others: Sequence[Topic]) -> list[Row]:
    """A way out of a guessed topic, as short as the question for it would have been."""
    if not draft.topic_guessed:
        return []
    rows = [
        [_button(f"🏷 {topic.title[t.locale]}", ChooseTopic(draft=draft.id, topic=topic.id))] for topic in others
    ]
    return [*rows, [_button(t.label("topic-button-other"), ShowCategories(draft=draft.id))]]


def _topic_row(t: Texts, draft: Draft, topic: Topic) -> Row:
    return [_button(topic.title[t.locale], ChooseTopic(draft=draft.id, topic=topic.id))]


def _way_out(t: Texts, draft: Draft, *, back: bool) -> Row:
    row = [_cancel(t, draft)]
    if back:
        row.insert(0, _act(t, "draft-button-back", draft, DraftAct.SHOW))
    return row


def _cancel(t: Texts, draft: Draft) -> InlineKeyboardButton:
    return _act(t, "draft-button-cancel", draft, DraftAct.CANCEL)


def _act(t: Texts, label: str, draft: Draft, act: DraftAct) -> InlineKeyboardButton:
    return _button(t.label(label), ActOnDraft(draft=draft.id, act=act))


def _to_report(t: Texts, label: str, number: int) -> InlineKeyboardButton:
    return _button(t.label(label), ActOnReport(number=number, act=ReportAct.SHOW))


def _of_report(t: Texts, label: str, report: Report, act: ReportAct) -> InlineKeyboardButton:
    return _button(t.label(label), ActOnReport(number=report.number, act=act))


def _button(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=_clipped(text), callback_data=data.pack())


def _clipped(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _micro(degrees: float) -> int:
    """Degrees in 1e-5: about a metre."""
    return round(degrees * 100_000)
