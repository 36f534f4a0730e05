"""The Bot API in one process: calls of the bot on one side, people on the other.

Synchronous and without a network, so that tests can drive it directly; `server.py` puts it on HTTP.
Rests on Bot API 10.3 as aiogram 3.31 speaks it; a method that is not in `METHODS` does not exist here.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.platforms.sandbox import chats, editing, profile, sending, updates
from bot.platforms.sandbox.errors import NOT_FOUND, ApiError
from bot.platforms.sandbox.params import Json, Params
from bot.platforms.sandbox.people import Person
from bot.platforms.sandbox.state import Clock, State, public, utc_now

ANNA = 1000
BORIS = 1001
OLGA = 2000
PAVEL = 2001
VERA = 2002
GROUP = -1001000000001
TOKEN = "1:sandbox"  # noqa: S105 no secret: it opens nothing but the sandbox

PARTS: Mapping[int, str] = {ANNA: "resident", BORIS: "resident", OLGA: "owner", PAVEL: "agency", VERA: "control"}
"""What each of the people is here to play: a hint on the page, unknown to the bot."""

_PEOPLE = (
    (ANNA, "Анна", "Смирнова", "anna_sandbox"),
    (BORIS, "Борис", "", ""),
    (OLGA, "Ольга", "", "olga_operator"),
    (PAVEL, "Павел", "", "pavel_agency"),
    (VERA, "Вера", "", "vera_control"),
)
_IN_THE_GROUP = {OLGA: "creator", PAVEL: "member", VERA: "member"}

Method = Callable[[State, Params], Json]

_TO = "chat_id disable_notification protect_content reply_parameters"
_ADDRESSED = f"{_TO} reply_markup"
_EDITED = "chat_id message_id inline_message_id reply_markup"
_WORDS = "caption parse_mode caption_entities"
_CAPTION = f"{_WORDS} show_caption_above_media"

METHODS: Mapping[str, tuple[Method, str]] = {
    "getMe": (profile.get_me, ""),
    "getUpdates": (updates.get_updates, "offset limit timeout allowed_updates"),
    "setWebhook": (updates.set_webhook, "url drop_pending_updates secret_token allowed_updates max_connections"),
    "deleteWebhook": (updates.delete_webhook, "drop_pending_updates"),
    "getWebhookInfo": (updates.get_webhook_info, ""),
    "getFile": (updates.get_file, "file_id"),
    "sendMessage": (sending.send_message, f"{_ADDRESSED} text parse_mode entities link_preview_options"),
    "sendPhoto": (sending.send_photo, f"{_ADDRESSED} photo {_CAPTION} has_spoiler"),
    "sendDocument": (sending.send_document, f"{_ADDRESSED} document {_WORDS} disable_content_type_detection"),
    "sendMediaGroup": (sending.send_media_group, f"{_TO} media"),
    "sendLocation": (sending.send_location, f"{_ADDRESSED} latitude longitude live_period horizontal_accuracy"),
    "sendVenue": (sending.send_venue, f"{_ADDRESSED} latitude longitude title address"),
    "sendContact": (sending.send_contact, f"{_ADDRESSED} phone_number first_name last_name vcard"),
    "sendChatAction": (chats.send_chat_action, "chat_id action"),
    "forwardMessage": (
        sending.forward_message,
        "chat_id from_chat_id message_id disable_notification protect_content",
    ),
    "copyMessage": (sending.copy_message, f"{_ADDRESSED} from_chat_id message_id {_CAPTION}"),
    "editMessageText": (editing.edit_message_text, f"{_EDITED} text parse_mode entities link_preview_options"),
    "editMessageCaption": (editing.edit_message_caption, f"{_EDITED} {_CAPTION}"),
    "editMessageMedia": (editing.edit_message_media, f"{_EDITED} media"),
    "editMessageReplyMarkup": (editing.edit_message_reply_markup, _EDITED),
    "deleteMessage": (editing.delete_message, "chat_id message_id"),
    "deleteMessages": (editing.delete_messages, "chat_id message_ids"),
    "answerCallbackQuery": (editing.answer_callback_query, "callback_query_id text show_alert url cache_time"),
    "setMyCommands": (profile.set_my_commands, "commands scope language_code"),
    "getMyCommands": (profile.get_my_commands, "scope language_code"),
    "deleteMyCommands": (profile.delete_my_commands, "scope language_code"),
    "setMyName": (profile.set_my_name, "name language_code"),
    "getMyName": (profile.get_my_name, "language_code"),
    "setMyDescription": (profile.set_my_description, "description language_code"),
    "getMyDescription": (profile.get_my_description, "language_code"),
    "setMyShortDescription": (profile.set_my_short_description, "short_description language_code"),
    "getMyShortDescription": (profile.get_my_short_description, "language_code"),
    "setChatMenuButton": (profile.set_chat_menu_button, "chat_id menu_button"),
    "getChatMenuButton": (profile.get_chat_menu_button, "chat_id"),
    "getChat": (chats.get_chat, "chat_id"),
    "getChatMember": (chats.get_chat_member, "chat_id user_id"),
    "getChatAdministrators": (chats.get_chat_administrators, "chat_id"),
    "getChatMemberCount": (chats.get_chat_member_count, "chat_id"),
    "leaveChat": (chats.leave_chat, "chat_id"),
    "pinChatMessage": (chats.pin_chat_message, "chat_id message_id disable_notification"),
    "unpinChatMessage": (chats.unpin_chat_message, "chat_id message_id"),
}
_BY_NAME = {name.lower(): (name, method, frozenset(known.split())) for name, (method, known) in METHODS.items()}


class BotApi:
    """One bot and everybody it talks to.

    `unknown_parameters` lists (method, parameter) of everything that was sent and ignored, for tests to look at.
    """

    def __init__(self, folder: Path | None = None, *, clock: Clock = utc_now, token: str = TOKEN) -> None:
        self.token = token
        self.state = State(folder, clock)
        self.unknown_parameters: list[tuple[str, str]] = []
        self._refusals: list[tuple[str, ApiError]] = []
        with self.state.transaction():
            self._settle()

    def close(self) -> None:
        self.state.close()

    def call(
        self, method: str, params: Mapping[str, object] | None = None, files: Mapping[str, bytes] | None = None
    ) -> Json:
        """The result of a Bot API method.

        Args:
            method: Its name, in any case.
            params: Decoded values, or strings as in a form; a file is `attach://<key of files>`.
            files: Uploads; `Upload` brings its file name with it.

        Raises:
            ApiError: The call is refused, and nothing was changed.
        """
        name, function, known = self._known(method)
        given = Params(params or {}, files or {})
        with self.state.transaction():
            result = function(self.state, given)
        self.unknown_parameters += [(name, parameter) for parameter in sorted(given.names() - known)]
        return result

    def _known(self, method: str) -> tuple[str, Method, frozenset[str]]:
        if method.lower() not in _BY_NAME:
            raise ApiError(404, NOT_FOUND)
        found = _BY_NAME[method.lower()]
        for number, (name, error) in enumerate(self._refusals):
            if name in ("", found[0]):
                del self._refusals[number]
                raise error
        return found

    def refuse_next(self, error: ApiError, method: str = "", times: int = 1) -> None:
        """Make the next calls of a method (of any, if none is named) fail: for outages and flood limits."""
        self._refusals += [(method, error)] * times

    def take_updates(self) -> list[Json]:
        """Everything that waits for the bot, confirmed at once: a delivery in one step."""
        with self.state.transaction():
            taken = self.state.pending(1_000_000)
            if taken:
                self.state.confirm_updates(taken[-1]["update_id"] + 1)
        return taken

    def download(self, file_path: str) -> bytes:
        """The bytes behind the `file_path` that `getFile` gave."""
        data = self.state.file_at(file_path)
        if data is None:
            raise ApiError(404, NOT_FOUND)
        return data

    def person(self, user_id: int = ANNA, chat_id: int | None = None) -> Person:
        """A person in their private chat, or in the chat named."""
        return Person(self.state, user_id, chat_id)

    def operator(self) -> Person:
        """Olga in the operators' group."""
        return self.person(OLGA, GROUP)

    def history(self, chat_id: int) -> list[Json]:
        """Messages of a chat as they are now, oldest first."""
        return [self.state.render(message) for message in self.state.messages(chat_id)]

    def add_person(
        self, user_id: int, first_name: str, *, last_name: str = "", username: str = "", language_code: str = "ru"
    ) -> Person:
        """Let somebody else live here, with a private chat that they have not started yet."""
        user: Json = {"id": user_id, "is_bot": False, "first_name": first_name}
        user |= {"last_name": last_name} if last_name else {}
        user |= {"username": username} if username else {}
        names = {k: v for k, v in user.items() if k in ("first_name", "last_name", "username")}
        with self.state.transaction():
            self.state.put_user({**user, "language_code": language_code})
            self.state.put_chat({"id": user_id, "type": "private", **names, "_status": "new"})
            self.state.emit("people")
        return self.person(user_id)

    def join(self, user_id: int, chat_id: int = GROUP, status: str = "member") -> Person:
        """Put a person into a group."""
        with self.state.transaction():
            chat: Json = self.state.chat(chat_id)
            chat["_members"][str(user_id)] = status
            self.state.put_chat(chat)
        return self.person(user_id, chat_id)

    def bot_user(self) -> Json:
        return public(chats.me(self.state))

    def _settle(self) -> None:
        """The bot, the people and the operators' group; a folder from before them gets whom it lacks."""
        bot_id = int(self.token.partition(":")[0])
        if self.state.fact("bot_id") != bot_id:
            self.state.set_fact("bot_id", bot_id)
            bot = {"id": bot_id, "is_bot": True, "first_name": "Gorod Bot", "username": "gorod_sandbox_bot"}
            self.state.put_user(bot)
        for user_id, first_name, last_name, username in _PEOPLE:
            if self.state.user(user_id) is None:
                self.add_person(user_id, first_name, last_name=last_name, username=username)
        group = self.state.chat(GROUP) or {"id": GROUP, "type": "supergroup", "title": "Операторы"}
        present = {str(i): status for i, status in {**_IN_THE_GROUP, bot_id: "administrator"}.items()}
        members = present | group.get("_members", {})
        if members != group.get("_members"):
            self.state.put_chat({**group, "_members": members})


__all__ = [
    "ANNA",
    "BORIS",
    "GROUP",
    "METHODS",
    "OLGA",
    "PARTS",
    "PAVEL",
    "TOKEN",
    "VERA",
    "ApiError",
    "BotApi",
    "Person",
]
