"""MAX over HTTP: one call, its limits, its retries, and its failures as `MaxError`.

The token goes to MAX's own host and nowhere else, in a header of each request; so do the extra certificates that
only this host is trusted by. Files travel over `transfers`.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.platforms.max.pace import Pace
from bot.platforms.max.responses import MaxError, read_answer, read_bounded
from bot.platforms.max.wire import Json

__all__ = ["MaxClient", "MaxError"]

log = structlog.get_logger(__name__)

Rest = Callable[[float], Awaitable[None]]

RUSSIAN_TRUSTED = Path(__file__).with_name("russian_trusted_ca.pem")
"""Root (to 27 February 2032) and intermediate (to 6 March 2027) that MAX's certificate hangs on."""
CALL_S = 60
CONNECT_S = 10
BUSY_S = (1.0, 2.0, 4.0)
LONGEST_WAIT_S = 10.0
"""MAX may ask for more: then the caller is told, as it may have something better to do."""
UNSENT_S = (1.0, 2.0)
BROKEN_S = (1.0,)
REPEATABLE = frozenset({"GET", "PUT", "DELETE", "PATCH"})
"""What may reach MAX twice; a message that did would stand there twice."""


class MaxClient:
    """Calls MAX's API; its connections are opened by the first call.

    Args:
        api_base: Scheme and host, and a path before all paths if there is one.
        ca_file: PEM of certificates to trust beside the system's; None for those that come with the bot.
        pace: None for one of MAX's own limits.
        rest: Lets seconds pass between two tries.

    Raises:
        OSError: The certificates cannot be read.
    """

    def __init__(
        self,
        token: str,
        api_base: str,
        *,
        ca_file: Path | None = None,
        pace: Pace | None = None,
        rest: Rest = asyncio.sleep,
    ) -> None:
        self.api_base = api_base.rstrip("/")
        self._token = token
        self._tls = tls_context(ca_file or RUSSIAN_TRUSTED) if urlsplit(api_base).scheme == "https" else None
        self._pace = pace or Pace()
        self._rest = rest
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the connections; the next call opens new ones."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(
        self,
        http_method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: Json | None = None,
        chat: int | None = None,
        timeout_s: float = CALL_S,
    ) -> Json:
        """What MAX answers to one request.

        Args:
            path: From the first slash on.
            query: Values as Python has them; those that are None are left out.
            chat: Whom the request is for, if it counts against the limit of a chat.
            timeout_s: Of each try.

        Raises:
            MaxError: It was refused, or did not arrive, or not in time, as often as it may be tried.
        """
        attempt = 0
        while True:
            await self._pace.turn(chat)
            answer = await self._try(http_method, path, query, body, timeout_s)
            if isinstance(answer, dict):
                return answer
            pause = _pause(answer, http_method, attempt)
            if pause is None:
                raise answer
            log.info("max asked again", call=http_method, status=answer.status, code=answer.code, pause=pause)
            await self._rest(pause)
            attempt += 1

    async def _try(
        self, http_method: str, path: str, query: Mapping[str, object] | None, body: Json | None, timeout_s: float
    ) -> Json | MaxError:
        """The failure is returned: raised where aiohttp's is caught, it would carry the headers along."""
        try:
            async with self._connections().request(
                http_method,
                f"{self.api_base}{path}",
                params=_as_max_writes(query or {}),
                json=body,
                headers={"Authorization": self._token},
                timeout=aiohttp.ClientTimeout(total=timeout_s, connect=CONNECT_S),
                allow_redirects=False,
            ) as response:
                return read_answer(response, await read_bounded(response), secret=self._token)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return MaxError.of_network(error)

    def _connections(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(ssl=self._tls or True)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def me(self) -> Json:
        """Who the bot is.

        Raises:
            MaxError: As `call`.
        """
        return await self.call("GET", "/me")

    async def updates(self, marker: int | None, *, timeout_s: float = 30, limit: int = 100) -> Json:
        """Events from the marker on: `updates` and the next `marker`; waits so long for the first of them.

        Raises:
            MaxError: As `call`.
        """
        query = {"marker": marker, "timeout": round(timeout_s), "limit": limit}
        return await self.call("GET", "/updates", query=query, timeout_s=timeout_s + 10)

    async def subscriptions(self) -> list[str]:
        """Where MAX posts events to.

        Raises:
            MaxError: As `call`.
        """
        found = (await self.call("GET", "/subscriptions")).get("subscriptions")
        entries = found if isinstance(found, list) else []
        return [one["url"] for one in entries if isinstance(one, dict) and isinstance(one.get("url"), str)]

    async def unsubscribe(self, url: str) -> None:
        """Post events there no more.

        Raises:
            MaxError: As `call`.
        """
        await self.call("DELETE", "/subscriptions", query={"url": url})

    async def set_commands(self, commands: Sequence[Mapping[str, str]]) -> None:
        """Set the menu: at most 32 of `name` without the slash and `description`; [] clears it.

        Raises:
            MaxError: As `call`.
        """
        await self.call("PATCH", "/me/commands", body={"commands": [dict(one) for one in commands]})


def tls_context(ca_file: Path) -> ssl.SSLContext:
    """What the system trusts, and these certificates beside it.

    Raises:
        OSError: They cannot be read.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(ca_file)
    return context


def _pause(error: MaxError, http_method: str, attempt: int) -> float | None:
    """After how long to try again; None when it is not to be tried."""
    pauses: Sequence[float] = ()
    if error.status == 429:
        pauses = BUSY_S
    elif error.was_not_sent:
        pauses = UNSENT_S
    elif error.status == 0 and http_method in REPEATABLE:
        pauses = BROKEN_S
    if attempt >= len(pauses) or (error.retry_after or 0) > LONGEST_WAIT_S:
        return None
    return pauses[attempt] if error.retry_after is None else error.retry_after


def _as_max_writes(query: Mapping[str, object]) -> dict[str, str]:
    """Booleans in words, lists joined by commas."""
    written = {}
    for name, value in query.items():
        if isinstance(value, bool):
            written[name] = str(value).lower()
        elif isinstance(value, list | tuple):
            written[name] = ",".join(map(str, value))
        elif value is not None:
            written[name] = str(value)
    return written
