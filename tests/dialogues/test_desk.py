"""The operators' desk: invitations, the queue, and moderation by command and by button."""

from dataclasses import replace

import pytest

from bot.desk.commands import commands_of
from bot.domain.operators import Role
from bot.domain.reports import Status
from bot.domain.residents import Platform
from bot.platforms.sandbox.api import BORIS, PAVEL
from bot.services.ports import Overtaken
from storage.reports import SqlReports
from storage.unit_of_work import SqlUnitOfWork
from tests.dialogues.test_mine import files_one
from tests.harness.residents import PersonInChat, text_of


@pytest.fixture
async def filed(resident):
    """Анна has filed report № 1."""
    await files_one(resident)
    return resident


async def test_an_owner_publishes_by_command(filed, olga, at_home, stored_reports):
    owner = at_home(olga)
    await owner.says("/start")
    await owner.says("/publish 1")
    assert owner.sees("№ 1 · 🔧 В работе")
    assert (await stored_reports())[0].status is Status.IN_WORK


async def test_the_queue_leads_to_the_card_and_the_card_to_the_deed(filed, olga, stored_reports):
    await olga.says("/queue")
    assert olga.sees("Очередь: 1")
    await olga.presses("🕓 № 1")
    assert olga.sees("На модерации")
    assert "Анна" in olga.last
    await olga.presses("✅ Опубликовать")
    assert "В работе" in olga.last
    assert (await stored_reports())[0].published_at is not None
    assert "✅ Опубликовать" not in [
        b["text"] for row in olga.screen[-1]["reply_markup"]["inline_keyboard"] for b in row
    ]


async def test_a_report_is_rejected_with_a_reason_from_the_list(filed, olga, stored_reports, city):
    await olga.says("/show 1")
    await olga.presses("⛔ Отклонить")
    assert "Почему не публикуем" in olga.last
    reason = next(iter(city.rejection_reasons.values()))
    await olga.presses(reason.title.ru)
    assert "Не опубликовано" in olga.last
    assert (await stored_reports())[0].status is Status.REJECTED


async def test_a_report_is_rejected_in_own_words(filed, olga, stored_reports):
    await olga.says("/show 1")
    await olga.presses("⛔ Отклонить")
    await olga.presses("✍️ Своими словами")
    asked = olga.screen[-1]["message_id"]
    await olga.says("коллеги, гляньте и вы")
    assert (await stored_reports())[0].status is Status.MODERATION
    await olga.says("снимок слишком тёмный, снимите днём", reply_to=asked)
    assert (await stored_reports())[0].status is Status.REJECTED
    assert "№ 1 · ⛔ Не опубликовано" in olga.last


async def test_rejecting_by_command_wants_a_reason(filed, olga, stored_reports):
    await olga.says("/reject 1")
    assert "Так: /reject 12 причина" in olga.last
    assert (await stored_reports())[0].status is Status.MODERATION
    await olga.says("/reject 1 это не в Москве")
    assert (await stored_reports())[0].status is Status.REJECTED


async def test_another_agency_is_assigned_by_command_and_by_button(filed, olga, stored_reports):
    await olga.says("/publish 1")
    await olga.says("/assign 1 гормост")
    assert (await stored_reports())[0].agency_id == "gormost"
    await olga.says("/assign 1 департамент")
    assert "Подходят несколько" in olga.last
    await olga.says("/assign 1 нет такой")
    assert "Службы «нет такой» нет" in olga.last
    await olga.says("/show 1")
    await olga.presses("➡️ Назначить")
    await olga.presses("ГБУ «Автомобильные дороги»")
    assert (await stored_reports())[0].agency_id == "avd"


async def test_of_two_operators_at_once_the_second_is_told_who_was_first(
    filed, olga, hired, stage, stored_reports
):
    pavel = await hired(PAVEL, "editor")
    await olga.says("/show 1")
    card = olga.screen[-1]["message_id"]
    olga.person.presses(card, "o:1:publish")
    pavel.person.presses(card, "o:1:publish")
    await stage.messenger.deliver_at_once()
    answers = [one for one in (*olga.person.answers, *pavel.person.answers) if one and one.get("text")]
    assert len(answers) == 1
    assert "опубликовано — " in answers[0]["text"]
    assert answers[0]["show_alert"] is (stage.platform is Platform.TELEGRAM), "MAX has no other than toasts"
    assert (await stored_reports())[0].events == 2


async def test_a_command_answers_the_card_in_the_group(filed, olga, stage, stored_reports):
    await stage.drain()
    card = next(m for m in olga.screen if "№ 1" in text_of(m))
    await olga.says("/publish", reply_to=card["message_id"])
    assert (await stored_reports())[0].status is Status.IN_WORK
    await stage.drain()
    changed = next(m for m in olga.screen if m["message_id"] == card["message_id"])
    assert "В работе" in text_of(changed)


async def test_a_resident_is_refused_and_nothing_changes(filed, neighbour, stored_reports, stage):
    before = await stored_reports()
    for command in (
        "/publish 1",
        "/queue",
        "/reject 1 нет",
        "/assign 1 avd",
        "/operators",
        "/invite editor",
        "/show 1",
    ):
        await neighbour.says(command)
        assert "команда сотрудников" in neighbour.last, command
    await neighbour.does(lambda boris: boris.says("/start"))
    message = neighbour.screen[-1]["message_id"]
    for data in ("o:1:publish", "o:1:reject", "or:1:dark", "oa:1:avd", "o:1:show", "oq::0", "ox:1:1"):
        neighbour.person.presses(message, data, forged=True)
        await stage.messenger.deliver()
        assert "команда сотрудников" in neighbour.last, data
    assert await stored_reports() == before


async def test_an_invitation_works_once_and_for_a_day(olga, at_home, stage, neighbour, clock):
    olga = at_home(olga)
    await olga.says("/invite editor")
    link = olga.last.partition("start=")[2].split()[0]
    clock.move(hours=25)
    await neighbour.says(f"/start {link}")
    assert "устарело" in neighbour.last
    await olga.says("/invite editor")
    link = olga.last.partition("start=")[2].split()[0]
    await neighbour.says(f"/start {link}")
    assert "Вы в команде: редактор" in neighbour.last
    someone = PersonInChat(stage.messenger, stage.api.person(PAVEL))
    await someone.says(f"/start {link}")
    assert "уже использовано" in someone.last
    await neighbour.says("/queue")
    assert "Очередь пуста" in neighbour.last


async def test_an_invitation_is_not_shown_to_the_whole_group(olga, at_home):
    await olga.says("/invite editor")
    assert "Сначала напишите мне лично" in olga.last
    owner = at_home(olga)
    await owner.says("/start")
    await olga.says("/invite editor")
    assert "прислал вам лично" in olga.last
    assert "start=op_" in owner.last
    assert "start=op_" not in olga.transcript()


async def test_two_at_once_cannot_use_one_invitation(olga, at_home, stage):
    olga = at_home(olga)
    await olga.says("/invite control")
    link = olga.last.partition("start=")[2].split()[0]
    people = [PersonInChat(stage.messenger, stage.api.person(one)) for one in (BORIS, PAVEL)]
    for one in people:
        one.person.says(f"/start {link}")
    await stage.messenger.deliver_at_once()
    assert sorted("Вы в команде" in one.last for one in people) == [False, True]


async def test_an_operator_is_removed_after_a_second_press(olga, hired):
    pavel = await hired(PAVEL, "editor")
    await olga.says("/operators")
    assert "Павел — редактор" in olga.last
    await olga.presses("🗑 Павел")
    await olga.presses("❗️ Точно убрать: Павел")
    assert "никого, кроме владельцев" in olga.last
    await pavel.says("/queue")
    assert "команда сотрудников" in pavel.last


@pytest.mark.parametrize(
    "command", ["/show", "/publish", "/reject", "/assign", "/invite", "/invite boss", "/show abc"]
)
async def test_a_command_with_wrong_arguments_shows_how_it_is_written(olga, command):
    await olga.says(command)
    assert f"Так: {command.split()[0]} " in olga.last


async def test_operators_may_talk_in_their_group(olga):
    before = len(olga.screen)
    await olga.says("коллеги, кто посмотрит яму на Тверской?")
    assert len(olga.screen) == before


async def test_an_agency_does_not_touch_another_agencys_report(filed, olga, hired, stored_reports):
    pavel = await hired(PAVEL, "agency gormost")
    await olga.says("/publish 1")
    before = await stored_reports()
    await pavel.says("/show 1")
    assert "не ваше сообщение" in pavel.last
    await pavel.says("/queue")
    assert "Очередь пуста" in pavel.last
    await pavel.says("/assign 1 avd")
    assert "не ваше сообщение" in pavel.last
    assert await stored_reports() == before


async def test_a_report_changed_by_another_process_is_left_as_it_is(
    filed, olga, stage, monkeypatch, stored_reports
):
    """On a database with several writers the report may move between reading and writing."""

    async def too_late(*_: object, **__: object) -> None:
        raise Overtaken

    monkeypatch.setattr(SqlReports, "put", too_late)
    await olga.says("/publish 1")
    assert "только что изменил кто-то другой" in olga.last
    assert (await stored_reports())[0].status is Status.MODERATION


async def test_a_long_history_fits_a_message(filed, olga):
    for turn in range(60):
        await olga.says(f"/assign 1 {('gormost', 'avd')[turn % 2]}")
    await olga.says("/show 1")
    await olga.presses("🕓 История")
    assert 2000 < len(olga.last) <= 4096
    assert "назначен ответственный" in olga.last


async def test_an_alert_has_no_markup(filed, olga, hired, stage):
    """The messenger shows an alert as it is written: a name came with «&amp;»."""
    stage.api.add_person(5001, "Кот & <Пёс>")
    stage.api.join(5001)
    editor = await hired(5001, "editor")
    await olga.says("/show 1")
    card = olga.screen[-1]["message_id"]
    await editor.presses("✅ Опубликовать", on=card)
    await olga.does(lambda person: person.presses(card, "o:1:publish", forged=True))
    assert "Кот & <Пёс>" in olga.person.answers[-1]["text"]


async def test_a_look_at_the_history_leaves_one_card_in_the_group(filed, olga, stage):
    """A card with a photo made way for the history; the one that came back was not the group's any more."""
    await stage.drain()
    await olga.presses("🕓 История")
    await olga.presses("⬅️")
    await olga.says("/publish 1")
    await stage.drain()
    await stage.time_passes(minutes=5)
    assert len([m for m in olga.cards_with_buttons if "№ 1" in text_of(m)]) == 1, olga.transcript()


async def test_without_a_group_no_cards_pile_up_for_a_later_one(resident, stage, database):
    stage.world = replace(stage.world, group=None)
    stage.restart()
    await files_one(PersonInChat(stage.messenger, resident.person))
    async with SqlUnitOfWork(database) as uow:
        assert not await uow.group_cards.waiting(10)


async def test_an_invitation_opened_again_says_who_one_is(olga, at_home, neighbour):
    owner = at_home(olga)
    await owner.says("/invite editor")
    link = owner.last.partition("start=")[2].split()[0]
    for _ in range(2):
        await neighbour.says(f"/start {link}")
        assert "Вы в команде: редактор" in neighbour.last


async def test_an_agency_sees_its_reports_once_they_are_published(filed, pavel, at_home, olga):
    agency = at_home(pavel)
    for command in ("/show 1", "/audit 1", "/answer 1 готово"):
        await agency.says(command)
        assert "не ваше сообщение" in agency.last, command
    await agency.says("/find яма")
    assert not any("№ 1" in label for label in agency.buttons)
    await olga.says("/publish 1")
    await agency.says("/show 1")
    assert "№ 1 · 🔧 В работе" in agency.last
    await agency.says("/find яма")
    assert any("№ 1" in label for label in agency.buttons)


@pytest.mark.parametrize("command", [name for name, _ in commands_of(Role.OWNER)])
async def test_a_resident_is_not_told_how_a_command_is_written(resident, command):
    await resident.says(f"/{command}")
    assert "команда сотрудников" in resident.last
