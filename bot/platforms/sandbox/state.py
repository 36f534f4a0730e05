"""What the sandbox remembers: people, chats, messages, files and updates not yet taken.

Kept in SQLite, in a folder or in memory, so that killing the process loses nothing that was shown.
Entities are the Bot API's own JSON objects; a key that begins with "_" is the sandbox's and never leaves.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.platforms.sandbox.params import Json

Clock = Callable[[], datetime]
"""The moment it is: aware."""

Listener = Callable[[Json], None]

_TABLES = """
CREATE TABLE IF NOT EXISTS facts(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS users(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chats(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages(
    chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (chat_id, message_id)
);
CREATE TABLE IF NOT EXISTS files(
    file_id TEXT PRIMARY KEY, path TEXT NOT NULL, body TEXT NOT NULL, data BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS files_by_path ON files(path);
CREATE TABLE IF NOT EXISTS updates(update_id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS queries(id TEXT PRIMARY KEY, body TEXT NOT NULL);
"""
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "sticker": "stickers"}
_PREFIXES = {"photo": "AgACAgIA", "document": "BQACAgIA", "voice": "AwACAgIA", "video": "BAACAgIA"}
FIRST_UPDATE = 700_000_001
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


def utc_now() -> datetime:
    return datetime.now(UTC)


def public(entity: Json) -> Json:
    """The Bot API object without what is the sandbox's own."""
    return {key: value for key, value in entity.items() if not key.startswith("_")}


class State:
    """Reads and writes inside `transaction()`; listeners hear of a change once it is kept."""

    def __init__(
        self, folder: Path | None = None, clock: Clock = utc_now, *, file_name: str = "sandbox.db"
    ) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._depth = 0
        self._events: list[Json] = []
        self._listeners: list[Listener] = []
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        path = ":memory:" if folder is None else str(folder / file_name)
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        if folder is not None:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        self._db.close()

    def now(self) -> datetime:
        return self._clock()

    def timestamp(self) -> int:
        return int(self._clock().timestamp())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one inside another belongs to the outer."""
        with self._lock:
            self._depth += 1
            if self._depth == 1:
                self._db.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._db.execute("ROLLBACK")
                    self._events.clear()
                raise
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("COMMIT")
                self._tell()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear every change from now on; call the result to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, event: str, **details: Json) -> None:
        self._events.append({"event": event, **details})

    def _tell(self) -> None:
        events, self._events = self._events, []
        for event in events:
            for listener in list(self._listeners):
                listener(event)

    def _body(self, query: str, *values: Json) -> Json | None:
        row = self._db.execute(query, values).fetchone()
        return None if row is None else json.loads(row[0])

    def _bodies(self, query: str, *values: Json) -> list[Json]:
        return [json.loads(row[0]) for row in self._db.execute(query, values)]

    def fact(self, key: str, default: Json = None) -> Json:
        value = self._body("SELECT value FROM facts WHERE key = ?", key)
        return default if value is None else value

    def set_fact(self, key: str, value: Json) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, json.dumps(value)))

    def next_number(self, key: str, first: int = 1) -> int:
        number: int = self.fact(key, first)
        self.set_fact(key, number + 1)
        return number

    def users(self) -> list[Json]:
        return self._bodies("SELECT body FROM users ORDER BY id")

    def user(self, user_id: int) -> Json | None:
        return self._body("SELECT body FROM users WHERE id = ?", user_id)

    def put_user(self, user: Json) -> None:
        self._db.execute("INSERT OR REPLACE INTO users VALUES (?, ?)", (user["id"], json.dumps(user)))

    def chats(self) -> list[Json]:
        return self._bodies("SELECT body FROM chats ORDER BY id")

    def chat(self, chat_id: int) -> Json | None:
        return self._body("SELECT body FROM chats WHERE id = ?", chat_id)

    def put_chat(self, chat: Json) -> None:
        self._db.execute("INSERT OR REPLACE INTO chats VALUES (?, ?)", (chat["id"], json.dumps(chat)))
        self.emit("chat", chat=chat)

    def messages(self, chat_id: int) -> list[Json]:
        return self._bodies("SELECT body FROM messages WHERE chat_id = ? ORDER BY message_id", chat_id)

    def message(self, chat_id: int, message_id: int) -> Json | None:
        return self._body("SELECT body FROM messages WHERE chat_id = ? AND message_id = ?", chat_id, message_id)

    def add_message(self, chat: Json, sender: Json, content: Json) -> Json:
        """Store a new message under the chat's next id."""
        chat["_last_message_id"] = chat.get("_last_message_id", 0) + 1
        self.put_chat(chat)
        message = {
            "message_id": chat["_last_message_id"],
            "from": public(sender),
            "date": self.timestamp(),
            "_chat": chat["id"],
            **content,
        }
        self.put_message(message)
        return message

    def put_message(self, message: Json) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO messages VALUES (?, ?, ?)",
            (message["_chat"], message["message_id"], json.dumps(message)),
        )
        self.emit("message", message=self.view(message))

    def drop_message(self, message: Json) -> None:
        key = (message["_chat"], message["message_id"])
        self._db.execute("DELETE FROM messages WHERE chat_id = ? AND message_id = ?", key)
        self.emit("deleted", chat_id=key[0], message_id=key[1])

    def render(self, message: Json) -> Json:
        """The message as the Bot API gives it, with its chat and the message it answers."""
        shown = {**public(message), "chat": self._chat_of(message)}
        if "_reply_to" in message and (answered := self.message(message["_chat"], message["_reply_to"])):
            shown["reply_to_message"] = {**public(answered), "chat": shown["chat"]}
        return shown

    def view(self, message: Json) -> Json:
        """The message as the chat page needs it: the sandbox's own marks included."""
        return {**message, **self.render(message)}

    def _chat_of(self, message: Json) -> Json:
        chat = self.chat(message["_chat"])
        return {"id": message["_chat"], "type": "private"} if chat is None else public(chat)

    def add_file(self, kind: str, data: bytes, *, extension: str, mime: str = "", name: str = "") -> Json:
        """Keep the bytes; the result has both ids, the path to download from, kind, size, name and type."""
        number = self.next_number("file")
        digest = hashlib.sha256(f"{kind} {number}".encode()).hexdigest()
        file = {
            "file_id": f"{_PREFIXES.get(kind, 'CAACAgIA')}{digest}",
            "file_unique_id": f"AQAD{digest[:12]}",
            "file_path": f"{_FOLDERS.get(kind, 'files')}/file_{number}{extension}",
            "file_size": len(data),
            "kind": kind,
            "mime_type": mime,
            "file_name": name,
        }
        self.keep_file(file, data)
        return file

    def keep_file(self, file: Json, data: bytes) -> None:
        """Keep the bytes of a file whose ids and path are made elsewhere."""
        self._db.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?)", (file["file_id"], file["file_path"], json.dumps(file), data)
        )

    def put_file(self, file: Json) -> None:
        """Replace what is known of a file; its bytes stay."""
        self._db.execute("UPDATE files SET body = ? WHERE file_id = ?", (json.dumps(file), file["file_id"]))

    def file(self, file_id: str) -> Json | None:
        return self._body("SELECT body FROM files WHERE file_id = ?", file_id)

    def file_data(self, file_id: str) -> bytes | None:
        return self._data("SELECT data FROM files WHERE file_id = ?", file_id)

    def file_at(self, path: str) -> bytes | None:
        return self._data("SELECT data FROM files WHERE path = ?", path)

    def _data(self, query: str, value: str) -> bytes | None:
        row = self._db.execute(query, (value,)).fetchone()
        return None if row is None else bytes(row[0])

    def push_update(self, kind: str, body: Json) -> Json | None:
        """Queue an update for the bot unless it asked not to get this kind."""
        allowed: Sequence[str] = self.fact("allowed_updates", [])
        if (kind not in allowed) if allowed else (kind in ONLY_ON_REQUEST):
            return None
        update = {"update_id": self.next_number("update", FIRST_UPDATE), kind: body}
        self._db.execute("INSERT INTO updates VALUES (?, ?)", (update["update_id"], json.dumps(update)))
        self.emit("update")
        return update

    def pending(self, limit: int = 100) -> list[Json]:
        return self._bodies("SELECT body FROM updates ORDER BY update_id LIMIT ?", limit)

    def pending_count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM updates").fetchone()[0])

    def confirm_updates(self, below: int) -> None:
        self._db.execute("DELETE FROM updates WHERE update_id < ?", (below,))

    def keep_last_updates(self, count: int) -> None:
        self._db.execute(
            "DELETE FROM updates WHERE update_id NOT IN"
            " (SELECT update_id FROM updates ORDER BY update_id DESC LIMIT ?)",
            (count,),
        )

    def query(self, query_id: str) -> Json | None:
        return self._body("SELECT body FROM queries WHERE id = ?", query_id)

    def put_query(self, query: Json) -> None:
        self._db.execute("INSERT OR REPLACE INTO queries VALUES (?, ?)", (query["id"], json.dumps(query)))

    def queries(self, user_id: int) -> list[Json]:
        """Presses of a person, in order."""
        return [q for q in self._bodies("SELECT body FROM queries ORDER BY rowid") if q["user_id"] == user_id]
