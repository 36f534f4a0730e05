"""Photos as phones, programs and vandals make them."""

import io
import zlib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
import pillow_heif
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from bot.domain.photos import PhotoFlaw
from bot.domain.places import Point, distance_m
from bot.photos.flaws import flaws_of
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
from bot.photos.preparing import LONGEST_SIDE, prepare


@cache
def scene(width: int = 640, height: int = 480, *, blur: float = 0) -> Image.Image:
    """Something like a street by day: patches of all sizes with hard edges, and grain."""
    random = np.random.default_rng(5)
    image = Image.new("RGB", (width, height), (120, 130, 140))
    draw = ImageDraw.Draw(image)
    for _ in range(150):
        x, y = int(random.integers(width)), int(random.integers(height))
        w, h = int(random.integers(4, width // 4)), int(random.integers(4, height // 4))
        draw.rectangle((x, y, x + w, y + h), tuple(random.integers(20, 240, 3).tolist()))
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    grain = random.normal(0, 3, (height, width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(*, lat: Any = None, lon: Any = None, refs: str = "NE", **tags: Any) -> Image.Exif:
    data = Image.Exif()
    if lat is not None:
        data.get_ifd(0x8825).update({1: refs[0], 2: lat, 3: refs[1], 4: lon})
    if "taken" in tags:
        data.get_ifd(0x8769)[0x9003] = tags["taken"]
    if "orientation" in tags:
        data[0x0112] = tags["orientation"]
    return data


def opened(photo: PreparedPhoto) -> Image.Image:
    return Image.open(io.BytesIO(photo.jpeg))


def heic(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image).save(buffer)
    return buffer.getvalue()


FORMATS: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg": encoded,
    "progressive": lambda image: encoded(image, progressive=True),
    "png": lambda image: encoded(image, "PNG"),
    "webp": lambda image: encoded(image, "WEBP"),
    "webp lossless": lambda image: encoded(image, "WEBP", lossless=True),
    "webp with alpha": lambda image: encoded(image.convert("RGBA"), "WEBP", exif=exif(orientation=1)),
    "heic": heic,
    "bmp": lambda image: encoded(image, "BMP"),
    "tiff": lambda image: encoded(image, "TIFF", compression="tiff_lzw"),
    "gif": lambda image: encoded(image, "GIF", save_all=True, append_images=[Image.new("RGB", image.size)]),
    "mpo": lambda image: encoded(image, "MPO", save_all=True, append_images=[Image.new("RGB", image.size)]),
    "cmyk": lambda image: encoded(image.convert("CMYK")),
    "grey": lambda image: encoded(image.convert("L")),
    "grey png": lambda image: encoded(image.convert("L"), "PNG"),
    "palette": lambda image: encoded(image.quantize(200), "PNG"),
    "alpha": lambda image: encoded(image.convert("RGBA"), "PNG"),
    "grey and alpha": lambda image: encoded(image.convert("LA"), "PNG"),
    "16 bits": lambda image: encoded(
        Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257), "PNG"
    ),
    "float": lambda image: encoded(image.convert("F"), "TIFF"),
    "1 bit": lambda image: encoded(image.convert("1"), "PNG"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_usual_format_becomes_a_bare_jpeg(name: str) -> None:
    source = scene()
    photo = prepare(FORMATS[name](source))

    made = opened(photo)
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (640, 480))
    assert (photo.photo.width, photo.photo.height, photo.photo.size) == (640, 480, len(photo.jpeg))
    assert photo.photo.key == sha256(photo.jpeg).hexdigest()
    assert photo.photo.file_id is None
    grey = np.asarray(made.convert("L")).astype(float) - np.asarray(source.convert("L"))
    assert abs(grey.mean()) < (12 if name == "1 bit" else 3)
    assert name == "1 bit" or grey.std() < 12


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2560, 1920), (1920, 1440)),
        ((4000, 3000), (2000, 1500)),
        ((3000, 4000), (1500, 2000)),
        ((2048, 1536), (2048, 1536)),
        ((2049, 1000), (1793, 875)),
        ((17000, 200), (2048, 24)),
    ],
)
def test_a_large_jpeg_is_decoded_in_eighths(size: tuple[int, int], expected: tuple[int, int]) -> None:
    photo = prepare(encoded(Image.effect_noise(size, 60).convert("RGB")))

    assert opened(photo).size == expected


def test_a_large_picture_of_another_format_is_scaled() -> None:
    assert opened(prepare(encoded(scene(3000, 1500), "PNG", compress_level=1))).size == (2048, 1024)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_the_picture_stands_upright(orientation: int, kind: str) -> None:
    upright = scene(320, 200)
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what undoes each orientation
    stored = upright.transpose(Image.Transpose(turn[orientation])) if orientation > 1 else upright

    made = opened(prepare(encoded(stored, kind, exif=exif(orientation=orientation))))

    assert made.size == (320, 200)
    assert np.abs(np.asarray(made, dtype=float) - np.asarray(upright)).mean() < 15


def test_place_and_time_are_read_and_then_taken_out() -> None:
    data = encoded(
        scene(),
        exif=exif(lat=(55.0, 45.0, 21.0), lon=(37.0, 37.0, 4.0), taken="2025:11:05 12:30:00"),
        comment=b"tel. +79161234567",
    )
    photo = prepare(data)

    assert photo.spot is not None
    assert distance_m(photo.spot, Point(55.755833, 37.617778)) < 1
    assert photo.photo.taken_at == datetime(2025, 11, 5, 12, 30)  # noqa: DTZ001 - cameras write no zone
    made = opened(photo)
    assert not made.getexif()
    assert set(made.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"7916" not in photo.jpeg


def test_southern_and_western_places_are_negative() -> None:
    spot = prepare(encoded(scene(), exif=exif(lat=(33.0, 30.0, 0.0), lon=(70.0, 30.0, 0.0), refs="SW"))).spot

    assert spot == Point(-33.5, -70.5)


@pytest.mark.parametrize(
    ("lat", "lon", "refs"),
    [
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), "NE"),
        ((95.0, 0.0, 0.0), (37.0, 0.0, 0.0), "NE"),
        ((55.0, 75.0, 0.0), (37.0, 0.0, 0.0), "NE"),
        ((55.0, 45.0), (37.0, 0.0), "NE"),
        ((55.0, 45.0, 0.0), (37.0, 37.0, 0.0), "??"),
    ],
)
def test_a_place_that_cannot_be_is_none(lat: Any, lon: Any, refs: str) -> None:
    assert prepare(encoded(scene(), exif=exif(lat=lat, lon=lon, refs=refs))).spot is None


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "1970:01:01 00:00:00", "", "вчера"])
def test_a_clock_that_was_never_set_is_none(taken: str) -> None:
    assert prepare(encoded(scene(), exif=exif(taken=taken))).photo.taken_at is None


def test_what_is_transparent_becomes_white() -> None:
    picture = Image.new("RGBA", (200, 200), (255, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (100, 0, 200, 200))

    made = np.asarray(opened(prepare(encoded(picture, "PNG"))))

    assert made[100, 20].tolist() == [255, 255, 255]
    assert abs(made[100, 180].astype(int) - [0, 0, 255]).max() < 5


def test_the_same_file_always_has_the_same_key() -> None:
    data = encoded(scene())

    assert prepare(data) == prepare(data)


AVIF = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miafMA1B" + bytes(60)


@pytest.mark.parametrize(
    "data", [b"", b"x", b"%PDF-1.7 ...", b"<svg/>", b"MZ" + bytes(100), b"\0\0\0\x18ftypmp42" + bytes(60), AVIF]
)
def test_another_file_is_not_an_image(data: bytes) -> None:
    with pytest.raises(NotAnImage):
        prepare(data)


@pytest.mark.parametrize("name", ["jpeg", "progressive", "png", "webp", "heic", "bmp", "tiff", "gif", "cmyk"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_file_cut_short_is_broken(name: str, part: float) -> None:
    data = FORMATS[name](scene())

    with pytest.raises(PhotoBroken):
        prepare(data[: int(len(data) * part)])


def test_a_jpeg_with_something_behind_it_or_a_scratch_in_it_is_taken() -> None:
    data = encoded(scene())
    scratched = bytearray(data)
    scratched[len(data) // 2] ^= 0x10

    assert opened(prepare(data + b"\xff\xda" * 5000)).size == (640, 480)
    assert opened(prepare(bytes(scratched))).size == (640, 480)


def test_too_many_bytes_are_not_even_looked_at() -> None:
    with pytest.raises(PhotoTooLarge):
        prepare(b"\xff\xd8\xff" + bytes(LARGEST_FILE))


def test_a_speck_is_too_small() -> None:
    with pytest.raises(PhotoTooSmall) as refusal:
        prepare(encoded(Image.new("RGB", (640, 100))))
    assert refusal.value.message_id == "error-photo-too-small"


def png_bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    header = (30_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10**6)))
        + chunk(b"IEND", b"")
    )


def resized(data: bytes, marker: bytes, at: int, sides: bytes) -> bytes:
    start = data.index(marker) + at
    return data[:start] + sides + data[start + len(sides) :]


@pytest.mark.parametrize(
    "data",
    [
        png_bomb(),
        resized(encoded(scene()), b"\xff\xc0", 5, b"\xff\xff\xff\xff"),
        resized(FORMATS["progressive"](scene()), b"\xff\xc2", 5, b"\x40\x00\x40\x00"),
        resized(FORMATS["webp"](scene()), b"\x9d\x01\x2a", 3, b"\xff\x3f\xff\x3f"),
        resized(FORMATS["webp lossless"](scene()), b"VP8L", 9, b"\xff\xff\xff\x0f"),
        resized(FORMATS["webp with alpha"](scene()), b"VP8X", 12, b"\xff\xff\0\xff\xff\0"),
        resized(FORMATS["gif"](scene()), b"GIF8", 6, b"\xff\xff\xff\xff"),
        resized(FORMATS["bmp"](scene()), b"BM", 18, (20_000).to_bytes(4, "little") * 2),
        resized(heic(scene()), b"ispe", 8, (20_000).to_bytes(4) * 2),
    ],
    ids=["png", "jpeg", "progressive", "webp", "webp lossless", "webp extended", "gif", "bmp", "heic"],
)
def test_a_decompression_bomb_is_refused_by_its_header(data: bytes) -> None:
    with pytest.raises(PhotoTooManyPixels):
        prepare(data)


def test_a_jpeg_of_a_thousand_scans_is_refused_before_decoding() -> None:
    data = FORMATS["progressive"](scene())
    end = data.rindex(b"\xff\xda")
    scan = data[end:-2]

    with pytest.raises(PhotoBroken):
        prepare(data[:end] + scan * 1000 + b"\xff\xd9")


def night() -> Image.Image:
    dark = Image.fromarray((np.asarray(scene()) * 0.12).astype(np.uint8))
    draw = ImageDraw.Draw(dark)
    for x in range(60, 640, 150):
        draw.ellipse((x, 60, x + 25, 85), fill="white")
    return dark


def snow() -> Image.Image:
    return Image.fromarray((205 + np.asarray(scene()) * 0.2).astype(np.uint8))


@pytest.mark.parametrize(
    ("image", "flaws"),
    [
        (scene(), ()),
        (scene(2000, 1500), ()),
        (scene(blur=1), ()),
        (snow(), ()),
        (Image.new("RGB", (640, 480), "white"), ()),
        (Image.new("RGB", (640, 480), "black"), (PhotoFlaw.DARK,)),
        (night(), (PhotoFlaw.DARK,)),
        (scene(1280, 960, blur=8), (PhotoFlaw.BLURRED,)),
        (scene(2000, 1500, blur=16), (PhotoFlaw.BLURRED,)),
    ],
    ids=["day", "large", "soft", "snow", "white", "black", "night with lamps", "blurred", "large and blurred"],
)
def test_flaws_are_seen_where_a_moderator_would_see_them(image: Image.Image, flaws: tuple[PhotoFlaw, ...]) -> None:
    assert flaws_of(np.asarray(image)) == flaws
    assert prepare(encoded(image)).photo.flaws == flaws


SMALL = [made(scene(200, 170)) for made in FORMATS.values()]


@given(st.sampled_from(SMALL), st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_photo_is_taken_or_refused_and_nothing_else(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(damaged))


@given(st.binary(max_size=400), st.sampled_from([b"", *(whole[:40] for whole in SMALL)]))
@example(b"", b"\0\0\0\x18ftypheic")
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_taken_or_refused_and_nothing_else(tail: bytes, head: bytes) -> None:
    check(head + tail)


def check(data: bytes) -> None:
    try:
        photo = prepare(data)
    except PhotoRefused:
        return
    assert max(photo.photo.width, photo.photo.height) <= LONGEST_SIDE
