"""Our `file_id` of a file in MAX: all that it takes to send the file again (token) and to fetch it (url)."""

import base64
import json
from dataclasses import astuple, dataclass

from bot.messenger import MAX_FILE

LONGEST_FILE_ID = 16_384
"""Characters; the longest token, address and name that are taken from a message make fewer."""


@dataclass(frozen=True, slots=True)
class FileRef:
    """One file as MAX knows it.

    Args:
        kind: MAX's type of attachment: "image", "file", "video", "audio", "sticker".
        token: Sends the file again, in any message; of a sticker its code.
        url: Where the bytes are; expires. None where MAX gave none.
        unique: The same for the same file, whatever token and url are today.
        name: As its sender called it; only files have one.
        size: Bytes; only files tell it.
    """

    kind: str
    token: str
    url: str | None
    unique: str
    name: str | None = None
    size: int | None = None


def pack(ref: FileRef) -> str:
    """The `file_id`: ASCII, a few hundred characters."""
    fields = json.dumps(astuple(ref), separators=(",", ":"))
    return MAX_FILE + base64.urlsafe_b64encode(fields.encode()).decode().rstrip("=")


def unpack(file_id: str) -> FileRef:
    """The inverse of `pack`.

    Raises:
        ValueError: `pack` has not made it.
    """
    packed = file_id.removeprefix(MAX_FILE)
    if packed == file_id or len(file_id) > LONGEST_FILE_ID:
        raise ValueError("not a file id of MAX")
    padded = packed + "=" * (-len(packed) % 4)
    try:
        fields = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except RecursionError:
        raise ValueError("not a file id of MAX: nested") from None
    match fields:
        case [str(), str(), str() | None, str(), str() | None, int() | None] if not isinstance(fields[5], bool):
            return FileRef(*fields)
    raise ValueError("not a file id of MAX: other fields")
