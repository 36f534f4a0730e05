"""Mistakes in a city pack's dangers, matters for others and their sentences are named with their line."""

from pathlib import Path

import pytest

from bot.catalogue_check import pattern
from bot.city_pack import CITIES
from bot.stops_check import check_stops, checked_stops


@pytest.mark.parametrize(
    "written",
    ["запах газа", "упал* .. яму", "газ~", "<people> + <holes>", "горит - фонар*", "isn't on fire - bin"],
)
def test_patterns_that_are_allowed(written: str):
    assert not list(pattern(written))


@pytest.mark.parametrize(
    "written", ["Запах газа", "лёд", "*яма", "яма  люк", "+ яма", "яма +", "<Люди>", "- яма", "яма .. ", "яма+люк"]
)
def test_patterns_that_are_not(written: str):
    assert list(pattern(written))


def test_sentences_belong_to_a_stop_of_the_catalogue_and_to_one_only():
    text = '[fire]\nexamples_ru = ["горит дом"]\n\n[flood]\nexamples_ru = ["Горит дом"]\n\n[none]\nexamples = []\n'
    found = checked_stops(text, ("fire",)).findings()
    assert [finding.line for finding in found] == [4, 8]
    assert "'flood'" in found[0].text


def test_the_pack_that_comes_with_the_bot_has_no_mistakes():
    assert check_stops(CITIES / "moscow" / "stops.toml") == []


def test_a_file_that_is_not_toml_is_said_to_be_so(tmp_path: Path):
    (tmp_path / "topics.toml").write_text((CITIES / "moscow" / "topics.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "stops.toml").write_text("[fire", "utf-8")
    [finding] = check_stops(tmp_path / "stops.toml")
    assert "not TOML" in finding.text
