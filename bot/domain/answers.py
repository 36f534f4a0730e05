"""What an agency can say to a report, and what each kind of answer means for it."""

from enum import StrEnum


class AnswerKind(StrEnum):
    """Kinds of answer; the last two name a date and leave the report open until it."""

    DONE = "done"
    ALREADY_GONE = "already_gone"
    NOT_FOUND = "not_found"
    MEASURES_TAKEN = "measures_taken"
    PROMISE = "promise"
    CHECK_UNTIL = "check_until"

    @property
    def has_date(self) -> bool:
        return self in (AnswerKind.PROMISE, AnswerKind.CHECK_UNTIL)

    @property
    def confirms_shortcoming(self) -> bool:
        """The service agrees that there was something to mend: this is what points are booked for."""
        return self in (AnswerKind.DONE, AnswerKind.ALREADY_GONE, AnswerKind.MEASURES_TAKEN, AnswerKind.PROMISE)


LONGEST_ANSWER = 2000
"""Characters of an answer: it must fit a message together with what stands around it."""
