"""What operators write after `/answer N` and `/promise N`: a kind, a date, the words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.answers import AnswerKind

_KINDS: Mapping[str, AnswerKind] = {
    "#готово": AnswerKind.DONE,
    "#done": AnswerKind.DONE,
    "#раньше": AnswerKind.ALREADY_GONE,
    "#gone": AnswerKind.ALREADY_GONE,
    "#нет": AnswerKind.NOT_FOUND,
    "#notfound": AnswerKind.NOT_FOUND,
    "#меры": AnswerKind.MEASURES_TAKEN,
    "#measures": AnswerKind.MEASURES_TAKEN,
}
_DATED_KINDS: Mapping[str, AnswerKind] = {
    "#обещание": AnswerKind.PROMISE,
    "#promise": AnswerKind.PROMISE,
    "#проверка": AnswerKind.CHECK_UNTIL,
    "#check": AnswerKind.CHECK_UNTIL,
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?\.?")


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """A command read; `until` stands for the kinds that name a date."""

    kind: AnswerKind
    words: str
    until: date | None = None


def read_answer(written: str) -> WrittenAnswer | None:
    """`[#kind] words`; None when the kind is unknown or there are no words."""
    tag, words = _tag(written.strip())
    kind = _KINDS.get(tag) if tag else AnswerKind.DONE
    return WrittenAnswer(kind, words) if kind is not None and words else None


def read_promise(written: str, today: date) -> WrittenAnswer | None:
    """`date words`, with a kind before or after the date; None when one of them is missing or unknown."""
    tag, rest = _tag(written.strip())
    day, *words = rest.split(maxsplit=1) or [""]
    until, said = read_day(day, today), "".join(words)
    if not tag:
        tag, said = _tag(said)
    kind = _DATED_KINDS.get(tag) if tag else AnswerKind.PROMISE
    if kind is None or until is None or not said:
        return None
    return WrittenAnswer(kind, said, until)


def read_day(written: str, today: date) -> date | None:
    """A day as people write it: 2026-12-10, 10.12.2026, or 10.12 for the next one there is; None if it is none."""
    written = written.strip()
    if found := _ISO.fullmatch(written):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if not (found := _DOTTED.fullmatch(written)):
        return None
    if found[3]:
        return _day(int(found[3]), int(found[2]), int(found[1]))
    for year in (today.year, today.year + 1):
        day = _day(year, int(found[2]), int(found[1]))
        if day is not None and day >= today:
            return day
    return None


def _tag(written: str) -> tuple[str, str]:
    """The kind at the beginning, "" if there is none, and the rest."""
    if not written.startswith("#"):
        return "", written
    tag, *rest = written.split(maxsplit=1)
    return tag.casefold(), rest[0] if rest else ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
