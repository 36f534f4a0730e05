"""What is learned from examples: topics are found by words that no title or keyword has."""

import asyncio
import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.city_pack import load_city
from bot.domain.catalogue import Catalogue
from bot.understanding.features import FeatureReader
from bot.understanding.learned import Learned, has_examples, learn
from bot.understanding.topic_search import TopicIndex
from bot.understanding.understanding import Understanding
from bot.understanding.words import Lemmas
from tests.understanding.test_topic_search import MAY, TEXTS, catalogue, topic

JULY = date(2026, 7, 10)
JANUARY = date(2026, 1, 20)


@pytest.fixture(scope="module")
def lemmas() -> Lemmas:
    return Lemmas()


def taught(**examples: tuple[str, ...]) -> Catalogue:
    """Topics whose titles say nothing; each with its examples."""
    return catalogue(
        *(
            replace(topic(topic_id, f"Тема номер {'абвгд'[number]}"), examples={"ru": texts})
            for number, (topic_id, texts) in enumerate(examples.items())
        )
    )


LAMPS = ("во дворе темень, столбы не светят", "лампа не горит", "вечером хоть глаз выколи")
HOLES = ("яма на дороге", "колесо пробил, асфальт провалился", "колдобины одни")


def first(index: TopicIndex, words: str, day: date = JULY) -> str | None:
    found = index.suggest(words, day=day).found
    return found[0].topic_id if found else None


def test_words_of_an_example_find_its_topic() -> None:
    index = TopicIndex(taught(lamp=LAMPS, hole=HOLES))
    assert first(index, "столбы опять не светят") == "lamp"
    assert first(index, "колдобина") == "hole"


def test_without_examples_only_keywords_count() -> None:
    silent = taught(lamp=(), hole=())
    assert not has_examples(silent)
    assert first(TopicIndex(silent), "столбы не светят") is None


@pytest.mark.parametrize(
    "words",
    [
        "сталбы не светят",
        "СТОЛБЫ НЕ СВЕТЯТ!!!",
        "stolby ne svetyat",
        "stolby vo dvore ne svetyat uzhe mesyac",
        "столб",
    ],
)
def test_a_slip_capitals_latin_letters_and_word_forms_do_not_matter(words: str) -> None:
    assert first(TopicIndex(taught(lamp=LAMPS, hole=HOLES)), words) == "lamp"


@pytest.mark.parametrize("words", ["", " ", "фвщшз", "12", "你好", "qz", "\x00", "🔥"])
def test_words_that_nobody_has_written_find_nothing_and_are_never_sure(words: str) -> None:
    suggested = TopicIndex(taught(lamp=LAMPS, hole=HOLES)).suggest(words, day=JULY)
    assert (suggested.found, suggested.sure) == ((), False)


def test_the_chances_of_all_topics_are_one_together(city_index: TopicIndex) -> None:
    everything = dict.fromkeys(load_city("moscow").catalogue.topics, True)
    found = city_index.suggest("яма на дороге", day=JULY, by_hand=everything, limit=1000).found
    assert sum(one.score for one in found) == pytest.approx(1)


def test_what_is_learned_can_be_told_from_the_texts_by_hand(lemmas: Lemmas) -> None:
    """Naive Bayes with everything written out, for one word that has no run of letters in common with another."""
    reader = FeatureReader(lemmas)
    both = taught(lamp=("свет",), hole=("яма",))
    tables = learn(both, reader)
    scores = Learned(tables, reader).scores("яма")
    assert scores is not None
    texts = [[*reader.of(text)] for text in ("Тема номер а", "lamp", "Тема номер а", "lamp", "свет")]
    other = [[*reader.of(text)] for text in ("Тема номер б", "hole", "Тема номер б", "hole", "яма")]
    number, rarity = 10, {}
    for feature in {one for text in texts + other for one in text}:
        rarity[feature] = np.log((1 + number) / (1 + sum(feature in text for text in texts + other))) + 1

    def weighed(text: list[int]) -> dict[int, float]:
        weights = {one: (1 + np.log(text.count(one))) * rarity[one] for one in set(text)}
        found: dict[int, float] = {}
        for is_run in (False, True):
            part = {one: weight for one, weight in weights.items() if (one >= 1 << 31) == is_run}
            length = np.sqrt(sum(weight**2 for weight in part.values()))
            found |= {one: weight / length for one, weight in part.items()}
        return found

    def log_likelihood(of: list[list[int]]) -> float:
        total = dict.fromkeys(rarity, 0.0)
        for text in of:
            for one, weight in weighed(text).items():
                total[one] += weight
        whole = sum(total.values()) + 0.03 * len(total)
        return float(
            sum(w * np.log((total[one] + 0.03) / whole) for one, w in weighed([*reader.of("яма")]).items())
        )

    difference = log_likelihood(other) - log_likelihood(texts)
    assert scores[1] - scores[0] == pytest.approx(difference, rel=1e-3)


# Seasons, places


def test_a_closed_topic_leaves_its_chance_to_those_named_for_it_and_nothing_is_sure_then() -> None:
    known = taught(lamp=LAMPS, ice=("скользко, лёд под ногами, упала", "каток у подъезда, всё во льду"), wet=HOLES)
    ice = replace(known.topics["ice"], season=MAY, instead=("wet",), keywords={"ru": ("лед", "скользко")})
    topics = {**known.topics, "ice": ice}
    index = TopicIndex(replace(known, topics=topics))
    in_may = index.suggest("скользко, лёд под ногами", day=date(2026, 5, 9))
    assert (in_may.found[0].topic_id, in_may.sure) == ("ice", True)
    suggested = index.suggest("скользко, лёд под ногами", day=JULY)
    assert suggested.found[0].topic_id == "wet"
    assert "ice" not in {found.topic_id for found in suggested.found}
    assert not suggested.sure


def test_a_closed_topic_that_nothing_stands_in_for_leaves_no_false_confidence() -> None:
    known = taught(lamp=LAMPS, ice=("скользко, лёд под ногами, упала", "каток у подъезда, всё во льду"))
    topics = {**known.topics, "ice": replace(known.topics["ice"], season=MAY)}
    suggested = TopicIndex(replace(known, topics=topics)).suggest("лёд под ногами", day=JULY)
    assert not suggested.sure
    assert not suggested.found


def test_the_kind_of_place_decides_between_neighbours() -> None:
    both = taught(yard=("фонарь не горит",), road=("фонарь погас",))
    topics = {topic_id: replace(one, place=topic_id) for topic_id, one in both.topics.items()}
    index = TopicIndex(replace(both, topics=topics))
    for place in ("yard", "road"):
        assert index.suggest("фонарь", day=JULY, place=place).found[0].topic_id == place


@pytest.fixture(scope="module")
def city_index(understanding: Understanding) -> TopicIndex:
    return understanding.index


WRAPPED = (
    (
        "Здравствуйте, уважаемая администрация! Проживаю по адресу: ул. Академика Янгеля, д. 14, корп. 2. Прошу "
        "вас принять меры: {}. Заранее большое спасибо, с уважением, Мария Ивановна"
    ),
    "Добрый день! Меня зовут Ольга, я живу на Ленинском проспекте 90. {}. Жду ответа",
    "на Тверской 7 {}",
    "Good afternoon, dear sirs. I live at Profsoyuznaya street 45, building 2. {}. Thank you very much in advance",
    "{}. My address is Novokosinskaya ul. 24, flat 7. Kind regards, Anna",
)


@pytest.mark.parametrize("around", WRAPPED)
@pytest.mark.parametrize(
    ("words", "topic_id"),
    [
        ("лампочка в подъезде сдохла", "house-lighting-inside"),
        ("лифт не работает третий день", "house-lift-broken"),
        ("broken swing on the playground", "yard-playground"),
    ],
)
def test_courtesies_and_addresses_around_the_point_do_not_mislead(
    city_index: TopicIndex, around: str, words: str, topic_id: str
) -> None:
    assert first(city_index, around.format(words)) == topic_id


@pytest.mark.parametrize(
    "words", ["ямы в асфальте на шоссе, колесо пробил", "лифт не работает", "не горит лампочка в подъезде"]
)
def test_plain_words_are_sure(city_index: TopicIndex, words: str) -> None:
    assert city_index.suggest(words, day=JULY).sure


@pytest.mark.parametrize(
    "words", ["фонарь", "помогите", "грязно", "у нас беда", "Новогиреево", "ничего не работает", "сломано", "двор"]
)
def test_words_that_fit_many_topics_or_none_are_not_sure(city_index: TopicIndex, words: str) -> None:
    assert not city_index.suggest(words, day=JULY).sure


def test_no_winter_topic_is_sure_in_summer(city_index: TopicIndex) -> None:
    words = "дворник не чистит снег, двор завален сугробами"
    assert city_index.suggest(words, day=JANUARY).found[0].topic_id == "winter-yard-snow"
    suggested = city_index.suggest(words, day=JULY)
    assert not suggested.sure
    assert not [one for one in suggested.found if one.topic_id.startswith("winter-")]


@settings(deadline=500, max_examples=100)
@given(words=TEXTS, day=st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_any_text_gets_orderly_suggestions(city_index: TopicIndex, words: str, day: date) -> None:
    suggested = city_index.suggest(words, day=day)
    scores = [one.score for one in suggested.found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({one.topic_id for one in suggested.found}) == len(scores) <= 10
    assert suggested.found or not suggested.sure


async def test_the_loop_goes_on_while_topics_are_looked_for(understanding: Understanding) -> None:
    """Many long messages at once: a timer of the loop is late by far less than their work takes together."""
    words = " ".join(["дворник не чистит снег, ступеньки обледенели, фонарь разбит"] * 15)
    late: list[float] = []

    async def tick() -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(0.001)
            late.append(time.perf_counter() - started - 0.001)

    ticking = asyncio.ensure_future(tick())
    started = time.perf_counter()
    found = await asyncio.gather(*(understanding.topics(f"{words} {n}", day=JULY) for n in range(60)))
    took = time.perf_counter() - started
    ticking.cancel()
    assert all(one.found for one in found)
    assert max(late) < took / 2
