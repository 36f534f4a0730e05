"""«Мои сообщения», settings, help and letters."""

from bot.domain.reports import Status
from tests.harness.pictures import street
from tests.harness.world import TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"


async def files_one(resident, seed=1):
    await resident.sends_photo(street(seed), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    if "Вы уже сообщали о похожем" in resident.last:
        await resident.presses("🆕 Это другая проблема")
    await resident.presses("✅ Отправить")


async def test_an_empty_list_says_how_to_begin(resident):
    await resident.says("/my")
    assert resident.sees("Пока пусто")
    await resident.presses("📝 Сообщить о проблеме")
    assert resident.sees("Где это?")


async def test_a_report_has_a_card_with_photos_map_and_history(resident):
    await files_one(resident)
    await resident.says("📋 Мои сообщения")
    await resident.presses("🕓 № 1")
    assert resident.sees("Сообщение № 1")
    assert resident.sees("На модерации")
    assert resident.screen[-1].get("photo")
    await resident.presses("🗺 На карте")
    assert resident.place == "Тверская улица, 7"
    await resident.presses("🕓 История")
    assert resident.sees("отправлено, ждёт модератора")


async def test_pages_turn_and_wrap(resident):
    for _ in range(7):
        await files_one(resident)
    await resident.says("/my")
    assert any(b.startswith("🕓 № 7") for b in resident.buttons)
    await resident.presses("▶️")
    assert any(b.startswith("🕓 № 1 ") for b in resident.buttons)
    await resident.presses("▶️")
    assert any(b.startswith("🕓 № 7") for b in resident.buttons)


async def test_a_report_is_withdrawn_once_and_only_when_meant(resident, stored_reports):
    await files_one(resident)
    await resident.presses("↩️ Отозвать")
    assert (await stored_reports())[0].status is Status.MODERATION
    await resident.presses("↩️ Да, отозвать")
    assert (await stored_reports())[0].status is Status.WITHDRAWN
    assert resident.sees("Отозвано")
    assert "↩️ Отозвать" not in resident.buttons


async def test_photos_are_added_while_moderation_has_not_looked(resident, stored_reports):
    await files_one(resident)
    await resident.presses("📷 Добавить фото")
    await resident.sends_album([street(2), street(3)])
    assert resident.sees("теперь 3 фотографии")
    assert len((await stored_reports())[0].photos) == 3
    await resident.says("/new")
    await resident.sends_photo(street(4))
    assert len((await stored_reports())[0].photos) == 3


async def test_somebody_elses_report_is_not_shown(resident, neighbour):
    await files_one(resident)
    await neighbour.says("/start r_1")
    assert neighbour.sees("среди ваших нет")
    await neighbour.does(lambda p: p.presses(neighbour.screen[-1]["message_id"], "r:1:surely", forged=True))
    assert neighbour.sees("среди ваших нет")


async def test_a_link_opens_ones_own_report(resident):
    await files_one(resident)
    await resident.says("/start r_1")
    assert resident.sees("Сообщение № 1")


async def test_the_language_follows_the_messenger_and_can_be_chosen(resident):
    await resident.does(lambda person: person.speaks("en"))
    await resident.says("/start")
    assert resident.sees("Hello")
    await resident.says("/settings")
    await resident.presses("🇷🇺 Русский")
    assert resident.sees("Теперь говорю по-русски")
    await resident.says("/help")
    assert resident.sees("Как сообщить о проблеме")


async def test_a_letter_is_kept_for_the_editors(resident, database):
    await resident.says("/help")
    await resident.presses("✉️ Написать редакции")
    await resident.says("почему мне отказали?")
    assert resident.sees("Передал")
    async with database.reading() as connection:
        rows = (await connection.exec_driver_sql("SELECT words FROM letters")).all()
    assert [row[0] for row in rows] == ["почему мне отказали?"]
    await resident.says("яма")
    assert resident.sees("О чём это?")


async def test_reference_screens_have_what_they_promise(resident):
    await resident.says("/emergency")
    assert resident.sees("112")
    await resident.says("/privacy")
    assert resident.sees("Ваши данные")
