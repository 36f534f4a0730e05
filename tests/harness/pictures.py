"""Pictures made for tests: what a phone might take, without anybody's photo."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

GPS_IFD, EXIF_IFD, DATE_TIME_ORIGINAL = 0x8825, 0x8769, 0x9003


@cache
def street(seed: int = 1, size: tuple[int, int] = (1280, 960)) -> bytes:
    """A sharp picture in daylight; another seed gives another one."""
    return _jpeg(scene(seed, size))


@cache
def night(seed: int = 1) -> bytes:
    return _jpeg(scene(seed, (1280, 960)).point(lambda value: value // 14))


@cache
def blurred(seed: int = 1) -> bytes:
    return _jpeg(scene(seed, (1280, 960)).filter(ImageFilter.GaussianBlur(24)))


@cache
def with_place(lat: float, lon: float, taken: str = "2026:11:22 15:04:05") -> bytes:
    """A photo file whose camera wrote down where and when."""
    picture = scene(7, (1280, 960))
    exif = picture.getexif()
    exif[EXIF_IFD] = {DATE_TIME_ORIGINAL: taken}
    exif[GPS_IFD] = {
        1: "N" if lat >= 0 else "S",
        2: _dms(abs(lat)),
        3: "E" if lon >= 0 else "W",
        4: _dms(abs(lon)),
    }
    out = BytesIO()
    picture.save(out, "JPEG", quality=85, exif=exif)
    return out.getvalue()


def scene(seed: int, size: tuple[int, int]) -> Image.Image:
    """Patches of colour on grain; the seed moves them."""
    picture = Image.effect_noise(size, 60).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for step in range(40):
        x, y = (seed * 97 + step * 131) % size[0], (seed * 61 + step * 73) % size[1]
        draw.rectangle((x, y, x + 90, y + 60), fill=((step * 37) % 255, (seed * 53 + step * 11) % 255, 120))
    return picture


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _dms(degrees: float) -> tuple[float, float, float]:
    minutes = (degrees - int(degrees)) * 60
    return float(int(degrees)), float(int(minutes)), round((minutes - int(minutes)) * 60, 4)
