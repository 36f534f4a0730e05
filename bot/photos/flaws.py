"""What a moderator would complain about in a photo, measured on a small grey picture of it.

Apart from `photos` because the thresholds rest on measurements: fifteen real pictures of scikit-image, with
blurred, darkened and whitened variants of each. The sharp ones, by day and by night, had a share of 0.50 or more,
those blurred by half a per cent of the longest side or more had 0.36 at most.
Shake in one direction only is not seen.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.domain.photos import PhotoFlaw

SMALL_SIDE = 480
DARK_MEDIAN = 40
DARK_MEAN = 65
BLURRED_BELOW = 0.38
FAR = 8
"""Pixels of the small picture over which a contrast counts as fully there."""
EDGES = 0.002
"""The share of pixel pairs looked at, the strongest; an edge lies between `FAR` times as many distant pairs."""
LEAST_CONTRAST = 8
"""Grey levels: in fog or on a white wall there is nothing to be sharp."""


def flaws_of(pixels: NDArray[np.uint8]) -> tuple[PhotoFlaw, ...]:
    """Flaws of a photo given as height × width × 3: the green channel stands for brightness."""
    grey = _small(pixels)
    flaws = []
    if _reached_by(grey, 0.5) < DARK_MEDIAN and grey.mean() < DARK_MEAN:
        flaws.append(PhotoFlaw.DARK)
    if _is_blurred(grey.astype(np.int16)):
        flaws.append(PhotoFlaw.BLURRED)
    return tuple(flaws)


def _small(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    step = 2 if max(pixels.shape) > 2 * SMALL_SIDE else 1
    image = Image.fromarray(np.ascontiguousarray(pixels[::step, ::step, 1]))
    factor = max(1, round(max(image.size) / SMALL_SIDE))
    return np.asarray(image.reduce(factor) if factor > 1 else image)


def _is_blurred(grey: NDArray[np.int16]) -> bool:
    """Whether even the strongest edges take many pixels to pass from dark to light."""
    shares = [share for share in map(_share_between_neighbours, (grey, grey.T)) if share is not None]
    return bool(shares) and max(shares) < BLURRED_BELOW


def _share_between_neighbours(grey: NDArray[np.int16]) -> float | None:
    """How much of the strongest contrasts over `FAR` pixels lies between two neighbours; 1 is a razor's edge."""
    far = _reached_by(np.abs(grey[FAR:] - grey[:-FAR]), 1 - FAR * EDGES)
    if far < LEAST_CONTRAST:
        return None
    return _reached_by(np.abs(grey[1:] - grey[:-1]), 1 - EDGES) / far


def _reached_by(levels: NDArray[np.integer], share: float) -> int:
    """The grey level that this share of the pixels does not exceed: a percentile, by counting."""
    counts = np.cumsum(np.bincount(levels.ravel(), minlength=256))
    return int(np.searchsorted(counts, share * levels.size))
