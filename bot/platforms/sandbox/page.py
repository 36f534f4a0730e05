"""The chat page: its files, its own JSON API under `/sandbox/`, and live events.

Everything the page does goes to the same `Person` that the tests drive.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.platforms.sandbox import profile
from bot.platforms.sandbox.api import GROUP, OLGA, PARTS, BotApi
from bot.platforms.sandbox.errors import ApiError, PersonError
from bot.platforms.sandbox.params import Json
from bot.platforms.sandbox.people import UNTIL_STOPPED, Person

STATIC = Path(__file__).parent / "static"
HEARTBEAT = 15
"""Seconds between signs of life to an idle page."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

Act = Callable[[Person, Json], object]

ACTS: Mapping[str, Act] = {
    "says": lambda who, a: who.says(str(a["text"]), reply_to=a.get("reply_to")),
    "shares": lambda who, a: who.shares(
        float(a["lat"]), float(a["lon"]), UNTIL_STOPPED if a.get("live") else None, a.get("accuracy")
    ),
    "moves_live": lambda who, a: who.moves_live(int(a["message_id"]), float(a["lat"]), float(a["lon"])),
    "stops_live": lambda who, a: who.stops_live(int(a["message_id"])),
    "sends_venue": lambda who, a: who.sends_venue(
        float(a["lat"]), float(a["lon"]), str(a["title"]), str(a["address"])
    ),
    "presses": lambda who, a: who.presses(int(a["message_id"]), str(a["data"])),
    "edits": lambda who, a: who.edits(int(a["message_id"]), str(a["text"])),
    "deletes": lambda who, a: who.deletes(int(a["message_id"])),
    "forwards": lambda who, a: who.forwards(int(a["message_id"]), from_chat=int(a["from_chat"])),
    "sends_voice": lambda who, _: who.sends_voice(),
    "sends_video": lambda who, _: who.sends_video(),
    "sends_sticker": lambda who, a: who.sends_sticker(str(a.get("emoji", "👍"))),
    "sends_contact": lambda who, _: who.sends_contact(),
    "sends_poll": lambda who, a: who.sends_poll(str(a.get("question", "?"))),
    "blocks": lambda who, _: who.blocks(),
    "unblocks": lambda who, _: who.unblocks(),
    "speaks": lambda who, a: who.speaks(str(a["language_code"])),
}


class Page:
    """Routes for the browser."""

    def __init__(self, api: BotApi, plan: Path) -> None:
        self._api = api
        self._plan = plan
        self._loop = asyncio.get_running_loop()
        self._readers: set[asyncio.Queue[Json]] = set()
        self._forget = api.state.listen(self._heard)

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self._index),
            web.static("/static", STATIC),
            web.get("/sandbox/state", self._state),
            web.get("/sandbox/events", self._events),
            web.get("/sandbox/plan", self._plan_file),
            web.get("/sandbox/file/{file_id}", self._file),
            web.post("/sandbox/act", self._act),
            web.post("/sandbox/upload", self._upload),
        ]

    def close(self) -> None:
        """End the streams of events."""
        self._forget()
        for queue in self._readers:
            queue.put_nowait(None)

    def _heard(self, event: Json) -> None:
        if event["event"] != "update":
            self._loop.call_soon_threadsafe(self._pass_on, event)

    def _pass_on(self, event: Json) -> None:
        for queue in self._readers:
            queue.put_nowait(event)

    async def _index(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002 aiohttp's signature
        return web.FileResponse(STATIC / "index.html", headers=_HEADERS)

    async def _plan_file(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002 aiohttp's signature
        return web.FileResponse(self._plan, headers={"Content-Type": "application/geo+json"})

    async def _state(self, request: web.Request) -> web.Response:  # noqa: ARG002 aiohttp's signature
        state = self._api.state
        people = [user for user in state.users() if not user["is_bot"]]
        chats = state.chats()
        body = {
            "people": [{**user, "part": PARTS.get(user["id"], "resident")} for user in people],
            "group": GROUP,
            "operator": OLGA,
            "bot": {user["id"]: profile.profile_for(state, user.get("language_code", "")) for user in people},
            "bot_id": state.fact("bot_id"),
            "commands": {
                user["id"]: {
                    c["id"]: profile.commands_for(state, c, user) for c in chats if c["id"] in (GROUP, user["id"])
                }
                for user in people
            },
            "chats": {chat["id"]: chat for chat in chats},
            "messages": {chat["id"]: [state.view(m) for m in state.messages(chat["id"])] for chat in chats},
        }
        return web.json_response(body)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._readers.add(queue)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            while (event := await _next(queue)) is not None:
                line = f"data: {json.dumps(event)}\n\n" if event else ": still here\n\n"
                await response.write(line.encode())
        except ConnectionError:
            pass
        finally:
            self._readers.discard(queue)
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file_id = request.match_info["file_id"]
        file, data = self._api.state.file(file_id), self._api.state.file_data(file_id)
        if file is None or data is None:
            raise web.HTTPNotFound
        shown = file["mime_type"] in ("image/jpeg", "image/png", "image/webp", "image/gif")
        mime = file["mime_type"] if shown else "application/octet-stream"
        headers = {"Cache-Control": "max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}
        if not shown:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file['file_name'], safe='')}"
        return web.Response(body=data, content_type=mime, headers=headers)

    async def _act(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            asked = json.loads(await request.read())
            who = self._api.person(int(asked["as"]), int(asked["chat"]))
            return web.json_response({"result": ACTS[asked["do"]](who, asked)})
        except (PersonError, ApiError) as error:
            return web.json_response({"error": str(error)}, status=400)
        except (KeyError, TypeError, ValueError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        files = [f for f in form.getall("file", []) if isinstance(f, web.FileField)]
        caption = str(form.get("caption", ""))
        try:
            who = self._api.person(int(str(form["as"])), int(str(form["chat"])))
            reply_to = int(str(form["reply_to"])) if form.get("reply_to") else None
            if form.get("kind") == "photo":
                _send_photos(who, [f.file.read() for f in files], caption, reply_to)
            else:
                _send_files(who, files, caption, reply_to)
        except (PersonError, ApiError) as error:
            return web.json_response({"error": str(error)}, status=400)
        except (KeyError, ValueError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        finally:
            for file in files:
                file.file.close()
        return web.json_response({"result": True})


def _send_photos(who: Person, photos: list[bytes], caption: str, reply_to: int | None) -> None:
    """One photo, or albums of at most ten, the rest after them."""
    for start in range(0, len(photos), 10):
        part, words = photos[start : start + 10], "" if start else caption
        if len(part) == 1:
            who.sends_photo(part[0], words, reply_to=reply_to)
        else:
            who.sends_album(part, words, reply_to=reply_to)


def _send_files(who: Person, files: list[web.FileField], caption: str, reply_to: int | None) -> None:
    """A message each; the caption goes with the first."""
    for at, file in enumerate(files):
        words = "" if at else caption
        who.sends_file(file.file.read(), file.filename, file.content_type, words, reply_to=reply_to)


async def _next(queue: asyncio.Queue[Json]) -> Json:
    """The next event, an empty one when it is time for a sign of life, None at the end."""
    try:
        async with asyncio.timeout(HEARTBEAT):
            return await queue.get()
    except TimeoutError:
        return {}
