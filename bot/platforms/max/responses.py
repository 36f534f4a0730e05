"""What came back over HTTP: an answer of MAX, or the failure that it means.

Rests on bodies seen in the field: refusals are JSON mostly, a plain line or a gateway's page at times, and some
calls say 200 with `"success": false`.
"""

import json
from typing import Any, Self

import aiohttp

from bot.platforms.max.wire import Json

LONGEST_MESSAGE = 300
LONGEST_CODE = 100
LARGEST_ANSWER = 16 * 2**20
"""Bytes; a hundred events make some hundred thousand."""
REFUSED = "success.false"
UNREADABLE = "unreadable"


class MaxError(Exception):
    """A call that failed.

    Args:
        status: Of HTTP, 400 too for what MAX refused with 200; 0 when there was no answer.
        code: MAX's dotted key, or one of ours; may be empty.
        message: MAX's words, at most 300 characters.
        retry_after: Seconds, if MAX asked for them.
        was_not_sent: There was not even a connection.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        retry_after: float | None = None,
        was_not_sent: bool = False,
    ) -> None:
        self.status = status
        self.code = code[:LONGEST_CODE]
        self.message = message[:LONGEST_MESSAGE]
        super().__init__(status, self.code, self.message)
        self.retry_after = retry_after
        self.was_not_sent = was_not_sent

    def __str__(self) -> str:
        return f"{self.code or self.status}: {self.message}"

    @classmethod
    def of_network(cls, error: Exception) -> Self:
        """Of a request without an answer."""
        not_sent = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
        return cls(0, type(error).__name__, str(error), was_not_sent=not_sent)


async def read_bounded(response: aiohttp.ClientResponse) -> str:
    """The body as text, whatever it is.

    Raises:
        aiohttp.ClientPayloadError: It is larger than any answer.
    """
    body = bytearray()
    async for chunk in response.content.iter_chunked(2**16):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise aiohttp.ClientPayloadError(f"an answer of more than {LARGEST_ANSWER} bytes")
    return body.decode("utf-8", "replace")


def read_answer(response: aiohttp.ClientResponse, text: str, *, secret: str) -> Json | MaxError:
    """What a body means.

    Args:
        secret: What must not be repeated, should the server have repeated it.
    """
    body = parsed(text) if text.strip() else {}
    is_object = isinstance(body, dict)
    fields: Json = body if is_object else {}
    is_good = 200 <= response.status < 300
    if is_good and is_object and fields.get("success") is not False:
        return fields
    code = fields.get("code")
    words = fields.get("message") or fields.get("error") or text
    if is_good:
        code = code or (REFUSED if is_object else UNREADABLE)
    return MaxError(
        400 if is_good and is_object else response.status,
        _without(secret, str(code or "")),
        _without(secret, str(words)),
        retry_after=_seconds(response.headers.get("Retry-After")),
    )


def _without(secret: str, text: str) -> str:
    return text.replace(secret, "***") if secret else text


def parsed(text: str) -> Any:
    """JSON; None for what is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _seconds(header: str | None) -> float | None:
    """The other form of the header, a date, is left unread."""
    return float(header) if header and header.isascii() and header.isdigit() and len(header) < 6 else None
