"""The language of patterns: what a message must have for each sign of it to match."""

from collections.abc import Callable

import pytest

from bot.understanding.patterns import Patterns, Reader, phrase_of, tokens
from bot.understanding.words import Lemmas

Matches = Callable[[str, str], bool]

SETS = {"people": ("человек~", "ребен*", "кто то"), "holes": ("люк~", "яма~")}


@pytest.fixture(scope="module")
def lemmas() -> Lemmas:
    return Lemmas()


@pytest.fixture(scope="module")
def matches(lemmas: Lemmas) -> Matches:
    def match(pattern: str, words: str) -> bool:
        patterns = Patterns([pattern])
        sets = {name: [phrase_of(word) for word in words] for name, words in SETS.items()}
        return patterns.match(Reader(lemmas, patterns.phrases(), sets).read(words))

    return match


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("запах газа", "в подъезде сильный ЗАПАХ ГАЗА!"),
        ("упал* в яму", "он упала в яму"),
        ("газ~ .. пахн*", "газом тут сильно пахнет"),
        ("газ~", "нет запаха? пахнет газом"),
        ("упал* .. провод*", "упал сверху какой-то провод"),
        ("<people> + провалил* + <holes>", "в люк у дома провалился, кажется, ребёнок"),
        ("<people> .. кричит", "кто-то там кричит"),
        ("лед", "лёд"),
        ("пожар", "пожааааар"),
        ("пожар", "pozhar"),
        ("прорвало труб*", "прарвало трубу"),
        ("is drowning", "a man is drowning"),
        ("не дышит", "он не дышит"),
        ("горит - фонар*", "горит сарай"),
    ],
)
def test_what_matches(matches, pattern, words):
    assert matches(pattern, words)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("запах газа", "запах от газа"),
        ("упал в яму", "упала в яму"),
        ("газ~", "газон, газета, газель"),
        ("упал* .. провод*", "упал во дворе нашего старого дома провод"),
        ("<people> + <holes>", "ребёнок играет. " + "И ещё много слов о другом. " * 3 + "Открыт люк"),
        ("горит", "фонарь не горит"),
        ("пахнет газом", "газом не пахнет, пахнет не газом"),
        ("газ~ + пахнет", "газом не пахнет"),
        ("fire", "no fire here"),
        ("isn't burning", "it is burning"),
        ("burning", "it isn't burning"),
        ("горит - фонар*", "горит фонарь"),
        ("горит - фонар*", "горит, а фонаря нет"),
        ("fight", "light"),
        ("яма", "мама"),
        ("запах газа", "запах. Газа нет"),
    ],
)
def test_what_does_not(matches, pattern, words):
    assert not matches(pattern, words)


def test_a_message_of_any_length_and_of_nothing_is_read(matches):
    assert not matches("пожар", "")
    assert not matches("пожар", "🙂🙂🙂 !!! ...")
    assert not matches("пожар", "а" * 10_000)
    assert matches("пожар", "пожар " * 5_000)


def test_a_message_is_read_in_words_numbers_and_ends_of_sentences():
    assert tokens("Из-под ёлки дым! Д.12") == ["из", "под", "елки", "дым", "!", "д", "12"]
