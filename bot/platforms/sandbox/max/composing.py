"""What a person picks in their application, as MAX's attachments, and how a text of theirs is cut."""

import hashlib
import hmac
from urllib.parse import urlsplit

from bot.platforms.sandbox.errors import PersonError
from bot.platforms.sandbox.max import attached, files
from bot.platforms.sandbox.max.bodies import TEXT
from bot.platforms.sandbox.max.markup import Marked, addresses, units, with_links
from bot.platforms.sandbox.max.state import MaxState
from bot.platforms.sandbox.params import Json
from bot.platforms.sandbox.pictures import as_a_client_sends


def pieces(text: str) -> list[str]:
    """Parts of at most the limit of a message, without what is only space."""
    rest, parts = text.strip(), []
    while rest:
        size = min(len(rest), TEXT)
        while units(rest[:size]) > TEXT:
            size -= max((units(rest[:size]) - TEXT) // 2, 1)
        parts.append(rest[:size])
        rest = rest[size:]
    return [part for part in parts if part.strip()]


def content(text: str, attachments: list[Json]) -> Json:
    """Words and attachments of a message: its web addresses marked, the first of them shown as a preview."""
    text = text.strip()
    if units(text) > TEXT:
        raise PersonError(f"a text has at most {TEXT} characters")
    if not text and not attachments:
        raise PersonError("nothing to say")
    marked = with_links(Marked(text=text))
    shown = attachments or [_preview(url) for url, _ in addresses(text)[:1]]
    made: Json = {"text": text, "attachments": shown, "markup": marked.markup}
    return {name: value for name, value in made.items() if value or name == "text"}


def _preview(url: str) -> Json:
    token = hashlib.sha256(url.encode()).hexdigest()[:20]
    return {"type": "share", "payload": {"url": url, "token": token}, "title": urlsplit(url).hostname or url}


def image(state: MaxState, data: bytes) -> Json:
    """A picture: made smaller, its metadata gone."""
    small = as_a_client_sends(data)
    known = files.picture(small)
    if known is None:
        raise PersonError("this is no picture")
    return files.keep(state, "image", small, **known)["object"]


def file(state: MaxState, data: bytes, name: str, mime: str) -> Json:
    """A file, byte for byte."""
    known = {"mime_type": mime} if mime else {}
    return files.keep(state, "file", data, name=name, **known)["object"]


def voice(state: MaxState, data: bytes, duration: int) -> Json:
    return files.keep(state, "audio", data, mime_type="audio/ogg", duration=duration)["object"]


def video(state: MaxState, data: bytes, duration: int) -> Json:
    size: Json = {"width": 640, "height": 360}
    return files.keep(state, "video", data, mime_type="video/mp4", duration=duration, **size)["object"]


def location(lat: float, lon: float) -> Json:
    return {"type": "location", "latitude": lat, "longitude": lon}


def contact(state: MaxState, user_id: int | None, phone: str, name: str, token: str) -> Json:
    """A card; with one's own id the one that the button gives, signed with the bot's token."""
    card = attached.vcard(name, phone)
    if user_id is None:
        return {"type": "contact", "payload": {"vcf_info": card}}
    proof = hmac.new(token.encode(), card.encode(), hashlib.sha256).hexdigest()
    info = state.as_user(user_id)
    return {"type": "contact", "payload": {"vcf_info": card, "hash": proof, "max_info": info}}


def outsider(name: str, text: str) -> Json:
    """The `link` of a message from somebody who is not in the sandbox and hides who they are."""
    message = {"mid": "mid." + "0" * 31 + "1", "seq": 1, "text": text}
    return {"type": "forward", "message": message, "_name": name}
