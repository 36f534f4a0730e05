"""Refusals, in the codes and words that bots report of the real MAX server."""

from bot.platforms.sandbox.params import Json


class MaxRefusal(Exception):
    """A call was refused with this HTTP status.

    Args:
        code: A dotted key.
        message: A sentence or another dotted key.
        text: A plain text that is sent instead of the JSON body.
    """

    def __init__(self, status: int, code: str = "", message: str = "", *, text: str | None = None) -> None:
        super().__init__(f"{status} {code}: {message}" if text is None else f"{status} {text}")
        self.status = status
        self.code = code
        self.message = message
        self.text = text

    @property
    def body(self) -> Json:
        """What goes with the status: an object, or the plain text."""
        return {"code": self.code, "message": self.message} if self.text is None else self.text


def malformed(message: str) -> MaxRefusal:
    return MaxRefusal(400, "proto.payload", message)


def unreadable(why: str) -> MaxRefusal:
    """The body has a shape that the server does not know."""
    return malformed(f"Can't deserialize body: {why}")


def not_found(message: str) -> MaxRefusal:
    return MaxRefusal(404, "not.found", message)


def suspended() -> MaxRefusal:
    return MaxRefusal(403, "chat.denied", "error.dialog.suspended")


def chat_denied() -> MaxRefusal:
    return MaxRefusal(403, "chat.denied", "error.chat.denied")


def never_started() -> MaxRefusal:
    return MaxRefusal(404, "dialog.not.found", "error.dialog.notfound")


def chat_not_found(chat_id: int) -> MaxRefusal:
    return MaxRefusal(404, "chat.not.found", f"Chat {chat_id} not found")


def not_ready(kind: str) -> MaxRefusal:
    return MaxRefusal(400, "attachment.not.ready", f"Key: errors.process.attachment.{kind}.not.processed")


def too_many_requests() -> MaxRefusal:
    return MaxRefusal(429, "too.many.requests", "Too many requests")


def failed(message: str) -> Json:
    """What calls without an object of their own answer, at HTTP 200, when they could do nothing."""
    return {"success": False, "message": message}


DONE: Json = {"success": True}
NOTHING_TO_ANSWER = "Invalid request. `message` or `notification` required"
CALLBACK_INVALID = "callback_id: Callback identifier is invalid"
NO_PAYLOAD = "No `photos`, `url` or `token` provided. Check payload."
