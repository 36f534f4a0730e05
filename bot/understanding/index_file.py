"""Keeps what was learned of a catalogue in a file, so that only the first start has to learn.

The file is mapped, not read: pages come as they are needed and are shared by processes. It belongs to the
catalogue and the code that it was made by; any other, a broken one or a folder that cannot be written costs two
seconds and a line in the log, never the start.
"""

import json
import logging
import mmap
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from math import prod
from pathlib import Path
from zlib import crc32

import numpy as np

from bot.domain.catalogue import Catalogue
from bot.understanding.features import FeatureReader
from bot.understanding.learned import REMEMBERED, Tables, learn, texts_of
from bot.understanding.words import Lemmas

NAME = "topics.index"
MAGIC = b"gorod-bot topics"
ALIGNED = 64

CODE = ("around.py", "words.py", "features.py", "learned.py", "index_file.py")
"""What the numbers in the file rest on; another text of these is another file."""
DTYPES = {
    "features": "<u4",
    "rarity": "<f4",
    "starts": "<u4",
    "topics": "<u2",
    "weights": "<f2",
    "silence": "<f4",
    "kinds": "<u2",
}

log = logging.getLogger(__name__)


def learned_tables(catalogue: Catalogue, lemmas: Lemmas, folder: Path | None) -> Tables:
    """What is learned of the catalogue: from the file in the folder if it is of this catalogue, else anew."""
    if folder is None:
        return learn(catalogue, FeatureReader(lemmas, REMEMBERED))
    key = key_of(catalogue)
    file = folder / NAME
    try:
        return read(file, key)
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        log.info("topics are learned anew: %s: %s", file, error)
    tables = learn(catalogue, FeatureReader(lemmas, REMEMBERED))
    try:
        write(file, key, tables)
        return read(file, key)
    except (OSError, ValueError) as error:
        log.warning("what was learned of the topics cannot be kept: %s: %s", file, error)
        return tables


def key_of(catalogue: Catalogue) -> bytes:
    """A hash of everything that what is learned depends on; 32 bytes."""
    found = sha256()
    for part in _dependencies(catalogue):
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


def _dependencies(catalogue: Catalogue) -> Iterator[bytes]:
    here = Path(__file__).parent
    for name in CODE:
        yield (here / name).read_bytes()
    for package in ("pymorphy3", "pymorphy3-dicts-ru"):
        yield version(package).encode()
    for topic in catalogue.topics.values():
        yield f"{topic.id} {topic.place}".encode()
        for text in texts_of(topic):
            yield text.encode()


def write(file: Path, key: bytes, tables: Tables) -> None:
    """Write the file whole or not at all.

    Raises:
        OSError: It cannot be written; what was there before is still there.
    """
    arrays = {name: np.ascontiguousarray(getattr(tables, name), dtype) for name, dtype in DTYPES.items()}
    body = b"".join(_padded(array.tobytes()) for array in arrays.values())
    shapes = {name: array.shape for name, array in arrays.items()}
    head = json.dumps({"shapes": shapes, "crc": crc32(body), "size": len(body)}).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(_padded(MAGIC + key + len(head).to_bytes(8, "little") + head) + body)
        Path(beside).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def read(file: Path, key: bytes) -> Tables:
    """Map the file.

    Raises:
        OSError: It cannot be read.
        ValueError: It is broken, or of another catalogue or version; says which.
    """
    with file.open("rb") as opened:
        if os.fstat(opened.fileno()).st_size < len(MAGIC) + len(key) + 8:
            raise ValueError("it is broken")
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    view = memoryview(mapped)
    start = len(MAGIC) + len(key) + 8
    if view[: len(MAGIC)] != MAGIC:
        raise ValueError("it is no index of topics")
    if view[len(MAGIC) : start - 8] != key:
        raise ValueError("it is of another catalogue or version")
    end = start + int.from_bytes(view[start - 8 : start], "little")
    try:
        head = json.loads(bytes(view[start:end]))
        body = view[_aligned(end) :]
        if len(body) != head["size"] or crc32(body) != head["crc"]:
            raise ValueError("it is broken")
        tables = Tables(**dict(_arrays(body, head["shapes"])))
    except (KeyError, TypeError) as error:
        raise ValueError("it is broken") from error
    if hasattr(mapped, "madvise"):
        mapped.madvise(mmap.MADV_DONTNEED)
    return tables


def _arrays(body: memoryview, shapes: dict[str, list[int]]) -> Iterator[tuple[str, np.ndarray]]:
    position = 0
    for name, dtype in DTYPES.items():
        array = np.frombuffer(body, dtype, prod(shapes[name]), position)
        yield name, array
        position = _aligned(position + array.nbytes)


def _padded(data: bytes) -> bytes:
    return data.ljust(_aligned(len(data)), b"\0")


def _aligned(length: int) -> int:
    return -(-length // ALIGNED) * ALIGNED
