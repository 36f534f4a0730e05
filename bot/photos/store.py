"""Photo bytes in a folder or a bucket, behind the PhotoStore port.

Apart from `photos` because it is all input and output. Rests on obstore: one API for a folder, S3 and memory,
every write all or nothing.
"""

import os
import re
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from bot.errors import BotError, ConfigError

log = structlog.get_logger(__name__)

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{64})\.jpg")
_LISTED_AT_ONCE = 1000

ANSWERS_WITHIN = timedelta(seconds=10)
"""A bucket that has not answered a request by then will not: the resident waits for each try."""
TRIES_AGAIN = 2


class PhotoLost(BotError):
    """Not in the store any more, or the store does not answer."""

    message_id = "error-photo-lost"


class PhotoNotStored(BotError):
    """The store did not take it; sending it once more may help."""

    message_id = "error-photo-not-downloaded"


class ObstorePhotos:
    """The photo store at a URL.

    Args:
        url: `file:///data/photos` is the folder `data/photos` of the working directory, `file:////srv/photos`
            an absolute path, as in SQLAlchemy's SQLite URLs; `s3://bucket/prefix`, with `AWS_…` in the
            environment; `memory:///` until the process ends.

    Raises:
        ConfigError: No such kind of store, or the folder cannot be made or written.
    """

    def __init__(self, url: str) -> None:
        self._store = _folder(url) if url.startswith("file:") else _other(url)

    async def put(self, key: str, jpeg: bytes) -> None:
        """Write, again if it is there: the time of the last write keeps the sweep of orphans away.

        Raises:
            PhotoNotStored: The disk is full, the bucket does not answer.
        """
        name = _name(key)
        try:
            await obstore.put_async(self._store, name, jpeg, use_multipart=False)
        except (BaseError, OSError) as error:
            log.error("photo not stored", key=key, error=type(error).__name__)
            raise PhotoNotStored from error

    async def get(self, key: str) -> bytes:
        """The bytes that were put.

        Raises:
            PhotoLost: It is not there, or cannot be read.
        """
        name = _name(key)
        try:
            found = await obstore.get_async(self._store, name)
            return bytes(await found.bytes_async())
        except (BaseError, OSError) as error:
            log.error("photo not read", key=key, error=type(error).__name__)
            raise PhotoLost from error

    async def remove(self, key: str) -> None:
        """Remove; nothing happens if it is gone already."""
        name = _name(key)
        try:
            await obstore.delete_async(self._store, name)
        except FileNotFoundError:
            return

    async def stored_before(self, moment: datetime) -> AsyncIterator[str]:
        """Keys of photos last written before `moment` (aware); other files beside them are passed over."""
        async for files in obstore.list(self._store, chunk_size=_LISTED_AT_ONCE):
            for file in files:
                match = _NAME.fullmatch(file["path"])
                if match and file["last_modified"] < moment:
                    yield match[1]


def _name(key: str) -> str:
    """The name in the store: folders of 65,536 shards, so that none grows too long to list."""
    name = f"{key[:2]}/{key[2:4]}/{key}.jpg"
    if not _NAME.fullmatch(name):
        raise ValueError("not a key of a photo")
    return name


def _folder(url: str) -> ObjectStore:
    path = url.removeprefix("file://")
    if not path.startswith("/") or not path.strip("/"):
        raise ConfigError(f"photos.url: {url}: write file:///folder/here or file:////absolute/folder")
    folder = Path(path[1:])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"photos go here")
    except OSError as error:
        raise ConfigError(f"photos.url: {folder} cannot be written: {error.strerror}") from None
    return LocalStore(folder.absolute())


def _other(url: str) -> ObjectStore:
    try:
        if not url.startswith("s3:"):
            return from_url(url)
        return from_url(
            url,
            client_options={
                "timeout": ANSWERS_WITHIN,
                "connect_timeout": ANSWERS_WITHIN,
                "allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() == "true",  # else these hide it
            },
            retry_config={"max_retries": TRIES_AGAIN, "retry_timeout": ANSWERS_WITHIN},
        )
    except (BaseError, OSError, ValueError) as error:
        raise ConfigError(f"photos.url: {url}: {str(error).splitlines()[0]}") from None
