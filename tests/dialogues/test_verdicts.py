"""The author's verdict: once, in time, on the answer that was read; and nothing else is disturbed by it."""

from dataclasses import replace

import pytest

from bot.domain.reports import EventKind, Status, Turn
from tests.dialogues.test_mine import files_one
from tests.harness.messengers import Fault
from tests.harness.pictures import street
from tests.harness.residents import PersonInChat, text_of
from tests.harness.world import ARBAT_10

THANKS = "Спасибо! Отметил"


@pytest.fixture
def report(stored_reports):
    async def one():
        return (await stored_reports())[0]

    return one


@pytest.fixture
def history(stage):
    """The history of № 1, as another connection sees it."""

    async def read():
        uow = stage.world.begin()
        async with uow.reading():
            return await uow.reports.history(1)

    return read


@pytest.fixture
def answers(olga, stage):
    """The owner answers № 1, and the push has come."""

    async def answer(words="сделали"):
        await olga.says(f"/answer 1 {words}")
        await stage.drain()

    return answer


@pytest.fixture
async def answered(resident, olga, answers):
    await files_one(resident)
    await olga.says("/publish 1")
    await answers()
    return resident


def push_of(who, words="сделали"):
    """The answer's push."""
    return next(m for m in who.screen if "💬 Ответ на сообщение № 1" in text_of(m) and words in text_of(m))


def buttons_of(message):
    return [b["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for b in row]


# Confirming


async def test_the_author_confirms_under_the_push(answered, report):
    await answered.presses("👍 Подтверждаю", on=push_of(answered)["message_id"])
    assert answered.sees(THANKS)
    confirmed = await report()
    assert (confirmed.status, confirmed.confirmed) == (Status.SOLVED, True)
    assert buttons_of(push_of(answered)) == []
    assert text_of(push_of(answered)).endswith("👍 Вы подтвердили: сделано.")
    assert "<" not in text_of(push_of(answered))


async def test_the_author_confirms_on_the_card(answered, report):
    await answered.says("/my")
    await answered.presses("💬 № 1")
    assert "Проверьте ответ на месте" in answered.last
    await answered.presses("👍 Подтверждаю", on=answered.screen[-1]["message_id"])
    assert (await report()).status is Status.SOLVED
    card = next(m for m in answered.screen if "Сообщение № 1 · ✅ Решено" in text_of(m))
    assert "автор подтвердил" in text_of(card)
    assert "👍 Подтверждаю" not in buttons_of(card)


async def test_points_are_booked_once_for_a_verdict(answered, stage, database):
    await answered.presses("👎 Не выполнено")
    await answered.says("нет")
    await answered.says("/start r_1")
    await answered.presses("👍 Подтверждаю", on=answered.screen[-1]["message_id"])
    async with database.reading() as connection:
        booked = (await connection.exec_driver_sql("SELECT what_for, amount FROM points ORDER BY id")).all()
    assert [tuple(row) for row in booked] == [("report", 10), ("verdict", 1)]


async def test_two_presses_at_once_are_one_verdict(answered, stage, report):
    await answered.presses_twice("👍 Подтверждаю")
    assert (await report()).events == 5
    assert answered.sees(THANKS)
    assert answered.sees("Вы уже подтвердили ответ на № 1")


# Refuting


async def test_words_alone_refute(answered, report, history):
    await answered.presses("👎 Не выполнено")
    assert answered.sees("Что осталось не так по № 1?")
    await answered.says("яма на месте")
    assert answered.sees("👎 Передал редакции")
    assert (await report()).turn is Turn.REFUTATION
    last = (await history())[-1]
    assert (last.kind, last.words, last.photos) == (EventKind.REFUTED, "яма на месте", ())
    assert text_of(push_of(answered)).endswith("👎 Вы ответили: не выполнено.")
    assert buttons_of(push_of(answered)) == []


async def test_photos_may_come_first_and_an_album_counts_as_one_message(answered, history):
    await answered.presses("👎 Не выполнено")
    before = len(answered.screen)
    await answered.sends_album([street(41), street(42), street(43)])
    assert len(answered.screen) == before + 1
    assert answered.sees("📷 Взял 3 фото")
    assert (await history())[-1].kind is EventKind.ANSWERED
    await answered.says("вот как там сейчас")
    assert len((await history())[-1].photos) == 3


async def test_a_caption_brings_its_whole_album(answered, history, stored_reports):
    await answered.presses("👎 Не выполнено")
    await answered.sends_album([street(41), street(42), street(43)], "только половина сделана")
    last = (await history())[-1]
    assert (last.words, len(last.photos)) == ("только половина сделана", 3)
    await answered.sends_photo(street(44))
    assert len((await history())[-1].photos) == 3
    assert answered.sees("Где это?"), "the next photo is about something else"


async def test_a_photo_that_cannot_be_read_does_not_cost_the_words(answered, history):
    await answered.presses("👎 Не выполнено")
    await answered.sends_file(b"not a picture", "a.jpg", "image/jpeg")
    await answered.says("яма на месте")
    assert answered.sees("Это не картинка")
    assert answered.sees("👎 Передал редакции")
    assert (await history())[-1].words == "яма на месте"


async def test_signs_are_not_words(answered, report):
    before = await report()
    await answered.presses("👎 Не выполнено")
    await answered.says("👎👎👎")
    assert answered.sees("Здесь нужны слова")
    assert await report() == before


async def test_back_leaves_and_the_buttons_stay(answered, report):
    before = await report()
    await answered.presses("👎 Не выполнено")
    await answered.presses("⬅️ Назад")
    assert answered.sees("Сообщение № 1 · 💬 Получен ответ")
    assert await report() == before
    assert "👎 Не выполнено" in buttons_of(push_of(answered))
    await answered.says("фонарь не горит")
    assert await report() == before


async def test_the_third_in_a_row_starts_nothing_and_that_is_said(answered, olga, vera, answers, report, history):
    await answered.presses("👎 Не выполнено")
    await answered.says("раз")
    await olga.says("/return 1 доделайте")
    await answers("доделали")
    await answered.presses("👎 Не выполнено")
    await answered.says("два")
    assert answered.sees("ответ проверит ОАТИ")
    await vera.says("/return 1 переделайте")
    await answers("переделали")
    await answered.presses("👎 Не выполнено")
    await answered.says("три")
    assert answered.sees("Честно скажу: новой проверки не будет")
    now = await report()
    assert (now.status, now.turn, now.refutations) == (Status.ANSWERED, Turn.VERDICT, 3)
    assert (await history())[-1].kind is EventKind.REFUTED_IN_VAIN
    await answered.says("/start r_1")
    assert "Новой проверки не будет" in answered.last
    assert "👎 Не выполнено" not in buttons_of(answered.screen[-1])


# Not any more, not theirs


async def test_a_second_verdict_changes_nothing(answered, report):
    push = push_of(answered)["message_id"]
    await answered.presses("👎 Не выполнено")
    await answered.says("яма на месте")
    before = await report()
    await answered.does(lambda anna: anna.presses(push, "rv:1:4:refute", forged=True))
    await answered.does(lambda anna: anna.presses(push, "rv:1:3:refute", forged=True))
    assert answered.sees("Вы уже ответили, что по № 1 не выполнено")
    await answered.says("и ещё скажу")
    assert await report() == before


async def test_a_button_of_an_older_answer_does_not_judge_the_new_one(answered, olga, answers, report):
    old = push_of(answered)
    data = old["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await answered.presses("👎 Не выполнено")
    await answered.says("яма на месте")
    await olga.says("/return 1 доделайте")
    await answered.does(lambda anna: anna.presses(old["message_id"], data, forged=True))
    assert answered.sees("Вы уже ответили, что по № 1 не выполнено")
    await answers("доделали")
    before = await report()
    await answered.does(lambda anna: anna.presses(old["message_id"], data, forged=True))
    assert answered.sees("Эта кнопка под прошлым ответом на № 1")
    assert await report() == before
    assert "👍 Подтверждаю" in buttons_of(push_of(answered, "доделали"))


async def test_after_a_closing_an_old_button_says_that_things_have_moved_on(answered, olga, report):
    push = push_of(answered)["message_id"]
    await answered.presses("👎 Не выполнено")
    await answered.says("яма на месте")
    await olga.says("/close 1 проверили: яма в другом дворе")
    before = await report()
    await answered.does(lambda anna: anna.presses(push, "rv:1:3:confirm", forged=True))
    assert answered.sees("По № 1 уже всё иначе")
    assert await report() == before


async def test_when_the_time_is_over_the_button_says_so(answered, clock, report):
    clock.move(days=16)
    before = await report()
    await answered.presses("👎 Не выполнено", on=push_of(answered)["message_id"])
    assert answered.sees("Время проверить ответ на № 1 вышло")
    assert buttons_of(push_of(answered)) == []
    await answered.does(lambda anna: anna.presses(push_of(answered)["message_id"], "rv:1:3:confirm", forged=True))
    assert answered.sees("Время проверить ответ на № 1 вышло")
    assert await report() == before
    await answered.says("/start r_1")
    assert "👍 Подтверждаю" not in buttons_of(answered.screen[-1])


async def test_the_time_may_end_while_the_words_are_being_written(answered, clock, report):
    clock.move(days=15, hours=11, minutes=50)
    await answered.presses("👎 Не выполнено")
    before = await report()
    clock.move(minutes=15)
    await answered.says("яма на месте")
    assert answered.sees("Время проверить ответ на № 1 вышло")
    assert await report() == before


@pytest.mark.parametrize("act", ["confirm", "refute"])
async def test_nobody_else_gives_the_verdict(answered, neighbour, report, act):
    await neighbour.says("/start")
    before = await report()
    message = neighbour.screen[-1]["message_id"]
    await neighbour.does(lambda boris: boris.presses(message, f"rv:1:3:{act}", forged=True))
    assert neighbour.sees("Сообщения № 1 среди ваших нет")
    await neighbour.says("не согласен")
    assert await report() == before


@pytest.mark.parametrize(
    "data", ["rv:1:3:show", "rv:1:0:confirm", "rv:1:x:confirm", "rv:9:3:confirm", "r:1:confirm"]
)
async def test_a_button_that_never_was_changes_nothing(answered, report, data):
    before, shown = await report(), len(answered.screen)
    message = push_of(answered)["message_id"]
    await answered.does(lambda anna: anna.presses(message, data, forged=True))
    assert len(answered.screen) > shown
    assert await report() == before


# Beside a draft


async def test_a_draft_in_progress_is_not_touched(answered, stage, history):
    await answered.sends_photo(street(51), caption="лампочка не горит")
    await answered.shares(ARBAT_10.lat, ARBAT_10.lon)
    draft = await current_draft(stage)
    await answered.presses("👎 Не выполнено")
    await answered.sends_photo(street(52))
    await answered.says("да")
    assert (await history())[-1].words == "да", "it does not send a draft either"
    after = await current_draft(stage)
    assert replace(after, card=draft.card) == draft


@pytest.mark.parametrize("typed", [False, True])
async def test_a_place_is_for_the_draft_and_ends_the_question(answered, stage, report, typed):
    before = await report()
    await answered.presses("👎 Не выполнено")
    if typed:
        await answered.says(f"{ARBAT_10.lat}, {ARBAT_10.lon}")
    else:
        await answered.shares(ARBAT_10.lat, ARBAT_10.lon)
    assert (await current_draft(stage)).place.address == "улица Арбат, 10"
    await answered.says("фонарь не горит")
    assert await report() == before
    assert (await current_draft(stage)).description == "фонарь не горит"


async def test_what_comes_long_after_the_question_is_about_something_else(answered, stage, clock, report):
    before = await report()
    await answered.presses("👎 Не выполнено")
    clock.move(minutes=31)
    await answered.sends_photo(street(52), caption="фонарь не горит")
    assert await report() == before
    assert (await current_draft(stage)).description == "фонарь не горит"


async def test_a_question_survives_a_restart(answered, stage, history):
    await answered.presses("👎 Не выполнено")
    await answered.sends_photo(street(52))
    stage.restart()
    resident = PersonInChat(stage.messenger, answered.person)
    await resident.says("яма на месте")
    last = (await history())[-1]
    assert (last.words, len(last.photos)) == ("яма на месте", 1)


async def test_in_english_too(answered, olga, answers, stage):
    await answered.does(lambda person: person.speaks("en"))
    await answered.says("/start r_1")
    await answered.presses("👎 Not done")
    await answered.says("still broken")
    assert answered.sees("Passed on to the editors")


async def current_draft(stage):
    uow = stage.world.begin()
    async with uow.reading():
        return await uow.drafts.current(1)


async def test_a_question_that_did_not_arrive_waits_for_nothing(answered, stage):
    """The state was set before the question was sent and its data after: each word failed until a press."""
    stage.messenger.refuses_next(Fault.OUTAGE)
    await answered.presses("👎 Не выполнено", on=push_of(answered)["message_id"])
    await answered.says("в подъезде сдохла лампочка")
    assert "Что-то сломалось" not in answered.last
    assert answered.sees("лампочка")
