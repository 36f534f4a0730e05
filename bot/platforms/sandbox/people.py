"""People of the sandbox: what a person does in their application, as updates for the bot.

The chat page and the tests drive the same object; it refuses what no application would let a person do.
"""

from collections.abc import Sequence

from bot.platforms.sandbox import chats, content, pictures, profile, rules
from bot.platforms.sandbox.errors import ApiError, PersonError
from bot.platforms.sandbox.params import Json
from bot.platforms.sandbox.state import State, public

UNTIL_STOPPED = 0x7FFFFFFF
"""`live_period` of a location that is shared until it is stopped."""


class Person:
    """One person in one chat: private with the bot, or the operators' group."""

    def __init__(self, state: State, user_id: int, chat_id: int | None = None) -> None:
        if state.user(user_id) is None:
            raise PersonError(f"nobody has the id {user_id}")
        self._state = state
        self.id = user_id
        self.chat_id = user_id if chat_id is None else chat_id

    @property
    def user(self) -> Json:
        return self._state.user(self.id)

    @property
    def chat(self) -> Json:
        return self._state.chat(self.chat_id)

    @property
    def messages(self) -> list[Json]:
        """Everything on the screen, oldest first."""
        return [self._state.render(message) for message in self._state.messages(self.chat_id)]

    @property
    def keyboard(self) -> list[list[str]]:
        """Labels under the input field, by rows."""
        markup = self.chat.get("_keyboard") or {}
        return [[button["text"] for button in row] for row in markup.get("keyboard", [])]

    @property
    def answers(self) -> list[Json]:
        """What the presses of this person were answered with, oldest first; None where nothing came."""
        return [query["answer"] for query in self._state.queries(self.id)]

    @property
    def commands(self) -> list[Json]:
        """What the «/» button lists here."""
        return profile.commands_for(self._state, self.chat, self.user)

    def says(self, text: str, *, reply_to: int | None = None) -> Json:
        """A text; one that is too long goes as several, as applications do. Gives the last of them."""
        pieces = _pieces(text)
        if not pieces:
            raise PersonError("nothing to say")
        return [self.sends(content.with_text(content.plain(piece)), reply_to=reply_to) for piece in pieces][-1]

    def sends(self, fields: Json, *, reply_to: int | None = None) -> Json:
        """A message of any content: the Bot API's fields of it."""
        with self._state.transaction():
            message = self._add(fields, reply_to)
            return self._state.render(message)

    def sends_photo(
        self, data: bytes, caption: str = "", *, media_group_id: str | None = None, reply_to: int | None = None
    ) -> Json:
        """A photo: made smaller, its metadata gone."""
        with self._state.transaction():
            fields = {"photo": self._photo(data), **content.with_caption(content.plain(caption))}
            return self.sends(_grouped(fields, media_group_id), reply_to=reply_to)

    def sends_album(
        self, photos: Sequence[bytes], caption: str = "", *, reply_to: int | None = None
    ) -> list[Json]:
        """Photos sent together: each is a message of its own, the caption stands on the first."""
        if len(photos) not in rules.ALBUM:
            raise PersonError("an album holds 2 to 10 photos")
        group = f"1300{self._number('media_group'):013}"
        with self._state.transaction():
            return [
                self.sends_photo(data, "" if at else caption, media_group_id=group, reply_to=reply_to)
                for at, data in enumerate(photos)
            ]

    def sends_file(
        self,
        data: bytes,
        name: str,
        mime: str = "",
        caption: str = "",
        *,
        media_group_id: str | None = None,
        reply_to: int | None = None,
    ) -> Json:
        """A file, byte for byte: a picture sent so keeps its metadata."""
        with self._state.transaction():
            made = content.document(self._state, data, name, mime)
            fields = {"document": made, **content.with_caption(content.plain(caption))}
            return self.sends(_grouped(fields, media_group_id), reply_to=reply_to)

    def shares(
        self, lat: float, lon: float, live_period: int | None = None, accuracy: float | None = None
    ) -> Json:
        """A location; with a period (seconds) one that moves."""
        return self.sends(
            {"location": content.location(lat, lon, live_period=live_period, horizontal_accuracy=accuracy)}
        )

    def moves_live(self, message_id: int, lat: float, lon: float) -> Json:
        message = self._own(message_id)
        if not message.get("location", {}).get("live_period"):
            raise PersonError("this location does not move")
        return self._edit(message, {"location": {**message["location"], "latitude": lat, "longitude": lon}})

    def stops_live(self, message_id: int) -> Json:
        message = self._own(message_id)
        place = {k: v for k, v in message["location"].items() if k != "live_period"}
        return self._edit(message, {"location": place})

    def sends_venue(self, lat: float, lon: float, title: str, address: str) -> Json:
        place = content.location(lat, lon)
        return self.sends({"venue": {"location": place, "title": title, "address": address}, "location": place})

    def sends_voice(self, data: bytes = b"OggS", duration: int = 3) -> Json:
        return self._stand_in("voice", data, duration=duration)

    def sends_video(self, data: bytes = b"ftyp", duration: int = 5, caption: str = "") -> Json:
        fields = content.with_caption(content.plain(caption))
        return self._stand_in("video", data, fields, width=640, height=360, duration=duration)

    def sends_sticker(self, emoji: str = "👍") -> Json:
        kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._stand_in("sticker", b"RIFF", emoji=emoji, **kind)

    def _stand_in(self, kind: str, data: bytes, more: Json | None = None, **fields: Json) -> Json:
        with self._state.transaction():
            return self.sends({kind: content.stand_in(self._state, kind, data, **fields), **(more or {})})

    def sends_contact(self, phone: str = "+79990000000", name: str = "", *, own: bool = True) -> Json:
        contact: Json = {"phone_number": phone, "first_name": name or self.user["first_name"]}
        return self.sends({"contact": {**contact, "user_id": self.id} if own else contact})

    def sends_poll(self, question: str = "?", options: Sequence[str] = ("+", "-")) -> Json:
        number = self._number("poll")
        poll = {
            "id": str(5_000_000_000 + number),
            "question": question,
            "options": [{"persistent_id": str(i), "text": o, "voter_count": 0} for i, o in enumerate(options)],
            "total_voter_count": 0,
            "type": "regular",
        }
        no = ("is_closed", "allows_multiple_answers", "allows_revoting", "members_only")
        return self.sends({"poll": {**poll, "is_anonymous": True, **dict.fromkeys(no, False)}})

    def forwards(self, message_id: int, *, from_chat: int | None = None) -> Json:
        """A message from another chat (or this one), with its author's name on it."""
        source = self._state.message(self.chat_id if from_chat is None else from_chat, message_id)
        if source is None:
            raise PersonError("no message to forward")
        own = {"type": "user", "sender_user": source["from"], "date": source["date"]}
        return self.sends({"forward_origin": source.get("forward_origin", own), **content.forwarded(source)})

    def forwards_from(self, name: str, fields: Json) -> Json:
        """A message of somebody outside the sandbox who hides their account."""
        origin = {"type": "hidden_user", "sender_user_name": name, "date": self._state.timestamp()}
        return self.sends({"forward_origin": origin, **fields})

    def presses(self, message_id: int, data: str, *, forged: bool = False) -> str:
        """Press a callback button; gives the id of the query.

        `forged` presses what is not there: data of one's own making, or a message that is gone.
        """
        message = self._state.message(self.chat_id, message_id)
        shown = [b for b in _inline_buttons(message or {}) if b.get("callback_data") == data]
        if not shown and not forged:
            raise PersonError("there is no such button on this message")
        self._check_may_write()
        with self._state.transaction():
            query_id = str(4_000_000_000_000 + self._state.next_number("query"))
            query = {"id": query_id, "user_id": self.id, "chat_id": self.chat_id, "message_id": message_id}
            self._state.put_query({**query, "data": data, "date": self._state.timestamp(), "answer": None})
            gone = {"chat": public(self.chat), "message_id": message_id, "date": 0}
            update = {
                "id": query_id,
                "from": public(self.user),
                "message": gone if message is None else self._state.render(message),
                "chat_instance": str(abs(self.chat_id) * 7_919 + 1_000_003),
                "data": data,
            }
            self._state.push_update("callback_query", update)
        return query_id

    def taps(self, label: str) -> Json:
        """Press what carries this label, on the latest message that has it or under the input field.

        Gives the id of the query, or the message said.
        """
        for message in reversed(self.messages):
            for button in _inline_buttons(message):
                if button["text"] == label and "callback_data" in button:
                    return self.presses(message["message_id"], button["callback_data"])
        if any(label in row for row in self.keyboard):
            return self.says(label)
        raise PersonError(f"no button «{label}» on the screen")

    def edits(self, message_id: int, text: str) -> Json:
        """Change one's own text or caption."""
        message = self._own(message_id)
        if "text" in message:
            message.pop("entities", None)
            return self._edit(message, content.with_text(content.plain(text)))
        for key in ("caption", "caption_entities"):
            message.pop(key, None)
        return self._edit(message, content.with_caption(content.plain(text)))

    def deletes(self, message_id: int) -> None:
        """Remove one's own message; the bot is not told."""
        with self._state.transaction():
            self._state.drop_message(self._own(message_id))

    def blocks(self) -> None:
        self._set_blocked("kicked")

    def unblocks(self) -> None:
        self._set_blocked("member")

    def _set_blocked(self, status: str) -> None:
        if self.chat["type"] != "private":
            raise PersonError("only one's own chat with the bot can be blocked")
        with self._state.transaction():
            chats.set_bot_status(self._state, self.chat, status, by=self.user)

    def sets_bot(self, status: str) -> None:
        """Make the bot of a group "administrator" or "member", or remove it ("kicked", "left")."""
        with self._state.transaction():
            chats.set_bot_status(self._state, self.chat, status, by=self.user)

    def speaks(self, language_code: str) -> None:
        """Change the language of the application."""
        with self._state.transaction():
            self._state.put_user({**self.user, "language_code": language_code})
            self._state.emit("people")

    def _number(self, key: str) -> int:
        with self._state.transaction():
            return self._state.next_number(key)

    def _photo(self, data: bytes) -> list[Json]:
        try:
            return content.photo(self._state, pictures.as_a_client_sends(data))
        except ApiError as error:
            raise PersonError(error.description) from error

    def _own(self, message_id: int) -> Json:
        message = self._state.message(self.chat_id, message_id)
        if message is None or message["from"]["id"] != self.id:
            raise PersonError("this is not a message of one's own")
        return message

    def _check_may_write(self) -> None:
        chat = self.chat
        if chat["type"] == "private" and chat["_status"] == "kicked":
            raise PersonError("the bot is blocked; unblock it first")
        if chat["type"] != "private" and chats.status_of(chat, self.id) in ("left", "kicked"):
            raise PersonError("this person is not in the group")

    def _add(self, fields: Json, reply_to: int | None) -> Json:
        self._check_may_write()
        chat = self.chat
        if chat["type"] == "private" and chat["_status"] == "new":
            chats.set_bot_status(self._state, chat, "member", by=self.user)
        answered = {} if reply_to is None else {"_reply_to": reply_to}
        asked = chat.get("_keyboard") or {}
        if reply_to is not None and asked.get("force_reply") and asked["message_id"] == reply_to:
            chat["_keyboard"] = None  # the answer that was asked for: applications stop asking
        message = self._state.add_message(chat, self.user, {**fields, **answered})
        self._tell("message", message)
        return message

    def _edit(self, message: Json, fields: Json) -> Json:
        with self._state.transaction():
            edited = {**message, **fields, "edit_date": self._state.timestamp(), "_edited": True}
            self._state.put_message(edited)
            self._tell("edited_message", edited)
            return self._state.render(edited)

    def _tell(self, kind: str, message: Json) -> None:
        if chats.hears(self._state, self.chat, message):
            self._state.push_update(kind, self._state.render(message))


def _inline_buttons(message: Json) -> list[Json]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def _grouped(fields: Json, media_group_id: str | None) -> Json:
    return fields if media_group_id is None else {"media_group_id": media_group_id, **fields}


def _pieces(text: str) -> list[str]:
    """Parts of at most the limit of a message, without what is only space."""
    data, size = text.strip().encode("utf-16-le"), rules.TEXT_LIMIT * 2
    parts, start = [], 0
    while start < len(data):
        end = min(start + size, len(data))
        if end < len(data) and 0xD8 <= data[end - 1] <= 0xDB:  # never between the halves of a pair
            end -= 2
        parts.append(data[start:end].decode("utf-16-le"))
        start = end
    return [part for part in parts if part.strip()]
