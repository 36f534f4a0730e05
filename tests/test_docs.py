"""Guard of the documents: what they name exists, and what exists is named; the two READMEs stay twins."""

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from bot.__main__ import app
from bot.config import Settings
from bot.desk.commands import DESK_COMMANDS
from bot.introduction import COMMANDS

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.ru.md")
DOCUMENTS = sorted(
    str(path.relative_to(ROOT)) for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")) if path.is_file()
)

_CODE = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_SETTING = re.compile(r"\bGOROD_([A-Z]+)__([A-Z_]+)\b")
_NOT_A_SETTING = {("TELEGRAM", "TOKN")}
"""Misspelled on purpose, where a document says what happens then."""


@cache
def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def codes(document: str) -> list[str]:
    """Everything set as code: in a line, and the lines of blocks."""
    text = text_of(document)
    blocks = [line.strip() for block in _BLOCK.findall(text) for line in block.splitlines()[1:-1]]
    return _CODE.findall(_BLOCK.sub("", text)) + blocks


@cache
def settings() -> frozenset[str]:
    return frozenset(
        f"{section}.{key}"
        for section, field in Settings.model_fields.items()
        for key in field.annotation.model_fields  # type: ignore[union-attr]
    )


@cache
def make_targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


@cache
def command_lines() -> frozenset[str]:
    """`run`, `topics check` and the like."""
    found: set[str] = set()
    root = get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    for name, command in root.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            found |= {f"{name} {inner}" for inner in command.commands}
        else:
            found.add(name)
    return frozenset(found)


def called(document: str) -> set[str]:
    """Commands of `gorod-bot` that a document names."""
    named = set()
    for words in (code.split() for code in codes(document)):
        for before, word in pairwise(words):
            if before.endswith("gorod-bot"):
                rest = words[words.index(word) :]
                named.add(" ".join(rest[:2]) if word == "topics" else word)
    return named


def test_there_are_documents_to_look_at():
    assert {*READMES, "CHANGELOG.md"} <= set(DOCUMENTS)
    assert any(document.startswith("docs/decisions/") for document in DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_setting_that_a_document_names_exists(document):
    named = {pair for pair in _SETTING.findall(text_of(document)) if pair not in _NOT_A_SETTING}
    assert {f"{section}.{key}".lower() for section, key in named} <= settings()
    sections = {name.partition(".")[0] for name in settings()}
    dotted = {code for code in codes(document) if re.fullmatch(r"[a-z]+\.[a-z_]+", code)}
    files = {f"{section}.{ending}" for section in sections for ending in ("toml", "py")}
    assert {name for name in dotted - files if name.partition(".")[0] in sections} <= settings()


def test_the_example_and_the_settings_hold_the_same_keys():
    example = tomllib.loads(text_of("config.example.toml"))
    assert {f"{section}.{key}" for section, keys in example.items() for key in keys} == settings()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_make_target_that_a_document_names_exists(document):
    named = {target for code in codes(document) for target in re.findall(r"\bmake ([a-z]+)", code)}
    assert named <= make_targets()


@pytest.mark.parametrize("readme", READMES)
def test_each_make_target_is_in_the_readme(readme):
    named = {target for code in codes(readme) for target in re.findall(r"\bmake ([a-z]+)", code)}
    assert named == make_targets()


@pytest.mark.parametrize("document", [*DOCUMENTS, "config.example.toml"])
def test_each_command_that_a_document_names_exists(document):
    if document.endswith(".toml"):
        named = set(re.findall(r"gorod-bot (topics [a-z]+|[a-z]+)", text_of(document)))
    else:
        named = called(document)
    assert named <= command_lines()


@pytest.mark.parametrize("readme", READMES)
def test_each_command_is_in_the_readme(readme):
    assert called(readme) == command_lines()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_link_leads_to_a_file(document):
    folder = (ROOT / document).parent
    inner = [link.partition("#")[0] for link in _LINK.findall(text_of(document)) if "://" not in link]
    assert [link for link in inner if link and not (folder / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_path_that_a_document_names_exists(document):
    tops = ("bot/", "handlers/", "storage/", "locales/", "tests/", "docs/")
    named = {code for code in codes(document) if code.startswith(tops) and re.fullmatch(r"[\w./-]+", code)}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_decision_is_numbered_in_order_and_named_in_both_readmes():
    pages = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [page[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    for readme in READMES:
        assert {page for page in pages if f"docs/decisions/{page}" in text_of(readme)} == set(pages)


def test_each_dependency_has_its_reason_and_each_reason_its_dependency():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    needed = {re.match(r"[\w.-]+", line)[0] for line in project["dependencies"]}  # type: ignore[index]
    page = text_of("docs/decisions/0001-dependencies.md")
    rows = re.findall(r"^\| ([\w., -]+) \|", page, re.MULTILINE)[1:]
    assert {name for row in rows for name in row.split(", ")} - {"---"} == needed


def test_the_readmes_are_twins():
    """The same headings, blocks, tables, items, links and commands, in the same order."""
    english, russian = (outline(text_of(readme)) for readme in READMES)
    assert english == russian


def outline(text: str) -> list[str]:
    """What a line is, without its words."""
    lines, in_block = [], False
    for line in text.splitlines():
        if line.startswith("```"):
            in_block = not in_block
            lines.append("block")
        elif in_block:
            lines.append(line.split("  ")[0].replace("your-token", "ваш-токен"))
        elif line.startswith("#"):
            lines.append("#" * line.count("#"))
        elif line.startswith("|"):
            lines.append(f"row of {line.count('|')}")
        else:
            lines.append("item" if line.startswith("- ") else "sentence" if line else "empty")
    return lines


def test_chat_commands_in_the_documents_and_in_the_texts_are_in_the_menu(command_menu):
    for readme in READMES:
        cells = re.findall(r"^\| (`/[^|]*)\|", text_of(readme), re.MULTILINE)
        assert {name for cell in cells for name in re.findall(r"`/(\w+)", cell)} == command_menu, readme
    for file in (ROOT / "locales").rglob("*.ftl"):
        named = set(re.findall(r"(?<![\w/<])/([a-z]+)\b", file.read_text(encoding="utf-8")))
        assert named <= command_menu, file
    city = text_of("bot/cities/moscow/city.toml")
    assert set(re.findall(r"(?<=[\s:])/([a-z]+)\b", city)) <= command_menu


@pytest.fixture
def command_menu() -> set[str]:
    """What the «/» button lists for residents and operators, and `/start`, which a messenger sends by itself."""
    return {name for name, _ in COMMANDS} | {name for name, _, _ in DESK_COMMANDS} | {"start"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_line_holds_one_sentence(document):
    prose = [line for line in _BLOCK.sub("", text_of(document)).splitlines() if not line.startswith(("|", "#"))]
    ends = re.compile(r"[.!?]\s+[A-ZА-ЯЁ]")
    assert [line for line in prose if ends.search(_CODE.sub("", line))] == []
