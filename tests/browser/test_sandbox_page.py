"""What the sandbox page has beside the resident's chat: the operators' group, links between the two, the clock."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Page, expect

from bot.platforms.sandbox.api import ANNA, GROUP, PAVEL, VERA
from bot.platforms.sandbox.clock import ClockHooks, SandboxClock
from bot.platforms.sandbox.params import Upload
from bot.platforms.sandbox.server import Sandbox, SandboxSettings, start
from tests.browser.chat import WAIT_MS, Chat
from tests.browser.conftest import OpenChat
from tests.browser.program import Program
from tests.harness.pictures import street
from tests.harness.world import Hands

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKEN = "42:sandbox"
"""The program's own, in its own sandbox."""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
START_LINK = "https://t.me/gorod_sandbox_bot?start="


class Agenda:
    """A clock and one thing that is due in two days."""

    def __init__(self) -> None:
        self.clock = SandboxClock(real=Hands(NOON))
        self.due = self.clock() + timedelta(days=2)
        self.moved = 0

    async def next_due(self) -> tuple[datetime, str] | None:
        return None if self.clock() >= self.due else (self.due, "напоминание службе о сроке сообщения № 1")

    async def has_moved(self) -> None:
        self.moved += 1


@pytest.fixture
def agenda() -> Agenda:
    return Agenda()


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(agenda: Agenda) -> AsyncIterator[Sandbox]:
    """The messenger alone, in this process: nobody but the test answers."""
    hooks = ClockHooks(next_due=agenda.next_due, moved=agenda.has_moved)
    running = await start(SandboxSettings(port=0), clock=agenda.clock, hooks=hooks)
    yield running
    await running.stop()


async def speaks_as(group: Chat, person: int) -> None:
    await group.pane.get_by_label("Кто пишет").select_option(str(person))


async def test_the_clock_is_moved_by_its_buttons(
    sandbox: Sandbox, agenda: Agenda, open_chat: OpenChat, page: Page
) -> None:
    sandbox.api.person().says("/start")
    anna = await open_chat(sandbox.url, ANNA)
    clock = page.locator("#clock")
    shown, to_next = clock.locator("time"), clock.locator("[data-by=next]")

    async def shows(moment: datetime) -> None:
        """The page has this time, give or take a minute."""
        await expect(clock).not_to_have_attribute("aria-busy", "")
        at = datetime.fromisoformat(await shown.get_attribute("datetime") or "")
        assert abs(at - moment) < timedelta(minutes=1)

    await expect(clock).to_contain_text("напоминание службе о сроке сообщения № 1")
    await shows(NOON)
    await clock.get_by_role("button", name="+1 день").click()
    await expect(clock.locator(".ahead")).to_have_text("+1 д")
    await shows(NOON + timedelta(days=1))
    await clock.get_by_role("button", name="+1 час").click()
    await expect(clock.locator(".ahead")).to_have_text("+1 д 1 ч")
    await anna.says("сегодня")
    await expect(anna.pane.locator(".day")).to_have_text(["Вчера", "Сегодня"])

    await to_next.click()
    await expect(to_next).to_have_text("Событий нет")
    await expect(to_next).to_be_disabled()
    await shows(agenda.due)
    assert agenda.moved == 3
    await page.reload()
    await expect(clock.locator(".ahead")).to_have_text("+2 д")
    await page.request.post(f"{sandbox.url}/sandbox/clock", data={"by": "hour"})  # as another open page would
    await expect(clock.locator(".ahead")).to_have_text("+2 д 1 ч")


async def test_the_clock_is_on_the_page_of_the_whole_program(
    program: Program, open_chat: OpenChat, page: Page
) -> None:
    await open_chat(program.url, ANNA)
    clock = page.locator("#clock")
    await clock.get_by_role("button", name="+1 день").click()
    await expect(clock.locator(".ahead")).to_have_text("+1 д", timeout=WAIT_MS)


async def test_pavel_speaks_in_the_group_and_a_link_there_opens_his_chat(
    program: Program, open_chat: OpenChat, page: Page
) -> None:
    private = await open_chat(program.url, ANNA)
    group = Chat(page, "group")
    text = f'№ 12 · <a href="{START_LINK}r_12">открыть</a>'
    keyboard = {"inline_keyboard": [[{"text": "Ответить", "url": f"{START_LINK}a_12"}]]}
    card = {"chat_id": GROUP, "text": text, "parse_mode": "HTML", "reply_markup": keyboard}
    async with (
        ClientSession() as server,
        server.post(f"{program.url}/bot{TOKEN}/sendMessage", json=card) as response,
    ):
        assert response.status == 200
    await speaks_as(group, PAVEL)
    await group.messages.filter(has_text="№ 12").get_by_role("button", name="Действия").click()
    await page.get_by_role("menuitem", name="Ответить").click()
    await group.says("беру")
    await expect(group.pane.locator("article.own", has_text="беру").locator(".quote")).to_contain_text("№ 12")
    await speaks_as(group, VERA)
    await expect(group.pane.locator("article:not(.own)", has_text="беру").locator(".author")).to_have_text("Павел")

    await speaks_as(group, PAVEL)
    for label, payload in (("открыть", "r_12"), ("Ответить", "a_12")):
        await group.pane.get_by_role("link", name=label).click()
        await expect(private.pane.locator("article.own").last).to_contain_text(f"/start {payload}")
        await expect(private.pane.get_by_label("Кто пишет")).to_have_value(str(PAVEL))
    assert page.url.startswith(program.url)


async def test_documents_are_downloaded_and_photos_are_sent_in_the_group(
    sandbox: Sandbox, open_chat: OpenChat, page: Page
) -> None:
    await open_chat(sandbox.url, ANNA)
    group = Chat(page, "group")
    table = Upload(b"a;b\n" * 500, "сообщения за июль.csv")
    sandbox.api.call("sendDocument", {"chat_id": GROUP, "document": "attach://d", "caption": "Июль"}, {"d": table})
    message = group.messages.filter(has_text="Июль")
    await expect(message).to_contain_text("сообщения за июль.csv")
    await expect(message).to_contain_text("2 КБ")
    async with page.expect_download() as download:
        await message.get_by_role("link").click()
    file = await download.value
    assert file.suggested_filename == "сообщения за июль.csv"
    assert (await file.path()).read_bytes() == table

    await speaks_as(group, VERA)
    await group.sends_photos([street(1), street(2)], caption="после ремонта")
    await expect(group.pane.locator("article.own .photos.of-2")).to_be_visible()
    assert [m["from"]["first_name"] for m in sandbox.api.history(GROUP)] == ["Gorod Bot", "Вера", "Вера"]


async def test_an_answer_is_asked_of_the_one_it_is_meant_for(
    sandbox: Sandbox, open_chat: OpenChat, page: Page
) -> None:
    await open_chat(sandbox.url, ANNA)
    group = Chat(page, "group")
    asked = json.dumps({"force_reply": True, "selective": True})
    sandbox.api.call(
        "sendMessage", {"chat_id": GROUP, "text": "@pavel_agency, когда почините?", "reply_markup": asked}
    )
    bar = group.pane.locator(".bar")
    await expect(group.messages).to_have_count(1)
    await expect(bar).to_be_hidden()
    await speaks_as(group, PAVEL)
    await expect(bar).to_contain_text("когда почините?")
    await group.says("завтра")
    await expect(group.pane.locator("article.own")).to_contain_text("завтра")
    assert sandbox.api.history(GROUP)[-1]["reply_to_message"]["text"] == "@pavel_agency, когда почините?"
    await speaks_as(group, VERA)
    await speaks_as(group, PAVEL)
    await expect(bar).to_be_hidden()


async def test_news_in_a_chat_that_is_not_open_are_marked(
    sandbox: Sandbox, open_chat: OpenChat, page: Page
) -> None:
    sandbox.api.person(PAVEL).says("/start")
    anna = await open_chat(sandbox.url, ANNA)
    people = anna.pane.get_by_label("Кто пишет")
    await expect(people.locator(f"option[value='{PAVEL}']")).to_have_text("Павел · служба")
    sandbox.api.call("sendMessage", {"chat_id": PAVEL, "text": "Напоминаем о сроке"})
    await expect(people.locator(f"option[value='{PAVEL}']")).to_have_text("● Павел · служба")
    await people.select_option(str(PAVEL))
    await anna.sees("Напоминаем о сроке")
    await expect(people.locator(f"option[value='{PAVEL}']")).to_have_text("Павел · служба")
