"""What was learned is kept in a file; whatever happens to the file, the bot starts and finds the same topics."""

import logging
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot import world
from bot.domain.catalogue import Catalogue, Titles
from bot.understanding import index_file
from bot.understanding.features import FeatureReader
from bot.understanding.index_file import NAME, key_of, learned_tables, read, write
from bot.understanding.learned import Tables, learn
from bot.understanding.topic_search import TopicIndex
from bot.understanding.words import Lemmas
from tests.understanding.test_learned import HOLES, LAMPS, taught

JULY = date(2026, 7, 10)


@pytest.fixture(scope="module")
def lemmas() -> Lemmas:
    return Lemmas()


@pytest.fixture(scope="module")
def city() -> Catalogue:
    return taught(lamp=LAMPS, hole=HOLES)


def same(one: Tables, other: Tables) -> bool:
    return all(np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(Tables))


@pytest.fixture
def learnt(monkeypatch: pytest.MonkeyPatch) -> list[Catalogue]:
    """The catalogues that have been learned anew."""
    done: list[Catalogue] = []

    def noted(catalogue: Catalogue, reader: FeatureReader) -> Tables:
        done.append(catalogue)
        return learn(catalogue, reader)

    monkeypatch.setattr(index_file, "learn", noted)
    return done


def test_the_second_start_reads_what_the_first_has_learned(
    tmp_path: Path, city: Catalogue, lemmas: Lemmas, learnt: list[Catalogue]
) -> None:
    first = learned_tables(city, lemmas, tmp_path / "cache")
    second = learned_tables(city, lemmas, tmp_path / "cache")
    assert len(learnt) == 1
    assert same(first, second)
    assert same(first, learn(city, FeatureReader(lemmas)))
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [NAME]


def test_without_a_folder_nothing_is_written(tmp_path: Path, city: Catalogue, lemmas: Lemmas) -> None:
    learned_tables(city, lemmas, None)
    assert not list(tmp_path.iterdir())


def changed(city: Catalogue, **other: Any) -> Catalogue:
    lamp = replace(city.topics["lamp"], **other)
    return replace(city, topics={**city.topics, "lamp": lamp})


@pytest.mark.parametrize(
    "other",
    [
        {"examples": {"ru": ("другое",)}},
        {"keywords": {"ru": ("фонарь",)}},
        {"title": Titles(ru="Иное", en="Else")},
        {"place": "yard"},
    ],
)
def test_another_catalogue_has_another_key(city: Catalogue, other: dict[str, Any]) -> None:
    assert key_of(changed(city, **other)) != key_of(city)
    assert key_of(changed(city)) == key_of(city)


def test_a_changed_catalogue_is_learned_anew_and_replaces_the_file(
    tmp_path: Path, city: Catalogue, lemmas: Lemmas, learnt: list[Catalogue]
) -> None:
    learned_tables(city, lemmas, tmp_path)
    other = changed(city, examples={"ru": ("совсем другие слова",)})
    assert same(learned_tables(other, lemmas, tmp_path), learn(other, FeatureReader(lemmas)))
    learned_tables(other, lemmas, tmp_path)
    assert learnt == [city, other]


Harm = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: b"",
        lambda data: data[:20],
        lambda data: data[:100],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: b"something else altogether" * 100,
        lambda data: data[:-200] + bytes([data[-200] ^ 1]) + data[-199:],
        lambda data: data[:48] + (1 << 62).to_bytes(8, "little") + data[56:],
        lambda data: data[:56] + b"x" + data[57:],
        lambda data: data[:56] + b"[" + data[57:],
        lambda data: data.replace(b'"kinds"', b'"kidns"'),
        lambda data: data.replace(b'"crc"', b'"crb"'),
    ],
    ids=lambda harm: "",
)
def test_a_broken_file_is_told_once_and_learned_anew(
    tmp_path: Path,
    city: Catalogue,
    lemmas: Lemmas,
    learnt: list[Catalogue],
    harm: Harm,
    caplog: pytest.LogCaptureFixture,
) -> None:
    whole = learned_tables(city, lemmas, tmp_path)
    file = tmp_path / NAME
    harmed = harm(file.read_bytes())
    assert harmed != file.read_bytes()
    file.unlink()
    file.write_bytes(harmed)
    with caplog.at_level(logging.INFO):
        assert same(learned_tables(city, lemmas, tmp_path), whole)
        assert same(learned_tables(city, lemmas, tmp_path), whole)
    assert len(learnt) == 2
    [told] = caplog.records
    assert str(file) in told.getMessage()


def test_a_folder_that_cannot_be_written_costs_a_warning_and_not_the_start(
    tmp_path: Path, city: Catalogue, lemmas: Lemmas, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    tables = learned_tables(city, lemmas, tmp_path / "file" / "cache")
    assert same(tables, learn(city, FeatureReader(lemmas)))
    assert [record.levelname for record in caplog.records if "cannot be kept" in record.getMessage()] == [
        "WARNING"
    ]


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, city: Catalogue, lemmas: Lemmas, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = learned_tables(city, lemmas, tmp_path)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / NAME, b"k" * 32, tables)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert same(read(tmp_path / NAME, key_of(city)), tables)


def test_an_index_from_a_file_finds_what_one_from_memory_finds(tmp_path: Path, city: Catalogue) -> None:
    written, mapped, in_memory = (TopicIndex(city, cache=folder) for folder in (tmp_path, tmp_path, None))
    for words in ("столбы не светят", "колдобина", "двор", "яма"):
        found = mapped.suggest(words, day=JULY)
        assert found == written.suggest(words, day=JULY) == in_memory.suggest(words, day=JULY)


@pytest.mark.parametrize(
    ("database", "folder"),
    [
        ("sqlite+aiosqlite:///data/gorod.db", "data/cache"),
        ("sqlite+aiosqlite:////var/lib/gorod/gorod.db", "/var/lib/gorod/cache"),
        ("postgresql+asyncpg://gorod@host/gorod", "data/cache"),
    ],
)
def test_the_file_stands_beside_the_database(database: str, folder: str) -> None:
    assert world._cache(database) == Path(folder)
