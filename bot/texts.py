"""Everything a person reads: Fluent bundles from `locales/`, one `Texts` for each language.

An unknown id or a missing variable raises: a hole in a sentence must be found by a test, not by a resident.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from html import escape
from importlib import resources
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton, format_time, format_timedelta
from fluent.runtime import FluentBundle, FluentResource

LOCALES = ("ru", "en")
"""The first is the default, for everyone whose messenger speaks another language that we do not."""

LANGUAGES_THAT_READ_RUSSIAN = frozenset({"ru", "be", "uk", "kk", "ky", "uz", "tg", "hy", "az", "ka", "tt"})

_ENTRY = re.compile(r"^([a-z][a-z0-9-]*) *=", re.MULTILINE)


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


LONGEST_VALUE = 1000
MINUTE = timedelta(minutes=1)

Argument = str | int | float | date


def locale_of(language_code: str | None) -> str:
    """The bot's language for a messenger's IETF tag such as "en-GB"; Russian when it says nothing."""
    language = (language_code or "").lower().partition("-")[0]
    return "ru" if not language or language in LANGUAGES_THAT_READ_RUSSIAN else "en"


class Texts:
    """The texts of one language: `t("draft-place-ask", name=value)`."""

    def __init__(self, locale: str, bundle: "_Bundle", zone: ZoneInfo) -> None:
        self.locale = locale
        self._bundle = bundle
        self._zone = zone
        self._fixed: dict[str, str] = {}

    def __call__(self, message_id: str, /, **arguments: Argument) -> str:
        """The text as HTML; arguments are escaped unless they are `Html`.

        Raises:
            KeyError: No such id, or a variable of the text was not given.
        """
        if not arguments and message_id in self._fixed:
            return self._fixed[message_id]
        values = {name: self._value(value) for name, value in arguments.items()}
        kept_apart = _keep_long_apart(values)
        said, errors = self._bundle.format(message_id, values)
        if errors:
            raise KeyError(f"{self.locale}: {message_id}: {errors[0]}")
        for token, value in kept_apart.items():
            said = said.replace(token, value)
        if not arguments:
            self._fixed[message_id] = said
        return said

    def label(self, message_id: str, /, **arguments: Argument) -> str:
        """A text for a button or a notification, where HTML does not work: arguments are taken as they are."""
        return self(message_id, **{n: Html(v) if isinstance(v, str) else v for n, v in arguments.items()})

    def day(self, day: date) -> str:
        """A date as people say it: «вторник, 1 декабря»."""
        return _day(day.astimezone(self._zone).date() if isinstance(day, datetime) else day, self.locale)

    def moment(self, moment: datetime) -> str:
        """A point in time in the city, short: «1 декабря, 23:59»."""
        local = moment.astimezone(self._zone)
        return f"{format_date(local.date(), 'd MMMM', locale=self.locale)}, {format_time(local, 'HH:mm')}"

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long it has been: «3 дня назад»."""
        return str(
            format_timedelta(
                min(moment - now, -MINUTE), granularity="minute", add_direction=True, locale=self.locale
            )
        )

    def short_day(self, day: date) -> str:
        """Where there is little room: «1 дек.»."""
        return str(format_skeleton("MMMd", day, locale=self.locale))

    def month(self, day: date) -> str:
        """A month of a year, short: «дек. 2026»."""
        return str(format_date(day, "LLL yyyy", locale=self.locale))

    def span(self, first: date, last: date) -> str:
        """Days from one to another, both inclusive: «25 окт. – 23 нояб. 2026 г.»."""
        return _plain_spaces(format_interval(first, last, "yMMMd", locale=self.locale))

    def stamp(self, moment: datetime) -> str:
        """A point in time in the city, for the record: «2026-12-01 23:59»."""
        return moment.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")

    def _value(self, value: Argument) -> str | float:
        if isinstance(value, Html):
            return str(value)
        if isinstance(value, str):
            return escape(value, quote=False)
        if isinstance(value, date):
            return self.day(value)
        return value


def _keep_long_apart(values: dict[str, str | float]) -> dict[str, str]:
    """Put a token in the place of each long value; the values by token.

    fluent.runtime refuses what is longer than 2500 characters, markup counted, and an answer may be.
    """
    kept: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, str) and len(value) > LONGEST_VALUE:
            token = f"\uf8ff{len(kept)}\uf8ff"  # private use: nobody types it
            kept[token], values[name] = value, token
    return kept


@lru_cache(maxsize=1000)
def _day(day: date, locale: str) -> str:
    """Kept, since a morning's notices name a handful of days and babel takes its time over each."""
    return str(format_date(day, "EEEE, d MMMM", locale=locale))


def _plain_spaces(text: str) -> str:
    """Without the thin spaces of typographers, which not every font has."""
    return text.replace("\u2009", " ").replace("\u202f", "\u00a0")


class Translator:
    """The texts of all languages."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._texts: Mapping[str, Texts] = {name: Texts(name, _Bundle(name), zone) for name in LOCALES}

    def of(self, locale: str) -> Texts:
        return self._texts.get(locale, self._texts[LOCALES[0]])

    def labels(self, message_id: str, **arguments: Argument) -> frozenset[str]:
        """A button's words in every language: people press keyboards sent before they changed theirs."""
        return frozenset(texts.label(message_id, **arguments) for texts in self._texts.values())

    @cached_property
    def locales(self) -> tuple[str, ...]:
        return tuple(self._texts)


class _Bundle:
    """The texts of a language, each parsed when it is first said.

    Parsed, all texts of two languages take 7 MB, and most of them are said once in a while. That each of them is
    sound, `tests/test_locales.py` proves.
    """

    def __init__(self, locale: str) -> None:
        self._parsed = FluentBundle([locale], use_isolating=False)
        self._sources: dict[str, str] = {}
        for file in sorted(resources.files("locales").joinpath(locale).iterdir(), key=lambda item: item.name):
            if file.name.endswith(".ftl"):
                self._sources.update(_messages(file.read_text(encoding="utf-8")))

    def format(self, message_id: str, values: dict[str, str | float]) -> tuple[str, list[Exception]]:
        """The text and what is wrong with it.

        Raises:
            KeyError: No such id.
        """
        source = self._sources.pop(message_id, None)
        if source is not None:
            self._parsed.add_resource(FluentResource(source))
        pattern = self._parsed.get_message(message_id).value if self._parsed.has_message(message_id) else None
        if pattern is None:
            raise KeyError(f"{self._parsed.locales[0]}: no text {message_id!r}")
        text, errors = self._parsed.format_pattern(pattern, values)
        return str(text), errors


def _messages(source: str) -> Iterator[tuple[str, str]]:
    """Each message of a Fluent file with its id, without the comments around it."""
    text = re.sub(r"^#.*\n?", "", source, flags=re.MULTILINE)
    begins = [*_ENTRY.finditer(text)]
    for entry, end in zip(begins, [*(one.start() for one in begins[1:]), len(text)], strict=True):
        yield entry[1], text[entry.start() : end]
