"""What the two directions of MAX tell each other: dialogues, ids, files of messages, presses in hand.

All of it can be lost: after a restart ids are computed, and files are asked of MAX again. Nothing here grows
beyond `REMEMBERED` entries of a kind, whoever writes to the bot.
"""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, Generic, TypeVar

import structlog

from bot.platforms.max.ids import dialog_id, mid_of

log = structlog.get_logger(__name__)

REMEMBERED = 10_000

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Recent(Generic[Key, Value]):
    """A mapping that forgets what was not needed for longest."""

    def __init__(self) -> None:
        self._entries: OrderedDict[Key, Value] = OrderedDict()

    def __setitem__(self, key: Key, value: Value) -> None:
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > REMEMBERED:
            self._entries.popitem(last=False)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: Key) -> bool:
        return key in self._entries

    def get(self, key: Key) -> Value | None:
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    def forget(self, key: Key) -> None:
        self._entries.pop(key, None)


class Memory:
    """Shared by the translator of updates and the session; belongs to one event loop.

    A `chat_id` is aiogram's (a person's id, or a group's negative id) unless it is called real: that is MAX's own.
    """

    def __init__(self, bot_id: int) -> None:
        self.bot_id = bot_id
        self._dialogs: _Recent[int, int] = _Recent()
        self._peers: _Recent[int, int] = _Recent()
        self._languages: _Recent[int, str] = _Recent()
        self._mids: _Recent[tuple[int, int], str] = _Recent()
        self._media: _Recent[str, tuple[dict[str, Any], ...]] = _Recent()
        self._waiting: _Recent[str, tuple[int, int]] = _Recent()
        self._answered: _Recent[str, None] = _Recent()
        self._reported: set[str] = set()

    def learn_dialog(self, user_id: int, chat_id: int) -> None:
        """The person's dialogue with the bot has this real id."""
        if chat_id != dialog_id(user_id, self.bot_id):
            self._report_once("dialogue id is not the one computed", chat_id=chat_id, user_id=user_id)
        self._dialogs[user_id] = chat_id
        self._peers[chat_id] = user_id

    def real_chat(self, chat_id: int) -> int:
        """MAX's id of a chat: learnt, or else computed."""
        if chat_id < 0:
            return chat_id
        learnt = self._dialogs.get(chat_id)
        return dialog_id(chat_id, self.bot_id) if learnt is None else learnt

    def peer(self, real_chat_id: int) -> int | None:
        """Whose dialogue it is, as far as it was learnt."""
        return self._peers.get(real_chat_id)

    def language(self, user_id: int, told: str | None) -> str | None:
        """The person's language, as it was told last: MAX leaves it out of edits and of all that is in groups."""
        if told is not None:
            self._languages[user_id] = told
        return self._languages.get(user_id)

    def see(self, real_chat_id: int, mid: str, seq: int) -> None:
        """MAX itself calls the message so."""
        self._mids[real_chat_id, seq] = mid

    def mid(self, chat_id: int, message_id: int) -> str:
        """MAX's id of a message: the one seen, or else computed.

        Raises:
            ValueError: MAX has no message of that number.
        """
        real_chat_id = self.real_chat(chat_id)
        computed = mid_of(real_chat_id, message_id)
        seen = self._mids.get((real_chat_id, message_id))
        if seen is None:
            return computed
        if seen.removeprefix("mid.").lower() != computed.removeprefix("mid."):
            self._report_once("message id is not the one computed", seen=seen, computed=computed)
        return seen

    def keep_media(self, mid: str, attachments: list[dict[str, Any]]) -> None:
        """The message has these files: attachments as they are sent, without the keyboard."""
        self._media[mid] = tuple(attachments)

    def media(self, mid: str) -> list[dict[str, Any]] | None:
        """What an edit must send again to keep it; None: not known, [] is known to be nothing."""
        attachments = self._media.get(mid)
        return None if attachments is None else list(attachments)

    def pressed(self, callback_id: str, chat_id: int, message_id: int) -> None:
        """A button was pressed; MAX may give one id to several presses of a keyboard."""
        self._waiting[callback_id] = (chat_id, message_id)
        self._answered.forget(callback_id)

    def pressed_in(self, callback_id: str) -> int | None:
        """The chat of a press that waits for its answer: the answer counts against its limit."""
        where = self._waiting.get(callback_id)
        return None if where is None else where[0]

    def is_unanswered(self, callback_id: str, chat_id: int, message_id: int) -> bool:
        """The press was of this message's keyboard, and still waits for its answer."""
        return self._waiting.get(callback_id) == (chat_id, message_id)

    def answer(self, callback_id: str) -> bool:
        """Whether the press is still to be answered; from now on it is not."""
        first = callback_id not in self._answered
        self._answered[callback_id] = None
        self._waiting.forget(callback_id)
        return first

    def _report_once(self, finding: str, **ids: int | str) -> None:
        """One line a run is enough to know that the computation is wrong."""
        if finding not in self._reported:
            self._reported.add(finding)
            log.warning(finding, **ids)
