"""`/settings`: a switch a row, turned in place."""

import pytest

from bot.domain.notices import Switch
from tests.dialogues.test_mine import files_one
from tests.harness.residents import text_of

RESIDENTS = (
    "✅ Публикация или отказ",
    "✅ Ответы и решения",
    "✅ Сроки и переносы",
    "✅ Напоминания проверить ответ",
    "✅ Баллы",
    "✅ Неоконченные сообщения",
    "✅ Новости моих мест",
    "⬜ Сводка недели",
    "✅ Новости города",
    "⬜ 🌙 Ответы сразу, даже ночью",
)


@pytest.fixture
def stored(stage):
    async def read(who):
        uow = stage.world.begin()
        async with uow.reading():
            return await uow.residents.of(stage.messenger.platform, who.person.id)

    return read


async def test_each_kind_has_a_row_and_work_is_for_operators(resident, olga, at_home):
    await resident.says("⚙️ Настройки")
    assert "с 22 до 8, ничего не присылаю" in resident.last
    assert [label for label in resident.buttons if label in RESIDENTS] == list(RESIDENTS)
    assert not any("Работа сотрудника" in label for label in resident.buttons)
    owner = at_home(olga)
    await owner.says("/settings")
    assert "✅ Работа сотрудника" in owner.buttons


async def test_a_press_turns_a_switch_in_place_and_back(resident, stored):
    await resident.says("/settings")
    before = len(resident.screen)
    await resident.presses("✅ Новости города")
    assert "⬜ Новости города" in resident.buttons
    assert Switch.NEWS not in (await stored(resident)).switched_off - {Switch.NEWS}
    assert not (await stored(resident)).wants(Switch.NEWS)
    await resident.presses("⬜ Новости города")
    assert (await stored(resident)).wants(Switch.NEWS)
    assert len(resident.screen) == before


async def test_two_presses_at_once_do_what_the_button_says(resident, stored):
    await resident.says("/settings")
    await resident.presses_twice("✅ Баллы")
    assert not (await stored(resident)).wants(Switch.POINTS)


async def test_an_old_settings_message_still_does_what_it_says(resident, stored):
    await resident.says("/settings")
    old = resident.screen[-1]["message_id"]
    await resident.says("/settings")
    await resident.presses("✅ Баллы", on=resident.screen[-1]["message_id"])
    await resident.presses("✅ Баллы", on=old)
    assert not (await stored(resident)).wants(Switch.POINTS)
    assert (await stored(resident)).wants(Switch.NEWS)


async def test_answers_at_night_are_switched_on_and_off(resident, stored):
    await resident.says("/settings")
    await resident.presses("⬜ 🌙 Ответы сразу, даже ночью")
    assert (await stored(resident)).at_night
    await resident.presses("✅ 🌙 Ответы сразу, даже ночью")
    assert not (await stored(resident)).at_night


async def test_the_choices_survive_another_name_and_language(resident, stored):
    await resident.says("/settings")
    await resident.presses("✅ Баллы")
    await resident.presses("🇬🇧 English")
    assert "⬜ Points" in resident.buttons
    assert "At night, from 22 to 8" in resident.screen[-2]["text"]
    await resident.does(lambda person: person.speaks("de"))
    await resident.says("/my")
    assert not (await stored(resident)).wants(Switch.POINTS)
    assert (await stored(resident)).locale == "en"


async def test_work_cannot_be_switched_by_a_forged_button(resident, stored):
    await resident.says("/settings")
    shown = resident.screen[-1]["message_id"]
    await resident.does(lambda p: p.presses(shown, "set:work:0", forged=True))
    assert (await stored(resident)).wants(Switch.WORK)
    await resident.does(lambda p: p.presses(shown, "set:everything:0", forged=True))
    assert resident.sees("Эта кнопка устарела")


async def test_a_city_without_quiet_hours_says_nothing_of_them(stage, resident):
    object.__setattr__(stage.world, "quiet_hours", (0, 0))
    stage.restart()
    resident.messenger = stage.messenger
    await resident.says("/settings")
    assert "ничего не присылаю" not in resident.last
    assert not any("🌙" in label for label in resident.buttons)


async def test_the_button_below_news_opens_the_settings_and_keeps_the_news(resident, olga, at_home, stage):
    await files_one(resident)
    owner = at_home(olga)
    await owner.says("/broadcast all")
    await owner.says("Завтра праздник")
    await owner.presses("✅ Разослать")
    await stage.time_passes(seconds=10)
    news = next(m for m in resident.screen if "Завтра праздник" in text_of(m))
    await resident.presses("⚙️ Настройки", on=news["message_id"])
    assert resident.last.startswith("Настройки")
    assert any("Завтра праздник" in text_of(m) for m in resident.screen)
