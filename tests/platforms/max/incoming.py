"""What comes from MAX in tests: the invented updates of `fixtures.json`, and messages made of parts."""

import copy
import json
from pathlib import Path
from typing import Any

from aiogram.types import Message, Update

from bot.platforms.max.ids import mid_of
from bot.platforms.max.memory import Memory
from bot.platforms.max.updates import Translator

Json = dict[str, Any]

FIXTURES: Json = json.loads(Path(__file__).with_name("fixtures.json").read_text(encoding="utf-8"))
TOKEN = "fixture-token"
BOT = 520100200
ANNA = 314159265
DIALOG = 230271433
GROUP = -70990011223344
AT = 1_794_000_000_000
SEQ = AT << 16 | 7
NUMBER = 41


def fixture(name: str) -> Json:
    """An update of the file, to be changed at will."""
    found: Json = copy.deepcopy(FIXTURES["updates"][name])
    return found


def written(text: str | None = None, *attachments: object, link: Json | None = None, **fields: object) -> Json:
    """Anna's message to the bot; `fields` are those of the body."""
    update = fixture("message_created.text")
    update["message"]["body"] |= {"text": text, "attachments": list(attachments), **fields}
    if link is not None:
        update["message"]["link"] = link
    return update


def image(number: int = 1) -> Json:
    payload = {
        "photo_id": 9_000_000_000 + number,
        "token": f"token{number}",
        "url": f"https://i.oneme.ru/i?r={number}",
    }
    return {"type": "image", "payload": payload}


def named_file(name: str) -> Json:
    payload = {"token": "file-token", "url": "https://fd.oneme.ru/getfile?id=1"}
    return {"type": "file", "payload": payload, "filename": name, "size": 2048}


def own_message(*attachments: object, seq: int = SEQ, text: str = "Проверьте") -> Json:
    """The bot's message in Anna's dialogue, as a send returns it and a press shows it."""
    message: Json = fixture("message_callback.dialog")["message"]
    message["body"] = {"mid": mid_of(DIALOG, seq), "seq": seq, "text": text, "attachments": list(attachments)}
    return message


def keyboard(*rows: list[Json]) -> Json:
    return {"type": "inline_keyboard", "payload": {"buttons": list(rows)}}


class Intake:
    """A translator with its memory, as they are after a start."""

    def __init__(self, bot_id: int = BOT) -> None:
        self.memory = Memory(bot_id)
        self.translator = Translator(bot_id, TOKEN, self.memory)

    def updates(self, raw: object) -> list[Update]:
        """What a dispatcher would be fed with; goes through JSON, as it must be no more than that."""
        found = json.loads(json.dumps(self.translator.updates_of(raw, NUMBER)))
        return [Update.model_validate(one) for one in found]

    def messages(self, raw: object) -> list[Message]:
        updates = self.updates(raw)
        assert all(update.message for update in updates)
        return [update.message for update in updates if update.message]

    def message(self, raw: object) -> Message:
        (message,) = self.messages(raw)
        return message
