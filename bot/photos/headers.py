"""What a decoded photo is between the bot and the process that decodes it: a header in JSON, and its bytes."""

from datetime import datetime
from typing import Any

from bot.domain.photos import Photo, PhotoFlaw
from bot.domain.places import Point
from bot.photos.prepared import REFUSALS, PhotoBroken, PhotoRefused, PreparedPhoto


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
