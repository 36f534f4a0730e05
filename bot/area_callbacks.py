"""What buttons around followed places say; as in `callbacks`."""

from aiogram.filters.callback_data import CallbackData
from pydantic import Field


class AtPoint(CallbackData, prefix="a"):
    """A point in 1e-5 degrees."""

    lat: int = Field(ge=-9_000_000, le=9_000_000)
    lon: int = Field(ge=-18_000_000, le=18_000_000)


class FollowArea(AtPoint, prefix="af"):
    """Hear of what happens around a point; how far and how often is asked.

    Attributes:
        here: The card becomes the question; otherwise it stays as it is.
    """

    here: bool = False


class ReachArea(AtPoint, prefix="ar"):
    """How far around: the house, or a wider circle."""

    house: bool


class KeepArea(AtPoint, prefix="ak"):
    """All is said: follow it from now on, or go on with what was dropped."""

    house: bool
    at_once: bool


class OfArea(CallbackData, prefix="a_"):
    """A followed area; with `here` the card becomes the answer, otherwise it stays."""

    area: int = Field(ge=1, le=2**63 - 1)
    here: bool = True


class ShowArea(OfArea, prefix="as"):
    pass


class SetArea(OfArea, prefix="at"):
    """How often, so that a second press does what it says."""

    at_once: bool


class DropArea(OfArea, prefix="ax"):
    pass
