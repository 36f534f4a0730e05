"""Mended: what residents once lost, or were told wrongly, on some screen."""

import pytest

from tests.dialogues.test_screens import POTHOLES, at_the_change, at_the_place, at_the_review, at_the_topic, small
from tests.harness.pictures import with_place
from tests.harness.residents import text_of
from tests.harness.world import TVERSKAYA_7

LOCATION_BUTTON = ["📍 Отправить геопозицию"]


def apologizes(resident, stage):
    return resident.sees(stage.app.translator.of("ru")("error-unexpected"))


def data_of(card, label):
    return next(
        b["callback_data"]
        for row in card["reply_markup"]["inline_keyboard"]
        for b in row
        if b["text"].startswith(label)
    )


async def test_a_draft_put_aside_leaves_no_card_to_press(resident, clock):
    await resident.says("яма на дороге")
    clock.move(hours=13)
    await resident.says("фонарь не горит")
    assert len(resident.cards_with_buttons) == 1, resident.transcript()


async def test_a_link_to_a_topic_retires_the_card_of_the_draft_before(resident):
    await at_the_topic(resident)
    await resident.says("/start t_road-potholes")
    assert not resident.cards_with_buttons, resident.transcript()


async def test_a_cancelled_draft_is_not_sent_by_a_press_that_came_too_late(resident, stage, stored_reports):
    await at_the_review(resident)
    resident.person.taps("🗑 Отменить")
    resident.person.taps("✅ Отправить")
    await stage.messenger.deliver_at_once()
    assert await stored_reports() == [], resident.transcript()


async def test_a_photo_card_of_three_days_ago_keeps_no_buttons_when_another_takes_its_place(resident, clock):
    await at_the_review(resident)
    clock.move(days=3)
    await resident.says("/new")
    assert len(resident.cards_with_buttons) == 1, resident.transcript()


async def test_a_long_text_typed_as_an_address_is_answered(resident, stage):
    await at_the_place(resident)
    await resident.presses("⌨️ Ввести адрес")
    await resident.says("слово " * 500)
    assert not apologizes(resident, stage)


@pytest.mark.parametrize("words", ["55.7522, 37.5995", "https://yandex.ru/maps/?pt=37.5995,55.7522&z=17"])
async def test_a_place_sent_instead_of_a_new_description_loses_no_description(resident, words):
    await at_the_change(resident)
    await resident.presses("💬 Описание")
    await resident.says(words)
    assert resident.sees("яма на дороге"), resident.transcript()
    assert resident.sees("улица Арбат, 10")


@pytest.mark.parametrize("words", ["🔥", "55.7522, 37.5995"])
async def test_what_is_no_search_loses_no_topic(resident, words):
    await at_the_change(resident)
    await resident.presses("🏷 Тему")
    await resident.says(words)
    await resident.says("/new")
    assert f"🏷 {POTHOLES}" in resident.last, resident.transcript()


async def test_an_edit_keeps_the_words_that_other_messages_brought(resident):
    await resident.says("ямо на дороге")
    await resident.says("у дома напротив аптеки")
    await resident.presses("➕ Это не поиск")
    await resident.does(lambda person: person.edits(person.messages[0]["message_id"], "яма на дороге"))
    await resident.says("/new")
    assert "напротив аптеки" in resident.last, resident.transcript()


async def test_an_edit_into_no_words_does_not_empty_the_description(resident):
    await resident.says("яма на дороге")
    await resident.does(lambda person: person.edits(person.messages[0]["message_id"], "🔥"))
    assert not resident.sees("Исправил описание"), resident.transcript()


async def test_looking_for_another_topic_in_vain_leaves_the_topic(resident):
    await at_the_change(resident)
    await resident.presses("🏷 Тему")
    await resident.says("абракадабра")
    await resident.presses("⬅️ Назад")
    assert resident.sees("Проверьте и отправляйте")


async def test_an_address_typed_when_the_place_is_asked_for_again_is_the_place(resident):
    await at_the_change(resident)
    await resident.presses("📍 Место")
    await resident.says("Арбат, 10")
    assert resident.sees("📍 Место: улица Арбат, 10"), resident.transcript()


async def test_back_from_the_candidates_leaves_the_place(resident):
    await at_the_change(resident)
    await resident.presses("📍 Место")
    await resident.presses("⌨️ Ввести адрес")
    await resident.says("Тверская 7")
    await resident.presses("⬅️ Назад")
    assert resident.sees("Проверьте и отправляйте"), resident.transcript()


async def test_the_answer_to_last_nights_question_goes_into_last_nights_draft(resident, clock):
    await at_the_place(resident)
    clock.move(hours=13)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("Проверьте и отправляйте"), resident.transcript()


async def test_a_draft_put_aside_by_an_address_is_told(resident, clock):
    await resident.says("яма на дороге")
    clock.move(hours=13)
    await resident.says("Арбат, 10")
    assert "🗂" in resident.last, resident.transcript()


async def test_the_location_keyboard_goes_when_the_place_is_not_asked_any_more(resident):
    await at_the_change(resident)
    await resident.presses("📍 Место")
    await resident.sends_photo(small(2))
    assert resident.sees("Проверьте и отправляйте")
    assert LOCATION_BUTTON not in resident.person.keyboard


async def test_the_location_keyboard_goes_when_a_finished_draft_is_taken_up(resident):
    await at_the_review(resident)
    await resident.says("/new")
    await resident.presses("🆕 Начать новое")
    await resident.says("/my")
    await resident.presses("📝 Черновик")
    assert LOCATION_BUTTON not in resident.person.keyboard, resident.transcript()


async def test_a_new_language_leaves_the_question_that_stands(resident):
    await resident.says("/new")
    await resident.says("/settings")
    await resident.presses("🇬🇧 English")
    assert ["📍 Send location"] in resident.person.keyboard, resident.transcript()


async def test_a_second_press_on_withdraw_does_not_say_that_work_began(resident):
    await at_the_review(resident)
    await resident.presses("✅ Отправить")
    await resident.presses("↩️ Отозвать")
    await resident.presses_twice("↩️ Да, отозвать")
    assert not resident.sees("уже взяли в работу"), resident.transcript()


async def test_write_it_shorter_changes_the_screen(resident):
    await at_the_review(resident)
    await resident.says("слово " * 100)
    before = [text_of(m) for m in resident.screen]
    await resident.presses("✏️ Написать короче")
    assert [text_of(m) for m in resident.screen] != before


async def test_what_a_text_tells_to_press_is_on_the_screen(resident):
    await resident.sends_file(with_place(TVERSKAYA_7.lat, TVERSKAYA_7.lon))
    assert not resident.sees("нажмите «✏️ Изменить»") or "✏️ Изменить" in resident.buttons, resident.transcript()


async def test_an_edit_after_sending_does_not_send_to_a_button_that_is_not_there(resident):
    await at_the_review(resident)
    await resident.presses("✅ Отправить")
    await resident.does(lambda person: person.edits(person.messages[0]["message_id"], "яма 2"))
    assert not resident.sees("«✏️ Изменить»"), resident.transcript()


async def test_too_many_photos_of_a_report_name_no_button_of_a_draft(resident):
    await at_the_review(resident)
    await resident.presses("✅ Отправить")
    await resident.presses("📷 Добавить фото")
    await resident.sends_album([small(n) for n in range(2, 8)])
    assert not resident.sees("«✏️ Изменить»"), resident.transcript()


async def test_two_presses_on_cancel_are_one(resident):
    await at_the_topic(resident)
    await resident.presses_twice("🗑 Отменить")
    assert [text_of(m) for m in resident.screen].count("Отменил, ничего не отправлено.") == 1


async def test_two_presses_on_a_topic_ask_for_the_place_once(resident):
    await resident.says("яма")
    await resident.presses_twice(POTHOLES)
    assert sum("Где это?" in text_of(m) for m in resident.screen) == 1


async def test_the_draft_in_hand_is_among_my_reports(resident):
    await at_the_topic(resident)
    await resident.says("/my")
    assert not resident.sees("Пока пусто")
    assert any(label.startswith("📝 Черновик") for label in resident.buttons)


async def test_a_letter_keeps_its_links(resident, database):
    await resident.says("/help")
    await resident.presses("✉️ Написать редакции")
    await resident.says("почему https://yandex.ru/maps/?pt=37.6119,55.7576&z=17 отклонили?")
    async with database.reading() as connection:
        [row] = (await connection.exec_driver_sql("SELECT words FROM letters")).all()
    assert "yandex.ru" in row.words


async def test_a_letter_with_a_photo_is_no_report(resident):
    await resident.says("/help")
    await resident.presses("✉️ Написать редакции")
    await resident.sends_photo(small(), caption="почему отклонили?")
    assert "О чём это?" not in resident.last, resident.transcript()


async def test_a_video_with_words_says_that_the_video_is_left_out(resident):
    await resident.does(lambda person: person.sends_video(caption="яма на дороге"))
    assert resident.sees("Видео приложить нельзя"), resident.transcript()


async def test_words_with_an_added_photo_are_not_lost_in_silence(resident):
    await at_the_review(resident)
    await resident.presses("✅ Отправить")
    await resident.presses("📷 Добавить фото")
    await resident.sends_photo(small(2), caption="вид от второго подъезда")
    assert resident.sees("подпис") or resident.sees("второго подъезда"), resident.transcript()


async def test_the_photo_that_a_report_has_already_is_not_said_to_be_added(resident):
    await at_the_review(resident)
    await resident.presses("✅ Отправить")
    await resident.presses("📷 Добавить фото")
    await resident.sends_photo(small(1))
    assert not resident.sees("Добавил"), resident.transcript()


async def test_adding_photos_ends_by_itself(resident, stored_reports, clock):
    await at_the_review(resident)
    await resident.presses("✅ Отправить")
    await resident.presses("📷 Добавить фото")
    clock.move(days=10)
    await resident.sends_photo(small(2), caption="фонарь не горит")
    assert len((await stored_reports())[0].photos) == 1


async def test_a_link_to_a_topic_out_of_season_says_so(resident, city, clock):
    closed = next(t for t in city.catalogue.topics.values() if not t.is_open(city.today(clock())))
    await resident.says(f"/start t_{closed.id}")
    assert resident.sees("сейчас закрыта"), resident.transcript()


async def test_a_topic_that_closed_meanwhile_is_not_sent(resident, city, clock, stored_reports):
    await resident.says("/start t_trade-cafe-period")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_photo(small())
    clock.move(days=180)
    await resident.presses("✅ Отправить")
    assert await stored_reports() == []


async def test_the_words_of_the_location_button_are_no_description(resident):
    await resident.says("/new")
    await resident.says("📍 Отправить геопозицию")
    assert "💬" not in resident.last, resident.transcript()


@pytest.mark.parametrize("words", ["отправить", "✅ Отправить", "да"])
async def test_the_words_of_a_button_are_no_description(resident, words):
    await at_the_review(resident)
    await resident.says(words)
    assert f"яма на дороге\n{words}" not in resident.last, resident.transcript()


@pytest.mark.parametrize(
    "data",
    [
        "r:99999999999999999999:show",
        "dp:{draft}:99999999999:0",
        "dr:{draft}:-1:",
    ],
)
async def test_forged_numbers_are_an_old_button(resident, stage, data):
    await resident.says("яма")
    card = resident.cards_with_buttons[-1]
    draft = data_of(card, POTHOLES).split(":")[1]
    await resident.does(lambda p: p.presses(card["message_id"], data.format(draft=draft), forged=True))
    assert not apologizes(resident, stage), resident.transcript()


async def test_a_caption_is_measured_as_the_messenger_does(resident, city):
    await resident.does(lambda p: p.sends_venue(TVERSKAYA_7.lat, TVERSKAYA_7.lon, "К" * 100, "улица " * 20))
    await resident.sends_photo(small(), caption="a" + "🏚" * (city.limits.description - 1))
    await resident.presses("🔎 Другая тема")
    await resident.presses("🛣️ Дороги и тротуары")
    await resident.presses(POTHOLES)
    assert resident.sees("Проверьте и отправляйте"), resident.transcript()


async def test_one_place_without_an_address_does_not_keep_the_others_waiting(resident, stage, geocoder, clock):
    geocoder.is_down = True
    await at_the_review(resident)
    await resident.presses("✅ Отправить")
    clock.move(minutes=1)
    await resident.sends_photo(small(2), caption="яма на дороге")
    await resident.shares(55.70, 37.50)
    await resident.presses("✅ Отправить")
    geocoder.is_down = False
    assert await stage.app.housekeeping.fill_addresses() == 1


async def test_a_draft_nobody_touched_for_a_month_is_forgotten(resident, stage, clock):
    """`/privacy` says so."""
    await resident.says("яма на дороге")
    clock.move(days=29)
    assert await stage.app.housekeeping.forget_drafts() == 0
    clock.move(days=2)
    assert await stage.app.housekeeping.forget_drafts() == 1
    await resident.says("/my")
    assert resident.sees("Пока пусто")
