"""A small MAX on loopback for tests of what goes out: it keeps messages and refuses what MAX refuses.

Beside it, on a port of its own as MAX's are on hosts of their own, the storage that takes and gives files.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

Json = dict[str, Any]

TOKEN = "f9LHodD0cOKsmallMaxToken"
BOT_ID = 520100200
ANNA = 314159265
DIALOG = ANNA ^ BOT_ID
GROUP = -70990011223344
FIRST_SEQ = 117571604971520001
ME = {"user_id": BOT_ID, "first_name": "Отчёты", "username": "demo_report_bot", "is_bot": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as it came."""

    call: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


@dataclass(slots=True)
class Storage:
    """The upload and download hosts."""

    url: str = ""
    uploads: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answer: str = '{"photos": {"x==": {"token": "imgTok31"}}}'
    status: int = 200
    files: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    redirect: str | None = None

    async def upload(self, request: web.Request) -> web.Response:
        self.headers.append(dict(request.headers))
        if self.redirect is not None:
            raise web.HTTPFound(self.redirect)
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = await part.read()
            self.uploads.append(
                {
                    "field": part.name,
                    "filename": part.filename,
                    "type": part.headers.get("Content-Type"),
                    "disposition": part.headers.get("Content-Disposition"),
                    "content": bytes(content),
                    "length": request.content_length,
                }
            )
        return web.Response(text=self.answer, status=self.status, content_type="text/plain")

    async def download(self, request: web.Request) -> web.Response:
        self.headers.append(dict(request.headers))
        if self.redirect is not None:
            raise web.HTTPFound(self.redirect)
        status, content = self.files[request.match_info["name"]]
        return web.Response(body=content, status=status)


@dataclass(slots=True)
class SmallMax:
    """The API host; `messages` are what a person would see, by `mid`."""

    storage: Storage
    url: str = ""
    seen: list[Seen] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)
    breaks_off: set[str] = field(default_factory=set)
    keeps_waiting: set[str] = field(default_factory=set)
    _replies: dict[str, list[Callable[[], web.Response]]] = field(default_factory=dict)
    _seq: int = FIRST_SEQ
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    async def request_comes(self) -> None:
        """The first one."""
        await self._came.wait()

    def calls(self, call: str) -> list[Seen]:
        return [one for one in self.seen if one.call == call]

    def replies(self, call: str, status: int, body: object = None, *, times: int = 1, **headers: str) -> None:
        """To the next such calls, instead of doing what they ask."""

        def make() -> web.Response:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            if isinstance(body, str):
                return web.Response(status=status, text=body, headers=named)
            return web.json_response(body, status=status, headers=named)

        self._replies.setdefault(call, []).extend([make] * times)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body: Any = await request.json() if request.can_read_body else None
        path = request.path
        call = f"{request.method} {'/messages/' if path.startswith('/messages/') else path}"
        self._came.set()
        self.seen.append(Seen(call=call, query=dict(request.query), body=body, headers=dict(request.headers)))
        if call in self.breaks_off and request.transport is not None:
            request.transport.abort()
        if call in self.keeps_waiting:
            await asyncio.Event().wait()
        if request.headers.get("Authorization") != TOKEN:
            return _refused(401, "verify.token", "Malformed access token")
        if self._replies.get(call):
            return self._replies[call].pop(0)()
        return self._done(call, request, body)

    def _done(self, call: str, request: web.Request, body: Any) -> web.Response:
        doing: dict[str, Callable[[], web.Response]] = {
            "GET /me": lambda: web.json_response(ME),
            "POST /messages": lambda: self._post(dict(request.query), body),
            "PUT /messages": lambda: self._edit(request.query["message_id"], body),
            "DELETE /messages": lambda: self._delete(request.query["message_id"]),
            "GET /messages/": lambda: self._show(request.path.rpartition("/")[2]),
            "POST /answers": lambda: self._answer_press(request.query["callback_id"], body),
            "POST /uploads": lambda: web.json_response({"url": f"{self.storage.url}/upload"}),
            "GET /updates": lambda: web.json_response({"updates": [], "marker": 7}),
        }
        return doing[call]() if call in doing else web.json_response({"success": True})

    def _post(self, query: dict[str, str], body: Json) -> web.Response:
        if ("user_id" in query) == ("chat_id" in query) or {"user_id", "chat_id", "recipient"} & body.keys():
            return _refused(400, "proto.payload", "Unknown recipient")
        if finding := _finding(body):
            return _refused(400, "proto.payload", finding)
        chat = int(query["user_id"]) ^ BOT_ID if "user_id" in query else int(query["chat_id"])
        mid = self._write(chat, body)
        return web.json_response({"message": self._message(mid)})

    def _write(self, chat: int, body: Json) -> str:
        self._seq += 1
        mid = f"mid.{chat % 2**64:016x}{self._seq:016x}"
        self.messages[mid] = {"chat": chat, "seq": self._seq, "text": "", "attachments": [], "format": None}
        self._apply(mid, body)
        return mid

    def _apply(self, mid: str, body: Json) -> None:
        """What is absent or null stays; words lose their format with each new text."""
        message = self.messages[mid]
        if body.get("text") is not None:
            message |= {"text": body["text"], "format": body.get("format")}
        if body.get("attachments") is not None:
            message["attachments"] = body["attachments"]

    def _edit(self, mid: str, body: Json) -> web.Response:
        if mid not in self.messages:
            return _refused(404, "not.found", "message")
        if finding := _finding({**self.messages[mid], **body}):
            return _refused(400, "proto.payload", finding)
        self._apply(mid, body)
        return web.json_response({"success": True})

    def _delete(self, mid: str) -> web.Response:
        if self.messages.pop(mid, None) is None:
            return _refused(403, "access.denied", "not yours")
        return web.json_response({"success": True})

    def _show(self, mid: str) -> web.Response:
        if mid not in self.messages:
            return _refused(404, "not.found", "message")
        return web.json_response(self._message(mid))

    def _answer_press(self, callback_id: str, body: Json) -> web.Response:
        if not callback_id.startswith("cb-"):
            return _refused(400, "proto.payload", "callback_id: Callback identifier is invalid")
        if "message" not in body and "notification" not in body:
            return _refused(400, "proto.payload", "Invalid request. `message` or `notification` required")
        if "message" in body:
            return self._edit(callback_id.removeprefix("cb-"), body["message"])
        return web.json_response({"success": True})

    def _message(self, mid: str) -> Json:
        message = self.messages[mid]
        is_dialog = message["chat"] > 0
        recipient = {"chat_id": message["chat"], "chat_type": "dialog" if is_dialog else "chat"}
        if is_dialog:
            recipient["user_id"] = message["chat"] ^ BOT_ID
        return {
            "recipient": recipient,
            "timestamp": message["seq"] >> 16,
            "body": {
                "mid": mid,
                "seq": message["seq"],
                "text": message["text"],
                "attachments": [_as_shown(one) for one in message["attachments"]],
            },
            "sender": {"user_id": BOT_ID, "first_name": "Отчёты", "is_bot": True},
        }


def _finding(body: Json) -> str | None:
    """Why MAX would refuse this body."""
    attachments = body.get("attachments") or []
    if len((body.get("text") or "").encode("utf-16-le")) > 8000:
        return "text: size must be between 0 and 4000"
    if not (body.get("text") or "").strip() and not attachments:
        return "errors.required"
    for keyboard in (one for one in attachments if one["type"] == "inline_keyboard"):
        rows = keyboard["payload"]["buttons"]
        if any(not row or not all(button["text"] for button in row) for row in rows) or not rows:
            return "errors.required"
        if any(len(row) > (3 if any(b["type"] in NARROW for b in row) else 7) for row in rows):
            return "errors.maxRowSize"
    return None


NARROW = {"link", "request_contact", "request_geo_location", "open_app"}


def _as_shown(attachment: Json) -> Json:
    """As MAX gives back what was attached."""
    if attachment["type"] != "image" or "token" not in attachment["payload"]:
        return attachment
    token = attachment["payload"]["token"]
    return {"type": "image", "payload": {"photo_id": 9, "token": token, "url": f"https://i.example/{token}"}}


def _refused(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"code": code, "message": message}, status=status)


@asynccontextmanager
async def small_max() -> AsyncIterator[SmallMax]:
    """Both servers, each on a port of its own."""
    storage = Storage()
    small = SmallMax(storage)
    async with (
        _serving([web.post("/upload", storage.upload), web.get("/files/{name}", storage.download)]) as files,
        _serving([web.route("*", "/{path:.*}", small.answer)]) as api,
    ):
        storage.url, small.url = files, api
        yield small


@asynccontextmanager
async def _serving(routes: list[web.RouteDef]) -> AsyncIterator[str]:
    app = web.Application(client_max_size=2**26)
    app.add_routes(routes)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
