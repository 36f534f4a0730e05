"""Several problems in one message: told apart where there surely are several, and nowhere else."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot.domain.city import City
from bot.understanding.understanding import Understanding

SUMMER, WINTER = date(2026, 6, 15), date(2026, 1, 15)
SENTENCES = Path(__file__).parents[1] / "relevance" / "tuning.toml"
EXAMPLES = Path(__file__).parents[2] / "bot" / "cities" / "moscow" / "examples.toml"
MOST_SPLIT = 0.01
"""Of messages about one thing that may be taken apart."""


@pytest.mark.parametrize(
    ("words", "problems"),
    [
        ("яма на дороге, и фонарь не горит", ("яма на дороге", "фонарь не горит")),
        ("яма во дворе, а ещё фонарь не горит", ("яма во дворе", "фонарь не горит")),
        ("Не горит свет в подъезде и сломан лифт", ("Не горит свет в подъезде", "сломан лифт")),
        (
            "на детской площадке сломаны качели, а во дворе переполнены мусорные баки",
            ("на детской площадке сломаны качели", "во дворе переполнены мусорные баки"),
        ),
        (
            "Сломана лавочка у подъезда, также не вывозят мусор",
            ("Сломана лавочка у подъезда", "не вывозят мусор"),
        ),
        (
            "There is a pothole on the road and the street lamp is broken",
            ("There is a pothole on the road", "the street lamp is broken"),
        ),
        (
            "на Тверской 7 яма на дороге, и не горит фонарь у дороги",
            ("на Тверской 7 яма на дороге", "не горит фонарь у дороги"),
        ),
        (
            "Светофор не работает на перекрёстке, а на тротуаре открыт люк. Вчера видел, опасно!",
            ("Светофор не работает на перекрёстке", "на тротуаре открыт люк. Вчера видел, опасно!"),
        ),
    ],
)
async def test_each_problem_keeps_its_own_words(
    understanding: Understanding, words: str, problems: tuple[str, ...]
) -> None:
    """What is said besides belongs to the problem before it."""
    assert await understanding.problems(words, day=SUMMER) == problems


@pytest.mark.parametrize(
    "words",
    [
        "не горит фонарь во дворе",
        "лифт не работает, и бабушка не может выйти",
        "яма на дороге, колесо пробил, и вторую неделю никто не чинит",
        "фонарь не горит, темно, страшно ходить",
        "в подъезде грязно, не моют, и пахнет",
        "мусор не вывозят, контейнеры переполнены, и вонь на весь двор",
        "The lamp is off, and it is dark, and my child is afraid",
        "и, и, и, и",
        "",
        "яма, " * 200,
    ],
)
async def test_one_problem_stays_one(understanding: Understanding, words: str) -> None:
    assert await understanding.problems(words, day=SUMMER) == (words,)


async def test_of_messages_about_one_thing_hardly_any_is_taken_apart(understanding: Understanding) -> None:
    told = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["sentence"]
    split = 0
    for one in told:
        day = date.fromisoformat(f"2026-{one['date']}") if "date" in one else SUMMER
        split += len(await understanding.problems(one["text"], day=day)) > 1
    assert split / len(told) <= MOST_SPLIT, f"{split} of {len(told)}"


async def test_of_the_examples_of_the_city_hardly_any_is_taken_apart(
    city: City, understanding: Understanding
) -> None:
    """Of one topic in twenty-five: all of them take half a minute."""
    seen = split = 0
    for topic_id, topic in list(tomllib.loads(EXAMPLES.read_text(encoding="utf-8")).items())[::25]:
        day = SUMMER if city.catalogue.topics[topic_id].is_open(SUMMER) else WINTER
        for words in (*topic["examples_ru"], *topic["examples_en"]):
            seen += 1
            split += len(await understanding.problems(words, day=day)) > 1
    assert split / seen <= MOST_SPLIT, f"{split} of {seen}"
