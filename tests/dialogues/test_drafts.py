"""Nothing is lost: drafts through restarts, silence, cancelling and second thoughts."""

from tests.harness.pictures import street
from tests.harness.residents import PersonInChat
from tests.harness.world import ARBAT_10, TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"


async def test_a_restart_at_every_step_changes_nothing(stage, resident, stored_reports):
    async def again() -> PersonInChat:
        stage.restart()
        return PersonInChat(stage.messenger, resident.person)

    anna = resident
    await anna.says("/start")
    for step in (
        lambda a: a.presses("📝 Сообщить о проблеме"),
        lambda a: a.presses("⌨️ Ввести адрес"),
        lambda a: a.says("Тверская 7"),
        lambda a: a.presses("Тверская улица, 7 к1"),
        lambda a: a.presses("🔎 Другая тема"),
        lambda a: a.presses("🛣️ Дороги и тротуары"),
        lambda a: a.presses(POTHOLES),
        lambda a: a.sends_photo(street()),
        lambda a: a.says("колесо пробил"),
        lambda a: a.presses("✏️ Изменить"),
        lambda a: a.presses("💬 Описание"),
        lambda a: a.says("колесо пробил вчера"),
        lambda a: a.presses("✅ Отправить"),
    ):
        anna = await again()
        await step(anna)
    [report] = await stored_reports()
    assert (report.place.address, report.description) == ("Тверская улица, 7 к1", "колесо пробил вчера")


async def test_an_unfinished_draft_is_offered_again(resident):
    await resident.sends_photo(street(), caption="яма")
    await resident.says("/start")
    assert resident.sees("Продолжить?")
    await resident.presses("▶️ Продолжить")
    assert POTHOLES in resident.buttons


async def test_a_new_report_sets_the_old_draft_aside_and_it_can_be_taken_up(resident, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.says("/new")
    await resident.presses("🆕 Начать новое")
    assert resident.sees("Где это?")
    await resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    await resident.says("/my")
    await resident.presses(f"📝 Черновик: {POTHOLES}")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.place.address == "Тверская улица, 7"


async def test_after_a_long_silence_new_evidence_is_a_new_report(resident, clock):
    await resident.sends_photo(street(1), caption="яма на дороге")
    clock.move(days=7)
    await resident.sends_photo(street(2), caption="фонарь не горит")
    assert resident.sees("Прежнее неоконченное сообщение отложил")
    assert "яма на дороге" not in resident.last
    await resident.says("/my")
    assert any(label == f"📝 Черновик: {POTHOLES}" for label in resident.buttons)


async def test_a_week_of_silence_keeps_the_draft_and_its_buttons(resident, clock):
    await resident.sends_photo(street(1), caption="яма")
    clock.move(days=7)
    await resident.presses(POTHOLES)
    assert resident.sees("1 фотография")


async def test_cancel_takes_everything_away_and_brings_it_back(resident, stored_reports):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.presses("🗑 Отменить")
    assert resident.sees("Отменил, ничего не отправлено")
    await resident.presses("↩️ Вернуть")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    assert len(await stored_reports()) == 1


async def test_cancel_with_nothing_begun_says_so(resident):
    await resident.says("/cancel")
    assert resident.sees("Отменять нечего")


async def test_every_part_can_be_changed_from_the_review(resident, stored_reports):
    await resident.sends_photo(street(1), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)

    await resident.presses("✏️ Изменить")
    await resident.presses("📍 Место")
    await resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    assert resident.sees("улица Арбат, 10")

    await resident.presses("✏️ Изменить")
    await resident.presses("🏷 Тему")
    await resident.says("люк открыт")
    assert resident.sees("«люк открыт»")
    other = next(b for b in resident.buttons if "люк" in b.lower())
    await resident.presses(other)

    await resident.presses("✏️ Изменить")
    await resident.presses("📷 Фото")
    await resident.sends_photo(street(2))
    await resident.presses("✏️ Изменить")
    await resident.presses("📷 Фото")
    await resident.presses("🗑 Убрать фото 1")
    await resident.presses("⬅️ Назад")

    await resident.presses("✏️ Изменить")
    await resident.presses("💬 Описание")
    await resident.says("люк без крышки у остановки")
    await resident.presses("✅ Отправить")

    [report] = await stored_reports()
    assert report.place.address == "улица Арбат, 10"
    assert report.topic_id != "road-potholes"
    assert report.description == "люк без крышки у остановки"
    assert len(report.photos) == 1


async def test_back_from_a_question_loses_nothing(resident):
    await resident.sends_photo(street(), caption="яма на дороге")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    for part in ("📍 Место", "🏷 Тему", "📷 Фото", "💬 Описание"):
        await resident.presses("✏️ Изменить")
        await resident.presses(part)
        await resident.presses("⬅️ Назад")
        assert resident.sees("Проверьте и отправляйте"), part


async def test_words_typed_at_the_topics_can_still_become_the_description(resident, stored_reports):
    await resident.sends_photo(street(), caption="яма")
    await resident.says("у дома напротив аптеки")
    await resident.presses("➕ Это не поиск")
    await resident.presses("🔎 Другая тема")
    await resident.presses("🛣️ Дороги и тротуары")
    await resident.presses(POTHOLES)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.description == "яма\nу дома напротив аптеки"
