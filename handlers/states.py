"""What plain text means where it would not be evidence; everything else is computed from the draft."""

from aiogram.fsm.state import State, StatesGroup


class Typing(StatesGroup):
    """The resident was asked to type something."""

    address = State()
    topic = State()
    description = State()
    letter = State()
    report_photo = State()
    """Photos go to a filed report; its number is in the data."""
