"""MAX has the methods that the bot's code calls, and no other: read from the sources, with `ast`.

A name with an underscore is taken for aiogram's whoever it is called on; `answer` and the like only on what is
called as aiogram's own objects are.
"""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from aiogram import Bot, methods
from aiogram.types import CallbackQuery, Chat, Message
from aiogram.utils.chat_action import ChatActionSender

from bot.platforms.max.parameters import METHODS

ROOT = Path(__file__).parents[3]
SOURCES = [
    *(path for top in ("bot", "handlers") for path in (ROOT / top).rglob("*.py") if "platforms" not in path.parts),
    ROOT / "bot/platforms/max/messenger.py",
]
OBJECTS = re.compile(r"\w*bot|query|event|message|reply|sent|edited", re.IGNORECASE)
"""Names of aiogram's objects in our code."""
BY_ANOTHER_NAME = {"me": "GetMe", "download": "GetFile", ChatActionSender.__name__: "SendChatAction"}


def _calls() -> Mapping[str, str]:
    """What can be called on a bot, a message, a press or a chat, and the method that goes out for it."""
    found: dict[str, str] = {}
    for owner in (Chat, Message, CallbackQuery):
        for name, function in inspect.getmembers(owner, inspect.isfunction):
            returned = re.findall(r"\b[A-Z]\w+", str(function.__annotations__.get("return")))
            found.update((name, one) for one in returned if one in methods.__all__)
    for name, _ in inspect.getmembers(Bot, inspect.isfunction):
        if (method := name.title().replace("_", "")) in methods.__all__:
            found[name] = method
    return found | BY_ANOTHER_NAME


CALLS = _calls()


def used_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "aiogram.methods":
            yield from (one.name for one in node.names)
        if isinstance(node, ast.Name) and node.id in CALLS and node.id == ChatActionSender.__name__:
            yield CALLS[node.id]
        if isinstance(node, ast.Attribute) and node.attr in CALLS:
            receiver = ast.unparse(node.value).rpartition(".")[2]
            if "_" in node.attr or OBJECTS.fullmatch(receiver):
                yield CALLS[node.attr]


def test_max_has_the_methods_that_the_bots_code_calls_and_no_other():
    used = {method for path in SOURCES for method in used_in(path.read_text(encoding="utf-8"))}
    assert used == {method.__name__ for method in METHODS}


@pytest.mark.parametrize(
    ("source", "method"),
    [
        ("await bot.send_video(1, 'x')", "SendVideo"),
        ("await self._bot.pin_chat_message(1, 2)", "PinChatMessage"),
        ("call = other.set_message_reaction", "SetMessageReaction"),
        ("await message.reply('x')", "SendMessage"),
        ("await query.message.delete()", "DeleteMessage"),
        ("await query.answer()", "AnswerCallbackQuery"),
        ("await card.edit_text('x')", "EditMessageText"),
        ("await bot.download(photo)", "GetFile"),
        ("from aiogram.methods import SendDice", "SendDice"),
        ("ChatActionSender.typing(chat_id=1, bot=bot)", "SendChatAction"),
    ],
)
def test_a_call_is_seen(source: str, method: str):
    assert list(used_in(source)) == [method]


def test_a_call_of_something_else_is_none():
    assert not list(used_in("await answering.answer(x); barring.ban(y); pipe.close(); self._sentences.answer(z)"))
