"""Where and when a photo was taken, as its camera wrote it into the file (EXIF).

Source: EXIF 2.32, § 4.6.6 (GPS) and § 4.6.5 (DateTimeOriginal). Anybody can write anything there.
"""

from datetime import datetime

from PIL import ExifTags, Image

from bot.domain.places import Point
from bot.map_links.coordinates import point_of

EARLIEST_YEAR = 2000
"""Cameras with an unset clock write 1970 or 1980."""


def spot_of(exif: Image.Exif) -> Point | None:
    """The point; None if there is none, or one that cannot be."""
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    lat = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "NS")
    lon = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "EW")
    return None if lat is None or lon is None else point_of(lat, lon)


def taken_at(exif: Image.Exif) -> datetime | None:
    """The camera's clock when the photo was taken, without a zone."""
    written = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    try:
        taken = datetime.strptime(str(written).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - has no zone
    except ValueError:
        return None
    return taken if taken.year >= EARLIEST_YEAR else None


def _degrees(parts: object, reference: object, signs: str) -> float | None:
    """Degrees, minutes and seconds as a number; `signs` are the letters of plus and minus."""
    letter = str(reference or "").strip("\0 ").upper()[:1]
    if not letter or letter not in signs or not isinstance(parts, tuple) or len(parts) != 3:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (ArithmeticError, TypeError, ValueError):
        return None
    if not (0 <= degrees <= 180 and 0 <= minutes < 60 and 0 <= seconds < 60.001):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if letter == signs[1] else value
