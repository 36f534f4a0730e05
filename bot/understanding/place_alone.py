"""Whether a message is an address, a station or a district, with nothing beside it that could be a problem.

Apart from `addresses`, which finds an address in a sentence, and from `bot.domain.addresses`, which asks whether
what was typed can be looked up on a map: a district or «угол Мира и Садовой» cannot, but it is no report either.
"""

import re

from bot.domain.addresses import looks_like_address
from bot.understanding.streets import KINDS, STREET_ADJECTIVE, SURNAME, is_name

MOST_WORDS = 9
LONGEST_IN_CAPITALS = 4
"""Letters of an abbreviation, «ЮВАО»; longer words in capitals may be any words."""

_WORDS_OF_PLACES = frozenset(
    [
        "м",
        "метро",
        "мцд",
        "мцк",
        "ст",
        "станция",
        "остановка",
        "парк",
        "сквер",
        "пруд",
        "лес",
        "район",
        "р-н",
        "мкр",
        "микрорайон",
        "квартал",
        "округ",
        "город",
        "г",
        "москва",
        "moscow",
        "зеленоград",
        "улица",
        "улице",
        "ул",
        "проспект",
        "проспекте",
        "пр-т",
        "переулок",
        "пер",
        "шоссе",
        "ш",
        "бульвар",
        "набережная",
        "наб",
        "площадь",
        "пл",
        "проезд",
        "тупик",
        "аллея",
        "угол",
        "двор",
        "дом",
        "дома",
        "доме",
        "д",
        "корпус",
        "корп",
        "к",
        "строение",
        "стр",
        "с",
        "подъезд",
        "подъезде",
        "п",
        "этаж",
        "эт",
        "квартира",
        "кв",
        "домофон",
        "код",
        "адрес",
        "мой",
        "моя",
        "наш",
        "между",
        "домом",
        "и",
        "на",
        "у",
        "около",
        "возле",
        "рядом",
        "напротив",
        "в",
        "во",
        "по",
        "тц",
        "трц",
        "юао",
        "сао",
        "вао",
        "зао",
        "цао",
        "свао",
        "сзао",
        "ювао",
        "юзао",
        "street",
        "st",
        "avenue",
        "ave",
        "metro",
        "house",
        "apt",
        "flat",
        "building",
        "entrance",
        "ulitsa",
        "ul",
        "prospekt",
        "dom",
        "near",
        "at",
        "the",
        "floor",
        "большая",
        "малая",
        "старый",
        "новый",
        "большой",
        "малый",
        "верхняя",
        "нижняя",
        "северное",
        "южное",
        "западное",
        "восточное",
        "академика",
        "маршала",
        "генерала",
        "адмирала",
        "героев",
        "й",
        "я",
        "ая",
        "ый",
        "го",
        "им",
        "имени",
    ]
)
_TOPONYM = re.compile(r"[а-я]{3,}(?:ево|ово|ино|ыно|ское)")
_WORD = re.compile(r"\d[\w/-]*|[^\W\d_]+(?:-[^\W\d_]+)*")


def is_place_alone(words: str) -> bool:
    """Every word belongs to a place; a name has a capital, or the form of a street's name."""
    found = _WORD.findall(words)
    if not found or len(found) > MOST_WORDS or "?" in words or "!" in words:
        return False
    kinds = [_kind(found, index) for index in range(len(found))]
    if None in kinds:
        opens = is_name(found[0].lower(), alone=True)
        return opens and "number" in kinds and all(kinds[1:]) and looks_like_address(words)
    return "name" in kinds or {"number", "place"} <= {*kinds}


def _kind(found: list[str], index: int) -> str | None:
    word, low = found[index], found[index].lower().replace("ё", "е")
    after = found[index + 1] if index + 1 < len(found) else " "
    if word[0].isdigit():
        return "number"
    if low in _WORDS_OF_PLACES:
        return "place"
    if word.isupper() and len(word) > LONGEST_IN_CAPITALS:
        return None
    is_capital = word[0].isupper()
    if (is_capital or not low.isascii()) and (STREET_ADJECTIVE.fullmatch(low) or SURNAME.fullmatch(low)):
        return "name"
    goes_on = after[0].isupper() or after[0].isdigit() or after.lower() in KINDS
    if is_capital and (index or goes_on) and is_name(low, alone=not index):
        return "name"
    return "name" if is_capital and _TOPONYM.fullmatch(low) else None
