"""What a city pack's `stops.toml` may hold: sentences for each danger and each matter for others.

Apart from `city_pack`, which gives them to the catalogue, and beside `examples_check`, whose form it shares.
"""

import tomllib
from collections.abc import Collection
from pathlib import Path

from bot.catalogue_check import Finding, Sheet, checked, syntax
from bot.examples_check import checked_examples

NEITHER = "none"
"""The table of what only sounds like one."""


def checked_stops(text: str, stops: Collection[str]) -> Sheet:
    """A `stops.toml` with everything that is wrong with it.

    Args:
        stops: Ids of the emergencies and of the matters for others.

    Raises:
        tomllib.TOMLDecodeError: Not TOML.
    """
    return checked_examples(text, {*stops, NEITHER})


def check_stops(path: Path) -> list[Finding]:
    """Everything that is wrong with a `stops.toml`, by line; its catalogue is the `topics.toml` beside it.

    Raises:
        OSError: One of the files cannot be read.
    """
    try:
        catalogue = checked((path.parent / "topics.toml").read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return [Finding(1, "the topics.toml beside it cannot be read; check that first")]
    known = [table for name in ("emergency", "elsewhere") for table in catalogue.data.get(name, ())]
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return checked_stops(text, {str(table.get("id")) for table in known}).findings()
    except UnicodeDecodeError:
        return [Finding(1, "the file is not written in UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return [syntax(error, text)]
