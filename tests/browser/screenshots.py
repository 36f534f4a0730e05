"""The README's pictures: `python -m tests.browser.screenshots DIR` plays a real conversation and photographs it.

Everything in them is made up: the resident, the street as drawn in `scenes.py`, the plan of the sandbox.
"""

import asyncio
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, ViewportSize, async_playwright, expect

from bot.platforms.sandbox.api import ANNA
from tests.browser.chat import Chat
from tests.browser.conftest import ARGUMENTS, find_browser
from tests.browser.program import Program
from tests.browser.scenes import pothole

PHONE = ViewportSize(width=450, height=910)
SCALE = 2
COLOURS = 256
"""Of the palette: enough for a photo this small, and a third of the file."""


async def take(url: str, folder: Path, browser_path: str) -> None:
    """File a report in three acts, and photograph the chat after each."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, args=[*ARGUMENTS])
        context = await browser.new_context(
            viewport=PHONE,
            device_scale_factor=SCALE,
            locale="ru-RU",
            timezone_id="Europe/Moscow",
            color_scheme="light",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        await page.goto(f"{url}/?as={ANNA}")
        anna = Chat(page)
        await anna.begins()
        await anna.sends_photos([pothole()], caption="глубокая яма на дороге")
        await anna.sees("Где это?")
        await photograph(anna.pane, folder / "conversation.png", keyboard=True)
        await anna.shares_a_click_on_the_plan((0.47, 0.28))
        await anna.sees("Проверьте и отправляйте")
        await photograph(anna.pane, folder / "review.png")
        await anna.presses("✅ Отправить")
        await anna.sees("принято")
        await photograph(anna.pane, folder / "accepted.png")
        await browser.close()


async def photograph(pane: Locator, path: Path, *, keyboard: bool = False) -> None:
    """The pane as it stands, once its pictures are there and nothing moves; with the keyboard below if wanted."""
    if not keyboard and await pane.locator(".keyboard").is_visible():
        await pane.get_by_role("button", name="Клавиатура бота").click()
    for image in await pane.locator("img").all():
        await expect(image).to_have_js_property("complete", True)
    await expect(pane.locator(".key.busy")).to_have_count(0)
    await pane.page.mouse.move(0, 0)
    await pane.locator(".messages").evaluate("list => list.scrollTo({ top: list.scrollHeight })")
    taken = Image.open(BytesIO(await pane.screenshot(animations="disabled", caret="hide")))
    small = taken.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=3)
    small.save(path, optimize=True)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")
    folder.mkdir(parents=True, exist_ok=True)
    browser_path = find_browser()
    if browser_path is None:
        sys.exit("No browser: install Chromium, or name one with CHROMIUM=/path/to/it")
    with tempfile.TemporaryDirectory() as data:
        program = Program.bot(Path(data))
        try:
            asyncio.run(take(program.url, folder, browser_path))
        finally:
            program.stop()


if __name__ == "__main__":
    main()
