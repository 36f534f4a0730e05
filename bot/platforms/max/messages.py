"""One message of MAX as the Bot API would show it: ids, chat, author, words, what it answers or forwards.

A message of MAX may hold several pictures or files: `IncomingMessage.in_parts` makes a message of each, as an
album of Telegram comes, and `message_of` one of all.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.platforms.max.attachments import contents_of, keyboard_of, media_of
from bot.platforms.max.entities import entities_of
from bot.platforms.max.ids import chat_and_seq, dialog_id
from bot.platforms.max.memory import Memory
from bot.platforms.max.people import known_user, nameless, private_chat, user_of
from bot.platforms.max.wire import Json, Malformed, milliseconds, record, whole, words

LONGEST_TEXT = 4096
"""UTF-16 units; MAX itself takes 4000."""

_MID = re.compile(r"[A-Za-z0-9._-]{1,128}")
"""Wider than what ids look like, and still harmless within a URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known beside the message.

    Args:
        token: The bot's own, by which contacts are proved; None: no contact is.
        locale: Of the author, as MAX gives it.
        timestamp: Of the update, Unix milliseconds.
    """

    token: str | None = None
    locale: object = None
    timestamp: int | None = None


def message_of(raw: Json, memory: Memory, *, bot_user: Json | None = None) -> dict[str, Any] | None:
    """One Bot API message with all that MAX's has, of several pictures the first.

    Remembers the dialogue and the ids, and of the bot's own message the files, which edits must send again.

    Args:
        raw: MAX's `Message`: of a callback, or what a send or a look-up returned.
        bot_user: The bot as the Bot API's `User`: the author where MAX names none.

    Returns:
        None: it has no id, or nothing tells its chat.
    """
    try:
        return IncomingMessage(raw, memory, Around()).in_one(bot_user)
    except Malformed:
        return None


class IncomingMessage:
    """A message that is read without trust.

    Raises:
        Malformed: It has no id, or nothing tells its chat.
    """

    def __init__(self, raw: object, memory: Memory, around: Around) -> None:
        self._raw, self._memory, self._around = record(raw), memory, around
        self._recipient, self._link = record(self._raw.get("recipient")), record(self._raw.get("link"))
        self._body = record(self._raw.get("body"))
        self.sender = known_user(self._raw.get("sender"), around.locale, memory)
        self.is_own = self.sender is not None and self.sender["id"] == memory.bot_id
        told_chat_id = whole(self._recipient.get("chat_id"))
        self._real_chat_id = _read_mid(self._body)[0] if told_chat_id is None else told_chat_id
        self.message_id = _seq_of(self._body) or self._made_up_id()
        self.chat = self._chat()
        if self.chat["type"] == "private" and self._real_chat_id is not None:
            memory.learn_dialog(self.chat["id"], self._real_chat_id)
        self._see(self._body)

    def in_parts(self) -> list[Json]:
        """A message for each attachment, all with one id; the words are with the first."""
        contents = contents_of(self._content().get("attachments"), self._around.token)
        said = _said(self._content(), bool(contents))
        frame, (first, *others) = self._frame(), contents or [{}]
        album = {"media_group_id": self._mid()} if others else {}
        return [{**frame, **first, **said, **album}, *({**frame, **content, **album} for content in others)]

    def in_one(self, bot_user: Json | None = None) -> Json:
        """All of it in one message, with its keyboard if the bot wrote it."""
        message = {**self._frame(), **_everything(self._content(), self._around.token)}
        if bot_user is not None:
            message.setdefault("from", bot_user)
        if self.is_own or (self.sender is None and bot_user is not None):
            attachments = self._body.get("attachments")
            self._memory.keep_media(self._mid(), media_of(attachments))
            if keyboard := keyboard_of(attachments):
                message["reply_markup"] = keyboard
        return message

    def edited(self) -> Json:
        """All of it in one message: an edit has one text, whatever hangs on it.

        MAX tells the time of the edit where new messages have their own, so that one is read from the id.
        """
        edited_at = self._around.timestamp or milliseconds(self._raw.get("timestamp"))
        written_at = _written_at(self.message_id)
        return {**self.in_one(), "date": written_at, "edit_date": edited_at // 1000 if edited_at else written_at}

    def _made_up_id(self) -> int:
        """A forward may come without a body, and with it without an id."""
        sent_at = milliseconds(self._raw.get("timestamp")) or self._around.timestamp
        if self._body or self._link.get("type") != "forward" or sent_at is None:
            raise Malformed("message without an id")
        return sent_at << 16

    def _chat(self) -> Json:
        kind, real_chat_id = self._recipient.get("chat_type"), self._real_chat_id
        if kind == "dialog" or (kind not in ("chat", "channel") and (real_chat_id or 0) > 0):
            return private_chat(self._peer())
        if real_chat_id is None or real_chat_id >= 0:
            raise Malformed("group without a negative id")
        return {"id": real_chat_id, "type": "channel" if kind == "channel" else "group"}

    def _peer(self) -> Json:
        """Who talks with the bot in this dialogue; `recipient.user_id` is the receiver, so maybe the bot."""
        if self.sender is not None and not self.is_own:
            return self.sender
        real_chat_id, bot_id = self._real_chat_id, self._memory.bot_id
        known = None if real_chat_id is None else self._memory.peer(real_chat_id)
        receiver = whole(self._recipient.get("user_id"), least=1)
        computed = None if real_chat_id is None else whole(dialog_id(real_chat_id, bot_id), least=1)
        user_id = known or (receiver if receiver != bot_id else None) or computed
        if user_id is None:
            raise Malformed("dialogue with nobody")
        return nameless(user_id)

    def _see(self, body: Json) -> None:
        mid, seq = _mid_of(body), _seq_of(body)
        if mid is not None and seq is not None:
            self._memory.see(self._memory.real_chat(self.chat["id"]), mid, seq)

    def _mid(self) -> str:
        return _mid_of(self._body) or self._memory.mid(self.chat["id"], self.message_id)

    def _content(self) -> Json:
        """The body with words and attachments: of a forward it is the one within."""
        forwarded = record(self._link.get("message")) if self._link.get("type") == "forward" else {}
        return forwarded if forwarded.get("text") or forwarded.get("attachments") else self._body

    def _frame(self) -> Json:
        """What each part of the message has."""
        sent_at = milliseconds(self._raw.get("timestamp")) or self._around.timestamp
        date = sent_at // 1000 if sent_at else _written_at(self.message_id)
        frame: Json = {"message_id": self.message_id, "date": date, "chat": self.chat}
        if self.sender is not None:
            frame["from"] = self.sender
        if self._link.get("type") == "reply" and (quoted := self._quoted()):
            frame["reply_to_message"] = quoted
        if self._link.get("type") == "forward":
            frame["forward_origin"] = self._origin(date)
        return frame

    def _quoted(self) -> Json | None:
        body = record(self._link.get("message"))
        seq = _seq_of(body)
        if seq is None:
            return None
        self._see(body)
        author = user_of(self._link.get("sender"))
        said = {**_everything(body, None), **({"from": author} if author else {})}
        return {"message_id": seq, "date": _written_at(seq), "chat": self.chat, **said}

    def _origin(self, date: int) -> Json:
        seq = _seq_of(record(self._link.get("message")))
        author = user_of(self._link.get("sender"))
        who = (
            {"type": "user", "sender_user": author} if author else {"type": "hidden_user", "sender_user_name": ""}
        )
        return {"date": _written_at(seq) if seq else date, **who}


def _everything(body: Json, token: str | None) -> Json:
    """All attachments and the words of a body; of two of a kind the first."""
    contents = contents_of(body.get("attachments"), token)
    merged: Json = {}
    for content in reversed(contents):
        merged.update(content)
    return {**merged, **_said(body, bool(contents))}


def _said(body: Json, is_caption: bool) -> Json:
    text = words(body.get("text"), LONGEST_TEXT)
    if text is None:
        return {}
    said: Json = {"caption" if is_caption else "text": text}
    if entities := entities_of(body.get("markup"), text):
        said["caption_entities" if is_caption else "entities"] = entities
    return said


def _mid_of(body: Json) -> str | None:
    mid = body.get("mid")
    return mid if isinstance(mid, str) and _MID.fullmatch(mid) else None


def _read_mid(body: Json) -> tuple[int, int] | tuple[None, None]:
    try:
        return chat_and_seq(_mid_of(body) or "")
    except ValueError:
        return None, None


def _seq_of(body: Json) -> int | None:
    """The message's number: told, or read from its id."""
    return whole(body.get("seq"), least=1) or whole(_read_mid(body)[1], least=1)


def _written_at(seq: int) -> int:
    """Unix seconds: the number counts milliseconds above its lowest 16 bits.

    Source: all recorded messages that were not edited.
    """
    return (milliseconds(seq >> 16) or 1000) // 1000
