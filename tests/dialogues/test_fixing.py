"""«✏️ Исправить и отправить снова»: a rejected report comes back whole, once, and nothing else is lost."""

import pytest

from bot.domain.reports import Status
from tests.dialogues.test_mine import POTHOLES, files_one
from tests.harness.pictures import street
from tests.harness.residents import PersonInChat, text_of
from tests.harness.world import ARBAT_10

FIX = "✏️ Исправить и отправить снова"


@pytest.fixture
def rejects(olga, stage):
    async def reject(number, reason):
        await olga.says(f"/reject {number} {reason}")
        await stage.drain()

    return reject


@pytest.fixture
def drafts(stage):
    """Анна's current draft and those set aside, as another connection sees them."""

    async def read():
        uow = stage.world.begin()
        async with uow.reading():
            return await uow.drafts.current(1), await uow.drafts.set_aside(1)

    return read


async def test_everything_comes_back_and_the_part_to_blame_is_asked_for(
    resident, rejects, drafts, stored_reports, city
):
    await files_one(resident)
    filed = (await stored_reports())[0]
    await rejects(1, "photo-unclear")
    await resident.presses(FIX)
    assert resident.sees("Исправим № 1")
    assert resident.sees(city.rejection_reasons["photo-unclear"].words.ru)
    assert any("Убрать" in label for label in resident.buttons)
    draft, _ = await drafts()
    assert (draft.place, draft.topic_id, draft.photos) == (filed.place, filed.topic_id, filed.photos)
    assert draft.description == filed.description
    await resident.sends_photo(street(61))
    await resident.presses("✅ Отправить")
    assert resident.sees("Сообщение № 2 принято")
    again = (await stored_reports())[1]
    assert (again.description, len(again.photos)) == (filed.description, 2)
    assert (await stored_reports())[0].status is Status.REJECTED


@pytest.mark.parametrize(
    ("reason", "asks"),
    [
        ("wrong-topic", POTHOLES),
        ("no-match", "Где это?"),
        ("unreadable", "Добавите пару слов"),
        ("personal-data", "Проверьте и отправляйте"),
        ("снимите днём и поближе", "Проверьте и отправляйте"),
    ],
)
async def test_the_question_is_for_what_the_reason_names(resident, rejects, reason, asks):
    await files_one(resident)
    await rejects(1, reason)
    await resident.presses(FIX)
    assert resident.sees(asks) or asks in resident.buttons, resident.transcript()[-600:]
    if " " in reason:
        assert resident.sees(reason)


async def test_new_words_take_the_place_of_the_old(resident, rejects, drafts):
    await files_one(resident)
    await rejects(1, "unreadable")
    await resident.presses(FIX)
    await resident.says("на дороге глубокая яма")
    assert (await drafts())[0].description == "на дороге глубокая яма"
    assert resident.sees("Проверьте и отправляйте")


async def test_from_the_card_too(resident, rejects, drafts):
    await files_one(resident)
    await rejects(1, "personal-data")
    await resident.says("/my")
    await resident.presses("⛔ № 1")
    assert "чужие личные данные" in resident.last
    await resident.presses(FIX, on=resident.screen[-1]["message_id"])
    assert resident.sees("Проверьте и отправляйте")
    assert (await drafts())[0].description == "яма на дороге"


async def test_the_draft_in_progress_steps_aside(resident, rejects, drafts):
    await files_one(resident)
    await rejects(1, "photo-unclear")
    await resident.sends_photo(street(62), caption="лампочка не горит")
    in_progress, _ = await drafts()
    await resident.presses(FIX)
    current, aside = await drafts()
    assert current.description == "яма на дороге"
    assert [(one.id, one.description) for one in aside] == [(in_progress.id, "лампочка не горит")]


async def test_a_second_press_finds_the_same_draft_as_it_is_by_now(resident, rejects, drafts):
    await files_one(resident)
    await rejects(1, "photo-unclear")
    await resident.presses_twice(FIX)
    await resident.sends_photo(street(61))
    first, _ = await drafts()
    push = next(m for m in resident.screen if "№ 1 не опубликовано" in text_of(m))
    await resident.presses(FIX, on=push["message_id"])
    again, aside = await drafts()
    assert (again.id, len(again.photos)) == (first.id, 2)
    assert list(aside) == []


async def test_a_cancelled_one_is_brought_back(resident, rejects, drafts):
    await files_one(resident)
    await rejects(1, "photo-unclear")
    await resident.presses(FIX)
    first, _ = await drafts()
    await resident.says("/cancel")
    push = next(m for m in resident.screen if "№ 1 не опубликовано" in text_of(m))
    await resident.presses(FIX, on=push["message_id"])
    assert (await drafts())[0].id == first.id


async def test_what_was_sent_again_is_not_sent_a_third_time(resident, rejects, drafts, stored_reports):
    await files_one(resident)
    await rejects(1, "personal-data")
    await resident.presses(FIX)
    await resident.presses("✅ Отправить")
    push = next(m for m in resident.screen if "№ 1 не опубликовано" in text_of(m))
    await resident.presses(FIX, on=push["message_id"])
    assert resident.sees("теперь это № 2")
    assert (await drafts()) == (None, [])
    await rejects(2, "personal-data")
    push = next(m for m in resident.screen if "№ 2 не опубликовано" in text_of(m))
    await resident.presses(FIX, on=push["message_id"])
    await resident.presses("✅ Отправить")
    assert [one.number for one in await stored_reports()] == [1, 2, 3]


async def test_what_was_not_rejected_and_what_is_not_theirs_stays(resident, neighbour, rejects, drafts):
    await files_one(resident)
    message = resident.screen[-1]["message_id"]
    await resident.does(lambda anna: anna.presses(message, "r:1:fix", forged=True))
    assert resident.sees("исправлять нечего")
    await rejects(1, "photo-unclear")
    await neighbour.says("/start")
    message = neighbour.screen[-1]["message_id"]
    await neighbour.does(lambda boris: boris.presses(message, "r:1:fix", forged=True))
    assert neighbour.sees("Сообщения № 1 среди ваших нет")
    assert await drafts() == (None, [])


async def test_who_is_banned_is_told_so(resident, rejects, olga, drafts):
    await files_one(resident)
    await rejects(1, "rude")
    await olga.says("/ban 1 третий раз")
    await resident.presses(FIX)
    assert not resident.sees("Исправим № 1")
    assert await drafts() == (None, [])


async def test_a_restart_between_press_and_mending(resident, rejects, stage, stored_reports):
    await files_one(resident)
    await rejects(1, "no-match")
    await resident.presses(FIX)
    stage.restart()
    resident = PersonInChat(stage.messenger, resident.person)
    await resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    await resident.presses("✅ Отправить")
    assert (await stored_reports())[1].place.address == "улица Арбат, 10"
