"""The chat page: its files, its own JSON API under `/sandbox/`, and live events, of both messengers.

Everything the page does goes to the same `Person`, or in MAX `MaxPerson`, that the tests drive.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.platforms.sandbox import rules
from bot.platforms.sandbox.api import BotApi
from bot.platforms.sandbox.errors import ApiError, PersonError
from bot.platforms.sandbox.max import people as max_people
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.people import MaxPerson
from bot.platforms.sandbox.max.views import seq_of
from bot.platforms.sandbox.params import Json
from bot.platforms.sandbox.people import UNTIL_STOPPED, Person
from bot.platforms.sandbox.screens import MAX, TELEGRAM, check_ids, named, screens

STATIC = Path(__file__).parent / "static"
HEARTBEAT = 15
"""Seconds between signs of life to an idle page."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

Somebody = Person | MaxPerson
Act = Callable[[Somebody, Json], object]


def _message(asked: Json, name: str = "message_id") -> int:
    """The message that an act is about: a number in Telegram, in MAX one as text, with the part of it."""
    return seq_of(str(asked[name]))


def _answered(asked: Json) -> int | None:
    return _message(asked, "reply_to") if asked.get("reply_to") else None


def _starts(who: Somebody, asked: Json) -> None:
    """The button of a dialog in MAX; in Telegram people say so themselves."""
    if isinstance(who, Person):
        raise PersonError("nothing but words starts a bot here")
    who.starts(str(asked.get("payload", "")))


ACTS: Mapping[str, Act] = {
    "starts": _starts,
    "says": lambda who, a: who.says(str(a["text"]), reply_to=_answered(a)),
    "shares": lambda who, a: who.shares(
        float(a["lat"]), float(a["lon"]), UNTIL_STOPPED if a.get("live") else None, a.get("accuracy")
    ),
    "moves_live": lambda who, a: who.moves_live(_message(a), float(a["lat"]), float(a["lon"])),
    "stops_live": lambda who, a: who.stops_live(_message(a)),
    "sends_venue": lambda who, a: who.sends_venue(
        float(a["lat"]), float(a["lon"]), str(a["title"]), str(a["address"])
    ),
    "presses": lambda who, a: who.presses(_message(a), str(a["data"])),
    "edits": lambda who, a: who.edits(_message(a), str(a["text"])),
    "deletes": lambda who, a: who.deletes(_message(a)),
    "forwards": lambda who, a: who.forwards(_message(a), from_chat=int(a["from_chat"])),
    "sends_voice": lambda who, _: who.sends_voice(),
    "sends_video": lambda who, _: who.sends_video(),
    "sends_sticker": lambda who, a: who.sends_sticker(str(a.get("emoji", "👍"))),
    "sends_contact": lambda who, a: who.sends_contact(own=bool(a.get("own", True))),
    "sends_poll": lambda who, a: who.sends_poll(str(a.get("question", "?"))),
    "blocks": lambda who, _: who.blocks(),
    "unblocks": lambda who, _: who.unblocks(),
    "speaks": lambda who, a: who.speaks(str(a["language_code"])),
}


class Page:
    """Routes for the browser.

    Raises:
        ValueError: Both messengers have somebody with the same id.
    """

    def __init__(self, telegram: BotApi, in_max: MaxApi, plan: Path) -> None:
        check_ids(telegram, in_max)
        self._telegram = telegram
        self._max = in_max
        self._plan = plan
        self._loop = asyncio.get_running_loop()
        self._readers: set[asyncio.Queue[Json]] = set()
        self._forget = [
            telegram.state.listen(partial(self._heard, TELEGRAM)),
            in_max.state.listen(partial(self._heard, MAX)),
        ]

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
        for forget in self._forget:
            forget()
        for queue in self._readers:
            queue.put_nowait(None)

    def _heard(self, messenger: str, event: Json) -> None:
        if event["event"] == "chat":
            event = {**event, "chat": named(event["chat"], messenger)}
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
        return web.json_response(screens(self._telegram, self._max))

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
        states = (self._telegram.state, self._max.state)
        file = next((found for state in states if (found := state.file(file_id))), None)
        data = next((found for state in states if (found := state.file_data(file_id)) is not None), None)
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
            who = self._somebody(int(asked["as"]), int(asked["chat"]))
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
            who = self._somebody(int(str(form["as"])), int(str(form["chat"])))
            reply_to = _answered(form)
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

    def _somebody(self, user_id: int, chat_id: int) -> Somebody:
        """A person of either messenger, in a chat there."""
        if self._max.state.user(user_id) is not None:
            return self._max.person(user_id, chat_id)
        return self._telegram.person(user_id, chat_id)


def _send_photos(who: Somebody, photos: list[bytes], caption: str, reply_to: int | None) -> None:
    """One photo, or albums of as many as the messenger takes, the rest after them."""
    most = max(rules.ALBUM if isinstance(who, Person) else max_people.ALBUM)
    for start in range(0, len(photos), most):
        part, words = photos[start : start + most], "" if start else caption
        if len(part) == 1:
            who.sends_photo(part[0], words, reply_to=reply_to)
        else:
            who.sends_album(part, words, reply_to=reply_to)


def _send_files(who: Somebody, files: list[web.FileField], caption: str, reply_to: int | None) -> None:
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
