"""A Bot API server that takes every message and does nothing with it, as fast as loopback goes.

A process of its own: `python -m tests.bench.lean_server LIMIT` prints its port. It answers 429 to what is above
LIMIT messages in any second; 0 is no limit. `/sent` gives what it took, in order: when, and into which chat.
"""

import asyncio
import json
import re
import sys
import time
from collections import deque
from typing import cast

import uvloop

_CHAT = re.compile(rb'chat_id[=":\s]+(-?\d+)')
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_MESSAGE = {"message_id": 7, "date": 1_700_000_000, "chat": {"id": 1, "type": "private"}, "text": "x" * 200}
_BUSY = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}


def _response(status: bytes, body: object) -> bytes:
    words = json.dumps(body).encode()
    head = b"HTTP/1.1 " + status + b"\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(words) + words


_TAKEN, _REFUSED = _response(b"200 OK", {"ok": True, "result": _MESSAGE}), _response(b"429 Busy", _BUSY)


class Server(asyncio.Protocol):
    """One connection; what was taken is shared by all."""

    limit = 0
    taken: list[tuple[float, int]]
    refused = 0
    window: deque[float]

    def __init__(self) -> None:
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            head = self._waiting[:end]
            found = _LENGTH.search(head)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._waiting) < whole:
                return
            body, self._waiting = self._waiting[end + 4 : whole], self._waiting[whole:]
            self._transport.write(self._answer(head, body))

    def _answer(self, head: bytes, body: bytes) -> bytes:
        if b" /sent " in head.partition(b"\r\n")[0]:
            return _response(b"200 OK", {"sent": Server.taken, "refused": Server.refused})
        now, window = time.monotonic(), Server.window
        while window and now - window[0] >= 1:
            window.popleft()
        if Server.limit and len(window) >= Server.limit:
            Server.refused += 1
            return _REFUSED
        window.append(now)
        chat = _CHAT.search(body)
        Server.taken.append((now, int(chat[1]) if chat else 0))
        return _TAKEN


async def main(limit: int) -> None:
    Server.limit, Server.taken, Server.window = limit, [], deque()
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201  # whoever started it reads the port
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
