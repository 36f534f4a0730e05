"""Whether a messenger works: pauses for everybody while it does not, and who is to blame when it does."""

from collections.abc import Sequence

import structlog

from bot.domain.notices import Notice
from bot.pacing import OUTAGE_S, Watch

log = structlog.get_logger(__name__)


class Health:
    """Of one messenger.

    A send that ended in a server error may be the messenger's fault or its own. Until another one goes it is
    suspected, and tried after all others; if it fails once more when others go, it is its own.
    """

    def __init__(self, messenger: str, watch: Watch, pauses: Sequence[float] = OUTAGE_S) -> None:
        self._messenger = messenger
        self._watch = watch
        self._pauses = pauses
        self._outage = 0
        self._paused_until = float("-inf")
        self._suspects: dict[int, Notice] = {}
        self._warned: set[int] = set()

    @property
    def is_down(self) -> bool:
        return self._outage > 0

    @property
    def pause(self) -> float:
        """Seconds in which nothing goes; 0 when it may."""
        return max(0.0, self._paused_until - self._watch.time())

    def suspects(self, notice: Notice) -> bool:
        return notice.id in self._suspects

    def asked_to_wait(self, seconds: float) -> None:
        log.warning("asked to wait", messenger=self._messenger, seconds=seconds)
        self._pause(seconds)

    def failed(self, notice: Notice | None, error: Exception) -> None:
        """No answer, or a server error; sends that were on their way together make one pause."""
        if notice is not None:
            self._suspects.setdefault(notice.id, notice)
        if self.pause:
            return
        seconds = self._pauses[min(self._outage, len(self._pauses) - 1)]
        self._outage += 1
        log.warning(
            "messenger does not answer",
            messenger=self._messenger,
            error=type(error).__name__,
            attempt=self._outage,
            pause=seconds,
        )
        self._pause(seconds)

    def works(self, notice: Notice | None = None) -> list[Notice]:
        """It answered: the notices that failed by themselves, of which the one that was answered is none."""
        self._outage = 0
        if notice is not None:
            self._suspects.pop(notice.id, None)
            self._warned.discard(notice.id)
        suspects = list(self._suspects.values())
        self._suspects.clear()
        guilty = [one for one in suspects if one.send_fail_count or one.id in self._warned]
        self._warned.update(one.id for one in suspects)
        self._warned.difference_update(one.id for one in guilty)
        return guilty

    def _pause(self, seconds: float) -> None:
        self._paused_until = max(self._paused_until, self._watch.time() + seconds)
