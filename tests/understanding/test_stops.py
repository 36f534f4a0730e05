"""Dangers and matters for others: found in residents' words, and not in words that only sound like them."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.domain.city import City
from bot.understanding.gist import GistReader
from bot.understanding.stops import Stops
from bot.understanding.understanding import Understanding
from bot.understanding.words import Lemmas

RELEVANCE = Path(__file__).parents[1] / "relevance"

FOUND, FALSE, STOPPED = 0.97, 0.02, 0.01
"""Dangers found; messages taken for one, of those that sound like it; true reports that are stopped."""


def sentences(name: str) -> Sequence[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((RELEVANCE / f"{name}.toml").read_text("utf-8"))["sentence"]
    return found


@pytest.mark.parametrize(
    ("words", "danger"),
    [
        ("в подъезде сильный запах газа", "gas-smell"),
        ("ребёнок провалился в люк", "fell-in-pit"),
        ("искрит щиток на 3 этаже", "live-wire"),
        ("упало большое дерево на машину", "collapse"),
        ("прорвало трубу с кипятком", "hot-water-burst"),
        ("мы застряли в лифте", "lift-trapped"),
        ("с крыши кусок льда упал на голову", "collapse"),
        ("вчера упал в яму", "fell-in-pit"),
        ("ПОЖАР!!! ГОРИТ БАЛКОН", "fire"),
        ("pahnet gazom v podezde", "gas-smell"),
        ("zastryali v lifte, pomogite", "lift-trapped"),
        ("прарвало трубу, затапливает квартиру", "flood"),
        ("there is a strong smell of gas on the stairs", "gas-smell"),
    ],
)
def test_a_danger_is_found(understanding: Understanding, words: str, danger: str):
    found = understanding.danger(words)
    assert found is not None
    assert found.id == danger


@pytest.mark.parametrize(
    "words",
    [
        "на газоне неприятный запах",
        "фонарь не горит дом 12",
        "пожарный шкаф пустой",
        "дерево может упасть на людей",
        "двор тонет в мусоре",
        "плитка обвалилась с фасада",
        "лифт застрял на 5 этаже, пустой",
        "в прошлом году здесь сбили человека, поставьте знак",
        "газом не пахнет, но дверь в подвал открыта",
        "упало дерево поперёк дорожки, никого не задело",
        "Зеленоград, корпус 1534",
        "Арбат 10",
        "",
        "🔥",
    ],
)
def test_what_only_sounds_like_a_danger_is_none(understanding: Understanding, words: str):
    assert understanding.danger(words) is None


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("в моей квартире капает кран на кухне", "flat"),
        ("машина стоит на газоне, вызовите эвакуатор", "parking"),
        ("забыл рюкзак в автобусе", "lost"),
        ("соседи шумят ночью", "noise"),
        ("как сделать перерасчёт за отопление", "bills"),
        ("хочу пожаловаться на чиновников управы", "officials"),
        ("предлагаю построить каток", "ideas"),
        ("бездомные собаки у школы", "animals"),
        ("я живу в Мытищах, у нас яма", "region"),
    ],
)
def test_what_is_for_others_is_known(understanding: Understanding, words: str, service: str):
    found = understanding.elsewhere(words)
    assert found is not None
    assert found.id == service


def test_what_was_gone_past_is_not_found_again_and_another_danger_is(understanding: Understanding):
    words = "пахнет газом и горит балкон"
    assert {found.id for _ in range(1) if (found := understanding.danger(words))} <= {"gas-smell", "fire"}
    second = understanding.danger(words, passed=("gas-smell",))
    assert second is not None
    assert second.id == "fire"
    assert understanding.danger(words, passed=("gas-smell", "fire")) is None


def test_dangers_are_found_as_the_issue_asks(understanding: Understanding):
    told = sentences("emergencies")
    dangers = [one for one in told if one["emergency"]]
    found = [one for one in dangers if understanding.danger(one["text"])]
    false = [one["text"] for one in told if not one["emergency"] and understanding.danger(one["text"])]
    assert len(found) >= FOUND * len(dangers)
    assert len(false) <= FALSE * (len(told) - len(dangers)), false


def test_matters_for_others_are_told_from_reports(understanding: Understanding):
    told = sentences("elsewhere")
    right = wrong = 0
    for one in told:
        found = understanding.elsewhere(one["text"])
        right += found is not None and found.id == one["where"]
        wrong += found is not None and one["where"] == "none"
    assert right >= 0.9 * sum(one["where"] != "none" for one in told)
    assert wrong <= 1


def test_true_reports_are_not_stopped(understanding: Understanding):
    reports = [one["text"] for one in sentences("tuning")]
    stopped = [text for text in reports if understanding.danger(text) or understanding.elsewhere(text)]
    assert len(stopped) <= STOPPED * len(reports), stopped


def test_without_sentences_to_learn_from_the_patterns_decide(city: City):
    catalogue = replace(city.catalogue, topics={})
    stops = Stops(catalogue, Lemmas(), GistReader(catalogue, None))
    danger = stops.danger("в подъезде запах газа")
    assert danger is not None
    assert danger.id == "gas-smell"
    assert stops.danger("фонарь не горит") is None


SEASONAL = (
    "winter-yard-ice",
    "winter-road-ice",
    "winter-stairs-ice",
    "winter-icicles",
    "winter-icicles-nonres",
    "winter-canopy",
    "winter-yard-snow",
    "winter-institution",
    "summer-tree-wires",
    "summer-pole-leaning",
    "summer-ad-loose",
    "summer-sign-loose",
    "summer-roof-loose",
    "summer-scaffold",
    "summer-awning",
    "summer-dry-grass",
    "summer-hogweed",
    "yard-dead-tree",
    "park-dead-tree",
)
"""Topics about dangers that come at other times of the year too."""


@pytest.mark.parametrize("topic_id", SEASONAL)
def test_out_of_season_a_danger_gets_a_topic_that_is_open(city: City, understanding: Understanding, topic_id: str):
    topics = city.catalogue.topics
    topic = topics[topic_id]
    day = next(day for day in (date(2026, 1, 15), date(2026, 7, 15)) if not topic.is_open(day))
    assert topic.instead
    assert all(topics[other].is_open(day) for other in topic.instead)
    found = understanding.index.search(topic.title.ru, day=day)
    assert {one.topic_id for one in found[:3]} & {*topic.instead}
