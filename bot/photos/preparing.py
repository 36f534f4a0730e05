"""Photos of strangers: checked by content, re-encoded small and bare, with place and time read first.

Pure CPU, hence apart from the store and from messengers; runs in a process of its own, see `workshop`. Rests on
libjpeg-turbo's scaled decoding (`simplejpeg`): a phone's photo leaves the decoder in its final size.
"""

import io
import re
from collections.abc import Callable
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image
from simplejpeg import (  # type: ignore[attr-defined] # its `__all__` holds functions, not names
    decode_jpeg,
    decode_jpeg_header,
    encode_jpeg,
)

from bot.domain.photos import Photo
from bot.photos.flaws import flaws_of
from bot.photos.metadata import spot_of, taken_at
from bot.photos.prepared import (
    LARGEST_FILE,
    NotAnImage,
    PhotoBroken,
    PhotoRefused,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoTooSmall,
    PreparedPhoto,
)

LONGEST_SIDE = 2048
SHORTEST_SIDE = 160
MOST_PIXELS = 50_000_000
MOST_PIXELS_OF_SCREENS = 25_000_000
"""In formats that cameras do not write and that are decoded whole: WebP takes up to 16 bytes a pixel."""
MOST_SCANS = 32
"""Scans of one JPEG: cameras and editors write 1 to 10, a bomb thousands, each as dear as a whole picture."""
QUALITY = 82

Pixels = NDArray[np.uint8]
"""Height × width × 3, red, green, blue."""


def prepare(data: bytes) -> PreparedPhoto:
    """Check a file and make it the photo we keep.

    Raises:
        PhotoRefused: Its subclasses say why.
    """
    if len(data) > LARGEST_FILE:
        raise PhotoTooLarge
    file_format = _format(data)
    try:
        pixels, exif = _read(data, file_format)
        spot, taken = spot_of(exif), taken_at(exif)
        jpeg = encode_jpeg(pixels, QUALITY, "RGB", "420")
    except (PhotoRefused, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoTooManyPixels from None
    except Exception as error:  # a decoder's parser raises whatever a hostile file makes it stumble over
        raise PhotoBroken from error
    height, width, _ = pixels.shape
    photo = Photo(
        key=sha256(jpeg).hexdigest(),
        width=width,
        height=height,
        size=len(jpeg),
        taken_at=taken,
        flaws=flaws_of(pixels),
    )
    return PreparedPhoto(photo=photo, jpeg=jpeg, spot=spot)


def _format(data: bytes) -> str:
    """The format by the first bytes, whatever the file is called.

    Raises:
        NotAnImage: None that we take.
    """
    head = data[:16]
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(data[at : at + 4] for at in range(16, min(64, int.from_bytes(head[:4])), 4))}
        heif = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
        if brands & heif and not brands & {b"avif", b"avis"}:
            return "HEIF"
    elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    elif head.startswith(b"BM") and head[6:10] == bytes(4):
        return "BMP"
    for start, name in (
        (b"\xff\xd8\xff", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"GIF8", "GIF"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
    ):
        if head.startswith(start):
            return name
    raise NotAnImage


def _read(data: bytes, file_format: str) -> tuple[Pixels, Image.Exif]:
    most = MOST_PIXELS if file_format in {"JPEG", "HEIF"} else MOST_PIXELS_OF_SCREENS
    if file_format == "WEBP":
        _check_sides(*_webp_sides(data), most)
    if file_format == "HEIF":
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - 10 MB of codecs that few photos need

        register_heif_opener(thumbnails=False, decode_threads=1)
    with Image.open(io.BytesIO(data), formats=[file_format, "MPO"][: 1 + (file_format == "JPEG")]) as image:
        _check_sides(*image.size, most)
        pixels = _scaled_jpeg(data, image) if file_format == "JPEG" else None
        if pixels is None:
            pixels = _fitted(image)
        elif max(pixels.shape) > LONGEST_SIDE:
            pixels = _fitted(Image.fromarray(pixels))
        exif = image.getexif()
        return _upright(pixels, exif.get(ExifTags.Base.Orientation)), exif


def _check_sides(width: int, height: int, most: int) -> None:
    """Refuse by what the header says, before a pixel is decoded.

    Raises:
        PhotoTooManyPixels, PhotoTooSmall: For each there is another text.
    """
    if width * height > most:
        raise PhotoTooManyPixels
    if min(width, height) < SHORTEST_SIDE:
        raise PhotoTooSmall


def _webp_sides(data: bytes) -> tuple[int, int]:
    """Width and height before libwebp, which makes room for the whole canvas at once, gets the file.

    Source: RFC 9649, § 2.5 to 2.7.
    """
    match data[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 ":
            return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    raise PhotoBroken


def _scaled_jpeg(data: bytes, image: Image.Image) -> Pixels | None:
    """Pixels from libjpeg-turbo in eighths of the size; None if Pillow has to try: CMYK, or small damage."""
    if _has_many_scans(data):
        raise PhotoBroken
    width, height = image.size
    eighths = max(1, min(8, 8 * LONGEST_SIDE // max(width, height)))
    least = {"min_width": -(-width * eighths // 8), "min_height": -(-height * eighths // 8)}
    try:
        told_height, told_width, colours, _ = decode_jpeg_header(data, **least)
        if told_width * told_height > MOST_PIXELS or colours in {"CMYK", "YCCK"}:
            return None
        pixels: Pixels = decode_jpeg(data, "RGB", **least)
    except ValueError:
        return None
    return pixels


def _has_many_scans(data: bytes) -> bool:
    """Whether the first image of the file has; a motion photo's film behind it may hold any bytes."""
    if data.count(b"\xff\xda") <= MOST_SCANS:
        return False
    at = scans = 0
    while marker := re.compile(rb"\xff[\x01-\xcf\xd9-\xfe]").search(data, at):
        kind, at = marker[0][1], marker.end()
        if kind == 0xD9 or scans > MOST_SCANS:
            break
        scans += kind == 0xDA
        at += int.from_bytes(data[at : at + 2])
    return scans > MOST_SCANS


def _fitted(image: Image.Image) -> Pixels:
    """The first frame by Pillow: eight bits a colour, on white where it is transparent."""
    image.load()
    if image.mode.startswith(("I", "F")):
        image = Image.fromarray(_eight_bits(np.asarray(image)))
    if image.mode in {"P", "PA", "1"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    if image.has_transparency_data:
        coloured = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(coloured, mask=coloured.getchannel("A"))
    return np.array(image.convert("RGB"))


def _eight_bits(values: NDArray[np.generic]) -> Pixels:
    """Grey of 16 bits, or whatever a scientist's TIFF holds, as grey of eight."""
    numbers = np.nan_to_num(values.astype(np.float32))
    top = 65535 if values.dtype.itemsize == 2 or numbers.max() > 255 else 255 if numbers.max() > 1 else 1
    grey: Pixels = np.clip(numbers * (255 / top), 0, 255).astype(np.uint8)
    return grey


_TURNS: dict[object, Callable[[Pixels], Pixels]] = {
    2: lambda pixels: pixels[:, ::-1],
    3: lambda pixels: pixels[::-1, ::-1],
    4: lambda pixels: pixels[::-1],
    5: lambda pixels: pixels.transpose(1, 0, 2),
    6: lambda pixels: np.rot90(pixels, -1),
    7: lambda pixels: pixels[::-1, ::-1].transpose(1, 0, 2),
    8: np.rot90,
}
"""What an EXIF orientation asks for; 1, and any nonsense, for nothing."""


def _upright(pixels: Pixels, orientation: object) -> Pixels:
    turn = _TURNS.get(orientation) if isinstance(orientation, int) else None
    return pixels if turn is None else np.ascontiguousarray(turn(pixels))
