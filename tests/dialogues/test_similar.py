"""«Об этом уже сообщили»: a report of a neighbour is joined, or told apart, while the draft is filled."""

import pytest

from bot.domain.reports import Status
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.pictures import street
from tests.harness.residents import text_of
from tests.harness.world import TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"
CLOSE = (TVERSKAYA_7.lat + 0.0004, TVERSKAYA_7.lon)
"""About 40 m away."""
SIMILAR = "Об этом уже сообщили"


async def fills(who, seed=1, at=TVERSKAYA_7, words="яма на дороге"):
    """A draft with photo, words, place and topic."""
    lat, lon = (at.lat, at.lon) if at is TVERSKAYA_7 else at
    await who.sends_photo(street(seed), caption=words)
    await who.shares(lat, lon)
    if POTHOLES in who.buttons:
        await who.presses(POTHOLES)


async def files(who, seed=1, at=TVERSKAYA_7, words="яма на дороге"):
    await fills(who, seed, at, words)
    await who.presses("✅ Отправить")


async def people_of(stage, number=1):
    async with stage.world.begin() as uow:
        report = await uow.reports.get(number)
    return report.followers


@pytest.fixture
async def published(resident, olga):
    """A pothole at Tverskaya 7, three days ago."""
    await files(resident)
    await olga.says("/publish 1")
    return resident


@pytest.fixture
async def asked(published, stage, neighbour):
    """A neighbour fills a draft about the same pothole, and is asked."""
    stage.world.clock.move(days=3)
    await fills(neighbour, seed=2, at=CLOSE, words="яма, колесо пробил")
    return neighbour


async def test_a_similar_report_is_shown_with_all_that_tells_whether_it_is_the_same(asked):
    card = asked.screen[-1]
    assert card.get("photo"), asked.transcript()
    for words in (
        SIMILAR,
        "Сообщение № 1",
        "🔧 В работе",
        POTHOLES,
        "Отсюда 40 м",
        "3 дня назад",
        "Сообщил 1 человек",
        "«яма на дороге»",
    ):
        assert words in text_of(card).replace("\u2068", "").replace("\u2069", ""), words
    assert "Анна" not in asked.transcript()


async def test_joining_takes_the_place_of_the_report_and_brings_every_push(
    asked, stage, olga, pavel, stored_reports
):
    await asked.presses("➕ Присоединиться")
    assert asked.sees("Вы присоединились к сообщению № 1")
    assert asked.sees("Сообщили 2 человека")
    assert asked.sees("Ваши фото никто не увидел")
    assert await people_of(stage) == 1
    await pavel.says("/answer 1 яму заделали")
    await olga.says("/publish 1")
    await stage.drain()
    assert asked.last.startswith("💬 Ответ на сообщение № 1")
    assert "👍 Подтверждаю" not in asked.buttons
    await asked.presses("📄 Открыть")
    assert asked.sees("яму заделали")
    assert asked.sees("Вы присоединились")
    assert [report.number for report in await stored_reports()] == [1]


async def test_a_second_press_joins_once(asked, stage):
    await asked.presses_twice("➕ Присоединиться")
    assert await people_of(stage) == 1
    assert asked.sees("Вы присоединились к сообщению № 1")


async def test_the_draft_can_be_taken_up_again_and_is_not_stopped_by_what_was_joined(asked, stage):
    await asked.presses("➕ Присоединиться")
    await asked.presses("↩️ Вернуть")
    assert not asked.last.startswith("👥"), asked.transcript()
    await asked.presses("✅ Отправить")
    assert asked.sees("Сообщение № 2 принято")
    assert await people_of(stage) == 1


async def test_another_problem_goes_on_and_is_not_asked_again(asked):
    await asked.presses("🆕 Это другая проблема")
    assert asked.sees("яма, колесо пробил")
    assert "➕ Присоединиться" not in asked.buttons
    await asked.sends_photo(street(3))
    assert "➕ Присоединиться" not in asked.buttons
    await asked.presses("✅ Отправить")
    assert asked.sees("Сообщение № 2 принято")


async def test_unsubscribing_ends_the_pushes(asked, stage, olga, pavel):
    await asked.presses("➕ Присоединиться")
    await asked.presses("🔕 Отписаться")
    assert "➕ Присоединиться" in asked.buttons
    assert await people_of(stage) == 0
    await pavel.says("/answer 1 яму заделали")
    await olga.says("/publish 1")
    await stage.drain()
    assert not any(text_of(m).startswith("💬 Ответ") for m in asked.screen), asked.transcript()


async def test_what_no_editor_has_published_is_shown_to_nobody(resident, neighbour):
    await files(resident)
    await fills(neighbour, seed=2)
    assert not neighbour.sees(SIMILAR), neighbour.transcript()
    assert "✅ Отправить" in neighbour.buttons


async def test_ones_own_open_report_is_said_to_be_ones_own_though_nobody_has_published_it(resident):
    await files(resident)
    await fills(resident, seed=2, at=CLOSE)
    assert resident.sees("Вы уже сообщали о похожем"), resident.transcript()
    assert "➕ Присоединиться" not in resident.buttons
    await resident.presses("📄 Открыть")
    assert resident.sees("На модерации")
    await resident.presses("🆕 Это другая проблема")
    await resident.presses("✅ Отправить")
    assert resident.sees("Сообщение № 2 принято")


async def test_a_report_that_is_over_or_far_away_is_not_similar(published, neighbour, olga, pavel):
    await fills(neighbour, seed=2, at=(TVERSKAYA_7.lat + 0.004, TVERSKAYA_7.lon))
    assert not neighbour.sees(SIMILAR), neighbour.transcript()
    await neighbour.presses("🗑 Отменить")
    await pavel.says("/answer 1 готово")
    await olga.says("/publish 1")
    await published.says("/my")
    await published.presses("💬 № 1")
    await published.presses("👍 Подтверждаю")
    await fills(neighbour, seed=3)
    assert not neighbour.sees(SIMILAR), neighbour.transcript()


async def test_what_is_over_by_the_time_of_the_press_leaves_the_draft_as_it_is(
    asked, published, olga, pavel, stage
):
    await pavel.says("/answer 1 готово")
    await olga.says("/publish 1")
    await published.says("/my")
    await published.presses("💬 № 1")
    await published.presses("👍 Подтверждаю")
    await asked.presses("➕ Присоединиться")
    assert asked.sees("уже закрыто"), asked.transcript()
    await asked.presses("✅ Отправить")
    assert asked.sees("Сообщение № 2 принято")
    assert await people_of(stage) == 0


async def test_several_are_looked_through(published, resident, olga, neighbour):
    await fills(resident, seed=4, at=(TVERSKAYA_7.lat + 0.0008, TVERSKAYA_7.lon), words="яма на дороге, вторая")
    await resident.presses("🆕 Это другая проблема")
    await resident.presses("✅ Отправить")
    await olga.says("/publish 2")
    await fills(neighbour, seed=2)
    assert neighbour.sees("Сообщение № 1")
    assert "1 / 2" in neighbour.buttons
    await neighbour.presses("▶️")
    assert neighbour.sees("Сообщение № 2")
    assert neighbour.sees("яма на дороге, вторая")
    await neighbour.presses("▶️")
    assert neighbour.sees("Сообщение № 1")
    await neighbour.presses("▶️")
    await neighbour.presses("➕ Присоединиться")
    assert neighbour.sees("Вы присоединились к сообщению № 2")


async def test_joined_reports_stand_among_mine_with_a_mark(asked):
    await asked.presses("➕ Присоединиться")
    await asked.says("/my")
    assert asked.sees("Ваши сообщения: 1")
    await asked.presses("👥 🔧 № 1")
    assert asked.sees("Вы присоединились")
    assert "↩️ Отозвать" not in asked.buttons


async def test_operators_see_how_many_there_are(asked, olga, pavel):
    await asked.presses("➕ Присоединиться")
    await olga.says("/show 1")
    assert olga.sees("Сообщили 2 человека")
    await pavel.says("/queue")
    assert f"🔧 № 1 👥 2 {POTHOLES}" in pavel.buttons


async def test_forged_presses_change_nothing(resident, neighbour, stage, stored_reports):
    """Somebody else's report that waits for moderation, a number that nobody has, somebody else's draft."""
    await files(resident)
    await fills(neighbour, seed=2)
    for data in ("na:1:::0:join", "na:99:::0:join", "no:1:::0", f"si:{'0' * 32}:1:join"):
        await neighbour.does(lambda p, d=data: p.presses(neighbour.screen[-1]["message_id"], d, forged=True))
        assert neighbour.sees("нет"), neighbour.transcript()
    assert await people_of(stage) == 0
    assert [report.status for report in await stored_reports()] == [Status.MODERATION]


async def test_whoever_is_barred_may_join_but_not_file(asked, stage, olga):
    async with stage.world.begin() as uow:
        person = await uow.residents.of(stage.platform, asked.person.id)
        await uow.residents.set_banned(person.id, stage.world.clock())
        await uow.commit()
    await asked.presses("➕ Присоединиться")
    assert await people_of(stage) == 1


async def test_houses_are_compared_by_address(resident, neighbour, olga, database, stage):
    """A dark entrance next door is another one, however near."""
    words = "в подъезде не горит лампочка"
    await resident.sends_photo(street(1), caption=words)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    await olga.says("/publish 1")
    async with SqlUnitOfWork(database) as uow:
        report = await uow.reports.get(1)
    assert report is not None
    assert stage.world.city.catalogue.topics[report.topic_id].place == "house"
    await neighbour.sends_photo(street(2), caption=words)
    await neighbour.shares(55.7579, 37.6121)
    assert not neighbour.sees(SIMILAR), neighbour.transcript()
    await neighbour.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert neighbour.sees(SIMILAR), neighbour.transcript()
