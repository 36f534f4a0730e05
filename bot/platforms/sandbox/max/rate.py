"""How often the bot may call: 30 times a second in all, and 2 times a second into one chat."""

from collections import defaultdict, deque
from collections.abc import Mapping

from bot.platforms.sandbox.max.errors import MaxRefusal
from bot.platforms.sandbox.max.state import MaxState

IN_ALL = 30
IN_A_CHAT = 2
_SECOND = 1.0


class Rate:
    """Calls of the last second, in all and by chat; a refused one does not count."""

    def __init__(self) -> None:
        self._all: deque[float] = deque()
        self._by_chat: defaultdict[int, deque[float]] = defaultdict(deque)

    def admits(self, now: float, chat_id: int | None) -> bool:
        """Count a call unless it is one too many.

        Args:
            now: Seconds, of a clock that does not go back.
            chat_id: The chat it writes into, None if into none.
        """
        budgets = [(self._all, IN_ALL)]
        if chat_id is not None:
            budgets.append((self._by_chat[chat_id], IN_A_CHAT))
        for calls, most in budgets:
            while calls and calls[0] <= now - _SECOND:
                calls.popleft()
            if len(calls) >= most:
                return False
        for calls, _ in budgets:
            calls.append(now)
        return True


def chat_written_to(state: MaxState, call: str, query: Mapping[str, str]) -> int | None:
    """The chat whose budget a call takes: sending, editing, deleting and answering share one."""
    try:
        if call == "POST /messages":
            return int(query["user_id"]) if "user_id" in query else state.real_id(int(query["chat_id"]))
        if call in ("PUT /messages", "DELETE /messages"):
            record = state.record(query["message_id"])
            return record["_chat"] if record else None
        if call == "POST /answers":
            asked = state.query(query["callback_id"])
            return asked["chat_id"] if asked else None
    except (KeyError, ValueError, MaxRefusal):  # refused for another reason in a moment
        return None
    return None
