"""Raw calls to the fake MAX over HTTP, for tests of what it does and refuses."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, FormData

from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.http import serve

FIXTURES = json.loads((Path(__file__).parent / "fixtures.json").read_text(encoding="utf-8"))


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **delta: float) -> None:
        self.now += timedelta(**delta)


class Caller:
    """The bot's side: each call gives the HTTP status and the body."""

    def __init__(self, api: MaxApi, base: str, http: ClientSession) -> None:
        self.api = api
        self.base = base
        self.http = http

    async def call(
        self, method: str, path: str, body: Any = None, token: str | None = "", **query: Any
    ) -> tuple[int, Any]:
        headers = {} if token is None else {"Authorization": token or self.api.token}
        asked = {name: str(value) for name, value in query.items()}
        more = {} if body is None else {"json": body}
        async with self.http.request(method, self.base + path, params=asked, headers=headers, **more) as response:
            text = await response.text()
            return response.status, json.loads(text) if response.content_type == "application/json" else text

    async def ok(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        status, answer = await self.call(method, path, body, **query)
        assert status == 200, answer
        return answer

    async def refused(self, method: str, path: str, body: Any = None, **query: Any) -> str:
        """The refusal as one line: status, code, message."""
        status, answer = await self.call(method, path, body, **query)
        assert status >= 400, answer
        return f"{status} {answer['code']}: {answer['message']}"

    async def sends(self, user_id: int, **body: Any) -> Any:
        """The body of a message that was sent."""
        return (await self.ok("POST", "/messages", body, user_id=user_id))["message"]["body"]

    async def edits(self, mid: str, **body: Any) -> Any:
        return await self.ok("PUT", "/messages", body, message_id=mid)

    async def updates(self, **query: Any) -> Any:
        return await self.ok("GET", "/updates", timeout=0, **query)

    async def uploads(
        self,
        data: bytes,
        name: str = "a.jpg",
        kind: str = "image",
        *,
        field: str = "data",
        url: str = "",
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Status and answer of the second step; JSON where it is some."""
        url = url or (await self.ok("POST", "/uploads", type=kind))["url"]
        form = FormData(quote_fields=False)  # a name goes as it is, as browsers send it
        form.add_field(field, data, filename=name, content_type="application/octet-stream")
        async with self.http.post(url, data=form, headers=headers) as response:
            text = await response.text()
            return response.status, json.loads(text) if text.startswith("{") else text

    async def image(self, data: bytes) -> dict[str, Any]:
        """An attachment made of a picture."""
        _, answer = await self.uploads(data)
        (photo,) = answer["photos"].values()
        return {"type": "image", "payload": {"token": photo["token"]}}

    async def file(self, data: bytes, name: str) -> dict[str, Any]:
        _, answer = await self.uploads(data, name, "file")
        return {"type": "file", "payload": {"token": answer["token"]}}


@asynccontextmanager
async def calling(api: MaxApi) -> AsyncIterator[Caller]:
    async with serve(api) as base, ClientSession() as http:
        yield Caller(api, base, http)
    api.close()


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "inline_keyboard", "payload": {"buttons": list(rows)}}


def press(payload: str, text: str = "x") -> dict[str, Any]:
    return {"type": "callback", "text": text, "payload": payload}


def shape(value: Any) -> Any:
    """Keys at every depth, without the values; of a list the shape of each."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    return [shape(one) for one in value] if isinstance(value, list) else type(value).__name__
