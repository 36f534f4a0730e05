"""Finds a postal address inside a sentence: «у второго подъезда на Тверской 7 опять лампочка сдохла».

A house number is looked for first, then the street around it: the time grows with the numbers, not with the text.
A lone name counts as a street only where its form, a capital or a preposition hints that it is
one; the geocoder has the last word. Whether a whole message is an address, `bot.domain.addresses` says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.houses import HOUSE_WORDS, MARKS, House, Reading, Token
from bot.understanding.streets import (
    ADJECTIVE,
    KINDS,
    SHORTENED,
    STREET_ADJECTIVE,
    SURNAME,
    Kind,
    is_name,
    named,
    opens_a_name,
    word_set,
)
from bot.understanding.words import Lemmas

LONGEST_NAME = 4

_BETWEEN = word_set("у возле около рядом с напротив во в на за перед двор дворе двора вблизи near by at the in of")
"""What may stand between a street and «дом 7»."""
_PREPOSITIONS = word_set(
    "на по у возле около напротив в с от адрес адресу рядом вдоль at on near by na po u vozle"
)
_ON = word_set("на по адрес адресу")
_PARTICLES = word_set("и года лет летия имени я й м го ой")
_BEFORE_STREET = word_set("по на in on at")

_ZELENOGRAD = re.compile(r"(?<![\w-])(?:корпус[еа]?|корп|к)\.?\s?(?P<number>[1-9]\d{3})(?![\w:./-]\d|\d)")


@dataclass(frozen=True, slots=True)
class Address:
    """As a geocoder is asked for it, and where in the text it stands."""

    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Street:
    """Tokens of the name from `first` up to `last` (both within), and the kind if it was said."""

    words: tuple[str, ...]
    kind: Kind | None
    kind_first: bool
    declined: bool
    first: int
    last: int


def address_in(text: str, lemmas: Lemmas) -> Address | None:
    """The first address among the words; None when there is none with a house number."""
    reading = _Streets(text)
    for index, house in reading.houses():
        street = reading.street_of(index, house)
        if street is not None:
            name = named(street.words, street.kind, declined=street.declined, lemmas=lemmas)
            start = min(reading.tokens[street.first].start, reading.tokens[index].start)
            end = max(reading.tokens[street.last].end, house.end)
            return Address(f"{_with_kind(name, street)}, {house.written}", start, end)
    if (block := _ZELENOGRAD.search(reading.low)) and "зеленоград" in reading.low:
        return Address(f"Зеленоград, корпус {block['number']}", block.start(), block.end())
    return None


def _with_kind(name: str, street: _Street) -> str:
    if street.kind is None:
        return name
    return f"{street.kind.name} {name}" if street.kind_first else f"{name} {street.kind.name}"


class _Streets(Reading):
    """A text in which the street of a house is looked for."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        letters = [c for c in self.text if c.isalpha()]
        self._has_case = sum(c.isupper() for c in letters) < max(0.6 * len(letters), 2)

    def street_of(self, index: int, house: House) -> _Street | None:
        """The street of a house: «дом 7 по улице …» before all else, then what stands before the number."""
        after = self._street_after(index, house)
        return after if after and house.is_marked else self._street_before(index, house) or after

    def _street_before(self, index: int, house: House) -> _Street | None:
        at, marked, apart = index - 1, house.is_marked, False
        while at >= 0 and index - at <= 8:
            token = self.tokens[at]
            is_mark = token.low in MARKS
            ends_short = token.text == "." and at and (self.is_short(at - 1))
            if not (
                is_mark or token.low in {",", "№", "номер"} or ends_short or (marked and token.low in _BETWEEN)
            ):
                break
            apart |= token.low in _BETWEEN
            at -= 1
        if at < 0:
            return None
        if self.tokens[at].low in KINDS and (found := self._named_before_kind(at)):
            return found
        return self._named_after_kind(at) or self._lone(at, house, apart=apart)

    def _named_before_kind(self, at: int) -> _Street | None:
        """«Ленинском проспекте» with `at` on the kind."""
        kind = KINDS[self.tokens[at].low]
        words, first = self._name_back(at - 1, kind)
        return self._street(words, kind, first, at, kind_first=False) if words else None

    def _named_after_kind(self, at: int) -> _Street | None:
        """«улице Академика Королёва», «ул. 1905 года» with `at` on the last word of the name."""
        first, count = at, 0
        while first >= 0 and count <= LONGEST_NAME and at - first < 8:
            token = self.tokens[first]
            if token.low in KINDS and count:
                begin = first + (self.tokens[first + 1].text == "." and first + 1 < at) + 1
                words = self._words(begin, at)
                return self._street(words, KINDS[token.low], first, at, kind_first=True)
            is_part = token.is_number or token.text in ".-" or (token.is_word and self._fits(token))
            if not is_part:
                return None
            count += token.text not in ".-"
            first -= 1
        return None

    def _fits(self, token: Token) -> bool:
        is_capital = self._has_case and token.text[0].isupper()
        if is_capital and (token.low.endswith(("а", "я")) or STREET_ADJECTIVE.fullmatch(token.low)):
            return True  # «8 Марта», «Правды»: names are made of other words
        return is_name(token.low, alone=not is_capital) or token.low in _PARTICLES

    def _lone(self, at: int, house: House, *, apart: bool) -> _Street | None:
        """A name without a kind: «на Тверской 7», «маросейка дом 9».

        Args:
            apart: Words stand between it and the house: «на Тверской у дома 7».
        """
        words, first = self._name_back(at, None)
        if not words or not is_name(self.tokens[at].low, alone=first == at and not self._after_preposition(first)):
            return None
        before = self.tokens[first - 1].low if first else ""
        opens = first == 0 or before in tuple(".!?;:,(—–-") or before in _PREPOSITIONS
        main = self.tokens[at].low
        if STREET_ADJECTIVE.fullmatch(main):
            hinted = True
        elif self._is_capital(at):
            hinted = opens or first < at or house.is_marked
        elif apart or main.isascii():
            hinted = False
        elif SURNAME.fullmatch(main):
            hinted = opens or house.is_marked or house.has_block
        elif before in _ON and main.endswith("ой"):
            hinted = True
        else:
            hinted = (first == 0 or before in _ON) and self._stands_alone(main, house)
        return self._street(words, None, first, at) if hinted else None

    def _after_preposition(self, first: int) -> bool:
        return first > 0 and self.tokens[first - 1].low in _PREPOSITIONS

    def _stands_alone(self, main: str, house: House) -> bool:
        """«маросейка дом 9», «на арбате 10, темно»: nothing but an address would be written so."""
        rest = self.low[house.end :].lstrip(" ")
        closed = not rest or rest[0] in ",.;:—–-\n("
        return house.is_marked or house.has_block or (closed and not ADJECTIVE.fullmatch(main))

    def _is_capital(self, at: int) -> bool:
        return self._has_case and self.tokens[at].text[0].isupper()

    def _name_back(self, at: int, kind: Kind | None) -> tuple[tuple[str, ...], int]:
        """The words of a name that ends at `at`, and the index of the first; none when no name is there."""
        first = at
        while first >= 0 and at - first < 6:
            token = self.tokens[first]
            if self._ends_ordinal(first):
                first -= 3
                continue
            if first < at and token.text == "." and first and self.tokens[first - 1].low in SHORTENED:
                first -= 2
                continue
            if not token.is_word or not is_name(token.low) or token.low in KINDS:
                break
            has_form = bool(STREET_ADJECTIVE.fullmatch(token.low)) or opens_a_name(token.low)
            is_whose = (
                first == at - 1 and SURNAME.fullmatch(self.tokens[at].low) and token.low.endswith(("а", "я"))
            )
            if first < at and not (self._is_capital(first) or has_form or is_whose):
                break
            if kind and first == at and not (self._is_capital(at) or ADJECTIVE.fullmatch(token.low) or first == 0):
                break
            first -= 1
        first += 1
        while first < at and not self._may_open(first, at):
            first += 1
        return (self._words(first, at), first) if first <= at else ((), at)

    def _may_open(self, first: int, at: int) -> bool:
        """A sentence begins with a capital too: «Фонарь Тверская 7» has no street of two words."""
        token = self.tokens[first]
        return (
            token.is_number or token.low in SHORTENED or is_name(token.low, alone=first == 0 and at - first == 1)
        )

    def _ends_ordinal(self, at: int) -> bool:
        """«3-й», «1-м» with `at` on the last of its three tokens."""
        if at < 2 or not self.tokens[at].is_word or len(self.tokens[at].text) > 2:
            return False
        return self.tokens[at - 1].text == "-" and self.tokens[at - 2].is_number

    def _street_after(self, index: int, house: House) -> _Street | None:
        """«дом 12 по улице Академика Королёва», "7 Tverskaya street"."""
        at = next(
            (i for i in range(index, len(self.tokens)) if self.tokens[i].start >= house.end), len(self.tokens)
        )
        while at < len(self.tokens) and (self.tokens[at].low in HOUSE_WORDS or self.tokens[at].text in ",."):
            at += 1
        marked = house.is_marked
        linked = at < len(self.tokens) and self.tokens[at].low in _BEFORE_STREET
        at += linked
        if at >= len(self.tokens) or (not self.tokens[at].is_word and not self.tokens[at].is_number):
            return None
        if self.tokens[at].low in KINDS:
            return self._forward_from_kind(at) if marked else None
        end = at
        while end < len(self.tokens) and end - at < 5:
            token = self.tokens[end]
            if token.low in KINDS and end > at:
                words = self._words(at, end - 1)
                is_latin = self.tokens[at].text.isascii()
                form = self._is_capital(at) or STREET_ADJECTIVE.fullmatch(self.tokens[end - 1].low)
                is_sure = marked or (is_latin and form)
                return self._street(words, KINDS[token.low], at, end, kind_first=False) if is_sure else None
            if not (token.is_number or token.text == "-" or (token.is_word and self._fits(token))):
                break
            end += 1
        if self.tokens[at].text.isascii():
            before = self.tokens[index - 1].low if index else ""
            linked |= before in {"at", "near"} or bool(STREET_ADJECTIVE.fullmatch(self.tokens[at].low))
            marked = True
        return self._forward_alone(at) if marked and linked else None

    def _forward_from_kind(self, kind_at: int) -> _Street | None:
        begin = kind_at + 1
        if begin < len(self.tokens) and self.tokens[begin].text == ".":
            begin += 1
        end = begin
        while end < len(self.tokens) and end - begin < LONGEST_NAME:
            token = self.tokens[end]
            goes_on = end == begin or self._is_capital(end) or token.low in {"года", "лет", "-", "я", "й"}
            if not goes_on or not (token.is_number or token.text == "-" or (token.is_word and self._fits(token))):
                break
            end += 1
        words = self._words(begin, end - 1)
        return (
            self._street(words, KINDS[self.tokens[kind_at].low], kind_at, end - 1, kind_first=True)
            if words
            else None
        )

    def _forward_alone(self, at: int) -> _Street | None:
        end = at
        while (
            end < len(self.tokens) and end - at < 3 and self.tokens[end].is_word and is_name(self.tokens[end].low)
        ):
            is_street = self._is_capital(end) or STREET_ADJECTIVE.fullmatch(self.tokens[end].low)
            if not is_street:
                break
            end += 1
        return self._street(self._words(at, end - 1), None, at, end - 1, declined=True) if end > at else None

    def _words(self, first: int, last: int) -> tuple[str, ...]:
        """Tokens from `first` to `last`, those of «3-й» as one word; dots left out."""
        if last < first:
            return ()
        span = self.text[self.tokens[first].start : self.tokens[last].end]
        return tuple(word for word in re.split(r"[\s.]+", span) if word)

    def _street(
        self, words: Sequence[str], kind: Kind | None, first: int, last: int, *,
        kind_first: bool = False, declined: bool | None = None,
    ) -> _Street | None:  # fmt: skip
        if not any(len(word) > 1 for word in words):
            return None
        before = self.tokens[first - 1].low if first else ""
        bends = before in _PREPOSITIONS if declined is None else declined
        return _Street(tuple(words), kind, kind_first, bends, first, last)
