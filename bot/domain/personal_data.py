"""Other people's data in a text that everybody will read: phones, cards, e-mail, documents, names, flats.

A warning rests on this, not a refusal, so a rare miss is better than a street taken for a person.
"""

import re
from enum import StrEnum


class PersonalData(StrEnum):
    PHONE = "phone"
    CARD = "card"
    EMAIL = "email"
    DOCUMENT = "document"
    NAME = "name"
    FLAT = "flat"


_PHONE = re.compile(
    r"""(?<![\w№#+.-])(?<!№\s)
    (?:(?:\+\s?7|8|7)[\s(-]{0,3}[3489]\d{2}[\s)-]{0,3}\d{3}[\s-]{0,2}\d{2}[\s-]{0,2}\d{2}
    |\(?9\d{2}\)?[\s-]{1,2}\d{3}[\s-]\d{2}[\s-]?\d{2}
    |\([3489]\d{2}\)\s?\d{3}[\s-]?\d{2}[\s-]?\d{2}
    |9\d{9})(?![\w-])""",
    re.VERBOSE,
)
_CITY_PHONE = re.compile(
    r"(?:тел|телефон\w?|звон\w{0,8}|т|phone|call|tel)[.:]?\s{0,3}(?:по\s)?\d{3}[\s-]\d{2}[\s-]\d{2}(?!\d)",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[^\W\d_]{2,20}")
_DOCUMENT = re.compile(
    r"""(?:паспорт\w{0,3}|passport)\D{0,25}\d{2}\s?\d{2}\D{0,5}\d{6}(?!\d)
    |сери[яи]\W{0,3}\d{2}\s?\d{2}\D{0,12}\d{6}(?!\d)
    |(?<![\w-])\d{2}\s\d{2}\s\d{6}(?![\w-])
    |снилс\W{0,3}\d|(?<![\w-])\d{3}-\d{3}-\d{3}[\s-]\d{2}(?![\w-])
    |(?<!\w)инн\W{0,3}\d{12}(?!\d)|(?:полис\w{0,2}|омс)\W{0,3}\d{16}(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_FLAT = re.compile(
    r"(?<![\w-])(?:кв|квартир[аеуы]|apt|apartment|flat)(?![\w-])\.?\s{0,2}№?\s{0,2}\d{1,4}(?!\d)"
    r"|(?<!\w)(?:в|из|у)\s\d{1,4}(?:-?[йя])?\s(?:кв\.|квартир[аеуы])",
    re.IGNORECASE,
)

_STREET = (
    r"улиц\w{1,2}|ул|проспект\w{0,2}|просп|пр-т\w?|пр-кт\w?|пр|переул\w{2,4}|пер|проезд\w{0,2}|площад\w{1,3}|пл|бульвар\w{0,2}|"
    r"б-р\w?|бул|шоссе|набережн\w{2}|наб|тупик\w?|алле\w|сквер\w{0,2}|парк\w{0,2}|мост\w?|станци\w|метро|м|ст|имени|им|школ\w|"
    r"памятник\w{0,2}|больниц\w|библиотек\w|театр\w?|музе\w|дом-музей|institute|street"
)
_AFTER_STREET = re.compile(rf"(?<![\w-])(?:{_STREET})\.?,?\s(?:[\w.-]+\s){{0,2}}$", re.IGNORECASE)
_BEFORE_STREET = re.compile(rf"\s(?:{_STREET})(?![\w-])", re.IGNORECASE)

_CAPITAL = r"[А-ЯЁ][а-яё]{1,24}"
_SURNAME = rf"{_CAPITAL}(?:-{_CAPITAL})?"
_WITH_INITIALS = re.compile(
    rf"(?<!\w){_SURNAME}\s{{0,2}}[А-ЯЁ]\.\s?[А-ЯЁ]\.?(?!\w)|(?<![\w.])[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?{_SURNAME}(?!\w)"
)
_PATRONYMIC = r"[А-ЯЁа-яё]{2,20}(?:[оеё]вич|[ьи]евич|[ьи]ич|[оеё]вн|ичн|иничн)(?:а|у|ем|ом|е|ы|ой)?"
_WITH_PATRONYMIC = re.compile(
    rf"(?<!\w){_CAPITAL}\s{_PATRONYMIC}(?!\w)|(?<!\w){_CAPITAL}\s{_CAPITAL}\s{_PATRONYMIC}(?!\w)"
)


def personal_data(text: str) -> set[PersonalData]:
    """Kinds of personal data in the text, empty when there are none."""
    found = {kind for kind, pattern in _PATTERNS.items() if pattern.search(text)}
    if _CITY_PHONE.search(text):
        found.add(PersonalData.PHONE)
    if any(_is_card(match[0]) for match in _CARD.finditer(text)):
        found.add(PersonalData.CARD)
    if any(
        not _is_street(text, match)
        for pattern in (_WITH_INITIALS, _WITH_PATRONYMIC)
        for match in pattern.finditer(text)
    ):
        found.add(PersonalData.NAME)
    return found


_PATTERNS = {
    PersonalData.PHONE: _PHONE,
    PersonalData.EMAIL: _EMAIL,
    PersonalData.DOCUMENT: _DOCUMENT,
    PersonalData.FLAT: _FLAT,
}


def _is_card(text: str) -> bool:
    """Digits of a payment system, with Luhn's check digit."""
    digits = [int(digit) for digit in text if digit.isdigit()]
    if digits[0] not in (2, 3, 4, 5, 6) or len(digits) not in (13, 15, 16, 18, 19):
        return False
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_street(text: str, match: re.Match[str]) -> bool:
    """Named after a person: «улица А. С. Пушкина», «Марии Ильиничны Ульяновой улица»."""
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 30]
    return bool(_AFTER_STREET.search(before) or _BEFORE_STREET.match(after))
