"""Expected failures, each with the id of the text that explains it to the person."""

from bot.domain.deeds import Why
from bot.domain.remarks import Remark
from bot.domain.reports import Report, ReportEvent


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


class ReportOver(BotError):
    """Nobody works on it any more, so there is nothing to join."""

    message_id = "near-over"


class ReportIsOwn(BotError):
    """One's own report: its author is told of everything anyway."""

    message_id = "near-own"


class ReportWithdrawn(BotError):
    """Its author took it back."""

    message_id = "error-report-withdrawn"


class ReportFull(BotError):
    """A filed report has all the photos it may have."""

    message_id = "error-report-full"


class ReportMoved(BotError):
    """The life cycle has no such move from where the report is now."""

    message_id = "error-report-moved"


class Refusal(BotError):
    """Somebody asked for what is not theirs: refused, and logged as such."""


class NotAnOperator(Refusal):
    """An operator's command or button, used by a resident."""

    message_id = "error-not-an-operator"


class NotAllowed(Refusal):
    """An operator whose role does not have this right."""

    message_id = "error-not-allowed"


class NotTheirs(Refusal):
    """A report of another agency, or a move of another role."""

    message_id = "error-not-theirs"


class ReportUnknown(BotError):
    """An operator asked for a number that no report has."""

    message_id = "error-report-unknown"


class WrongUsage(BotError):
    """A command that cannot be read: the text shows how it is written."""

    def __init__(self, message_id: str) -> None:
        super().__init__()
        self.message_id = message_id


class AgencyUnknown(BotError):
    message_id = "error-agency-unknown"


class InvitationGone(BotError):
    """An invitation that was used, has expired or never was."""

    message_id = "error-invitation-gone"


class OperatorUnknown(BotError):
    message_id = "error-operator-unknown"


class MovedAlready(BotError):
    """The report is somewhere else by now: an older button, or another operator was faster.

    Attributes:
        last: The last line of its history.
        who: The operator who made it, if one did.
    """

    def __init__(self, *, report: Report, last: ReportEvent | None, who: str | None) -> None:
        super().__init__(number=str(report.number))
        self.message_id = "error-report-moved"  # without its history; `handlers.errors` tells more
        self.report = report
        self.last = last
        self.who = who


_WHY_NOT = {
    Why.NOT_THEIRS: "error-not-theirs",
    Why.NO_WORDS: "error-move-words",
    Why.NO_REASON: "error-move-reason",
    Why.NO_AGENCY: "error-move-agency",
    Why.NO_ANSWER: "error-move-answer",
    Why.NO_DATE: "error-move-date",
    Why.DATE_PASSED: "error-move-date-passed",
    Why.PENDING: "error-move-pending",
    Why.NOT_PENDING: "error-move-not-pending",
    Why.REFUTED_ALREADY: "error-move-refuted-already",
    Why.TOO_EARLY: "error-report-moved",
    Why.TOO_LATE: "error-move-late",
    Why.NO_SUCH_MOVE: "error-report-moved",
}


class MoveRefused(BotError):
    """The life cycle does not allow a move; nothing has changed."""

    def __init__(self, why: Why, *, number: int) -> None:
        super().__init__(number=str(number))
        self.message_id = _WHY_NOT[why]
        self.why = why


class Banned(BotError):
    """An editor has barred the person from sending reports; drafts stay."""

    message_id = "error-banned"


class OperatorNotBarred(BotError):
    """The author of the report works for the city."""

    message_id = "error-operator-not-barred"


class TopicIdUnknown(BotError):
    """An operator named a topic that the catalogue does not have; the text names those nearest to it."""

    message_id = "error-topic-id-unknown"


class ExportTooLarge(BotError):
    """A file that no messenger takes, even compressed."""

    message_id = "error-export-too-large"


class LinkCodeUnknown(BotError):
    """A code that was never given, was used, or was replaced by a newer one."""

    message_id = "linking-code-unknown"


class LinkCodeExpired(BotError):
    message_id = "linking-code-expired"


class LinkCodeOwn(BotError):
    """The person's own code, where it was given."""

    message_id = "linking-code-own"


class LinkCodeHere(BotError):
    """Somebody else's code, of this same messenger."""

    message_id = "linking-code-here"


class TooManyLinkCodes(Refusal):
    """Wrong codes, one after another."""

    message_id = "linking-too-often"


class AccountsLinked(BotError):
    """The person has an account in each messenger already."""

    message_id = "linking-already"


class LinkedElsewhere(BotError):
    """Who gave the code has got linked accounts meanwhile."""

    message_id = "linking-elsewhere"


class MessengerAway(BotError):
    """A button for another messenger, in which the bot is not (any more)."""

    message_id = "linking-away"


class AccountsApart(BotError):
    """A button of linked accounts, where there is only one (any more)."""

    message_id = "linking-apart"


class RolesDiffer(BotError):
    """Both work for the city, each in another role or agency: nobody can be both."""

    message_id = "linking-roles-differ"


class BannedFromParting(Refusal):
    """Whoever is barred would be somebody new, and not barred, in the account that leaves."""

    message_id = "linking-banned"


class DetailUnreadable(BotError):
    """What was typed for a detail is nothing, or a story."""

    message_id = "details-unreadable"


class ConfigError(Exception):
    """The bot cannot start: one line for the administrator that names the cause."""


class BroadcastUnknown(BotError):
    """The button of a broadcast that was removed, or never was."""

    message_id = "broadcast-lost"
