"""Parameters of one Bot API call, read as the real server reads them.

A value comes decoded from a JSON body or as the string of a form field; both must mean the same.
"""

import json
from collections.abc import Mapping
from typing import Any, Self

from bot.platforms.sandbox.errors import bad_request

Json = Any
"""A value that `json` can write; its shape is the Bot API's."""


class Upload(bytes):
    """Bytes of a file that came with a call, and the name it came under."""

    filename: str
    mime: str

    def __new__(cls, data: bytes, filename: str = "file", mime: str = "") -> Self:
        upload = super().__new__(cls, data)
        upload.filename = filename
        upload.mime = mime
        return upload


class Params:
    """Typed access to the parameters of a call; remembers which were asked for nowhere."""

    def __init__(self, values: Mapping[str, object], files: Mapping[str, bytes]) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}
        self._files = files

    def names(self) -> set[str]:
        return set(self._values)

    def has(self, name: str) -> bool:
        return self._values.get(name, "") != "" or name in self._files

    def text(self, name: str) -> str:
        """The string, empty if it is not there."""
        value = self._values.get(name, "")
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        if not self.has(name):
            return default
        try:
            return int(self.text(name))
        except ValueError:
            raise bad_request(f"can't parse {name}: expected an integer") from None

    def number(self, name: str) -> float | None:
        if not self.has(name):
            return None
        try:
            return float(self.text(name))
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1", "yes", "t", "y"}

    def json(self, name: str) -> Json:
        """The decoded object, None if it is not there."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def file(self, name: str) -> Upload | str:
        """What a file parameter brings: an upload, or a file_id or URL; empty if nothing."""
        if name in self._files and name not in self._values:
            return self._upload(name)
        return self.attached(self.text(name))

    def attached(self, value: str) -> Upload | str:
        """The upload behind `attach://name`; any other value as it is."""
        if not value.startswith("attach://"):
            return value
        name = value.removeprefix("attach://")
        return self._upload(name) if name in self._files else ""

    def _upload(self, name: str) -> Upload:
        data = self._files[name]
        return data if isinstance(data, Upload) else Upload(data, name)
