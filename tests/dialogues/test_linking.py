"""One person in Telegram and in MAX: linked by a code, and parted again. Both chats are on the stage."""

import re
from dataclasses import replace

import pytest

from bot.app import build
from bot.domain.operators import Group
from bot.domain.points import PointsFor
from bot.domain.residents import Platform
from bot.platforms.sandbox.api import ANNA, BORIS, GROUP, OLGA, PAVEL, BotApi
from bot.platforms.sandbox.max.api import MaxApi
from bot.scheduler import run_all_now
from tests.dialogues.test_mine import POTHOLES, files_one
from tests.dialogues.test_points import books
from tests.harness.messengers import in_max, in_telegram
from tests.harness.pictures import street
from tests.harness.residents import PersonInChat, text_of
from tests.harness.world import TVERSKAYA_7


class Town:
    """One bot in both messengers; a person has the same number in both and is somebody else there."""

    def __init__(self, world, apis, enters):
        self.world = world
        self.app = build(world)
        self.apis = apis
        self.messengers = {platform: enter(self.app.dispatcher) for platform, enter in enters.items()}
        for messenger in self.messengers.values():
            self.app.join(messenger.bot)

    def person(self, user_id, platform, chat_id=None):
        return PersonInChat(self.messengers[platform], self.apis[platform].person(user_id, chat_id))

    async def drain(self):
        await self.app.outbox.drain()

    async def time_passes(self, **by):
        self.world.clock.move(**by)
        await run_all_now(self.app.jobs)
        await self.drain()

    async def stored(self, someone):
        uow = self.world.begin()
        async with uow.reading():
            return await uow.residents.of(someone.messenger.platform, someone.person.id)


@pytest.fixture
async def town(world):
    world = replace(world, owners=frozenset({(Platform.TELEGRAM, OLGA)}), group=Group(Platform.TELEGRAM, GROUP))
    telegram, in_other = BotApi(clock=world.clock), MaxApi(clock=world.clock)
    async with in_telegram(telegram) as enter_telegram, in_max(in_other) as enter_max:
        yield Town(
            world,
            {Platform.TELEGRAM: telegram, Platform.MAX: in_other},
            {Platform.TELEGRAM: enter_telegram, Platform.MAX: enter_max},
        )


@pytest.fixture
def anna(town):
    """In Telegram, where she begins."""
    return town.person(ANNA, Platform.TELEGRAM)


@pytest.fixture
def anya(town):
    """In MAX."""
    return town.person(ANNA, Platform.MAX)


@pytest.fixture
def olga(town):
    """The owner, in the operators' group."""
    return town.person(OLGA, Platform.TELEGRAM, GROUP)


async def code_of(someone, label="🔗 Связать с MAX"):
    """Ask for a code; the code, and what the link brings to the other bot."""
    await someone.says("/settings")
    await someone.presses(label)
    code = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", someone.last)
    payload = re.search(r"start=(link_\w+)", someone.last)
    assert code, someone.transcript()
    assert payload, someone.transcript()
    return code[0], payload[1]


async def links(issuer, other):
    _, payload = await code_of(issuer)
    await other.says(f"/start {payload}")
    await other.presses("✅ Связать")


async def numbers(someone):
    """Numbers in «Мои сообщения»."""
    await someone.says("/my")
    return {found[1] for label in someone.buttons if (found := re.match(r"\W+№ (\d+)", label))}


# Linking


async def test_accounts_stay_apart_until_they_are_linked(anna, anya):
    await files_one(anna)
    assert await numbers(anna) == {"1"}
    await anya.says("/my")
    assert anya.sees("Пока пусто")


async def test_the_link_asks_whom_with_and_only_a_press_links(town, anna, anya):
    await files_one(anna)
    _, payload = await code_of(anna)
    (opened,) = anna.screen[-1]["reply_markup"]["inline_keyboard"][0]
    assert opened["text"] == "🔗 Открыть MAX"
    assert opened["url"].endswith(f"?start={payload}")
    await anya.does(lambda person: person.starts(payload))
    assert anya.last.startswith("Связать с аккаунтом в Telegram: Анна?")
    assert len(anya.screen) == 1
    assert anya.sees("увидят сообщения, баллы и уведомления друг друга")
    assert (await town.stored(anna)).id != (await town.stored(anya)).id
    await anya.presses("✅ Связать")
    assert anya.last.startswith("✅ Связал!")
    assert "Уведомления приходят в Telegram" in anya.last
    assert "✅ Связать" not in anya.buttons
    assert anna.last.startswith("🔗 Ваш аккаунт связан с MAX: Анна.")
    assert await numbers(anya) == await numbers(anna) == {"1"}


async def test_a_code_is_typed_as_people_type(town, anna, anya):
    code, _ = await code_of(anya, "🔗 Связать с Telegram")
    await anna.says("/settings")
    await anna.presses("🔗 Связать с MAX")
    await anna.says(code.lower().replace("-", " "))
    assert anna.sees("Связать с аккаунтом в MAX: Анна?")
    await anna.presses("✅ Связать")
    assert anna.last.startswith("✅ Связал!")
    assert (await town.stored(anna)).platform is Platform.MAX  # who gave the code stays as they were
    assert anya.last.startswith("🔗 Ваш аккаунт связан с Telegram")


@pytest.mark.parametrize("made", ["2E9N3W9J", "E5N8AA7R", "4ACNN7E7"])
async def test_a_code_that_reads_like_coordinates_is_a_code(anna, anya, made, monkeypatch: pytest.MonkeyPatch):
    signs = iter(made)
    monkeypatch.setattr("bot.services.linking.secrets.choice", lambda _: next(signs))
    code, _ = await code_of(anya, "🔗 Связать с Telegram")
    assert code.replace("-", "") == made
    monkeypatch.undo()
    await anna.says("/settings")
    await anna.presses("🔗 Связать с MAX")
    await anna.says(code)
    assert anna.sees("Связать с аккаунтом в MAX: Анна?")


async def test_both_have_what_each_had(town, anna, anya, database, clock):
    await files_one(anna)
    await files_one(anya, seed=2)
    await books(database, (await town.stored(anna)).id, 1, PointsFor.REPORT, 10, clock())
    await books(database, (await town.stored(anya)).id, 2, PointsFor.VERDICT, 1, clock())
    await links(anna, anya)
    assert await numbers(anna) == await numbers(anya) == {"1", "2"}
    for someone in (anna, anya):
        await someone.says("⭐ Баллы")
        assert "11" in someone.last
    await anya.presses("🕓 № 1")
    assert anya.sees("Сообщение № 1")


async def test_who_does_not_want_it_is_not_linked(town, anna, anya):
    _, payload = await code_of(anna)
    await anya.says(f"/start {payload}")
    await anya.presses("✖️ Отмена")
    assert anya.last.startswith("Хорошо, ничего не связал")
    assert "✅ Связать" not in anya.buttons
    assert (await town.stored(anna)).id != (await town.stored(anya)).id


async def test_a_wrong_code_may_be_typed_again_but_not_for_ever(anna, anya):
    code, _ = await code_of(anna)
    await anya.says("/settings")
    await anya.presses("🔗 Связать с Telegram")
    await anya.says("не код")
    assert anya.last.startswith("Такого кода нет")
    for _ in range(5):
        await anya.says("AAAA-AAAA")
        assert anya.last.startswith("Такого кода нет")
    await anya.says(code)
    assert anya.last.startswith("Слишком много попыток")


async def test_words_about_a_problem_are_not_taken_for_a_code(anna):
    await code_of(anna)
    await anna.says("Большая яма на дороге у самого дома")
    assert not anna.sees("Такого кода нет")
    assert anna.sees(POTHOLES)


async def test_a_code_that_came_too_late_says_so_also_to_a_press(town, anna, anya):
    _, payload = await code_of(anna)
    await anya.says(f"/start {payload}")
    await town.time_passes(minutes=16)
    await anya.presses("✅ Связать")
    assert anya.last.startswith("Код устарел")
    await anya.says(f"/start {payload}")
    assert anya.last.startswith("Код устарел")
    assert (await town.stored(anna)).id != (await town.stored(anya)).id


async def test_ones_own_code_and_a_neighbours_link_nobody(town, anna):
    code, payload = await code_of(anna)
    await anna.says(code)
    assert anna.last.startswith("Это ваш код")
    boris = town.person(BORIS, Platform.TELEGRAM)
    await boris.says(f"/start {payload}")
    assert boris.last.startswith("Этот код получен в этом же мессенджере")


async def test_somebody_elses_link_is_spent_after_it_was_used(town, anna, anya):
    _, payload = await code_of(anna)
    boris = town.person(BORIS, Platform.MAX)
    for someone in (anya, boris):
        await someone.says(f"/start {payload}")
        assert someone.sees("Связать с аккаунтом в Telegram: Анна?")
    await anya.presses("✅ Связать")
    await boris.presses("✅ Связать")
    assert boris.last.startswith("Такого кода нет")
    assert (await town.stored(boris)).id != (await town.stored(anna)).id


async def test_two_presses_and_a_link_opened_again_change_nothing_more(town, anna, anya):
    _, payload = await code_of(anna)
    await anya.says(f"/start {payload}")
    await anya.presses_twice("✅ Связать")
    assert (await town.stored(anna)) == (await town.stored(anya))
    await anya.says(f"/start {payload}")
    assert anya.last.startswith("У вас уже связаны два аккаунта")


async def test_a_forged_code_is_no_code(anna, anya):
    await anya.says("/settings")
    shown = anya.screen[-1]["message_id"]
    await anya.does(lambda person: person.presses(shown, "la:" + "A" * 60, forged=True))
    assert anya.last.startswith("Такого кода нет")
    await anya.does(lambda person: person.presses(shown, "lw:telegram", forged=True))
    assert anya.last.startswith("Аккаунты сейчас не связаны")
    await anya.does(lambda person: person.presses(shown, "lu:1", forged=True))
    assert anya.last.startswith("Аккаунты сейчас не связаны")


async def test_the_other_messenger_not_listening_does_not_undo_it(town, anna, anya):
    _, payload = await code_of(anna)
    anna.person.blocks()
    town.messengers[Platform.TELEGRAM].waiting()
    await anya.says(f"/start {payload}")
    await anya.presses("✅ Связать")
    assert anya.last.startswith("✅ Связал!")
    assert (await town.stored(anna)) == (await town.stored(anya))


async def test_in_one_messenger_there_is_nothing_to_link(stage, resident):
    await resident.says("/settings")
    assert not any("🔗" in label for label in resident.buttons)
    shown = resident.screen[-1]["message_id"]
    elsewhere = next(platform for platform in Platform if platform is not stage.platform)
    await resident.does(lambda person: person.presses(shown, f"lo:{elsewhere}", forged=True))
    assert resident.last.startswith("Там меня сейчас нет")


async def test_nothing_of_this_works_in_the_operators_group(town, olga):
    anna = town.person(ANNA, Platform.MAX)
    _, payload = await code_of(anna, "🔗 Связать с Telegram")
    before = len(olga.screen)
    await olga.says(f"/start {payload}")
    assert not any("Связать с аккаунтом" in text_of(message) for message in olga.screen[before:])


# Two languages and names


async def test_the_linked_one_speaks_the_language_of_the_one_who_gave_the_code(town, anna, anya):
    await anna.says("/settings")
    await anna.presses("🇬🇧 English")
    _, payload = await code_of(anna, "🔗 Link with MAX")
    await anya.says(f"/start {payload}")
    await anya.presses("✅ Связать")
    assert anya.last.startswith("✅ Linked!")
    await anya.says("/my")
    assert not re.search("[а-яё]", anya.last.lower())


# Where notices come


def pushes(someone, sign):
    return [text_of(m) for m in someone.screen if text_of(m).startswith(sign)]


async def test_a_push_goes_where_it_was_chosen(town, anna, anya, olga):
    await files_one(anya)
    await files_one(anya, seed=2)
    await links(anna, anya)
    await olga.says("/publish 1")
    await town.drain()
    assert (len(pushes(anna, "🔧")), len(pushes(anya, "🔧"))) == (1, 0)
    await anya.says("/settings")
    assert "✅ Уведомления: Telegram" in anya.buttons
    await anya.presses("⬜ Уведомления: MAX")
    assert "✅ Уведомления: MAX" in anya.buttons
    assert "⬜ Уведомления: Telegram" in anya.buttons
    assert anya.sees("уведомления приходят в MAX")
    await olga.says("/publish 2")
    await town.drain()
    assert (len(pushes(anna, "🔧")), len(pushes(anya, "🔧"))) == (1, 1)


async def test_a_blocked_messenger_hands_over_to_the_other(town, anna, anya, olga):
    await files_one(anna)
    await links(anna, anya)
    await anna.does(lambda person: person.blocks())
    await olga.says("/publish 1")
    await town.drain()
    assert pushes(anya, "🔧")
    assert not pushes(anna, "🔧")


async def test_who_has_blocked_both_is_written_to_where_they_come_back(town, anna, anya, olga):
    await files_one(anna)
    await links(anna, anya)
    for someone in (anna, anya):
        await someone.does(lambda person: person.blocks())
    await olga.says("/publish 1")
    await town.drain()
    assert not pushes(anna, "🔧") + pushes(anya, "🔧")
    await anna.does(lambda person: person.unblocks())
    await town.drain()
    assert pushes(anna, "🔧")


async def test_who_came_back_is_there_when_the_other_messenger_is_blocked(town, anna, anya):
    await links(anna, anya)
    await anna.does(lambda person: person.blocks())
    await anna.does(lambda person: person.unblocks())
    assert (await town.stored(anna)).platform is Platform.MAX
    await anya.does(lambda person: person.blocks())
    now = await town.stored(anna)
    assert (now.platform, now.blocked_at) == (Platform.TELEGRAM, None)


# Rights


async def test_an_operator_is_one_in_both(town, anna, anya, olga):
    pavel, in_other = town.person(PAVEL, Platform.TELEGRAM), town.person(PAVEL, Platform.MAX)
    home = town.person(OLGA, Platform.TELEGRAM)
    await home.says("/invite editor")
    code = re.search(r"start=(op_[\w-]+)", home.last)
    assert code
    await pavel.says(f"/start {code[1]}")
    await in_other.says("/queue")
    assert in_other.sees("Это команда сотрудников города")
    await files_one(anna)
    _, payload = await code_of(pavel)
    await in_other.says(f"/start {payload}")
    assert in_other.sees("его права получат оба")
    await in_other.presses("✅ Связать")
    for someone in (pavel, in_other):
        await someone.says("/queue")
        assert someone.sees("Очередь"), someone.transcript()
    await in_other.says("/publish 1")
    await in_other.says("/report 1")
    assert in_other.sees("№ 1")
    await in_other.says("/settings")
    assert "✅ Работа сотрудника" in in_other.buttons
    await in_other.presses("🔓 Отвязать этот аккаунт")
    assert in_other.sees("Права сотрудника города кончатся в обоих аккаунтах")
    await in_other.presses("🔓 Да, отвязать")
    for someone in (pavel, in_other):
        await someone.says("/queue")
        assert someone.sees("Это команда сотрудников города")


async def test_an_owner_is_one_in_both_whoever_gave_the_code(town):
    home, in_other = town.person(OLGA, Platform.TELEGRAM), town.person(OLGA, Platform.MAX)
    await in_other.says("/operators")
    assert not in_other.sees("владельц")
    code, _ = await code_of(in_other, "🔗 Связать с Telegram")
    await home.says("/settings")
    await home.presses("🔗 Связать с MAX")
    await home.says(code)
    await home.presses("✅ Связать")
    for someone in (home, in_other):
        await someone.says("/operators")
        assert someone.sees("кроме владельцев"), someone.transcript()
    await in_other.says("/invite editor")
    assert "Приглашение" in in_other.last


# One draft


async def test_a_draft_begun_in_one_messenger_goes_on_in_the_other(anna, anya):
    await links(anna, anya)
    await anna.sends_photo(street(1), caption="яма")
    await anya.says("/new")
    assert anya.sees("Продолжить?"), anya.transcript()
    await anya.presses("▶️ Продолжить")
    await anya.presses(POTHOLES)
    await anya.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await anya.presses("✅ Отправить")
    assert anya.sees("№ 1")
    assert await numbers(anna) == {"1"}


async def test_what_both_had_begun_is_kept(anna, anya):
    await anna.says("Большая яма на дороге")
    await anya.says("Не горит фонарь у подъезда")
    await links(anna, anya)
    await anna.says("/my")
    drafts = [label for label in anna.buttons if label.startswith("📝") and "Сообщить" not in label]
    assert len(drafts) == 2, anna.transcript()


# Parting


async def test_parted_the_account_is_a_stranger_and_the_other_keeps_everything(town, anna, anya, olga):
    await files_one(anna)
    await links(anna, anya)
    await anna.says("/settings")
    await anna.presses("🔓 Отвязать этот аккаунт")
    assert anna.sees("Ваши сообщения, черновики и баллы останутся в MAX")
    await anna.presses("🔓 Да, отвязать")
    assert anna.last.startswith("Готово, этот аккаунт теперь сам по себе")
    assert "🔓 Да, отвязать" not in anna.buttons
    assert anya.last.startswith("🔓 Аккаунт в Telegram отвязан")
    await anna.says("/my")
    assert anna.sees("Пока пусто")
    assert await numbers(anya) == {"1"}
    await olga.says("/publish 1")
    await town.drain()
    assert pushes(anya, "🔧")
    assert not pushes(anna, "🔧")
    await anya.says("/settings")
    assert "🔗 Связать с Telegram" in anya.buttons


async def test_parting_is_not_done_by_the_first_press(town, anna, anya):
    await links(anna, anya)
    await anna.says("/settings")
    await anna.presses("🔓 Отвязать этот аккаунт")
    await anna.presses("✖️ Отмена")
    assert (await town.stored(anna)) == (await town.stored(anya))


async def test_linked_again_after_parting_all_is_one_again(town, anna, anya):
    await files_one(anya)
    await links(anna, anya)
    await anya.says("/settings")
    await anya.presses("🔓 Отвязать этот аккаунт")
    await anya.presses("🔓 Да, отвязать")
    await files_one(anya, seed=2)
    await links(anna, anya)
    assert await numbers(anya) == {"1", "2"}


async def test_a_barred_person_does_not_get_away_by_parting(town, anna, anya, olga):
    await files_one(anya)
    await olga.says("/ban 1")
    await links(anna, anya)
    for someone in (anna, anya):
        await someone.says("/settings")
        await someone.presses("🔓 Отвязать этот аккаунт")
        await someone.presses("🔓 Да, отвязать")
        assert someone.last.startswith("Пока вам закрыта отправка")
    assert (await town.stored(anna)) == (await town.stored(anya))
