"""What a messenger makes of a picture: smaller copies without metadata.

Rests on Pillow; apart because the rest of the sandbox needs no image library.
"""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.platforms.sandbox.errors import bad_request
from bot.platforms.sandbox.rules import PHOTO_BYTES

SIDES: Final = (90, 320, 800, 1280)
"""Longest sides of the copies; a small picture has fewer of them."""
_SUM_OF_SIDES = 10_000
_RATIO = 20
_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """One size of a photo, JPEG."""

    width: int
    height: int
    data: bytes


def copies(data: bytes) -> list[Copy]:
    """The sizes of a photo, smallest first, turned upright and stripped.

    Raises:
        ApiError: Too big, not an image or of sides that the server does not take.
    """
    if len(data) > PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )
    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
            if width + height > _SUM_OF_SIDES or max(width, height) > _RATIO * min(width, height):
                raise bad_request("PHOTO_INVALID_DIMENSIONS")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except _UNREADABLE:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    longest = max(upright.size)
    sides = {*(side for side in SIDES if side < longest), min(longest, SIDES[-1])}
    made: list[Copy] = []
    for side in sorted(sides, reverse=True):
        upright = _scaled(upright, side)
        made.insert(0, _jpeg(upright))
    return made


def as_a_client_sends(data: bytes) -> bytes:
    """The picture as an application uploads it: already scaled down, so that a heavy one passes as well.

    What cannot be read is left as it is, for `copies` to refuse.
    """
    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.draft("RGB", (SIDES[-1], SIDES[-1]))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            return _jpeg(_scaled(upright, min(SIDES[-1], max(upright.size)))).data
    except _UNREADABLE:
        return data


def _scaled(image: Image.Image, side: int) -> Image.Image:
    scale = side / max(image.size)
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image if size == image.size else image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2)


def _jpeg(image: Image.Image) -> Copy:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=87)
    return Copy(image.width, image.height, out.getvalue())


def thumbnail(data: bytes) -> Copy | None:
    """A small copy for a file that turns out to be an image, None for any other."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.draft("RGB", (320, 320))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            return _jpeg(_scaled(upright, min(320, max(upright.size))))
    except _UNREADABLE:
        return None
