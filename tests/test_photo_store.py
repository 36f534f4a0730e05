"""Photos in a folder and in memory; S3 is the same code with another URL."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.photos.store import ObstorePhotos, PhotoLost, PhotoNotStored

JPEG = b"\xff\xd8 a pothole \xff\xd9"
KEY = sha256(JPEG).hexdigest()


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObstorePhotos:
    return ObstorePhotos(f"file:///{tmp_path}/photos" if request.param == "folder" else "memory:///")


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
