"""`gorod-bot topics` as an editor of a city pack and a program that asks it meet it."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot import topics_command
from bot.city_pack import CITIES, load_city
from bot.topics_command import LONGEST_LINE
from bot.understanding.understanding import Understanding
from tests.test_command_line import gorod, refusal

PACK = CITIES / "moscow"


@pytest.fixture(autouse=True)
def opened(understanding: Understanding, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the commands open is the same for all of them; learning it for each would take minutes."""
    city = load_city("moscow")
    monkeypatch.setattr(topics_command, "_open", lambda pack: topics_command._Opened(city, understanding))


def asked(lines: bytes, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    from typer.testing import CliRunner

    from bot.__main__ import app

    result = CliRunner().invoke(
        app, ["topics", "suggest", "--json", *arguments], input=lines, catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return map(json.loads, result.stdout_bytes.decode().splitlines())


def test_a_text_gets_its_topics_in_words():
    result = gorod("topics", "suggest", "лифт не работает третий день", "--date", "2026-07-10")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0].split()[1] == "house-lift-broken"
    assert lines[-1] == "sure: the first is taken"
    assert len(lines) == 11
    assert gorod("topics", "suggest", "фонарь").stdout.splitlines()[-1].startswith("not sure")
    assert gorod("topics", "suggest", "фвщшз").stdout.splitlines()[-1] == "no topic fits: the resident is asked"


def test_a_danger_is_named_with_who_to_call():
    lines = gorod("topics", "suggest", "в подъезде сильный запах газа").stdout.splitlines()
    assert lines[0].startswith("emergency: gas-smell: ")
    assert "104" in lines[0]


def test_lines_of_standard_input_get_a_json_object_each(monkeypatch):
    texts = ["яма на дороге", "", "  ", "в подъезде сильный запах газа", "ненормально 'кавычки' \" \\ 🔥", "фвщшз"]
    found = list(asked("\n".join(texts).encode(), "--date", "2026-07-10", monkeypatch=monkeypatch))
    assert [one["text"] for one in found] == texts
    for one in found:
        assert set(one) == {"text", "emergency", "elsewhere", "is_report", "topics", "sure"}
        assert all(set(topic) == {"id", "score"} for topic in one["topics"])
    pothole, empty, blank, gas, _, gibberish = found
    assert pothole["topics"][0]["id"] == "road-potholes"
    assert len(pothole["topics"]) == 10
    assert (pothole["is_report"], pothole["sure"], pothole["emergency"]) == (True, True, None)
    assert empty["is_report"] is blank["is_report"] is False
    assert empty["topics"] == gibberish["topics"] == []
    assert gas["emergency"] == "gas-smell"


def test_the_day_decides_about_seasons(monkeypatch):
    snow = "двор завален снегом, дворник не чистит".encode()
    [winter] = asked(snow, "--date", "2026-01-20", monkeypatch=monkeypatch)
    [summer] = asked(snow, "--date", "2026-07-10", monkeypatch=monkeypatch)
    assert winter["topics"][0]["id"] == "winter-yard-snow"
    assert not [topic for topic in summer["topics"] if topic["id"].startswith("winter-")]


def test_bytes_of_any_kind_are_answered_line_by_line(monkeypatch):
    monster = "яма ".encode() * LONGEST_LINE
    lines = b"\xef\xbb\xbf" + "яма на дороге\r\n".encode() + b"\xff\xfe\n" + monster + b"\n\x00\nlift"
    first, broken, long, zero, last = asked(lines, monkeypatch=monkeypatch)
    assert first["text"] == "яма на дороге"
    assert broken["text"] == "\ufffd\ufffd"
    assert len(long["text"].encode()) <= LONGEST_LINE + 3
    assert (zero["text"], last["text"]) == ("\x00", "lift")
    assert not list(asked(b"", monkeypatch=monkeypatch))


def test_an_answer_comes_before_the_next_line_is_asked(monkeypatch):
    """A program may wait for each answer: nothing is held back in a buffer."""
    out: list[bytes] = []
    monkeypatch.setattr(typer, "echo", out.append)

    class Asking(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            assert len(out) == asking.pop(0)
            return super().readline(size)

    asking = [0, 1, 2]
    source = io.TextIOWrapper(Asking("яма\nфонарь\n".encode()))
    monkeypatch.setattr(sys, "stdin", source)
    topics_command.suggest_topics(None, as_json=True)
    assert (len(out), asking) == (2, [])


def test_neither_a_text_nor_json_and_both_are_refused():
    said = "topics suggest: give either a text"
    assert refusal(gorod("topics", "suggest")).startswith(said)
    assert refusal(gorod("topics", "suggest", "яма", "--json")).startswith(said)


# evaluate


SENTENCES = """
[[sentence]]
text = "лифт не работает третий день"
topic = "house-lift-broken"
locale = "ru"

[[sentence]]
text = "Lift is not working"
topic = "house-lift-broken"
locale = "en"

[[sentence]]
text = "двор завален снегом, дворник не чистит"
topic = "winter-yard-snow"
language = "ru"

[[sentence]]
text = "лифт стоит, не работает"
topic = "house-pests"
also = ["road-marking"]
locale = "ru"
date = "01-20"
"""


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    file = tmp_path / "sentences.toml"
    file.write_text(SENTENCES, encoding="utf-8")
    return file


def test_evaluate_prints_figures_by_language_and_what_was_confused(sentences):
    result = gorod("topics", "evaluate", str(sentences))
    assert result.exit_code == 0, result.output
    head, everything, russian, english, _, title, confused = result.stdout.splitlines()
    assert head.split() == ["sentences", "first", "among", "3", "MRR", "sure", "right", "if", "sure"]
    assert everything.split()[:4] == ["all", "4", "75.0%", "75.0%"]
    assert russian.split()[:4] == ["ru", "3", "66.7%", "66.7%"]
    assert english.split()[:5] == ["en", "1", "100.0%", "100.0%", "1.000"]
    assert title.startswith("Confused")
    assert confused == "  1  house-pests taken for house-lift-broken: лифт стоит, не работает"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('topic = "house-pests"', 'topic = "house-pest"', "sentence 4: 'house-pest' is no topic of the catalogue"),
        ('topic = "house-pests"', "", "sentence 4: None is no topic of the catalogue"),
        ('["road-marking"]', '["road-markings"]', "sentence 4: 'road-markings' is no topic of the catalogue"),
        ('date = "01-20"', 'date = "01-32"', "sentence 4: date is '01-32'; allowed: \"MM-DD\""),
        ('text = "Lift is not working"', 'text = " "', "sentence 2: text is missing or empty"),
        ('text = "Lift is not working"', "", "sentence 2: text is missing or empty"),
        ("[[sentence]]", "[[phrase]]", "there is no [[sentence]]; each has text and topic"),
        ("[[sentence]]", "[[sentence]", "not TOML: "),
    ],
)
def test_a_file_that_cannot_be_judged_by_is_named_with_what_is_wrong(sentences, old, new, said):
    text = sentences.read_text(encoding="utf-8")
    assert old in text
    sentences.write_text(text.replace(old, new), encoding="utf-8")
    assert refusal(gorod("topics", "evaluate", str(sentences))).startswith(f"{sentences}: {said}")


def test_files_that_are_none_are_named(tmp_path):
    assert refusal(gorod("topics", "evaluate", str(tmp_path / "no.toml"))).endswith("No such file or directory")
    (tmp_path / "cp1251.toml").write_bytes("# яма".encode("cp1251"))
    assert refusal(gorod("topics", "evaluate", str(tmp_path / "cp1251.toml"))).endswith("not written in UTF-8")


# check


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """A copy of the pack's examples, its catalogue beside it."""
    for name in ("topics.toml", "examples.toml"):
        (tmp_path / name).write_bytes((PACK / name).read_bytes())
    return tmp_path / "examples.toml"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[yard-untidy]", "[yard-untidi]", "'yard-untidi' is no topic of the catalogue"),
        ("[yard-untidy]\nexamples_ru", "[yard-untidy]\nexample_ru", "yard-untidy: 'example_ru' is not known"),
        ('"бычки под окнами"', '"бычки под окнами", ""', "yard-untidy: examples_ru is empty"),
        ('"бычки под окнами"', "1", "yard-untidy: examples_ru must be a list of examples, each in quotes"),
        ('"бычки под окнами"', f'"{"а" * 501}"', "yard-untidy: examples_ru has 501 characters; at most 500"),
        (
            '"бычки под окнами"',
            '"весь двор в фантиках"',
            "yard-untidy: examples_ru has 'весь двор в фантиках' twice",
        ),
        (
            '"урна с верхом"',
            '"Бычки под окнами"',
            "yard-bin-overflow: examples_ru has 'Бычки под окнами', which topic 'yard-untidy' has already",
        ),
    ],
)
def test_mistakes_of_examples_are_named_with_their_lines(examples, old, new, said):
    text = examples.read_text(encoding="utf-8")
    assert old in text
    examples.write_text(text.replace(old, new, 1), encoding="utf-8")
    for file in (examples, examples.with_name("topics.toml")):
        result = gorod("topics", "check", str(file))
        assert result.exit_code == 1
        [found] = [line for line in result.stdout.splitlines() if not line.endswith("no mistakes found.")]
        where, _, what = found.partition(": ")
        line = int(where.removeprefix(f"{examples}:"))
        assert said in what
        shown = examples.read_text(encoding="utf-8").splitlines()[line - 1]
        assert (new.splitlines()[-1] in shown) or shown.startswith(("examples_ru", "[yard"))


def test_a_pack_with_wrong_examples_stops_the_start(examples, tmp_path):
    from bot.errors import ConfigError

    home = tmp_path / "packs" / "moscow"
    home.mkdir(parents=True)
    for name in ("topics.toml", "city.toml", "area.geojson"):
        (home / name).write_bytes((PACK / name).read_bytes())
    text = examples.read_text(encoding="utf-8")
    (home / "examples.toml").write_text(text.replace("[yard-untidy]", "[yard-untidi]"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"examples\.toml:\d+: 'yard-untidi' is no topic"):
        load_city("moscow", home.parent)
    (home / "examples.toml").unlink()
    without = load_city("moscow", home.parent)
    assert not any(
        topic.examples[language] for topic in without.catalogue.topics.values() for language in ("ru", "en")
    )


def test_a_pack_without_examples_is_searched_by_its_keywords(examples, tmp_path):
    from dataclasses import replace
    from datetime import date

    from bot.understanding.topic_search import TopicIndex

    catalogue = load_city("moscow").catalogue
    topics = {topic_id: replace(topic, examples={}) for topic_id, topic in catalogue.topics.items()}
    suggested = TopicIndex(replace(catalogue, topics=topics)).suggest("лифт не работает", day=date(2026, 7, 10))
    assert suggested.found[0].topic_id == "house-lift-broken"
    assert not suggested.sure
