"""What the MAX side of the sandbox remembers, in a file of its own beside Telegram's.

A message is kept as a record: MAX's own `body` (and `link`) under the key of its `seq`, and around it what the
sandbox needs. A chat is kept under the id that people and the page use: a dialog under its person's id.
"""

import json
from collections import deque
from pathlib import Path

from bot.platforms.sandbox.max import views
from bot.platforms.sandbox.max.errors import malformed
from bot.platforms.sandbox.params import Json
from bot.platforms.sandbox.state import Clock, State, utc_now

FILES = "max-files:"
"""Stands for the server's address in the URL of a file, until it is known who asks."""
FIRST_UPDATE = 25_493_001
_MID = 32
_64_BITS = 2**64


class MaxState(State):
    """Chats, records, files and updates, and how the server behaves at the moment."""

    def __init__(self, folder: Path | None = None, clock: Clock = utc_now) -> None:
        super().__init__(folder, clock, file_name="max.db")
        self.takes_empty_notification = True
        self.unready: dict[str, int] = {}
        """Tokens of fresh uploads, and how often they still answer that they are not ready."""
        self.bad_html: deque[str] = deque(maxlen=1000)
        """What went in silence out of the bot's HTML."""

    @property
    def bot_id(self) -> int:
        found: int = self.fact("bot_id")
        return found

    def now_ms(self) -> int:
        return int(self.now().timestamp() * 1000)

    # Ids: a dialog has one of its own, which only the bot's side sees.

    def real_id(self, chat_id: int) -> int:
        """MAX's id of a chat: a group's own, a dialog's made of both its people."""
        return chat_id if chat_id < 0 else chat_id ^ self.bot_id

    def chat_by_real_id(self, real_id: int) -> Json | None:
        return self.chat(self.real_id(real_id))  # the same step leads back

    def mid(self, chat_id: int, seq: int) -> str:
        return f"mid.{self.real_id(chat_id) % _64_BITS:016x}{seq:016x}"

    def record(self, mid: str) -> Json | None:
        """The message of this id, with or without its "mid.".

        Raises:
            MaxRefusal: It is no id at all.
        """
        digits = mid.removeprefix("mid.")
        try:
            real, seq = int(digits[:16], 16), int(digits[16:], 16)
        except ValueError:
            raise malformed(f"Invalid message_id: {mid}") from None
        if len(digits) != _MID or seq >= _64_BITS // 2:
            raise malformed(f"Invalid message_id: {mid}")
        signed = real - _64_BITS if real >= _64_BITS // 2 else real
        return self.message(self.real_id(signed), seq)

    def next_seq(self, chat_id: int) -> int:
        """Milliseconds and a counter; grows in its chat whatever the clock does."""
        last: int = self.fact(f"seq:{chat_id}", 0)
        seq = max(self.now_ms() << 16 | 1, last + 1)
        self.set_fact(f"seq:{chat_id}", seq)
        return seq

    # Records

    def add_record(
        self, chat: Json, sender_id: int, content: Json, *, link: Json = None, silent: bool = False
    ) -> Json:
        """Store a new message: `content` has text, attachments and markup."""
        seq = self.next_seq(chat["id"])
        record = {
            "_chat": chat["id"],
            "message_id": seq,
            "from": sender_id,
            "timestamp": self.now_ms(),
            "edited": None,
            "silent": silent,
            "body": {"mid": self.mid(chat["id"], seq), "seq": seq, **content},
            "link": link,
        }
        self.put_message(record)
        return record

    def put_message(self, message: Json) -> None:
        """Keep a record; the page hears of each part it shows of it."""
        key = (message["_chat"], message["message_id"])
        old = self.message(*key)
        self._db.execute("INSERT OR REPLACE INTO messages VALUES (?, ?, ?)", (*key, json.dumps(message)))
        shown = views.on_page(self, message)
        for gone in views.page_ids(self, old)[len(shown) :] if old else []:
            self.emit("deleted", chat_id=key[0], message_id=gone)
        for one in shown:
            self.emit("message", message=one)

    def drop_message(self, message: Json) -> None:
        key = (message["_chat"], message["message_id"])
        self._db.execute("DELETE FROM messages WHERE chat_id = ? AND message_id = ?", key)
        for gone in views.page_ids(self, message):
            self.emit("deleted", chat_id=key[0], message_id=gone)

    def render(self, message: Json) -> Json:
        """The message as a person's screen has it: the first of its parts."""
        return views.on_screen(self, message)[0]

    def as_max(self, record: Json) -> Json:
        """The Message that MAX gives of a record."""
        chat = self.chat(record["_chat"])
        made = {
            "recipient": self._recipient(chat, record["from"]),
            "timestamp": record["timestamp"],
            "body": shown(record["body"]),
            "sender": self.as_user(record["from"]),
        }
        return {**made, "link": shown(record["link"])} if record["link"] else made

    def _recipient(self, chat: Json, sender_id: int) -> Json:
        if chat["type"] != "private":
            return {"chat_id": chat["id"], "chat_type": "chat"}
        peer = chat["id"] if sender_id == self.bot_id else self.bot_id
        return {"chat_id": self.real_id(chat["id"]), "chat_type": "dialog", "user_id": peer}

    def as_user(self, user_id: int) -> Json:
        """The User that MAX gives of one: ordinary people have no username."""
        user: Json = self.user(user_id)
        names = {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
        return {
            "user_id": user_id,
            **names,
            "is_bot": user["is_bot"],
            "last_activity_time": self.now_ms(),
            "name": " ".join(names[n] for n in ("first_name", "last_name") if n in names),
        }

    # Updates: numbered one by one; a marker is the number of the next.

    def queue(self, update: Json) -> None:
        number = self.next_number("update", FIRST_UPDATE)
        self._db.execute("INSERT INTO updates VALUES (?, ?)", (number, json.dumps([number, update])))
        self.emit("update")

    def waiting(self, limit: int) -> list[tuple[int, Json]]:
        """Updates not confirmed yet, each with its number."""
        return [(number, update) for number, update in self.pending(limit)]

    def next_marker(self) -> int:
        found: int = self.fact("update", FIRST_UPDATE)
        return found


def shown(value: Json) -> Json:
    """Without what is the sandbox's own: keys that begin with "_"."""
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items() if not key.startswith("_")}
    return [shown(one) for one in value] if isinstance(value, list) else value


def addressed(value: Json, base: str) -> Json:
    """With the server's address in each URL of a file."""
    if isinstance(value, list):
        return [addressed(one, base) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{base}/{one.removeprefix(FILES)}" if key == "url" and _is_file(one) else addressed(one, base)
        for key, one in value.items()
    }


def _is_file(url: Json) -> bool:
    return isinstance(url, str) and url.startswith(FILES)
