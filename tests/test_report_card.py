"""A report's card as its author sees it: the status with its dates, the answer, the buttons that fit, no names."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.city_pack import load_city
from bot.domain.answers import LONGEST_ANSWER, AnswerKind
from bot.domain.operators import Role
from bot.domain.photos import Photo
from bot.domain.reports import EventKind, Report, ReportEvent, Status
from bot.report_card import ReportCards
from bot.say import LONGEST_TEXT, Screen
from bot.services.own_reports import OwnReport
from bot.texts import LOCALES, Texts, Translator
from tests.domain.samples import NOW, report

MOSCOW = load_city("moscow")
CARDS = ReportCards(MOSCOW)
PHOTOS = tuple(Photo(key=f"{n:064x}", width=1, height=1, size=1) for n in range(2))


@pytest.fixture(params=LOCALES)
def t(request: pytest.FixtureRequest) -> Texts:
    return Translator(MOSCOW.zone).of(request.param)


@pytest.fixture
def ru() -> Texts:
    return Translator(MOSCOW.zone).of("ru")


def event(seq: int, kind: EventKind, **more: Any) -> ReportEvent:
    fields = {"from_status": None, "to_status": Status.ANSWERED, "resident_id": 100, "role": Role.EDITOR, **more}
    return ReportEvent(number=12, seq=seq, at=NOW + timedelta(hours=seq), kind=kind, **fields)


def own(status: Status, *events: ReportEvent, **changes: Any) -> OwnReport:
    topic = MOSCOW.catalogue.topics["road-potholes"]
    changes = {"topic_id": topic.id, "agency_id": topic.agency_id, **changes}
    return OwnReport(report=report(status, **changes), history=events)


def labels(screen: Screen) -> list[str]:
    assert isinstance(screen.keyboard, InlineKeyboardMarkup)
    return [button.text for row in screen.keyboard.inline_keyboard for button in row]


FILED = event(1, EventKind.FILED)
ANSWER = event(
    3, EventKind.ANSWER_PREPARED, words="Заделали", answer_kind=AnswerKind.DONE, agency_id="avd", photos=PHOTOS
)
PUBLISHED_ANSWER = event(4, EventKind.ANSWERED, about=3, answer_kind=AnswerKind.DONE, agency_id="avd")
ANSWERED = own(Status.ANSWERED, FILED, ANSWER, PUBLISHED_ANSWER, answer=3)


def shown(t: Texts, one: OwnReport, **later: float) -> Screen:
    return CARDS.report(t, one, NOW + timedelta(**later))


def test_an_answer_is_on_the_card_with_its_photos_and_until_when_it_can_be_judged(ru: Texts) -> None:
    card = shown(ru, ANSWERED)
    assert "<b>Ответ:</b> ✅ Проблема устранена" in card.text
    assert "👷 ГБУ «Автомобильные дороги»" in card.text
    assert "Заделали" in card.text
    assert "Можно до: вторник, 16 июня" in card.text
    assert labels(card)[:2] == ["👍 Подтверждаю", "👎 Не выполнено"]
    assert "🖼 Фото ответа: 2" in labels(card)


@pytest.mark.parametrize(
    ("one", "words", "label"),
    [
        (own(Status.MODERATION, FILED), "Ответ ждём до: четверг, 11 июня", "↩️ Отозвать"),
        (own(Status.IN_WORK, FILED), "Ответит: ГБУ «Автомобильные дороги»", ""),
        (own(Status.IN_WORK, FILED, overdue=True), "Срок прошёл:</b> четверг, 11 июня", ""),
        (own(Status.DEFERRED, FILED), "Обещали до: четверг, 11 июня", ""),
        (own(Status.RETURNED, FILED), "Ответ ждём до", ""),
        (own(Status.CONTROL, FILED), "Ответы проверяет ОАТИ", ""),
        (own(Status.ANSWERED, FILED, refuted=True, refutations=1), "Редакция проверяет", "👍 Подтверждаю"),
        (own(Status.ANSWERED, FILED, refuted=True, refutations=3), "Новой проверки не будет", "👍 Подтверждаю"),
    ],
)
def test_the_card_says_what_the_report_waits_for(ru: Texts, one: OwnReport, words: str, label: str) -> None:
    card = shown(ru, one)
    assert words in card.text
    assert not label or label in labels(card)
    assert "👎 Не выполнено" not in labels(card)


def test_a_rejection_stands_in_the_words_for_the_resident(ru: Texts) -> None:
    rejected = event(2, EventKind.REJECTED, reason_id="rude", words="и <b>без</b> капслока")
    card = shown(ru, own(Status.REJECTED, FILED, rejected))
    assert MOSCOW.rejection_reasons["rude"].words.ru in card.text
    assert "Модератор: «и &lt;b&gt;без&lt;/b&gt; капслока»" in card.text
    assert labels(card)[0] == "✏️ Исправить и отправить снова"


def test_after_the_time_there_is_nothing_to_judge(ru: Texts) -> None:
    card = shown(ru, ANSWERED, days=16)
    assert "👍 Подтверждаю" not in labels(card)
    assert "Можно до" not in card.text


@pytest.mark.parametrize("status", Status)
def test_any_status_can_be_shown_and_over_ones_have_nothing_to_press(t: Texts, status: Status) -> None:
    card = shown(t, own(status, FILED))
    assert card.text
    if status in (Status.SOLVED, Status.WITHDRAWN):
        assert len(labels(card)) == 3
    without_agency = own(status, FILED, topic_id="gone", agency_id="gone")
    assert shown(t, without_agency).text


LIFE = (
    FILED,
    event(2, EventKind.PUBLISHED),
    event(3, EventKind.ANSWER_PREPARED, words="первый", answer_kind=AnswerKind.DONE),
    event(4, EventKind.ANSWER_SENT_BACK, words="не годится", about=3),
    event(5, EventKind.DISPUTED, words="это не к нам, спросите соседей", agency_id="avd"),
    event(6, EventKind.ANSWER_PREPARED, words="второй", answer_kind=AnswerKind.DONE),
    event(7, EventKind.ANSWERED, about=6, answer_kind=AnswerKind.DONE),
    event(8, EventKind.REFUTED, words="яма", resident_id=1, role=None),
    event(9, EventKind.RETURNED, words="доделайте"),
    event(10, EventKind.ANSWER_PREPARED, words="третий", answer_kind=AnswerKind.DONE),
)


def test_the_history_has_words_meant_for_the_resident_and_no_others(t: Texts) -> None:
    text = CARDS.history(t, own(Status.RETURNED, *LIFE, answer=6, pending=10)).text
    assert [word for word in ("второй", "яма", "доделайте") if word not in text] == []
    assert [word for word in ("первый", "третий", "не годится", "спросите соседей") if word in text] == []
    lines = [line for line in text.split("\n") if " — " in line]
    assert len(lines) == len(LIFE) - 3, "an answer that was published, or sent back, is not told twice"


def test_the_last_lines_stand_on_the_card(ru: Texts) -> None:
    text = shown(ru, own(Status.RETURNED, *LIFE, answer=6)).text
    assert "возвращено службе" in text
    assert "автор не согласен с ответом" in text
    assert "отправлено, ждёт модератора" not in text
    assert "второй" in text


def test_a_very_long_history_keeps_its_end_and_fits_a_message(t: Texts) -> None:
    lines = [event(seq, EventKind.CLOSED, words=f"<{seq}> {'Щ' * LONGEST_ANSWER}") for seq in range(2, 60)]
    text = CARDS.history(t, own(Status.SOLVED, FILED, *lines)).text
    assert len(text) <= LONGEST_TEXT
    assert "&lt;59&gt;" in text
    assert "&lt;2&gt;" not in text
    assert "…\n" in text


def test_the_card_of_a_usual_report_fits_below_its_photo(t: Texts) -> None:
    """Else it is a text, and cannot take the place of the photo card it was opened from."""
    long_answer = replace(ANSWER, words="Щ" * LONGEST_ANSWER)
    history = (FILED, long_answer, PUBLISHED_ANSWER, event(5, EventKind.REFUTED, words="х" * 300))
    place = replace(ANSWERED.report.place, address="Москва, район Хорошёво-Мнёвники, улица Тухачевского, 25 к1")
    full: Report = replace(
        ANSWERED.report, description="о" * 300, photos=PHOTOS, place=place, refuted=True, refutations=1
    )
    card = shown(t, OwnReport(report=full, history=history))
    assert card.kind.value == "photo", len(card.text)
