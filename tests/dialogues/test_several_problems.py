"""A message that tells of several problems becomes several reports, one after another."""

from tests.harness.pictures import street
from tests.harness.world import TVERSKAYA_7

BOTH = "яма на дороге, и фонарь во дворе не горит"
POTHOLES = "Ямы и выбоины на проезжей части"
LAMPS = "Неработающее освещение во дворе"


async def chosen(resident, topic):
    if not resident.sees(f"🏷 {topic}"):
        await resident.presses(topic)


async def test_two_problems_become_two_reports(resident, stored_reports):
    await resident.sends_photo(street(), caption=BOTH)
    assert resident.sees("Похоже, здесь две проблемы")
    assert resident.sees("1. «яма на дороге»")
    assert resident.sees("2. «фонарь во дворе не горит»")
    await resident.presses("➕ По очереди")
    await chosen(resident, POTHOLES)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    assert resident.sees("Сообщение № 1 принято")
    assert resident.sees("Теперь следующая проблема: «фонарь во дворе не горит»")
    await chosen(resident, LAMPS)
    await resident.presses("✅ Отправить")
    assert resident.sees("Сообщение № 2 принято")

    first, second = await stored_reports()
    assert (first.topic_id, first.description) == ("road-potholes", "яма на дороге")
    assert (second.topic_id, second.description) == ("yard-lighting-off", "фонарь во дворе не горит")
    assert first.place.point == second.place.point
    assert [p.key for p in first.photos] == [p.key for p in second.photos]


async def test_it_may_be_one_problem_after_all(resident, stored_reports):
    await resident.sends_photo(street(), caption=BOTH)
    await resident.presses("☝️ Это одна проблема")
    assert not resident.sees("Похоже, здесь две проблемы")
    await chosen(resident, LAMPS)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.description == BOTH
    assert not resident.sees("следующая проблема")


async def test_new_words_are_asked_about_again(resident):
    await resident.says(BOTH)
    await resident.presses("☝️ Это одна проблема")
    await resident.does(
        lambda person: person.edits(
            person.messages[0]["message_id"], "лифт не работает, и урна на остановке сломана"
        )
    )
    assert resident.sees("Похоже, здесь две проблемы")


async def test_a_long_story_about_one_thing_is_one_problem(resident):
    await resident.says("Лифт не работает третий день, и бабушка с пятого этажа не может выйти, а мастер не едет")
    assert not resident.sees("две проблемы")


async def test_a_second_press_splits_once(resident, stored_reports):
    await resident.sends_photo(street(), caption=BOTH)
    await resident.presses_twice("➕ По очереди")
    await chosen(resident, POTHOLES)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses_twice("✅ Отправить")
    assert len(await stored_reports()) == 1
    assert resident.sees("фонарь во дворе не горит")


async def test_the_rest_waits_while_the_resident_is_away(resident, stage, clock, stored_reports):
    """The phone dies between the two: nothing of the message is lost."""
    await resident.sends_photo(street(), caption=BOTH)
    await resident.presses("➕ По очереди")
    await chosen(resident, POTHOLES)
    stage.restart()
    resident.messenger = stage.messenger
    clock.move(hours=3)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    assert resident.sees("Теперь следующая проблема")
    stage.restart()
    resident.messenger = stage.messenger
    await resident.says("/start")
    assert resident.sees("фонарь во дворе не горит")
    await resident.presses("▶️")
    await chosen(resident, LAMPS)
    await resident.presses("✅ Отправить")
    assert [report.topic_id for report in await stored_reports()] == ["road-potholes", "yard-lighting-off"]


async def test_the_topic_chosen_already_comes_first(resident, stored_reports):
    await resident.says("/start t_yard-lighting-off")
    await resident.sends_photo(street(), caption=BOTH)
    await resident.presses("➕ По очереди")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert (report.topic_id, report.description) == ("yard-lighting-off", "фонарь во дворе не горит")


async def test_of_one_that_is_joined_to_another_report_the_rest_goes_on(
    resident, neighbour, olga, stage, stored_reports
):
    """The first problem is known already: the second must not be lost with it."""
    await neighbour.sends_photo(street(2), caption="яма на дороге")
    await chosen(neighbour, POTHOLES)
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await neighbour.presses("✅ Отправить")
    await stage.drain()
    await olga.says("/publish 1")

    await resident.sends_photo(street(), caption=BOTH)
    await resident.presses("➕ По очереди")
    await chosen(resident, POTHOLES)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("➕ Присоединиться")
    assert resident.sees("Теперь следующая проблема: «фонарь во дворе не горит»")
    await chosen(resident, LAMPS)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.description == "фонарь во дворе не горит"


async def test_of_a_draft_set_aside_the_rest_waits_beside_the_current_one(resident, stored_reports):
    await resident.sends_photo(street(), caption=BOTH)
    await resident.presses("➕ По очереди")
    await chosen(resident, POTHOLES)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.says("/new")
    await resident.says("/my")
    await resident.presses("📝 Черновик: Ямы и выбоины")
    await resident.presses("✅ Отправить")
    assert resident.sees("Теперь следующая проблема")
    await resident.presses("✅ Отправить")
    assert [report.description for report in await stored_reports()] == [
        "яма на дороге",
        "фонарь во дворе не горит",
    ]
