"""The pack of Moscow, and what an editor or administrator is told when a pack is wrong."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.catalogue_check import Finding, check_catalogue
from bot.city_pack import CITIES, load_city
from bot.domain.answers import AnswerKind
from bot.domain.catalogue import Need, Season
from bot.domain.city import City
from bot.domain.drafts import Slot
from bot.domain.places import Point
from bot.domain.points import PointsFor
from bot.errors import ConfigError

TOPICS = CITIES / "moscow" / "topics.toml"

INSIDE = {
    "Kremlin": (55.752, 37.617),
    "VDNKh": (55.829, 37.633),
    "Mitino": (55.846, 37.359),
    "Kurkino": (55.891, 37.389),
    "Molzhaninovsky": (55.945, 37.385),
    "Severny": (55.932, 37.547),
    "Vostochny": (55.820, 37.868),
    "Novokosino": (55.745, 37.864),
    "Nekrasovka": (55.689, 37.928),
    "Kapotnya": (55.638, 37.799),
    "Northern Butovo": (55.568, 37.573),
    "Southern Butovo": (55.540, 37.530),
    "Solntsevo": (55.650, 37.400),
    "Vnukovo": (55.605, 37.288),
    "Rublyovo": (55.785, 37.352),
    "Skolkovo": (55.694, 37.350),
    "Zelenograd": (55.992, 37.214),
    "Kryukovo": (55.980, 37.173),
    "Moskovsky": (55.599, 37.355),
    "Kommunarka": (55.570, 37.475),
    "Shcherbinka": (55.510, 37.562),
    "Troitsk": (55.485, 37.305),
    "Kokoshkino": (55.601, 37.172),
    "Kievsky": (55.426, 36.873),
    "Voronovo": (55.318, 37.157),
    "Klyonovo": (55.306, 37.340),
    "Rogovo": (55.213, 37.075),
}
OUTSIDE = {
    "Mytishchi": (55.9105, 37.7363),
    "Korolyov": (55.916, 37.854),
    "Balashikha": (55.796, 37.938),
    "Zheleznodorozhny": (55.748, 38.010),
    "Zhukovsky": (55.597, 38.120),
    "Domodedovo": (55.437, 37.768),
    "Podolsk": (55.4297, 37.5447),
    "Klimovsk": (55.363, 37.530),
    "Chekhov": (55.148, 37.477),
    "Naro-Fominsk": (55.387, 36.733),
    "Odintsovo": (55.678, 37.278),
    "Krasnogorsk": (55.822, 37.330),
    "Lobnya": (56.013, 37.483),
    "Solnechnogorsk": (56.185, 36.977),
    "Saint Petersburg": (59.939, 30.316),
    "longitude for latitude": (37.617, 55.752),
    "null island": (0.0, 0.0),
}
WORKING_SATURDAYS = ("2024-04-27", "2024-11-02", "2024-12-28", "2025-11-01")
OFF = (
    *("2024-04-29", "2024-04-30", "2024-05-10", "2024-12-30", "2024-12-31"),
    *("2025-01-08", "2025-05-02", "2025-05-08", "2025-06-13", "2025-11-03", "2025-11-04", "2025-12-31"),
    *("2026-01-09", "2026-03-09", "2026-05-11", "2026-12-31", "2026-02-23", "2026-06-13"),
)


@pytest.fixture(scope="module")
def city() -> City:
    return load_city("moscow")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack of Moscow that a test may spoil."""
    shutil.copytree(CITIES / "moscow", tmp_path / "moscow")
    return tmp_path / "moscow"


Spoil = Callable[..., int]


@pytest.fixture
def spoil(pack: Path) -> Spoil:
    """Replace the first `old` after `start` in a file of the pack; gives the line where the new text begins."""

    def change(old: str, new: str, *, start: str = "", file: str = "topics.toml") -> int:
        text = (pack / file).read_text(encoding="utf-8")
        at = text.index(old, text.index(start))
        (pack / file).write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
        return text[:at].count("\n") + 1

    return change


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


@pytest.mark.parametrize("name", INSIDE)
def test_a_place_of_moscow_is_inside(city: City, name: str) -> None:
    assert city.contains(Point(*INSIDE[name]))


@pytest.mark.parametrize("name", OUTSIDE)
def test_another_town_is_outside(city: City, name: str) -> None:
    assert not city.contains(Point(*OUTSIDE[name]))


def test_the_bounds_hold_every_place_of_the_city(city: City) -> None:
    south, west, north, east = city.bounds
    assert all(south < lat < north and west < lon < east for lat, lon in INSIDE.values())
    assert north - south < 1.1
    assert east - west < 1.4


@pytest.mark.parametrize("day", WORKING_SATURDAYS)
def test_a_saturday_that_a_day_off_was_moved_from_is_worked(city: City, day: str) -> None:
    assert city.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", OFF)
def test_holidays_and_moved_days_off_do_not_count(city: City, day: str) -> None:
    assert not city.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(("year", "working"), [(2024, 248), (2025, 247), (2026, 247)])
def test_a_year_has_the_working_days_of_the_production_calendar(city: City, year: int, working: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=count) for count in range(366))
    assert sum(city.is_working_day(day) for day in days if day.year == year) == working


@pytest.mark.parametrize(
    ("published", "due"),
    [
        ("2026-04-30 09:00", "2026-05-14 23:59"),  # over the May holidays
        ("2025-10-27 09:00", "2025-11-07 23:59"),  # a working Saturday counts
        ("2025-12-29 09:00", "2026-01-20 23:59"),  # over New Year
        ("2026-03-02 20:59", "2026-03-13 23:59"),
        ("2026-03-02 21:00", "2026-03-16 23:59"),  # in Moscow it is the third already
    ],
)
def test_an_answer_is_due_in_eight_working_days(city: City, published: str, due: str) -> None:
    topic = city.catalogue.topics["yard-potholes"]
    moment = datetime.fromisoformat(published).replace(tzinfo=UTC)
    assert city.answer_due(topic, moment) == datetime.fromisoformat(due).replace(tzinfo=city.zone)


def test_the_catalogue_of_moscow_is_whole(city: City) -> None:
    catalogue = city.catalogue
    sizes = [
        len(part) for part in (catalogue.topics, catalogue.categories, catalogue.agencies, catalogue.emergencies)
    ]
    assert sizes == [304, 16, 36, 12]
    assert list(catalogue.categories)[:3] == ["yard", "house", "road"]
    assert check_catalogue(TOPICS) == []


def test_a_topic_is_read_with_all_that_its_table_says(city: City) -> None:
    topic = city.catalogue.topics["winter-icicles"]
    assert (topic.category_id, topic.agency_id, topic.place) == ("winter", "uk", "house")
    assert topic.title["ru"] == "Сосульки и снег на крыше жилого дома"
    assert topic.title["en"] == "Icicles and snow on a residential roof"
    assert topic.season == Season(start=(11, 5), end=(3, 31))
    assert topic.instead == ("house-drainpipe",)
    assert (topic.photo, topic.description, topic.deadline_days) == (Need.REQUIRED, Need.OPTIONAL, 8)
    assert "сосульки" in topic.keywords["ru"]
    assert "icicles" in topic.keywords["en"]


def test_a_sentence_is_asked_for_where_a_photo_does_not_say_it(city: City) -> None:
    topics = city.catalogue.topics
    assert topics["yard-dangerous-elements"].description is Need.REQUIRED
    assert topics["house-roof"].description is Need.REQUIRED
    assert topics["house-lift-broken"].photo is Need.OPTIONAL


def test_a_resident_is_told_where_else_to_turn(city: City) -> None:
    assert "Добродел" in city.elsewhere.ru
    assert "Dobrodel" in city.elsewhere.en
    assert city.phones[0].number == "112"
    assert city.map_link.format(lat=55.75, lon=37.62) == "https://yandex.ru/maps/?pt=37.62,55.75&z=17&l=map"
    assert "/help" in city.privacy.ru
    assert "/help" in city.privacy.en


def test_an_editor_chooses_from_reasons_that_say_what_to_do(city: City) -> None:
    reasons = list(city.rejection_reasons.values())
    assert [reason.id for reason in reasons][:3] == ["photo-unclear", "wrong-topic", "several-problems"]
    assert {reason.part for reason in reasons} == {*Slot, None}
    assert city.rejection_reasons["wrong-topic"].part is Slot.TOPIC
    assert city.rejection_reasons["duplicate"].part is None
    for reason in reasons:
        sentences = re.findall(r"[.!?](?= |$)", reason.words.ru)
        assert 1 <= len(sentences) <= 2, reason.id
        assert reason.words.ru != reason.words.en


def test_every_topic_has_words_for_every_kind_of_answer(city: City) -> None:
    for topic in [None, *city.catalogue.topics.values()]:
        assert {template.kind for template in city.templates if template.fits(topic)} == set(AnswerKind)


def test_the_most_frequent_topics_have_words_of_their_own(city: City) -> None:
    """The topics that reference/domain.md § 8 counts most reports on."""
    frequent = (
        *("yard-untidy", "yard-abandoned-car", "yard-playground", "yard-furniture", "yard-lighting-off"),
        *("house-entrance-dirty", "house-basement-smell", "house-door", "road-potholes", "winter-yard-ice"),
    )
    for topic in frequent:
        assert [template for template in city.templates if topic in template.topics], topic


def test_a_template_can_be_sent_as_it_stands(city: City) -> None:
    for template in city.templates:
        for words in (template.words.ru, template.words.en):
            assert words[-1] in ".!?", template.id
            assert not re.search(r"[_{}<>\[\]…]|\.\.\.", words), template.id


def test_a_second_refutation_goes_to_the_body_of_the_topic(city: City) -> None:
    def body(topic: str) -> str:
        found = city.control_body(city.catalogue.topics[topic])
        return found.title.ru if found else ""

    assert body("yard-potholes") == body("road-potholes") == body("park-paths") == body("constr-fence") == "ОАТИ"
    assert body("house-roof") == "Мосжилинспекция"
    assert body("med-wait") == "Контрольное управление города"
    assert city.control_body(None) == city.control_bodies[-1]


def test_what_the_city_has_decided_about_answers_and_points(city: City) -> None:
    assert city.answers_checked
    assert city.points == {PointsFor.REPORT: 10, PointsFor.VERDICT: 1}


def test_emergency_advice_names_a_phone_of_its_emergency(city: City) -> None:
    for emergency in city.catalogue.emergencies.values():
        assert any(phone.replace("+7 800 220-02-20", "8 800 220-0-220") in emergency.advice.ru
                   for phone in emergency.phones), emergency.id  # fmt: skip


def test_an_unknown_pack_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"'kazan'.*available: moscow"):
        load_city("kazan")


def test_a_pack_cannot_be_taken_from_another_folder(pack: Path) -> None:
    with pytest.raises(ConfigError, match="available: moscow"):
        load_city("../moscow", pack.parent / "moscow" / "..")


MISTAKES = [
    ('title_ru = "Ямы и выбоины во дворе"', 'title_ru = "' + "Я" * 65 + '"', ["title_ru", "65", "64"]),
    ('title_en = "Potholes in the yard"', "title_en = 5", ["title_en", "text", "5"]),
    ('title_en = "Potholes in the yard"', 'title_en = ""', ["title_en", "empty"]),
    ('hint_ru = "', 'hint_ru = "' + "щ" * 200, ["hint_ru", "200"]),
    ('photo = "required"', 'photo = "yes"', ["photo", "'yes'", "required, optional"]),
    (
        'photo = "required"',
        'photo = "required"\ndescription = true',
        ["description", "true", "required, optional"],
    ),
    ('place = "yard"', 'place = "moon"', ["place", "'moon'", "station"]),
    ("deadline_days = 8", "deadline_days = 0", ["deadline_days", "0", "1 to 365"]),
    ("deadline_days = 8", "deadline_days = 366", ["deadline_days", "366"]),
    ("deadline_days = 8", "deadline_days = true", ["deadline_days", "true"]),
    ("deadline_days = 8", 'deadline_days = "8"', ["deadline_days", "'8'"]),
    ('category = "yard"', 'category = "yrad"', ["category", "'yrad'", "does not exist"]),
    ('service = "zhilischnik"', 'service = "nobody"', ["service", "'nobody'", "does not exist"]),
    ('place = "yard"', 'season = "02-30..03-01"\nplace = "yard"', ["season", "02-30"]),
    ('place = "yard"', 'season = "may"\nplace = "yard"', ["season", "MM-DD..MM-DD"]),
    ('place = "yard"', 'instead = ["yard-curbs"]\nplace = "yard"', ["instead", "season"]),
    ('place = "yard"', 'colour = "red"\nplace = "yard"', ["'colour'", "not known", "keywords_ru"]),
    ('"яма во дворе"', '"ёж во дворе"', ["keywords_ru", "'ёж во дворе'", "«е»"]),
    ('"яма во дворе"', '"Яма во дворе"', ["keywords_ru", "'Яма во дворе'", "lower case"]),
    ('"яма во дворе"', '"яма  во дворе"', ["keywords_ru", "one space"]),
    ('"яма во дворе"', '""', ["keywords_ru", "''"]),
    ('"яма во дворе"', '"качели"', ["keywords_ru", "'качели'", "'yard-playground'"]),
    ('"яма во дворе"', '"выбоина у подъезда"', ["keywords_ru", "twice"]),
    ("keywords_en = [", "keywords_en = [5, ", ["keywords_en", "list of keywords"]),
    ('place = "yard"', 'details = ["entranse"]\nplace = "yard"', ["details", "'entranse'", "does not exist"]),
    ('place = "yard"', 'details = ["chute"]\nplace = "yard"', ["details", "'chute'", "no ask_ru"]),
    ('place = "yard"', 'details = ["entrance"]\nplace = "yard"', ["details_said", "'entrance'", "already"]),
    ('details_said = ["entrance"]', "details_said = []", ["details_said", "empty"]),
    (
        'details_said = ["entrance"]',
        'details = ["entrance", "floor", "flat"]',
        ["details has 3", "at most 2"],
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES, ids=[new[:40] for _, new, _ in MISTAKES])
def test_a_mistake_in_a_topic_is_named_with_its_line(
    pack: Path, spoil: Spoil, old: str, new: str, said: list[str]
) -> None:
    line = spoil(old, new, start='id = "yard-potholes"')
    line += new.startswith("photo") and "\n" in new
    line += new.startswith('details = ["entrance"]\n') and 2
    finding = only(check_catalogue(pack / "topics.toml"))
    assert finding.line == line
    assert all(part in finding.text for part in ["yard-potholes", *said]), finding.text


@pytest.mark.parametrize(
    "key", ["title_en", "hint_ru", "photo", "deadline_days", "service", "place", "keywords_ru"]
)
def test_a_missing_key_is_named_at_its_topic(pack: Path, spoil: Spoil, key: str) -> None:
    line = spoil('id = "yard-potholes"', 'id = "yard-potholes"')
    spoil(f"{key} = ", "#", start='id = "yard-potholes"')
    assert only(check_catalogue(pack / "topics.toml")) == Finding(
        line - 1, f"topic 'yard-potholes': {key!r} is missing"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "yard-curbs"', 'id = "yard-potholes"', "id yard-potholes is taken above"),
        ('id = "yard-curbs"', 'id = "Yard_Curbs"', "id is 'Yard_Curbs'; allowed: 1 to 28"),
        ('id = "yard-curbs"', f'id = "{"a" * 29}"', "id is"),
        (
            'instead = ["constr-fence"]',
            'instead = ["constr-hedge"]',
            "instead names 'constr-hedge', which does not",
        ),
        (
            'instead = ["constr-fence"]',
            'instead = ["summer-awning"]',
            "'summer-awning', which is not open all year",
        ),
        ('instead = ["constr-fence"]', "instead = []", "instead is empty"),
        ('phones = ["104", "112"]', 'phones = ["104", "8-495-1"]', "phones is '8-495-1'; allowed: \"112\" or"),
        ('"запах газ"', '"запах ** газ"', "patterns_ru has 'запах ** газ'; allowed"),
        ('"запах газ"', '".. запах газ"', "patterns_ru has '.. запах газ'"),
        ('"запах газ"', '"запах .. .. газ"', "patterns_ru has 'запах .. .. газ'"),
        ('"запах газ"', '"запах газа!"', "patterns_ru has 'запах газа!'"),
        ('words = ["фасад*', 'words = ["ФАСАД*', "detail 'house-part': words has 'ФАСАД*'; write it in lower"),
        ('words = ["фасад*', 'words = ["фас*ад', "detail 'house-part': words has 'фас*ад'; allowed: words with"),
        ('id = "house-part"', 'id = "a-part-of-the-house"', "id is 'a-part-of-the-house'; allowed: 1 to 16"),
        ("private = true", "private = 1", "detail 'flat': private is 1; true or false"),
        ('ask_en = "Which entrance?"', 'ask_fr = "Laquelle?"', "'ask_fr' is not known"),
        ("order = 2", "order = 1", "category 'house': order 1 is taken above"),
        ('emoji = "🏡"', 'emoji = ""', "category 'yard': emoji is empty"),
        ('title_ru = "ГБУ «Гормост»"', 'title_rus = "ГБУ «Гормост»"', "'title_rus' is not known"),
    ],
)
def test_a_mistake_anywhere_in_the_catalogue_is_named_with_its_line(
    pack: Path, spoil: Spoil, old: str, new: str, said: str
) -> None:
    line = spoil(old, new)
    findings = check_catalogue(pack / "topics.toml")
    assert any(finding.line == line and said in finding.text for finding in findings), findings


def test_a_category_without_topics_is_named(pack: Path, spoil: Spoil) -> None:
    moon = '[[category]]\nid = "moon"\ntitle_ru = "Луна"\ntitle_en = "Moon"\nemoji = "🌙"\norder = 99\n\n'
    line = spoil("[[service]]\nid", moon + "[[service]]\nid")
    assert only(check_catalogue(pack / "topics.toml")) == Finding(line, "category 'moon': no topic is in it")


def test_every_mistake_is_found_in_one_pass_in_the_order_of_lines(pack: Path, spoil: Spoil) -> None:
    lines = [
        spoil('photo = "required"', 'photo = "no"', start='id = "yard-curbs"'),
        spoil("deadline_days = 8", "deadline_days = -1", start='id = "yard-tiles"'),
        spoil('service = "avd"', 'service = "nobody"', start='id = "road-potholes"'),
    ]
    assert [finding.line for finding in check_catalogue(pack / "topics.toml")] == lines


def test_lines_are_right_in_lists_and_texts_over_several_lines(pack: Path) -> None:
    """A bracket or `[[topic]]` inside a text or comment is no structure."""
    text = TOPICS.read_text(encoding="utf-8")
    head = """
[[topic]]
id = "one-more"                 # [[topic]] = "["
category = "yard"
title_ru = 'Ещё [[topic]] "одна'
title_en = "One \\" # more ["
hint_ru = \"\"\"
[[topic]] id = "x"
\"\"\"
hint_en = '''It's
''[fine]'''
photo = "required"
deadline_days = 8
service = "zhilischnik"
place = "yard"
keywords_ru = [
    "невиданное слово",  # "Другое слово", ]
    "Другое слово",
]
keywords_en = ["unseen word"]
colour = "red"
"""
    before = text.count("\n")
    path = pack / "topics.toml"
    path.write_text(text + head, encoding="utf-8")
    findings = check_catalogue(path)
    assert [(finding.line - before, finding.text.split(": ")[1].split()[0]) for finding in findings] == [
        (7, "hint_ru"),
        (10, "hint_en"),
        (18, "keywords_ru"),
        (21, "'colour'"),
    ]


def test_a_file_that_is_not_toml_says_where(pack: Path, spoil: Spoil) -> None:
    line = spoil('photo = "required"', 'photo = "required', start='id = "yard-potholes"')
    finding = only(check_catalogue(pack / "topics.toml"))
    assert finding.line == line
    assert "not TOML" in finding.text


def test_a_text_that_never_ends_is_missed_at_the_end_of_the_file(pack: Path) -> None:
    (pack / "topics.toml").write_text('a = 1\n\nb = """\nc\n', encoding="utf-8")
    assert only(check_catalogue(pack / "topics.toml")).line == 5


def test_tables_without_an_id_are_not_taken_for_one_another(pack: Path, spoil: Spoil) -> None:
    spoil('id = "yard-curbs"', "")
    spoil('id = "yard-tiles"', "")
    findings = check_catalogue(pack / "topics.toml")
    assert [finding.text for finding in findings] == ["topic: 'id' is missing"] * 2


def test_a_file_saved_by_a_windows_editor_is_read(pack: Path) -> None:
    text = TOPICS.read_text(encoding="utf-8")
    (pack / "topics.toml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert check_catalogue(pack / "topics.toml") == []


def test_a_file_in_another_encoding_is_a_finding(pack: Path) -> None:
    (pack / "topics.toml").write_bytes(TOPICS.read_text(encoding="utf-8").encode("cp1251", "replace"))
    assert "UTF-8" in only(check_catalogue(pack / "topics.toml")).text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "topic = 5",
        "[topic]",
        "[[topic]]",
        "[[topic]]\nid = [1]\n[[category]]\nid = {a = 1}",
        "x = 1",
        "[x]",
        'y = """',
    ],
)
def test_a_catalogue_of_any_shape_gets_findings_only(pack: Path, text: str) -> None:
    (pack / "topics.toml").write_text(text, encoding="utf-8")
    assert check_catalogue(pack / "topics.toml")


def test_the_start_stops_at_the_first_finding_and_counts_the_others(pack: Path, spoil: Spoil) -> None:
    line = spoil('place = "yard"', 'place = "moon"', start='id = "yard-curbs"')
    spoil('place = "yard"', 'place = "sun"', start='id = "yard-tiles"')
    with pytest.raises(ConfigError) as error:
        load_city("moscow", pack.parent)
    assert str(error.value).startswith(f"{pack / 'topics.toml'}:{line}: topic 'yard-curbs': place is 'moon'")
    assert str(error.value).endswith("(and 1 more)")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "moscow"', 'id = "kazan"', "id is 'kazan'; allowed: 'moscow'"),
        ('zone = "Europe/Moscow"', 'zone = "Europe/Mosvka"', "zone is 'Europe/Mosvka'"),
        ('zone = "Europe/Moscow"', "zone = 3", "zone is 3"),
        ('country = "RU"', 'country = "RUS-SIA"', "country is 'RUS-SIA'"),
        ('country = "RU"', "country = 7", "country is 7"),
        ("{lat}", "{latitude}", "map_link is"),
        ('map_link = "https', 'map_link = "http', "map_link is"),
        ("photos = 5", "photos = 0", "limits: photos is 0; a whole number from 1 to 10"),
        ("drafts = 10", "draughts = 10", "limits: 'drafts' is missing"),
        ("off = []", 'off = ["2026-02-30"]', "calendar: off has '2026-02-30'"),
        ("off = []", "of = []", "calendar: 'of' is not known"),
        ('number = "101"', 'number = "1"', "phone: number is '1'"),
        ("[limits]", "[[limits]]", "'limits' must be a table"),
        ('title_en = "Moscow"', "", "'title_en' is missing"),
        ('title_en = "Moscow"', "title_en = Moscow", "not TOML"),
        ("[answers]", "[[answers]]", "'answers' must be a table"),
    ],
)
def test_a_mistake_in_the_city_stops_the_start(pack: Path, spoil: Spoil, old: str, new: str, said: str) -> None:
    spoil(old, new, file="city.toml")
    with pytest.raises(ConfigError) as error:
        load_city("moscow", pack.parent)
    assert str(pack / "city.toml") in str(error.value)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "checked_by_editor = true",
            "checked_by_editor = 1",
            "answers: checked_by_editor is 1; allowed: true, false",
        ),
        ("checked_by_editor = true", "checked = true", "answers: 'checked' is not known"),
        ("report = 10", "report = -1", "points: report is -1; a whole number from 0"),
        ("report = 10", "report = true", "points: report is true"),
        ("verdict = 1", "verdikt = 1", "points: 'verdikt' is not known; allowed: report, verdict"),
        ('id = "wrong-topic"', 'id = "photo-unclear"', "reason 'photo-unclear': id photo-unclear is taken above"),
        ('id = "wrong-topic"', f'id = "{"a" * 21}"', "1 to 20 of a-z"),
        ('title_ru = "Не та тема"', f'title_ru = "{"Я" * 41}"', "title_ru has 41 characters; at most 40"),
        ('part = "topic"', 'colour = "red"', "reason 'wrong-topic': 'colour' is not known"),
        ('part = "topic"', 'part = "theme"', "part is 'theme'; allowed: place, topic, photos, description"),
        ('part = "topic"', "part = []", "reason 'wrong-topic': part is []"),
        ('kind = "already_gone"', 'kind = "gone"', "kind is 'gone'; allowed: done, already_gone"),
        ('id = "lamps-cable"', 'id = "lamps"', "template 'lamps': id lamps is taken above"),
        ('["house-door"]', '["house-window"]', "topics names 'house-window', which does not exist"),
        ('["house-door"]', "[]", "template 'entrance-door': topics is empty"),
        ('["house-door"]', '"house-door"', "topics must be a list of topic ids"),
        ('["house-door"]', '["house-door", "house-door"]', "topics has 'house-door' twice"),
        ('["medicine"]', '["medicines"]', "categories names 'medicines', which does not exist"),
        ('categories = ["house"]', 'categories = ["hous"]', "control 'mji': categories names 'hous'"),
        ('categories = ["house"]', 'categories = ["house", "park"]', "categories park is taken above"),
        ('id = "mji"', 'id = "oati"', "control 'oati': id oati is taken above"),
        ('id = "mji"', 'id = ["mji"]', "id is ['mji']"),
    ],
)
def test_a_mistake_in_what_operators_choose_from_is_named_with_its_line(
    pack: Path, spoil: Spoil, old: str, new: str, said: str
) -> None:
    line = spoil(old, new, file="city.toml")
    with pytest.raises(ConfigError) as error:
        load_city("moscow", pack.parent)
    assert str(error.value).startswith(f"{pack / 'city.toml'}:{line}: "), error.value
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("start", "gone", "said"),
    [
        ('id = "wrong-topic"', "words_ru", "reason 'wrong-topic': 'words_ru' is missing"),
        ('id = "lamps"', "kind", "template 'lamps': 'kind' is missing"),
        ('id = "mji"', "categories", "categories may be missing only once"),
    ],
)
def test_what_is_missing_is_named_at_its_table(pack: Path, spoil: Spoil, start: str, gone: str, said: str) -> None:
    spoil(f"{gone} = ", "#", start=start, file="city.toml")
    with pytest.raises(ConfigError, match=re.escape(said)):
        load_city("moscow", pack.parent)


def test_an_older_pack_without_what_operators_choose_from_is_read(pack: Path) -> None:
    text = (pack / "city.toml").read_text(encoding="utf-8")
    older = text[: text.index("[[reason]]")].replace(text[text.index("[answers]") : text.index("[[phone]]")], "")
    assert "[points]" not in older
    (pack / "city.toml").write_text(older, encoding="utf-8")
    city = load_city("moscow", pack.parent)
    assert (dict(city.rejection_reasons), city.templates, city.control_bodies) == ({}, (), ())
    assert city.answers_checked
    assert not city.points
    assert city.control_body(None) is None


def test_an_occasion_without_an_amount_gives_no_points(pack: Path, spoil: Spoil) -> None:
    spoil("report = 10", "report = 0", file="city.toml")
    spoil("checked_by_editor = true", "checked_by_editor = false", file="city.toml")
    city = load_city("moscow", pack.parent)
    assert city.points == {PointsFor.VERDICT: 1}
    assert not city.answers_checked


def test_the_pack_mends_the_calendar_of_the_library(pack: Path, spoil: Spoil) -> None:
    spoil("working = []", 'working = ["2026-02-21"]', file="city.toml")
    spoil("off = []", 'off = ["2026-02-20"]', file="city.toml")
    mended = load_city("moscow", pack.parent)
    assert mended.is_working_day(date(2026, 2, 21))
    assert not mended.is_working_day(date(2026, 2, 20))
    assert mended.is_working_day(date(2026, 2, 19))


@pytest.mark.parametrize(
    ("outline", "said"),
    [
        ("", "not GeoJSON"),
        ("[]", "not GeoJSON"),
        ('{"type": "Point", "coordinates": [37, 55]}', "Polygon"),
        ('{"type": "Polygon", "coordinates": []}', "Polygon"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}', "valid"),
        ('{"type": "Polygon", "coordinates": [[[37, 155], [38, 155], [38, 156], [37, 155]]]}', "degrees"),
    ],
)
def test_an_outline_that_is_none_stops_the_start(pack: Path, outline: str, said: str) -> None:
    (pack / "area.geojson").write_text(outline, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_city("moscow", pack.parent)


@pytest.mark.parametrize("file", ["topics.toml", "area.geojson"])
def test_a_file_that_is_not_there_stops_the_start(pack: Path, file: str) -> None:
    (pack / file).unlink()
    with pytest.raises(ConfigError, match=file):
        load_city("moscow", pack.parent)
