"""How photos travel between the bot and the process that decodes them: a header in JSON, then bytes.

Nothing is pickled: the decoding process has read a stranger's file and is not trusted.
"""

import json
import struct
from datetime import datetime
from typing import IO, Any

from bot.domain.photos import Photo, PhotoFlaw
from bot.domain.places import Point
from bot.photos.prepared import LARGEST_FILE, REFUSALS, PhotoBroken, PhotoRefused, PreparedPhoto

_LENGTHS = struct.Struct("=II")
LONGEST_HEADER = 4096


def write(stream: IO[bytes], header: dict[str, Any], body: bytes) -> None:
    packed = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(packed), len(body)))
    stream.write(packed)
    stream.write(body)
    stream.flush()


def read(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The next frame.

    Raises:
        EOFError: The other side is gone.
        ValueError: What came is no frame.
    """
    header_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if header_length > LONGEST_HEADER or body_length > LARGEST_FILE:
        raise ValueError("frame too long")
    header = json.loads(_exactly(stream, header_length))
    return header, _exactly(stream, body_length)


def header_of(prepared: PreparedPhoto) -> dict[str, Any]:
    photo = prepared.photo
    return {
        "key": photo.key,
        "width": photo.width,
        "height": photo.height,
        "taken_at": photo.taken_at.isoformat() if photo.taken_at else None,
        "flaws": [flaw.value for flaw in photo.flaws],
        "spot": [prepared.spot.lat, prepared.spot.lon] if prepared.spot else None,
    }


def prepared_of(header: dict[str, Any], jpeg: bytes) -> PreparedPhoto:
    """The photo that a header describes.

    Raises:
        PhotoRefused: It was refused there.
    """
    if "refused" in header:
        refusal: type[PhotoRefused] = REFUSALS.get(header["refused"], PhotoBroken)
        raise refusal
    taken_at, spot = header["taken_at"], header["spot"]
    photo = Photo(
        key=header["key"],
        width=header["width"],
        height=header["height"],
        size=len(jpeg),
        taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
        flaws=tuple(PhotoFlaw(flaw) for flaw in header["flaws"]),
    )
    return PreparedPhoto(photo=photo, jpeg=jpeg, spot=Point(*spot) if spot else None)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
