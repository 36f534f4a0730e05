"""Photos in a folder, in memory and in a bucket of a real S3 server: the same code with another URL."""

import asyncio
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from moto.server import ThreadedMotoServer

from bot.errors import ConfigError
from bot.photos.store import ObstorePhotos, PhotoLost, PhotoNotStored

JPEG = b"\xff\xd8 a pothole \xff\xd9"
KEY = sha256(JPEG).hexdigest()


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """The address of an S3 server on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def speak_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", address)
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "anybody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "anything")


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new bucket's URL."""
    speak_to(s3_server, monkeypatch)
    name = f"photos-{uuid4()}"
    with urlopen(Request(f"{s3_server}/{name}", method="PUT")):  # noqa: S310  # loopback
        return f"s3://{name}/city"


@pytest.fixture(params=["folder", "memory", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObstorePhotos:
    match request.param:
        case "folder":
            return ObstorePhotos(f"file:///{tmp_path}/photos")
        case "bucket":
            return ObstorePhotos(request.getfixturevalue("bucket"))
        case _:
            return ObstorePhotos("memory:///")


async def keys(store: ObstorePhotos, moment: datetime) -> set[str]:
    return {key async for key in store.stored_before(moment)}


async def test_what_was_put_can_be_got_until_it_is_removed(store: ObstorePhotos) -> None:
    await store.put(KEY, JPEG)
    await store.put(KEY, JPEG)

    assert await store.get(KEY) == JPEG
    await store.remove(KEY)
    await store.remove(KEY)
    with pytest.raises(PhotoLost):
        await store.get(KEY)


async def test_photos_are_listed_by_the_time_of_their_last_writing(store: ObstorePhotos) -> None:
    other = sha256(b"other").hexdigest()
    await store.put(KEY, JPEG)
    await store.put(other, b"other")

    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert await keys(store, tomorrow) == {KEY, other}
    assert await keys(store, tomorrow - timedelta(days=2)) == set()


async def test_writing_again_makes_a_photo_young(tmp_path: Path) -> None:
    """A sweep of orphans must not take the photo of a resident who sends the same file a month later."""
    store = ObstorePhotos(f"file:///{tmp_path}")
    await store.put(KEY, JPEG)
    month_ago = datetime.now(UTC) - timedelta(days=30)
    os.utime(tmp_path / KEY[:2] / KEY[2:4] / f"{KEY}.jpg", (month_ago.timestamp(),) * 2)
    assert await keys(store, datetime.now(UTC) - timedelta(days=1)) == {KEY}

    await store.put(KEY, JPEG)

    assert await keys(store, datetime.now(UTC) - timedelta(days=1)) == set()


async def test_other_files_of_the_folder_are_let_alone(tmp_path: Path) -> None:
    store = ObstorePhotos(f"file:///{tmp_path}")
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "x.jpg").write_bytes(JPEG)

    assert await keys(store, datetime.now(UTC) + timedelta(days=1)) == set()


async def test_many_writers_of_one_photo_leave_one_whole_file(tmp_path: Path) -> None:
    store = ObstorePhotos(f"file:///{tmp_path}")
    big = JPEG * 50_000

    await asyncio.gather(*(store.put(KEY, big) for _ in range(20)))

    assert await store.get(KEY) == big
    assert [name for _, _, files in os.walk(tmp_path) for name in files] == [f"{KEY}.jpg"]


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a" * 63, "A" * 64, KEY + "/x", f"{KEY[:-1]}\n"])
async def test_only_hashes_are_keys(store: ObstorePhotos, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        await store.get(key)
    with pytest.raises(ValueError, match="not a key"):
        await store.put(key, JPEG)


def test_three_slashes_are_the_working_directory_and_four_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    ObstorePhotos("file:///data/photos")
    ObstorePhotos(f"file:///{tmp_path}/elsewhere")

    assert (tmp_path / "data" / "photos").is_dir()
    assert (tmp_path / "elsewhere").is_dir()


async def test_the_folder_stays_where_it_was_when_the_process_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = ObstorePhotos("file:///photos")
    (tmp_path / "away").mkdir()
    monkeypatch.chdir(tmp_path / "away")

    await store.put(KEY, JPEG)

    assert list((tmp_path / "photos").rglob("*.jpg"))


@pytest.mark.parametrize(
    "url", ["file:///", "file://data/photos", "ftp://host/x", "nonsense", "file:////proc/photos"]
)
def test_a_store_that_cannot_be_used_is_said_in_one_line(url: str) -> None:
    with pytest.raises(ConfigError, match=r"^photos\.url: [^\n]+$"):
        ObstorePhotos(url)


async def test_a_full_disk_is_something_a_resident_can_be_told(tmp_path: Path) -> None:
    store = ObstorePhotos(f"file:///{tmp_path}")
    (tmp_path / KEY[:2]).write_text("a file where a folder should be")

    with pytest.raises(PhotoNotStored) as refusal:
        await store.put(KEY, JPEG)
    assert refusal.value.message_id == "error-photo-not-downloaded"


async def test_a_bucket_that_nobody_answers_for_is_said_to_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        speak_to(f"http://127.0.0.1:{taken.getsockname()[1]}", monkeypatch)
        store = ObstorePhotos("s3://photos")
        with pytest.raises(PhotoNotStored):
            await store.put(KEY, JPEG)
        with pytest.raises(PhotoLost):
            await store.get(KEY)


async def test_a_bucket_that_is_not_there_is_said_to_be_lost(bucket: str) -> None:
    store = ObstorePhotos("s3://no-such-bucket-anywhere")
    with pytest.raises(PhotoNotStored):
        await store.put(KEY, JPEG)
