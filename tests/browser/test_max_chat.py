"""MAX beside Telegram on the sandbox page: a report from there, its own buttons, a dialogue begun and stopped."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.platforms.sandbox.api import ANNA
from bot.platforms.sandbox.max.cast import MARINA, MIKHAIL
from bot.platforms.sandbox.server import Sandbox, SandboxSettings, start
from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat
from tests.browser.program import Program
from tests.harness.pictures import street

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = "https://max.ru/gorod_sandbox_max_bot"
BUTTONS = [
    [{"type": "request_geo_location", "text": "📍 Отправить геопозицию"}],
    [{"type": "request_contact", "text": "Мой телефон"}, {"type": "message", "text": "Помощь"}],
    [{"type": "callback", "text": "Отменить", "payload": "x"}, {"type": "link", "text": "Открыть", "url": ""}],
]


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """No quiet hours: what happens to a report is told at any time of the day."""
    return {"GOROD_NOTICES__QUIET_FROM": "8", "GOROD_NOTICES__QUIET_TO": "8"}


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """Both messengers alone, in this process: nobody but the test answers."""
    running = await start(SandboxSettings(port=0))
    yield running
    await running.stop()


def call(sandbox: Sandbox, name: str, query: dict[str, str], body: dict[str, Any]) -> None:
    """A call of the bot's in MAX."""
    method, path = name.split()
    status, answer = sandbox.max_api.call(method, path, query, body, {"Authorization": sandbox.max_api.token})
    assert status == 200, answer


def ask(sandbox: Sandbox, text: str, link: str = BOT) -> None:
    """The bot writes to Mikhail with all its kinds of buttons."""
    rows = [[{**one, "url": link} if one["type"] == "link" else one for one in row] for row in BUTTONS]
    keyboard = {"type": "inline_keyboard", "payload": {"buttons": rows}}
    call(sandbox, "POST /messages", {"user_id": str(MIKHAIL)}, {"text": text, "attachments": [keyboard]})


async def test_a_report_from_max_is_published_in_telegram_and_its_author_hears_of_it(
    program: Program, open_chat: OpenChat, page: Page
) -> None:
    mikhail = await open_chat(program.url, MIKHAIL, "max")
    operators = Chat(page, "group")
    await mikhail.begins()
    await mikhail.sends_photos([street()], caption="яма на дороге, колесо пробил")
    await mikhail.shares_a_click_on_the_plan()
    await mikhail.sees("Проверьте и отправляйте")
    await mikhail.presses("✅ Отправить")
    await mikhail.sees("принято")

    await operators.sees("Михаил")
    card = operators.last_three.filter(has_text="На модерации").last
    await expect(card.locator(".photo img")).to_have_js_property("complete", True)
    await operators.presses("✅ Опубликовать")
    await mikhail.sees("опубликовано")
    await mikhail.presses("📄 Открыть")
    await mikhail.sees("В работе")


async def test_buttons_stand_under_the_message_and_do_what_they_say(
    sandbox: Sandbox, open_chat: OpenChat, page: Page
) -> None:
    mikhail = await open_chat(sandbox.url, MIKHAIL, "max")
    await mikhail.pane.get_by_role("button", name="Начать", exact=True).click()
    await expect(mikhail.field).to_be_visible()
    ask(sandbox, "Где это?")
    await expect(mikhail.pane.locator(".keyboard")).to_be_hidden()
    under = mikhail.messages.filter(has_text="Где это?").locator(".inline button.key, .inline a.key")
    await expect(under).to_contain_text([one["text"] for row in BUTTONS for one in row])

    await mikhail.shares_a_click_on_the_plan()
    await mikhail.presses("Мой телефон")
    await mikhail.presses("Помощь")
    own = mikhail.pane.locator("article.own")
    await expect(own).to_have_count(3)
    await expect(own.last).to_contain_text("Помощь")
    await mikhail.presses("Отменить")
    await expect(mikhail.pane.locator(".key.busy")).to_have_text("Отменить")

    started, place, contact, words, press = sandbox.max_api.take_updates()
    assert started["update_type"] == "bot_started"
    assert place["message"]["body"]["attachments"][0]["type"] == "location"
    assert contact["message"]["body"]["attachments"][0]["payload"]["hash"]
    assert words["message"]["body"]["text"] == "Помощь"
    callback = {"callback_id": press["callback"]["callback_id"]}
    call(sandbox, "POST /answers", callback, {"notification": "Отменил"})
    await expect(mikhail.pane.locator(".toast")).to_have_text("Отменил")
    await expect(mikhail.pane.locator(".key.busy")).to_have_count(0)


async def test_a_link_to_the_bot_starts_it_in_the_same_messenger(sandbox: Sandbox, open_chat: OpenChat) -> None:
    sandbox.max_api.person(MIKHAIL).starts()
    mikhail = await open_chat(sandbox.url, MIKHAIL, "max")
    ask(sandbox, "№ 12", f"{BOT}?start=r_12")
    await mikhail.pane.get_by_role("link", name="Открыть").click()
    await expect(mikhail.pane.get_by_label("Кто пишет")).to_have_value(str(MIKHAIL))
    await mikhail.says("видно")
    assert [update.get("payload") for update in sandbox.max_api.take_updates()] == [None, "r_12", None]
    assert sandbox.api.history(ANNA) == []


async def test_a_bot_that_was_stopped_is_resumed(sandbox: Sandbox, open_chat: OpenChat, page: Page) -> None:
    sandbox.max_api.person(MARINA).says("привет")
    marina = await open_chat(sandbox.url, MARINA, "max")
    await marina.pane.get_by_role("button", name="Настройки чата").click()
    await page.get_by_role("menuitem", name="Остановить бота").click()
    await expect(marina.field).to_be_hidden()
    await marina.pane.get_by_role("button", name="Возобновить", exact=True).click()
    await expect(marina.field).to_be_visible()
    kinds = [update["update_type"] for update in sandbox.max_api.take_updates()]
    assert kinds == ["bot_started", "message_created", "bot_stopped", "bot_started"]


async def test_photos_sent_together_are_one_message_that_goes_as_a_whole(
    sandbox: Sandbox, open_chat: OpenChat, page: Page
) -> None:
    sandbox.max_api.person(MIKHAIL).starts()
    mikhail = await open_chat(sandbox.url, MIKHAIL, "max")
    await mikhail.sends_photos([street(1), street(2), street(3)], caption="три ямы")
    message = mikhail.messages.filter(has_text="три ямы")
    await expect(message.locator(".photos.of-3 img")).to_have_count(3)
    await message.hover()
    await message.get_by_role("button", name="Действия").click()
    await page.get_by_role("menuitem", name="Удалить").click()
    await expect(mikhail.messages).to_have_count(0)
    kinds = [update["update_type"] for update in sandbox.max_api.take_updates()]
    assert kinds == ["bot_started", "message_created", "message_removed"]


async def test_each_chat_says_which_messenger_it_is_in(sandbox: Sandbox, open_chat: OpenChat, page: Page) -> None:
    await open_chat(sandbox.url, ANNA)
    for pane, mark, person in (
        ("telegram", "Telegram", "Анна"),
        ("max", "MAX", "Михаил"),
        ("group", "Telegram", "Ольга"),
    ):
        head = page.locator(f"#{pane} .pane-head")
        await expect(head).to_be_visible()
        await expect(head.locator(".mark")).to_have_text(mark)
        await expect(head.locator(".subtitle")).to_contain_text(person)
    people = page.locator("#max").get_by_label("Кто пишет").locator("option")
    await expect(people).to_have_text(["Михаил · житель", "Марина · владелец"])
    sandbox.max_api.person(MARINA).starts()
    call(sandbox, "POST /messages", {"user_id": str(MARINA)}, {"text": "Напоминаем о сроке"})
    await expect(people).to_have_text(["Михаил · житель", "● Марина · владелец"])
    await expect(page.locator("#telegram .chooser.news")).to_have_count(0)


@pytest.mark.parametrize(("width", "beside"), [(390, False), (900, True)])
async def test_a_screen_that_is_too_narrow_for_all_has_tabs(
    sandbox: Sandbox, open_chat: OpenChat, page: Page, width: int, beside: bool
) -> None:
    """On the narrowest they are for each chat, on a tablet the operators stay beside either messenger."""
    await page.set_viewport_size({"width": width, "height": 780})
    sandbox.api.person().says("/start")
    mikhail = await open_chat(sandbox.url, MIKHAIL, "max")
    telegram, group = page.locator("#telegram"), page.locator("#group")
    tab = page.get_by_role("tab", name="Telegram")
    await expect(mikhail.pane).to_be_visible()
    await expect(telegram).to_be_hidden()
    await expect(group).to_be_visible(visible=beside)
    sandbox.api.call("sendMessage", {"chat_id": ANNA, "text": "Напоминаем о сроке"})
    await expect(tab).to_have_attribute("data-unread", "")
    await tab.click()
    await expect(telegram.locator("article").last).to_contain_text("Напоминаем о сроке")
    await expect(mikhail.pane).to_be_hidden()
    await expect(group).to_be_visible(visible=beside)
    assert await page.evaluate("document.documentElement.scrollWidth") == width
