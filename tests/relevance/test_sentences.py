"""The sentences themselves: about topics that exist, apart from the city pack's examples, and enough of them."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.city_pack import load_city
from bot.topic_evaluation import figures, judge, read_sentences

HERE = Path(__file__).parent
PACK = HERE.parents[1] / "bot" / "cities" / "moscow"
HALVES = ("tuning", "held_out")


def sentences(name: str) -> list[dict[str, Any]]:
    found = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["sentence"]
    assert isinstance(found, list)
    return found


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    return tomllib.loads((PACK / "topics.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def examples() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((PACK / "examples.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("half", HALVES)
def test_each_half_is_about_every_topic_and_about_no_other(half, catalogue):
    topics = {topic["id"] for topic in catalogue["topic"]}
    found = sentences(half)
    assert {one["topic"] for one in found} == topics
    assert {other for one in found for other in one.get("also", ())} <= topics
    assert len(found) >= 400


def test_the_halves_share_no_sentence():
    first, second = ({one["text"].casefold() for one in sentences(half)} for half in HALVES)
    assert not first & second


def test_nothing_that_is_judged_by_was_learnt(examples):
    learnt = {text.casefold() for topic in examples.values() for texts in topic.values() for text in texts}
    judged = {one["text"].casefold() for half in HALVES for one in sentences(half)}
    assert not learnt & judged


def test_each_topic_has_ten_examples_in_each_language_and_none_twice(examples, catalogue):
    assert list(examples) == [topic["id"] for topic in catalogue["topic"]]
    for topic_id, texts in examples.items():
        assert set(texts) == {"examples_ru", "examples_en"}, topic_id
        assert all(len(found) >= 10 for found in texts.values()), topic_id
    counted = Counter(text.casefold() for topic in examples.values() for found in topic.values() for text in found)
    assert not [text for text, count in counted.items() if count > 1]


def test_emergencies_are_told_by_ids_of_the_catalogue(catalogue):
    kinds = {one["id"] for one in catalogue["emergency"]}
    found = Counter(one["emergency"] for one in sentences("emergencies"))
    assert set(found) == kinds | {""}
    assert sum(found.values()) - found[""] >= 80
    assert found[""] >= 80


def test_what_is_no_report_stands_beside_reports_that_look_like_it():
    for name, key, ordinary in (("not_reports", "kind", "report"), ("elsewhere", "where", "none")):
        found = Counter(one[key] for one in sentences(name))
        assert found[ordinary] >= 40
        assert len(found) > 5


@pytest.mark.parametrize("half", HALVES)
def test_the_ranking_reaches_what_residents_were_promised(half, understanding):
    """The bounds of the project, and so many sure topics that three acts are usual."""
    judged = judge(
        read_sentences(HERE / f"{half}.toml", load_city("moscow").catalogue),
        lambda text, day: understanding.index.suggest(text, day=day, limit=3),
    )
    found = figures(judged)
    assert found.first >= 0.80
    assert found.among_three >= 0.93
    assert found.right_if_sure >= 0.95
    assert found.sure >= 0.50
