"""Who came, who left, who stopped the bot: MAX's events about chats as the Bot API would tell them.

MAX gives such events no message id; their time serves for one, shifted as it is in the ids of messages.
"""

from dataclasses import dataclass

from bot.platforms.max.memory import Memory
from bot.platforms.max.people import LONGEST_NAME, known_user, nameless, private_chat
from bot.platforms.max.wire import Ignored, Json, Malformed, items, milliseconds, whole, whole_words, words

LONGEST_START = 512
"""UTF-16 units of a deep link's payload in MAX's schema; people's clients keep 128."""
MOST_PERMISSIONS = 50


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """An event read without trust; its public methods give an `Update` without a number.

    Raises:
        Malformed: It lacks what the method needs.
        Ignored: It is about somebody else's business.
    """

    raw: Json
    memory: Memory
    bot_id: int

    def started(self) -> Json:
        """Pressing Start or following a deep link is the command that Telegram makes of them."""
        payload = whole_words(self.raw.get("payload"), LONGEST_START)
        command = {"type": "bot_command", "offset": 0, "length": len("/start")}
        text = f"/start {payload}" if payload else "/start"
        return self._message(self._private(), self._user(), {"text": text, "entities": [command]})

    def stopped(self) -> Json:
        bot = self._bot("member")
        return self._moved(self._private(), self._user(), bot, {**bot, "status": "kicked", "until_date": 0})

    def added(self) -> Json:
        return self._moved(self._group(), self._user(), self._bot("left"), self._bot("member"))

    def removed(self) -> Json:
        return self._moved(self._group(), self._user(), self._bot("member"), self._bot("left"))

    def permissions_changed(self) -> Json:
        """Rights that were given, changed or taken; what they were before is not told."""
        if self.raw.get("bot_id", self.bot_id) != self.bot_id:
            raise Ignored("another bot's rights")
        member, administrator = self._bot("member"), self._administrator()
        change = (member, administrator) if self.raw.get("is_admin") is True else (administrator, member)
        actor = whole(self.raw.get("user_id"), least=1)
        return self._moved(self._group(), nameless(actor) if actor else self._user(), *change)

    def joined(self) -> Json:
        """Said by whoever joined: of the inviter MAX tells the id alone, and a name is known by its author."""
        user = self._user()
        return self._message(self._talking_group(), user, {"new_chat_members": [user]})

    def left(self) -> Json:
        user = self._user()
        return self._message(self._talking_group(), user, {"left_chat_member": user})

    def renamed(self) -> Json:
        title = words(self.raw.get("title"), LONGEST_NAME)
        if title is None:
            raise Malformed("group without a title")
        return self._message({**self._talking_group(), "title": title}, self._user(), {"new_chat_title": title})

    def _message(self, chat: Json, author: Json, content: Json) -> Json:
        at = self._timestamp()
        return {"message": {"message_id": at << 16, "date": at // 1000, "chat": chat, "from": author, **content}}

    def _moved(self, chat: Json, actor: Json, old: Json, new: Json) -> Json:
        date = self._timestamp() // 1000
        change = {"chat": chat, "from": actor, "date": date, "old_chat_member": old, "new_chat_member": new}
        return {"my_chat_member": change}

    def _timestamp(self) -> int:
        at = milliseconds(self.raw.get("timestamp"))
        if at is None:
            raise Malformed("event without a time")
        return at

    def _user(self) -> Json:
        user = known_user(self.raw.get("user"), self.raw.get("user_locale"), self.memory)
        if user is None:
            raise Malformed("event without a user")
        return user

    def _private(self) -> Json:
        user, chat_id = self._user(), whole(self.raw.get("chat_id"))
        if chat_id is not None:
            self.memory.learn_dialog(user["id"], chat_id)
        return private_chat(user)

    def _group(self) -> Json:
        chat_id = whole(self.raw.get("chat_id"), most=-1)
        if chat_id is None:
            raise Malformed("group without a negative id")
        return {"id": chat_id, "type": "channel" if self.raw.get("is_channel") is True else "group"}

    def _talking_group(self) -> Json:
        group = self._group()
        if group["type"] == "channel":
            raise Ignored("a channel")
        return group

    def _bot(self, status: str) -> Json:
        return {"status": status, "user": nameless(self.bot_id, is_bot=True)}

    def _administrator(self) -> Json:
        """MAX's permissions by the Bot API's names; what MAX has no right for is not given."""
        named = {one for one in items(self.raw.get("permissions"), MOST_PERMISSIONS) if isinstance(one, str)}
        never = ("can_be_edited", "is_anonymous", "can_post_stories", "can_edit_stories", "can_delete_stories")
        return {
            **self._bot("administrator"),
            **dict.fromkeys(never, False),
            "can_send_welcome_messages": False,
            "can_manage_chat": True,
            "can_delete_messages": bool(named & {"delete", "delete_message", "post_edit_delete_message"}),
            "can_manage_video_chats": "can_call" in named,
            "can_restrict_members": "add_remove_members" in named,
            "can_promote_members": "add_admins" in named,
            "can_change_info": "change_chat_info" in named,
            "can_invite_users": "add_remove_members" in named,
            "can_pin_messages": "pin_message" in named,
        }
