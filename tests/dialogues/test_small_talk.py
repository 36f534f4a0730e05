"""Words that report nothing get a fitting answer and never become a draft."""

import pytest

from tests.harness.pictures import street
from tests.harness.world import TVERSKAYA_7


async def filed(resident):
    """One report, waiting for moderation."""
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    assert resident.sees("№ 1 принято")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Привет!", "Здравствуйте! Расскажите"),
        ("спасибо большое", "Пожалуйста!"),
        ("где мой ответ?", "Отправленных сообщений у вас пока нет"),
        ("что ты умеешь", "Как сообщить о проблеме"),
        ("тупой бот", "Я бот и обидеться не могу"),
        ("займы без отказа, переходи по ссылке", "Объявления я не принимаю"),
        ("ау", "Пришлите фото, место или пару слов"),
        ("фывапр", "Пришлите фото, место или пару слов"),
        ("777", "Сообщения № 777 среди ваших нет"),
    ],
)
async def test_each_kind_has_its_answer_and_starts_nothing(resident, stored_reports, words, answer):
    await resident.says(words)
    assert resident.sees(answer), resident.transcript()
    assert not resident.sees("Где это?")
    await resident.says("/my")
    assert resident.sees("Пока пусто")
    assert await stored_reports() == []


async def test_who_asks_for_the_answer_sees_how_far_the_last_report_is(resident):
    await filed(resident)
    await resident.says("ну и где мой ответ")
    assert resident.sees("Вот ваше последнее сообщение")
    assert resident.sees("Сообщение № 1")
    assert resident.sees("Ответ ждём до: четверг, 3 декабря")
    await resident.presses("📄 Открыть")
    assert resident.sees("яма на дороге")


async def test_the_number_of_an_own_report_opens_it(resident):
    await filed(resident)
    await resident.says("№ 1")
    assert "Сообщение № 1" in resident.last
    assert resident.sees("яма на дороге")


async def test_the_number_of_somebody_elses_report_opens_nothing(resident, neighbour):
    await filed(resident)
    await neighbour.says("1")
    assert not neighbour.sees("яма на дороге")
    assert neighbour.sees("среди ваших нет")


async def test_a_question_that_stands_is_asked_again_below_the_answer(resident):
    await resident.sends_photo(street(), caption="яма на дороге")
    assert resident.sees("Где это?")
    await resident.says("спасибо")
    assert resident.sees("Пожалуйста!")
    assert "Где это?" in resident.last
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("яма на дороге")
    assert not resident.sees("спасибо")


async def test_a_greeting_offers_what_was_begun(resident):
    await resident.says("яма на дороге")
    await resident.says("добрый день")
    assert resident.sees("Продолжить?")
    await resident.presses("▶️ Продолжить")
    assert resident.sees("Где это?")


async def test_an_address_is_still_the_place(resident):
    await resident.says("/new")
    await resident.says("Тверская 7")
    await resident.presses("Тверская улица, 7 к1")
    assert resident.sees("📍 Место: Тверская улица, 7 к1")


async def test_a_typed_answer_is_no_small_talk(resident, stage):
    await resident.says("/help")
    await resident.presses("✉️ Написать редакции")
    await resident.says("спасибо вам большое")
    assert not resident.sees("без вас город")


async def test_rude_words_about_a_problem_are_a_report(resident):
    await resident.says("вы там совсем, сволочи, снег во дворе не чищен третий день")
    assert "Неубранный снег во дворе" in resident.buttons
    assert not resident.sees("обидеться")


async def test_a_photo_with_a_greeting_is_evidence(resident):
    await resident.sends_photo(street(), caption="здравствуйте")
    assert resident.sees("📷 1 фотография")


async def test_yes_still_sends_a_report_that_is_ready(resident, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.says("да")
    assert len(await stored_reports()) == 1
