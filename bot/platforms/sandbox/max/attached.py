"""Attachments that the bot sends: their rules, and what stands in the message for each of them."""

from collections.abc import Callable, Mapping

from bot.platforms.sandbox.max import keyboards
from bot.platforms.sandbox.max.errors import NO_PAYLOAD, malformed, not_ready, unreadable
from bot.platforms.sandbox.max.state import FILES, MaxState
from bot.platforms.sandbox.params import Json

MOST = 12
_VISUAL = frozenset({"image", "video"})


def read(state: MaxState, attachments: Json) -> list[Json]:
    """Attachments of a message, from those of a call.

    Raises:
        MaxRefusal: A kind or field is not known, they do not go together, or a file is not ready yet.
    """
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise unreadable("attachments: a list of objects required")
    if any(one.get("type") not in _READERS for one in attachments):
        raise unreadable("attachments: unknown type")
    _check_together([one["type"] for one in attachments])
    return [_READERS[one["type"]](state, one) for one in attachments]


def _check_together(kinds: list[str]) -> None:
    if len(kinds) > MOST:
        raise malformed(f"attachments: size must be between 0 and {MOST}")
    if kinds.count("inline_keyboard") > 1:
        raise malformed("attachments: only one inline_keyboard is allowed")
    others = [kind for kind in kinds if kind != "inline_keyboard"]
    if len(others) > 1 and not set(others) <= _VISUAL:
        raise malformed("attachments: only images and videos go together")


def _payload(attachment: Json, *known: str) -> Json:
    """The payload of an attachment that has nothing else."""
    if set(attachment) != {"type", "payload"} or not isinstance(attachment["payload"], dict):
        raise unreadable(f"{attachment['type']}: payload required")
    if unknown := set(attachment["payload"]) - set(known):
        raise unreadable(f"{attachment['type']}: unknown fields: {', '.join(sorted(unknown))}")
    return {name: value for name, value in attachment["payload"].items() if value is not None}


def _by_token(state: MaxState, kind: str, token: Json) -> Json:
    """The attachment behind a token of its kind; a fresh one may not be ready."""
    file = state.file(token) if isinstance(token, str) else None
    if file is None or file["kind"] != kind:
        raise malformed(f"{kind}: Unknown token")
    if state.unready.get(token, 0) > 0:
        state.unready[token] -= 1
        raise not_ready(kind)
    return file["object"]


def _image(state: MaxState, attachment: Json) -> Json:
    payload = _payload(attachment, "token", "url", "photos")
    if len(payload) != 1:
        raise malformed(NO_PAYLOAD)
    if "url" in payload:
        raise malformed("Failed to upload image.")  # the sandbox stays offline
    if "token" in payload:
        return _by_token(state, "image", payload["token"])
    match payload["photos"]:
        case dict() as photos if len(photos) == 1:
            (photo,) = photos.values()
            return _by_token(state, "image", photo.get("token") if isinstance(photo, dict) else None)
    raise malformed(NO_PAYLOAD)


def _media(state: MaxState, attachment: Json) -> Json:
    payload = _payload(attachment, "token")
    if "token" not in payload:
        raise malformed(NO_PAYLOAD)
    return _by_token(state, attachment["type"], payload["token"])


def _keyboard(_: MaxState, attachment: Json) -> Json:
    return {"type": "inline_keyboard", "payload": keyboards.checked(_payload(attachment, "buttons"))}


def _location(_: MaxState, attachment: Json) -> Json:
    """Coordinates stand beside the type; inside a payload they are not found."""
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = attachment.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise malformed(f"{name} cannot be null")
        if not -most <= value <= most:
            raise malformed(f"{name}: errors.invalid")
    if set(attachment) != {"type", "latitude", "longitude"}:
        raise unreadable("location: unknown fields")
    return attachment


def _contact(state: MaxState, attachment: Json) -> Json:
    payload = _payload(attachment, "name", "contact_id", "vcf_info", "vcf_phone")
    card = payload.get("vcf_info") or vcard(payload.get("name", ""), payload.get("vcf_phone", ""))
    person = state.user(payload["contact_id"]) if isinstance(payload.get("contact_id"), int) else None
    known = {"max_info": state.as_user(person["id"])} if person else {}
    return {"type": "contact", "payload": {"vcf_info": card, **known}}


def vcard(name: str, phone: str) -> str:
    """A card as MAX makes it: the number in digits alone."""
    digits = "".join(filter(str.isdigit, phone))
    lines = ("BEGIN:VCARD", "VERSION:3.0", "PRODID:ez-vcard 0.10.3", f"TEL;TYPE=cell:{digits}", f"FN:{name}")
    return "\r\n".join((*lines, "END:VCARD", ""))


def _sticker(_: MaxState, attachment: Json) -> Json:
    payload = _payload(attachment, "code")
    return sticker(str(payload.get("code", "")))


def sticker(code: str, emoji: str = "🏷") -> Json:
    url = f"{FILES}getSmile?smileId={code}"
    size = {"width": 170, "height": 170}
    return {"type": "sticker", "payload": {"url": url, "code": code}, **size, "_emoji": emoji}


def _share(_: MaxState, attachment: Json) -> Json:
    payload = _payload(attachment, "url", "token")
    if not payload:
        raise malformed(NO_PAYLOAD)
    return {"type": "share", "payload": payload}


_READERS: Mapping[str, Callable[[MaxState, Json], Json]] = {
    "image": _image,
    "video": _media,
    "audio": _media,
    "file": _media,
    "contact": _contact,
    "sticker": _sticker,
    "location": _location,
    "share": _share,
    "inline_keyboard": _keyboard,
}
