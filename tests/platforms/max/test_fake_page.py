"""What the page hears from the fake MAX, and what is there after a restart."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.sandbox.api import ANNA, BotApi
from bot.platforms.sandbox.max import views
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.cast import FROM_MAX, MIKHAIL
from tests.platforms.max.fake_calls import Clock, keyboard, press
from tests.platforms.sandbox_pictures import jpeg

LABELLED = {"type": "message", "text": "📋 Мои сообщения"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def api(clock: Clock) -> Iterator[MaxApi]:
    made = MaxApi(clock=clock)
    yield made
    made.close()


def sends(api: MaxApi, user_id: int = ANNA, **body: Any) -> Any:
    """The body of a message of the bot."""
    status, answer = api.call("POST", "/messages", {"user_id": str(user_id)}, body, {"Authorization": api.token})
    assert status == 200, answer
    return answer["message"]["body"]


def test_the_page_hears_of_everything_in_shapes_that_javascript_can_hold(api):
    heard: list[Any] = []
    api.state.listen(heard.append)
    anna = api.person(ANNA)
    seen = anna.sends_album([jpeg()] * 2, "двор")
    seq = seen[0]["message_id"]
    shown = [event["message"] for event in heard if event["event"] == "message"]
    assert [m["message_id"] for m in shown] == [str(seq), f"{seq}.1"]
    assert [views.seq_of(m["message_id"]) for m in shown] == [seq, seq]
    assert {m["_chat"] for m in shown} == {ANNA}
    assert "chat" in [event["event"] for event in heard]
    heard.clear()
    sent = sends(api, text="x", notify=False, attachments=[keyboard([press("a"), LABELLED])])
    (event,) = heard
    assert event["message"]["_silent"] is True
    assert event["message"]["_buttons"] == [[press("a"), LABELLED]]
    anna.says("y", reply_to=sent["seq"])
    assert heard[-2]["message"]["reply_to_message"]["message_id"] == str(sent["seq"])
    callback = anna.presses(sent["seq"], "a")
    api.call("POST", "/answers", {"callback_id": callback}, {"notification": "ага"}, {"Authorization": api.token})
    assert (heard[-1]["event"], heard[-1]["query"]["message_id"]) == ("answer", str(sent["seq"]))
    assert heard[-1]["query"]["answer"]["text"] == "ага"
    anna.deletes(seq)
    assert [event for event in heard if event["event"] == "deleted"] == [
        {"event": "deleted", "chat_id": ANNA, "message_id": str(seq)},
        {"event": "deleted", "chat_id": ANNA, "message_id": f"{seq}.1"},
    ]
    assert all(abs(number) < 2**53 for number in _numbers(heard))


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, int):
        yield value


def test_a_picture_that_goes_from_an_album_goes_from_the_page(api):
    anna = api.person(ANNA)
    anna.sends_album([jpeg()] * 2)
    images = anna.records[0]["body"]["attachments"]
    tokens = [{"type": "image", "payload": {"token": one["payload"]["token"]}} for one in images]
    sent = sends(api, attachments=tokens)
    heard: list[Any] = []
    api.state.listen(heard.append)
    body = {"attachments": tokens[:1]}
    api.call("PUT", "/messages", {"message_id": sent["mid"]}, body, {"Authorization": api.token})
    assert [(event["event"], event.get("message_id")) for event in heard] == [
        ("deleted", f"{sent['seq']}.1"),
        ("message", None),
    ]


def test_everything_is_there_after_a_restart(tmp_path: Path, clock: Clock):
    first = MaxApi(tmp_path, clock=clock, cast=FROM_MAX, group=None)
    first.person(MIKHAIL).sends_photo(jpeg(), "яма")
    first.take_updates()
    first.person(MIKHAIL).says("вторая")
    sent = sends(first, MIKHAIL, text="x", attachments=[keyboard([press("a")])])
    callback = first.person(MIKHAIL).presses(sent["seq"], "a")
    before = first.history(MIKHAIL)
    first.close()
    assert (tmp_path / "max.db").exists()
    again = MaxApi(tmp_path, clock=clock, cast=FROM_MAX, group=None)
    assert again.history(MIKHAIL) == before
    token = {"Authorization": again.token}
    assert again.call("POST", "/answers", {"callback_id": callback}, {"notification": "x"}, token)[0] == 200
    assert [one["update_type"] for one in again.take_updates()] == ["message_created", "message_callback"]
    file: Any = again.state.file(before[0]["photo"][0]["file_id"])
    assert again.download(file["file_path"])
    assert sends(again, MIKHAIL, text="y")["seq"] > sent["seq"]
    again.close()


def test_two_sandboxes_keep_apart_in_one_folder(tmp_path: Path):
    """Telegram's people have the same ids, and their chats are not these."""
    telegram, max_ = BotApi(tmp_path), MaxApi(tmp_path)
    telegram.person(ANNA).says("/start")
    assert max_.history(ANNA) == []
    assert json.dumps(telegram.history(ANNA))
    telegram.close()
    max_.close()
