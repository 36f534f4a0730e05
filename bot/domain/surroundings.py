"""The kind of object that stands at a place, as far as its address says so.

A pin in a park or at a stop makes topics about parks and stops likelier; most addresses are of houses, beside
which lie yards and roads as well, and say nothing.
"""

import re

_KINDS = (
    ("stop", r"остановк\w*|bus stop|tram stop"),
    ("station", r"метро|станци\w*|вокзал\w*|платформ\w*|мцк|мцд|station|metro"),
    ("park", r"парк(?:а|е)?|сквер\w*|лесопарк\w*|лес|бульвар(?!\D*\d)|park|garden square"),
    ("water", r"пруд\w*|озеро|озера|водо[её]м\w*|река|пляж\w*|pond|lake|beach"),
    ("road", r"мкад|ттк|эстакад\w*|тоннел\w*|путепровод\w*|мост|шоссе(?!\D*\d)|tunnel|overpass|bridge"),
)
_PATTERNS = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for kind, words in _KINDS)


def kind_at(address: str | None) -> str | None:
    """Kind of object as topics of the catalogue have it; None where the address may be of anything."""
    said = (address or "").lower()
    return next((kind for kind, pattern in _PATTERNS if pattern.search(said)), None)
