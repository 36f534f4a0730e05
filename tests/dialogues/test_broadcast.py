"""`/broadcast`: whom for, the words, a last look, progress in place, and a stop that stops."""

import pytest

from bot.platforms.sandbox.api import OLGA, VERA
from tests.dialogues.test_mine import files_one
from tests.harness.pictures import street
from tests.harness.residents import PersonInChat, text_of

MANY = 12


@pytest.fixture
def owner(stage):
    return PersonInChat(stage.messenger, stage.api.person(OLGA))


@pytest.fixture
async def town(stage, resident, neighbour):
    """Анна has reported from the Тверской район; Борис and a dozen others only said hello."""
    await files_one(resident)
    await neighbour.says("/start")
    others = []
    for number in range(MANY):
        person = stage.api.add_person(5000 + number, f"Житель {number}")
        others.append(PersonInChat(stage.messenger, person))
        await others[-1].says("/start")
    return [resident, neighbour, *others]


@pytest.fixture
def broadcasts(database):
    """State of each broadcast, and how many notices it has in which state."""

    async def read():
        async with database.reading() as connection:
            states = (await connection.exec_driver_sql("SELECT state FROM broadcasts ORDER BY id")).all()
            counts = await connection.exec_driver_sql(
                "SELECT send_state, count(*) FROM notices WHERE kind = 'broadcast' GROUP BY send_state"
            )
            return [row[0] for row in states], {row[0]: row[1] for row in counts.all()}

    return read


def got(who, words="Завтра отключат воду"):
    return [m for m in who.screen if words in text_of(m) and "Новости города" in text_of(m)]


async def prepares(who, to="all", words="Завтра отключат воду"):
    await who.says(f"/broadcast {to}")
    await who.says(words, reply_to=who.screen[-1]["message_id"])


async def test_everybody_gets_it_once_and_the_operator_sees_how_far_it_is(town, owner, stage, broadcasts):
    await owner.says("/broadcast")
    await owner.presses("👥 Всем")
    assert f"{len(town) + 1} жителей" in owner.last
    await owner.says("Завтра <отключат> воду")
    preview, check = owner.screen[-2:]
    assert "Новости города" in text_of(preview)
    assert "Завтра <отключат> воду" in text_of(preview)
    assert f"Так это увидят {len(town) + 1} жителей" in text_of(check)
    await owner.presses("✅ Разослать")
    assert owner.screen[-1]["message_id"] == check["message_id"], "in place"
    assert "Рассылка идёт" in owner.last
    assert f"Осталось: {len(town) + 1}" in owner.last
    await stage.time_passes(seconds=6)
    await stage.time_passes(seconds=6)
    assert owner.screen[-1]["message_id"] != check["message_id"], "the operator is a resident too"
    progress = next(m for m in owner.screen if m["message_id"] == check["message_id"])
    assert "Рассылка закончена" in text_of(progress)
    assert f"Отправлено: {len(town) + 1}" in text_of(progress)
    assert not progress.get("reply_markup")
    assert all(len(got(who, "Завтра <отключат> воду")) == 1 for who in town)
    assert await broadcasts() == (["done"], {"sent": len(town) + 1})


async def test_two_presses_and_an_old_one_make_one_broadcast(town, owner, stage, broadcasts):
    await prepares(owner)
    check = owner.screen[-1]["message_id"]
    await owner.presses_twice("✅ Разослать")
    await stage.time_passes(seconds=6)
    await stage.time_passes(seconds=6)
    await owner.does(lambda p: p.presses(check, "bs", forged=True))
    await stage.time_passes(seconds=6)
    states, counts = await broadcasts()
    assert (states, counts) == (["done"], {"sent": len(town) + 1})
    assert "Рассылка закончена" in text_of(next(m for m in owner.screen if m["message_id"] == check))


async def test_a_district_is_typed_or_chosen(town, owner, stage):
    await owner.says("/broadcast")
    await owner.presses("🏙 Жителям района")
    await owner.says("Марс")
    assert "Из района «Марс»" in owner.last
    await owner.says("твер")
    assert "район" in owner.last
    assert "1 житель" in owner.last
    await owner.says("Завтра отключат воду")
    await owner.presses("✅ Разослать")
    await stage.time_passes(seconds=6)
    assert len(got(town[0])) == 1
    assert not any(got(who) for who in town[1:])


async def test_a_topic_is_found_by_words_or_named_by_its_code(town, owner, stage):
    await prepares(owner, "topic road-potholes")
    assert "Ямы и выбоины на проезжей части" in owner.last
    await owner.presses("🗑 Отменить")
    assert "ничего не отправлено" in owner.last
    await owner.says("/broadcast topic ямы на дороге")
    assert "Какая из тем?" in owner.last
    await owner.presses("Ямы и выбоины на проезжей части")
    await owner.says("Завтра чиним")
    await owner.presses("✅ Разослать")
    await stage.time_passes(seconds=6)
    assert len(got(town[0], "Завтра чиним")) == 1
    assert not got(town[1], "Завтра чиним")


async def test_nobody_to_write_to_is_said_before_the_words(owner):
    await owner.says("/start")
    await owner.says("/broadcast topic road-potholes")
    assert "Сейчас таких нет" in owner.last
    await owner.says("Завтра отключат воду")
    assert "Так это увид" not in owner.last


@pytest.mark.parametrize("arguments", ["everybody", "all of them", "district", "topic", "район Арбат"])
async def test_wrong_arguments_show_how_it_is_written(owner, arguments):
    await owner.says(f"/broadcast {arguments}")
    assert "Так: /broadcast" in owner.last


async def test_too_long_or_no_words_are_asked_for_again(town, owner):
    await prepares(owner, words="я" * 3501)
    assert "3\xa0501 знаков" in owner.last
    await owner.sends_photo(street(1), "с картинкой")
    assert "Здесь нужен текст" in owner.last
    await owner.says("коротко")
    assert "Так это увидят" in owner.last


async def test_a_stop_stops_and_says_what_has_gone(town, owner, stage, broadcasts):
    await prepares(owner)
    await owner.presses("✅ Разослать")
    check = owner.screen[-1]["message_id"]
    await next(job for job in stage.app.jobs if job.id == "go-on-with-broadcasts").run()
    await owner.presses("⏹ Остановить")
    assert "Рассылка остановлена" in owner.last
    assert "Отправлено: 0" in owner.last
    await stage.time_passes(seconds=30)
    assert not any(got(who) for who in town)
    assert await broadcasts() == (["stopped"], {"cancelled": len(town) + 1})
    await owner.does(lambda p: p.presses(check, "bx:1", forged=True))
    assert "Рассылка остановлена" in owner.last


async def test_a_restart_goes_on_and_repeats_nothing(town, owner, stage, broadcasts, monkeypatch):
    monkeypatch.setattr("bot.services.broadcasting.AT_ONCE", 4)
    await prepares(owner)
    await owner.presses("✅ Разослать")
    broadcasting = stage.app.dispatcher.workflow_data["broadcasting"]
    await broadcasting.write(1)
    await stage.drain()
    stage.restart()
    broadcasting = stage.app.dispatcher.workflow_data["broadcasting"]
    await broadcasting.write(1)
    stage.restart()
    await stage.time_passes(seconds=6)
    await stage.time_passes(seconds=6)
    assert all(len(got(who)) == 1 for who in town)
    assert await broadcasts() == (["done"], {"sent": len(town) + 1})
    assert any("Рассылка закончена" in text_of(m) for m in owner.screen)


async def test_who_cannot_be_reached_is_counted_and_who_does_not_want_it_is_not_asked(town, owner, stage):
    await town[1].does(lambda person: person.blocks())
    await town[2].says("/settings")
    await town[2].presses("✅ Новости города")
    await prepares(owner)
    assert f"Так это увидят {len(town) - 1} жителей" in owner.last
    await owner.presses("✅ Разослать")
    check = owner.screen[-1]["message_id"]
    town[3].person.blocks()
    await stage.time_passes(seconds=6)
    await stage.time_passes(seconds=6)
    progress = text_of(next(m for m in owner.screen if m["message_id"] == check))
    assert "Рассылка закончена" in progress
    assert f"Отправлено: {len(town) - 2}\nНе дошло: 1\nОсталось: 0" in progress
    assert not got(town[2])


async def test_the_night_puts_it_off_and_says_so(town, owner, stage, clock):
    clock.move(hours=11)
    await prepares(owner)
    assert "Сейчас тихие часы" in owner.last
    await owner.presses("✅ Разослать")
    await stage.time_passes(seconds=6)
    assert "продолжу 24 ноября, 08:00" in owner.last
    assert not any(got(who) for who in town)
    await stage.time_passes(hours=9)
    await stage.time_passes(seconds=6)
    assert all(len(got(who)) == 1 for who in town)


async def test_talk_in_the_group_is_not_taken_for_news(town, olga):
    await olga.says("/broadcast all")
    await olga.says("коллеги, кто завтра на месте?")
    assert not any("Так это увид" in text_of(m) for m in olga.screen)


async def test_in_the_group_nobody_else_can_send_what_one_has_prepared(town, olga, hired, broadcasts):
    """The preview stands in the group: somebody else's press must not send their own words under it."""
    editor = await hired(VERA, "editor")
    await prepares(olga)
    await prepares(editor, words="Совсем другое")
    ours = next(m for m in olga.screen if "Так это увид" in text_of(m))["message_id"]
    await editor.does(lambda p: p.presses(ours, "bs", forged=True))
    assert await broadcasts() == ([], {})
    await olga.presses("✅ Разослать", on=ours)
    assert (await broadcasts())[0] == ["queueing"]


async def test_rights_are_asked_at_every_step(town, resident, pavel, at_home, owner, stage, broadcasts):
    agency = at_home(pavel)
    for who in (resident, agency):
        await who.says("/broadcast")
        assert not any("Кому разослать" in text_of(m) for m in who.screen)
    await prepares(owner)
    await owner.presses("✅ Разослать")
    mine = agency.screen[-1]["message_id"]
    for data in ("ba:all", "bs", "bx:1"):
        await agency.does(lambda p, data=data: p.presses(mine, data, forged=True))
    assert (await broadcasts())[0] == ["queueing"]


async def test_what_was_lost_says_how_to_begin_anew(town, owner, stage):
    await prepares(owner)
    await owner.says("/help")
    await owner.says("/broadcast all")
    await owner.says("Другое")
    old = next(m for m in owner.screen if "Так это увид" in text_of(m))
    await owner.presses("✅ Разослать", on=old["message_id"])
    assert not any("Рассылка идёт" in text_of(m) for m in owner.screen)


@pytest.mark.parametrize("to", ["district", "topic", "all"])
async def test_who_is_no_operator_any_more_is_not_asked_for_news(town, owner, stage, hired, to):
    """What a former operator wrote as a resident was taken for the broadcast, message after message."""
    await hired(VERA, "editor")
    vera = PersonInChat(stage.messenger, stage.api.person(VERA))
    await vera.says("/broadcast")
    await vera.presses({"district": "🏙", "topic": "🏷", "all": "👥"}[to])
    await owner.says("/operators")
    await owner.presses("🗑")
    await owner.presses("❗️")
    await vera.says("щщщ")
    assert "команда сотрудников" in vera.last
    await vera.sends_photo(street(1))
    assert "Фото" in vera.last or "📷" in vera.last, vera.transcript()


async def test_a_stopped_broadcast_does_not_come_to_who_unblocks_the_bot_later(town, owner, stage):
    """What was held for somebody who had blocked the bot was released although it had been stopped."""
    anna = town[0]
    await stage.time_passes(hours=11)  # night: it is written, and waits for the morning
    await prepares(owner)
    await owner.presses("✅ Разослать")
    await stage.time_passes(seconds=6)
    await anna.does(lambda person: person.blocks())
    await owner.presses("⏹")
    await anna.does(lambda person: person.unblocks())
    await stage.time_passes(hours=11)
    assert not got(anna)
