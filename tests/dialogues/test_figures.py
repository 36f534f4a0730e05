"""`/stats`, `/export`, `/find`, `/audit` as operators use them."""

import csv
import io
import json
import sys

import pytest

from bot.platforms.sandbox.api import BORIS
from tests.dialogues.test_mine import files_one
from tests.harness.residents import text_of


@pytest.fixture
async def filed(resident):
    """Анна has filed report № 1, about a pothole."""
    await files_one(resident)
    return resident


def photo_of(message):
    return message["photo"][-1]["file_id"]


def document_of(someone, message):
    file = someone.messenger.api.state.file(message["document"]["file_id"])
    return someone.messenger.api.download(file["file_path"])


def last_document(someone):
    found = [message for message in someone.screen if "document" in message]
    assert found, someone.transcript()
    return found[-1]


async def test_figures_come_in_one_message_with_their_picture(filed, olga):
    before = len(olga.screen)
    await olga.says("/stats")
    assert len(olga.screen) == before + 1
    shown = olga.screen[-1]
    assert shown["photo"]
    assert shown["photo"][-1]["width"] == 1080
    caption = text_of(shown)
    assert "1 сообщение" in caption
    assert "🕓 На модерации: 1" in caption
    assert "1 · Ямы и выбоины на проезжей части" in caption
    assert "1 · ГБУ «Автомобильные дороги»" in caption
    assert "• 30 дней" in olga.buttons
    assert "matplotlib" not in sys.modules


async def test_another_period_takes_the_place_of_the_first(filed, olga):
    await olga.says("/stats 7")
    first = photo_of(olga.screen[-1])
    count = len(olga.screen)
    await olga.presses("90 дней")
    assert len(olga.screen) == count
    assert photo_of(olga.screen[-1]) != first
    assert "• 90 дней" in olga.buttons
    assert "26 авг. – 23 нояб. 2026" in olga.last


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("", "25 окт. – 23 нояб. 2026"),
        ("неделя", "17–23 нояб. 2026"),
        ("Year", "24 нояб. 2025 г. – 23 нояб. 2026"),
        ("2026-11", "1–30 нояб. 2026"),
        ("2026-11-20 2026-11-23", "20–23 нояб. 2026"),
    ],
)
async def test_periods_are_written_as_people_do(filed, olga, words, shown):
    await olga.says(f"/stats {words}".strip())
    assert shown in olga.last.replace("\u00a0", " ")


async def test_a_period_without_reports_has_no_picture(olga):
    await olga.says("/stats 2025-01")
    assert "сообщений нет" in olga.last
    assert "photo" not in olga.screen[-1]


@pytest.mark.parametrize("command", ["/stats вчера", "/stats 2026-13", "/export csv csv", "/export 2026-99 csv"])
async def test_what_is_no_period_is_answered_with_how_to_write_one(olga, command):
    await olga.says(command)
    assert f"Так: {command.split()[0]}" in olga.last


async def test_figures_come_without_the_picture_when_it_cannot_be_drawn(filed, olga, stage):
    studio = stage.world.studio
    kept, studio.child.command = studio.child.command, (sys.executable, "-c", "raise SystemExit")
    studio.child._end()
    try:
        await olga.says("/stats")
    finally:
        studio.child.command = kept
    assert "photo" not in olga.screen[-1]
    assert "1 сообщение" in olga.last
    assert "График сейчас не получился" in olga.last


async def test_an_export_is_a_table_that_can_be_read(filed, olga):
    await olga.says("/publish 1")
    await olga.says("/export")
    shown = last_document(olga)
    assert shown["document"]["file_name"] == "moscow-2026-10-25-2026-11-23.csv"
    assert "1 сообщение" in text_of(shown)
    table = document_of(olga, shown).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table, newline=""), delimiter=";")
    assert (row["Номер"], row["Статус"], row["Описание"]) == ("1", "В работе", "яма на дороге")
    assert "Анна" not in table
    await olga.presses("🗺 GeoJSON")
    shown = last_document(olga)
    assert shown["document"]["file_name"].endswith(".geojson")
    (feature,) = json.loads(document_of(olga, shown))["features"]
    assert feature["geometry"]["coordinates"] == [37.6119, 55.7576]


async def test_an_export_takes_period_and_format(filed, olga):
    await olga.says("/export неделя geojson")
    assert last_document(olga)["document"]["file_name"] == "moscow-2026-11-17-2026-11-23.geojson"
    await olga.says("/export 2025")
    assert "выгружать нечего" in olga.last


async def test_an_agency_sees_and_gets_its_own_only(filed, olga, pavel):
    await olga.says("/assign 1 гормост")
    await pavel.says("/stats")
    assert "сообщений нет" in pavel.last
    assert "🏢 ГБУ «Автомобильные дороги»" in pavel.last
    await pavel.says("/export")
    assert "выгружать нечего" in pavel.last
    await pavel.says("/find яма")
    assert "ничего не нашлось" in pavel.last
    await pavel.says("/audit 1")
    assert "не ваше сообщение" in pavel.last


async def test_an_analyst_sees_figures_and_nothing_else(filed, hired, stage):
    stage.api.join(BORIS)
    analyst = await hired(BORIS, "analyst")
    await analyst.says("/stats")
    assert "1 сообщение" in analyst.last
    await analyst.says("/export")
    assert last_document(analyst)
    for command in ("/find яма", "/audit 1", "/topic road-potholes off", "/ban 1", "/queue", "/overdue"):
        await analyst.says(command)
        assert "роль этого не позволяет" in analyst.last, command


async def test_residents_get_none_of_it(filed):
    for command in ("/stats", "/export", "/find яма", "/audit 1", "/topic road-potholes", "/ban 1", "/unban 1"):
        await filed.says(command)
        assert "команда сотрудников города" in filed.last, command
    card = filed.screen[-1]["message_id"]
    for data in ("of:30", "oe:30:csv", "oe:2026-01-01 2026-12-31:geojson"):
        await filed.does(lambda person, data=data: person.presses(card, data, forged=True))
        assert "команда сотрудников города" in filed.last, data
    assert not [message for message in filed.screen if "document" in message]


async def test_a_forged_period_is_harmless(filed, olga):
    await olga.says("/stats")
    card = olga.screen[-1]["message_id"]
    for data in ("of:0", "of:9999-99", "of:" + "9" * 40, "oe:x:csv", "oe:30:exe"):
        await olga.does(lambda person, data=data: person.presses(card, data, forged=True))
    await olga.says("/stats")
    assert "1 сообщение" in olga.last


async def test_reports_are_found_by_words_address_and_number(filed, olga):
    for words in ("ямы", "Тверская 7", "выбоины дорога", "1", "№1"):
        await olga.says(f"/find {words}")
        assert "Нашлось" in olga.last, words
        assert "🕓 № 1 Ямы и выбоины на проезжей части" in olga.buttons
    await olga.presses("🕓 № 1 Ямы")
    assert "На модерации" in olga.last
    await olga.says("/find лифт")
    assert "ничего не нашлось" in olga.last
    await olga.says("/find")
    assert "Так: /find" in olga.last


async def test_the_log_says_who_did_what_and_when(filed, olga, pavel):
    await olga.says("/publish 1")
    await olga.says("/audit 1")
    log = olga.last
    assert "1. 2026-11-23 12:00 — отправлено" in log
    assert "👤 житель" in log
    assert "🕓 На модерации → 🔧 В работе" in log
    assert "👤 Ольга (владелец)" in log
    assert "Анна" not in log
    await olga.says("/audit")
    assert "Так: /audit 12" in olga.last
    await olga.says("/audit 99")
    assert "№ 99 нет" in olga.last


async def test_the_log_names_the_reason_of_a_rejection(filed, olga, city):
    reason = next(iter(city.rejection_reasons.values()))
    await olga.says(f"/reject 1 {reason.id} снимите днём <b>")
    await olga.says("/audit 1")
    assert f"Причина: {reason.title.ru}" in olga.last
    assert "снимите днём <b>" in olga.last


async def test_a_long_log_comes_as_a_file_too(filed, olga):
    for number in range(60):
        await olga.says(f"/assign 1 {'gormost' if number % 2 else 'avd'}")
    await olga.says("/audit 1")
    message, document = olga.screen[-2:]
    assert "Все записи (61) — в файле" in text_of(message)
    assert len(text_of(message)) <= 4000
    whole = document_of(olga, document).decode("utf-8-sig")
    assert whole.count("👤") == 61
    assert "<" not in whole
    assert "61." in text_of(message)
    assert "\n1. " in whole
