"""Reporting again: the places and topics of earlier reports are buttons."""

from tests.harness.pictures import street
from tests.harness.world import ARBAT_10, TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"
OTHER_HOUSE = 55.7579, 37.6121


async def files(resident, lat: float, lon: float) -> None:
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(lat, lon)
    if "🆕 Это другая проблема" in resident.buttons:
        await resident.presses("🆕 Это другая проблема")
    await resident.presses("✅ Отправить")


async def test_the_place_of_an_earlier_report_is_a_button(resident, stored_reports):
    await files(resident, TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_photo(street(2), caption="на столбе во дворе фонарь не горит")
    assert "🕘 Тверская улица, 7" in resident.buttons
    await resident.presses("🕘 Тверская улица, 7")
    assert resident.sees("📍 Место: Тверская улица, 7")
    assert ["📝 Сообщить о проблеме"] in resident.person.keyboard
    await resident.presses("✅ Отправить")
    first, second = await stored_reports()
    assert second.place.address == first.place.address
    assert (second.place.lat, second.place.lon) == (first.place.lat, first.place.lon)


async def test_the_last_three_places_come_latest_first_and_each_once(resident):
    for lat, lon in (
        (TVERSKAYA_7.lat, TVERSKAYA_7.lon),
        (ARBAT_10.lat, ARBAT_10.lon),
        OTHER_HOUSE,
        (ARBAT_10.lat, ARBAT_10.lon),
    ):
        await files(resident, lat, lon)
    await resident.says("/new")
    recent = [label for row in resident.person.keyboard for label in row if label.startswith("🕘")]
    assert recent == ["🕘 улица Арбат, 10", "🕘 Тверская улица, 7 к1", "🕘 Тверская улица, 7"]


async def test_there_are_no_places_before_the_first_report(resident, neighbour):
    await files(neighbour, TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.says("/new")
    assert not any(label.startswith("🕘") for label in resident.buttons)


async def test_a_place_whose_button_is_old_is_looked_up_by_its_address(resident):
    await resident.says("/new")
    await resident.says("🕘 улица Арбат, 10")
    assert resident.sees("📍 Место: улица Арбат, 10")


async def test_a_button_of_a_place_that_nobody_knows_asks_again(resident):
    await resident.says("/new")
    await resident.says("🕘 улица Несуществующая, 99")
    assert resident.sees("не нашёл")
    assert "📍 Отправить геопозицию" in resident.buttons


async def test_a_place_can_be_repeated_when_it_is_changed_at_the_review(resident, stored_reports):
    await files(resident, ARBAT_10.lat, ARBAT_10.lon)
    await resident.sends_photo(street(2), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✏️ Изменить")
    await resident.presses("📍 Место")
    await resident.presses("🕘 улица Арбат, 10")
    if "🆕 Это другая проблема" in resident.buttons:
        await resident.presses("🆕 Это другая проблема")
    await resident.presses("✅ Отправить")
    assert [report.place.address for report in await stored_reports()] == ["улица Арбат, 10"] * 2


async def test_recent_topics_are_buttons_where_there_are_no_words(resident):
    await files(resident, TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.says("/new")
    await resident.presses("🕘 Тверская улица, 7")
    assert resident.sees("вы недавно сообщали об этом")
    assert POTHOLES in resident.buttons
