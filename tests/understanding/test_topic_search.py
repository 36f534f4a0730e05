"""The official topic is among three buttons, whatever words a resident finds for it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import Agency, Catalogue, Category, Need, Season, Titles, Topic
from bot.understanding.lexical import Query
from bot.understanding.topic_search import WEAKEST, Found, TopicIndex
from bot.understanding.understanding import Understanding
from bot.understanding.words import words_of

JULY = date(2026, 7, 10)
JANUARY = date(2026, 1, 20)

RUSSIAN = {
    "лампочка в подъезде": "house-lighting-inside",
    "лампочка в подъезде сдохла": "house-lighting-inside",
    "в подъезде темно, хоть глаз выколи": "house-lighting-inside",
    "не горит фонарь во дворе": "yard-lighting-off",
    "фонари вдоль дороги не горят": "road-lighting-off",
    "яма": "road-potholes",
    "яма на дороге": "road-potholes",
    "Во дворе яма у детской площадки": "yard-potholes",
    "выбоина на асфальте, колесо пробил": "road-potholes",
    "мусор не вывезли": "yard-container-overflow",
    "мусор не вывозят уже неделю, воняет": "yard-container-overflow",
    "старый диван лежит у помойки": "yard-bulky-waste",
    "сломан лифт": "house-lift-broken",
    "ЛИФТ НЕ РАБОТАЕТ ТРЕТИЙ ДЕНЬ!!!": "house-lift-broken",
    "качели сломаны": "yard-playground",
    "дети не могут кататься на горке, она сломана": "yard-playground",
    "граффити на стене": "house-graffiti-facade",
    "собачья площадка": "yard-dog-area",
    "тараканы в подъезде": "house-pests",
    "домофон не открывает дверь": "house-intercom",
    "с потолка капает в подъезде": "house-leak",
    "светофор не работает": "road-traffic-light",
    "стёрлась зебра": "road-marking",
    "ливнёвка забита": "road-drain",
    "брошенная машина стоит два года": "yard-abandoned-car",
    "ветка лезет в окно": "yard-branches",
    "трава по пояс, не косят": "yard-mowing",
    "автобус не пришёл по расписанию": "bus-interval",
    "эскалатор стоит": "metro-escalator",
    "врач не пришёл по вызову": "med-home-visit",
    "не могу записаться к терапевту": "med-no-slots",
    "свалка в лесу": "city-dump",
    "стройка шумит ночью": "constr-noise",
    "объявления на столбах": "ads-poles",
    "борщевик": "summer-hogweed",
    "в пруду плавает мусор": "water-litter",
}
ENGLISH = {
    "pothole": "road-potholes",
    "hole in the road": "road-potholes",
    "broken street light": "road-lighting-off",
    "Lift is not working": "house-lift-broken",
    "garbage has not been collected": "yard-container-overflow",
    "broken swing on the playground": "yard-playground",
    "graffiti on my house": "house-graffiti-facade",
    "rats in the basement": "house-pests",
    "open manhole": "yard-manhole",
    "no light in the stairwell": "house-lighting-inside",
}
WINTER = {
    "snow on the pavement": "winter-road-snow",
    "icicles on the roof": "winter-icicles",
    "двор завален снегом": "winter-yard-snow",
    "скользко во дворе, не посыпано": "winter-yard-ice",
    "сосульки на крыше": "winter-icicles",
    "каток не залили": "winter-rink",
}
MISSPELT = {
    "лапмочка в подьезде": "house-lighting-inside",
    "фанарь во дваре": "yard-lighting-off",
    "качель сломоная": "yard-playground",
    "светафор неработает": "road-traffic-light",
    "домафон": "house-intercom",
    "скамека сломана": "yard-furniture",
    "elevater broken": "house-lift-broken",
}
TRANSLITERATED = {
    "lampochka v podezde": "house-lighting-inside",
    "yama na doroge": "road-potholes",
    "ne rabotaet lift": "house-lift-broken",
    "musor vo dvore": "yard-untidy",
}
UNFINISHED = {
    "освещ": "road-lighting-off",
    "лампоч": "house-lighting-inside",
    "домоф": "house-intercom",
    "сломан лиф": "house-lift-broken",
    "playgr": "yard-playground",
}
WITH_ADDRESS = {
    "ул. Парковая 5, подъезд 3 не работает лифт": "house-lift-broken",
    "Садовая улица 10 мусор не вывозят": "yard-container-overflow",
    "Школьная ул., д. 7к2: не горит фонарь во дворе": "yard-lighting-off",
    "Добрый день, на Ленинском проспекте дом 45 во дворе яма": "yard-potholes",
    "https://yandex.ru/maps/park?ll=37,55 качели сломаны": "yard-playground",
    "Здравствуйте! Прошу принять меры: по адресу ул. Лесная, д. 12, корп. 2 во дворе уже вторую неделю не горит "
    "фонарь, детям страшно": "yard-lighting-off",
}


@pytest.fixture(scope="module")
def index(understanding: Understanding) -> TopicIndex:
    return understanding.index


def top(index: TopicIndex, words: str, day: date = JULY) -> list[str]:
    return [found.topic_id for found in index.search(words, day=day)][:3]


@pytest.mark.parametrize("words", RUSSIAN)
def test_russian_words_find_the_topic(index: TopicIndex, words: str) -> None:
    assert RUSSIAN[words] in top(index, words)


@pytest.mark.parametrize("words", ENGLISH)
def test_english_words_find_the_topic(index: TopicIndex, words: str) -> None:
    assert ENGLISH[words] in top(index, words)


@pytest.mark.parametrize("words", MISSPELT)
def test_a_slip_of_the_finger_does_not_matter(index: TopicIndex, words: str) -> None:
    assert MISSPELT[words] in top(index, words)


@pytest.mark.parametrize("words", TRANSLITERATED)
def test_russian_in_latin_letters_is_understood(index: TopicIndex, words: str) -> None:
    assert TRANSLITERATED[words] in top(index, words)


@pytest.mark.parametrize("words", UNFINISHED)
def test_the_beginning_of_a_word_is_enough_while_typing(index: TopicIndex, words: str) -> None:
    assert UNFINISHED[words] in top(index, words)


@pytest.mark.parametrize("words", WITH_ADDRESS)
def test_an_address_or_a_greeting_does_not_mislead(index: TopicIndex, words: str) -> None:
    assert WITH_ADDRESS[words] == top(index, words)[0]


def test_a_thing_beside_the_problem_counts_less_than_the_problem(index: TopicIndex) -> None:
    assert top(index, "Во дворе яма у детской площадки")[0] == "yard-potholes"
    assert "yard-potholes" in top(index, "у второго подъезда яма")
    assert "edu-lighting" in top(index, "у школы не горят фонари")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ленинский проспект 45 яма", ["яма"]),
        ("ул парковая 5 яма", ["яма"]),
        ("на Парковой улице яма", ["яма"]),
        ("в 1-м Парковом переулке фонарь", ["фонарь"]),
        ("на улице Лесной лежит снег", ["лежит", "снег"]),
        ("улица Школьная, д.5к2 стр. 1 кв. 15 лифт", ["лифт"]),
        ("подъезд 3, этаж 5", ["подъезд", "этаж"]),
        ("Грязная улица", ["грязная", "улица"]),
        ("на ул темно", ["темно"]),
        ("https://yandex.ru/maps/park?x=1 www.park.ru забор", ["забор"]),
    ],
)
def test_street_names_and_numbers_are_no_words_of_the_problem(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize("words", WINTER)
def test_a_winter_topic_is_found_in_winter(index: TopicIndex, words: str) -> None:
    assert WINTER[words] in top(index, words, JANUARY)


@pytest.mark.parametrize("words", [*WINTER, "гололёд", "реагенты", "снег"])
def test_no_winter_topic_is_offered_in_summer(index: TopicIndex, words: str) -> None:
    assert not [
        found for found in index.search(words, day=JULY, limit=300) if found.topic_id.startswith("winter-")
    ]


def test_the_neighbour_of_a_closed_topic_is_offered_instead(index: TopicIndex) -> None:
    assert top(index, "сосульки на крыше дома")[0] == "house-drainpipe"
    assert top(index, "наклонился столб, сейчас упадёт", date(2026, 10, 1))[0] in {
        "road-lamp-damaged",
        "yard-lamp-damaged",
    }


def test_a_word_that_something_follows_is_finished(index: TopicIndex) -> None:
    assert index.search("лампоч", day=JULY)
    assert index.search("лампоч на", day=JULY) != index.search("лампоч", day=JULY)


def test_yo_and_ye_are_one_letter(index: TopicIndex) -> None:
    assert index.search("чёрный дым и тёмный двор", day=JULY) == index.search("черный дым и темный двор", day=JULY)


@pytest.mark.parametrize(
    "words",
    ["", "   ", "🔥🔥🔥", "123 45/6", "!!!", "привет", "спасибо", "йцукен", "asdfgh", "你好", "д. 5", "а", "\x00"],
)
def test_words_without_a_problem_find_nothing(index: TopicIndex, words: str) -> None:
    assert index.search(words, day=JULY) == []


def test_a_limit_is_kept(index: TopicIndex) -> None:
    assert len(index.search("двор", day=JULY)) == 10
    best = index.search("двор", day=JULY)[:3]
    assert index.search("двор", day=JULY, limit=3) == best


TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя ул.д-5", max_size=400),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz' ", max_size=400),
    st.lists(st.sampled_from(" ".join([*RUSSIAN, *ENGLISH, *MISSPELT]).split())).map(" ".join),
)


@settings(deadline=500, max_examples=150)
@given(words=TEXTS, day=st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_any_text_gets_a_quick_and_orderly_answer(index: TopicIndex, words: str, day: date) -> None:
    found = index.search(words, day=day)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({one.topic_id for one in found}) == len(found) <= 10


@pytest.mark.parametrize("text", ["ъ" * 100_000, "а-" * 50_000, "Ая " * 50_000, "ул. " * 50_000, "\n" * 100_000])
def test_a_text_of_any_length_is_searched_by_its_beginning(index: TopicIndex, text: str) -> None:
    assert index.search("качели " + text, day=JULY)[0].topic_id == "yard-playground"


def topic(topic_id: str, title: str, season: Season | None = None, instead: tuple[str, ...] = ()) -> Topic:
    titles = Titles(ru=title, en=topic_id)
    return Topic(
        id=topic_id,
        category_id="all",
        agency_id="city",
        title=titles,
        hint=titles,
        photo=Need.OPTIONAL,
        description=Need.OPTIONAL,
        deadline_days=8,
        place="any",
        season=season,
        instead=instead,
    )


def catalogue(*topics: Topic) -> Catalogue:
    titles = Titles(ru="Всё", en="All")
    return Catalogue(
        categories={"all": Category(id="all", title=titles, emoji="🏙", order=1)},
        agencies={"city": Agency(id="city", title=titles)},
        topics={one.id: one for one in topics},
        emergencies={},
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Лампочка", "лампа"),
        ("Мусорный", "мусор"),
        ("Сломан", "сломалась"),
        ("Неубранный", "не убрали"),
        ("Clearing", "cleared"),
        ("Leaking", "leaks"),
    ],
)
def test_another_form_of_a_word_finds_it(title: str, said: str) -> None:
    index = TopicIndex(catalogue(topic("one", title), topic("other", "Совсем иное")))
    assert [found.topic_id for found in index.search(f"{said} вот", day=JULY)] == ["one"]


def test_a_reflexive_verb_is_the_verb() -> None:
    index = TopicIndex(catalogue(topic("one", "Сломан"), topic("other", "Совсем иное")))
    assert index.search("сломалась", day=JULY) == index.search("сломали", day=JULY)


def test_a_topic_that_fits_far_worse_than_the_best_is_left_out(index: TopicIndex) -> None:
    scores = [found.score for found in index.search("сломан домофон в подъезде", day=JULY, limit=300)]
    assert 1 < len(scores) < 50
    assert scores[-1] >= scores[0] * WEAKEST


MAY = Season(start=(5, 1), end=(5, 31))


def test_a_closed_topic_gives_its_place_to_those_named_for_it() -> None:
    index = TopicIndex(
        catalogue(topic("ice", "Лёд", MAY, ("wet", "mud")), topic("wet", "Вода"), topic("mud", "Грязь"))
    )
    assert {found.topic_id for found in index.search("лёд", day=JULY)} == {"wet", "mud"}
    assert [found.topic_id for found in index.search("лёд", day=date(2026, 5, 31))] == ["ice"]


def test_a_closed_topic_without_a_neighbour_is_not_offered() -> None:
    index = TopicIndex(catalogue(topic("ice", "Лёд", MAY), topic("wet", "Вода")))
    assert index.search("лёд", day=JULY) == []


def test_one_more_scorer_can_change_the_order() -> None:
    class Wet:
        def scores(self, query: Query) -> dict[str, float]:
            return {"wet": 100.0} if ("слякоть",) in query.lemmas or ("лед",) in query.lemmas else {}

    both = catalogue(topic("ice", "Лёд на воде"), topic("wet", "Вода"))
    assert TopicIndex(both).search("лёд", day=JULY)[0].topic_id == "ice"
    assert TopicIndex(both, [Wet()]).search("лёд", day=JULY)[0].topic_id == "wet"
    assert TopicIndex(both, [Wet()]).search("слякоть", day=JULY) == [Found("wet", 1.0)]
    assert TopicIndex(both, [Wet()]).search("простор", day=JULY) == []


def test_an_empty_catalogue_finds_nothing() -> None:
    assert TopicIndex(catalogue()).search("яма", day=JULY) == []
