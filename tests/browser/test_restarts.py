"""The program is killed in the middle of a conversation and started again on the same folder: nothing is lost."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from bot.platforms.sandbox.api import ANNA
from tests.browser.chat import WAIT_MS, Chat, Complaints
from tests.browser.program import READY, Program
from tests.harness.pictures import street

pytestmark = pytest.mark.asyncio(loop_scope="session")

POTHOLES = "Ямы и выбоины на проезжей части"


async def test_a_killed_program_goes_on_where_it_was(browser: Browser, tmp_path: Path) -> None:
    program = Program.bot(tmp_path)
    try:
        url = program.url
        port = url.rpartition(":")[2]
        context = await browser.new_context(viewport=ViewportSize(width=1280, height=860), locale="ru-RU")
        page = await context.new_page()
        complaints = Complaints(page)
        complaints.connection_may_break = True
        anna = Chat(page)
        offline = page.locator("#offline")

        async def die_and_rise(program: Program) -> Program:
            program.kill()
            await expect(offline).to_be_visible(timeout=WAIT_MS)
            again = Program.bot(tmp_path, GOROD_SANDBOX__PORT=port)
            again.wait_for(READY)
            await expect(offline).not_to_be_visible(timeout=WAIT_MS)
            return again

        await page.goto(f"{url}/?as={ANNA}")
        await anna.begins()
        await anna.sends_photos([street()], caption="яма")
        await anna.sees("О чём это?")

        program = await die_and_rise(program)
        await anna.sees("О чём это?")
        await anna.presses(POTHOLES)
        await anna.shares_a_click_on_the_plan()
        await anna.sees("Проверьте и отправляйте")

        program = await die_and_rise(program)
        await page.reload()
        await anna.sees("Проверьте и отправляйте")
        await expect(anna.pane.locator("article.own .photo img")).to_be_visible()
        await anna.presses("✅ Отправить")
        await anna.sees("Сообщение № 1 принято")
        await anna.presses("📄 Открыть")
        await anna.sees("На модерации")
        await context.close()
        assert complaints.found == []
    finally:
        code = program.stop()
    assert code == 0, program.output
    assert '"level": "error"' not in program.output, program.output
