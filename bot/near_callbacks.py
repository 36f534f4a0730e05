"""What buttons around reports of others say; as in `callbacks`."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks import OfDraft, OpenNear


class NearAct(StrEnum):
    JOIN = "join"
    LEAVE = "leave"
    PHOTOS = "photos"
    ANSWER_PHOTOS = "answer"
    MAP = "map"


class ActOnNear(OpenNear, prefix="na"):
    act: NearAct


class ShowNear(CallbackData, prefix="nl"):
    """A page of the open reports around a point in 1e-5 degrees."""

    lat: int = Field(ge=-9_000_000, le=9_000_000)
    lon: int = Field(ge=-18_000_000, le=18_000_000)
    page: int = Field(0, ge=0, le=99)


class ReportHere(ShowNear, prefix="nh"):
    """Report a problem at the point."""


class SimilarAct(StrEnum):
    SHOW = "show"
    JOIN = "join"
    OTHER = "other"
    OPEN = "open"


class OnSimilar(OfDraft, prefix="si"):
    """A press on a report that may be about the same as the draft."""

    number: int = Field(ge=1, le=2**63 - 1)
    act: SimilarAct
