"""The page's clock over HTTP: what time it is in the sandbox, what comes next, and moving it there."""

import asyncio
import json
from datetime import timedelta

from aiohttp import web

from bot.platforms.sandbox.clock import ClockError, ClockHooks, SandboxClock
from bot.platforms.sandbox.params import Json
from bot.platforms.sandbox.state import State

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
NEXT = "next"


class ClockHttp:
    """Routes for the clock of one sandbox."""

    def __init__(self, state: State, clock: SandboxClock, hooks: ClockHooks) -> None:
        self._state = state
        self._clock = clock
        self._hooks = hooks
        self._moving = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/sandbox/clock", self._show), web.post("/sandbox/clock", self._move)]

    async def _show(self, request: web.Request) -> web.Response:  # noqa: ARG002 aiohttp's signature
        return web.json_response(await self._shown())

    async def _move(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        by = await _asked(request)
        if by not in (*STEPS, NEXT):
            return web.json_response({"error": f"by is one of {', '.join((*STEPS, NEXT))}"}, status=400)
        async with self._moving:
            try:
                await self._forward(by)
            except ClockError as error:
                return web.json_response({"error": str(error)}, status=400)
            self._tell()
            await self._hooks.moved()
            self._tell()
        return web.json_response({"result": await self._shown()})

    async def _forward(self, by: Json) -> None:
        if by != NEXT:
            self._clock.forward(STEPS[by].total_seconds())
        elif due := await self._hooks.next_due():
            self._clock.forward_to(due[0])
        else:
            raise ClockError("nothing is due")

    async def _shown(self) -> Json:
        """Moments as seconds since 1970, spans as seconds."""
        due = await self._hooks.next_due()
        return {
            "now": self._clock().timestamp(),
            "ahead": self._clock.ahead.total_seconds(),
            "room": self._clock.room.total_seconds(),
            "next": {"at": due[0].timestamp(), "name": due[1]} if due else None,
        }

    def _tell(self) -> None:
        """Let every open page look at the clock again."""
        with self._state.transaction():
            self._state.emit("clock")


async def _asked(request: web.Request) -> Json:
    """The field "by" of the body, None where it has none."""
    try:
        asked = json.loads(await request.read())
    except ValueError:
        return None
    return asked.get("by") if isinstance(asked, dict) else None
