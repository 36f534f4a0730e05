"""The sandbox over HTTP: a real aiogram `Bot` on loopback, the page's own API, the geocoder through geopy."""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendDice
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from aiohttp import ClientSession, FormData
from geopy.adapters import AioHTTPAdapter
from geopy.geocoders import Nominatim

from bot.platforms.sandbox.__main__ import main
from bot.platforms.sandbox.api import ANNA, GROUP, PAVEL
from bot.platforms.sandbox.clock import SandboxClock
from bot.platforms.sandbox.errors import too_many_requests
from bot.platforms.sandbox.max.cast import MARINA, MIKHAIL
from bot.platforms.sandbox.max.cast import TOKEN as MAX_TOKEN
from bot.platforms.sandbox.params import Upload
from bot.platforms.sandbox.server import Sandbox, SandboxSettings, start
from bot.platforms.sandbox.session import InProcessSession
from tests.platforms.sandbox_pictures import jpeg


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = await start(SandboxSettings(port=0))
    yield running
    await running.stop()


@pytest.fixture(params=["http", "in process"])
async def bot(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[Bot]:
    """The same bot by both ways in: what one accepts or refuses, the other does."""
    if request.param == "http":
        made = _bot(sandbox)
    else:
        made = Bot(sandbox.api.token, session=InProcessSession(sandbox.api))
    yield made
    await made.session.close()


def _bot(sandbox: Sandbox) -> Bot:
    return Bot(sandbox.api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url)))


@pytest.fixture
async def browser(sandbox: Sandbox) -> AsyncIterator[ClientSession]:
    async with ClientSession(sandbox.url) as session:
        yield session


def button(text: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=data)]])


async def test_a_message_its_edit_and_its_end(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.api.person().says("/start")
    sent = await bot.send_message(ANNA, "<b>яма</b>", parse_mode=ParseMode.HTML, reply_markup=button("Да", "y"))
    assert (sent.text, sent.html_text) == ("яма", "<b>яма</b>")
    edited = await sent.edit_text("две ямы", reply_markup=button("Да", "y"))
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await sent.edit_text("две ямы", reply_markup=button("Да", "y"))
    answer = await bot.send_message(ANNA, "ответ", reply_parameters=ReplyParameters(message_id=1))
    assert answer.reply_to_message is not None
    assert await sent.delete() is True
    assert sandbox.api.unknown_parameters == []


async def test_a_photo_goes_up_and_comes_down(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.api.person().says("/start")
    sent = await bot.send_photo(ANNA, BufferedInputFile(jpeg(), "яма.jpg"), caption="яма")
    assert sent.photo is not None
    data = await bot.download(sent.photo[-1].file_id)
    assert data is not None
    assert data.read(2) == b"\xff\xd8"
    again = await bot.send_photo(ANNA, sent.photo[-1].file_id)
    assert again.photo == sent.photo


async def test_a_file_keeps_its_name_and_bytes(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.api.person().says("/start")
    sent = await bot.send_document(ANNA, BufferedInputFile(b"a;b\n", "отчёт.csv"))
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("отчёт.csv", 4)
    data = await bot.download(sent.document)
    assert data is not None
    assert data.read() == b"a;b\n"


async def test_an_album(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.api.person().says("/start")
    items: list[Any] = [
        InputMediaPhoto(media=BufferedInputFile(jpeg(200, 200), f"{n}.jpg"), caption=str(n)) for n in "ab"
    ]
    sent = await bot.send_media_group(ANNA, items)
    assert [m.caption for m in sent] == ["a", "b"]
    assert sent[0].media_group_id == sent[1].media_group_id


async def test_errors_arrive_as_their_own_classes(sandbox: Sandbox, bot: Bot) -> None:
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(ANNA, "x")
    with pytest.raises(TelegramNotFound):
        await bot(SendDice(chat_id=ANNA))
    sandbox.api.refuse_next(too_many_requests(7))
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.get_me()
    assert refused.value.retry_after == 7


async def test_whatever_the_bot_asks_is_answered_in_the_type_expected(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.api.person().says("/start")
    assert (await bot.me()).is_bot
    assert await bot.set_my_commands([BotCommand(command="new", description="x")])
    assert [c.command for c in await bot.get_my_commands()] == ["new"]
    assert (await bot.get_chat(GROUP)).title == "Операторы"
    assert (await bot.get_chat_member(GROUP, bot.id)).status == "administrator"
    assert len(await bot.get_chat_administrators(GROUP)) == 1
    assert (await bot.send_venue(ANNA, 55.7, 37.6, "t", "a")).venue is not None
    assert (await bot.send_location(ANNA, 55.7, 37.6)).location is not None
    assert (await bot.send_contact(ANNA, "1", "a")).contact is not None
    assert await bot.send_chat_action(ANNA, "typing")
    assert await bot.pin_chat_message(ANNA, 1)
    keyboard = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="где", request_location=True)]], resize_keyboard=True
    )
    await bot.send_message(ANNA, "x", reply_markup=keyboard)
    assert sandbox.api.person().keyboard == [["где"]]
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.delete_webhook()
    assert await bot.set_my_description("d")
    assert (await bot.copy_message(GROUP, ANNA, 1)).message_id > 0
    assert (await bot.forward_message(GROUP, ANNA, 1)).forward_origin is not None
    assert sandbox.api.unknown_parameters == []


async def test_a_dialogue_through_polling(sandbox: Sandbox) -> None:
    """Long polling wakes at once; a press and its answer go the whole way."""
    bot, dispatcher, done = _bot(sandbox), Dispatcher(), asyncio.Event()

    async def hello(message: Message) -> None:
        await message.answer("Куда?", reply_markup=button("Сюда", "here"))
        sandbox.api.person().taps("Сюда")

    async def here(query: CallbackQuery) -> None:
        await query.answer("Принято")
        done.set()

    dispatcher.message.register(hello)
    dispatcher.callback_query.register(here)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    async with asyncio.timeout(10):
        sandbox.api.person().says("/start")
        await done.wait()
        await dispatcher.stop_polling()
        await polling
    assert sandbox.api.person().answers[-1]["text"] == "Принято"


async def test_of_two_pollers_the_newer_goes_on(sandbox: Sandbox) -> None:
    bot = _bot(sandbox)
    polls = {asyncio.create_task(bot.get_updates(timeout=30)) for _ in range(2)}
    async with asyncio.timeout(10):
        (ended,), (waiting,) = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        with pytest.raises(TelegramConflictError, match="only one bot instance"):
            await ended
        sandbox.api.person().says("x")
        assert len(await waiting) == 1
    await bot.session.close()


async def test_stopping_does_not_wait_for_a_poll() -> None:
    running = await start(SandboxSettings(port=0))
    bot = _bot(running)
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    async with ClientSession(running.url) as page, page.get("/sandbox/events") as events:
        assert await events.content.readline() == b"retry: 1000\n"
        polls = {
            asyncio.create_task(in_max(page, "GET", "/updates", params={"timeout": timeout}))
            for timeout in (29, 30)
        }
        async with asyncio.timeout(5):
            _, (waiting,) = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)  # the newer goes on
            await running.stop()
        assert (await waiting)["updates"] == []
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await bot.session.close()


async def test_a_foreign_token_is_unauthorized(sandbox: Sandbox, browser: ClientSession) -> None:
    bot = Bot("2:other", session=AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url)))
    with pytest.raises(TelegramUnauthorizedError):
        await bot.get_me()
    await bot.session.close()
    async with browser.get("/file/bot2:other/photos/file_1.jpg") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_every_encoding_means_the_same(sandbox: Sandbox, browser: ClientSession) -> None:
    sandbox.api.person().says("/start")
    path, params = f"/bot{sandbox.api.token}/sendMessage", {"chat_id": str(ANNA), "text": "я"}
    form = FormData(default_to_multipart=True)
    form.add_fields(*params.items())
    tries: list[dict[str, Any]] = [
        {"params": params},
        {"data": params},
        {"json": {**params, "chat_id": ANNA}},
        {"data": form},
    ]
    for arguments in tries:
        async with browser.post(path, **arguments) as response:
            assert (await response.json())["result"]["text"] == "я"
    async with browser.get(path, params=params) as response:
        assert response.status == 200
    async with browser.post(path, data="{", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


async def act(browser: ClientSession, **asked: object) -> Any:
    async with browser.post("/sandbox/act", json={"as": ANNA, "chat": ANNA, **asked}) as response:
        return await response.json()


async def test_the_page_does_what_a_person_does(sandbox: Sandbox, browser: ClientSession) -> None:
    async with browser.get("/") as response:
        assert "app.js" in await response.text()
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    await act(browser, do="says", text="/start r_1")
    form = FormData({"as": str(ANNA), "chat": str(ANNA), "kind": "photo", "caption": "яма"})
    for name in ("a.jpg", "b.jpg"):
        form.add_field("file", jpeg(300, 200), filename=name, content_type="image/jpeg")
    async with browser.post("/sandbox/upload", data=form) as response:
        assert response.status == 200
    await act(browser, do="shares", lat=55.75, lon=37.6)
    texts = [(m.get("text"), m.get("caption"), "location" in m) for m in sandbox.api.history(ANNA)]
    assert texts == [("/start r_1", None, False), (None, "яма", False), (None, None, False), (None, None, True)]
    assert "error" in await act(browser, do="presses", message_id=1, data="x")
    assert "error" in await act(browser, do="flies")
    assert "error" in await act(browser, do="says", text="")
    async with browser.get("/sandbox/state") as response:
        state = await response.json()
    assert [(person["first_name"], person["messenger"]) for person in state["people"]] == [
        *((name, "telegram") for name in ("Анна", "Борис", "Ольга", "Павел", "Вера")),
        *((name, "max") for name in ("Михаил", "Марина")),
    ]
    photo = state["messages"][str(ANNA)][1]["photo"][-1]["file_id"]
    async with browser.get(f"/sandbox/file/{photo}") as response:
        assert response.content_type == "image/jpeg"
    async with browser.get("/sandbox/file/none") as response:
        assert response.status == 404


async def test_the_page_answers_a_card_with_photos_and_files(sandbox: Sandbox, browser: ClientSession) -> None:
    async def upload(kind: str, files: int, **fields: object) -> int:
        given = {"as": PAVEL, "chat": GROUP, "kind": kind, **fields}
        form = FormData({name: str(value) for name, value in given.items()})
        for number in range(files):
            form.add_field("file", jpeg(300, 200), filename=f"фото {number}.jpg", content_type="image/jpeg")
        async with browser.post("/sandbox/upload", data=form) as response:
            return response.status

    card = sandbox.api.call("sendMessage", {"chat_id": GROUP, "text": "№ 1"})["message_id"]
    for kind, files in (("photo", 1), ("photo", 2), ("file", 2)):
        assert await upload(kind, files, caption="готово", reply_to=card) == 200
    sent = sandbox.api.history(GROUP)[1:]
    assert {message["from"]["id"] for message in sent} == {PAVEL}
    assert {message["reply_to_message"]["message_id"] for message in sent} == {card}
    assert [message.get("caption") for message in sent] == ["готово", "готово", None, "готово", None]
    assert await upload("photo", 1, reply_to="") == 200
    for wrong in ({"as": "x"}, {"reply_to": "x"}, {"as": 5}):
        assert await upload("photo", 1, **wrong) == 400


async def in_max(browser: ClientSession, method: str, path: str, **asked: Any) -> Any:
    """A call of the bot's in MAX, which must not be refused."""
    headers = {"Authorization": MAX_TOKEN}
    async with browser.request(method, f"/max{path}", headers=headers, **asked) as response:
        assert response.status == 200, await response.text()
        return await response.json()


def in_dialog(person: int) -> dict[str, int]:
    return {"as": person, "chat": person}


async def test_the_page_does_what_a_person_does_in_max(sandbox: Sandbox, browser: ClientSession) -> None:
    mikhail = in_dialog(MIKHAIL)
    assert await act(browser, **mikhail, do="starts", payload="r_1") == {"result": None}
    await act(browser, **mikhail, do="says", text="яма")
    form = FormData({**{k: str(v) for k, v in mikhail.items()}, "kind": "photo", "caption": "две ямы"})
    for name in ("a.jpg", "b.jpg"):
        form.add_field("file", jpeg(300, 200), filename=name, content_type="image/jpeg")
    async with browser.post("/sandbox/upload", data=form) as response:
        assert response.status == 200
    await act(browser, **mikhail, do="shares", lat=55.75, lon=37.6)
    started, said, photos, place = (await in_max(browser, "GET", "/updates"))["updates"]
    assert (started["update_type"], started["payload"]) == ("bot_started", "r_1")
    assert said["message"]["body"]["text"] == "яма"
    assert [one["type"] for one in photos["message"]["body"]["attachments"]] == ["image", "image"]
    async with browser.get(photos["message"]["body"]["attachments"][1]["payload"]["url"]) as response:
        assert (await response.read())[:2] == b"\xff\xd8"
    assert place["message"]["body"]["attachments"][0]["latitude"] == 55.75

    async with browser.get("/sandbox/state") as response:
        state = await response.json()
    assert {chat["messenger"] for key, chat in state["chats"].items() if int(key) > 700_000_000} == {"max"}
    shown = state["messages"][str(MIKHAIL)]
    assert [view["message_id"] for view in shown][1:3] == [shown[1]["message_id"], f"{shown[1]['message_id']}.1"]
    async with browser.get(f"/sandbox/file/{shown[2]['photo'][-1]['file_id']}") as response:
        assert response.content_type == "image/jpeg"
    assert await act(browser, **mikhail, do="deletes", message_id=shown[2]["message_id"]) == {"result": None}
    assert len(sandbox.max_api.history(MIKHAIL)) == 2


async def test_what_one_messenger_has_the_other_has_not(sandbox: Sandbox, browser: ClientSession) -> None:
    await act(browser, do="says", text="в Telegram")
    assert "error" in await act(browser, do="starts")
    mikhail = in_dialog(MIKHAIL)
    for elsewhere in (ANNA, GROUP):
        assert "error" in await act(browser, **mikhail, do="forwards", message_id=1, from_chat=elsewhere)
        assert "error" in await act(browser, **{**mikhail, "chat": elsewhere}, do="says", text="x")
    assert "error" in await act(browser, chat=MIKHAIL, do="says", text="x")
    assert sandbox.max_api.take_updates() == []
    assert len(sandbox.api.take_updates()) == 1


async def test_buttons_of_max_are_on_the_page_and_are_pressed(sandbox: Sandbox, browser: ClientSession) -> None:
    mikhail = in_dialog(MIKHAIL)
    await act(browser, **mikhail, do="starts")
    rows = [
        [{"type": "request_geo_location", "text": "Где я"}],
        [{"type": "callback", "text": "Да", "payload": "y"}],
    ]
    keyboard = {"type": "inline_keyboard", "payload": {"buttons": rows}}
    body = {"text": "Верно?", "attachments": [keyboard]}
    await in_max(browser, "POST", "/messages", params={"user_id": MIKHAIL}, json=body)
    async with browser.get("/sandbox/state") as response:
        [message] = (await response.json())["messages"][str(MIKHAIL)]
    assert message["_buttons"] == rows
    pressed = await act(browser, **mikhail, do="presses", message_id=message["message_id"], data="y")
    await act(browser, **mikhail, do="says", text="верно", reply_to=message["message_id"])
    await act(browser, **mikhail, do="sends_contact", own=False)
    _, press, answer, contact = (await in_max(browser, "GET", "/updates"))["updates"]
    assert press["callback"]["callback_id"] == pressed["result"]
    assert answer["message"]["link"]["message"]["text"] == "Верно?"
    assert "hash" not in contact["message"]["body"]["attachments"][0]["payload"]
    assert "error" in await act(browser, **mikhail, do="presses", message_id="x", data="y")


async def test_the_token_of_one_messenger_opens_nothing_in_the_other(
    sandbox: Sandbox, browser: ClientSession
) -> None:
    assert (await in_max(browser, "GET", "/me"))["is_bot"] is True
    for headers in ({}, {"Authorization": sandbox.api.token}):
        async with browser.get("/max/me", headers=headers) as response:
            assert response.status == 401
    async with browser.get(f"/bot{MAX_TOKEN}/getMe") as response:
        assert response.status == 401


async def test_the_clock_is_one_for_both_messengers() -> None:
    clock = SandboxClock()
    running = await start(SandboxSettings(port=0), clock=clock)
    try:
        before = running.max_api.person(MARINA).says("до")["date"]
        async with ClientSession(running.url) as page, page.post("/sandbox/clock", json={"by": "day"}) as response:
            assert response.status == 200
        for person in (running.max_api.person(MARINA), running.api.person()):
            assert person.says("после")["date"] - before >= 24 * 3600
    finally:
        await running.stop()


async def test_nobody_in_one_messenger_has_the_id_of_somebody_in_the_other(tmp_path: Path) -> None:
    first = await start(SandboxSettings(port=0, folder=tmp_path))
    first.api.add_person(MIKHAIL, "Михаил")
    await first.stop()
    with pytest.raises(ValueError, match=f"somebody in both messengers has the id {MIKHAIL}"):
        await start(SandboxSettings(port=0, folder=tmp_path))


async def test_a_document_comes_down_under_its_name(sandbox: Sandbox, browser: ClientSession) -> None:
    files = {"d": Upload(b"<script>", "отчёт за июль.html", "text/html")}
    sent = sandbox.api.call("sendDocument", {"chat_id": GROUP, "document": "attach://d"}, files)
    async with browser.get(f"/sandbox/file/{sent['document']['file_id']}") as response:
        assert await response.read() == b"<script>"
        assert response.content_type == "application/octet-stream"
        assert response.content_disposition is not None
        assert response.content_disposition.type == "attachment"
        assert response.content_disposition.filename == "отчёт за июль.html"


async def test_the_page_hears_of_changes(sandbox: Sandbox, browser: ClientSession) -> None:
    async with browser.get("/sandbox/events") as events:
        assert await events.content.readline() == b"retry: 1000\n"
        sandbox.api.person().says("/start")
        heard: list[Any] = []
        while not heard or heard[-1]["event"] != "message":
            line = await events.content.readline()
            if line.startswith(b"data: "):
                heard.append(json.loads(line[6:]))
    assert heard[-1]["message"]["text"] == "/start"


async def test_the_page_hears_of_changes_in_max(sandbox: Sandbox, browser: ClientSession) -> None:
    async with browser.get("/sandbox/events") as events:
        assert await events.content.readline() == b"retry: 1000\n"
        said = sandbox.max_api.person(MIKHAIL).says("привет")
        heard: dict[str, Any] = {}
        while "message" not in heard:
            line = await events.content.readline()
            if line.startswith(b"data: "):
                event = json.loads(line[6:])
                heard[event["event"]] = event
    assert (heard["chat"]["chat"]["id"], heard["chat"]["chat"]["messenger"]) == (MIKHAIL, "max")
    shown = heard["message"]["message"]
    assert (shown["_chat"], shown["message_id"]) == (MIKHAIL, str(said["message_id"]))


@pytest.mark.parametrize("path", ["/sandbox/state", "/max/me"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
    ],
)
async def test_another_site_gets_nothing(browser: ClientSession, headers: dict[str, str], path: str) -> None:
    async with browser.get(path, headers={"Authorization": MAX_TOKEN, **headers}) as response:
        assert response.status == 403


async def test_only_this_machine_and_a_free_port(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await start(SandboxSettings(host="0.0.0.0", port=0))  # noqa: S104 it is refused
    with pytest.raises(OSError, match="address already in use"):
        await start(SandboxSettings(port=sandbox.port))
    with socket.create_connection(("127.0.0.1", sandbox.port)):
        pass


async def test_a_new_process_goes_on_where_the_old_one_was(tmp_path: Path) -> None:
    first = await start(SandboxSettings(port=0, folder=tmp_path))
    first.api.person().says("/start")
    first.max_api.person(MIKHAIL).says("привет")
    await first.stop()
    second = await start(SandboxSettings(port=0, folder=tmp_path))
    assert [message["text"] for message in second.max_api.person(MIKHAIL).messages] == ["привет"]
    bot = _bot(second)
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["/start"]
    assert (await bot.send_message(ANNA, "x")).message_id == 2
    await bot.session.close()
    await second.stop()


async def test_geopy_finds_addresses_and_places(sandbox: Sandbox) -> None:
    async with Nominatim(
        domain=f"127.0.0.1:{sandbox.port}/geocoder", scheme="http", user_agent="t", adapter_factory=AioHTTPAdapter
    ) as geocoder:
        found = await geocoder.geocode(
            "ул. Тверская, д. 7", addressdetails=True, language="ru", country_codes=["ru"]
        )
        assert found.raw["address"]["road"] == "Тверская улица"
        assert found.raw["address"]["house_number"] == "7"
        several = await geocoder.geocode("Арбат 10", exactly_one=False, limit=5)
        assert len(several) == 2
        outside = await geocoder.geocode("Тверская 7", viewbox=[(55.6, 37.3), (55.61, 37.31)], bounded=True)
        assert outside is None
        assert await geocoder.geocode("Тверская 7", country_codes=["de"]) is None
        assert await geocoder.geocode("абракадабра") is None
        back = await geocoder.reverse((found.latitude, found.longitude), language="en")
        assert back.raw["address"]["road"] == "Tverskaya Street"
        assert await geocoder.reverse((59.9, 30.3)) is None


async def test_a_geocoder_asked_badly_says_so(browser: ClientSession) -> None:
    for path in (
        "/geocoder/search?q=x&limit=many",
        "/geocoder/reverse?lat=x",
        "/geocoder/search?q=x&bounded=1&viewbox=1",
    ):
        async with browser.get(path) as response:
            assert response.status == 400


def test_a_taken_port_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        monkeypatch.setattr(sys, "argv", ["sandbox", "--port", port, "--token", "1:abc"])
        with pytest.raises(SystemExit, match=f"cannot start at 127.0.0.1:{port}: .*address already in use"):
            main()
