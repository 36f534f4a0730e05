"""Texts: escaping, holes in a sentence, Russian plurals, days and times of the city, the language of a person."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts import LOCALES, Html, Texts, Translator, locale_of

MOSCOW = ZoneInfo("Europe/Moscow")
LATE = datetime(2026, 11, 30, 21, 5, tzinfo=UTC)
"""Five past midnight on 1 December in Moscow, a Tuesday."""


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(MOSCOW)


@pytest.fixture(scope="module")
def ru(translator: Translator) -> Texts:
    return translator.of("ru")


@pytest.fixture(scope="module")
def en(translator: Translator) -> Texts:
    return translator.of("en")


def test_words_of_a_person_are_escaped(ru: Texts) -> None:
    text = ru("error-address-not-found", address='<b>Тверская</b> & "7"')
    assert '&lt;b&gt;Тверская&lt;/b&gt; &amp; "7"' in text


def test_html_passes_as_it_is(ru: Texts) -> None:
    link = Html('<a href="https://example.org/?a=1&amp;b=2">Тверская 7</a>')
    assert ru("draft-line-place", place=link) == f"📍 {link}"


def test_arguments_are_not_surrounded_by_isolation_marks(ru: Texts) -> None:
    """Fluent's marks would end up in the words of buttons that are compared with what is pressed."""
    assert ru("draft-line-topic", topic="Ямы") == "🏷 Ямы"


def test_a_text_does_not_read_fluent_in_its_arguments(ru: Texts) -> None:
    assert ru("draft-line-description", description="{ $topic }") == "💬 «{ $topic }»"


def test_a_label_takes_arguments_as_they_are(ru: Texts) -> None:
    assert ru.label("mine-line-draft", topic="Ямы & <люки>") == "📝 Черновик: Ямы & <люки>"


@pytest.mark.parametrize("message_id", ["no-such-text", "", "error_unexpected", "error-unexpected "])
def test_an_unknown_id_raises(ru: Texts, message_id: str) -> None:
    with pytest.raises(KeyError, match="no text"):
        ru(message_id)


def test_a_missing_variable_raises_and_names_the_text(en: Texts) -> None:
    with pytest.raises(KeyError, match=r"en: draft-line-topic.*topic"):
        en("draft-line-topic")


def test_a_missing_count_raises_too(ru: Texts) -> None:
    with pytest.raises(KeyError, match="draft-line-photos"):
        ru("draft-line-photos")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 фотография"),
        (2, "2 фотографии"),
        (5, "5 фотографий"),
        (11, "11 фотографий"),
        (21, "21 фотография"),
    ],
)
def test_russian_counts_in_three_forms(ru: Texts, count: int, words: str) -> None:
    assert ru("draft-line-photos", count=count) == f"📷 {words}"


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 photo"), (2, "2 photos"), (11, "11 photos"), (21, "21 photos")]
)
def test_english_counts_in_two_forms(en: Texts, count: int, words: str) -> None:
    assert en("draft-line-photos", count=count) == f"📷 {words}"


def test_a_day_is_said_as_people_say_it(ru: Texts, en: Texts) -> None:
    assert ru.day(date(2026, 12, 1)) == "вторник, 1 декабря"
    assert en.day(date(2026, 12, 1)) == "Tuesday, 1 December"


def test_a_moment_is_on_the_day_that_the_city_has(ru: Texts, en: Texts) -> None:
    assert ru.day(LATE) == "вторник, 1 декабря"
    assert ru.moment(LATE) == "1 декабря, 00:05"
    assert en.moment(LATE) == "1 December, 00:05"


def test_a_moment_does_not_depend_on_the_zone_it_came_in(ru: Texts) -> None:
    assert ru.moment(LATE.astimezone(ZoneInfo("Asia/Vladivostok"))) == ru.moment(LATE)


def test_the_zone_is_that_of_the_city() -> None:
    assert Translator(ZoneInfo("Asia/Vladivostok")).of("ru").moment(LATE) == "1 декабря, 07:05"


def test_a_date_in_a_sentence_is_a_day_in_the_city(ru: Texts) -> None:
    assert "вторник, 1 декабря" in ru("review-due", agency="Автомобильные дороги", due=LATE)


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        (None, "ru"),
        ("", "ru"),
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("RU", "ru"),
        ("uk", "ru"),
        ("kk-KZ", "ru"),
        ("en", "en"),
        ("en-GB", "en"),
        ("de", "en"),
        ("zh-hans", "en"),
    ],
)
def test_a_persons_language_is_that_of_the_messenger(tag: str | None, locale: str) -> None:
    assert locale_of(tag) == locale


def test_a_language_that_is_gone_falls_back_to_the_first(translator: Translator) -> None:
    assert translator.of("fr").locale == translator.locales[0] == LOCALES[0] == "ru"


def test_a_label_is_known_in_every_language(translator: Translator) -> None:
    assert translator.labels("menu-report") == {"📝 Сообщить о проблеме", "📝 Report a problem"}


def test_each_language_speaks_itself(ru: Texts, en: Texts) -> None:
    assert ru.label("settings-language-chosen") == "Теперь говорю по-русски."
    assert en.label("settings-language-chosen") == "I speak English now."


def test_a_long_value_is_no_longer_too_long_for_fluent() -> None:
    """An answer of two thousand signs that HTML needs four letters for was refused, and its notice given up."""
    t = Translator(ZoneInfo("Europe/Moscow")).of("ru")
    words = "<" * 3000
    assert t("broadcast-text", words=words).count("&lt;") == 3000
    assert t.label("broadcast-text", words=words).count("<") == 3002
