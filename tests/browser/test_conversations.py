"""Residents file reports on the sandbox page: the ways that the README shows, and the silly ones."""

import pytest
from playwright.async_api import expect

from bot.platforms.sandbox.api import ANNA, BORIS, OLGA
from tests.browser.chat import WAIT_MS
from tests.browser.conftest import OpenChat
from tests.browser.program import Program
from tests.harness.pictures import street

pytestmark = pytest.mark.asyncio(loop_scope="session")

POTHOLES = "Ямы и выбоины на проезжей части"
STAIRCASE_LIGHT = "Не работает освещение в подъезде"
NORTH_EAST_OF_THE_CITY = (0.85, 0.05)
BACK_IN_THE_CITY = (0.15, 0.95)
"""The plan opens where one was last; from there."""


async def test_a_photo_with_words_and_a_click_on_the_plan_are_a_report(
    program: Program, open_chat: OpenChat
) -> None:
    anna = await open_chat(program.url, ANNA)
    await anna.begins()
    await anna.sends_photos([street()], caption="яма на дороге, колесо пробил")
    await anna.sees("по вашим словам")
    await anna.shares_a_click_on_the_plan()
    await anna.sees("Проверьте и отправляйте")
    await anna.sees("яма на дороге, колесо пробил")
    await anna.presses("✅ Отправить")
    await anna.sees("принято")
    await anna.sees("Ответ ждём до")


async def test_an_address_is_typed_and_the_topic_found_by_words(program: Program, open_chat: OpenChat) -> None:
    boris = await open_chat(program.url, BORIS)
    await boris.begins()
    await boris.presses("📝 Сообщить о проблеме")
    await boris.sees("Где это?")
    await boris.presses("⌨️ Ввести адрес")
    await boris.sees("Напишите улицу и дом")
    await boris.says("Арбат 10")
    await boris.sees("Нашёл несколько мест")
    await expect(boris.button("улица Новый Арбат, 10")).to_be_visible()
    await boris.presses("улица Арбат, 10")
    await boris.sees("Что случилось?")
    await boris.says("темно")
    await boris.sees("О чём это?")
    await boris.says("свет в подъезде")
    await boris.sees(f"{STAIRCASE_LIGHT} — по вашим словам")
    await boris.sees("Покажите на фото")
    await boris.sends_photos([street(1), street(2), street(3)])
    await boris.sees("3 фотографии")
    await boris.sees("Какой подъезд?")
    await boris.presses("✅ Отправить")
    await boris.sees("принято")

    await boris.presses("📄 Открыть")
    await boris.sees("На модерации")
    await boris.presses("🖼 Все фото")
    await expect(boris.pane.locator("article.message:not(.own) .photos.of-3")).to_be_visible(timeout=WAIT_MS)


async def test_wrong_turns_get_an_answer_each_and_the_report_is_filed_all_the_same(
    program: Program, open_chat: OpenChat
) -> None:
    olga = await open_chat(program.url, OLGA)
    await olga.begins()
    await olga.presses("📝 Сообщить о проблеме")
    for what, answer in (("Стикер", "чтобы помочь, нужно фото"), ("Голосовое", "Голос я пока не разбираю")):
        await olga.attaches(what)
        await olga.sees(answer)
    await olga.says("🔥🔥🔥")
    await olga.sees("Тут нет ни слова")
    await olga.shares_a_click_on_the_plan(NORTH_EAST_OF_THE_CITY, farther=4)
    await olga.sees("вне города")
    await olga.presses("🗑 Отменить")
    await olga.sees("Отменил, ничего не отправлено")

    await olga.sends_photos([street()], caption="<b>яма</b> & ещё <i>")
    await olga.sees("<b>яма</b> & ещё <i>")
    await olga.presses("🔎 Другая тема")
    await olga.presses("🛣️ Дороги и тротуары")
    await expect(olga.button(POTHOLES)).to_be_visible(timeout=WAIT_MS)
    await olga.presses("⬅️ Назад")
    await olga.sees("Выберите раздел")
    await olga.presses("🛣️ Дороги и тротуары")
    await olga.presses(POTHOLES)
    await olga.shares_a_click_on_the_plan(BACK_IN_THE_CITY, farther=4)
    await olga.sees("Проверьте и отправляйте")

    await olga.says("слово " * 833)
    await olga.sees("Текст длиннее, чем можно")
    await olga.presses("✂️ Оставить начало")
    await olga.sees("Проверьте и отправляйте")
    await olga.presses("🗑 Отменить")
    await olga.sees("Отменил, ничего не отправлено")
    await olga.presses("↩️ Вернуть")
    await olga.sees("Проверьте и отправляйте")
    await olga.presses("✅ Отправить")
    await olga.sees("принято")


async def test_a_narrow_screen_shows_one_chat_at_a_time(program: Program, open_chat: OpenChat) -> None:
    anna = await open_chat(program.url, ANNA)
    await anna.page.set_viewport_size({"width": 390, "height": 780})
    group = anna.page.locator("#group")
    await expect(anna.pane).to_be_visible()
    await expect(group).not_to_be_visible()
    await anna.page.get_by_role("tab", name="Операторы").click()
    await expect(group).to_be_visible()
    await expect(anna.pane).not_to_be_visible()
    await anna.page.get_by_role("tab", name="Telegram").click()
    if await anna.pane.get_by_role("button", name="Запустить", exact=True).is_visible():
        await anna.begins()
    await anna.says("/help")
    await anna.sees("Как сообщить о проблеме")
    await expect(anna.button("📝 Сообщить о проблеме")).to_be_in_viewport()
    width = await anna.page.evaluate("document.documentElement.scrollWidth")
    assert width == 390, "the page is wider than the screen"
