"""Values of MAX's JSON, each taken only if it is what it should be.

A schema's "required" is no promise, and a stranger's client writes part of it: whatever is of another type, out of
range or too long reads as absent or is cut.
"""

import re
from typing import Any

Json = dict[str, Any]

LONGEST_ID = 1024
"""Characters; callback ids have about 120, message ids 36."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_PRINTABLE = re.compile("[!-~]+")
_MS = range(1000, 20_000_000_000_000)
"""From 1970 to 2603: beyond, pydantic takes seconds for milliseconds."""


class Malformed(Exception):
    """An update lacks what it cannot do without; the text is ours and holds nobody's words."""


class Ignored(Exception):
    """An update that conversations have no use for; the text is ours and says why."""


def record(value: object) -> Json:
    """A JSON object; {} for anything else."""
    return value if isinstance(value, dict) else {}


def items(value: object, most: int) -> list[Any]:
    """The first of a JSON array; [] for anything else."""
    return value[:most] if isinstance(value, list) else []


def whole(value: object, least: int = -(2**63), most: int = 2**63 - 1) -> int | None:
    """An integer between both ends, which are included; true and 5.0 are none."""
    return value if type(value) is int and least <= value <= most else None


def words(value: object, longest: int) -> str | None:
    """Text that any store takes, cut to so many UTF-16 units; None if there is none.

    What is replaced keeps its length, so offsets into the text stay right.
    """
    if not isinstance(value, str) or not value:
        return None
    text = _UNSTORABLE.sub("\ufffd", value[:longest])
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")


def whole_words(value: object, longest: int) -> str | None:
    """`words` that mean nothing when cut: None if they are longer."""
    text = words(value, longest)
    return text if text is not None and isinstance(value, str) and len(text) == len(value) else None


def name_of(value: object, longest: int = LONGEST_ID) -> str | None:
    """An id or token that MAX made: printable ASCII, never cut."""
    is_one = isinstance(value, str) and len(value) <= longest and _PRINTABLE.fullmatch(value)
    return str(value) if is_one else None


def milliseconds(value: object) -> int | None:
    """Unix time as MAX tells it."""
    return whole(value, _MS.start, _MS.stop - 1)
