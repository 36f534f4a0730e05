"""MAX in one process: calls of the bot on one side, people on the other.

Synchronous and without a network, so that tests can look into it; `http.py` puts it on HTTP. An independent
reading of what is known of MAX: a call that is not in `ROUTES`, or a parameter that its line does not name, is
refused.
"""

import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.platforms.sandbox.max import account, chats, events, sending, views
from bot.platforms.sandbox.max.asked import Asked
from bot.platforms.sandbox.max.cast import BOT_ID, EVERYBODY, OPERATORS, TOKEN, Gathering, Somebody
from bot.platforms.sandbox.max.errors import MaxRefusal, malformed, not_found, too_many_requests, unreadable
from bot.platforms.sandbox.max.people import MaxPerson
from bot.platforms.sandbox.max.rate import Rate, chat_written_to
from bot.platforms.sandbox.max.state import MaxState, addressed
from bot.platforms.sandbox.max.uploads import Uploads
from bot.platforms.sandbox.params import Json
from bot.platforms.sandbox.state import Clock, public, utc_now

ANNA, OLGA, GROUP = EVERYBODY[0].user_id, EVERYBODY[2].user_id, OPERATORS.chat_id

Function = Callable[[MaxState, Asked], Json]

_PREVIEW = "disable_link_preview"
ROUTES: Mapping[str, tuple[Function, str]] = {
    "GET /me": (account.get_me, ""),
    "PATCH /me/commands": (account.patch_commands, ""),
    "POST /messages": (sending.post_message, f"user_id chat_id {_PREVIEW}"),
    "PUT /messages": (sending.put_message, "message_id"),
    "DELETE /messages": (sending.delete_message, "message_id"),
    "GET /messages": (sending.get_messages, "message_ids chat_id before after count"),
    "GET /messages/{id}": (sending.get_message, ""),
    "POST /answers": (sending.post_answer, f"callback_id {_PREVIEW}"),
    "POST /chats/{id}/actions": (chats.post_action, ""),
    "GET /chats/{id}": (chats.get_chat, ""),
    "GET /updates": (account.get_updates, "limit timeout marker types"),
    "GET /subscriptions": (account.get_subscriptions, ""),
    "POST /subscriptions": (account.post_subscription, ""),
    "DELETE /subscriptions": (account.delete_subscription, "url"),
}
"""Calls and the parameters of the query that each knows; `POST /uploads` is there as well."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Json


class MaxApi:
    """One bot and everybody it talks to in MAX.

    `base` is the server's address, as it was last asked by. `limits` makes the server count calls by its own clock
    and answer 429 to one too many. `calls` are the last ones that came, refused or not.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        clock: Clock = utc_now,
        token: str = TOKEN,
        bot_id: int = BOT_ID,
        cast: Sequence[Somebody] = EVERYBODY,
        group: Gathering | None = OPERATORS,
    ) -> None:
        self.token = token
        self.base = "http://127.0.0.1/max"
        self.limits = False
        self.calls: deque[Call] = deque(maxlen=1000)
        self.state = MaxState(folder, clock)
        self.uploads = Uploads(self.state)
        self._routes = {**ROUTES, "POST /uploads": (self.uploads.post_upload, "type")}
        self._refusals: list[tuple[str, MaxRefusal]] = []
        self._rate = Rate()
        with self.state.transaction():
            self._settle(bot_id, cast, group)

    def close(self) -> None:
        self.state.close()

    @property
    def not_ready(self) -> int:
        """How often each file that comes up from now on answers `attachment.not.ready`."""
        return self.uploads.not_ready

    @not_ready.setter
    def not_ready(self, times: int) -> None:
        self.uploads.not_ready = times

    def call(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: Json = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Json]:
        """The HTTP status and the body (JSON, or a plain text) that a call is answered with.

        Args:
            body: Decoded, or the bytes that came.
        """
        called = Call(method, path, dict(query or {}), _decoded(body))
        self.calls.append(called)
        try:
            self._check_token({name.lower(): value for name, value in (headers or {}).items()})
            if isinstance(called.body, bytes):
                raise unreadable("no JSON")
            self._refuse_if_told(f"{method} {path}")
            self._check_rate(called)
            return 200, self.answer(called)
        except MaxRefusal as refused:
            return refused.status, refused.body

    def answer(self, called: Call) -> Json:
        """What a call is answered with, whoever asks.

        Raises:
            MaxRefusal: The call is refused, and nothing was changed.
        """
        function, known, part = self._route(called)
        if unknown := set(called.query) - known:
            raise malformed(f"unknown parameters: {', '.join(sorted(unknown))}")
        asked = Asked(query=called.query, body=called.body, part=part)
        with self.state.transaction():
            return addressed(function(self.state, asked), self.base)

    def _route(self, called: Call) -> tuple[Function, frozenset[str], str]:
        _, first, part, *rest = [*called.path.split("/"), "", ""]
        general = "/".join(["", first, "{id}" if part else "", *filter(None, rest)])
        for path, varies in ((called.path, ""), (general, part)):
            if found := self._routes.get(f"{called.method} {path}"):
                return found[0], frozenset(found[1].split()), varies
        raise not_found(f"Path {called.path} is not recognized")

    def _check_token(self, headers: Mapping[str, str]) -> None:
        given = headers.get("authorization", "")
        if given == self.token:
            return
        word = "Malformed access token" if given.lower().startswith("bearer") else "Invalid access_token"
        raise MaxRefusal(401, "verify.token", word if given else "No access token")

    def _check_rate(self, called: Call) -> None:
        if not self.limits:
            return
        chat_id = chat_written_to(self.state, f"{called.method} {called.path}", called.query)
        if not self._rate.admits(self.state.now().timestamp(), chat_id):
            raise too_many_requests()

    def _refuse_if_told(self, call: str) -> None:
        for number, (name, refusal) in enumerate(self._refusals):
            if name in ("", call):
                del self._refusals[number]
                raise refusal

    def refuse_next(self, error: MaxRefusal, call: str = "", times: int = 1) -> None:
        """Make the next calls fail: of one kind ("POST /messages", "POST /upload" for a file), or any."""
        self._refusals += [(call, error)] * times

    def receive(
        self, sig: str, field: str, name: str, data: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Json]:
        """A file that comes up: status and body of the answer."""
        try:
            self._refuse_if_told("POST /upload")
            return 200, self.uploads.receive(sig, field, name, data, headers)
        except MaxRefusal as refused:
            return refused.status, refused.body

    def download(self, url: str) -> bytes:
        """The bytes behind the URL of an attachment, or behind the path that the state keeps of a file.

        Raises:
            MaxRefusal: There is no such file.
        """
        query = parse_qs(urlsplit(url).query)
        data = self.state.file_at((query.get("r") or query.get("id") or [url])[0])
        if data is None:
            raise not_found("File not found")
        return data

    def take_updates(self) -> list[Json]:
        """Everything that waits for the bot, confirmed at once: a delivery in one step."""
        with self.state.transaction():
            taken = self.state.waiting(1_000_000)
            self.state.confirm_updates(self.state.next_marker())
        return [addressed(update, self.base) for _, update in taken]

    def person(self, user_id: int = ANNA, chat_id: int | None = None) -> MaxPerson:
        """A person in their dialog with the bot, or in the group named."""
        return MaxPerson(self.state, user_id, chat_id, token=self.token)

    def operator(self) -> MaxPerson:
        """Olga in the operators' group."""
        return self.person(OLGA, GROUP)

    def history(self, chat_id: int) -> list[Json]:
        """Messages of a chat as they are on the screen, oldest first; a dialog is named by its person."""
        return [view for record in self.state.messages(chat_id) for view in views.on_screen(self.state, record)]

    def add_person(
        self, user_id: int, first_name: str, *, last_name: str = "", username: str = "", language_code: str = "ru"
    ) -> MaxPerson:
        """Let somebody else live here, with a dialog that they have not started yet."""
        more = {"last_name": last_name, "username": username}
        names = {"first_name": first_name, **{name: value for name, value in more.items() if value}}
        with self.state.transaction():
            self.state.put_user({"id": user_id, "is_bot": False, **names, "language_code": language_code})
            self.state.put_chat({"id": user_id, "type": "private", **names, "_status": "new"})
            self.state.emit("people")
        return self.person(user_id)

    def join(self, user_id: int, chat_id: int = GROUP, status: str = "member") -> MaxPerson:
        """Put a person into a group, or out of it; a bot that is its administrator hears of it."""
        with self.state.transaction():
            chat: Json = self.state.chat(chat_id)
            was_in = events.status_of(chat, user_id) not in chats.ABSENT
            chat["_members"][str(user_id)] = status
            self.state.put_chat(chat)
            is_in = status not in chats.ABSENT
            if was_in != is_in and events.hears(self.state, chat):
                events.tell_of_group(self.state, "user_added" if is_in else "user_removed", chat_id, user_id)
        return self.person(user_id, chat_id)

    def bot_user(self) -> Json:
        return public(self.state.user(self.state.bot_id))

    def _settle(self, bot_id: int, cast: Sequence[Somebody], group: Gathering | None) -> None:
        """The bot, the people and the group; a folder from before them gets whom it lacks."""
        if self.state.fact("bot_id") != bot_id:
            self.state.set_fact("bot_id", bot_id)
            bot = {"id": bot_id, "is_bot": True, "first_name": "Gorod Bot", "username": "gorod_sandbox_max_bot"}
            self.state.put_user(bot)
        for one in cast:
            if self.state.user(one.user_id) is None:
                self.add_person(one.user_id, one.first_name, last_name=one.last_name)
        if group is not None:
            kept = self.state.chat(group.chat_id) or {"id": group.chat_id, "type": "group", "title": group.title}
            present = {str(i): status for i, status in {**group.members, bot_id: "administrator"}.items()}
            members = present | kept.get("_members", {})
            if members != kept.get("_members"):
                self.state.put_chat({**kept, "_members": members})


def _decoded(body: Json) -> Json:
    """The value of JSON; bytes that are none stay."""
    if not isinstance(body, bytes):
        return body
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body
