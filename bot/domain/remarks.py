"""A sentence for the resident beside the next question: what could not be used of their message, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """The id of a text, written whole where the remark is made, and what fills it."""

    message_id: str
    arguments: Mapping[str, str | int | float] = field(default_factory=dict)
