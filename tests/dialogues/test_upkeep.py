"""`/topic`, `/ban`, `/unban`, operators' `/help`, and what residents notice of it."""

import pytest

from bot.domain.drafts import DraftState
from bot.platforms.sandbox.api import BORIS
from storage.unit_of_work import SqlUnitOfWork
from tests.dialogues.test_mine import POTHOLES, files_one
from tests.harness.pictures import street
from tests.harness.world import ARBAT_10, TVERSKAYA_7


@pytest.fixture(autouse=True)
def switches(city):
    """The city outlives a test; what was switched in it must not."""
    yield
    city.switches.open = {}


async def test_a_closed_topic_is_nowhere_to_be_seen(resident, olga):
    await olga.says("/topic road-potholes off")
    assert "закрыта вручную" in olga.last
    await resident.says("яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert POTHOLES not in resident.buttons
    await resident.presses("🔎 Другая тема")
    await resident.presses("🛣")
    for _ in range(8):
        assert POTHOLES not in resident.buttons
        await resident.presses("▶️")
    await resident.says("/start t_road-potholes")
    assert resident.sees("сейчас закрыта")


async def test_a_topic_that_is_closed_meanwhile_is_not_sent(resident, olga, stored_reports):
    await resident.sends_photo(street(1), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await olga.says("/topic road-potholes off")
    await resident.presses("✅ Отправить")
    assert resident.sees("сейчас закрыта")
    assert await stored_reports() == []
    assert "🔎 Другая тема" in resident.buttons
    assert "✅ Отправить" not in resident.buttons
    await olga.says("/topic road-potholes auto")
    assert "открыта круглый год" in olga.last
    await resident.says("/start t_road-potholes")
    assert "сейчас закрыта" not in resident.last


async def test_an_opened_topic_can_be_reported_out_of_season(resident, olga, city, clock, stored_reports):
    topic = city.catalogue.topics["yard-mowing"]
    assert not city.is_open(topic, clock())
    await resident.says(topic.title.ru)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert not any(topic.title.ru in label for label in resident.buttons)
    assert f"🏷 {topic.title.ru}" not in resident.last
    await olga.says("/topic yard-mowing")
    assert "закрыта: не сезон" in olga.last
    await olga.says("/topic yard-mowing on")
    assert "открыта вручную" in olga.last
    await resident.says("/cancel")
    await resident.says(topic.title.ru)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert f"🏷 {topic.title.ru}" in resident.last
    await resident.sends_photo(street(1))
    await resident.presses("✅ Отправить")
    assert [report.topic_id for report in await stored_reports()] == ["yard-mowing"]


async def test_switches_outlive_a_restart(olga, stage, city, clock):
    await olga.says("/topic road-potholes off")
    city.switches.open = {}
    stage.restart()
    await stage.app.switching.refresh_switches()
    assert not city.is_open(city.catalogue.topics["road-potholes"], clock())


@pytest.mark.parametrize("command", ["/topic", "/topic road-potholes maybe", "/topic a b c", "/ban", "/unban x"])
async def test_a_command_that_cannot_be_read_shows_how_it_is_written(olga, command):
    await olga.says(command)
    assert f"Так: {command.split()[0]}" in olga.last


async def test_a_misspelt_topic_is_answered_with_the_nearest(olga):
    await olga.says("/topic road-pothols off")
    assert "road-potholes" in olga.last
    await olga.says("/topic <b> on")
    assert "Темы <b> нет" in olga.last


async def test_a_barred_resident_keeps_the_draft_and_is_told_whom_to_write_to(
    resident, olga, stored_reports, database
):
    await files_one(resident)
    await olga.says("/ban 1 реклама")
    assert "больше не может отправлять" in olga.last
    await resident.sends_photo(street(2), caption="яма на дороге")
    await resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    await resident.presses("✅ Отправить")
    assert resident.sees("Отправлять сообщения вам сейчас нельзя")
    assert resident.sees("Написать редакции")
    assert len(await stored_reports()) == 1
    async with SqlUnitOfWork(database) as uow:
        draft = await uow.drafts.current((await stored_reports())[0].resident_id)
    assert draft is not None
    assert draft.state is DraftState.CURRENT
    await resident.says("/help")
    await resident.presses("✉️ Написать редакции")
    await resident.says("за что?")
    assert resident.sees("Передал")
    await olga.says("/unban 1")
    assert "снова может отправлять" in olga.last
    await resident.says("/my")
    await resident.presses("📝 Черновик")
    await resident.presses("✅ Отправить")
    assert len(await stored_reports()) == 2


async def test_operators_are_not_barred(olga, at_home):
    owner = at_home(olga)
    await files_one(owner)
    await olga.says("/ban 1")
    assert "сотрудник города" in olga.last


async def test_help_of_operators_lists_what_their_role_can_do(olga, pavel, hired, at_home, resident):
    await olga.says("/help")
    for command in ("/queue", "/publish", "/stats", "/ban", "/invite"):
        assert command in olga.last
    await pavel.says("/help")
    assert "/answer" in pavel.last
    assert "/publish" not in pavel.last
    analyst = at_home(await hired(BORIS, "analyst"))
    await analyst.says("❓ Помощь")
    assert "/stats" in analyst.last
    assert "/queue" not in analyst.last
    assert "✉️ Написать редакции" in analyst.buttons
    await resident.says("/help")
    assert "Как сообщить о проблеме" in resident.last


async def test_an_author_is_barred_by_buttons_and_let_in_again(resident, olga, stage, neighbour):
    await files_one(resident)
    await olga.says("/show 1")
    await olga.presses("🕓 История")
    await olga.presses("🚫 Закрыть отправку автору")
    assert "Закрыть отправку автору № 1?" in olga.last
    await olga.presses("🚫 Да, закрыть")
    assert "больше не может отправлять" in olga.last
    await resident.sends_photo(street(3), caption="яма на дороге")
    await resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    await resident.presses("✅ Отправить")
    assert not resident.sees("№ 2 принято")
    await olga.presses("🔓 Вернуть автору отправку")
    assert "снова может" in olga.last
    await resident.presses("✅ Отправить")
    assert resident.sees("№ 2 принято")


@pytest.mark.parametrize("data", ["o:1:ban", "o:1:bar", "o:1:unban"])
async def test_a_resident_bars_nobody(resident, neighbour, stage, data):
    await files_one(resident)
    await neighbour.says("/start")
    neighbour.person.presses(neighbour.screen[-1]["message_id"], data, forged=True)
    await stage.messenger.deliver()
    assert "команда сотрудников" in neighbour.last
