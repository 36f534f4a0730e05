"""What a city pack's `examples.toml` may hold: a table for a topic, with what residents write about it.

Apart from `city_pack`, which gives the examples to the topics, and beside `catalogue_check`, whose rules it uses.
"""

import tomllib
from collections.abc import Collection
from functools import partial
from pathlib import Path

from bot.catalogue_check import Finding, Key, Sheet, Table, checked, several, syntax, text_of

EXAMPLES = Key(partial(several, each=partial(text_of, limit=500), what="examples"), needed=False)
KEYS = {"examples_ru": EXAMPLES, "examples_en": EXAMPLES}


def checked_examples(text: str, topics: Collection[str]) -> Sheet:
    """An `examples.toml` with everything that is wrong with it.

    Args:
        topics: Ids of the catalogue.

    Raises:
        tomllib.TOMLDecodeError: Not TOML.
    """
    sheet = Sheet(text)
    owner: dict[str, str] = {}
    for name, table in sheet.data.items():
        if name not in topics:
            sheet.blame(f"{name!r} is no topic of the catalogue", *_place(name, table))
        elif not isinstance(table, dict):
            sheet.blame(f"{name!r} must be a table: [{name}]", "", "0", name)
        else:
            sheet.check_table(name, 0, table, KEYS)
            _only_here(sheet, name, table, owner)
    return sheet


def _place(name: str, table: object) -> tuple[str, ...]:
    return (name,) if isinstance(table, (dict, list)) else ("", "0", name)


def _only_here(sheet: Sheet, name: str, table: Table, owner: dict[str, str]) -> None:
    """A sentence that stands for two topics teaches neither."""
    for key in KEYS:
        texts = table.get(key, ())
        for text in dict.fromkeys(texts) if isinstance(texts, list) and all(map(_is_text, texts)) else ():
            known = owner.setdefault(text.casefold(), name)
            if known != name:
                sheet.blame(f"{name}: {key} has {text!r}, which topic {known!r} has already", name, "0", key, text)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def check_examples(path: Path) -> list[Finding]:
    """Everything that is wrong with an `examples.toml`, by line; its catalogue is the `topics.toml` beside it.

    Raises:
        OSError: One of the files cannot be read.
    """
    try:
        catalogue = checked((path.parent / "topics.toml").read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return [Finding(1, "the topics.toml beside it cannot be read; check that first")]
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return checked_examples(text, {str(topic.get("id")) for topic in catalogue.tables("topic")}).findings()
    except UnicodeDecodeError:
        return [Finding(1, "the file is not written in UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return [syntax(error, text)]
