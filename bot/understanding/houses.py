"""Finds numbers that may be a house's in a sentence, and writes them as a map does: "12А", "7/2 к1 с3".

Apart from `addresses`, which looks for the street around such a number: this is about the number alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.counting import counts_things, is_measure
from bot.understanding.streets import KINDS, word_set
from bot.understanding.words import plain

MOST_NUMBERS = 40
"""Of a message; who writes more of them writes a table."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:[-’'][^\W\d_]+)*|\S")
HOUSE_WORDS = word_set("дом дома доме дому домом д house building bldg dom doma d h")
_OWNED = word_set("владение влд вл домовладение")
MARKS = HOUSE_WORDS | _OWNED
"""What calls a number a house."""
_NUMBERED = word_set("номер номером number no exit выход выхода room кабинет passage cabin route bus")
"""What has numbers of its own."""

_PARTS = re.compile(
    r"(?P<letter>[а-еи](?![а-яё\d])|[a-e](?![a-z\d]))|\s?[\"«](?P<quoted>[а-е])[\"»]|/(?P<second>\d{1,4}[а-е]?)(?!\d)",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"""[\s,]{0,3}-?(?P<what>корпус|корпуса|корпусе|корп|кор|к|строение|строении|стр|с|литера|лит|korpus|korp|k|block|bldg|building|
    stroenie|str)(?:\.\s?|\s?)№?(?P<which>\d{1,3}[а-е]?|(?<=[\s.])[а-е](?=\W|$))(?![\d:%-]|\.\d|[а-яa-z])""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class House:
    """A number as a map writes it, "12 к2"; `is_marked`: it was called a house."""

    written: str
    end: int
    is_marked: bool
    has_block: bool


class Reading:
    """A text in tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = plain(text)
        same = len(self.low) == len(text)  # a few letters of the world are longer in lower case
        self.text = text if same else self.low
        self.tokens = [Token(self.text[m.start() : m.end()], m[0], *m.span()) for m in _TOKEN.finditer(self.low)]

    def houses(self) -> Iterator[tuple[int, House]]:
        """Numbers that may be a house's, each with the index of its token."""
        numbers = [index for index, token in enumerate(self.tokens) if token.is_number][:MOST_NUMBERS]
        for index in numbers:
            if (house := self._house(index)) is not None:
                yield index, house

    def _house(self, index: int) -> House | None:
        token = self.tokens[index]
        if len(token.text) > 3 or token.text[0] == "0" or not self._may_begin(index):
            return None
        before = self.tokens[index - 1].low if index else ""
        if before in (".", "№", "номер") and index > 1 and self.is_short(index - 2):
            before = self.tokens[index - 2].low
        if before in _NUMBERED:
            return None
        written, end = token.text, token.end
        if parts := _PARTS.match(self.text, end):
            written += (
                f"/{parts['second'].upper()}" if parts["second"] else (parts["letter"] or parts["quoted"]).upper()
            )
            end = parts.end()
        blocks = 0
        while (block := _BLOCK.match(self.text, end)) and blocks < 3 and self._is_block(block):
            sign = "к" if block["what"].lower()[0] in "кkb" else "с"
            written += (
                f" {sign}{block['which'].upper()}"
                if "лит" not in block["what"].lower()
                else block["which"].upper()
            )
            end, blocks = block.end(), blocks + 1
        after = re.match(r"\s?(?:-?(?:й|ый|ом|ем|го)\s)?(?:дом|доме|дома)(?![\w-])", self.low[end : end + 12])
        if self._goes_on(end) and not after:
            return None
        marked = before in MARKS or after is not None
        if after is None and not blocks and counts_things(self.low, end):
            return None
        return House(("вл" if before in _OWNED else "") + written, end, marked, bool(blocks))

    def _is_block(self, block: re.Match[str]) -> bool:
        """«с 5 утра» is no building, nor is «к 3 подъезду»."""
        is_short = len(block["what"]) == 1
        if not is_short:
            return not is_measure(self.low, block.end())
        glued = block[0][0] not in " ," or "." in block[0]
        after = self.low[block.end() : block.end() + 14]
        no_part = re.match(
            r"\s?-?(?:му|ому|го)?\s?(?:подъезд[ау]|этаж[ау]|дом[ау]|числ[ау]|по\s|до\s|утр|вечер|час)", after
        )
        return block["which"][0].isdigit() and not counts_things(self.low, block.end()) and (glued or not no_part)

    def _may_begin(self, index: int) -> bool:
        """Not a piece of a date, a time, a telephone, a longer number, nor of «м10»."""
        token = self.tokens[index]
        if not index or token.start == 0 or self.text[token.start - 1].isspace():
            return True
        glued = self.tokens[index - 1]
        if glued.is_word:
            return glued.low in {"д", "дом", "вл"}
        if glued.text == ".":
            return index > 1 and self.tokens[index - 2].is_word
        if glued.text == ",":
            return index > 1 and not self.tokens[index - 2].is_number
        return glued.text in '№(«"'

    def _goes_on(self, end: int) -> bool:
        """The number is longer than it seems: «12:30», «3-й», «5ти», «7,5»."""
        return bool(re.match(r"[^\W_]|[-:./,–][^\W_]|\s?[-–—]\s?\d|\s\d\d", self.low[end : end + 4]))

    def is_short(self, at: int) -> bool:
        """Whether a word may be an abbreviation with a dot: «ул.», «д.»."""
        low = self.tokens[at].low
        return low in KINDS or low in MARKS
