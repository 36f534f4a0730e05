"""«📍 Рядом»: open reports around a place, to read and to join; and what is not shown to others."""

from tests.dialogues.test_similar import files, fills, people_of
from tests.harness.pictures import street
from tests.harness.residents import text_of
from tests.harness.world import ARBAT_10, MYTISHCHI, TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"


async def publishes(resident, olga, count):
    """So many potholes, each 30 m farther from Tverskaya 7 than the one before."""
    for number in range(1, count + 1):
        await fills(resident, seed=number, at=(TVERSKAYA_7.lat + 0.00027 * number, TVERSKAYA_7.lon))
        if number > 1:
            await resident.presses("🆕 Это другая проблема")
        await resident.presses("✅ Отправить")
        await olga.says(f"/publish {number}")


async def test_the_nearest_come_first_and_one_is_opened_and_joined(resident, neighbour, olga, stage):
    await publishes(resident, olga, 2)
    stage.world.clock.move(days=1)
    await neighbour.says("/start")
    await neighbour.presses("📍 Рядом")
    assert neighbour.sees("Что уже сообщили рядом?")
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    lines = neighbour.last.split("\n")
    assert lines[2] == f"1️⃣ 30 м · {POTHOLES}", neighbour.transcript()
    assert lines[3] == "🔧 Тверская улица, 7 к1 · 1 день назад"
    assert lines[5] == f"2️⃣ 60 м · {POTHOLES}"
    await neighbour.presses("2️⃣")
    assert neighbour.sees("Сообщение № 2")
    assert neighbour.sees("Отсюда 60 м")
    assert neighbour.screen[-1].get("photo")
    await neighbour.presses("➕ Присоединиться")
    assert neighbour.sees("Вы присоединились")
    assert await people_of(stage, 2) == 1
    await neighbour.presses("⬅️ К списку")
    assert "👥 2" in neighbour.last
    assert "Анна" not in neighbour.transcript()


async def test_a_location_sent_while_near_waits_is_no_draft(neighbour, stage):
    await neighbour.says("/near")
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert neighbour.sees("Рядом всё спокойно")
    async with stage.world.begin() as uow:
        person = await uow.residents.of(stage.platform, neighbour.person.id)
        assert await uow.drafts.current(person.id) is None
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert neighbour.sees("Что случилось?"), "the next one is a report's place again"


async def test_an_address_is_typed_and_chosen_among_several(resident, neighbour, olga):
    await publishes(resident, olga, 1)
    await neighbour.says("/near")
    await neighbour.says("Тверская 7")
    assert neighbour.sees("Нашёл несколько мест")
    await neighbour.presses("Тверская улица, 7 к1")
    assert neighbour.sees("1️⃣")
    await neighbour.says("/near Арбат 10")
    assert neighbour.sees("1️⃣ 1 км"), neighbour.transcript()


async def test_an_address_that_nobody_knows_is_asked_for_again(neighbour):
    await neighbour.says("/near")
    await neighbour.says("улица Непонятная, 5")
    assert neighbour.sees("не нашёл"), neighbour.transcript()
    await neighbour.says("Арбат 10")
    assert neighbour.sees("Рядом всё спокойно")


async def test_outside_the_city_it_says_where_to_turn(neighbour):
    await neighbour.says("/near")
    await neighbour.shares(MYTISHCHI.lat, MYTISHCHI.lon)
    assert neighbour.sees("Добродел"), neighbour.transcript()
    await neighbour.shares(ARBAT_10.lat, ARBAT_10.lon)
    assert neighbour.sees("Рядом всё спокойно")


async def test_the_place_of_the_last_report_is_a_press_away(resident, olga):
    await publishes(resident, olga, 1)
    await resident.says("/near")
    await resident.presses("📌 Тверская улица, 7 к1")
    assert resident.sees("1️⃣"), resident.transcript()
    await resident.presses("1️⃣")
    assert resident.sees("Это ваше сообщение")
    assert "➕ Присоединиться" not in resident.buttons
    await resident.presses("📄 Открыть")
    assert resident.sees("История") or "🕓 История" in resident.buttons


async def test_pages_are_turned(resident, neighbour, olga):
    await publishes(resident, olga, 7)
    await neighbour.says("/near")
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert "◀️" not in neighbour.buttons
    await neighbour.presses("▶️")
    assert "1️⃣ 180 м" in neighbour.last, neighbour.transcript()
    assert "3️⃣" not in neighbour.last
    assert "▶️" not in neighbour.buttons
    await neighbour.presses("2️⃣")
    assert neighbour.sees("Сообщение № 7")
    await neighbour.presses("⬅️ К списку")
    assert "1️⃣ 180 м" in neighbour.last


async def test_what_is_said_instead_of_a_place_is_a_report(neighbour):
    await neighbour.says("/near")
    await neighbour.says("на дороге огромная яма, колесо пробил сегодня")
    assert neighbour.sees("О чём это?") or neighbour.sees("🏷"), neighbour.transcript()
    await neighbour.says("/near")
    await neighbour.sends_photo(street(), caption="яма на дороге")
    assert POTHOLES in neighbour.transcript()


async def test_half_an_hour_later_a_location_is_about_something_else(neighbour, stage):
    await neighbour.says("/near")
    stage.world.clock.move(minutes=31)
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert neighbour.sees("Что случилось?"), neighbour.transcript()


async def test_it_can_be_left(neighbour):
    await neighbour.says("/near")
    await neighbour.presses("✖️ Не искать")
    assert neighbour.sees("не ищу")
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert neighbour.sees("Что случилось?")


async def test_nothing_there_offers_to_report_here_and_to_follow_the_place(neighbour):
    await neighbour.says("/near")
    await neighbour.shares(ARBAT_10.lat, ARBAT_10.lon)
    assert "🔔 Следить за этим местом" in neighbour.buttons
    await neighbour.presses("📝 Сообщить здесь")
    assert neighbour.sees("Арбат, 10")
    assert neighbour.sees("Что случилось?"), neighbour.transcript()


async def test_only_published_open_reports_are_shown(resident, neighbour, olga):
    await publishes(resident, olga, 1)
    await files(resident, seed=8, at=(ARBAT_10.lat, ARBAT_10.lon))
    await neighbour.says("/near")
    await neighbour.shares(ARBAT_10.lat, ARBAT_10.lon)
    assert "№ 2" not in neighbour.transcript()
    assert "Арбат, 10" not in neighbour.last
    await olga.says("/reject 2 не то")
    for data in ("no:2:::0", "na:2:::0:photos", "na:2:::0:map"):
        await neighbour.does(lambda p, d=data: p.presses(neighbour.screen[-1]["message_id"], d, forged=True))
        assert neighbour.sees("среди ваших нет"), neighbour.transcript()


async def test_a_link_opens_a_published_report_of_others(resident, neighbour, olga):
    await publishes(resident, olga, 1)
    await neighbour.says("/start r_1")
    assert neighbour.sees("Сообщение № 1")
    assert "➕ Присоединиться" in neighbour.buttons
    assert "↩️ Отозвать" not in neighbour.buttons


async def test_a_report_of_others_shows_its_answer_and_photos(resident, neighbour, olga, pavel):
    await publishes(resident, olga, 1)
    await pavel.sends_album([street(5), street(6)], "/answer 1 заделали")
    await olga.says("/publish 1")
    await neighbour.says("/start r_1")
    assert neighbour.sees("заделали")
    await neighbour.presses("🖼 Фото ответа: 2")
    assert any(m.get("media_group_id") for m in neighbour.screen)
    await neighbour.presses("🗺 На карте")
    assert neighbour.place == "Тверская улица, 7 к1"


async def test_in_english(neighbour, resident, olga):
    await publishes(resident, olga, 1)
    await neighbour.does(lambda person: person.speaks("en"))
    await neighbour.says("/near")
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert any("Open reports nearby" in text_of(m) for m in neighbour.screen)
    await neighbour.presses("1️⃣")
    assert neighbour.sees("Reported by 1 person")
