"""Short map links, resolved by reading where their hosts redirect to.

Apart from `map_links`, which is pure. Only `Location` headers are read, only from hosts on the list, only over
HTTPS: a link comes from a stranger and must not make the bot fetch anything else.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urljoin, urlsplit

import aiohttp
import structlog

from bot.domain.places import Point
from bot.map_links.links import is_short_link, point_of_link

log = structlog.get_logger(__name__)

MOST_HOPS = 4
TIMEOUT_S = 3.0
AT_ONCE = 8

Locate = Callable[[str], Awaitable[str | None]]
"""Where a URL redirects to; None if it does not."""

_HOSTS = re.compile(
    r"""(?:(?:www|maps|m)\.)?yandex\.(?:ru|com|by|kz|uz|com\.tr|com\.am|com\.ge)
    |goo\.gl|maps\.app\.goo\.gl|(?:www\.|maps\.|consent\.)?google\.(?:com|ru)
    |go\.2gis\.com|(?:www\.|m\.)?2gis\.(?:ru|com|kz|ae)""",
    re.VERBOSE,
)
_WRAPPED = ("retpath", "continue", "link")
"""Parameters in which a consent page or a captcha keeps the address it stands before."""


class ShortLinks:
    """A `LinkResolver`; enter it as a context to open and close its connections.

    Args:
        locate: The network edge, replaced in tests.
        timeout_s: For all hops together.
    """

    def __init__(self, locate: Locate | None = None, *, timeout_s: float = TIMEOUT_S) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._locate = locate or self._ask
        self._timeout_s = timeout_s
        self._places = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def resolve(self, url: str) -> Point | None:
        """The point a short map link leads to; None if it leads to none, or not in time."""
        if not is_short_link(url):
            return None
        try:
            async with asyncio.timeout(self._timeout_s), self._places:
                return await self._follow(url)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("short link not resolved", host=urlsplit(url).hostname, error=type(error).__name__)
            return None

    async def _follow(self, url: str) -> Point | None:
        for _ in range(MOST_HOPS):
            if not is_allowed(url):
                return None
            target = await self._locate(url)
            if not target:
                return None
            url = urljoin(url, target)
            if point := point_of_link(url) or _wrapped_point(url):
                return point
        return None

    async def _ask(self, url: str) -> str | None:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return await location_of(self._session, url)


async def location_of(session: aiohttp.ClientSession, url: str) -> str | None:
    """Ask for a URL and return its `Location` header; the body is left unread."""
    async with session.get(url, allow_redirects=False, headers={"User-Agent": "gorod-bot"}) as response:
        location = response.headers.get("Location") if 300 <= response.status < 400 else None
        response.close()
        return location


def is_allowed(url: str) -> bool:
    """HTTPS, a listed host, the usual port, no name or password."""
    split = urlsplit(url)
    return (
        split.scheme == "https"
        and split.netloc.lower() == split.hostname
        and _HOSTS.fullmatch(split.hostname) is not None
    )


def _wrapped_point(url: str) -> Point | None:
    inner = (value for name, value in parse_qsl(urlsplit(url).query, max_num_fields=60) if name in _WRAPPED)
    return next((point for value in inner if (point := point_of_link(value))), None)
