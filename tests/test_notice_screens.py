"""Every notice can be put into words, whatever its payload holds, and the messenger takes it."""

from datetime import UTC, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.notices import Notice, NoticeKind
from bot.domain.photos import Photo
from bot.domain.reports import EventKind
from bot.notices.news import News
from bot.notices.push import Push
from bot.notices.screens import NoticeScreens, _side_by_side, broadcast_screen
from bot.notices.sentences import _WORK, Sentences, cut
from bot.platforms.sandbox.markup import parse_html
from bot.say import units
from bot.services.notifier import _SAYS
from bot.services.notifier import _WORK as WORK_EVENTS
from bot.texts import LOCALES, Translator
from bot.wording import ANSWER
from tests.storage.samples import NOW, event, new_report

READ = {
    NoticeKind.ANSWERED,
    NoticeKind.DRAFT_REMINDER,
    NoticeKind.BROADCAST,
    NoticeKind.AREA_NEW,
    NoticeKind.AREA_SOLVED,
}
"""Those that need the database; dialogues show them."""
PLAIN = sorted(set(NoticeKind) - READ)

USUAL: dict[str, Any] = {
    "number": 12,
    "seq": 3,
    "event": "published",
    "topic": "road-potholes",
    "agency": "avd",
    "address": "Тверская улица, 7",
    "words": "Сделано <b>&</b> проверено",
    "reason": None,
    "answer": 2,
    "answer_kind": "done",
    "answer_due": "2026-12-03T20:59:00+00:00",
    "verdict_due": "2026-12-08T20:59:00+00:00",
    "until": "2026-12-10",
    "amount": 10,
    "what_for": "report",
    "waiting": 2,
    "answered": 5,
    "district_0": "Тверской <район>",
    "filed_0": 21,
    "answered_0": 3,
}
for _place in range(10):  # two linked accounts that had as many places as one may
    USUAL |= {
        f"area_{_place}": _place + 1,
        f"area_name_{_place}": "Тверская <улица>, 7 " * 20,
        f"area_point_{_place}": "55.75760, 37.61190",
        f"area_house_{_place}": _place % 2,
        f"area_new_{_place}": 12,
        f"area_solved_{_place}": 2,
        f"area_latest_{_place}": "new:12:road-potholes solved:13:gone new:14:road-potholes",
    }


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(ZoneInfo("Europe/Moscow"))


def said(city: City, translator: Translator, kind: NoticeKind, locale: str = "ru", **changes: Any) -> Push:
    payload = {**USUAL, **changes}
    notice = Notice(id=1, resident_id=1, kind=kind, key="k", payload=payload, due_at=NOW, created_at=NOW)
    return Sentences(city).plain[kind](News(translator.of(locale), notice))


def carried(push: Push) -> list[str | None]:
    """What the first button of each row carries."""
    assert push.keyboard is not None
    return [row[0].callback_data for row in push.keyboard.inline_keyboard]


def test_every_kind_has_a_screen(city, translator):
    screens = NoticeScreens(city=city, cards=None, translator=translator, begin=None)  # type: ignore[arg-type]
    assert set(NoticeKind) == set(Sentences(city).plain) | set(screens._read)
    assert set(_SAYS.values()) < set(NoticeKind)


def test_every_event_that_is_work_is_named() -> None:
    assert set(_WORK) == WORK_EVENTS | {EventKind.REFUTED_AGAIN}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", PLAIN)
def test_the_longest_fits_and_is_html(city, translator, kind, locale):
    words = "👨‍👩‍👧 <&> " * 3000
    push = said(city, translator, kind, locale, words=words, address="улица <&> " * 500, reason="no-such")
    assert units(parse_html(push.text).text) <= 4000
    assert push.keyboard is not None


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", PLAIN)
def test_what_has_left_the_catalogue_keeps_the_news(city, translator, kind, locale):
    push = said(
        city, translator, kind, locale, topic="gone", agency="gone", address=None, words="", answer_kind=None
    )
    assert "12" in push.text
    parse_html(push.text)


@pytest.mark.parametrize("what", sorted(_WORK))
def test_work_says_what_has_come(city, translator, what):
    push = said(city, translator, NoticeKind.WORK, event=what.value)
    assert "№ 12" in push.text
    assert carried(push) == ["o:12:show"]


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_a_reminder_says_what_was_answered(city, translator, kind):
    text = said(city, translator, NoticeKind.VERDICT_REMINDER, answer_kind=kind.value).text
    assert translator.of("ru")(ANSWER[kind]) in text
    assert "вторник, 8 декабря" in text, "the day in the city, not in London"


def test_who_closed_it_by_silence_and_who_by_word(city, translator):
    assert "возражений не было" in said(city, translator, NoticeKind.SOLVED, event="verdict_time_over").text
    assert "Автор проверил" in said(city, translator, NoticeKind.SOLVED, event="confirmed").text


def test_a_refusal_has_the_citys_words_and_the_moderators(city, translator):
    reason = next(iter(city.rejection_reasons.values()))
    push = said(city, translator, NoticeKind.REJECTED, reason=reason.id, words="снимите днём")
    assert reason.words.ru in unescape(push.text)
    assert "Модератор: «снимите днём»" in push.text
    assert carried(push) == ["r:12:fix", "r:12:show"]


def test_the_control_body_is_named(city, translator):
    body = city.control_body(city.catalogue.topics["road-potholes"])
    assert body.title.ru in said(city, translator, NoticeKind.CONTROL).text


@pytest.mark.parametrize(("count", "word"), [(1, "балл<"), (3, "балла<"), (10, "баллов<")])
def test_points_agree_with_their_number(city, translator, count, word):
    assert word in said(city, translator, NoticeKind.POINTS, amount=count).text


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [(2, 0, ""), (0, 3, "ааа"), (3, 2, "дддаа"), (5, 5, "дддддааааа"), (5, 9, "дддддааааа"), (9, 3, "дддддддааа")],
)
def test_before_and_after_share_the_album(translator, before, after, shown):
    def photos(count: int) -> tuple[Photo, ...]:
        return tuple(Photo(key=f"{one:064}", width=1, height=1, size=1) for one in range(count))

    report: Any = new_report(1, photos=photos(before))
    answer = event_with(photos(after))
    album = _side_by_side(translator.of("ru"), report, answer)
    assert "".join("д" if one.caption == "Было" else "а" for one in album) == shown


def event_with(photos: tuple[Photo, ...]) -> Any:
    report: Any = type("Numbered", (), {"number": 1, "resident_id": 1})
    return event(report, 2, photos=photos)


@pytest.mark.parametrize("room", [1, 2, 3, 7])
def test_words_are_cut_between_letters(room):
    assert units(cut("я👍я👍я👍", room)) <= room
    assert cut("я👍", 3) == "я👍"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_broadcast_is_as_it_was_typed(translator, locale):
    push = broadcast_screen(translator.of(locale), "Завтра <b>не</b> будет воды\n\nС 9 до 12")
    assert "Завтра &lt;b&gt;не&lt;/b&gt; будет воды\n\nС 9 до 12" in push.text
    parse_html(push.text)


def test_a_moment_is_the_day_it_is_in_the_city(translator):
    notice = Notice(
        id=1,
        resident_id=1,
        kind=NoticeKind.PUBLISHED,
        key="k",
        payload={"at": "2026-12-01T21:30:00+00:00"},
        due_at=NOW,
        created_at=datetime(2026, 12, 1, tzinfo=UTC),
    )
    assert translator.of("ru").day(News(translator.of("ru"), notice).day("at")) == "среда, 2 декабря"
