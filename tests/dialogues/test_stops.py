"""Dangers and matters for other services: who to call comes first, and a press goes on with everything kept."""

import pytest

from tests.harness.pictures import street
from tests.harness.world import TVERSKAYA_7

GO_ON = "Это уже не экстренно — продолжить"
SOMETHING_ELSE = "Это другое — продолжить"


async def test_a_danger_is_answered_with_numbers_before_anything_else(resident, stored_reports):
    await resident.says("В подъезде сильный запах газа, Тверская 7")
    assert resident.sees("Запах газа")
    assert resident.sees("☎️ 104 — Газовая служба")
    assert resident.sees("Выйдите на улицу")
    assert not resident.sees("Что случилось?")
    assert await stored_reports() == []


async def test_going_on_keeps_everything_that_was_told(resident, stored_reports):
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_photo(street(), caption="яма на дороге, вчера человек упал в яму")
    assert resident.sees("☎️ 112")
    await resident.presses(GO_ON)
    assert not resident.sees("☎️ 112")
    assert resident.sees("яма на дороге, вчера человек упал в яму")
    await resident.presses("✅ Отправить")

    [report] = await stored_reports()
    assert report.place.address == "Тверская улица, 7"
    assert report.description == "яма на дороге, вчера человек упал в яму"
    assert len(report.photos) == 1


async def test_the_numbers_stay_while_more_comes(resident):
    await resident.says("искрит щиток на третьем этаже")
    await resident.sends_photo(street())
    assert "☎️ 112" in resident.last
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert "☎️ 112" in resident.last
    assert len(resident.cards_with_buttons) == 1, resident.transcript()


async def test_a_danger_that_was_gone_past_does_not_come_again_but_another_does(resident):
    await resident.says("пахнет газом у подъезда")
    await resident.presses(GO_ON)
    await resident.says("вчера сильнее пахло, запах газа")
    assert not resident.sees("104")
    await resident.says("ой, там теперь пожар")
    assert resident.sees("☎️ 101")


async def test_a_danger_in_a_typed_address_is_not_looked_up_on_the_map(resident):
    await resident.says("/new")
    await resident.presses("⌨️ Ввести адрес")
    await resident.says("Арбат 10, горит квартира на пятом этаже")
    assert resident.sees("Пожар или дым")
    await resident.presses(GO_ON)
    assert resident.sees("горит квартира на пятом этаже")


async def test_a_danger_in_a_correction_is_seen(resident):
    await resident.says("яма на дороге")
    mine = next(m["message_id"] for m in resident.person.messages if m.get("text") == "яма на дороге")
    await resident.does(lambda person: person.edits(mine, "яма на дороге, ребёнок провалился в люк"))
    assert resident.sees("Человек или ребёнок в люке")


async def test_a_stopped_draft_is_not_sent_by_an_old_button(resident, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.says("из ямы фонтан кипятка")
    assert resident.sees("МОЭК")
    await resident.says("отправить")
    assert await stored_reports() == []


async def test_cancelling_leaves_nothing_behind(resident, stored_reports):
    await resident.says("дети застряли в лифте")
    await resident.presses("🗑 Отменить")
    assert resident.sees("Отменил")
    await resident.says("/new")
    assert resident.sees("Где это?")
    assert await stored_reports() == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("в моей квартире капает кран на кухне", "+7 495 539-53-53"),
        ("забыл рюкзак в автобусе 904", "3210"),
        ("пьяные орут под окнами всю ночь", "102"),
    ],
)
async def test_what_is_for_others_gets_their_number(resident, words, number):
    await resident.says(words)
    assert resident.sees(f"☎️ {number}")
    assert resident.sees("другая служба")


async def test_what_only_sounded_like_it_goes_on(resident, stored_reports):
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_photo(street(), caption="машину поставили на тротуар, не пройти")
    assert resident.sees("Помощник Москвы")
    await resident.presses(SOMETHING_ELSE)
    assert resident.sees("машину поставили на тротуар, не пройти")
    assert not resident.sees("Помощник Москвы")


async def test_a_fallen_tree_that_hurt_nobody_is_a_report(resident):
    await resident.says("упало дерево поперёк дорожки, никого не задело")
    assert not resident.sees("☎️")
    assert "Упавшее дерево или ветви во дворе" in resident.buttons


async def test_the_button_of_a_stop_changes_nothing_the_second_time(resident):
    await resident.says("пахнет газом у подъезда")
    await resident.presses_twice(GO_ON)
    await resident.says("и провод упал на землю")
    assert resident.sees("Оборванный провод")


async def test_a_danger_in_a_letter_is_answered_with_numbers_too(resident):
    await resident.says("/help")
    await resident.presses("✉️ Написать редакции")
    await resident.says("пишу вам, а в подъезде запах газа")
    assert resident.sees("☎️ 104")
