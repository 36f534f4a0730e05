"""A picture of a pothole for the README: drawn, so that it is nobody's photo and shows nobody's street.

The ground is a plane with a texture, seen in perspective; what stands behind it is soft, as from a phone.
"""

from functools import cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

Floats = NDArray[np.floating]

WIDTH, HEIGHT, HORIZON = 1600, 1200, 330
GROUND = (3600, 2600)
"""The texture of the ground, seen from above: its lower edge is at the feet."""
KERB = 1330
"""Where the road begins, from the left."""


@cache
def pothole(seed: int = 4) -> bytes:
    """A wet pothole by the kerb in daylight, as a JPEG."""
    rng = np.random.default_rng(seed)
    picture = _street_behind(rng)
    ground = _seen_in_perspective(_ground(rng))
    picture.paste(ground, (0, 0), ground)
    light = _cloud(rng, (WIDTH, HEIGHT), 5) * 0.10 + 0.95
    shade = np.linspace(1.04, 0.9, HEIGHT)[:, None] * light
    pixels = np.asarray(picture.convert("RGB"), dtype=float) * shade[:, :, None]
    pixels += rng.normal(0, 2.2, pixels.shape)
    out = BytesIO()
    shown = ImageEnhance.Color(_image(pixels)).enhance(1.12)
    shown.crop((170, 210, 1430, 1155)).save(out, "JPEG", quality=88)
    return out.getvalue()


def _ground(rng: np.random.Generator) -> Image.Image:
    """Grass, kerb and asphalt with cracks, an old patch, a line and the hole."""
    width, height = GROUND
    grain = rng.normal(0, 15, (height, width)) + (_cloud(rng, GROUND, 14) - 0.5) * 34
    grain += np.where(rng.random((height, width)) > 0.985, 38, 0)
    asphalt = _image(np.stack([grain + tone for tone in (106, 107, 110)], axis=-1))
    _patch(asphalt, rng)
    _cracks(asphalt, rng)
    _line(asphalt, rng)
    _hole(asphalt, rng)
    _verge(asphalt, rng)
    return asphalt


def _verge(ground: Image.Image, rng: np.random.Generator) -> None:
    """What lies to the left of the road."""
    height = GROUND[1]
    blades = rng.normal(0, 22, (height, KERB)) + (_cloud(rng, (KERB, height), 18) - 0.5) * 60
    grass = np.stack([blades * 0.8 + 88, blades + 112, blades * 0.6 + 56], axis=-1)
    ground.paste(_image(grass), (0, 0))
    stone = rng.normal(0, 9, (height, 74)) + 172
    ground.paste(_image(np.stack([stone, stone - 2, stone - 7], axis=-1)), (KERB - 74, 0))
    draw = ImageDraw.Draw(ground)
    for y in range(0, height, 430):
        draw.line((KERB - 74, y, KERB, y), fill=(96, 94, 90), width=7)
    draw.rectangle((KERB, 0, KERB + 20, height), fill=(58, 57, 56))
    leaves = [(196, 140, 44), (170, 92, 38), (206, 168, 70), (150, 110, 50)]
    for _ in range(90):
        x, y = int(rng.normal(KERB + 20, 95)), int(rng.uniform(200, height))
        size = int(rng.uniform(9, 20))
        draw.ellipse((x, y, x + size, y + size * 0.6), fill=leaves[int(rng.integers(4))])


def _line(ground: Image.Image, rng: np.random.Generator) -> None:
    """A worn white line along the middle of the road."""
    width, height = GROUND
    mask = Image.new("L", GROUND, 0)
    draw = ImageDraw.Draw(mask)
    for y in range(-120, height, 900):
        draw.rectangle((2350, y, 2404, y + 560), fill=232)
    worn = _image255((_cloud(rng, GROUND, 40) * 0.7 + rng.random((height, width)) * 0.5 > 0.42) * 255.0)
    paint = Image.new("RGB", GROUND, (222, 222, 214))
    ground.paste(paint, (0, 0), ImageChops.multiply(mask, worn.filter(ImageFilter.GaussianBlur(1.4))))


def _patch(ground: Image.Image, rng: np.random.Generator) -> None:
    """Where it has been mended once already."""
    mask = Image.new("L", GROUND, 0)
    ImageDraw.Draw(mask).rectangle((1640, 620, 2160, 1010), fill=150)
    tone = rng.normal(74, 12, (GROUND[1], GROUND[0]))
    ground.paste(_image(np.stack([tone] * 3, axis=-1)), (0, 0), mask.filter(ImageFilter.GaussianBlur(3)))


def _cracks(ground: Image.Image, rng: np.random.Generator) -> None:
    draw = ImageDraw.Draw(ground)
    for _ in range(16):
        x, y = 1860.0, 1760.0
        heading = rng.uniform(0, 2 * np.pi)
        for step in range(int(rng.integers(30, 70))):
            heading += rng.normal(0, 0.24)
            nx, ny = x + np.cos(heading) * 17, y + np.sin(heading) * 17
            draw.line((x, y, nx, ny), fill=(48, 47, 47), width=max(1, 6 - step // 12))
            x, y = nx, ny


def _hole(ground: Image.Image, rng: np.random.Generator) -> None:
    """Broken rim, a wall in the shade, rubble, and water that mirrors the sky."""
    middle = (1860, 1760)
    rim, wall, water = (_blob(rng, middle, size) for size in (375, 318, 205))
    height, width = GROUND[1], GROUND[0]
    rubble = rng.normal(0, 26, (height, width)) + np.where(rng.random((height, width)) > 0.96, 52, 0)
    for mask, tone, soft in ((rim, (92, 88, 83), 5), (wall, (62, 57, 52), 4)):
        layer = _image(np.stack([rubble + one for one in tone], axis=-1)).filter(ImageFilter.GaussianBlur(1.1))
        ground.paste(layer, (0, 0), mask.filter(ImageFilter.GaussianBlur(soft)))
    above = ImageChops.subtract(wall, ImageChops.offset(wall, 16, 62)).filter(ImageFilter.GaussianBlur(9))
    ground.paste(Image.new("RGB", GROUND, (19, 18, 18)), (0, 0), above.point(lambda v: int(v * 0.9)))
    below = ImageChops.subtract(wall, ImageChops.offset(wall, -8, -26)).filter(ImageFilter.GaussianBlur(4))
    ground.paste(Image.new("RGB", GROUND, (150, 144, 136)), (0, 0), below.point(lambda v: int(v * 0.45)))
    _stones(ground, rng, middle)
    ripple = (_cloud(rng, GROUND, 9) - 0.5) * 26
    depth = np.linspace(0, 1, height)[:, None] * np.ones((1, width))
    sky = np.stack([ripple + 118 + depth * 52, ripple + 134 + depth * 50, ripple + 150 + depth * 46], axis=-1)
    wet = ImageChops.offset(water, 12, 40)
    ground.paste(Image.new("RGB", GROUND, (34, 31, 29)), (0, 0), wet.filter(ImageFilter.GaussianBlur(16)))
    ground.paste(_image(sky), (0, 0), wet.filter(ImageFilter.GaussianBlur(3)).point(lambda v: int(v * 0.88)))


def _stones(ground: Image.Image, rng: np.random.Generator, middle: tuple[int, int]) -> None:
    """Pieces of asphalt around the hole, each with its shadow."""
    draw = ImageDraw.Draw(ground)
    for _ in range(120):
        angle, far = rng.uniform(0, 2 * np.pi), rng.normal(335, 62)
        x, y = middle[0] + np.cos(angle) * far, middle[1] + np.sin(angle) * far * 0.92
        size = abs(rng.normal(11, 8)) + 4
        tone = int(rng.uniform(66, 138))
        draw.ellipse((x - size, y - size * 0.2, x + size * 1.2, y + size * 1.1), fill=(34, 33, 32))
        around = np.linspace(0, 2 * np.pi, 7, endpoint=False) + rng.uniform(0, 1)
        corners = [(x + np.cos(a) * size * rng.uniform(0.7, 1), y + np.sin(a) * size * 0.8) for a in around]
        draw.polygon(corners, fill=(tone, tone - 2, tone - 5))


def _blob(rng: np.random.Generator, middle: tuple[int, int], size: float) -> Image.Image:
    """A ragged round spot."""
    angles = np.linspace(0, 2 * np.pi, 220, endpoint=False)
    radius = np.full_like(angles, size)
    for wave in range(2, 26):
        radius += size * 0.16 / wave**0.9 * np.sin(wave * angles + rng.uniform(0, 6.28))
    points = [
        (middle[0] + np.cos(a) * r * 1.06, middle[1] + np.sin(a) * r) for a, r in zip(angles, radius, strict=True)
    ]
    mask = Image.new("L", GROUND, 0)
    ImageDraw.Draw(mask).polygon(points, fill=255)
    return mask


def _seen_in_perspective(ground: Image.Image) -> Image.Image:
    """The ground from the height of a person: far away narrow, at the feet wide."""
    far, near = 562, 1562
    target = [(WIDTH / 2 - far, HORIZON), (WIDTH / 2 + far, HORIZON), (WIDTH + near, HEIGHT), (-near, HEIGHT)]
    width, height = ground.size
    source = [(0, 0), (width, 0), (width, height), (0, height)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    numbers = np.linalg.solve(
        np.array(rows), np.array([value for point in source for value in point], dtype=float)
    )
    return ground.convert("RGBA").transform(
        (WIDTH, HEIGHT), Image.Transform.PERSPECTIVE, tuple(numbers), Image.Resampling.BICUBIC
    )


def _street_behind(rng: np.random.Generator) -> Image.Image:
    """Sky, houses, trees and far ground, out of focus."""
    rows = np.linspace(0, 1, HEIGHT)[:, None] * np.ones((1, WIDTH))
    sky = np.stack([168 + rows * 130, 190 + rows * 96, 212 + rows * 60], axis=-1)
    picture = _image(sky)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, HORIZON - 6, WIDTH, HEIGHT), fill=(112, 116, 100))
    draw.polygon([(WIDTH // 2 + 250, HORIZON), (WIDTH, HORIZON), (WIDTH, HEIGHT)], fill=(118, 118, 119))
    draw.polygon([(0, HORIZON), (WIDTH // 2 - 250, HORIZON), (0, HEIGHT)], fill=(92, 116, 62))
    houses = ((-40, 96, 330), (310, 150, 250), (620, 120, 230), (930, 60, 330), (1290, 112, 380))
    for (x, top, wide), wall in zip(houses, ((186, 160, 138), (170, 172, 170), (196, 180, 150)) * 2, strict=False):
        draw.rectangle((x, top, x + wide, HORIZON), fill=wall)
        for wx in range(x + 24, x + wide - 30, 46):
            for wy in range(top + 22, HORIZON - 30, 44):
                glass = 92 + int(rng.integers(0, 70))
                draw.rectangle((wx, wy, wx + 22, wy + 26), fill=(glass, glass + 10, glass + 20))
    for _ in range(420):
        left = float(rng.choice([rng.normal(130, 120), rng.normal(500, 60), rng.normal(1370, 150)]))
        y, size = rng.normal(HORIZON - 88, 48), rng.uniform(16, 44)
        leaf = (int(rng.uniform(92, 150)), int(rng.uniform(104, 140)), int(rng.uniform(40, 66)))
        draw.ellipse((left - size, y - size * 0.8, left + size, y + size * 0.8), fill=leaf)
    for trunk in (120, 505, 1300, 1430):
        draw.rectangle((trunk, HORIZON - 80, trunk + 13, HORIZON + 6), fill=(74, 62, 52))
    return picture.filter(ImageFilter.GaussianBlur(7))


def _cloud(rng: np.random.Generator, size: tuple[int, int], cells: int) -> Floats:
    """Smooth noise of 0 to 1, shaped (height, width), with about so many spots across."""
    width, height = size
    total: Floats = np.zeros((height, width))
    for octave, weight in ((1, 0.6), (2, 0.28), (4, 0.12)):
        small = rng.random((max(2, cells * octave * height // width), cells * octave)) * 255
        grown = _image255(small).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(grown, dtype=float) / 255 * weight
    return total


def _image(pixels: Floats) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")


def _image255(pixels: Floats) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "L")
