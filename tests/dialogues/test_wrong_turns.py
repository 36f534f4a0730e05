"""Silly things on every screen: each gets a sentence that says what to do, and the draft stays."""

from dataclasses import replace

import pytest

from tests.harness.pictures import blurred, night, street
from tests.harness.world import MYTISHCHI, TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (lambda person: person.sends_voice(), "Голос я пока не разбираю"),
        (lambda person: person.sends_video(), "Видео приложить нельзя"),
        (lambda person: person.sends_sticker(), "нужно фото, место или пара слов"),
        (lambda person: person.sends_contact(), "Контакты мне не нужны"),
        pytest.param(
            lambda person: person.sends_poll(),
            "Опрос в сообщение не вложить",
            marks=pytest.mark.telegram_only("MAX has no polls"),
        ),
        (
            lambda person: person.sends_file(b"MZ...", "virus.exe", "application/x-msdownload"),
            "Такой файл не открыть",
        ),
        (lambda person: person.says("🔥🔥🔥"), "нет ни слова"),
        (lambda person: person.says("/unknown"), "Такой команды нет"),
    ],
)
async def test_what_cannot_be_used_gets_a_sentence_and_the_draft_stays(resident, act, answer):
    await resident.sends_photo(street(), caption="яма")
    await resident.does(act)
    assert resident.sees(answer), resident.transcript()
    await resident.presses(POTHOLES)
    assert resident.sees("1 фотография")


async def test_a_broken_photo_keeps_its_caption(resident):
    await resident.does(lambda p: p.sends_file(b"\xff\xd8\xff\xe0 broken", "a.jpg", "image/jpeg", "яма на дороге"))
    assert resident.sees("Фото пришло повреждённым") or resident.sees("Это не картинка")
    assert resident.sees("яма на дороге")


async def test_a_text_of_five_thousand_characters_is_kept_and_shortened(resident, stored_reports, city):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.says("слово " * 833)
    assert resident.sees("Текст длиннее, чем можно")
    await resident.presses("✂️ Оставить начало")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert len(report.description) <= city.limits.description
    assert report.description.startswith("яма на дороге")


async def test_markup_and_right_to_left_words_are_shown_as_they_are(resident, stored_reports):
    words = "<b>яма</b> & ещё <i> مرحبا"
    await resident.sends_photo(street(), caption=words)
    assert resident.sees("<b>яма</b> & ещё <i> مرحبا")
    await resident.presses("🔎 Другая тема")
    await resident.presses("🛣️ Дороги и тротуары")
    await resident.presses(POTHOLES)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.description == words


async def test_a_place_outside_the_city_names_where_to_turn(resident):
    await resident.sends_photo(street(), caption="яма")
    await resident.shares(MYTISHCHI.lat, MYTISHCHI.lon)
    assert resident.sees("вне города")
    assert resident.sees("Добродел")
    assert POTHOLES in resident.buttons


async def test_an_unknown_address_asks_again_and_keeps_everything(resident):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.says("улица Несуществующая 99")
    assert resident.sees("не нашёл")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("Проверьте и отправляйте")


async def test_dark_and_blurred_photos_are_warned_about_but_taken(resident):
    await resident.sends_photo(night(), caption="яма на дороге")
    await resident.sends_photo(blurred())
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("Фото тёмное")
    assert resident.sees("Фото смазано")
    assert "✅ Отправить" in resident.buttons


async def test_personal_data_in_the_text_is_warned_about(resident):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.says("звоните 8 916 123-45-67")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("личные данные")


async def test_a_button_of_a_sent_report_says_so(resident, stored_reports, clock):
    await resident.sends_photo(street(), caption="яма")
    card = resident.cards_with_buttons[-1]
    data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await resident.presses(POTHOLES)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    clock.move(days=31)
    await resident.does(lambda person: person.presses(card["message_id"], data, forged=True))
    assert resident.sees("уже отправлено или отменено")
    assert len(await stored_reports()) == 1


async def test_a_button_that_nobody_knows_brings_the_menu(resident):
    await resident.says("/start")
    await resident.does(lambda person: person.presses(resident.screen[-1]["message_id"], "zz:1:2", forged=True))
    assert resident.sees("Эта кнопка устарела")


async def test_somebody_elses_buttons_do_nothing(resident, neighbour, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    send = next(
        b["callback_data"]
        for row in resident.cards_with_buttons[-1]["reply_markup"]["inline_keyboard"]
        for b in row
        if b["text"] == "✅ Отправить"
    )
    await neighbour.says("/start")
    await neighbour.does(lambda person: person.presses(neighbour.screen[-1]["message_id"], send, forged=True))
    assert neighbour.sees("уже отправлено или отменено")
    assert await stored_reports() == []


async def test_an_edited_message_corrects_the_description(resident):
    await resident.says("ямо на дороге")
    mine = resident.person.messages[0]["message_id"]
    await resident.does(lambda person: person.edits(mine, "яма на дороге"))
    assert resident.sees("Исправил описание")
    assert resident.sees("«\u2068яма на дороге\u2069»")


async def test_an_edited_message_after_sending_is_explained(resident):
    await resident.sends_photo(street(), caption="яма на дороге")
    mine = resident.person.messages[0]["message_id"]
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    await resident.does(lambda person: person.edits(mine, "яма"))
    assert resident.sees("этот текст я уже использовал")


@pytest.mark.telegram_only("in MAX no location moves")
async def test_a_live_location_counts_once(resident):
    await resident.says("/new")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon, live_period=900)
    live = resident.person.messages[-3]["message_id"]
    before = len(resident.screen)
    await resident.does(lambda person: person.moves_live(live, 55.80, 37.70))
    assert len(resident.screen) == before


async def test_the_bot_points_to_the_private_chat_in_a_group(stage, resident):
    group = stage.api.operator()
    group.says("/start")
    await stage.messenger.deliver()
    assert "личном чате" in group.messages[-1]["text"]


async def test_talk_in_a_strange_group_is_answered_once_an_hour(stage, clock):
    stage.world = replace(stage.world, group=None)
    stage.restart()
    group = stage.api.operator()
    for minutes, answers in ((0, 1), (5, 1), (70, 2)):
        clock.move(minutes=minutes)
        group.says("всем привет")
        await stage.messenger.deliver()
        said = [m for m in group.messages if m["from"]["is_bot"] and "личном чате" in m.get("text", "")]
        assert len(said) == answers


async def test_menu_words_are_never_taken_for_a_description(resident):
    await resident.sends_photo(street(), caption="яма")
    await resident.says("❓ Помощь")
    assert resident.sees("Как сообщить о проблеме")
    await resident.says("📋 Мои сообщения")
    await resident.presses(POTHOLES)
    assert not resident.sees("Помощь")
