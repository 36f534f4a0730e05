"""Expected failures, each with the id of the text that explains it to the person."""

from bot.domain.remarks import Remark


class BotError(Exception):
    """Something a person can be told; `message_id` names the text, `arguments` fill it."""

    message_id = "error-unexpected"

    def __init__(self, **arguments: str | float) -> None:
        super().__init__(self.message_id, arguments)
        self.arguments = arguments

    @property
    def remark(self) -> Remark:
        return Remark(self.message_id, self.arguments)


class DraftGone(BotError):
    """The draft of an old button was sent, or removed long ago."""

    message_id = "error-draft-gone"


class DraftCancelled(BotError):
    """A press on a card of a draft that was cancelled; it can be brought back."""

    message_id = "error-draft-cancelled"


class DraftIncomplete(BotError):
    """Sending was pressed on an old card while something is missing; the next card asks for it."""

    message_id = "error-draft-incomplete"


class TopicClosed(BotError):
    message_id = "error-topic-closed"


class TopicUnknown(BotError):
    """The catalogue has changed since the button was made."""

    message_id = "error-topic-unknown"


class TooManyReports(BotError):
    message_id = "error-too-many-reports"


class TooManyLetters(BotError):
    message_id = "error-too-many-letters"


class ReportNotFound(BotError):
    """No such number, or somebody else's."""

    message_id = "error-report-not-found"


class ReportWithdrawn(BotError):
    """Its author took it back."""

    message_id = "error-report-withdrawn"


class ReportFull(BotError):
    """A filed report has all the photos it may have."""

    message_id = "error-report-full"


class ReportMoved(BotError):
    """The life cycle has no such move from where the report is now."""

    message_id = "error-report-moved"


class ConfigError(Exception):
    """The bot cannot start: one line for the administrator that names the cause."""
