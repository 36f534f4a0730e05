"""Exports read back by the programs they are for."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.figures import ReportRow
from bot.domain.reports import Status
from bot.services.export_formats import FORMATS, ExportWords, Form, harmless
from bot.texts import LOCALES, Translator
from bot.wording import export_words

ROW = ReportRow(
    number=12,
    topic_id="road-potholes",
    agency_id="avd",
    status=Status.ANSWERED,
    lat=55.7576,
    lon=37.6119,
    address="Тверская улица, 7",
    district="Тверской район",
    description='яма; у «дома»\nи ещё "одна"',
    created_at=datetime(2026, 11, 22, 21, 30, tzinfo=UTC),
    published_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    answer_due=datetime(2026, 12, 2, 20, 59, tzinfo=UTC),
    answered_at=datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
    answer_kind=AnswerKind.DONE,
    refutations=1,
    details={"entrance": "2", "lamp": "Наклонился", "flat": "12", "gone": "1"},
)
BARE = replace(
    ROW,
    number=13,
    status=Status.MODERATION,
    topic_id="gone-topic",
    address=None,
    district=None,
    published_at=None,
    answered_at=None,
    answer_kind=None,
)


@pytest.fixture(params=LOCALES)
def words(request: pytest.FixtureRequest, city: City) -> ExportWords:
    return export_words(Translator(city.zone).of(request.param))


def written(form: Form, city: City, words: ExportWords, *batches: list[ReportRow]) -> bytes:
    made = FORMATS[form](city, words)
    return made.head() + b"".join(made.rows(batch) for batch in batches) + made.tail()


def table(city: City, words: ExportWords, *rows: ReportRow) -> list[dict[str, str]]:
    data = written(Form.CSV, city, words, list(rows))
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def features(city: City, words: ExportWords, *batches: list[ReportRow]) -> list[dict[str, Any]]:
    made = json.loads(written(Form.GEOJSON, city, words, *batches))
    assert made["type"] == "FeatureCollection"
    return list(made["features"])


def test_a_table_is_read_back_cell_by_cell(city: City) -> None:
    words = export_words(Translator(city.zone).of("ru"))
    (row,) = table(city, words, ROW)
    assert row == {
        "Номер": "12",
        "Статус": "Получен ответ",
        "Тема": "Ямы и выбоины на проезжей части",
        "Служба": "ГБУ «Автомобильные дороги»",
        "Адрес": "Тверская улица, 7",
        "Район": "Тверской район",
        "Широта": "55,757600",
        "Долгота": "37,611900",
        "Описание": 'яма; у «дома»\nи ещё "одна"',
        "Отправлено": "2026-11-23 00:30",
        "Опубликовано": "2026-11-23 12:00",
        "Ответ до": "2026-12-02 23:59",
        "Отвечено": "2026-11-25 12:00",
        "Ответ": "Проблема устранена",
        "Опровержений": "1",
        "Код темы": "road-potholes",
        "Код службы": "avd",
        "Подробности": "Подъезд: 2; Что с фонарём: Наклонился",
    }


def test_details_are_in_the_file_in_its_language_and_without_what_points_to_a_person(city: City) -> None:
    """Of a flat there is nothing, nor of anything before an editor has let it out."""
    words = export_words(Translator(city.zone).of("en"))
    published, waiting = features(city, words, [ROW], [replace(ROW, number=14, published_at=None)])
    assert published["properties"]["details"] == {"Entrance": "2", "What is wrong with the lamp": "Leans"}
    assert waiting["properties"]["details"] == {}
    (row,) = table(city, words, replace(ROW, details={"vessel": "=1+1"}))
    assert row["Details"] == "Vessel: =1+1"


def test_what_a_report_does_not_have_is_an_empty_cell(city: City, words: ExportWords) -> None:
    (row,) = table(city, words, BARE)
    assert len(row) == len(words.headings)
    assert list(row.values())[4:6] == ["", ""]
    assert "gone-topic" in row.values()


def test_a_map_is_read_back_feature_by_feature(city: City, words: ExportWords) -> None:
    first, second = features(city, words, [ROW], [], [BARE])
    assert first["geometry"] == {"type": "Point", "coordinates": [37.6119, 55.7576]}
    assert first["id"] == first["properties"]["number"] == 12
    assert first["properties"]["status"] == "answered"
    assert first["properties"]["created_at"] == "2026-11-23T00:30:00+03:00"
    assert first["properties"]["description"] == ROW.description
    assert second["properties"]["published_at"] is second["properties"]["answer_kind"] is None


def test_no_reports_are_an_empty_table_and_an_empty_map(city: City, words: ExportWords) -> None:
    assert table(city, words) == []
    assert features(city, words) == []


def test_words_that_nobody_has_published_stay_in(city: City, words: ExportWords) -> None:
    """A description waits for an editor because it may hold what must not be public."""
    assert ROW.description not in table(city, words, BARE)[0].values()
    assert features(city, words, [BARE])[0]["properties"]["description"] == ""


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x")',
        "+7 495 123-45-67",
        "-1+1",
        "@SUM(A1)",
        "  =1+1",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        "\u00a0=1",
    ],
)
def test_no_cell_is_a_formula(city: City, words: ExportWords, text: str) -> None:
    (row,) = table(city, words, replace(ROW, description=text, address=text, district=text))
    assert [cell for cell in row.values() if cell.endswith(text)] == [f"'{text}"] * 3


def test_other_text_is_left_as_it_is() -> None:
    for text in ("", "яма", "5 = 5", "не работает -", "д. 7"):
        assert harmless(text) == text
