"""MAX over HTTP: its calls, long polling, the hosts of files; beside the rest of the sandbox, or alone."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import BodyPartReader, web

from bot.platforms.sandbox.max.account import LONGEST_POLL
from bot.platforms.sandbox.max.api import Call, MaxApi
from bot.platforms.sandbox.max.errors import MaxRefusal, unreadable
from bot.platforms.sandbox.max.uploads import refuse_credentials
from bot.platforms.sandbox.params import Json

PREFIX = "/max"
LARGEST_UPLOAD = 64 * 1024 * 1024
"""Bytes that a server of its own takes; the sandbox's has its own limit."""


class MaxHttp:
    """Routes for the bot's side of one `MaxApi`."""

    def __init__(self, api: MaxApi) -> None:
        self._api = api
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._poll = 0
        self._open = True
        self._prefix = PREFIX
        self._forget = api.state.listen(self._heard)

    def routes(self, prefix: str = PREFIX) -> list[web.RouteDef]:
        self._prefix = prefix
        return [
            web.post(f"{prefix}/upload", self._upload),
            web.get(f"{prefix}/i", self._file),
            web.get(f"{prefix}/getfile", self._file),
            web.route("*", f"{prefix}/{{path:.*}}", self._call),
        ]

    def close(self) -> None:
        """Let waiting polls answer at once."""
        self._open = False
        self._forget()
        self._news.set()

    def _heard(self, event: Json) -> None:
        if event["event"] == "update":
            self._loop.call_soon_threadsafe(self._news.set)

    async def _call(self, request: web.Request) -> web.Response:
        self._api.base = f"{request.scheme}://{request.host}{self._prefix}"
        path, query, body = f"/{request.match_info['path']}", dict(request.query), await request.read()
        if body and request.content_type != "application/json":
            return _answer(400, unreadable("application/json required").body)
        status, answer = self._api.call(request.method, path, query, body, request.headers)
        if status == 200 and (request.method, path) == ("GET", "/updates"):
            answer = await self._waited(Call("GET", path, query, None), answer)
        return _answer(status, answer)

    async def _waited(self, called: Call, answer: Json) -> Json:
        """Wait for an update as long as the call allows; a newer call ends an older one."""
        self._poll += 1
        mine = self._poll
        self._news.set()
        deadline = self._loop.time() + min(int(called.query.get("timeout", LONGEST_POLL)), LONGEST_POLL)
        while not answer["updates"] and self._open and self._poll == mine:
            self._news.clear()
            try:
                async with asyncio.timeout(deadline - self._loop.time()):
                    await self._news.wait()
            except TimeoutError:
                break
            answer = self._api.answer(called)
        return answer

    async def _upload(self, request: web.Request) -> web.Response:
        field, name, data = await _file_of(request)
        sig = request.query.get("sig", "")
        return _answer(*self._api.receive(sig, field, name, data, request.headers))

    async def _file(self, request: web.Request) -> web.Response:
        try:
            refuse_credentials(request.headers)
            data = self._api.download(str(request.rel_url))
        except MaxRefusal as refused:
            return _answer(refused.status, refused.body)
        return web.Response(body=data, content_type="application/octet-stream")


async def _file_of(request: web.Request) -> tuple[str, str, bytes]:
    """Field, name and bytes of the first file of a form; empty if it brings none."""
    if not request.content_type.startswith("multipart/"):
        return "", "", b""
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.filename:
            return part.name or "", part.filename, bytes(await part.read())
    return "", "", b""


def _answer(status: int, body: Json) -> web.Response:
    if isinstance(body, str):
        return web.Response(status=status, text=body)
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))


@asynccontextmanager
async def serve(api: MaxApi) -> AsyncIterator[str]:
    """A server on a free port of this machine, for as long as it lasts; gives the base of its calls."""
    http = MaxHttp(api)
    app = web.Application(client_max_size=LARGEST_UPLOAD)
    app.add_routes(http.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        api.base = f"http://127.0.0.1:{runner.addresses[0][1]}{PREFIX}"
        yield api.base
    finally:
        http.close()
        await runner.cleanup()
