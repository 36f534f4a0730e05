"""A resident's photo as we keep it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PhotoFlaw(StrEnum):
    """What a moderator would complain about; a warning to the resident, never a refusal."""

    DARK = "dark"
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """One photo of a draft or report; its bytes lie in the photo store under `key`.

    Attributes:
        key: SHA-256 of the stored JPEG, 64 hexadecimal digits: the name in the store.
        width, height: Pixels, upright.
        size: Bytes of the stored JPEG.
        file_id: The messenger's id to send the photo again without an upload; None if there is none yet.
        taken_at: The camera's own clock (EXIF), without a zone, as cameras write it.
        flaws: What may get it refused.
    """

    key: str
    width: int
    height: int
    size: int
    file_id: str | None = None
    taken_at: datetime | None = None
    flaws: tuple[PhotoFlaw, ...] = ()
