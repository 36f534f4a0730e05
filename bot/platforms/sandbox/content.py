"""Contents of messages: from the parameters of a call, or from what a person picks, to Bot API objects."""

from bot.platforms.sandbox import pictures, rules
from bot.platforms.sandbox.errors import ApiError, bad_request
from bot.platforms.sandbox.markup import Formatted, tidy, with_found
from bot.platforms.sandbox.params import Json, Params, Upload
from bot.platforms.sandbox.state import State

_FORWARDED = (
    *("text", "entities", "link_preview_options"),
    *("caption", "caption_entities", "show_caption_above_media", "has_media_spoiler"),
    *("photo", "document", "video", "voice", "sticker", "location", "venue", "contact", "poll"),
)
_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/geo+json": ".geojson",
    "text/csv": ".csv",
}


def with_text(formatted: Formatted) -> Json:
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    return content


def with_caption(formatted: Formatted) -> Json:
    if not formatted.text:
        return {}
    content: Json = {"caption": formatted.text}
    if formatted.entities:
        content["caption_entities"] = formatted.entities
    return content


def caption_of_item(item: Json) -> Json:
    """The caption of an `InputMedia`."""
    return with_caption(rules.message_caption(Params(item, {})))


def forwarded(source: Json) -> Json:
    """What goes along when a message is forwarded or copied: neither its keyboard nor its place in a chat."""
    return {key: value for key, value in source.items() if key in _FORWARDED}


def plain(text: str) -> Formatted:
    """What a person typed, as the server understands it."""
    return with_found(tidy(Formatted(text=text)))


def location(lat: float, lon: float, **more: Json) -> Json:
    return {"latitude": lat, "longitude": lon, **{key: value for key, value in more.items() if value}}


def photo(state: State, data: bytes) -> list[Json]:
    """Store a photo in the sizes a messenger makes of it; the list of `PhotoSize`."""
    made = []
    for copy in pictures.copies(data):
        file = state.add_file("photo", copy.data, extension=".jpg", mime="image/jpeg")
        made.append(_photo_size(file, copy))
    for size in made:
        state.put_file({**(state.file(size["file_id"]) or {}), "object": made})
    return made


def _photo_size(file: Json, copy: pictures.Copy) -> Json:
    return {
        "file_id": file["file_id"],
        "file_unique_id": file["file_unique_id"],
        "width": copy.width,
        "height": copy.height,
        "file_size": len(copy.data),
    }


def document(state: State, data: bytes, name: str, mime: str = "") -> Json:
    """Store a file byte for byte; the `Document`."""
    suffix = name[name.rfind(".") :].lower() if "." in name[1:] else _EXTENSIONS.get(mime, "")
    guessed = mime or next((m for m, e in _EXTENSIONS.items() if e == suffix), "application/octet-stream")
    file = state.add_file("document", data, extension=suffix, mime=guessed, name=name)
    made: Json = {
        "file_name": name,
        "mime_type": guessed,
        "file_id": file["file_id"],
        "file_unique_id": file["file_unique_id"],
        "file_size": len(data),
    }
    if guessed.startswith("image/") and (small := pictures.thumbnail(data)):
        thumb = state.add_file("photo", small.data, extension=".jpg", mime="image/jpeg")
        made["thumbnail"] = _photo_size(thumb, small)
    state.put_file({**file, "object": made})
    return made


def stand_in(state: State, kind: str, data: bytes, **fields: Json) -> Json:
    """Store a voice message, a video or a sticker that nobody looks into; the object of its kind."""
    suffix, mime = {"voice": (".oga", "audio/ogg"), "video": (".mp4", "video/mp4")}.get(kind, (".webp", ""))
    file = state.add_file(kind, data, extension=suffix, mime=mime)
    made: Json = {**fields, "file_id": file["file_id"], "file_unique_id": file["file_unique_id"]}
    made["file_size"] = len(data)
    if mime:
        made["mime_type"] = mime
    state.put_file({**file, "object": made})
    return made


def media(state: State, kind: str, given: Upload | str) -> Json:
    """The content `{kind: object}` for what a bot sends: an upload, or the file_id of the same kind.

    Raises:
        ApiError: Nothing given, no such file, a file of another kind, or a URL: the sandbox stays offline.
    """
    if isinstance(given, Upload):
        if not given:
            raise bad_request("file must be non-empty")
        if len(given) > rules.UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        return {kind: _stored(state, kind, given)}
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = state.file(given)
    if file is None or "object" not in file:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file["kind"] != kind:
        raise bad_request(f"can't use file of type {file['kind'].title()} as {kind.title()}")
    return {kind: file["object"]}


def _stored(state: State, kind: str, given: Upload) -> Json:
    if kind == "photo":
        return photo(state, given)
    if kind == "document":
        return document(state, given, given.filename, given.mime)
    return stand_in(state, kind, given, width=320, height=240, duration=1)
