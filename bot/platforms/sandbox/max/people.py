"""People of the MAX side: what a person does in their application, as updates for the bot.

The same verbs as in Telegram's sandbox, so that the page and the tests drive both alike; what MAX has not is
refused, as its application would, and what the person sees comes in Telegram's shapes (`views`).
"""

import hashlib
from collections.abc import Sequence

from bot.platforms.sandbox.errors import PersonError
from bot.platforms.sandbox.max import attached, chats, composing, events, links, views
from bot.platforms.sandbox.max.keyboards import BELOW, buttons_of
from bot.platforms.sandbox.max.state import MaxState
from bot.platforms.sandbox.params import Json

ALBUM = range(2, 13)


class MaxPerson:
    """One person in one chat: the dialog with the bot (`chat_id` is their own id), or a group.

    Args:
        token: The bot's, with which MAX signs what the contact button sends.
    """

    def __init__(self, state: MaxState, user_id: int, chat_id: int | None = None, *, token: str = "") -> None:
        if state.user(user_id) is None:
            raise PersonError(f"nobody has the id {user_id}")
        self._state = state
        self._token = token
        self.id = user_id
        self.chat_id = user_id if chat_id is None else chat_id

    @property
    def user(self) -> Json:
        return self._state.user(self.id)

    @property
    def chat(self) -> Json:
        return self._state.chat(self.chat_id)

    @property
    def records(self) -> list[Json]:
        """Messages as the sandbox keeps them, with MAX's own bodies."""
        return self._state.messages(self.chat_id)

    @property
    def messages(self) -> list[Json]:
        """Everything on the screen, oldest first."""
        return [view for record in self.records for view in views.on_screen(self._state, record)]

    @property
    def keyboard(self) -> list[list[str]]:
        """Labels of the latest buttons that say or share something, by rows."""
        rows = (views.labels_below(record) for record in reversed(self.records))
        return next((found for found in rows if found), [])

    @property
    def answers(self) -> list[Json]:
        """What the presses of this person were answered with, oldest first; None where nothing came."""
        return [query["answer"] for query in self._state.queries(self.id)]

    @property
    def commands(self) -> list[Json]:
        """What the «/» button lists."""
        kept = self._state.fact("commands", [])
        return [{"command": one["name"], "description": one["description"]} for one in kept]

    def says(self, text: str, *, reply_to: int | None = None) -> Json:
        """A text; one that is too long goes as several, as applications do. Gives the last of them."""
        pieces = composing.pieces(text)
        if not pieces:
            raise PersonError("nothing to say")
        return [self.sends(piece, reply_to=reply_to) for piece in pieces][-1]

    def sends(self, text: str = "", attachments: Sequence[Json] = (), *, reply_to: int | None = None) -> Json:
        """A message of any content: words and MAX's attachments."""
        with self._state.transaction():
            link = None if reply_to is None else links.reply(self._state, self._shown(reply_to))
            record = self._add(composing.content(text, list(attachments)), link)
            return self._state.render(record)

    def sends_photo(self, data: bytes, caption: str = "", *, reply_to: int | None = None) -> Json:
        """A photo: made smaller, its metadata gone."""
        with self._state.transaction():
            return self.sends(caption, [composing.image(self._state, data)], reply_to=reply_to)

    def sends_album(
        self, photos: Sequence[bytes], caption: str = "", *, reply_to: int | None = None
    ) -> list[Json]:
        """Photos sent together, which is one message; gives its views, one of each photo."""
        if len(photos) not in ALBUM:
            raise PersonError("an album holds 2 to 12 photos")
        with self._state.transaction():
            images = [composing.image(self._state, data) for data in photos]
            self.sends(caption, images, reply_to=reply_to)
            return views.on_screen(self._state, self.records[-1])

    def sends_file(
        self, data: bytes, name: str, mime: str = "", caption: str = "", *, reply_to: int | None = None
    ) -> Json:
        """A file, byte for byte: a picture sent so keeps its metadata."""
        with self._state.transaction():
            made = composing.file(self._state, data, name, mime)
            return self.sends(caption, [made], reply_to=reply_to)

    def shares(
        self,
        lat: float,
        lon: float,
        live_period: int | None = None,  # noqa: ARG002 MAX shares no moving places: it is a place as any other
        accuracy: float | None = None,  # noqa: ARG002 nor does it say how sure it is
    ) -> Json:
        return self.sends(attachments=[composing.location(lat, lon)])

    def moves_live(self, message_id: int, *_: float) -> Json:
        raise PersonError(f"{message_id} does not move: no location in MAX does")

    stops_live = moves_live

    def sends_venue(self, lat: float, lon: float, title: str, address: str) -> Json:  # noqa: ARG002 not in MAX
        """MAX has no named places: what goes is the point."""
        return self.shares(lat, lon)

    def sends_voice(self, data: bytes = b"OggS", duration: int = 3) -> Json:
        with self._state.transaction():
            return self.sends(attachments=[composing.voice(self._state, data, duration)])

    def sends_video(self, data: bytes = b"ftyp", duration: int = 5, caption: str = "") -> Json:
        with self._state.transaction():
            return self.sends(caption, [composing.video(self._state, data, duration)])

    def sends_sticker(self, emoji: str = "👍") -> Json:
        return self.sends(attachments=[attached.sticker(f"{ord(emoji[0]):x}", emoji)])

    def sends_contact(self, phone: str = "+79990000000", name: str = "", *, own: bool = True) -> Json:
        """A contact: one's own by the button that asks for it, or anybody's by hand."""
        named = name or self.user["first_name"]
        user_id = self.id if own else None
        return self.sends(attachments=[composing.contact(self._state, user_id, phone, named, self._token)])

    def sends_poll(self, question: str = "?", options: Sequence[str] = ("+", "-")) -> Json:
        """MAX has no polls: people write what there is to choose from."""
        return self.says("\n".join((question, *(f"• {option}" for option in options))))

    def forwards(self, message_id: int, *, from_chat: int | None = None) -> Json:
        """A message from another chat (or this one), with its author's name on it."""
        source = self._state.message(self.chat_id if from_chat is None else from_chat, message_id)
        if source is None:
            raise PersonError("no message to forward")
        return self._forwards(links.forward(self._state, source))

    def forwards_from(self, name: str, fields: Json) -> Json:
        """A text of somebody outside the sandbox who hides their account."""
        return self._forwards(composing.outsider(name, str(fields["text"])))

    def _forwards(self, link: Json) -> Json:
        with self._state.transaction():
            return self._state.render(self._add({"text": ""}, link))

    def presses(self, message_id: int, data: str, *, forged: bool = False) -> str:
        """Press a callback button; gives the id of the callback.

        `forged` presses what is not there: data of one's own making, or a message that is gone.
        """
        record = self._state.message(self.chat_id, message_id)
        shown = [one for one in _buttons(record) if one["type"] == "callback" and one["payload"] == data]
        if not shown and not forged:
            raise PersonError("there is no such button on this message")
        self._check_may_write()
        with self._state.transaction():
            number = self._state.next_number("query")
            callback_id = hashlib.sha512(f"{self._token} {number}".encode()).hexdigest()
            query = {"id": callback_id, "user_id": self.id, "chat_id": self.chat_id, "message_id": message_id}
            query |= {"data": data, "date": self._state.timestamp(), "answer": None}
            self._state.put_query(query)
            events.tell_pressed(self._state, query, record)
        return callback_id

    def taps(self, label: str) -> Json:
        """Press what carries this label, on the latest message that has it.

        Gives the id of the callback, or the message said.
        """
        for record in reversed(self.records):
            for button in _buttons(record):
                if button["text"] == label and button["type"] == "callback":
                    return self.presses(record["message_id"], button["payload"])
                if button["text"] == label and button["type"] in BELOW:
                    return self._uses(button)
        raise PersonError(f"no button «{label}» on the screen")

    def _uses(self, button: Json) -> Json:
        if button["type"] == "message":
            return self.says(button["text"])
        raise PersonError(f"«{button['text']}» asks for something to share")

    def edits(self, message_id: int, text: str) -> Json:
        """Change one's own text or caption."""
        record = self._own(message_id)
        media = [one for one in record["body"].get("attachments", []) if one["type"] != "share"]
        is_forward = bool(record["link"]) and record["link"]["type"] == "forward"
        if is_forward or any(one["type"] not in ("image", "video", "file") for one in media):
            raise PersonError("there are no words here to change")
        with self._state.transaction():
            body = {key: record["body"][key] for key in ("mid", "seq")} | composing.content(text, media)
            edited = {**record, "body": body, "edited": self._state.now_ms()}
            self._state.put_message(edited)
            events.tell_edited(self._state, edited)
            return self._state.render(edited)

    def deletes(self, message_id: int) -> None:
        """Remove one's own message; the bot is told."""
        record = self._own(message_id)
        with self._state.transaction():
            self._state.drop_message(record)
            events.tell_removed(self._state, record)

    def starts(self, payload: str = "") -> None:
        """Press Start, or follow a link to the bot; comes back as well if the bot was stopped."""
        self._changes_dialog("member", "bot_started", payload)

    def blocks(self) -> None:
        """Stop the bot; it is told if it was ever started."""
        self._changes_dialog("kicked", "" if self.chat.get("_status") == "new" else "bot_stopped")

    def unblocks(self) -> None:
        self.starts()

    def removes_dialog(self) -> None:
        """Delete the dialog with all that is in it."""
        with self._state.transaction():
            for record in self.records:
                self._state.drop_message(record)
            self._changes_dialog("removed", "dialog_removed")

    def _changes_dialog(self, status: str, kind: str, payload: str = "") -> None:
        chat = self.chat
        if chat["type"] != "private":
            raise PersonError("only one's own dialog with the bot can be changed so")
        with self._state.transaction():
            self._state.put_chat({**chat, "_status": status})
            if kind:
                events.tell_of_dialog(self._state, kind, self.id, payload)

    def sets_bot(self, status: str) -> None:
        """Make the bot of a group "administrator" or "member", or remove it ("kicked", "left")."""
        with self._state.transaction():
            chat = self.chat
            was_in = events.status_of(chat, self._state.bot_id) not in chats.ABSENT
            chat["_members"][str(self._state.bot_id)] = status
            self._state.put_chat(chat)
            if was_in != (status not in chats.ABSENT):
                kind = "bot_removed" if was_in else "bot_added"
                events.tell_of_group(self._state, kind, self.chat_id, self.id)

    def speaks(self, language_code: str) -> None:
        """Change the language of the application."""
        with self._state.transaction():
            self._state.put_user({**self.user, "language_code": language_code})
            self._state.emit("people")

    def _shown(self, message_id: int) -> Json:
        record = self._state.message(self.chat_id, message_id)
        if record is None:
            raise PersonError("there is no such message here")
        return record

    def _own(self, message_id: int) -> Json:
        record = self._shown(message_id)
        if record["from"] != self.id:
            raise PersonError("this is not a message of one's own")
        return record

    def _check_may_write(self) -> None:
        chat = self.chat
        if chat["type"] == "private" and chat["_status"] == "kicked":
            raise PersonError("the bot is stopped; start it first")
        if chat["type"] != "private" and events.status_of(chat, self.id) in chats.ABSENT:
            raise PersonError("this person is not in the group")

    def _add(self, content: Json, link: Json) -> Json:
        """A message; the first word of somebody new comes after the Start button, which is all there is."""
        self._check_may_write()
        if self.chat["type"] == "private" and self.chat["_status"] != "member":
            self.starts()
        record = self._state.add_record(self.chat, self.id, content, link=link)
        events.tell_created(self._state, record)
        return record


def _buttons(record: Json | None) -> list[Json]:
    attachments = record["body"].get("attachments", []) if record else []
    return [button for row in buttons_of(attachments) for button in row]
