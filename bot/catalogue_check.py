"""Checks of a city pack's TOML files: every mistake in one pass, each with its line, in words for an editor.

Apart from `city_pack`, which builds the entities, because the command line shows all findings and the start of the
bot only the first. Rests on `tomllib` for the syntax; it gives no lines, so `_lines` finds them in the text.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

Table = Mapping[str, Any]
Rule = Callable[[Any], Iterator[tuple[str, str]]]
"""Gives for a value its complaints: the element of a list that is wrong ("" for the value itself), and how."""

PLACES = ("yard", "house", "road", "stop", "station", "park", "building", "water", "any")
NEEDS = ("required", "optional")

ID = re.compile(r"[a-z0-9-]{1,28}")
PHONE = re.compile(r"\d{2,6}|\+[1-9]\d{0,2}(?: \d+(?:-\d+)*)+")
WORD = r"[^\W_]+(?:['’-][^\W_]+)*"
KEYWORD = re.compile(rf"{WORD}(?: {WORD})*")
PHRASE = rf"(?:{WORD}[*~]?|<[a-z0-9-]+>)(?: (?:\.\. )?(?:{WORD}[*~]?|<[a-z0-9-]+>))*"
PATTERN = re.compile(rf"{PHRASE}(?: \+ {PHRASE})*(?: - {PHRASE})*")
OPTION_PHRASE = re.compile(rf"{WORD}\*?(?: {WORD}\*?)*")
NAMED_WORDS = re.compile(r"<([a-z0-9-]+)>")
SEASON = re.compile(r"(\d\d)-(\d\d)\.\.(\d\d)-(\d\d)")

HEADER = re.compile(r"\s*\[\[?\s*\"?([\w-]+)[^\n\]]*\]\]?")
KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?[^\n=]*=")
TOKEN = re.compile(
    r"""
    \'\'\'.*?\'\'\'(?!\') | \"\"\"(?:\\.|[^\\])*?\"\"\"(?!\")
    | '[^'\n]*' | \"(?:\\.|[^\"\\\n])*\" | \#[^\n]* | [][{}\n]
    """,
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to mend in a file; lines count from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """What is asked of a key; `needed` means that it may not be left out."""

    rule: Rule
    needed: bool = True


class Sheet:
    """A parsed TOML file that collects what is wrong with it.

    Raises:
        tomllib.TOMLDecodeError: Not TOML; the message names the line.
    """

    def __init__(self, text: str) -> None:
        self.data: Table = tomllib.loads(text)
        self._text = text
        self._blamed: list[tuple[tuple[str, ...], str]] = []

    def blame(self, text: str, *where: str) -> None:
        """Note a mistake at (table, index, key, element) or as many of them, from the left, as are known."""
        self._blamed.append((where, text))

    def findings(self) -> list[Finding]:
        """All that was blamed, by line; the lines are looked up only now, as most files are in order."""
        if not self._blamed:
            return []
        lines = _lines(self._text)
        return sorted(Finding(_line(lines, where), text) for where, text in self._blamed)

    def tables(self, name: str) -> list[Table]:
        """The `[[name]]` tables; a finding when there are none."""
        found = self.data.get(name)
        if isinstance(found, list) and found and all(isinstance(table, dict) for table in found):
            return found
        self.blame(f"there is no [[{name}]]", name)
        return []

    def check_names(self, known: tuple[str, ...], where: str) -> None:
        for name in self.data.keys() - set(known):
            place = (name,) if isinstance(self.data[name], (dict, list)) else ("", "0", name)
            self.blame(f"{name!r} is not known here; {where}: {', '.join(known)}", *place)

    def check_table(self, name: str, index: int, table: Table, keys: Mapping[str, Key]) -> None:
        """Unknown and missing keys, and the rule of each key."""
        title = label(name, table)
        for key in table.keys() - keys.keys():
            self.blame(f"{title}: {key!r} is not known; allowed: {', '.join(keys)}", name, str(index), key)
        for key, asked in keys.items():
            if key in table:
                for element, wrong in asked.rule(table[key]):
                    self.blame(f"{title}: {key} {wrong}", name, str(index), key, element)
            elif asked.needed:
                self.blame(f"{title}: {key!r} is missing", name, str(index))


def label(name: str, table: Table) -> str:
    """How a message calls a table: its kind and its id, as far as there is one."""
    return f"{name} {table['id']!r}" if "id" in table else name or "the file"


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Lines of tables, keys and strings, by the `where` of `Sheet.blame`; `text` is valid TOML."""
    found: dict[tuple[str, ...], int] = {}
    counts: Counter[str] = Counter()
    table, index, position, line = "", 0, 0, 1
    while position < len(text):
        where: tuple[str, ...] = (table, str(index))
        if header := HEADER.match(text, position):
            table, index = header[1], counts[header[1]]
            counts[table] += 1
            where = (table, str(index))
            found.setdefault((table,), line + header[0].count("\n"))
        elif header := KEY.match(text, position):
            where = (table, str(index), header[1])
        if header:
            line += header[0].count("\n")
            found.setdefault(where, line)
            position = header.end()
        position, line = _statement(text, position, line, where, found)
    return found


def _statement(
    text: str, position: int, line: int, where: tuple[str, ...], found: dict[tuple[str, ...], int]
) -> tuple[int, int]:
    """Note the lines of the strings up to the end of a statement; return where the next one starts."""
    depth = 0
    for token in TOKEN.finditer(text, position):
        match token[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case "\n" if depth == 0:
                return token.end(), line + 1
            case string if string[0] in "'\"":
                found[*where, string.strip(string[0])] = line
        line += token[0].count("\n")
    return len(text), line


def _line(lines: Mapping[tuple[str, ...], int], where: tuple[str, ...]) -> int:
    return next((lines[where[:size]] for size in range(len(where), 0, -1) if where[:size] in lines), 1)


def _shown(value: object) -> str:
    """A wrong value as the editor sees it, kept short."""
    written = str(value).lower() if isinstance(value, bool) else repr(value)
    return written if len(written) <= 40 else f"{written[:37]}…"


def text_of(value: Any, *, limit: int, lines: bool = False) -> Iterator[tuple[str, str]]:
    """A text of at most `limit` characters, on one line unless `lines`."""
    if not isinstance(value, str):
        yield "", f"must be a text in quotes; it is {_shown(value)}"
    elif not value.strip():
        yield "", "is empty"
    elif not lines and ("\n" in value or value != value.strip()):
        yield "", "must be one line without spaces around it"
    elif len(value) > limit:
        yield "", f"has {len(value)} characters; at most {limit} are allowed"


def form(value: Any, *, pattern: re.Pattern[str], allowed: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        yield "", f"is {_shown(value)}; allowed: {allowed}"


def choice(value: Any, *, of: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if value not in of:
        yield "", f"is {_shown(value)}; allowed: {', '.join(of)}"


def whole(value: Any, *, low: int, high: int) -> Iterator[tuple[str, str]]:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        yield "", f"is {_shown(value)}; a whole number from {low} to {high} is allowed"


def season(value: Any) -> Iterator[tuple[str, str]]:
    """Two days of the year; 29 February counts as one."""
    found = SEASON.fullmatch(value) if isinstance(value, str) else None
    if not found:
        yield "", f'is {_shown(value)}; allowed: "MM-DD..MM-DD"'
        return
    for month, day in (found.group(1, 2), found.group(3, 4)):
        try:
            date(2024, int(month), int(day))
        except ValueError:
            yield "", f"has {month}-{day}, which is not a day of the year"


def several(value: Any, *, each: Rule, what: str) -> Iterator[tuple[str, str]]:
    """A list that is not empty, has nothing twice, and whose elements keep to a rule."""
    if not isinstance(value, list) or not all(isinstance(element, str) for element in value):
        yield "", f"must be a list of {what}, each in quotes"
        return
    if not value:
        yield "", f"is empty; at least one of {what} is needed"
    for element, times in Counter(value).items():
        if times > 1:
            yield element, f"has {element!r} twice"
        for _, wrong in each(element):
            yield element, wrong


def keyword(value: str) -> Iterator[tuple[str, str]]:
    if "ё" in value.lower():
        yield "", f"has {value!r}; write «е» for «ё»"
    elif value != value.lower():
        yield "", f"has {value!r}; write it in lower case"
    elif len(value) > 64 or not KEYWORD.fullmatch(value):
        yield "", f"has {_shown(value)}; words with one space between them are allowed, 64 characters at most"


def pattern(value: str) -> Iterator[tuple[str, str]]:
    if "ё" in value.lower() or value != value.lower():
        yield "", f"has {value!r}; write it in lower case, with «е» for «ё»"
    elif not PATTERN.fullmatch(value):
        yield (
            "",
            (
                f'has {value!r}; allowed: words one space apart, "*" or "~" at the end of a word, "<words>", '
                'and between them "..", " + " or " - "'
            ),
        )


def words_of_one_name(value: str) -> Iterator[tuple[str, str]]:
    """A pattern without what is for whole patterns."""
    if re.search(r" [+-] |[<>]", value):
        yield "", f'has {value!r}; "+", "-" and "<" are for patterns'
    else:
        yield from pattern(value)


def option_words(value: str) -> Iterator[tuple[str, str]]:
    """What residents mean an option by: words or short phrases, a comma between them."""
    for phrase in value.split(","):
        if "ё" in phrase or phrase != phrase.lower():
            yield "", f"has {phrase.strip()!r}; write it in lower case, with «е» for «ё»"
        elif not OPTION_PHRASE.fullmatch(phrase.strip()):
            yield "", f'has {_shown(phrase.strip())}; allowed: words with "*" at the end, a comma between phrases'


def flag(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, bool):
        yield "", f"is {_shown(value)}; true or false is allowed"


IDENTIFIER = partial(form, pattern=ID, allowed='1 to 28 of a-z, 0-9 and "-"')
TELEPHONE = partial(form, pattern=PHONE, allowed='"112" or "+7 495 539-53-53"')
TITLE = Key(partial(text_of, limit=64))
HINT = Key(partial(text_of, limit=200))
ADVICE = Key(partial(text_of, limit=300))
KEYWORDS = Key(partial(several, each=keyword, what="keywords"))
PATTERNS = Key(partial(several, each=pattern, what="patterns"))
MORE_PATTERNS = Key(partial(several, each=pattern, what="patterns"), needed=False)
ONE_NAME = Key(partial(several, each=words_of_one_name, what="words"))
PHONES = partial(several, each=TELEPHONE, what="phone numbers")

NAMED = {"id": Key(IDENTIFIER), "title_ru": TITLE, "title_en": TITLE}
STOP: Mapping[str, Key] = {
    **NAMED,
    "patterns_ru": PATTERNS,
    "patterns_en": PATTERNS,
    "unless_ru": MORE_PATTERNS,
    "unless_en": MORE_PATTERNS,
    "needs_ru": MORE_PATTERNS,
    "needs_en": MORE_PATTERNS,
    "advice_ru": ADVICE,
    "advice_en": ADVICE,
}
DETAILS_ASKED = 2
"""More questions than that, and residents give up."""
DETAIL_ID = re.compile(r"[a-z0-9-]{1,16}")
"""Short: it stands in buttons beside a draft's UUID."""
DETAIL: Mapping[str, Key] = {
    **NAMED,
    "id": Key(partial(form, pattern=DETAIL_ID, allowed='1 to 16 of a-z, 0-9, "-"')),
    "ask_ru": Key(partial(text_of, limit=120), needed=False),
    "ask_en": Key(partial(text_of, limit=120), needed=False),
    "options_ru": Key(partial(several, each=partial(text_of, limit=40), what="options"), needed=False),
    "options_en": Key(partial(several, each=partial(text_of, limit=40), what="options"), needed=False),
    "words": Key(partial(several, each=option_words, what="words"), needed=False),
    "private": Key(flag, needed=False),
}
DETAIL_IDS = partial(several, each=IDENTIFIER, what="ids of details")
OPTIONAL = frozenset({"detail", "words", "emergency", "elsewhere"})
TABLES: Mapping[str, Mapping[str, Key]] = {
    "category": {**NAMED, "emoji": Key(partial(text_of, limit=8)), "order": Key(partial(whole, low=1, high=999))},
    "service": NAMED,
    "words": {"id": Key(IDENTIFIER), "words_ru": ONE_NAME, "words_en": ONE_NAME},
    "emergency": {**STOP, "phones": Key(PHONES)},
    "elsewhere": {**STOP, "phones": Key(PHONES, needed=False)},
    "detail": DETAIL,
    "topic": {
        **NAMED,
        "category": Key(IDENTIFIER),
        "hint_ru": HINT,
        "hint_en": HINT,
        "photo": Key(partial(choice, of=NEEDS)),
        "description": Key(partial(choice, of=NEEDS), needed=False),
        "deadline_days": Key(partial(whole, low=1, high=365)),
        "service": Key(IDENTIFIER),
        "season": Key(season, needed=False),
        "instead": Key(partial(several, each=IDENTIFIER, what="topic ids"), needed=False),
        "place": Key(partial(choice, of=PLACES)),
        "similar_m": Key(partial(whole, low=0, high=1000), needed=False),
        "details": Key(DETAIL_IDS, needed=False),
        "details_said": Key(DETAIL_IDS, needed=False),
        "keywords_ru": KEYWORDS,
        "keywords_en": KEYWORDS,
    },
}


def _doubles(sheet: Sheet, name: str, tables: list[Table], key: str) -> None:
    seen: set[str] = set()
    for index, table in enumerate(tables):
        if key in table and str(table[key]) in seen:
            sheet.blame(f"{label(name, table)}: {key} {table[key]} is taken above", name, str(index), key)
        seen.add(str(table.get(key)))


def _references(sheet: Sheet, index: int, topic: Table, ids: Mapping[str, set[str]], seasonal: set[str]) -> None:
    def blame(text: str, *where: str) -> None:
        sheet.blame(f"{label('topic', topic)}: {text}", "topic", str(index), *where)

    for key in ("category", "service"):
        if topic.get(key, "") not in {*ids[key], ""}:
            blame(f"{key} {topic[key]!r} does not exist", key)
    if "instead" in topic and "season" not in topic:
        blame("instead is only for a topic with a season", "instead")
    for other in topic.get("instead", ()):
        if other not in ids["topic"]:
            blame(f"instead names {other!r}, which does not exist", "instead", other)
        elif other in seasonal:
            blame(f"instead names {other!r}, which is not open all year", "instead", other)


def _details(sheet: Sheet, details: list[Table], topics: list[Table]) -> None:
    """Options and their words stand side by side; topics name details that there are and that can be asked for."""
    asked = {str(detail.get("id")) for detail in details if "ask_ru" in detail}
    known = {str(detail.get("id")) for detail in details}
    for index, detail in enumerate(details):
        for one, other in (("ask_ru", "ask_en"), ("options_ru", "options_en"), ("words", "options_ru")):
            if _count(detail.get(one)) != _count(detail.get(other)) and (one != "words" or one in detail):
                sheet.blame(f"{label('detail', detail)}: {one} and {other} differ in number", "detail", str(index))
    for index, topic in enumerate(topics):
        for_asking, said = topic.get("details", []), topic.get("details_said", [])
        wrong = [("details", one, "which does not exist") for one in for_asking if one not in known]
        wrong += [("details", one, "which has no ask_ru") for one in for_asking if one in known - asked]
        wrong += [("details_said", one, "which does not exist") for one in said if one not in known]
        wrong += [("details_said", one, "which details has already") for one in said if one in for_asking]
        for key, one, why in wrong:
            sheet.blame(f"{label('topic', topic)}: {key} names {one!r}, {why}", "topic", str(index), key, one)
        if len(for_asking) > DETAILS_ASKED:
            text = f"details has {len(for_asking)}; at most {DETAILS_ASKED} are asked for"
            sheet.blame(f"{label('topic', topic)}: {text}", "topic", str(index), "details")


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list) else int(value is not None)


def _keywords_apart(sheet: Sheet, topics: list[Table], key: str) -> None:
    owner: dict[str, str] = {}
    for index, topic in enumerate(topics):
        for word in dict.fromkeys(topic.get(key, ())):
            if word in owner:
                text = f"{label('topic', topic)}: {key} has {word!r}, which topic {owner[word]!r} has already"
                sheet.blame(text, "topic", str(index), key, word)
            owner.setdefault(word, topic.get("id", ""))


def _named_words(sheet: Sheet, name: str, tables: list[Table], known: set[str]) -> None:
    """Patterns call by name only what there is."""
    for index, table in enumerate(tables):
        for key in (key for key in STOP if key.startswith(("patterns", "unless", "needs"))):
            for written in table.get(key, ()):
                for named in sorted(set(NAMED_WORDS.findall(str(written))) - known):
                    text = f"{label(name, table)}: {key} names <{named}>, which is no [[words]]"
                    sheet.blame(text, name, str(index), key, str(written))


def checked(text: str) -> Sheet:
    """A catalogue with everything that is wrong with it; what rests on sound types is checked once they are.

    Raises:
        tomllib.TOMLDecodeError: Not TOML.
    """
    sheet = Sheet(text)
    sheet.check_names(tuple(TABLES), "the tables of a catalogue are")
    tables = {name: sheet.tables(name) for name in TABLES if name in sheet.data or name not in OPTIONAL}
    for name, found in tables.items():
        for index, table in enumerate(found):
            sheet.check_table(name, index, table, TABLES[name])
        _doubles(sheet, name, found, "id")
    _doubles(sheet, "category", tables["category"], "order")
    ids = {name: {str(table.get("id")) for table in found} for name, found in tables.items()}
    topics = [_sound(topic) for topic in tables["topic"]]
    seasonal = {topic["id"] for topic in topics if "season" in topic and "id" in topic}
    for index, topic in enumerate(topics):
        _references(sheet, index, topic, ids, seasonal)
    for name in ("emergency", "elsewhere"):
        _named_words(sheet, name, tables.get(name, []), ids.get("words", set()))
    _details(sheet, tables.get("detail", []), topics)
    _keywords_apart(sheet, topics, "keywords_ru")
    _keywords_apart(sheet, topics, "keywords_en")
    used = {topic.get("category") for topic in topics}
    for index, category in enumerate(tables["category"]):
        if str(category.get("id")) not in used:
            sheet.blame(f"{label('category', category)}: no topic is in it", "category", str(index))
    return sheet


def _sound(topic: Table) -> Table:
    """The keys of a topic whose values are of the right type: only they can be compared with other tables."""
    rules = TABLES["topic"]
    return {key: value for key, value in topic.items() if key in rules and "" not in dict(rules[key].rule(value))}


def syntax(error: tomllib.TOMLDecodeError, text: str) -> Finding:
    """A file that is not TOML; the parser says where it gave up: in a line, or at the end of the document."""
    found = re.search(r"at line (\d+)", str(error))
    return Finding(int(found[1]) if found else text.count("\n") + 1, f"not TOML: {error}")


def check_catalogue(path: Path) -> list[Finding]:
    """Everything that is wrong with a `topics.toml`, by line; empty when the bot can use it.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return checked(text).findings()
    except UnicodeDecodeError:
        return [Finding(1, "the file is not written in UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return [syntax(error, text)]
