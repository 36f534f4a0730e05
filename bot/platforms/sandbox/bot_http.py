"""The Bot API over HTTP: methods in every encoding the real server takes, long polling, downloads."""

import asyncio
import json

from aiohttp import web

from bot.platforms.sandbox.api import BotApi
from bot.platforms.sandbox.errors import CONFLICT, NOT_FOUND, ApiError
from bot.platforms.sandbox.params import Json, Upload

LONGEST_POLL = 50
"""Seconds; the real server answers by then whatever was asked."""


class BotHttp:
    """Routes for the bot's side of one `BotApi`."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._poll = 0
        self._open = True
        self._forget = api.state.listen(self._heard)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self._method),
            web.get("/file/bot{token}/{path:.+}", self._file),
        ]

    def close(self) -> None:
        """Let waiting polls answer at once."""
        self._open = False
        self._forget()
        self._news.set()

    def _heard(self, event: Json) -> None:
        if event["event"] == "update":
            self._loop.call_soon_threadsafe(self._news.set)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check(request)
            params, files = await _read(request)
            method = request.match_info["method"]
            if method.lower() == "getupdates":
                result = await self._updates(params)
            else:
                result = self._api.call(method, params, files)
        except ApiError as error:
            return _json(error.as_json(), error.error_code)
        return _json({"ok": True, "result": result}, 200)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check(request)
            return web.Response(
                body=self._api.download(request.match_info["path"]), content_type="application/octet-stream"
            )
        except ApiError as error:
            return _json(error.as_json(), error.error_code)

    def _check(self, request: web.Request) -> None:
        if request.match_info["token"] != self._api.token:
            raise ApiError(401, "Unauthorized")
        if request.method not in ("GET", "POST"):
            raise ApiError(404, NOT_FOUND)

    async def _updates(self, params: dict[str, Json]) -> Json:
        """Wait for an update as long as the call allows; a newer call ends an older one."""
        self._poll += 1
        mine = self._poll
        self._news.set()
        deadline = self._loop.time() + min(_seconds(params.get("timeout")), LONGEST_POLL)
        while True:
            self._news.clear()
            result = self._api.call("getUpdates", params)
            left = deadline - self._loop.time()
            if result or left <= 0 or not self._open:
                return result
            try:
                async with asyncio.timeout(left):
                    await self._news.wait()
            except TimeoutError:
                continue
            if self._poll != mine:
                self._news.set()
                raise ApiError(409, CONFLICT)


def _seconds(value: Json) -> float:
    try:
        return max(float(value or 0), 0)
    except (TypeError, ValueError):
        return 0


async def _read(request: web.Request) -> tuple[dict[str, Json], dict[str, bytes]]:
    """Parameters of the address, the form or the JSON body, and the files that came along."""
    params: dict[str, Json] = dict(request.query)
    files: dict[str, bytes] = {}
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise ApiError(400, "Bad Request: can't parse request: invalid JSON") from None
        return params | (body if isinstance(body, dict) else {}), files
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    for name, value in form.items():
        if isinstance(value, web.FileField):
            with value.file as file:
                files[name] = Upload(file.read(), value.filename, _mime(value))
        else:
            params[name] = value
    return params, files


def _mime(field: web.FileField) -> str:
    return "" if field.content_type == "application/octet-stream" else field.content_type


def _json(body: Json, status: int) -> web.Response:
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
