"""A resident with a chat on the screen: says, shares, presses a label, and reads what stands there.

What they do goes to the messenger's sandbox; each update it makes goes through `Dispatcher.feed_update`, and
everything between the update and the sent method is real.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from bot.platforms.sandbox.max.people import MaxPerson
from bot.platforms.sandbox.people import Person
from tests.harness.messengers import Messenger

Message = dict[str, Any]
Somebody = Person | MaxPerson


class PersonInChat:
    """A person in a chat: private with the bot, or the operators' group (`api.person(PAVEL, GROUP)`).

    In the group the screen is the same for everybody in it; what is said or pressed is this person's.
    """

    def __init__(self, messenger: Messenger, person: Somebody) -> None:
        self.messenger = messenger
        self.person = person

    async def says(self, text: str, *, reply_to: int | None = None) -> None:
        """A text; with the id of a message it is an answer to it."""
        await self._after(lambda: self.person.says(text, reply_to=reply_to))

    async def sends_photo(self, data: bytes, caption: str = "", *, reply_to: int | None = None) -> None:
        await self._after(lambda: self.person.sends_photo(data, caption, reply_to=reply_to))

    async def sends_album(
        self, photos: Sequence[bytes], caption: str = "", *, reply_to: int | None = None
    ) -> None:
        await self._after(lambda: self.person.sends_album(photos, caption, reply_to=reply_to))

    async def sends_file(
        self, data: bytes, name: str = "IMG_0001.jpg", mime: str = "image/jpeg", caption: str = ""
    ) -> None:
        await self._after(lambda: self.person.sends_file(data, name, mime, caption))

    async def shares(self, lat: float, lon: float, **more: Any) -> None:
        await self._after(lambda: self.person.shares(lat, lon, **more))

    async def does(self, act: Callable[[Any], object]) -> None:
        """Anything else a person can do."""
        await self._after(lambda: act(self.person))

    async def presses(self, label: str, *, on: int | None = None) -> None:
        """Press a button with this label, or one that begins with it; it must be on the screen.

        Of several the latest, unless the id of a message says on which.
        """
        if on is None:
            await self._after(lambda: self.person.taps(self._whole(label)))
        else:
            await self._after(lambda: self.person.presses(on, self._data(on, label)))

    async def presses_twice(self, label: str) -> None:
        """Two presses before the bot has answered the first."""
        self.person.taps(self._whole(label))
        self.person.taps(self._whole(label))
        await self.messenger.deliver_at_once()

    async def _after(self, act: Callable[[], object]) -> None:
        act()
        await self.messenger.deliver()

    @property
    def screen(self) -> list[Message]:
        """The bot's messages, oldest first."""
        return [m for m in self.person.messages if m["from"]["is_bot"]]

    @property
    def last(self) -> str:
        """Text or caption of the bot's last message."""
        return text_of(self.screen[-1]) if self.screen else ""

    @property
    def buttons(self) -> list[str]:
        """Labels under the messages, and those under the input field."""
        inline = [b["text"] for m in self.screen for row in _rows(m) for b in row]
        return inline + [label for row in self.person.keyboard for label in row]

    @property
    def album(self) -> list[str]:
        """What is written under each photo of the bot's albums, oldest first.

        Where the messenger has one text for a whole album, it says so photo by photo, by number.
        """
        shown = [text_of(m) for m in self.screen if m.get("media_group_id")]
        return [words for text in shown for line in text.split("\n") if line for words in _under_photos(line)]

    @property
    def place(self) -> str:
        """Address of the place that the bot's last message shows on the map."""
        message = self.screen[-1]
        assert "location" in message, self.transcript()
        return str(message["venue"]["address"] if "venue" in message else text_of(message).split("\n")[-1])

    @property
    def cards_with_buttons(self) -> list[Message]:
        return [m for m in self.screen if _rows(m)]

    def sees(self, words: str) -> bool:
        """The words stand in one of the bot's last three messages."""
        return any(words in text_of(message) for message in self.screen[-3:])

    def transcript(self) -> str:
        """The whole chat, for a failing test to show."""
        lines = []
        for message in self.person.messages:
            author = message["from"]
            who = "бот" if author["is_bot"] else "я" if author["id"] == self.person.id else author["first_name"]
            what = text_of(message) or re.sub(r"_\w+", "", ",".join(set(message) & _KINDS))
            rows = " ".join(f"[{b['text']}]" for row in _rows(message) for b in row)
            lines.append(f"{who}: {what}  {rows}".rstrip())
        return "\n".join(lines)

    def _whole(self, label: str) -> str:
        found = [one for one in self.buttons if one == label] or [b for b in self.buttons if b.startswith(label)]
        assert found, f"no button «{label}» on the screen:\n{self.transcript()}"
        return found[-1]

    def _data(self, message_id: int, label: str) -> str:
        """What the button of one message brings."""
        buttons = [b for m in self.screen if m["message_id"] == message_id for row in _rows(m) for b in row]
        found = [b for b in buttons if b["text"] == label] or [b for b in buttons if b["text"].startswith(label)]
        assert found, f"no button «{label}» on message {message_id}:\n{self.transcript()}"
        return str(found[-1]["callback_data"])


_KINDS = {"photo", "document", "location", "venue", "voice", "video", "sticker", "contact", "poll"}


def text_of(message: Message) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _rows(message: Message) -> list[list[dict[str, Any]]]:
    return list(message.get("reply_markup", {}).get("inline_keyboard", []))


def _under_photos(line: str) -> list[str]:
    """Of «2–4. Стало» the words, as often as there are photos."""
    found = re.match(r"(\d+)(?:–(\d+))?\. ", line)
    if found is None:
        return [line]
    photos = 1 + int(found[2] or found[1]) - int(found[1])
    return [line[found.end() :]] * photos
