"""Names of streets: what kinds there are, which words are none, and a declined name in the form of a map.

Apart from `addresses`, which walks through a sentence, because this is about words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.words import Lemmas


class Gender(StrEnum):
    """Of the word for a kind of street: its adjectives agree with it."""

    FEMININE = "f"
    MASCULINE = "m"
    NEUTER = "n"
    NONE = "-"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of street as it was written.

    Attributes:
        name: As a map has it: "улица".
        is_declined: A form that asks for a declined name: «улице»; an abbreviation may or may not.
    """

    name: str
    gender: Gender
    is_declined: bool = False
    is_short: bool = False


def word_set(written: str) -> frozenset[str]:
    return frozenset(written.split())


_WRITTEN = (
    ("улица", Gender.FEMININE, "улицы улице улицу улицей", "ул"),
    (
        "проспект",
        Gender.MASCULINE,
        "проспекта проспекте проспекту проспектом пр-та пр-те пр-ту",
        "пр-т пр-кт просп пр",
    ),
    ("переулок", Gender.MASCULINE, "переулка переулке переулку", "пер"),
    ("проезд", Gender.MASCULINE, "проезда проезде проезду пр-да пр-де", "пр-д"),
    ("площадь", Gender.FEMININE, "площади", "пл"),
    ("бульвар", Gender.MASCULINE, "бульвара бульваре бульвару б-ра б-ре", "б-р бул"),
    ("шоссе", Gender.NEUTER, "", "ш"),
    ("набережная", Gender.FEMININE, "набережной набережную", "наб"),
    ("тупик", Gender.MASCULINE, "тупика тупике", "туп"),
    ("аллея", Gender.FEMININE, "аллеи аллее аллею", ""),
)
_LATIN = """street str st avenue ave prospekt prospect pr-t lane boulevard blvd embankment emb highway hwy road rd
square drive ulitsa ulica ulitse ulice ul pereulok per proezd shosse bulvar naberezhnaya nab ploshchad passage"""

KINDS: dict[str, Kind] = {
    **{name: Kind(name, gender) for name, gender, _, _ in _WRITTEN},
    **{f: Kind(name, gender, is_declined=True) for name, gender, forms, _ in _WRITTEN for f in forms.split()},
    **{f: Kind(name, gender, is_short=True) for name, gender, _, forms in _WRITTEN for f in forms.split()},
    **{form: Kind(form, Gender.NONE) for form in _LATIN.split()},
}

_NO_NAMES = re.compile(
    r"""(?:подъезд|этаж|квартир|корпус|строени|дом|номер|номером|лифт|фонар|ламп|лампочк|свет|светильник|мусор|снег|лед|налед|
    двор|дорог|дорожк|тротуар|люк|дерев|куст|ветк|труб|крыш|кровл|окн|двер|машин|автомобил|автобус|трамва|троллейбус|электробус|
    маршрут|маршрутк|остановк|опор|столб|контейнер|контейнерн|бак|урн|скамейк|лавочк|качел|горк|площадк|забор|знак|светофор|
    домофон|кнопк|вод|тепл|газ|запах|крыс|собак|кошк|сосед|дн|день|недел|месяц|час|минут|рубл|метр|штук|раз|человек|телефон|
    заявк|сообщени|обращени|луж|трещин|плитк|бордюр|асфальт|перил|ступен|ступеньк|лестниц|батаре|проблем|жалоб|ям|ямк|
    школ|гимнази|лице|детсад|садик|детск|сад|поликлиник|больниц|мфц|магазин|аптек|пятерочк|магнит|почт|банк|театр|музе|
    выход|вход|линии|платформ|пут|вагон|поезд|станци|метро|мцд|мцк|борт|касс|окошк|кабинет|сторон|полос|ряд|участк|секци|
    зон|уровн|балл|статус|пункт|стать|тариф|кв|п|под|эт|зим|лет|весн|осен|москв|город|район|округ|январ|феврал|март|апрел|ма|июн|июл|
    август|сентябр|октябр|ноябр|декабр|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|утр|вечер|ноч|росси|
    парковк|стоянк|территори|мест|угл|конц|начал|середин|расстояни|высот|ширин|глубин|температур|возраст|улиц|тел|моб|
    шлагбаум|калитк|ворот|балкон|подвал|чердак|козырьк|козырек|фасад|стен|пандус|ящик|щит|щитк|шкаф|парк|сквер|пруд|
    бетон|кафе|центр|пост|салон|турникет|валидатор|табло|эскалатор|мост|переход|переезд|водител|врач|доктор|групп|класс)
    (?:а|я|у|ю|ы|и|е|о|ой|ом|ей|ем|ов|ев|ам|ям|ами|ями|ах|ях|ь|ью|ого|ой|ые|ых|ий|ая|ое|й|)""",
    re.VERBOSE,
)
_PROSE = re.compile(
    r"""а|и|но|да|на|у|в|во|по|за|с|со|из|к|ко|от|до|для|без|под|над|не|нет|или|что|как|где|это|эта|этот|эти|эту|там|тут|здесь|очень|
    опять|снова|уже|еще|рядом|около|возле|перед|между|после|через|напротив|адрес|адресу|всего|более|больше|меньше|минимум|
    примерно|почти|целых|все|всех|всем|весь|вся|всей|наш|нашей|нашем|нашего|наша|ваш|вашей|мой|моей|моем|другой|каждой|каждом|
    одной|одном|этой|этом|той|том|соседней|соседнем|главной|нашу|кто|когда|пока|только|лишь|ровно|около|свыше|порядка|
    мне|ему|ей|им|вам|нам|тебе|уже|аж|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|нужен|нужна|цифра|цифрой|
    второй|первой|третьей|первом|втором|третьем|первый|третий|последнем|верхнем|нижнем|здравствуйте|привет|добрый|добрая|
    день|вечер|спасибо|пожалуйста|помогите|прошу|уважаемые|срочно|внимание|итого|ок|
    the|a|on|in|near|by|at|is|are|not|no|and|with|has|have|to|of|for|from|about|than|over|only|already|again|still|since|
    hello|hi|please|help|dear|thanks|bus|tram|route|line|entrance|floor|flat|apt|apartment|building|bldg|house|block|number|
    school|clinic|moscow|lamp|light|exit|room|car|window|stop|station|platform|level|every|all|this|that|there|about|after|
    last|next|first|second|third|podezd|podyezd|podiezd|etazh|kv|dom|d|k|korpus|str|
    january|february|march|april|may|june|july|august|september|october|november|december|poliklinika|shkola|detsad|
    na|v|u|po|za|s|okolo|vozle|pri|ne|net|i|uzhe|yama|svet|lift|lampa|avtobus|tramvay""".replace("\n", "").replace(
        " ", ""
    ),
)
_LIKE_A_VERB = re.compile(
    r".*(?:ло|ли|лось|лись|лся|лась|ет|ит|ут|ют|ят|ать|ить|еть|ти|ться|тся|сь|йте|ите|но|то|ится|ется|ают|ены|ано|ено|ing|ed)"
)
STREET_ADJECTIVE = re.compile(
    r"[а-я]{2,20}(?:-[а-я]{2,20})?(?:ск|цк)(?:ая|ой|ую|ий|ом|ое)|[a-z]{2,20}(?:sk|tsk|ck)(?:aya|aja|oy|oj|oi|iy|ij|y|i|om|uyu)"
    r"|[a-z]{2,20}n(?:aya|aja|oy|oj)"
)
"""The form that most names of streets have and few other words: «тверская», «ленинском», "tverskoy"."""
SURNAME = re.compile(r"[а-я]{2,20}(?:ова|ева|ского|цкого)")
ADJECTIVE = re.compile(r"[а-яa-z-]{3,}(?:ая|яя|ой|ей|ый|ий|ое|ее|ом|ем|ого|его|ую|юю|aya|oy|iy|sky|skiy|y)")
_SIZES = re.compile(r"(?:больш|мал|нов|стар|верхн|нижн|средн|красн|бел)(?:ая|яя|ой|ей|ый|ий|ом|ем|ое|ую)")

_STRESSED = word_set("тверск донск ямск больш земляным землян морск городск")
"""Stems whose masculine ends in -ой: «Тверской бульвар»."""
_OF_WOMEN = word_set("крупской ковалевской космодемьянской чайкиной полины гризодубовой осипенко")
"""«Улица Крупской» is no adjective."""
SHORTENED = {"б": "Больш", "бол": "Больш", "м": "Мал", "мал": "Мал", "н": "Нов", "нов": "Нов", "ст": "Стар"}
"""«Б. Козихинский» is «Большой»: stems of what stands before a name."""
_LONE_ADJECTIVE = re.compile(r"(?:[сц]к|н|ов|ев|тар|ал|ьш|ним)ом$|[нш]ем$")
"""Without the kind of street, what is an adjective and no noun: «Ленинском»."""
_SMALL = frozenset({"года", "лет", "летия", "и", "имени"})


def is_name(word: str, *, alone: bool = False) -> bool:
    """Whether a word in lower case may stand in the name of a street; `alone`: nothing else hints that it does."""
    if _PROSE.fullmatch(word) or _NO_NAMES.fullmatch(word) or len(word) < 2:
        return False
    return not (alone and _LIKE_A_VERB.fullmatch(word))


def opens_a_name(word: str) -> bool:
    """«большой», «новом»: what stands before the main word of a name."""
    return bool(_SIZES.fullmatch(word))


def named(words: Sequence[str], kind: Kind | None, *, declined: bool, lemmas: Lemmas) -> str:
    """The name as a map has it, without its kind: «Большой Никитской» is "Большая Никитская".

    Args:
        words: As they were written, "3-й" as one word.
        declined: A preposition before it asks for another case.
    """
    if words[0].isascii() and not words[0][0].isdigit():
        bent = [re.sub("sk(?:oy|oj|oi)$", "skaya", word) if declined else word for word in words]
        return " ".join(_titled(word) for word in bent)
    words = _in_full(words)
    words = [word.capitalize() if word.isupper() and len(word) > 1 else word for word in words]
    said = [_nominative(word, kind, declined=declined) for word in words]
    if kind is None and declined:
        said[-1] = _noun(said[-1], lemmas)
    return " ".join(_titled(word) for word in said)


def _in_full(words: Sequence[str]) -> list[str]:
    """«Б Козихинский» as «Большой Козихинский»."""
    full = list(words)
    if len(words) > 1 and (stem := SHORTENED.get(words[0].lower())):
        masculine = "ой" if stem == "Больш" else "ый"
        full[0] = stem + ("ая" if re.search(r"(?:ая|ой|ка|ке|ха|хе)$", words[-1].lower()) else masculine)
    return full


def _nominative(word: str, kind: Kind | None, *, declined: bool) -> str:
    low = word.lower().replace("ё", "е")
    bends = declined or kind is None or kind.is_declined or kind.is_short
    if "-" in word and low[0].isdigit():
        return _ordinal(word, kind.gender if kind else Gender.NONE) if bends else word
    if not bends or low in _OF_WOMEN or len(word) < 5:
        return word
    if "-" in word:
        return "-".join(_nominative(part, kind, declined=declined) for part in word.split("-"))
    return _adjective(word, low, kind.gender if kind else Gender.NONE)


def _adjective(word: str, low: str, gender: Gender) -> str:
    """«Лесной» is "Лесная", «Ленинском» is "Ленинский"; what is no declined adjective stays."""
    feminine = {"ой": "ая", "ую": "ая", "ей": "яя", "юю": "яя"}.get(low[-2:])
    if feminine and gender in (Gender.FEMININE, Gender.NONE):
        return word[:-2] + feminine
    ending = re.search(r"(?:ого|его|ому|ему|ом|ем)$", low)
    if ending is None or gender is Gender.FEMININE:
        return word
    if gender is Gender.NONE and not _LONE_ADJECTIVE.search(low):
        return word
    stem, is_soft = word[: ending.start()], ending[0][0] == "е"
    if gender is Gender.NEUTER:
        return f"{stem}ее" if is_soft else f"{stem}ое"
    if stem.lower() in _STRESSED:
        return f"{stem}ой"
    return f"{stem}ий" if is_soft or stem[-1].lower() in "кгхжшчщ" else f"{stem}ый"


def _ordinal(word: str, gender: Gender) -> str:
    """«3-й Парковой улице»: 3-я; «1-м проезде»: 1-й."""
    number = word.partition("-")[0]
    if gender is Gender.MASCULINE:
        return f"{number}-й"
    return f"{number}-е" if gender is Gender.NEUTER else f"{number}-я"


def _noun(word: str, lemmas: Lemmas) -> str:
    """«Маросейке» is "Маросейка", «Арбате» is "Арбат"."""
    low = word.lower().replace("ё", "е")
    if low.endswith(("ке", "хе", "ки", "хи")):
        return f"{word[:-1]}а"
    if low.endswith(("е", "у")) and not low.endswith("ое"):
        return next((form for form in lemmas.of(low) if form[:3] == low[:3]), word)
    return word


def _titled(word: str) -> str:
    """With a capital; what is written in capitals and small letters stays as it is."""
    if word.lower() in _SMALL or word[0].isdigit():
        return word.lower()
    return word[0].upper() + word[1:]
