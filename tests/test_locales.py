"""Guard of `locales/`: the texts and the code name the same ids and variables, in every language alike.

Texts are read with Fluent's own parser, the code with `ast`. An id is a string written whole; the calls that
take one are listed below, so that a misspelt id is found although no dialogue test comes by.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.city_pack import load_city
from bot.texts import LOCALES, Argument, Texts, Translator
from handlers import MENU_LABELS

ROOT = Path(__file__).parents[1]
CODE = ("bot", "handlers", "storage")
WITHOUT_TEXTS = ("bot/platforms/", "bot/catalogue_check.py", "bot/city_check.py", "storage/")
"""What a messenger sends, what those who edit a city pack are told, names of columns: they only look like ids."""

FIRST = frozenset({"t", "say", "label", "labels", "Remark", "part"})
"""Calls whose first argument is the id of a text."""
SECOND = frozenset({"Label", "_act", "_of", "_of_report", "go"})
"""Calls whose second argument is, after the texts it is taken from."""
NOT_VARIABLES = frozenset({"keyboard"})
"""Keyword arguments of `say` that do not fill the text."""

ID = re.compile(r"[a-z]+(-[a-z]+)+")
DOCUMENTED = re.compile(r"^\s+\$([a-z_]+) \((String|Number|Date)\) - \S", re.MULTILINE)
TAG = re.compile(r"<(/?)([a-z]+)((?: [^<>]*)?)>")
TAGS = frozenset({"b", "i", "u", "s", "a", "code", "pre"})
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+);)")
PLURALS = {"ru": ("one", "few", "many"), "en": ("one", "other")}
SAMPLE_NUMBERS = (1, 2, 5, 11, 21, 1000)
LONGEST_LABEL = 64
LIMITS_OF_COMMANDS = {"command-description": 512, "command-short-description": 120}

LONGEST_TEXT = 4000
"""Characters of a message that every messenger takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One message of one language."""

    id: str
    file: str
    pattern: ftl.Pattern
    variables: frozenset[str]
    documented: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A place in the code that names a text; `given` is None when what fills it cannot be read there."""

    id: str
    where: str
    given: frozenset[str] | None


# Texts


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802  # Fluent calls it so
        self.names.add(node.id.name)


def texts_in(source: str, file: str) -> Iterator[Text]:
    for entry in FluentParser(with_spans=False).parse(source).body:
        assert not isinstance(entry, ftl.Junk), f"{file}: not Fluent: {entry.content}"
        if not isinstance(entry, ftl.Message):
            continue
        assert entry.value is not None, f"{file}: {entry.id.name} says nothing"
        assert not entry.attributes, f"{file}: {entry.id.name} has attributes, which nobody reads"
        variables = _Variables()
        variables.visit(entry.value)
        comment = entry.comment.content if entry.comment and entry.comment.content else ""
        yield Text(
            id=entry.id.name,
            file=file,
            pattern=entry.value,
            variables=frozenset(variables.names),
            documented=dict(DOCUMENTED.findall(comment)),
        )


@cache
def texts_of(locale: str) -> tuple[Text, ...]:
    folder = ROOT / "locales" / locale
    return tuple(
        text
        for path in sorted(folder.glob("*.ftl"))
        for text in texts_in(path.read_text(encoding="utf-8"), path.name)
    )


@cache
def by_id(locale: str) -> Mapping[str, Text]:
    return {text.id: text for text in texts_of(locale)}


def prefix(message_id: str) -> str:
    return message_id.partition("-")[0]


def is_label(message_id: str) -> bool:
    return "-button-" in message_id or message_id.startswith("menu-") or message_id.endswith("-placeholder")


def is_plain(message_id: str) -> bool:
    """Shown where HTML does not work."""
    return is_label(message_id) or message_id.startswith("command-")


@cache
def translator() -> Translator:
    return Translator(ZoneInfo("Europe/Moscow"))


def samples(text: Text) -> Iterator[dict[str, Argument]]:
    kinds: Mapping[str, Argument] = {"String": "Тверская, 7 <b> & Co", "Date": date(2026, 12, 1)}
    for number in SAMPLE_NUMBERS:
        yield {name: kinds.get(kind, number) for name, kind in text.documented.items()}
        if "Number" not in text.documented.values():
            return


def formatted(t: Texts, text: Text) -> Iterator[str]:
    for arguments in samples(text):
        yield t.label(text.id, **arguments) if is_plain(text.id) else t(text.id, **arguments)


def every_text() -> list[tuple[str, str]]:
    return [(locale, text.id) for locale in LOCALES for text in texts_of(locale)]


def markup_problems(html: str) -> list[str]:
    """What a messenger would refuse in a text."""
    problems, open_tags = [], list[str]()
    for closing, tag, attributes in TAG.findall(html):
        if tag not in TAGS:
            problems.append(f"<{tag}> is not allowed")
        if attributes and (tag != "a" or not re.fullmatch(r' href="[^"]*"', attributes)):
            problems.append(f"<{tag}{attributes}>: only <a href> has an attribute")
        if not closing:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            problems.append(f"</{tag}> closes nothing")
    problems += [f"<{tag}> stays open" for tag in open_tags]
    if re.search(r"[<>]", TAG.sub("", html)) or ENTITY.search(html):
        problems.append("a bare <, > or &")
    return problems


# Code


def modules() -> Iterator[tuple[str, ast.Module, bool]]:
    """Relative path, syntax tree, and whether its strings are words of the bot."""
    for top in CODE:
        for path in sorted((ROOT / top).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            name = path.relative_to(ROOT).as_posix()
            yield name, tree, not name.startswith(WITHOUT_TEXTS)


def strings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def id_arguments(call: ast.Call) -> list[ast.expr]:
    """The argument of a call that is the id of a text."""
    name = name_of(call.func)
    position = 0 if name in FIRST else 1 if name in SECOND else len(call.args)
    found = call.args[position : position + 1]
    return [found[0].body, found[0].orelse] if found and isinstance(found[0], ast.IfExp) else found


def given(call: ast.Call) -> frozenset[str] | None:
    """Names of the variables that a call fills."""
    if name_of(call.func) == "Remark":
        if len(call.args) < 2:
            return frozenset()
        mapping = call.args[1]
        if not isinstance(mapping, ast.Dict):
            return None
        keys = [key.value for key in mapping.keys if isinstance(key, ast.Constant)]
        return frozenset(map(str, keys)) if len(keys) == len(mapping.keys) else None
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(filter(None, names)) - NOT_VARIABLES


def uses_in(tree: ast.Module, file: str) -> Iterator[Use]:
    """Ids passed to the calls that take one."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        fills = given(node) if name_of(node.func) in FIRST - {"labels", "part"} else None
        for argument in id_arguments(node):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield Use(id=argument.value, where=f"{file}:{node.lineno}", given=fills)


def composed_in(tree: ast.Module, file: str) -> Iterator[str]:
    """Ids that are put together where they are used: no search finds those."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for argument in id_arguments(node):
                if isinstance(argument, ast.JoinedStr | ast.BinOp):
                    yield f"{file}:{node.lineno}: {ast.unparse(argument)}"


def errors_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Classes of expected failures with the ids of their texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                match line:
                    case ast.Assign(targets=[ast.Name(id="message_id")], value=ast.Constant(value=str(text))):
                        yield node.name, text


def raised_in(tree: ast.Module, errors: Mapping[str, str], file: str) -> Iterator[Use]:
    """Failures as they are made, with what fills their texts."""
    for node in ast.walk(tree):
        where = f"{file}:{getattr(node, 'lineno', 0)}"
        match node:
            case ast.Call() if name_of(node.func) in errors:
                yield Use(id=errors[name_of(node.func)], where=where, given=given(node))
            case ast.Raise(exc=ast.Name(id=name)) if name in errors:
                yield Use(id=errors[name], where=where, given=frozenset())


@cache
def errors() -> Mapping[str, str]:
    found = {pair for _, tree, _ in modules() for pair in errors_in(tree)}
    twice = [name for name, count in Counter(name for name, _ in found).items() if count > 1]
    assert not twice, f"failures of one name with different texts: {twice}"
    return dict(found)


@cache
def uses() -> tuple[Use, ...]:
    found = [Use(id=text, where=name, given=None) for name, text in errors().items()]
    for file, tree, speaks in modules():
        found += raised_in(tree, errors(), file)
        if speaks:
            found += uses_in(tree, file)
    return tuple(found)


# The texts and the code


def test_every_text_that_the_code_names_exists() -> None:
    known = by_id(LOCALES[0])
    assert not [f"{use.where}: {use.id}" for use in uses() if use.id not in known]


def test_what_looks_like_an_id_is_one() -> None:
    """Tables of ids are not passed to a call: a string that begins as ids do must be one."""
    known = by_id(LOCALES[0])
    prefixes = {prefix(message_id) for message_id in known}
    strangers = [
        f"{file}:{line}: {text}"
        for file, tree, speaks in modules()
        if speaks
        for text, line in strings(tree)
        if ID.fullmatch(text) and prefix(text) in prefixes and text not in known
    ]
    assert not strangers


def test_no_text_is_idle() -> None:
    named = {text for _, tree, speaks in modules() if speaks for text, _ in strings(tree)}
    assert not sorted(by_id(LOCALES[0]).keys() - named)


def test_no_id_is_composed() -> None:
    assert not [place for file, tree, speaks in modules() if speaks for place in composed_in(tree, file)]


def test_each_text_is_given_its_variables_and_no_other() -> None:
    known = by_id(LOCALES[0])
    wrong = [
        f"{use.where}: {use.id} takes {sorted(known[use.id].variables)}, is given {sorted(use.given)}"
        for use in uses()
        if use.given is not None and use.id in known and use.given != known[use.id].variables
    ]
    assert not wrong


# The languages


def test_every_language_of_the_bot_has_a_folder_and_the_reverse() -> None:
    assert {path.name for path in (ROOT / "locales").iterdir() if list(path.glob("*.ftl"))} == set(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_languages_have_the_same_texts_in_the_same_order_and_files(locale: str) -> None:
    assert [(text.file, text.id) for text in texts_of(locale)] == [
        (text.file, text.id) for text in texts_of(LOCALES[0])
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_languages_have_the_same_variables(locale: str) -> None:
    first = {text.id: text.variables for text in texts_of(LOCALES[0])}
    assert {text.id: text.variables for text in texts_of(locale)} == first


@pytest.mark.parametrize("locale", LOCALES)
def test_each_variable_is_described_above_its_text(locale: str) -> None:
    wrong = [text.id for text in texts_of(locale) if set(text.documented) != text.variables]
    assert not wrong
    first = by_id(LOCALES[0])
    assert not [text.id for text in texts_of(locale) if text.documented != first[text.id].documented]


@pytest.mark.parametrize("locale", LOCALES)
def test_ids_are_kebab_case_single_and_begin_as_their_file_does(locale: str) -> None:
    ids = [text.id for text in texts_of(locale)]
    assert not [message_id for message_id in ids if not ID.fullmatch(message_id)]
    assert not [message_id for message_id, count in Counter(ids).items() if count > 1]
    files = {(text.file, prefix(text.id)) for text in texts_of(locale)}
    assert len(files) == len({file for file, _ in files}) == len({beginning for _, beginning in files})


@pytest.mark.parametrize("locale", LOCALES)
def test_a_selector_is_the_whole_text_and_has_the_forms_of_its_language(locale: str) -> None:
    for text in texts_of(locale):
        for element in text.pattern.elements:
            match element:
                case ftl.Placeable(expression=ftl.SelectExpression() as select):
                    assert len(text.pattern.elements) == 1, f"{text.id}: a selector inside a sentence"
                    forms = tuple(
                        variant.key.name if isinstance(variant.key, ftl.Identifier) else variant.key.value
                        for variant in select.variants
                    )
                    assert forms == PLURALS[locale], text.id


# The words


@pytest.mark.parametrize(("locale", "message_id"), every_text())
def test_a_text_can_be_said(locale: str, message_id: str) -> None:
    """With any sample arguments it is not empty, not too long, and its markup is what messengers take."""
    for said in formatted(translator().of(locale), by_id(locale)[message_id]):
        assert said.strip() == said
        assert said
        assert len(said) <= LONGEST_TEXT
        if not is_plain(message_id):
            assert not markup_problems(said)


@pytest.mark.parametrize("locale", LOCALES)
def test_plain_texts_have_no_markup(locale: str) -> None:
    t = translator().of(locale)
    plain = [text for text in texts_of(locale) if is_plain(text.id) and not text.variables]
    assert plain
    assert not [text.id for text in plain if re.search(r"[<>&]", t.label(text.id))]


@pytest.mark.parametrize("locale", LOCALES)
def test_labels_fit_their_buttons(locale: str) -> None:
    labels = [text for text in texts_of(locale) if is_label(text.id)]
    said = [(text.id, words) for text in labels for words in formatted(translator().of(locale), text)]
    assert said
    assert not [message_id for message_id, words in said if len(words) > LONGEST_LABEL or "\n" in words]


@pytest.mark.parametrize("locale", LOCALES)
def test_descriptions_of_commands_fit(locale: str) -> None:
    t = translator().of(locale)
    ids = [text.id for text in texts_of(locale) if text.id.startswith("command-")]
    assert set(LIMITS_OF_COMMANDS) <= set(ids)
    assert not [name for name in ids if len(t.label(name)) > LIMITS_OF_COMMANDS.get(name, 256)]


@pytest.mark.parametrize("locale", LOCALES)
def test_quotation_marks_are_typographic(locale: str) -> None:
    """«» in Russian, “” in English; straight ones stand only in the attributes of tags."""
    t = translator().of(locale)
    for text in texts_of(locale):
        for said in formatted(t, text):
            words = TAG.sub("", said)
            assert '"' not in words, text.id
            if locale == "ru":
                assert not set(words) & set("“”„'’"), text.id
                assert words.count("«") == words.count("»"), text.id


@pytest.mark.parametrize("locale", LOCALES)
def test_a_status_begins_with_its_sign(locale: str) -> None:
    statuses = [text.id for text in texts_of(locale) if text.id.startswith("status-")]
    signs = [translator().of(locale).label(message_id).partition(" ")[0] for message_id in statuses]
    assert len(signs) == 9
    assert not [sign for sign in signs if not sign or re.search(r"[\w«]", sign)]
    assert len(set(signs)) == len(signs), "in a list the sign stands alone"


@pytest.mark.parametrize("locale", LOCALES)
def test_signs_of_buttons_and_statuses_are_the_same_in_every_language(locale: str) -> None:
    for text in texts_of(locale):
        if "-button-" in text.id or text.id.startswith("status-") or text.id in MENU_LABELS:
            signs = [
                next(formatted(translator().of(each), by_id(each)[text.id])).partition(" ")[0]
                for each in (locale, LOCALES[0])
            ]
            assert signs[0] == signs[1] or all(sign.isalpha() for sign in signs), text.id  # or none has a sign


def test_buttons_under_the_input_field_cannot_be_confused() -> None:
    """A press on them comes as plain text: two buttons of the same words would be one."""
    counted = Counter(label for name in MENU_LABELS for label in translator().labels(name))
    assert set(counted.values()) == {1}
    assert len(counted) == len(MENU_LABELS) * len(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_the_city_says_of_privacy_fits_a_message(locale: str) -> None:
    said = translator().of(locale)("help-privacy", text=load_city("moscow").privacy[locale])
    assert len(said) <= LONGEST_TEXT


# The guard itself can fail


@pytest.mark.parametrize(
    "html",
    [
        "<b>открыто",
        "закрыто</b>",
        "<b><i>крест</b></i>",
        "<div>блок</div>",
        "<b class='x'>слово</b>",
        "<a href='x'>ссылка</a>",
        "1 < 2",
        "Рога & Копыта",
    ],
)
def test_bad_markup_is_found(html: str) -> None:
    assert markup_problems(html)


def test_good_markup_is_not_blamed() -> None:
    assert not markup_problems('<b>Дом</b> <a href="https://example.org/?a=1&amp;b=2"><i>7</i></a> &lt;&gt;')


SAMPLE_CODE = """
class TooMany(BotError):
    message_id = "error-many"

async def handler(say, t, rest):
    await say("start-hello", keyboard=None, name="x")
    say.t.label("menu-report")
    Remark("draft-remark", {"count": 1})
    t("place-ask" if rest else "place-other", **rest)
    Label(translator, "menu-help")
    raise TooMany(limit=5)
    raise TooMany
    t(f"status-{rest}")
    label("status-" + rest)
"""


def test_ids_are_found_in_code() -> None:
    tree = ast.parse(SAMPLE_CODE)
    found = {(use.id, use.given) for use in uses_in(tree, "sample.py")}
    assert found == {
        ("start-hello", frozenset({"name"})),
        ("menu-report", frozenset()),
        ("draft-remark", frozenset({"count"})),
        ("place-ask", None),
        ("place-other", None),
        ("menu-help", None),
    }
    assert dict(errors_in(tree)) == {"TooMany": "error-many"}
    raised = {use.given for use in raised_in(tree, {"TooMany": "error-many"}, "sample.py")}
    assert raised == {frozenset({"limit"}), frozenset()}
    assert len(list(composed_in(tree, "sample.py"))) == 2


def test_variables_and_their_description_are_read() -> None:
    source = (
        "# Variables:\n#   $count (Number) - photos\n"
        "photo-many = { $count ->\n    [one] x\n   *[other] { $name }\n}\n"
    )
    (text,) = texts_in(source, "photo.ftl")
    assert text.variables == {"count", "name"}
    assert text.documented == {"count": "Number"}
