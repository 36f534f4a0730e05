"""How the bot and a process it has started talk: frames of a header in JSON, then bytes.

Nothing is pickled: a process that has read a stranger's file is not trusted.
"""

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct("=II")
LONGEST_HEADER = 4096


def write(stream: IO[bytes], header: dict[str, Any], body: bytes) -> None:
    packed = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(packed), len(body)))
    stream.write(packed)
    stream.write(body)
    stream.flush()


def read(stream: IO[bytes], *, largest: int) -> tuple[dict[str, Any], bytes]:
    """The next frame.

    Args:
        largest: Bytes that a body may have.

    Raises:
        EOFError: The other side is gone.
        ValueError: What came is no frame.
    """
    header_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if header_length > LONGEST_HEADER or body_length > largest:
        raise ValueError("frame too long")
    header = json.loads(_exactly(stream, header_length))
    return header, _exactly(stream, body_length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
