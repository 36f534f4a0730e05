"""A browser for the whole run, a program for each module, a page for each test."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from tests.browser.chat import Chat, Complaints
from tests.browser.program import Program

CHROMIUM = "CHROMIUM"
"""Environment variable with the path of the browser, where it is not one of `NAMES`."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

OpenChat = Callable[..., Awaitable[Chat]]


def find_browser() -> str | None:
    named = os.environ.get(CHROMIUM)
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = find_browser()
    if path is None:
        pytest.skip(f"no browser: install Chromium or name one with {CHROMIUM}")
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        yield browser
        await browser.close()


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """What the program finds in its environment beside its ports; a module may have settings of its own."""
    return {}


@pytest.fixture(scope="module")
def program(
    chromium: str, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """The bot on an empty folder, with its own sandbox; the tests of a module share it, a person each."""
    program = Program.bot(tmp_path_factory.mktemp("gorod"), **settings)
    try:
        yield program
    finally:
        code = program.stop()
    assert code == 0, program.output
    assert '"level": "error"' not in program.output, program.output


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page of its own, without cookies or memory; a complaint in its console fails the test."""
    context = await browser.new_context(viewport=ViewportSize(width=1280, height=860), locale="ru-RU")
    page = await context.new_page()
    complaints = Complaints(page)
    yield page
    await context.close()
    assert complaints.found == []


@pytest_asyncio.fixture(loop_scope="session")
async def open_chat(page: Page) -> OpenChat:
    async def open_chat(url: str, person: int, pane: str = "telegram") -> Chat:
        await page.goto(f"{url}/?as={person}")
        return Chat(page, pane)

    return open_chat
