"""Files of the MAX server: their tokens, what a message says of them, and pictures checked as it checks them."""

import hashlib
import io
from pathlib import PurePath

from PIL import Image, UnidentifiedImageError

from bot.platforms.sandbox.max.state import FILES, MaxState
from bot.platforms.sandbox.params import Json

KINDS = frozenset({"image", "video", "audio", "file"})
PICTURE_BYTES = 50 * 1024 * 1024
PICTURE_SIDE = 7680
_ENDINGS = {
    "image": frozenset({".jpg", ".jpeg", ".png", ".gif", ".tiff", ".tif", ".bmp", ".heic"}),
    "video": frozenset({".mp4", ".mov", ".mkv", ".webm"}),
    "audio": frozenset({".mp3", ".wav", ".m4a", ".ogg", ".oga", ".opus", ".aac", ".flac"}),
}
_MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def takes_ending(kind: str, name: str) -> bool:
    """Whether a file of this name may be uploaded as that."""
    return kind == "file" or PurePath(name).suffix.lower() in _ENDINGS[kind]


def picture(data: bytes) -> Json | None:
    """Width, height and type of a picture that the server takes, None for anything else."""
    if len(data) > PICTURE_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if max(opened.size) > PICTURE_SIDE:
                return None
            size = {"width": opened.width, "height": opened.height}
            mime = _MIMES.get(opened.format or "", "application/octet-stream")
            opened.draft("RGB", (320, 320))
            opened.load()
    except _UNREADABLE:
        return None
    return {**size, "mime_type": mime}


def new_token(state: MaxState, kind: str) -> str:
    """Opaque, and a text that no other file has."""
    number = state.next_number("token")
    return f"f9LH{hashlib.sha256(f'{kind} {number}'.encode()).hexdigest()}"


def keep(state: MaxState, kind: str, data: bytes, *, name: str = "", token: str = "", **known: Json) -> Json:
    """Keep the bytes; the file as the state has it, with the attachment it makes under `object`.

    Args:
        known: Type, sides, seconds: what the page shows of it.
    """
    token = token or new_token(state, kind)
    number = state.next_number("file", 9_000_000_001)
    key = f"BT{hashlib.sha256(token.encode()).hexdigest()[:40]}"
    where = f"i?r={key}" if kind == "image" else f"getfile?sig={key[2:12]}&id={key}"
    file = {
        "file_id": token,
        "file_unique_id": str(number),
        "file_path": key,
        "file_size": len(data),
        "kind": kind,
        "mime_type": "application/octet-stream",
        "file_name": name,
        **known,
    }
    file["object"] = _attachment(kind, {"url": f"{FILES}{where}", "token": token}, number, file)
    state.keep_file(file, data)
    return file


def _attachment(kind: str, payload: Json, number: int, file: Json) -> Json:
    match kind:
        case "image":
            return {"type": "image", "payload": {"photo_id": number, **payload}}
        case "video":
            size = {"width": file["width"], "height": file["height"], "duration": file["duration"]}
            return {"type": "video", "payload": payload, "thumbnail": {"url": payload["url"]}, **size}
        case "audio":
            made = {"type": "audio", "payload": payload, "transcription": None}
            return {**made, "_duration": file["duration"]}
        case _:
            return {"type": "file", "payload": payload, "filename": file["file_name"], "size": file["file_size"]}
