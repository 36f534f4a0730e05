"""Words that report nothing are told from reports, short, rude and polite ones too."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.small_talk import SmallTalk
from bot.understanding.understanding import Understanding

RELEVANCE = Path(__file__).parents[1] / "relevance"

TOLD_APART, LOST = 0.9, 0.01


def sentences(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((RELEVANCE / f"{name}.toml").read_text("utf-8"))["sentence"]
    return found


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Здравствуйте!", SmallTalk.GREETING),
        ("ПРИВЕТ БОТ", SmallTalk.GREETING),
        ("спасибо вам большое", SmallTalk.THANKS),
        ("привет, спасибо", SmallTalk.THANKS),
        ("где мой ответ?", SmallTalk.STATUS),
        ("какой номер у моей заявки", SmallTalk.STATUS),
        ("№ 100245", SmallTalk.NUMBER),
        ("7 341 209", SmallTalk.NUMBER),
        ("Тверская 7", SmallTalk.ADDRESS),
        ("Метро Сокол", SmallTalk.ADDRESS),
        ("ты человек?", SmallTalk.QUESTION),
        ("сволочи, чтоб вас", SmallTalk.INSULT),
        ("займы без отказа, переходи по ссылке", SmallTalk.SPAM),
        ("ау", SmallTalk.CHATTER),
        ("фывапролдж", SmallTalk.CHATTER),
        ("👍", SmallTalk.CHATTER),
        ("...", SmallTalk.CHATTER),
        ("zdravstvuyte", SmallTalk.GREETING),
    ],
)
def test_kinds(understanding: Understanding, words: str, kind: SmallTalk):
    assert understanding.small_talk(words) is kind


@pytest.mark.parametrize(
    "words",
    [
        "мусор",
        "ямы",
        "лифт встал",
        "здравствуйте, во дворе не горит фонарь",
        "спасибо за прошлый ремонт, но лифт снова стоит",
        "сволочи, снег не чищен третий день",
        "когда уже починят качели",
        "Ленинский 101, яма у арки",
        "обклеили все столбы займами",
        "домофон сдох",
        "привет, пожар в подвале",
    ],
)
def test_a_problem_among_the_words_makes_a_report(understanding: Understanding, words: str):
    assert understanding.small_talk(words) is None


def test_what_is_no_report_is_told_apart(understanding: Understanding):
    told = sentences("not_reports")
    others = [one for one in told if one["kind"] != "report"]
    apart = [one for one in others if understanding.small_talk(one["text"]) is not None]
    assert len(apart) >= TOLD_APART * len(others)


def test_reports_are_not_lost(understanding: Understanding):
    reports = [one["text"] for one in sentences("tuning")]
    reports += [one["text"] for one in sentences("not_reports") if one["kind"] == "report"]
    lost = [text for text in reports if understanding.small_talk(text) is not None]
    assert len(lost) <= LOST * len(reports), lost
