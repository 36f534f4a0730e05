"""Filing a report: the three ways of the plan, and evidence in any order."""

import pytest

from bot.domain.reports import Status
from tests.harness.pictures import street, with_place
from tests.harness.world import ARBAT_10, TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"


async def test_a_photo_with_words_and_a_place_are_a_whole_report(resident, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге, колесо пробил")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("Тверская улица, 7")
    assert resident.sees("яма на дороге, колесо пробил")
    await resident.presses("✅ Отправить")

    assert resident.sees("Сообщение № 1 принято")
    [report] = await stored_reports()
    assert (report.topic_id, report.status) == ("road-potholes", Status.MODERATION)
    assert (report.place.address, report.place.district) == ("Тверская улица, 7", "Тверской район")
    assert report.description == "яма на дороге, колесо пробил"
    assert len(report.photos) == 1


async def test_an_address_is_typed_and_chosen_among_candidates(resident, stored_reports):
    await resident.says("/new")
    assert resident.sees("Где это?")
    await resident.presses("⌨️ Ввести адрес")
    await resident.says("Тверская 7")
    assert resident.sees("Нашёл несколько мест")
    await resident.presses("Тверская улица, 7 к1")
    assert resident.sees("📍 Место: Тверская улица, 7 к1")
    await resident.says("яма на дороге")
    await resident.sends_photo(street())
    await resident.presses("✅ Отправить")

    [report] = await stored_reports()
    assert report.place.address == "Тверская улица, 7 к1"
    assert report.description == "яма на дороге"


async def test_the_menu_leads_through_from_the_start(resident, stored_reports):
    await resident.says("/start")
    await resident.presses("📝 Сообщить о проблеме")
    await resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    assert resident.sees("Что случилось?")
    await resident.presses("🔎 Другая тема")
    await resident.presses("🛣️ Дороги и тротуары")
    await resident.presses(POTHOLES)
    assert resident.sees("Покажите на фото")
    assert resident.sees("💡")
    await resident.sends_photo(street())
    assert resident.sees("Проверьте и отправляйте")
    assert "💬 Добавить описание" in resident.buttons
    await resident.presses("✅ Отправить")

    [report] = await stored_reports()
    assert (report.topic_id, report.description, len(report.photos)) == ("road-potholes", "", 1)


async def test_a_photo_file_brings_its_own_place(resident, stored_reports):
    await resident.sends_file(with_place(TVERSKAYA_7.lat, TVERSKAYA_7.lon))
    assert resident.sees("Место взял из фотографии: Тверская улица, 7")
    await resident.says("выбоина")
    await resident.presses(POTHOLES)
    await resident.presses("✅ Отправить")

    [report] = await stored_reports()
    assert report.place.address == "Тверская улица, 7"
    assert report.photos[0].taken_at is not None


@pytest.mark.parametrize(
    "words",
    [
        "55.7576, 37.6119",
        "https://yandex.ru/maps/?pt=37.6119,55.7576&z=17",
        "https://www.google.com/maps/@55.7576,37.6119,17z",
        "https://2gis.ru/moscow/geo/37.6119,55.7576",
        "https://www.openstreetmap.org/?mlat=55.7576&mlon=37.6119#map=17/55.7576/37.6119",
    ],
)
async def test_a_place_comes_in_whatever_form_people_have_it(resident, words):
    await resident.says("/new")
    await resident.says(words)
    assert resident.sees("📍 Место: Тверская улица, 7")
    assert resident.sees("Что случилось?")


async def test_an_address_needs_no_button_while_the_place_is_asked_for(resident):
    await resident.says("/new")
    await resident.says("Арбат, 10")
    assert resident.sees("📍 Место: улица Арбат, 10")


async def test_an_album_is_answered_once(resident, stage, stored_reports):
    await resident.says("/new")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    before = len(resident.screen)
    resident.person.sends_album([street(1), street(2), street(3)], caption="яма на дороге")
    await stage.messenger.deliver_at_once()
    assert len(resident.screen) == before + 1, resident.transcript()
    assert resident.sees("3 фотографии")
    await resident.presses("✅ Отправить")

    [report] = await stored_reports()
    assert len(report.photos) == 3
    assert report.description == "яма на дороге"


async def test_an_album_before_the_place_asks_for_the_place_once(resident):
    await resident.sends_album([street(1), street(2)])
    assert [m for m in resident.screen if "Где это?" in m.get("text", "")] == [resident.screen[-1]]
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("2 фотографии")


async def test_the_sixth_photo_is_refused_and_the_five_stay(resident, stored_reports):
    await resident.sends_album([street(n) for n in range(1, 7)], caption="яма на дороге")
    assert resident.sees("не больше 5")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert len(report.photos) == 5


async def test_a_topic_without_need_of_a_photo_can_go_without(resident, stored_reports, city):
    topic = next(
        topic
        for topic in city.catalogue.topics.values()
        if topic.photo == topic.description == "optional" and not topic.details
    )
    await resident.does(lambda person: person.says(f"/start t_{topic.id}"))
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("⏭ Пропустить")
    await resident.presses("⏭ Пропустить")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert (report.topic_id, report.photos) == (topic.id, ())


async def test_only_one_card_has_buttons(resident):
    await resident.says("яма на дороге")
    await resident.sends_photo(street())
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.says("колесо пробил")
    assert len(resident.cards_with_buttons) == 1, resident.transcript()


async def test_two_presses_on_send_make_one_report(resident, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses_twice("✅ Отправить")
    assert len(await stored_reports()) == 1
    assert resident.sees("Сообщение № 1 принято")
    assert None not in resident.person.answers


async def test_without_a_geocoder_the_report_is_filed_and_gets_its_address_later(
    resident, stored_reports, geocoder, stage
):
    geocoder.is_down = True
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees("адрес уточним позже")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.place.address is None

    geocoder.is_down = False
    assert await stage.app.housekeeping.fill_addresses() == 1
    [report] = await stored_reports()
    assert report.place.address == "Тверская улица, 7"


async def test_the_twenty_first_report_of_a_day_waits_in_the_draft(resident, stored_reports, city, clock):
    for number in range(1, city.limits.reports_a_day + 1):
        await _files_one(resident, TVERSKAYA_7.lat - number / 200)
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    assert resident.sees("больше сообщений за день не примут")
    assert len(await stored_reports()) == city.limits.reports_a_day

    clock.move(hours=24)
    await resident.presses("✅ Отправить")
    assert len(await stored_reports()) == city.limits.reports_a_day + 1


async def _files_one(resident, lat):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
