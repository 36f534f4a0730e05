"""Sandboxes that count how often each press was answered, and how many of the refusals told to them were met."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.platforms.sandbox.api import ApiError, BotApi
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.errors import MaxRefusal, malformed, suspended
from tests.harness.world import Hands

WAYS, CALLS = 4, 10
"""How many ways of refusing there are, and how many calls that can be refused."""


class CountingApi(BotApi):
    """Telegram's."""

    def __init__(self, clock: Hands) -> None:
        super().__init__(clock=clock)
        self.answers: Counter[str] = Counter()
        self.refused = 0

    def call(self, method: str, params: Any = None, files: Any = None) -> Any:
        if method.lower() == "answercallbackquery":
            self.answers[str(params["callback_query_id"])] += 1
        waiting = len(self._refusals)
        try:
            return super().call(method, params, files)
        finally:
            self.refused += waiting - len(self._refusals)

    def refuse(self, way: int, call: int, times: int) -> None:
        errors = (
            ApiError(400, "Bad Request: something of the messenger's own"),
            ApiError(403, "Forbidden: bot was blocked by the user"),
            ApiError(429, "Too Many Requests: retry after 1", 1),
            ApiError(500, "Internal Server Error"),
        )
        methods = (
            *("", "sendMessage", "sendPhoto", "editMessageText", "editMessageMedia", "editMessageReplyMarkup"),
            *("deleteMessage", "answerCallbackQuery", "getFile", "sendMediaGroup"),
        )
        self.refuse_next(errors[way], methods[call], times)


class CountingMax(MaxApi):
    """MAX's: an answer that was refused has not answered the press."""

    def __init__(self, clock: Hands) -> None:
        super().__init__(clock=clock)
        self.answers: Counter[str] = Counter()
        self.refused = 0

    def call(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Any]:
        waiting = len(self._refusals)
        status, answer = super().call(method, path, query, body, headers)
        self.refused += waiting - len(self._refusals)
        if (method, path, status) == ("POST", "/answers", 200):
            self.answers[(query or {})["callback_id"]] += 1
        return status, answer

    def refuse(self, way: int, call: int, times: int) -> None:
        errors = (
            malformed("something of the messenger's own"),
            suspended(),
            MaxRefusal(429, text="Too many requests"),
            MaxRefusal(500, "internal.error", "1"),
        )
        calls = (
            *("", "POST /messages", "POST /messages", "PUT /messages", "PUT /messages", "POST /answers"),
            *("DELETE /messages", "POST /answers", "POST /uploads", "POST /upload"),
        )
        self.refuse_next(errors[way], calls[call], times)
