"""«🔔 Мои места»: a resident follows a house or a place, and hears what happens there."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.dialogues.test_mine import files_one
from tests.dialogues.test_notices import answered
from tests.harness.residents import text_of
from tests.harness.world import ARBAT_10, MYTISHCHI, TVERSKAYA_7

NEAR = (TVERSKAYA_7.lat - 0.002, TVERSKAYA_7.lon)
"""220 m to the south of where `files_one` files."""
MOSCOW = timedelta(hours=3)


def in_moscow(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - MOSCOW


def news(who, sign):
    return [m for m in who.screen if text_of(m).startswith(sign)]


async def follows(who, lat, lon, *, reach="⭕ 500 м вокруг", often="⚡ Сразу"):
    await who.says("⚙️ Настройки")
    await who.presses("🔔 Мои места")
    await who.presses("➕ Добавить место")
    await who.shares(lat, lon)
    if reach:
        await who.presses(reach)
    await who.presses(often)


@pytest.fixture
async def published(resident, olga, pavel, stage):
    """Анна files № 1 at Тверская 7; Ольга publishes it when asked."""

    async def publish():
        await files_one(resident)
        await olga.says("/publish 1")
        await stage.time_passes(seconds=5)

    return publish


# Following


async def test_a_place_is_followed_in_a_few_presses_and_its_news_come_at_once(neighbour, published):
    await neighbour.says("/settings")
    await neighbour.presses("🔔 Мои места")
    assert neighbour.sees("напишу, когда рядом сообщат о проблеме")
    await neighbour.presses("➕ Добавить место")
    assert neighbour.sees("За каким местом следить?")
    await neighbour.shares(*NEAR)
    assert neighbour.sees("📍 Место: Тверская улица, 7")
    await neighbour.presses("⭕ 500 м вокруг")
    assert neighbour.sees("Как часто писать?")
    await neighbour.presses("⚡ Сразу")
    assert neighbour.sees("Слежу за этим местом")
    assert neighbour.sees("⭕ 500 м: Тверская улица, 7")

    await published()
    (push,) = news(neighbour, "🆕 Новое рядом: сообщение № 1")
    assert "Ямы и выбоины" in text_of(push)
    assert "📏 220 м от вашего места: ⭕ 500 м: Тверская улица, 7" in text_of(push)
    assert push.get("photo"), "in one message with what it is about"
    labels = [button["text"] for row in push["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["📄 Открыть", "🗓 Раз в неделю", "🔕 Не следить"]
    await neighbour.presses("📄 Открыть", on=push["message_id"])
    assert neighbour.sees("№ 1")
    assert "➕ Присоединиться" in neighbour.buttons
    assert news(neighbour, "🆕") == [push]


async def test_the_place_that_was_looked_around_is_followed_from_there(neighbour, published):
    await neighbour.says("/near")
    await neighbour.shares(*NEAR)
    await neighbour.presses("🔔 Следить за этим местом")
    assert "🔔 Следить за этим местом" in neighbour.buttons, "the list stays"
    await neighbour.presses("🏠 Этот дом")
    await neighbour.presses("⬅️ Назад")
    await neighbour.presses("⭕ 500 м вокруг")
    await neighbour.presses("⚡ Сразу")
    await published()
    assert len(news(neighbour, "🆕 Новое рядом: сообщение № 1")) == 1


async def test_news_never_say_who_reported_nor_in_which_words(neighbour, published):
    await follows(neighbour, *NEAR)
    await published()
    (push,) = news(neighbour, "🆕")
    assert "яма на дороге" not in text_of(push)
    assert "Анна" not in text_of(push)


async def test_what_is_solved_is_told_too(neighbour, published, resident, olga, pavel, stage):
    await follows(neighbour, *NEAR)
    await published()
    await answered(pavel, olga, stage)
    assert not news(neighbour, "✅"), "an answer alone solves nothing"
    await resident.presses("👍 Подтверждаю")
    await stage.time_passes(seconds=5)
    assert len(news(neighbour, "✅ Решено рядом: сообщение № 1")) == 1


async def test_what_ended_without_being_mended_is_not_called_solved(neighbour, published, olga, pavel, stage):
    await follows(neighbour, *NEAR)
    await published()
    await pavel.says("/answer 1 #нет ямы на месте не нашли")
    await stage.time_passes(minutes=1)
    await olga.says("/publish 1")
    await stage.time_passes(days=20)
    assert not news(neighbour, "✅")


async def test_the_author_and_the_operator_are_not_told_of_their_own(resident, olga, at_home, pavel, stage):
    for who in (resident, at_home(olga)):
        await follows(who, *NEAR)
    await files_one(resident)
    await olga.says("/publish 1")
    await stage.time_passes(seconds=5)
    assert not news(resident, "🆕")
    assert not news(at_home(olga), "🆕")


async def test_two_places_around_one_report_bring_its_news_once(neighbour, published):
    await follows(neighbour, *NEAR)
    await follows(neighbour, TVERSKAYA_7.lat, TVERSKAYA_7.lon, reach="🏠 Этот дом")
    await published()
    (push,) = news(neighbour, "🆕")
    assert "📏 На вашем месте: 🏠 Тверская улица, 7" in text_of(push), "the nearest of them"


async def test_who_follows_a_house_hears_of_nothing_further(neighbour, published):
    await follows(neighbour, *NEAR, reach="🏠 Этот дом")
    await follows(neighbour, ARBAT_10.lat, ARBAT_10.lon)
    await published()
    assert len(news(neighbour, "🆕")) == 1, "the address is the same, however long the house is"


async def test_news_of_the_night_wait_until_morning(neighbour, resident, olga, pavel, stage):
    await follows(neighbour, *NEAR)
    await files_one(resident)
    stage.world.clock.now = in_moscow(23, 23)
    await olga.says("/publish 1")
    await stage.time_passes(minutes=1)
    assert not news(neighbour, "🆕")
    stage.world.clock.now = in_moscow(24, 8, 1)
    await stage.drain()
    assert len(news(neighbour, "🆕")) == 1


@pytest.mark.parametrize("change", ["🔕 Не следить", "🗓 Раз в неделю"])
async def test_a_place_that_was_quieted_at_night_rings_no_more(change, neighbour, resident, olga, pavel, stage):
    await follows(neighbour, *NEAR)
    await files_one(resident)
    stage.world.clock.now = in_moscow(23, 23)
    await olga.says("/publish 1")
    await stage.time_passes(minutes=1)
    await neighbour.says("/settings")
    await neighbour.presses("🔔 Мои места")
    await neighbour.presses("⭕ 500 м: Тверская улица, 7")
    await neighbour.presses(change)
    stage.world.clock.now = in_moscow(24, 8, 1)
    await stage.drain()
    assert not news(neighbour, "🆕")


async def test_a_photo_that_is_lost_does_not_hold_the_news_up(neighbour, resident, olga, pavel, stage):
    await follows(neighbour, *NEAR)
    await files_one(resident)
    async for key in stage.world.photos.stored_before(datetime.max.replace(tzinfo=UTC)):
        await stage.world.photos.remove(key)
    stage.restart()
    for who in (neighbour, resident, olga):
        who.messenger = stage.messenger
    await olga.says("/publish 1")
    await stage.time_passes(seconds=5)
    (push,) = news(neighbour, "🆕")
    assert not push.get("photo") or push["photo"]


# Once a week


@pytest.fixture
def tuesday(clock):
    """No digest is due: the next one comes on Monday, the 30th."""
    clock.now = in_moscow(24, 12)


async def test_by_the_week_needs_no_other_switch(tuesday, neighbour, published, stage):
    await follows(neighbour, *NEAR, often="🗓 Раз в неделю")
    assert neighbour.sees("Больше ничего включать не нужно")
    await published()
    assert not news(neighbour, "🆕")
    stage.world.clock.now = in_moscow(30, 9, 59)
    await stage.time_passes(seconds=1)
    assert not news(neighbour, "🔔 Ваши места за неделю")
    await stage.time_passes(minutes=2)
    (digest,) = news(neighbour, "🔔 Ваши места за неделю")
    assert "⭕ 500 м: Тверская улица, 7\nНовых — 1, решено — 0" in text_of(digest)
    assert "🆕 № 1 Ямы и выбоины" in text_of(digest)
    await neighbour.presses("⭕ 500 м: Тверская улица, 7", on=digest["message_id"])
    assert "За неделю: новых — 1, решено — 0" in neighbour.last
    assert "🆕 Ямы и выбоины на проезжей части · 220 м" in neighbour.buttons
    assert news(neighbour, "🔔 Ваши места за неделю") == [digest], "the digest stays"
    await stage.time_passes(days=7)
    assert len(news(neighbour, "🔔 Ваши места за неделю")) == 1, "a quiet week says nothing"


async def test_who_has_the_digest_gets_one_message(tuesday, neighbour, published, stage):
    await neighbour.says("/settings")
    await neighbour.presses("⬜ Сводка недели")
    await follows(neighbour, *NEAR, often="🗓 Раз в неделю")
    await published()
    stage.world.clock.now = in_moscow(30, 10, 1)
    await stage.time_passes(minutes=1)
    (digest,) = news(neighbour, "📰 Ваша неделя")
    assert "🔔 В ваших местах" in text_of(digest)
    assert "Новых — 1, решено — 0" in text_of(digest)
    assert not news(neighbour, "🔔 Ваши места")


async def test_the_switch_silences_all_of_it_and_a_new_place_wakes_it(neighbour, published, stage):
    await follows(neighbour, *NEAR)
    await follows(neighbour, ARBAT_10.lat, ARBAT_10.lon, often="🗓 Раз в неделю")
    await neighbour.says("/settings")
    await neighbour.presses("✅ Новости моих мест")
    await neighbour.presses("🔔 Мои места")
    assert neighbour.sees("Сейчас о них не пишу")
    await published()
    assert not news(neighbour, "🆕")
    await follows(neighbour, TVERSKAYA_7.lat, TVERSKAYA_7.lon, reach="🏠 Этот дом")
    await neighbour.says("/settings")
    assert "✅ Новости моих мест" in neighbour.buttons


# From the news


async def test_from_the_news_one_press_makes_it_weekly_or_ends_it(neighbour, published):
    await follows(neighbour, *NEAR)
    await published()
    (push,) = news(neighbour, "🆕")
    await neighbour.presses("🗓 Раз в неделю", on=push["message_id"])
    assert "⭕ 500 м: Тверская улица, 7 — пишу по понедельникам" in neighbour.last
    await neighbour.presses("🔕 Не следить", on=push["message_id"])
    assert neighbour.sees("Больше не слежу")
    assert news(neighbour, "🆕") == [push], "the news stay as they are"
    await neighbour.presses("🔕 Не следить", on=push["message_id"])
    assert neighbour.sees("За этим местом вы уже не следите")
    await neighbour.presses("↩️ Следить снова")
    assert neighbour.sees("Слежу за этим местом")
    assert neighbour.sees("⭕ 500 м: Тверская улица, 7")
    assert neighbour.sees("По понедельникам напишу"), "as it was when it was dropped"


# The way to a place


async def test_an_address_is_typed_and_chosen_and_keeps_its_name(neighbour, geocoder):
    await neighbour.says("/settings")
    await neighbour.presses("🔔 Мои места")
    await neighbour.presses("➕ Добавить место")
    await neighbour.says("Тверская 7")
    assert neighbour.sees("Какое ваше?")
    assert "📝 Сообщить о проблеме" in neighbour.buttons, "the menu is back under the input field"
    geocoder.is_down = True
    await neighbour.presses("Тверская улица, 7 к1")
    await neighbour.presses("🏠 Этот дом")
    await neighbour.presses("🗓 Раз в неделю")
    assert neighbour.sees("🏠 Тверская улица, 7 к1")
    await neighbour.presses("🔔 Мои места")
    assert "🏠 Тверская улица, 7 к1 — пишу по понедельникам" in neighbour.last


async def test_a_place_for_following_starts_no_report(neighbour, stage):
    await follows(neighbour, *NEAR)
    await neighbour.says("/my")
    assert not any("Черновик" in label for label in neighbour.buttons)
    await neighbour.shares(*NEAR)
    assert neighbour.sees("Что случилось?"), "what is shared afterwards is a report again"


async def test_a_place_sent_an_hour_later_is_about_a_report(neighbour, stage):
    await neighbour.says("/settings")
    await neighbour.presses("🔔 Мои места")
    await neighbour.presses("➕ Добавить место")
    await stage.time_passes(minutes=31)
    await neighbour.shares(*NEAR)
    assert neighbour.sees("Что случилось?")


async def test_what_is_no_place_is_asked_for_again(neighbour, geocoder):
    await neighbour.says("/settings")
    await neighbour.presses("🔔 Мои места")
    await neighbour.presses("➕ Добавить место")
    await neighbour.says("???")
    assert neighbour.sees("Не понял, какое это место")
    await neighbour.says("улица Небывалая, 1")
    assert neighbour.sees("Адреса «улица Небывалая, 1» не нашёл")
    await neighbour.shares(MYTISHCHI.lat, MYTISHCHI.lon)
    assert neighbour.sees("Это место вне города")
    geocoder.is_down = True
    await neighbour.says("Арбат 10")
    assert neighbour.sees("Поиск адресов сейчас не отвечает")
    await neighbour.shares(ARBAT_10.lat, ARBAT_10.lon)
    await neighbour.presses("🏠 Этот дом")
    await neighbour.presses("⚡ Сразу")
    assert neighbour.sees("🏠 точка 55.75220, 37.59950") or neighbour.sees("🏠 55.75220, 37.59950")
    geocoder.is_down = False
    await neighbour.presses("🔔 Мои места")
    assert "🏠 улица Арбат, 10 — пишу сразу" in neighbour.last, "the address comes when somebody knows it"


async def test_not_adding_brings_the_menu_back(neighbour):
    await neighbour.says("/settings")
    await neighbour.presses("🔔 Мои места")
    await neighbour.presses("➕ Добавить место")
    await neighbour.presses("✖️ Не добавлять")
    assert neighbour.sees("Хорошо, не добавляю")
    assert "📝 Сообщить о проблеме" in neighbour.buttons
    await neighbour.presses("⬅️ Назад")
    assert neighbour.sees("О чём писать вам первым")


async def test_five_places_are_the_most(neighbour):
    for step in range(5):
        await follows(neighbour, TVERSKAYA_7.lat + step * 0.0004, TVERSKAYA_7.lon)
    await neighbour.says("/settings")
    await neighbour.presses("🔔 Мои места")
    assert neighbour.sees("Больше 5 мест не добавить")
    assert "➕ Добавить место" not in [label for row in rows(neighbour) for label in row]
    shown = neighbour.screen[-1]["message_id"]
    await neighbour.does(lambda p: p.presses(shown, "af:5575220:3759950:0", forged=True))
    assert neighbour.sees("Мест может быть не больше 5")


async def test_the_same_place_again_only_changes_how_often(neighbour):
    await follows(neighbour, *NEAR)
    await follows(neighbour, *NEAR, often="🗓 Раз в неделю")
    await neighbour.presses("🔔 Мои места")
    assert neighbour.last.count("⭕ 500 м: Тверская улица, 7") == 1
    assert "пишу по понедельникам" in neighbour.last


async def test_nobody_touches_the_places_of_others(resident, neighbour):
    await follows(neighbour, *NEAR)
    await resident.says("/settings")
    shown = resident.screen[-1]["message_id"]
    for forged in ("as:1:1", "at:1:1:0", "ax:1:1"):
        await resident.does(lambda p, data=forged: p.presses(shown, data, forged=True))
        assert resident.sees("За этим местом вы уже не следите")
    await neighbour.presses("🔔 Мои места")
    assert "⭕ 500 м: Тверская улица, 7 — пишу сразу" in neighbour.last


async def test_a_forged_point_outside_the_city_is_not_followed(resident):
    await resident.says("/settings")
    shown = resident.screen[-1]["message_id"]
    await resident.does(lambda p: p.presses(shown, "ak:5605000:3795000:0:1", forged=True))
    assert resident.sees("Это место вне города")


async def test_a_followed_place_speaks_english(neighbour, published):
    await neighbour.says("/settings")
    await neighbour.presses("🇬🇧 English")
    await neighbour.presses("🔔 My places")
    await neighbour.presses("➕ Add a place")
    await neighbour.shares(*NEAR)
    await neighbour.presses("⭕ 500 m around")
    await neighbour.presses("⚡ At once")
    await published()
    (push,) = news(neighbour, "🆕 New nearby: report No. 1")
    assert "📏 220 m from your place: ⭕ 500 m: Тверская улица, 7" in text_of(push)


def rows(who):
    return [[b["text"] for b in row] for row in who.screen[-1]["reply_markup"]["inline_keyboard"]]
