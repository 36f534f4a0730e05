"""Files to and from MAX's storage hosts.

Apart from the client, whose token and extra certificates are for MAX's own host only: these hosts get neither.
"""

from collections.abc import AsyncGenerator, Mapping
from typing import IO, Any
from urllib.parse import urlsplit

import aiohttp

from bot.platforms.max.responses import MaxError, parsed, read_bounded

FIELD = "data"
MOST_REDIRECTS = 5
REFUSED = "upload.refused"


class Transfers:
    """Connections to the storage hosts, opened by the first transfer."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def post(self, url: str, content: bytes | IO[bytes], name: str, mime: str, *, timeout_s: float) -> Any:
        """Upload one file; what the host answers, None if that is no JSON.

        Raises:
            MaxError: It was refused, did not arrive or not in time, or the address is none of the web.
        """
        form = aiohttp.FormData(quote_fields=False)  # a name in Russian as it is, not in percents
        form.add_field(FIELD, content, filename=name, content_type=mime)
        try:
            async with self._connections(url).post(
                url, data=form, timeout=aiohttp.ClientTimeout(total=timeout_s), allow_redirects=False
            ) as response:
                status, text = response.status, await read_bounded(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise MaxError.of_network(error) from None
        answer = parsed(text)
        if not 200 <= status < 300 or (isinstance(answer, dict) and "error_code" in answer):
            raise _refusal(status, text)
        return answer

    async def stream(
        self, url: str, *, headers: Mapping[str, str], timeout_s: float, chunk_size: int, only_good: bool
    ) -> AsyncGenerator[bytes, None]:
        """Download a file.

        Args:
            only_good: Raise where the host answers with something else than the file.

        Raises:
            MaxError: The host refused (a link expires), or broke off, or leads out of the web.
        """
        try:
            async with self._connections(url).get(
                url,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=timeout_s),
                max_redirects=MOST_REDIRECTS,
            ) as response:
                if only_good and response.status != 200:
                    raise _not_the_file(response.status)
                async for chunk in response.content.iter_chunked(chunk_size):
                    yield chunk
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise MaxError.of_network(error) from None

    def _connections(self, url: str) -> aiohttp.ClientSession:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise MaxError(400, "transfer.url", "not an address of the web")
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return self._session


def _refusal(status: int, text: str) -> MaxError:
    """A refused file is a bad request whoever refuses it: 403 and 404 would speak of the person it is for."""
    if status in {413, 429} or status >= 500:
        return MaxError(status, REFUSED, text)
    return MaxError(400, REFUSED, text)


def _not_the_file(status: int) -> MaxError:
    if status >= 500:
        return MaxError(0, f"download.{status}", "the file's host does not work")
    return MaxError(400, f"download.{status}", "the file's link has expired or was never good")
