"""What the bot tells people on its own, as they see it: the clock is moved, and what is due goes out."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.reports import Status
from tests.dialogues.test_mine import files_one
from tests.harness.messengers import Fault
from tests.harness.pictures import street
from tests.harness.residents import text_of

MOSCOW = timedelta(hours=3)


@pytest.fixture
async def in_work(resident, olga, pavel, stage):
    """Report № 1 of Анна is with Павел's agency since noon of a Monday, and she knows it."""
    await files_one(resident)
    await olga.says("/publish 1")
    await stage.drain()
    return resident


async def answered(pavel, olga, stage, words="яму заделали", *photos):
    if photos:
        await pavel.sends_album(photos, f"/answer 1 {words}")
    else:
        await pavel.says(f"/answer 1 {words}")
    await stage.time_passes(minutes=1)
    await olga.says("/publish 1")
    await stage.time_passes(minutes=1)


def in_moscow(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - MOSCOW


def pushes(who, sign):
    return [text_of(m) for m in who.screen if text_of(m).startswith(sign)]


# What happens to a report


async def test_a_refusal_says_why_and_leads_back(resident, olga, stage, city):
    await files_one(resident)
    reason = next(iter(city.rejection_reasons.values()))
    await olga.says(f"/reject 1 {reason.id} и снимите днём")
    await stage.drain()
    assert resident.last.startswith("⛔ Сообщение № 1 не опубликовано")
    assert reason.words.ru in resident.last
    assert "Модератор: «и снимите днём»" in resident.last
    assert "✏️ Исправить и отправить снова" in resident.buttons
    await resident.presses("📄 Открыть")
    assert resident.sees("Не опубликовано")


async def test_an_answer_shows_before_and_after_and_asks_the_author(in_work, olga, pavel, stage):
    await answered(pavel, olga, stage, "яму заделали", street(5), street(6))
    assert in_work.album == ["Было", "Стало", "Стало"]
    push = next(m for m in in_work.screen if text_of(m).startswith("💬 Ответ на сообщение № 1"))
    assert "ГБУ «Автомобильные дороги»" in text_of(push)
    assert "яму заделали" in text_of(push)
    assert "Можно до: вторник, 8 декабря" in text_of(push)
    row = [button["text"] for button in push["reply_markup"]["inline_keyboard"][0]]
    assert row == ["👍 Подтверждаю", "👎 Не выполнено"]


async def test_an_answer_without_photos_has_no_album(in_work, olga, pavel, stage):
    await answered(pavel, olga, stage)
    assert not [m for m in in_work.screen if m.get("media_group_id")]
    assert "👍 Подтверждаю" in in_work.buttons


async def test_a_follower_hears_everything_but_is_not_asked(in_work, olga, pavel, neighbour, stage):
    await neighbour.says("/start")
    await follows(neighbour, stage)
    await answered(pavel, olga, stage)
    assert neighbour.last.startswith("💬 Ответ на сообщение № 1")
    assert "Проверяет и подтверждает автор" in neighbour.last
    assert "👍 Подтверждаю" not in neighbour.buttons
    await in_work.presses("👍 Подтверждаю")
    await stage.drain()
    assert neighbour.last.startswith("✅ Сообщение № 1 решено")
    assert not pushes(in_work, "✅ Сообщение № 1 решено"), "the author pressed it, and has seen it"


async def follows(who, stage):
    uow = stage.world.begin()
    async with uow:
        person = await uow.residents.of(stage.messenger.platform, who.person.id)
        await uow.reports.follow(1, person.id, stage.world.clock())
        await uow.commit()


async def test_silence_is_reminded_of_and_then_ends_it(in_work, olga, pavel, stage, stored_reports):
    await answered(pavel, olga, stage)
    await stage.time_passes(days=11, hours=21)
    assert not pushes(in_work, "⏳")
    await stage.time_passes(hours=2)
    assert in_work.last.startswith("⏳ Сообщение № 1 ждёт вашего слова")
    assert "👎 Не выполнено" in in_work.buttons
    await stage.time_passes(days=4)
    assert in_work.last.startswith("✅ Сообщение № 1 считаем решённым")
    assert (await stored_reports())[0].status is Status.SOLVED


async def test_nobody_is_reminded_of_what_they_have_said(in_work, olga, pavel, stage):
    await answered(pavel, olga, stage)
    await in_work.presses("👍 Подтверждаю")
    await stage.time_passes(days=13)
    assert not pushes(in_work, "⏳")


async def test_a_late_answer_is_said_to_be_late_to_both_sides(in_work, pavel, at_home, stage, stored_reports):
    agency = at_home(pavel)
    await stage.time_passes(days=11)
    assert in_work.last.startswith("⏰ Сообщение № 1: срок ответа прошёл")
    assert "редакция это видит" in in_work.last
    assert agency.last.startswith("⏰ Срок ответа на сообщение № 1 прошёл")
    await agency.presses("📄 Открыть")
    assert agency.sees("№ 1 · ")
    assert (await stored_reports())[0].overdue
    await stage.time_passes(days=1)
    assert len(pushes(in_work, "⏰")) == 1


async def test_a_promise_is_held_against_the_clock(in_work, olga, pavel, stage):
    await pavel.says("/promise 1 2026-12-10 закупим асфальт")
    await olga.says("/publish 1")
    await stage.time_passes(minutes=1)
    (moved,) = pushes(in_work, "📅 Сообщение № 1: срок перенесён")
    assert "Новый срок: четверг, 10 декабря" in moved
    assert "закупим асфальт" in moved
    await stage.time_passes(days=17)
    assert in_work.last.startswith("📅 Сообщение № 1: подошёл обещанный срок")
    await stage.time_passes(days=1)
    assert in_work.last.startswith("⏰ Сообщение № 1: срок ответа прошёл")


async def test_points_are_told_with_the_reason(in_work, olga, pavel, stage):
    await answered(pavel, olga, stage)
    assert any("За сообщение № 1: служба согласилась" in text for text in pushes(in_work, "⭐"))
    await in_work.presses("👍 Подтверждаю")
    await stage.time_passes(minutes=1)
    assert "За проверку ответа на сообщение № 1" in in_work.last


async def test_a_push_speaks_the_residents_language(resident, olga, stage):
    await files_one(resident)
    await resident.says("/settings")
    await resident.presses("🇬🇧 English")
    await olga.says("/publish 1")
    await stage.drain()
    assert resident.last.startswith("🔧 Report No. 1 is published")
    assert "📄 Open" in resident.buttons


# When it may come


async def test_the_night_is_quiet_and_the_morning_brings_it(resident, olga, stage, clock):
    await files_one(resident)
    clock.now = in_moscow(23, 22, 30)
    await olga.says("/publish 1")
    await stage.drain()
    assert not pushes(resident, "🔧")
    await stage.time_passes(hours=9, minutes=29)
    assert not pushes(resident, "🔧")
    await stage.time_passes(minutes=1)
    assert resident.last.startswith("🔧 Сообщение № 1 опубликовано")


async def test_an_answer_comes_at_night_to_who_asked_for_it(in_work, olga, pavel, stage, clock):
    await in_work.says("/settings")
    await in_work.presses("⬜ 🌙 Ответы сразу, даже ночью")
    clock.now = in_moscow(23, 23)
    await answered(pavel, olga, stage)
    assert in_work.last.startswith("💬 Ответ на сообщение № 1")
    assert not pushes(in_work, "⭐"), "points can wait"


# Who does not want it, or cannot be reached


async def test_what_is_switched_off_does_not_come(resident, olga, stage):
    await files_one(resident)
    await resident.says("/settings")
    await resident.presses("✅ Публикация или отказ")
    await olga.says("/publish 1")
    await stage.drain()
    assert not pushes(resident, "🔧")


async def test_who_blocked_the_bot_gets_everything_when_they_come_back(resident, olga, stage):
    await files_one(resident)
    await resident.does(lambda person: person.blocks())
    await olga.says("/publish 1")
    await stage.drain()
    await stage.time_passes(days=2)
    assert not pushes(resident, "🔧")
    await resident.does(lambda person: person.unblocks())
    await stage.drain()
    assert resident.last.startswith("🔧 Сообщение № 1 опубликовано")


async def test_a_block_nobody_was_told_of_is_found_and_forgotten_with_the_next_word(resident, olga, stage):
    """The update that says it can be lost: then the messenger says it when something is sent."""
    await files_one(resident)
    resident.person.blocks()
    stage.messenger.waiting()
    await olga.says("/publish 1")
    await stage.drain()
    resident.person.unblocks()
    stage.messenger.waiting()
    await stage.drain()
    assert not pushes(resident, "🔧"), "nobody is tried who is known to have blocked the bot"
    await resident.says("/my")
    await stage.drain()
    assert resident.last.startswith("🔧 Сообщение № 1 опубликовано")


async def test_news_of_more_than_a_month_are_no_news(resident, olga, stage):
    await files_one(resident)
    await resident.does(lambda person: person.blocks())
    await olga.says("/publish 1")
    await stage.time_passes(days=31)
    await resident.does(lambda person: person.unblocks())
    await stage.drain()
    assert not pushes(resident, "🔧")


# What goes wrong on the way


async def test_a_flood_limit_and_an_outage_lose_nothing(resident, olga, stage):
    await files_one(resident)
    await olga.says("/publish 1")
    stage.messenger.refuses_next(Fault.FLOOD)
    stage.messenger.refuses_next(Fault.OUTAGE)
    await stage.drain()
    assert not pushes(resident, "🔧")
    stage.restart()
    await stage.drain()
    assert len(pushes(resident, "🔧 Сообщение № 1 опубликовано")) == 1


async def test_one_that_the_messenger_will_not_take_does_not_stop_the_next(resident, neighbour, olga, stage):
    await files_one(resident)
    await files_one(neighbour, seed=2)
    await olga.says("/publish 1")
    await olga.says("/publish 2")
    stage.messenger.refuses_next(Fault.WORDS)
    await stage.drain()
    assert not pushes(resident, "🔧")
    assert neighbour.last.startswith("🔧 Сообщение № 2 опубликовано")


# What nobody asked for


async def test_an_unfinished_draft_is_brought_up_once(resident, stage):
    await resident.sends_photo(street(1), caption="яма на дороге")
    await stage.time_passes(hours=23)
    assert not resident.sees("Больше об этом сообщении не напомню")
    await stage.time_passes(hours=2)
    assert "У вас есть неоконченное сообщение" in resident.last
    assert "яма на дороге" in resident.last
    await stage.time_passes(days=1)
    assert len([m for m in resident.screen if "Больше об этом" in text_of(m)]) == 1
    await resident.presses("▶️ Продолжить")
    assert resident.sees("Где это?")


async def test_a_draft_that_was_sent_meanwhile_is_not_brought_up(resident, stage, clock):
    await resident.sends_photo(street(1), caption="яма на дороге")
    clock.now = in_moscow(24, 23)
    await stage.time_passes()
    await resident.shares(55.7576, 37.6119)
    await resident.presses("✅ Отправить")
    await stage.time_passes(hours=10)
    assert not resident.sees("Больше об этом")


async def test_the_week_is_summed_up_for_those_who_want_it(in_work, neighbour, olga, pavel, stage, clock):
    clock.move(days=1)
    for who in (in_work, neighbour):
        await who.says("/settings")
        await who.presses("⬜ Сводка недели")
    await answered(pavel, olga, stage)
    clock.now = in_moscow(30, 9, 59)
    await stage.time_passes()
    assert not pushes(in_work, "📰")
    await stage.time_passes(minutes=2)
    assert in_work.last.startswith("📰 Ваша неделя")
    assert "Ждёт вашей проверки: 1 ответ" in in_work.last
    assert "Тверской район: опубликовано сообщений — 1, ответов — 1" in in_work.last
    assert not pushes(neighbour, "📰"), "nothing to say"
    stage.restart()
    await stage.time_passes(minutes=10)
    assert len(pushes(in_work, "📰")) == 1


async def test_a_letter_reaches_the_editors(resident, olga, stage):
    await resident.says("/help")
    await resident.presses("✉️ Написать редакции")
    await resident.says("почему <мне> отказали?")
    await stage.drain()
    assert olga.last.startswith("✉️ Письмо редакции. Анна Смирнова:")
    assert "почему <мне> отказали?" in olga.last
    await stage.drain()
    assert len(pushes(olga, "✉️")) == 1


async def test_work_comes_to_the_agency_and_can_be_switched_off(resident, olga, pavel, at_home, stage):
    agency = at_home(pavel)
    await files_one(resident)
    await olga.says("/publish 1")
    await stage.drain()
    assert agency.last.startswith("📥 Новое сообщение № 1")
    await agency.says("/settings")
    await agency.presses("✅ Работа сотрудника")
    await files_one(resident, seed=2)
    await olga.says("/publish 2")
    await stage.drain()
    assert not pushes(agency, "📥 Новое сообщение № 2")


async def test_work_is_nobodys_who_was_let_go(in_work, pavel, olga, at_home, stage):
    """A removed operator was reminded of the promised day, with the report's address."""
    agency = at_home(pavel)
    await pavel.says("/promise 1 2026-12-10 закупим асфальт")
    await olga.says("/publish 1")
    await stage.drain()
    await olga.says("/operators")
    await olga.presses("🗑 Павел")
    await olga.presses("❗️")
    before = agency.screen
    await stage.time_passes(days=30)
    assert agency.screen == before


async def test_work_is_not_theirs_who_answer_for_another_agency_now(
    resident, pavel, hired, olga, at_home, stage, clock
):
    """What waited for the morning told of a report that had become somebody else's business."""
    await files_one(resident)
    clock.now = in_moscow(24, 23)
    await olga.says("/publish 1")
    await hired(pavel.person.id, "agency uprava")
    agency = at_home(pavel)
    before = agency.screen
    await stage.time_passes(hours=12)
    assert agency.screen == before
