"""What an operator's button says when it is pressed: ASCII, at most 64 bytes packed.

Every one names the report it is about; rights and the report's state are checked again when it is pressed.
"""

from datetime import date
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.domain.answers import AnswerKind


class DeskAct(StrEnum):
    """Presses that need nothing but the report."""

    SHOW = "show"
    PUBLISH = "publish"
    REJECT = "reject"
    REJECT_WORDS = "words"
    ASSIGN = "assign"
    ANSWER = "answer"
    PROMISE = "promise"
    APPROVE = "approve"
    SEND_BACK = "back"
    RETURN = "return"
    CLOSE = "close"
    DISPUTE = "dispute"
    PHOTOS = "photos"
    MAP = "map"
    HISTORY = "history"
    BAN = "ban"
    BAN_SURELY = "bar"
    UNBAN = "unban"


class OnReport(CallbackData, prefix="o"):
    number: int = Field(ge=1, le=2**63 - 1)
    act: DeskAct


class RejectFor(CallbackData, prefix="or"):
    number: int = Field(ge=1, le=2**63 - 1)
    reason: str


class ShowAgencies(CallbackData, prefix="ol"):
    number: int = Field(ge=1, le=2**63 - 1)
    page: int = Field(0, ge=-1, le=1_000_000)


class AssignTo(CallbackData, prefix="oa"):
    number: int = Field(ge=1, le=2**63 - 1)
    agency: str


class Approve(CallbackData, prefix="op"):
    """Publish the prepared answer that the card shows: by now another one may wait."""

    number: int = Field(ge=1, le=2**63 - 1)
    answer: int = Field(ge=0, le=2**63 - 1)


class AnswerAs(CallbackData, prefix="ok"):
    number: int = Field(ge=1, le=2**63 - 1)
    kind: AnswerKind


class AnswerUntil(CallbackData, prefix="ou"):
    number: int = Field(ge=1, le=2**63 - 1)
    day: int = Field(ge=1, le=date.max.toordinal())
    """As `date.toordinal` counts."""


class AnswerWith(CallbackData, prefix="ot"):
    """A template's words; the date of a promise is in the dialogue's data."""

    number: int = Field(ge=1, le=2**63 - 1)
    template: str


class AnswerAct(StrEnum):
    """Presses on an answer in the making."""

    SEND = "send"
    CHANGE = "change"
    NO_PHOTOS = "bare"
    BACK = "back"
    CANCEL = "cancel"


class OnAnswer(CallbackData, prefix="ow"):
    number: int = Field(ge=1, le=2**63 - 1)
    act: AnswerAct


class ShowQueue(CallbackData, prefix="oq"):
    """A page of the queue, of one turn or of all that are this operator's."""

    turn: str = ""
    page: int = Field(0, ge=-1, le=1_000_000)


class ShowOverdue(CallbackData, prefix="oo"):
    page: int = Field(0, ge=-1, le=1_000_000)


_GO_ON = frozenset(one.__prefix__ for one in (AnswerAs, AnswerUntil, AnswerWith, OnAnswer))
_LEAVE_ALONE = frozenset({DeskAct.PHOTOS, DeskAct.MAP, DeskAct.ANSWER, DeskAct.PROMISE})


def goes_on(data: str) -> bool:
    """Whether a press is a step of the answer that is being written, or only looks at something beside it."""
    prefix, _, rest = data.partition(":")
    return prefix in _GO_ON or (prefix == OnReport.__prefix__ and rest.rpartition(":")[2] in _LEAVE_ALONE)
