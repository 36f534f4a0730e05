"""What a button says when it is pressed: ASCII, at most 64 bytes packed.

A button lives for ever, so each names the draft or report it is about; what it stood for is checked again when it
is pressed. Prefixes are short because a draft's UUID takes 32 bytes and a topic's id up to 28.
"""

from enum import StrEnum
from uuid import UUID

from aiogram import F
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from pydantic import Field

from bot.domain.drafts import Slot
from bot.domain.notices import Switch
from bot.domain.residents import Platform


class OfDraft(CallbackData, prefix="d"):
    """A button about a draft; each step of the conversation has its own kind."""

    draft: UUID


class ChooseTopic(OfDraft, prefix="dt"):
    topic: str


class ShowCategories(OfDraft, prefix="dk"):
    pass


class ShowTopics(OfDraft, prefix="dl"):
    category: str
    page: int = Field(0, ge=-1, le=2**63 - 1)


class ChoosePlace(OfDraft, prefix="dp"):
    """A candidate of an address search, by its point in 1e-5 degrees."""

    lat: int = Field(ge=-9_000_000, le=9_000_000)
    lon: int = Field(ge=-18_000_000, le=18_000_000)


class Ask(OfDraft, prefix="da"):
    """Ask for a part again; what is there stays until something new comes."""

    slot: Slot


class Skip(OfDraft, prefix="ds"):
    slot: Slot


class RemovePhoto(OfDraft, prefix="dr"):
    position: int = Field(ge=0, le=99)
    key: str
    """The first digits of the photo's key, so that a button of an old card does not remove another photo."""


class DraftAct(StrEnum):
    """Presses on a draft that need nothing but the draft."""

    SHOW = "show"
    CHANGE = "change"
    SUBMIT = "send"
    CANCEL = "cancel"
    RESTORE = "restore"
    RESUME = "resume"
    NEW = "new"
    SHORTEN = "shorten"
    ADD_QUERY = "words"
    PHOTOS = "photos"
    ADDRESS = "address"
    PHOTO_PLACE = "camera"
    KEEP_PLACE = "keep"


class ActOnDraft(OfDraft, prefix="dd"):
    act: DraftAct


class AskDetails(OfDraft, prefix="di"):
    """Ask for a detail again; without its id, which of them."""

    detail: str = ""


class ChooseDetail(OfDraft, prefix="dc"):
    """An option of a detail, by its place in the catalogue, from 0."""

    detail: str
    option: int = Field(ge=0, le=99)


class DropDetail(OfDraft, prefix="do"):
    """Take a detail out again."""

    detail: str


class SplitProblems(OfDraft, prefix="dm"):
    """The words are about several problems, or about one after all."""

    one_by_one: bool


class ReportAct(StrEnum):
    SHOW = "show"
    PHOTOS = "photos"
    MAP = "map"
    HISTORY = "history"
    ADD_PHOTO = "add"
    WITHDRAW = "withdraw"
    WITHDRAW_SURELY = "surely"
    CONFIRM = "confirm"
    REFUTE = "refute"
    FIX = "fix"
    ANSWER_PHOTOS = "answer"


class ActOnReport(CallbackData, prefix="r"):
    number: int = Field(ge=1, le=2**63 - 1)
    act: ReportAct


class GiveVerdict(CallbackData, prefix="rv"):
    """Confirm or refute one published answer: the button of an older one must not judge the one after it."""

    number: int = Field(ge=1, le=2**63 - 1)
    answer: int = Field(ge=1, le=2**63 - 1)
    """Its line of the history."""
    act: ReportAct


class ShowMine(CallbackData, prefix="my"):
    page: int = Field(0, ge=-1, le=2**63 - 1)


class OpenNear(CallbackData, prefix="no"):
    """The public card of a report.

    Attributes:
        lat, lon, page: The list it was opened from, in 1e-5 degrees; None when it was opened from elsewhere.
    """

    number: int = Field(ge=1, le=2**63 - 1)
    lat: int | None = Field(None, ge=-9_000_000, le=9_000_000)
    lon: int | None = Field(None, ge=-18_000_000, le=18_000_000)
    page: int = Field(0, ge=0, le=99)


class ShowPoints(CallbackData, prefix="pt"):
    page: int = Field(0, ge=-1, le=1_000_000)


class SetLocale(CallbackData, prefix="lang"):
    locale: str


class SetSwitch(CallbackData, prefix="set"):
    """How it shall be, so that an old button or a second press does what it says."""

    switch: Switch
    on: bool


class AnswersAtNight(CallbackData, prefix="night"):
    on: bool


class OfferLink(CallbackData, prefix="lo"):
    """A code for linking with an account in this messenger."""

    platform: Platform


class LinkAccounts(CallbackData, prefix="la"):
    """The second step, after it was shown whom with."""

    code: str


class WriteTo(CallbackData, prefix="lw"):
    """Notices come in this messenger."""

    platform: Platform


class Unlink(CallbackData, prefix="lu"):
    """The account leaves; `surely` after a second press."""

    surely: bool = False


class GoPast(OfDraft, prefix="dx"):
    """On with a draft in spite of a danger or a matter for others; `stop` is the id of that."""

    stop: str


class Go(CallbackData, prefix="go"):
    """From a text to a conversation: what the command of the same name does."""

    to: str

    @classmethod
    def filter_to(cls, to: str) -> CallbackQueryFilter:
        return cls.filter(F.to == to)
