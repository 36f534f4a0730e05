"""Words as the topic search sees them: without what stands around the problem, each in its dictionary forms.

Russian by pymorphy3, English by cutting the endings that grammar adds. Apart from the search because this is about
language and that about topics.
"""

import mmap
import re
import struct
from functools import lru_cache
from pathlib import Path
from typing import Any

from pymorphy3.analyzer import MorphAnalyzer

from bot.understanding.around import without_surroundings

MOST_WORDS = 30
LONGEST_WORD = 30

WORD = re.compile(r"[а-я]+|[a-z]+")
LANDMARK = re.compile(
    r"\b(?:у|возле|около|напротив|рядом со?)\s+(?:([а-я]+(?:[оеы]го|[оеы]й|[ыи]м|[ыи]х|[ыи]ми)) )?([а-я]+)"
)

_IDLE = """
а без бы был была было были быть в вам вас весь во вот все вы где да для до его ее если есть еще же за и из или
им их к как ко когда который кто ли между меня мне мой мы на над нам нас наш не него нее но ну о об около он она
они оно от очень перед по под после при про с сам сами свой со так такой там тем то того тоже только том тот тут
ты у уже хотя чем через что чтобы эта эти это этот я рядом возле здесь опять снова постоянно давно сейчас
сегодня вчера завтра просто просить прошу пожалуйста здравствуйте привет добрый день вечер утро спасибо помочь
помогите принять примите мера меры сделать сделайте починить почините исправить исправьте отремонтировать
отремонтируйте разобраться проверить адрес адресу мочь можно надо нужно нужный хотеть хочу неделя неделю месяц
год час сутки раз второй третий первый один два три четыре пять несколько какой уж ведь лишь даже дела ул пер
просп наб ш пл стр корп кв
a an and are as at be been but by can could do does did for from had has have he her here his hello hi i in is
it its me my not of on or our please she so some that the their them there these they this to us was we were
will with you your isn doesn don
"""
IDLE = frozenset(_IDLE.split())
TRANSLITERATION = (
    *(("shch", "щ"), ("sch", "щ"), ("yo", "е"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш")),
    *(("yu", "ю"), ("ju", "ю"), ("ya", "я"), ("ja", "я"), ("ye", "е"), ("iy", "ий"), ("yy", "ый")),
    *zip("abcdefghijklmnopqrstuvwxyz'", "абцдефгхийклмнопкрстуввхызь", strict=True),
)
ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))


class Lemmas:
    """Dictionary forms of words, "ё" as "е", all readings of each."""

    def __init__(self) -> None:
        self._mapped: list[mmap.mmap] = []
        self._morph = self._analyzer()
        self.of = lru_cache(maxsize=8_000)(self._of)

    def release(self) -> None:
        """Give back the pages of the dictionary that reading a whole catalogue has touched; they come again."""
        for mapped in self._mapped:
            if hasattr(mapped, "madvise"):
                mapped.madvise(mmap.MADV_DONTNEED)

    def _analyzer(self) -> MorphAnalyzer:
        """pymorphy3 with its dictionary mapped from disk instead of read: 11 MB less, and shared by processes.

        Rests on private names of DAWG-Python and on the layout of its files, a length in 4 bytes before each
        part; where they are different, the dictionary stays as it was read.
        """
        analyzer = MorphAnalyzer(lang="ru", probability_estimator_cls=None)  # type: ignore[no-untyped-call]
        dictionary, folder = analyzer.dictionary, Path(analyzer.dictionary.path)
        self._map(dictionary.words, folder / "words.dawg")
        for number, suffixes in enumerate(dictionary.prediction_suffixes_dawgs):
            self._map(suffixes, folder / f"prediction-suffixes-{number}.dawg")
        return analyzer

    def _map(self, dawg: Any, file: Path) -> None:
        with file.open("rb") as opened:
            mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(mapped)
        end_of_units = 4 + 4 * struct.unpack_from("=I", view)[0]
        units, guide = view[4:end_of_units].cast("I"), view[end_of_units + 4 :]
        if (len(units), len(guide)) == (len(dawg.dct._units), len(dawg.guide._units)):  # noqa: SLF001 - see above
            dawg.dct._units, dawg.guide._units = units, guide  # noqa: SLF001
            self._mapped.append(mapped)

    def _of(self, word: str) -> tuple[str, ...]:
        if word.isascii():
            return (_english(word),)
        forms = dict.fromkeys(self._morph.normal_forms(word))
        if word.startswith("не") and self._morph.word_is_known(word[2:]) and len(word) > 6:
            forms |= dict.fromkeys(self._morph.normal_forms(word[2:]))
        plain_forms = (form.replace("ё", "е") for form in forms)
        return tuple(dict.fromkeys(form.removesuffix("ся") or form for form in plain_forms))

    def knows(self, word: str) -> bool:
        return bool(self._morph.word_is_known(word))


def _english(word: str) -> str:
    """Cut the ending that grammar adds, so that "lamps", "cleared" and "clear" meet."""
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


def cyrillic(word: str) -> str:
    """A Latin word letter by letter in Russian, as people write it without a Russian keyboard."""
    for latin, cyrillic in TRANSLITERATION:
        word = word.replace(latin, cyrillic)
    return word


def words_of(text: str) -> list[str]:
    """The words that carry meaning, in order: without links, addresses, courtesies, numbers and idle words."""
    return all_words(without_surroundings(text))


def landmarks_of(text: str) -> frozenset[str]:
    """Words that name a thing beside the problem."""
    return frozenset(word for pair in LANDMARK.findall(plain(text)) for word in pair)


def plain(text: str) -> str:
    return text.lower().replace("ё", "е")


def all_words(text: str) -> list[str]:
    """The words that carry meaning, in order, those of addresses too."""
    kept = (word[:LONGEST_WORD] for word in WORD.findall(plain(text)) if word not in IDLE and len(word) > 1)
    return list(dict.fromkeys(kept))[:MOST_WORDS]
