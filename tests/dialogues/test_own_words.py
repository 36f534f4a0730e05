"""In their own words: the topic and the place are taken from what is said, and each is one press from another."""

from tests.harness.pictures import street, with_place
from tests.harness.residents import PersonInChat
from tests.harness.world import ARBAT_10, TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"
UNSURE = "яма"
"""May be in a road, a yard or a park."""
LAMP = "на столбе во дворе фонарь не горит"
BULB = "у второго подъезда на Тверской 7 опять лампочка сдохла"


def acts(resident: PersonInChat) -> int:
    """Messages and presses so far."""
    own = [message for message in resident.person.messages if not message["from"]["is_bot"]]
    return len(own) + len(resident.person.answers)


# How much a report asks of a resident


async def test_photo_words_and_place_are_sent_in_three_acts_where_the_words_are_sure(resident, stored_reports):
    await resident.sends_photo(street(), caption="глубокая яма на дороге, колесо пробил")
    assert resident.sees(f"🏷 {POTHOLES} — по вашим словам")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")

    assert resident.sees("Сообщение № 1 принято")
    assert acts(resident) == 3
    assert [report.topic_id for report in await stored_reports()] == ["road-potholes"]


async def test_a_house_topic_is_sent_in_three_acts_without_its_details(resident, stored_reports):
    await resident.sends_photo(street(), caption="в подъезде перегорела лампочка")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("Какой подъезд?"), resident.transcript()
    await resident.presses("✅ Отправить")

    assert resident.sees("Сообщение № 1 принято")
    assert acts(resident) == 3
    [report] = await stored_reports()
    assert (report.topic_id, report.details) == ("house-lighting-inside", {})


async def test_photo_words_and_place_are_sent_in_four_acts_where_the_topic_is_asked(resident):
    await resident.sends_photo(street(), caption=UNSURE)
    assert resident.sees("О чём это?")
    await resident.presses(POTHOLES)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")

    assert resident.sees("Сообщение № 1 принято")
    assert acts(resident) == 4


async def test_a_photo_file_with_its_place_and_words_are_sent_in_two_acts(resident, stored_reports):
    photo = with_place(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_file(photo, caption="яма на дороге, колесо пробил")
    assert resident.sees("Проверьте и отправляйте")
    await resident.presses("✅ Отправить")

    assert acts(resident) == 2
    [report] = await stored_reports()
    assert (report.topic_id, report.place.address) == ("road-potholes", "Тверская улица, 7")


async def test_a_photo_and_words_with_an_address_are_sent_in_two_acts(resident, stored_reports):
    await resident.sends_photo(street(), caption="глубокая яма на дороге, улица Арбат 10")
    assert resident.sees("Проверьте и отправляйте")
    assert resident.sees("📍 улица Арбат, 10 (район Арбат) — по вашим словам")
    await resident.presses("✅ Отправить")

    assert acts(resident) == 2
    [report] = await stored_reports()
    assert (report.topic_id, report.place.address) == ("road-potholes", "улица Арбат, 10")


async def test_words_are_enough_where_the_topic_needs_no_photo(resident, stored_reports):
    await resident.says("не работает лифт, Тверская улица 7, третий подъезд")
    assert "📷 Добавить фото" in resident.buttons, resident.transcript()
    await resident.presses("✅ Отправить")

    assert acts(resident) == 2
    [report] = await stored_reports()
    assert (report.topic_id, report.photos) == ("house-lift-broken", ())


async def test_a_photo_can_still_be_added_at_the_review(resident, stored_reports):
    await resident.says("не работает лифт, Тверская улица 7, третий подъезд")
    await resident.presses("📷 Добавить фото")
    assert resident.sees("Покажите на фото")
    await resident.presses("⬅️ Назад")
    await resident.presses("📷 Добавить фото")
    await resident.sends_photo(street())
    assert "📷 Добавить фото" not in resident.buttons
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert len(report.photos) == 1


# The topic


async def test_a_wrong_guess_is_mended_by_one_press_on_the_review(resident, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("Тема не та?")
    others = [label for label in resident.buttons if label.startswith("🏷 ")]
    assert len(others) == 2
    assert f"🏷 {POTHOLES}" not in others
    await resident.presses(others[0])
    assert resident.sees("Проверьте и отправляйте")
    assert others[0] in resident.last
    assert "по вашим словам" not in resident.last
    assert not any(label.startswith("🏷 ") for label in resident.buttons)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.topic_id != "road-potholes"


async def test_any_other_topic_is_at_hand_where_one_was_guessed(resident):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("🔎 Другая тема")
    assert resident.sees("Выберите раздел")
    await resident.presses("⬅️ Назад")
    assert resident.sees("Проверьте и отправляйте")


async def test_a_guess_can_be_mended_while_a_photo_is_asked_for(resident):
    await resident.says("яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("Покажите на фото")
    other = next(label for label in resident.buttons if label.startswith("🏷 "))
    await resident.presses(other)
    assert other in resident.last


async def test_other_words_bring_another_topic_while_it_is_only_guessed(resident, city):
    lamp = city.catalogue.topics["yard-lighting-off"].title.ru
    await resident.says("яма на дороге")
    mine = resident.person.messages[0]["message_id"]
    assert resident.sees(f"🏷 {POTHOLES} — по вашим словам")
    await resident.does(lambda person: person.edits(mine, LAMP))
    assert f"🏷 {lamp} — по вашим словам" in resident.last


async def test_what_explains_the_first_words_joins_them_and_settles_the_topic(resident, stored_reports):
    await resident.sends_photo(street(), caption=UNSURE)
    await resident.says("посреди проезжей части, колесо пробил")
    assert resident.sees(f"🏷 {POTHOLES} — по вашим словам"), resident.transcript()
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.description == "яма\nпосреди проезжей части, колесо пробил"


async def test_a_chosen_topic_is_not_replaced_by_a_guess(resident, stored_reports, city):
    await resident.sends_photo(street(), caption=UNSURE)
    await resident.presses(city.catalogue.topics["yard-potholes"].title.ru)
    await resident.says("посреди дороги, колесо пробил")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.topic_id == "yard-potholes"


async def test_the_topic_of_a_link_is_not_replaced_by_a_guess(resident, stored_reports):
    await resident.says("/start t_yard-potholes")
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.topic_id == "yard-potholes"


async def test_words_that_fit_no_topic_are_asked_about(resident):
    await resident.sends_photo(street(), caption="помогите пожалуйста")
    assert resident.sees("О чём это?") or resident.sees("Что случилось?")
    assert not resident.sees("по вашим словам")


async def test_a_guess_survives_a_restart_and_putting_aside(stage, resident, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге")
    stage.restart()
    again = PersonInChat(stage.messenger, resident.person)
    await again.says("/new")
    await again.presses("🆕 Начать новое")
    await again.says("/my")
    await again.presses(f"📝 Черновик: {POTHOLES}")
    assert again.sees("по вашим словам")
    await again.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await again.presses("✅ Отправить")
    assert len(await stored_reports()) == 1


async def test_a_guess_can_be_mended_beside_the_question_for_its_details(resident):
    await resident.sends_photo(street(), caption="в подъезде перегорела лампочка")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("Какой подъезд?")
    await resident.presses("🔎 Другая тема")
    await resident.presses("🛣️ Дороги и тротуары")
    await resident.presses(POTHOLES)
    assert resident.sees("Проверьте и отправляйте")
    assert not resident.sees("Какой подъезд?")


# The place


async def test_the_place_of_the_words_is_one_press_from_another(resident, stored_reports):
    await resident.sends_photo(street(), caption="глубокая яма на дороге, улица Арбат 10")
    await resident.presses("📍 Другое место")
    assert resident.sees("Где это?")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert "📍 Другое место" not in resident.buttons
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.place.address == "Тверская улица, 7"


async def test_a_location_replaces_the_place_of_the_words_without_a_question(resident):
    await resident.sends_photo(street(), caption="глубокая яма на дороге, улица Арбат 10")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("📍 Место: Тверская улица, 7")
    assert resident.sees("Проверьте и отправляйте")


async def test_a_location_in_the_chat_is_not_replaced_by_an_address_in_words(resident):
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_photo(street(), caption="глубокая яма на дороге, улица Арбат 10")
    assert resident.sees("Тверская улица, 7 (Тверской район)")
    assert not resident.sees("(район Арбат)")


async def test_an_address_in_words_is_only_asked_for_where_nobody_knows_it(resident, geocoder):
    geocoder.is_down = True
    await resident.sends_photo(street(), caption="глубокая яма на дороге, улица Арбат 10")
    assert resident.sees("Где это?")


async def test_other_words_bring_another_place(resident):
    await resident.sends_photo(street(), caption="глубокая яма на дороге, улица Арбат 10")
    mine = resident.person.messages[0]["message_id"]
    await resident.does(lambda person: person.edits(mine, "глубокая яма на дороге, Тверская улица 7"))
    assert resident.sees("Тверская улица, 7 (Тверской район) — по вашим словам"), resident.transcript()


async def test_topic_place_and_entrance_of_one_sentence_are_sent_in_two_acts(resident, stored_reports):
    """The floor is asked for beside «✅ Отправить», and not answering it costs nothing."""
    await resident.sends_photo(street(), caption=BULB)
    assert resident.sees("Проверьте и отправляйте"), resident.transcript()
    assert resident.sees("📌 Подъезд: 2")
    assert resident.sees("Тверская улица, 7 (Тверской район) — по вашим словам")
    assert resident.sees("На каком этаже?")
    await resident.presses("✅ Отправить")
    assert resident.sees("Сообщение № 1 принято")
    assert acts(resident) == 2
    [report] = await stored_reports()
    assert report.topic_id == "house-lighting-inside"
    assert report.place.address == "Тверская улица, 7"
    assert report.details["entrance"] == "2"


# The photo's own place against the one that was told


async def test_a_photo_from_far_away_is_asked_about_and_the_told_place_can_stay(resident, stored_reports):
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    photo = with_place(ARBAT_10.lat, ARBAT_10.lon)
    await resident.sends_file(photo, caption="яма на дороге")
    assert resident.sees("в 980 м от места, которое вы указали: Тверская улица, 7"), resident.transcript()
    await resident.presses("📍 Где указано")
    assert resident.sees("Проверьте и отправляйте")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.place.address == "Тверская улица, 7"


async def test_a_photo_from_far_away_can_give_the_place(resident, stored_reports):
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    photo = with_place(ARBAT_10.lat, ARBAT_10.lon)
    await resident.sends_file(photo, caption="яма на дороге")
    await resident.presses("📷 Где снято")
    assert resident.sees("улица Арбат, 10")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.place.address == "улица Арбат, 10"


async def test_a_place_told_far_from_the_photo_counts_and_is_asked_about_once(resident, stored_reports):
    photo = with_place(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_file(photo, caption="яма на дороге")
    assert resident.sees("Проверьте и отправляйте")
    await resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    assert resident.sees("Где проблема?")
    await resident.presses("📍 Где указано")
    await resident.shares(ARBAT_10.lat + 0.001, ARBAT_10.lon)
    assert not resident.sees("Где проблема?")
    assert resident.sees("Проверьте и отправляйте")


async def test_a_place_near_the_photo_is_not_asked_about(resident):
    photo = with_place(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_file(photo, caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat + 0.002, TVERSKAYA_7.lon)
    assert resident.sees("Проверьте и отправляйте")


async def test_an_address_in_words_far_from_the_photo_is_asked_about(resident):
    photo = with_place(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_file(photo, caption="яма на дороге, улица Арбат 10")
    assert resident.sees("от места, которое вы указали: улица Арбат, 10"), resident.transcript()
    await resident.presses("📷 Где снято")
    assert resident.sees("Тверская улица, 7")
    assert resident.sees("Проверьте и отправляйте")


async def test_the_question_about_a_far_photo_survives_a_restart(stage, resident):
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    photo = with_place(ARBAT_10.lat, ARBAT_10.lon)
    await resident.sends_file(photo, caption="яма на дороге")
    stage.restart()
    again = PersonInChat(stage.messenger, resident.person)
    await again.presses("📷 Где снято")
    assert again.sees("улица Арбат, 10")
    assert len(again.cards_with_buttons) == 1
