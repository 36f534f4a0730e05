"""What stands after `/answer N` and `/promise N`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.answer_words import WrittenAnswer, read_answer, read_day, read_promise
from bot.domain.answers import AnswerKind

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "kind", "words"),
    [
        ("заделали", AnswerKind.DONE, "заделали"),
        ("#готово заделали", AnswerKind.DONE, "заделали"),
        ("#DONE заделали", AnswerKind.DONE, "заделали"),
        ("#раньше\n\nуже было чисто", AnswerKind.ALREADY_GONE, "уже было чисто"),
        ("#gone x", AnswerKind.ALREADY_GONE, "x"),
        ("#нет не нашли", AnswerKind.NOT_FOUND, "не нашли"),
        ("#notfound x", AnswerKind.NOT_FOUND, "x"),
        ("#меры написали владельцу", AnswerKind.MEASURES_TAKEN, "написали владельцу"),
        ("готово #меры", AnswerKind.DONE, "готово #меры"),
        ("нет ямы", AnswerKind.DONE, "нет ямы"),
    ],
)
def test_an_answer_is_read(written: str, kind: AnswerKind, words: str) -> None:
    assert read_answer(written) == WrittenAnswer(kind, words)


@pytest.mark.parametrize("written", ["", "#готово", "#", "# готово", "#гтово заделали", "#проверка осмотрим"])
def test_what_is_no_answer_is_not_guessed(written: str) -> None:
    """A misspelt kind used to become the first word of a public answer."""
    assert read_answer(written) is None


@pytest.mark.parametrize(
    ("written", "kind", "until", "words"),
    [
        ("2026-12-10 сделаем", AnswerKind.PROMISE, date(2026, 12, 10), "сделаем"),
        ("10.12.2026 сделаем", AnswerKind.PROMISE, date(2026, 12, 10), "сделаем"),
        ("1.12 сделаем\nвсё", AnswerKind.PROMISE, date(2026, 12, 1), "сделаем\nвсё"),
        ("#проверка 10.12 осмотрим", AnswerKind.CHECK_UNTIL, date(2026, 12, 10), "осмотрим"),
        ("10.12 #check осмотрим", AnswerKind.CHECK_UNTIL, date(2026, 12, 10), "осмотрим"),
        ("10.12\n#promise x", AnswerKind.PROMISE, date(2026, 12, 10), "x"),
    ],
)
def test_a_promise_is_read(written: str, kind: AnswerKind, until: date, words: str) -> None:
    assert read_promise(written, TODAY) == WrittenAnswer(kind, words, until)


@pytest.mark.parametrize(
    "written",
    ["", "10.12", "#проверка", "#проверка 10.12", "завтра сделаем", "10.12 #меры x", "#готово 10.12 x", "31.02 x"],
)
def test_what_is_no_promise_is_not_guessed(written: str) -> None:
    assert read_promise(written, TODAY) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("23.11", date(2026, 11, 23)),
        ("22.11", date(2027, 11, 22)),
        ("29.02", None),
        ("01.01", date(2027, 1, 1)),
        ("1.1.", date(2027, 1, 1)),
        ("2026-2-3", date(2026, 2, 3)),
        ("03.02.2026", date(2026, 2, 3)),
        ("3 декабря", None),
        ("10/12", None),
        ("0000-01-01", None),
    ],
)
def test_a_day_without_a_year_is_the_next_one(written: str, day: date | None) -> None:
    assert read_day(written, TODAY) == day


@given(st.text(max_size=60))
def test_anything_can_be_written(written: str) -> None:
    for read in (read_answer(written), read_promise(written, TODAY)):
        assert read is None or read.words.strip()
        assert read is None or (read.until is not None) == read.kind.has_date
