"""Uploading: a URL for one file, then the file itself, without the bot's token.

Answers differ by type, and a bad picture is refused with HTTP 200, as the real hosts do.
"""

from collections import OrderedDict, deque
from collections.abc import Mapping

from bot.platforms.sandbox.max import files
from bot.platforms.sandbox.max.asked import Asked
from bot.platforms.sandbox.max.errors import MaxRefusal, malformed
from bot.platforms.sandbox.max.state import FILES, MaxState
from bot.platforms.sandbox.params import Json

FIELD = "data"
"""The one field that every text and client agrees on."""
_OPEN_AT_ONCE = 1000
_BAD_PICTURE: Json = {"error_code": "503", "error_data": "IMAGE_INVALID_FORMAT"}


class Uploads:
    """URLs given and not used yet; they do not outlive the process.

    `fields` are the names under which files came; `not_ready` is how often a fresh file cannot be attached yet.
    """

    def __init__(self, state: MaxState) -> None:
        self._state = state
        self._open: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self.fields: deque[str] = deque(maxlen=1000)
        self.not_ready = 0

    def post_upload(self, _: MaxState, asked: Asked) -> Json:
        kind = asked.query.get("type", "")
        if kind not in files.KINDS:
            raise malformed("type: image, video, audio or file required")
        token = files.new_token(self._state, kind)
        sig = token[4:44]
        self._open[sig] = (kind, token)
        if len(self._open) > _OPEN_AT_ONCE:
            self._open.popitem(last=False)
        made = {"url": f"{FILES}upload?sig={sig}"}
        return {**made, "token": token} if kind in ("video", "audio") else made

    def receive(self, sig: str, field: str, name: str, data: bytes, headers: Mapping[str, str]) -> Json:
        """Take the file for which a URL was given.

        Raises:
            MaxRefusal: The token came along, the URL is unknown or used, the field or the ending is wrong.
        """
        self.fields.append(field)
        refuse_credentials(headers)
        if sig not in self._open:
            raise MaxRefusal(404, text="this address takes no file")
        if field != FIELD:
            raise MaxRefusal(400, text=f"no field {FIELD}")
        kind, token = self._open[sig]
        if not files.takes_ending(kind, name):
            raise MaxRefusal(415, text="Unsupported Media Type")
        return self._kept(kind, token, sig, name, data)

    def _kept(self, kind: str, token: str, sig: str, name: str, data: bytes) -> Json:
        known = self._known(kind, data)
        if known is None or not data:
            return _BAD_PICTURE
        del self._open[sig]
        with self._state.transaction():
            file = files.keep(self._state, kind, data, name=name, token=token, **known)
        self._state.unready[token] = self.not_ready
        if kind == "image":
            return {"photos": {file["file_unique_id"]: {"token": token}}}
        return {"fileId": int(file["file_unique_id"]), "token": token} if kind == "file" else "<retval>1</retval>"

    @staticmethod
    def _known(kind: str, data: bytes) -> Json | None:
        """What is kept beside the bytes; None if they are not what they should be."""
        if kind == "image":
            return files.picture(data)
        return {"file": {}, "audio": {"duration": 1}}.get(kind, {"width": 1280, "height": 720, "duration": 1})


def refuse_credentials(headers: Mapping[str, str]) -> None:
    """The hosts of files are not the bot's server.

    Raises:
        MaxRefusal: The bot's token came along.
    """
    if any(name.lower() == "authorization" for name in headers):
        raise MaxRefusal(403, text="this host must never see a token")
