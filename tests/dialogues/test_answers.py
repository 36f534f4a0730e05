"""Answering: kinds, dates, templates, photos in any order; what is checked, given back, or nobody else's."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.domain.answers import LONGEST_ANSWER, AnswerKind
from bot.domain.reports import Status, Turn
from bot.platforms.sandbox.api import PAVEL
from tests.dialogues.test_mine import files_one
from tests.harness.pictures import street
from tests.harness.residents import PersonInChat, text_of
from tests.harness.world import TVERSKAYA_7


@pytest.fixture
async def in_work(resident, olga, pavel, stage):
    """Report № 1 of Анна is with Павел's agency, and its card is in the group."""
    await files_one(resident)
    await olga.says("/publish 1")
    await stage.drain()
    return resident


@pytest.fixture
def report(stored_reports):
    async def one():
        return (await stored_reports())[0]

    return one


@pytest.fixture
def event(stage):
    """A line of the history of № 1, as another connection sees it."""

    async def read(seq):
        uow = stage.world.begin()
        async with uow.reading():
            return await uow.reports.event(1, seq)

    return read


async def prepared(event, report):
    return await event((await report()).pending)


def prompt_of(who):
    """The message that asks, by its id."""
    return who.cards_with_buttons[-1]["message_id"]


def card_of(who):
    return next(m for m in reversed(who.screen) if "№ 1 · " in text_of(m) and "🏷" in text_of(m))


# By command


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("", AnswerKind.DONE),
        ("#готово ", AnswerKind.DONE),
        ("#раньше ", AnswerKind.ALREADY_GONE),
        ("#нет ", AnswerKind.NOT_FOUND),
        ("#Меры ", AnswerKind.MEASURES_TAKEN),
        ("#measures\n", AnswerKind.MEASURES_TAKEN),
    ],
)
async def test_a_first_word_says_which_answer_it_is(in_work, pavel, report, event, tag, kind):
    await pavel.says(f"/answer 1 {tag}приехали и посмотрели")
    answer = await prepared(event, report)
    assert (answer.answer_kind, answer.words, answer.until) == (kind, "приехали и посмотрели", None)
    assert pavel.last == "№ 1 · ✍️ На утверждении"


@pytest.mark.parametrize(
    ("written", "kind", "until"),
    [
        ("2026-12-10 нужен асфальт", AnswerKind.PROMISE, "2026-12-10"),
        ("10.12.2026 нужен асфальт", AnswerKind.PROMISE, "2026-12-10"),
        ("10.12 нужен асфальт", AnswerKind.PROMISE, "2026-12-10"),
        ("10.01 нужен асфальт", AnswerKind.PROMISE, "2027-01-10"),
        ("10.12 #проверка нужен асфальт", AnswerKind.CHECK_UNTIL, "2026-12-10"),
        ("#check 2026-12-10\nнужен асфальт", AnswerKind.CHECK_UNTIL, "2026-12-10"),
    ],
)
async def test_a_promise_names_a_date(in_work, pavel, olga, report, event, stage, written, kind, until):
    await pavel.says(f"/promise 1 {written}")
    answer = await prepared(event, report)
    assert (answer.answer_kind, answer.words, str(answer.until)) == (kind, "нужен асфальт", until)
    await olga.says("/publish 1")
    deferred = await report()
    assert deferred.status is Status.DEFERRED
    assert str(deferred.answer_due.date()) == until
    await stage.drain()
    assert in_work.sees("срок перенесён")


@pytest.mark.parametrize(
    "command",
    [
        "/answer",
        "/answer 1",
        "/answer 1 #готово",
        "/answer 1 #сделано всё",
        "/promise 1",
        "/promise 1 10.12",
        "/promise 1 31.02 не бывает",
        "/promise 1 завтра сделаем",
        "/promise 1 10.12 #меры словами",
        "/return 1",
        "/close 1",
    ],
)
async def test_what_cannot_be_read_shows_how_it_is_written(in_work, pavel, report, command):
    before = await report()
    await pavel.says(command)
    assert f"Так: {command.split()[0]} " in pavel.last
    assert await report() == before


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("/promise 1 22.11.2026 вчера", "уже прошла"),
        ("/promise 1 10.12.2062 потом", "слишком далеко"),
        (f"/answer 1 {'о' * (LONGEST_ANSWER + 1)}", "Длинновато"),
        ("/answer 77 готово", "Сообщения № 77 нет"),
    ],
)
async def test_what_cannot_be_taken_says_what_to_mend(in_work, pavel, report, command, sentence):
    before = await report()
    await pavel.says(command)
    assert sentence in pavel.last
    assert await report() == before


async def test_all_photos_of_a_captioned_album_join_the_answer(in_work, pavel, at_home, report, event):
    home = at_home(pavel)
    await home.sends_album([street(31), street(32), street(33)], "/answer 1 заделали, фото с трёх сторон")
    assert len((await prepared(event, report)).photos) == 3
    assert home.sees("🖼 Фото в ответе на № 1: 3")
    await home.sends_photo(street(34))
    assert len((await prepared(event, report)).photos) == 3
    assert home.sees("Где это?"), "another photo begins another report"


async def test_the_album_of_a_refused_command_becomes_nobodys_report(in_work, pavel, at_home, stage):
    home = at_home(pavel)
    await home.sends_album([street(31), street(32)], "/answer 1")
    assert "Так: /answer" in home.last
    await home.says("/my")
    assert home.sees("Пока пусто")


async def test_the_news_waits_for_the_rest_of_an_album(in_work, olga, stage, clock, report):
    """An owner's answer is published with its first photo: the others are still on their way then."""
    await olga.sends_album([street(31), street(32)], "/answer 1 сделали сами")
    assert (await report()).turn is Turn.VERDICT
    await stage.drain()
    assert not in_work.sees("сделали сами")
    clock.move(seconds=5)
    await stage.drain()
    assert in_work.sees("сделали сами")
    assert in_work.album == ["Было", "Стало", "Стало"]


async def test_where_nobody_checks_an_agencys_answer_is_published_at_once(in_work, pavel, stage, report):
    stage.world = replace(stage.world, city=replace(stage.world.city, answers_checked=False))
    stage.restart()
    pavel = PersonInChat(stage.messenger, pavel.person)
    await pavel.presses("💬 Ответить")
    await pavel.says("сделали", reply_to=prompt_of(pavel))
    assert "житель увидит ответ сразу" in pavel.last
    await pavel.presses("📤 Отправить")
    assert (await report()).turn is Turn.VERDICT
    await stage.drain()
    assert in_work.sees("сделали")


async def test_an_answer_goes_back_and_forth(in_work, pavel, olga, report, event, stage, at_home):
    await pavel.says("/answer 1 сделали")
    await olga.says("/return 1 приложите фото")
    assert (await report()).turn is Turn.AGENCY
    await stage.drain()
    assert at_home(pavel).sees("приложите фото")
    assert not in_work.sees("приложите фото")
    await pavel.sends_photo(street(31), caption="/answer 1 сделали, вот фото")
    await olga.says("/publish 1")
    assert (await report()).turn is Turn.VERDICT
    await stage.drain()
    await in_work.says("/start r_1")
    await in_work.presses("🕓 История")
    assert "приложите фото" not in in_work.last
    assert in_work.last.count("сделали") == 1


async def test_a_dispute_goes_to_an_editor_who_assigns_anew(in_work, pavel, olga, report, stage):
    await pavel.says("/return 1 это мост, он у Гормоста")
    disputed = await report()
    assert (disputed.turn, disputed.agency_id) == (Turn.DISPUTE, "avd")
    await stage.drain()
    assert "Служба считает, что это не к ней: это мост" in text_of(card_of(olga))
    await olga.says("/assign 1 gormost")
    assert ((await report()).turn, (await report()).agency_id) == (Turn.AGENCY, "gormost")
    await pavel.says("/answer 1 всё-таки мы")
    assert "не ваше сообщение" in pavel.last


async def test_a_dispute_by_button_wants_words(in_work, pavel, report, stage):
    await pavel.presses("⚖️ Не к нам")
    assert "почему № 1 не к вам" in pavel.last
    await pavel.says("двор, это к управе", reply_to=pavel.screen[-1]["message_id"])
    assert (await report()).disputed
    assert pavel.last == "№ 1 · ⚖️ Споры"


# By buttons


async def test_a_template_is_two_presses_from_sent(in_work, pavel, report, event, stage):
    card = card_of(pavel)["message_id"]
    await pavel.presses("💬 Ответить")
    await pavel.presses("✅ Проблема устранена")
    templates = [label for label in pavel.buttons if label.startswith("📋")]
    assert templates[0].startswith("📋 Яму заделали"), "those of the topic stand first"
    await pavel.presses(templates[0])
    assert "срезали края, уложили асфальт" in pavel.last
    await pavel.presses("📤 Отправить")
    answer = await prepared(event, report)
    assert answer.words.startswith("Яму заделали: срезали края")
    assert card_of(pavel)["message_id"] == card, "the card was borrowed and given back"
    assert "На утверждении" in text_of(card_of(pavel))


async def test_words_alone_mean_that_it_is_done(in_work, pavel, report, event):
    await pavel.presses("💬 Ответить")
    await pavel.says("засыпали", reply_to=prompt_of(pavel))
    await pavel.presses("📤 Отправить")
    assert (await prepared(event, report)).answer_kind is AnswerKind.DONE


async def test_photos_come_before_and_after_the_words(in_work, pavel, report, event):
    await pavel.presses("💬 Ответить")
    card = prompt_of(pavel)
    await pavel.presses("☑️ Устранена до проверки")
    await pavel.sends_photo(street(31), reply_to=card)
    assert pavel.sees("Фото к ответу: 1")
    await pavel.says("уже было чисто", reply_to=pavel.screen[-1]["message_id"])
    await pavel.sends_album([street(32), street(33)], reply_to=pavel.screen[-1]["message_id"])
    assert "Фото к ответу: 3" in pavel.last
    await pavel.says("было уже чисто", reply_to=pavel.screen[-1]["message_id"])
    await pavel.presses("📤 Отправить")
    answer = await prepared(event, report)
    assert (answer.words, len(answer.photos)) == ("было уже чисто", 3)


async def test_photos_can_be_taken_out_and_a_sixth_is_not_taken(in_work, pavel, report, event):
    await pavel.presses("💬 Ответить")
    await pavel.says("готово", reply_to=prompt_of(pavel))
    await pavel.sends_album([street(n) for n in range(31, 37)], reply_to=pavel.screen[-1]["message_id"])
    assert pavel.sees("Больше 5 фото")
    assert pavel.sees("Фото к ответу: 5")
    await pavel.presses("🖼 Убрать фото")
    assert pavel.sees("Фото нет")
    await pavel.presses("📤 Отправить")
    assert (await prepared(event, report)).photos == ()


async def test_a_file_that_is_no_photo_is_said_and_taken_out(in_work, pavel, report, event):
    await pavel.presses("💬 Ответить")
    await pavel.says("готово", reply_to=prompt_of(pavel))
    prompt = prompt_of(pavel)
    await pavel.does(lambda one: one.sends_file(b"not a picture", "a.jpg", "image/jpeg", reply_to=prompt))
    await pavel.presses("📤 Отправить")
    assert "Это не картинка" in pavel.last
    assert (await report()).pending is None
    assert pavel.sees("Фото нет")
    await pavel.presses("📤 Отправить")
    assert (await prepared(event, report)).words == "готово"


async def test_a_half_done_answer_survives_a_restart(in_work, pavel, stage, report, event):
    await pavel.presses("📅 Перенести")
    await pavel.presses("📅 Через 2 недели")
    await pavel.sends_photo(street(31), reply_to=prompt_of(pavel))
    stage.restart()
    pavel = PersonInChat(stage.messenger, pavel.person)
    await pavel.says("ждём асфальт", reply_to=pavel.screen[-1]["message_id"])
    stage.restart()
    pavel = PersonInChat(stage.messenger, pavel.person)
    await pavel.presses("📤 Отправить")
    answer = await prepared(event, report)
    assert (answer.answer_kind, answer.words) == (AnswerKind.PROMISE, "ждём асфальт")
    assert (str(answer.until), len(answer.photos)) == ("2026-12-07", 1)


async def test_a_date_can_be_typed_and_the_other_kind_chosen(in_work, pavel, report, event):
    await pavel.presses("📅 Перенести")
    card = prompt_of(pavel)
    await pavel.says("когда-нибудь", reply_to=card)
    assert "Не понял дату" in pavel.last
    await pavel.presses("🔎 Нужна проверка")
    await pavel.says("15.01", reply_to=card)
    assert "пятница, 15 января" in pavel.last
    await pavel.says("осмотрим с экспертом", reply_to=pavel.screen[-1]["message_id"])
    await pavel.presses("📤 Отправить")
    answer = await prepared(event, report)
    assert (answer.answer_kind, str(answer.until)) == (AnswerKind.CHECK_UNTIL, "2027-01-15")


async def test_another_kind_keeps_what_was_written(in_work, pavel, report, event):
    await pavel.presses("💬 Ответить")
    await pavel.says("сообщили владельцу", reply_to=prompt_of(pavel))
    await pavel.presses("✏️ Изменить")
    await pavel.presses("⬅️ Назад")
    assert "сообщили владельцу" in pavel.last
    await pavel.presses("✏️ Изменить")
    await pavel.presses("✉️ Приняты меры")
    await pavel.presses("📤 Отправить")
    answer = await prepared(event, report)
    assert (answer.answer_kind, answer.words) == (AnswerKind.MEASURES_TAKEN, "сообщили владельцу")


async def test_back_and_cancel_leave_the_card_as_it_was(in_work, pavel, report):
    before, card = await report(), card_of(pavel)
    await pavel.presses("💬 Ответить")
    await pavel.presses("✅ Проблема устранена")
    await pavel.presses("⬅️ Назад")
    assert text_of(card_of(pavel)) == text_of(card)
    await pavel.presses("💬 Ответить")
    await pavel.says("готово", reply_to=card["message_id"])
    await pavel.presses("🗑 Отменить")
    assert pavel.last == "Ответ на № 1 не отправлен."
    assert await report() == before
    assert [m["message_id"] for m in pavel.cards_with_buttons] == [card["message_id"]]


async def test_a_look_at_map_and_photos_does_not_end_an_answer(in_work, pavel, report, event):
    await pavel.presses("💬 Ответить")
    await pavel.says("готово", reply_to=prompt_of(pavel))
    await pavel.presses("🗺 Карта")
    await pavel.presses("📤 Отправить")
    assert (await prepared(event, report)).words == "готово"


async def test_talk_in_the_group_is_not_taken_for_an_answer(in_work, pavel, vera, report):
    before = await report()
    await pavel.presses("💬 Ответить")
    shown = len(pavel.screen)
    await pavel.says("Вера, это надолго?")
    await pavel.sends_photo(street(31))
    await vera.says("нет", reply_to=prompt_of(pavel))
    assert len(pavel.screen) == shown
    assert await report() == before


async def test_in_private_words_need_no_reply(in_work, pavel, at_home, report, event):
    home = at_home(pavel)
    await home.says("/show 1")
    await home.presses("💬 Ответить")
    await home.sends_photo(street(31), caption="заделали")
    await home.presses("📤 Отправить")
    answer = await prepared(event, report)
    assert (answer.words, len(answer.photos)) == ("заделали", 1)
    assert "На утверждении" in home.last


# Two at once, old buttons, other people's


async def test_an_answer_is_sent_once(in_work, pavel, report):
    await pavel.presses("💬 Ответить")
    await pavel.says("готово", reply_to=prompt_of(pavel))
    await pavel.presses_twice("📤 Отправить")
    assert (await report()).events == 3
    assert "Этого ответа уже нет" in pavel.person.answers[-1]["text"]


async def test_of_two_answers_the_second_is_told_who_was_first(in_work, pavel, olga, report):
    await pavel.presses("💬 Ответить")
    await pavel.says("готово", reply_to=prompt_of(pavel))
    preview = pavel.screen[-1]["message_id"]
    await olga.says("/answer 1 мы сделали раньше")
    before = await report()
    await pavel.presses("📤 Отправить", on=preview)
    assert "Последнее: опубликован ответ — Ольга" in pavel.person.answers[-1]["text"]
    assert await report() == before


async def test_an_old_card_does_not_publish_an_answer_nobody_read(in_work, pavel, olga, at_home, report):
    await pavel.says("/answer 1 первый")
    home = at_home(olga)
    await home.says("/show 1")
    old = home.screen[-1]["message_id"]
    await olga.says("/return 1 не так")
    await pavel.says("/answer 1 второй")
    before = await report()
    await home.presses("✅ Опубликовать ответ", on=old)
    assert home.sees("Последнее: ответ подготовлен")
    assert home.sees("второй"), "the card shows what waits now"
    assert await report() == before


async def test_somebody_elses_preview_cannot_be_sent(in_work, pavel, olga, report):
    before = await report()
    await pavel.presses("💬 Ответить")
    await pavel.says("готово", reply_to=prompt_of(pavel))
    await olga.presses("📤 Отправить")
    assert "пишет другой сотрудник" in olga.person.answers[-1]["text"]
    assert await report() == before


@pytest.fixture
def rows(database):
    """All that a forged press could have changed."""
    tables = ("reports", "report_events", "notices", "points", "photos", "operators", "group_cards", "followers")

    async def read():
        async with database.reading() as connection:
            return {
                table: [tuple(row) for row in await connection.exec_driver_sql(f"SELECT * FROM {table}")]  # noqa: S608
                for table in tables
            }

    return read


FORGED = (
    *(f"o:1:{act}" for act in ("publish", "answer", "promise", "back", "return", "close", "dispute", "assign")),
    *("op:1:3", "ok:1:done", "ou:1:739600", "ot:1:done", "ow:1:send", "ow:1:change", "oa:1:gormost", "or:1:dark"),
)
COMMANDS = (
    *("/publish 1", "/answer 1 готово", "/answer 1 #нет не нашли", "/promise 1 10.12 сделаем"),
    *("/return 1 не так", "/close 1 всё", "/assign 1 avd", "/reject 1 нет", "/show 1", "/queue"),
)


@pytest.mark.parametrize("prepared_already", [False, True])
async def test_a_resident_with_an_operators_button_or_command_is_refused(
    in_work, neighbour, pavel, rows, prepared_already
):
    if prepared_already:
        await pavel.says("/answer 1 готово")
    await neighbour.says("/start")
    message = neighbour.screen[-1]["message_id"]
    before = await rows()
    with capture_logs() as logs:
        for data in FORGED:
            shown = len(neighbour.screen)
            await neighbour.does(lambda boris, data=data: boris.presses(message, data, forged=True))
            refused = neighbour.last, data
            assert len(neighbour.screen) > shown, refused
            assert "команда сотрудников" in neighbour.last or "Этого ответа уже нет" in neighbour.last, refused
        for command in COMMANDS:
            await neighbour.says(command)
            assert "команда сотрудников" in neighbour.last, command
        await neighbour.sends_album([street(31), street(32)], "/answer 1 готово")
        assert "команда сотрудников" in neighbour.last
    assert await rows() == before
    refusals = [line for line in logs if line["event"] == "refused"]
    assert len(refusals) >= len(COMMANDS) + len(FORGED) - 2
    assert {line["why"] for line in refusals} == {"NotAnOperator"}


async def test_an_agency_with_another_agencys_report_is_refused(in_work, olga, hired, rows, report, stage):
    pavel = await hired(PAVEL, "agency gormost")
    await olga.says("/show 1")
    card = olga.screen[-1]["message_id"]
    before = await rows()
    with capture_logs() as logs:
        for data in FORGED:
            await pavel.does(lambda one, data=data: one.presses(card, data, forged=True))
            assert any(words in pavel.person.answers[-1]["text"] for words in ("не ваше", "Этого ответа уже нет"))
        for command in COMMANDS[:-1]:
            await pavel.says(command)
            assert "не ваше сообщение" in pavel.last, command
    assert await rows() == before
    assert {line["why"] for line in logs if line["event"] == "refused"} == {"NotTheirs"}


async def test_a_role_that_may_not_is_refused_and_that_is_logged(in_work, vera, pavel, rows):
    """Moves of another role were refused without a line in the log."""
    await pavel.says("/answer 1 готово")
    before = await rows()
    with capture_logs() as logs:
        for command in ("/publish 1", "/return 1 нет", "/answer 1 мы", "/reject 1 нет", "/assign 1 avd"):
            await vera.says(command)
            assert vera.last
        await pavel.says("/publish 1")
        assert "не ваше сообщение или не ваша роль" in pavel.last
    assert await rows() == before
    refused = [line for line in logs if line["event"] == "refused"]
    assert {line["why"] for line in refused} == {"NotTheirs"}
    assert {line["user_id"] for line in refused} >= {PAVEL}


async def test_who_has_lost_the_role_cannot_finish_the_answer(in_work, pavel, olga, stage, at_home, rows):
    await pavel.presses("💬 Ответить")
    await pavel.says("готово", reply_to=prompt_of(pavel))
    home = at_home(olga)
    await home.says("/operators")
    await home.presses("🗑 Павел")
    await home.presses("❗️ Точно убрать: Павел")
    before = await rows()
    await pavel.presses("📤 Отправить")
    assert "команда сотрудников" in pavel.person.answers[-1]["text"]
    assert await rows() == before


async def test_a_card_too_long_for_a_caption_is_borrowed_and_given_back_too(resident, olga, pavel, stage):
    """Such a card is a text: a screen with the report's photo would have to leave it behind without buttons."""
    await resident.sends_photo(street(1), caption=f"яма на дороге {'очень большая ' * 23}")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    await olga.says("/publish 1")
    await olga.says(f"/promise 1 10.12 {'ждём тёплую погоду и асфальт; ' * 40}")
    await stage.drain()
    card = card_of(pavel)
    assert "photo" not in card
    await pavel.presses("💬 Ответить")
    assert "Какой это ответ" in text_of(next(m for m in pavel.screen if m["message_id"] == card["message_id"]))
    await pavel.presses("✅ Проблема устранена")
    await pavel.presses("⬅️ Назад")
    assert card_of(pavel)["message_id"] == card["message_id"]
    assert len(pavel.cards_with_buttons) == 1


async def test_who_is_no_operator_any_more_is_not_asked_for_a_date(in_work, olga, pavel, at_home):
    """Each word of a former operator was called an unreadable date."""
    agency = at_home(pavel)
    await agency.says("/show 1")
    await agency.presses("📅 Перенести")
    await olga.says("/operators")
    await olga.presses("🗑 Павел")
    await olga.presses("❗️")
    await agency.says("яма на дороге")
    assert "команда сотрудников" in agency.last
    await agency.says("яма на дороге")
    assert "яма" in agency.transcript()
    assert "команда сотрудников" not in agency.last


async def test_words_that_came_too_late_are_asked_for_no_more(in_work, olga, pavel, at_home):
    """A colleague had answered meanwhile: each further word of the operator was refused for it."""
    agency = at_home(pavel)
    await agency.says("/show 1")
    await agency.presses("⚖️ Не к нам")
    await pavel.says("/answer 1 сделали")
    await agency.says("это не наш двор")
    assert "уже есть ответ на утверждении" in agency.last
    await agency.says("яма на дороге")
    assert "уже есть ответ на утверждении" not in agency.last
