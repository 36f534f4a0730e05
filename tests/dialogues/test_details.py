"""What a service wants to know besides: taken from the words, asked for on the review where they do not say it."""

import pytest

from tests.harness.pictures import street
from tests.harness.world import TVERSKAYA_7

INTERCOM = "домофон не работает"
LAMP = "не горит лампочка на лестнице"


async def about(resident, words, topic):
    """The words, with the topic chosen by hand, so that the test does not hang on the ranking."""
    await resident.says(words)
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    if not resident.sees(f"🏷 {topic}"):
        await resident.presses(topic)
    await resident.sends_photo(street())


def labels(resident):
    """The buttons of the card, from above."""
    [card] = resident.cards_with_buttons
    return [button["text"] for row in card["reply_markup"]["inline_keyboard"] for button in row]


async def test_what_the_words_say_is_not_asked_for(resident, stored_reports):
    await about(resident, "в третьем подъезде домофон не работает", "Не работает домофон")
    assert resident.sees("📌 Подъезд: 3")
    assert not resident.sees("Какой подъезд?")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.details == {"entrance": "3"}


async def test_a_missing_detail_is_asked_for_by_buttons_on_the_review(resident, stored_reports):
    await about(resident, INTERCOM, "Не работает домофон")
    assert resident.sees("Проверьте и отправляйте")
    assert resident.sees("📌 Какой подъезд?")
    assert labels(resident)[:9] == ["✅ Отправить", *"12345678"], resident.transcript()
    assert labels(resident)[-3:] == ["🔎 Другая тема", "✏️ Изменить", "🗑 Отменить"]
    card = resident.screen[-1]["message_id"]
    await resident.presses("4")
    assert resident.screen[-1]["message_id"] == card
    assert resident.sees("📌 Подъезд: 4")
    assert not resident.sees("Какой подъезд?")
    assert "5" not in resident.buttons
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.details == {"entrance": "4"}


async def test_details_come_one_after_another_and_can_be_typed(resident, stored_reports):
    await about(resident, LAMP, "Не работает освещение в подъезде")
    assert resident.sees("Какой подъезд?")
    await resident.says("второй")
    assert resident.sees("📌 Подъезд: 2")
    assert resident.sees("На каком этаже?")
    assert len(resident.cards_with_buttons) == 1
    await resident.says("14 этаж")
    assert resident.sees("📌 Подъезд: 2 · Этаж: 14")
    assert not resident.sees("На каком этаже?")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.details == {"entrance": "2", "floor": "14"}
    assert report.description == LAMP


@pytest.mark.parametrize("sent", ["pressed", "typed"])
async def test_a_report_goes_without_its_details(resident, stored_reports, sent):
    await about(resident, LAMP, "Не работает освещение в подъезде")
    assert resident.sees("Какой подъезд?")
    await (resident.presses("✅ Отправить") if sent == "pressed" else resident.says("отправить"))
    assert resident.sees("принято")
    [report] = await stored_reports()
    assert report.details == {}


async def test_a_report_goes_with_the_details_that_are_known(resident, stored_reports):
    await about(resident, LAMP, "Не работает освещение в подъезде")
    await resident.presses("3")
    assert resident.sees("На каком этаже?")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.details == {"entrance": "3"}


async def test_the_button_of_a_report_that_is_sent_changes_nothing(resident, stored_reports):
    await about(resident, INTERCOM, "Не работает домофон")
    data = resident._data(resident.screen[-1]["message_id"], "4")
    await resident.presses("✅ Отправить")
    await resident.does(lambda person: person.presses(resident.screen[-1]["message_id"], data, forged=True))
    [report] = await stored_reports()
    assert report.details == {}


async def test_a_long_description_stands_whole_beside_the_question(resident, stored_reports):
    words = f"{INTERCOM}, {'и трубка висит на проводе, ' * 12}".strip(", ")
    await about(resident, words, "Не работает домофон")
    assert resident.sees("Какой подъезд?"), resident.transcript()
    await resident.presses("4")
    assert resident.sees("📌 Подъезд: 4")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert (report.details, report.description) == ({"entrance": "4"}, words)


async def test_further_words_are_no_answer(resident, stored_reports):
    """«ещё и краска облезла» while the entrance is asked for describes the problem."""
    await about(resident, INTERCOM, "Не работает домофон")
    await resident.says("трубка висит на проводе, а 2 недели назад ещё работал")
    assert resident.sees("Какой подъезд?")
    await resident.says("дело было так: подъезд 5")
    assert resident.sees("📌 Подъезд: 5")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.details == {"entrance": "5"}
    assert "трубка висит на проводе" in report.description


async def test_a_detail_is_changed_and_removed_from_the_review(resident, stored_reports):
    await about(resident, f"{INTERCOM}, подъезд 2", "Не работает домофон")
    assert resident.sees("📌 Подъезд: 2")
    await resident.presses("✏️ Изменить")
    await resident.presses("📌")
    assert resident.sees("Какой подъезд?")
    await resident.presses("7")
    assert resident.sees("📌 Подъезд: 7")
    await resident.presses("✏️ Изменить")
    await resident.presses("📌")
    await resident.says("подъезд 11, со двора")
    assert resident.sees("📌 Подъезд: 11")
    await resident.presses("✏️ Изменить")
    await resident.presses("📌")
    await resident.presses("🗑 Убрать: Подъезд")
    assert resident.sees("Проверьте и отправляйте")
    assert "📌 Подъезд" not in resident.last
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.details == {}


async def test_a_story_instead_of_a_detail_gets_a_clear_sentence_and_loses_nothing(resident):
    await about(resident, f"{INTERCOM}, подъезд 2", "Не работает домофон")
    await resident.presses("✏️ Изменить")
    await resident.presses("📌")
    await resident.says("не знаю как сказать, это там, где раньше был вход со двора, а теперь почтовые ящики")
    assert resident.sees("Напишите ответ коротко")
    await resident.says("3")
    assert resident.sees("📌 Подъезд: 3")


async def test_another_topic_has_other_details(resident, stored_reports):
    await about(resident, f"{INTERCOM}, подъезд 2", "Не работает домофон")
    assert resident.sees("📌 Подъезд: 2")
    await resident.presses("✏️ Изменить")
    await resident.presses("🏷 Тему")
    await resident.says("ямы и выбоины на проезжей части")
    await resident.presses("Ямы и выбоины на проезжей части")
    assert "📌" not in resident.last
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert (report.topic_id, report.details) == ("road-potholes", {})


async def test_an_old_button_of_another_topic_changes_nothing(resident):
    await about(resident, INTERCOM, "Не работает домофон")
    old = resident.screen[-1]["message_id"]
    data = resident._data(old, "4")
    await resident.presses("✏️ Изменить")
    await resident.presses("🏷 Тему")
    await resident.says("ямы и выбоины на проезжей части")
    await resident.presses("Ямы и выбоины на проезжей части")
    await resident.does(lambda person: person.presses(resident.screen[-1]["message_id"], data, forged=True))
    assert resident.sees("Проверьте и отправляйте")
    assert "📌" not in resident.last


async def test_a_route_and_a_vehicle_are_typed(resident, stored_reports):
    await about(resident, "в автобусе грязно", "Грязный салон автобуса, трамвая")
    assert resident.sees("Какой номер маршрута?")
    await resident.says("м10")
    assert resident.sees("Какой номер у машины?")
    await resident.says("борт 041234")
    assert resident.sees("📌 Маршрут: м10 · Номер машины: 041234")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.details == {"route": "м10", "vehicle": "041234"}


async def test_a_name_that_any_words_could_be_has_a_button_of_its_own(resident, stored_reports, city):
    """Words at the review are further words about the problem; after the button they are the name."""
    topic = next(topic for topic in city.catalogue.topics.values() if "vessel" in topic.details)
    await resident.says(f"/start t_{topic.id}")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    await resident.sends_photo(street(), caption="на палубе оторван поручень")
    assert resident.sees("Как называется судно?"), resident.transcript()
    await resident.presses("Судно: указать")
    await resident.says("Речной странник")
    assert resident.sees("📌 Судно: Речной странник")
    await resident.presses("✅ Отправить")
    [report] = await stored_reports()
    assert report.details == {"vessel": "Речной странник"}
    assert report.description == "на палубе оторван поручень"


async def test_a_restart_between_question_and_answer_loses_nothing(resident, stage, stored_reports):
    await about(resident, LAMP, "Не работает освещение в подъезде")
    await resident.presses("1")
    stage.restart()
    resident.messenger = stage.messenger
    await resident.says("3")
    assert resident.sees("📌 Подъезд: 1 · Этаж: 3")


async def test_the_author_and_the_operators_see_the_details(resident, olga, stage):
    await about(resident, f"{INTERCOM}, подъезд 2", "Не работает домофон")
    await resident.presses("✅ Отправить")
    await resident.presses("📄 Открыть")
    assert resident.sees("📌 Подъезд: 2")
    await stage.drain()
    await olga.says("/show 1")
    assert olga.sees("📌 Подъезд: 2")


async def test_details_are_shown_in_the_language_of_the_reader(resident, stage):
    await about(resident, "накренился фонарь во дворе", "Повреждён фонарь во дворе, открыты провода")
    assert resident.sees("📌 Что с фонарём: Наклонился")
    await resident.presses("✅ Отправить")
    await resident.says("/language")
    await resident.presses("🇬🇧 English")
    await resident.says("/my")
    await resident.presses("🕓")
    assert resident.sees("What is wrong with the lamp: Leans")
