"""MAX's updates as the Bot API's: what `GET /updates` or a webhook brings, translated one by one.

Nothing a stranger sends raises here: what cannot be translated is logged once, by its kind and number.
"""

from collections.abc import Callable, Mapping
from traceback import extract_tb

import structlog

from bot.platforms.max.membership import ChatEvent
from bot.platforms.max.memory import Memory
from bot.platforms.max.messages import Around, IncomingMessage, message_of
from bot.platforms.max.people import known_user, nameless, private_chat
from bot.platforms.max.wire import (
    Ignored,
    Json,
    Malformed,
    milliseconds,
    name_of,
    record,
    whole,
    whole_words,
)

log = structlog.get_logger(__name__)

LONGEST_PRESS = 1024
"""UTF-16 units of a button's payload."""

_EVENTS: Mapping[str, Callable[[ChatEvent], Json]] = {
    "bot_started": ChatEvent.started,
    "bot_stopped": ChatEvent.stopped,
    "dialog_removed": ChatEvent.stopped,
    "bot_added": ChatEvent.added,
    "bot_removed": ChatEvent.removed,
    "bot_admin_permissions_changed": ChatEvent.permissions_changed,
    "user_added": ChatEvent.joined,
    "user_removed": ChatEvent.left,
    "chat_title_changed": ChatEvent.renamed,
}


class Translator:
    """Translates for one bot.

    Args:
        bot_id: The bot's id in MAX, by which its own messages are known.
        token: Its token, the key of the hashes of contacts.
    """

    def __init__(self, bot_id: int, token: str, memory: Memory) -> None:
        self._bot_id, self._token, self._memory = bot_id, token, memory

    def updates_of(self, raw: object, number: int) -> list[Json]:
        """The Bot API's `Update`s of one of MAX's, as JSON that validates; never raises.

        Args:
            number: Becomes `update_id`; the pictures of one message share it.

        Returns:
            Several for a message with several attachments, none for what conversations have no use for.
        """
        event = record(raw)
        kind = name_of(event.get("update_type"), 64)
        try:
            return [{"update_id": number, **update} for update in self._translated(kind, event)]
        except Ignored as reason:
            log.debug("update ignored", update_type=kind, update_id=number, why=str(reason))
        except Malformed as reason:
            log.warning("update cannot be read", update_type=kind, update_id=number, why=str(reason))
        except Exception as error:
            # The edge: the runner must come to the next update. The error's text may hold people's words.
            ids = {"update_type": kind, "update_id": number}
            log.error("update broke the translator", **ids, error=type(error).__name__, at=_place(error))
        return []

    def _translated(self, kind: str | None, event: Json) -> list[Json]:
        match kind:
            case None:
                raise Malformed("no kind")
            case "message_created":
                message = self._message(event)
                return [{"message": part} for part in message.in_parts()]
            case "message_edited":
                return [{"edited_message": self._message(event).edited()}]
            case "message_callback":
                return [{"callback_query": self._press(event)}]
        if kind not in _EVENTS:
            raise Ignored("a kind without use")
        return [_EVENTS[kind](ChatEvent(event, self._memory, self._bot_id))]

    def _message(self, event: Json) -> IncomingMessage:
        """What a person wrote."""
        around = Around(
            token=self._token, locale=event.get("user_locale"), timestamp=milliseconds(event.get("timestamp"))
        )
        message = IncomingMessage(event.get("message"), self._memory, around)
        if message.is_own:
            raise Ignored("the bot's own")
        if message.chat["type"] == "channel":
            raise Ignored("a channel")
        if message.sender is None:
            raise Malformed("message without a sender")
        return message

    def _press(self, event: Json) -> Json:
        """A press is passed on even if its message is gone: it must be answered."""
        callback = record(event.get("callback"))
        callback_id = name_of(callback.get("callback_id"))
        presser = known_user(callback.get("user"), event.get("user_locale"), self._memory)
        if callback_id is None or presser is None:
            raise Malformed("press without an id or a person")
        message = self._pressed_message(event.get("message"), presser)
        chat = message["chat"]
        self._memory.pressed(callback_id, chat["id"], message["message_id"])
        query = {"id": callback_id, "from": presser, "chat_instance": str(chat["id"]), "message": message}
        payload = whole_words(callback.get("payload"), LONGEST_PRESS)
        return query if payload is None else {**query, "data": payload}

    def _pressed_message(self, raw: object, presser: Json) -> Json:
        """With its keyboard, or the Bot API's inaccessible message where MAX has none any more."""
        recipient = record(record(raw).get("recipient"))
        dialog = whole(recipient.get("chat_id")) if recipient.get("chat_type") == "dialog" else None
        if dialog is not None:
            self._memory.learn_dialog(presser["id"], dialog)
        gone = {"chat": private_chat(presser), "message_id": 0, "date": 0}
        bot = nameless(self._bot_id, is_bot=True)
        return message_of(record(raw), self._memory, bot_user=bot) or gone


def identity(raw: object) -> str | None:
    """The same for each delivery of one update, and for no other; None if it cannot be told.

    Source: reference § 6.2; a webhook may bring an update several times.
    """
    event = record(raw)
    kind, at = name_of(event.get("update_type"), 64), milliseconds(event.get("timestamp"))
    about = _press_id(event) or _mid(event) or _who_and_where(event)
    return None if kind is None or at is None or about is None else f"{kind}:{at}:{about}"


def _press_id(event: Json) -> str | None:
    """MAX may give one callback id to several presses, hence their time."""
    callback = record(event.get("callback"))
    callback_id = name_of(callback.get("callback_id"))
    return f"{callback_id}:{milliseconds(callback.get('timestamp'))}" if callback_id else None


def _mid(event: Json) -> str | None:
    body = record(record(event.get("message")).get("body"))
    return name_of(body.get("mid")) or name_of(event.get("message_id"))


def _who_and_where(event: Json) -> str | None:
    chat_id = whole(event.get("chat_id"))
    user_id = whole(record(event.get("user")).get("user_id")) or whole(event.get("user_id"))
    return None if chat_id is None and user_id is None else f"{chat_id}:{user_id}"


def _place(error: Exception) -> str:
    innermost = extract_tb(error.__traceback__)[-1]
    return f"{innermost.name}:{innermost.lineno}"
