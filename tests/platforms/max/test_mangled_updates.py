"""Ten thousand updates that were damaged on the way: none raises, and none is lost without a line."""

import copy
import json
import math
import random
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from aiogram.types import Message, Update
from structlog.testing import capture_logs

from bot.platforms.max import memory as memory_module
from bot.platforms.max.memory import Memory
from bot.platforms.max.messages import message_of
from bot.platforms.max.updates import Translator, identity
from tests.platforms.max.incoming import BOT, DIALOG, FIXTURES, GROUP, TOKEN

MANY = 10_000
SEED = 20261122
SMALL_MEMORY = 200

UPDATES = list(FIXTURES["updates"].values())
KINDS = sorted({update["update_type"] for update in UPDATES})


def deep(levels: int) -> Any:
    value: Any = "дно"
    for level in range(levels):
        value = [value] if level % 2 else {"message": value, "type": "forward"}
    return value


GARBAGE: list[Any] = [
    *(None, True, False, 0, 1, -1, 7, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 10**30),
    *(0.0, 1.5, -0.0, 1e300, math.nan, math.inf, -math.inf, BOT, DIALOG, GROUP),
    *("", " ", "a", "0", "true", "null", "/", "/start", "\x00", "\ud83d", "a\udc00b", "я" * 5000, "🔥" * 3000),
    *(
        "mid.",
        "mid." + "0" * 32,
        "mid." + "f" * 32,
        "../me",
        "https://",
        "javascript:x",
        "BEGIN:VCARD\r\nTEL:\r\nFN",
    ),
    *("dialog", "chat", "channel", "reply", "forward", "image", "location", "contact", "inline_keyboard", "share"),
    *([], {}, [None], [[]], [{}], {"": None}, {"user_id": 1}, {"user_id": True}, [[[[]]]], [0] * 500),
    *([{"type": "image", "payload": {"token": "t"}}] * 2, {"seq": 2**64, "mid": "mid."}, deep(50), deep(400)),
    *KINDS,
]

Place = tuple[Any, Any]
"""A container and the key or index of one of its values."""


def places(value: Any, depth: int = 0) -> Iterator[Place]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in list(pairs):
        yield value, key
        if depth < 12:
            yield from places(child, depth + 1)


class Mangler:
    """Damages updates; the same seed gives the same damage."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._pieces = [container[key] for update in UPDATES for container, key in places(update)]
        self._ways: list[Callable[[Any, Any], None]] = [
            self._lose,
            self._replace,
            self._replace,
            self._replace_by_a_piece_of_another,
            self._change_type,
            self._wrap,
            self._repeat,
            self._add,
        ]

    def update(self) -> Any:
        if self._random.random() < 0.02:
            return self._garbage()
        update = copy.deepcopy(self._random.choice(UPDATES))
        for _ in range(self._random.choice([1, 1, 1, 2, 2, 3, 5, 8])):
            found = list(islice(places(update), 500))
            if found:
                self._random.choice(self._ways)(*self._random.choice(found))
        return update

    def _garbage(self) -> Any:
        return self._random.choice(GARBAGE)

    def _lose(self, container: Any, key: Any) -> None:
        del container[key]

    def _replace(self, container: Any, key: Any) -> None:
        container[key] = self._garbage()

    def _replace_by_a_piece_of_another(self, container: Any, key: Any) -> None:
        container[key] = copy.deepcopy(self._random.choice(self._pieces))

    def _change_type(self, container: Any, key: Any) -> None:
        value = container[key]
        changed = [str(value), bool(value), [value], {"value": value}]
        if isinstance(value, int):
            changed += [float(value)] * 4
        container[key] = self._random.choice(changed)

    def _wrap(self, container: Any, key: Any) -> None:
        name = self._random.choice(["message", "body", "payload", "user", "link", "0"])
        container[key] = {name: container[key]}

    def _repeat(self, container: Any, key: Any) -> None:
        value = container[key]
        if isinstance(value, list | str) and len(value) < 50:
            container[key] = value * self._random.choice([0, 2, 20])
        else:
            container[key] = [value, value]

    def _add(self, container: Any, key: Any) -> None:
        if isinstance(container, list):
            container.append(self._garbage())
        else:
            name = self._random.choice(
                ["link", "markup", "attachments", "message", "callback", "payload", "title"]
            )
            container[name] = self._garbage()


def assert_it_fits_a_store(value: Any) -> None:
    """It is JSON that any database takes: whole characters, 64 bits, no nan."""
    json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    for container, key in places(value):
        found = container[key]
        assert not isinstance(found, str) or "\x00" not in found
        assert not isinstance(found, int) or -(2**63) <= found < 2**63


def test_damaged_updates_are_translated_or_said_once_and_never_raise(monkeypatch):
    monkeypatch.setattr(memory_module, "REMEMBERED", SMALL_MEMORY)
    memory, mangler = Memory(BOT), Mangler(SEED)
    translator = Translator(BOT, TOKEN, memory)
    outcomes = {"translated": 0, "debug": 0, "warning": 0}
    with capture_logs() as logs:
        for number in range(MANY):
            logs.clear()
            raw = mangler.update()
            updates = translator.updates_of(raw, number)
            for update in updates:
                assert_it_fits_a_store(update)
                assert Update.model_validate(update).update_id == number
            lines = [line["log_level"] for line in logs if line["event"].startswith("update ")]
            assert len(lines) == (0 if updates else 1), (raw, logs)
            outcomes["translated" if updates else lines[0]] += 1
            assert len(updates) <= 12
    assert sum(outcomes.values()) == MANY
    assert min(outcomes.values()) > MANY / 20, "each outcome is met often"
    assert max(len(kept) for kept in vars(memory).values() if hasattr(kept, "__len__")) <= SMALL_MEMORY


def test_damaged_messages_are_read_or_refused_and_never_raise():
    memory, mangler = Memory(BOT), Mangler(SEED + 1)
    read = 0
    with capture_logs():
        for _ in range(MANY // 5):
            update = mangler.update()
            raw: Any = update.get("message") if isinstance(update, dict) else update
            message = message_of(raw, memory, bot_user={"id": BOT, "is_bot": True, "first_name": ""})
            if message is not None:
                read += 1
                assert_it_fits_a_store(message)
                Message.model_validate(message)
    assert MANY / 20 < read < MANY / 5


def test_the_identity_of_damaged_updates_is_a_short_word_or_none():
    mangler = Mangler(SEED + 2)
    found = [identity(mangler.update()) for _ in range(MANY // 5)]
    assert all(one is None or (one.isascii() and len(one) < 1200) for one in found)
    assert None in found
