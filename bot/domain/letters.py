"""A resident's words to the city's editors, outside any report."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Kept until an editor has read it; `id` is given by the database."""

    id: int | None = None
    resident_id: int
    at: datetime
    words: str
