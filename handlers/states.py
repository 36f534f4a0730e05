"""What plain text means where it would not be evidence; everything else is computed from the draft."""

from aiogram.fsm.state import State, StatesGroup


class Typing(StatesGroup):
    """The resident was asked to type something."""

    address = State()
    topic = State()
    description = State()
    detail = State()
    """One more detail of the draft; its id and the draft's are in the data."""
    area = State()
    """The place sent next is to be followed, not reported."""
    near = State()
    """The place sent next is to be looked around, not reported."""
    letter = State()
    link_code = State()
    report_photo = State()
    """Photos go to a filed report; its number is in the data."""
    refutation = State()
    """Words and photos say what is wrong with an answer; its report and photos so far are in the data."""
    refutation_album = State()
    """The refutation is on disk, and the rest of its album is on the way."""


class AtDesk(StatesGroup):
    """An operator was asked to type something about the report whose number is in the data."""

    reject = State()
    decision = State()
    """Words for a move that needs nothing else."""
    answer = State()
    """Words and photos of an answer; what there is of it so far is in the data."""
    answer_date = State()
    answer_album = State()
    """The answer was given by a command in a caption, and the rest of its album is on the way."""


class OnAir(StatesGroup):
    """An operator prepares a broadcast; whom it is for stands in the data."""

    district = State()
    topic = State()
    words = State()
