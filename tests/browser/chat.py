"""One person's chat on the sandbox page, in the words of the tests: says, sends, presses, sees."""

import re
from collections.abc import Sequence

from playwright.async_api import ConsoleMessage, FilePayload, FloatRect, Locator, Page, expect

WAIT_MS = 20_000
"""Longest wait for an answer; the bot takes a fraction of a second, a busy machine may not."""

LAST_THREE = (
    "xpath=(.//article[contains(@class, 'message') and not(contains(@class, 'own'))])[position() > last() - 3]"
)

Spot = tuple[float, float]
"""Parts of a width and a height, 0 to 1."""


class Chat:
    """A pane of the page and the person who writes in it."""

    def __init__(self, page: Page, pane: str = "telegram") -> None:
        self.page = page
        self.pane = page.locator(f"#{pane}")
        self.messages = self.pane.locator("article.message")
        self.last_three = self.pane.locator(LAST_THREE)
        self.field = self.pane.get_by_role("textbox", name="Сообщение", exact=True)

    async def begins(self) -> None:
        """The button of an empty chat: «Запустить», in MAX «Начать»."""
        await self.pane.get_by_role("button", name=re.compile("^(Запустить|Начать)$")).click()
        await self.sees("Здравствуйте!")

    async def says(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")
        await expect(self.field).to_have_value("")

    async def sends_photos(self, photos: Sequence[bytes], caption: str = "") -> None:
        """Chosen from the disk, looked at in the dialog, sent."""
        files = [FilePayload(name=f"photo-{n}.jpg", mimeType="image/jpeg", buffer=p) for n, p in enumerate(photos)]
        await self.pane.locator("input[type=file]").set_input_files(files)
        dialog = self.page.locator("dialog.sending")
        await dialog.get_by_role("textbox", name="Подпись").fill(caption)
        await dialog.get_by_role("button", name="Отправить", exact=True).click()
        await expect(dialog).to_have_count(0)

    async def attaches(self, what: str) -> None:
        """Something from the menu under the paper clip."""
        await self.pane.get_by_role("button", name="Прикрепить").click()
        await self.page.get_by_role("menuitem", name=what).click()

    async def presses(self, label: str) -> None:
        """The lowest button that carries this label or begins with it."""
        await self.button(label).click(timeout=WAIT_MS)

    async def shares_a_click_on_the_plan(self, at: Spot = (0.5, 0.5), *, farther: int = 0) -> None:
        """«📍 Отправить геопозицию», then a click at a part of the plan's width and height.

        Args:
            farther: How many times to press «Дальше» before.
        """
        await self.presses("📍 Отправить геопозицию")
        await self.chooses_on_the_plan(at, farther=farther)

    async def chooses_on_the_plan(self, at: Spot, *, farther: int = 0) -> None:
        dialog = self.page.locator("dialog.plan-dialog")
        for _ in range(farther):
            await dialog.get_by_role("button", name="Дальше").click()
        plan = dialog.get_by_role("application")
        box = await _box(plan)
        await plan.click(position={"x": box["width"] * at[0], "y": box["height"] * at[1]})
        await dialog.get_by_role("button", name="Отправить геопозицию").click()
        await expect(dialog).to_have_count(0)

    async def sees(self, words: str) -> None:
        """The words stand, or come to stand, in one of the bot's last three messages."""
        await expect(self.last_three.filter(has_text=words).last).to_be_visible(timeout=WAIT_MS)

    async def has_not(self, words: str) -> None:
        await expect(self.messages.filter(has_text=words)).to_have_count(0)

    def button(self, label: str) -> Locator:
        """Under a message, else under the input field; a label may be given by its beginning."""
        return (
            self.pane.locator("button.key").filter(has_text=re.compile(f"^{re.escape(label)}"), visible=True).last
        )


class Complaints:
    """What the page writes to the browser's console, and exceptions in it; a test ends with none."""

    def __init__(self, page: Page) -> None:
        self.found: list[str] = []
        self.connection_may_break = False
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.found.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if self.connection_may_break and "net::ERR_" in message.text:
            return
        self.found.append(f"{message.text} ({message.location['url']})")


async def _box(locator: Locator) -> FloatRect:
    box = await locator.bounding_box()
    assert box is not None
    return box
