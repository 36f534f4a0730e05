"""HTML of the Bot API as the sandbox parses it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.sandbox.errors import ApiError
from bot.platforms.sandbox.markup import Formatted, parse_html, tidy, units, with_found


def entities(source: str) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in tidy(parse_html(source)).entities]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("<b>a</b> b", "a b", [("bold", 0, 1)]),
        ("👋<i>я</i>", "👋я", [("italic", 2, 1)]),
        ("<b>1<i>2</i></b>", "12", [("bold", 0, 2), ("italic", 1, 1)]),
        ("  <u>x </u> ", "x", [("underline", 0, 1)]),
        ("&lt;b&gt; &amp;&quot;&#1071;&#x42f;", '<b> &"ЯЯ', []),
        ("&nbsp;&#0;", "&nbsp;&#0;", []),
        ("<code>a<b>c</b></code>", "ac", [("code", 0, 2)]),
        ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<s><strike>a</strike></s>", "a", [("strikethrough", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<b></b>x > y", "x > y", []),
        ("a\r<b>b</b>", "ab", [("bold", 1, 1)]),
        ("<B>a</b>", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
    ],
)
def test_what_is_marked(source: str, text: str, found: list[tuple[str, int, int]]) -> None:
    assert tidy(parse_html(source)).text == text
    assert entities(source) == found


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<int>", 'Unsupported start tag "int" at byte offset 0'),
        ("я < 5", 'Unsupported start tag "" at byte offset 3'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_what_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_links_and_languages() -> None:
    link = parse_html('<a href="https://example.org?a=1&amp;b=2">x</a>').entities
    assert link == [{"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org?a=1&b=2"}]
    assert parse_html('<a href="no link">x</a>').entities == []
    assert parse_html('<a href="tg://user?id=7">x</a>').entities[0]["user"]["id"] == 7
    pre = parse_html('<pre><code class="language-py">x</code></pre>').entities
    assert pre == [{"type": "pre", "offset": 0, "length": 1, "language": "py"}]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start r_1", [("bot_command", 0, 6)]),
        ("/show@gorod_bot 5", [("bot_command", 0, 15)]),
        ("a/b 1/2", []),
        ("см. https://ya.ru/maps?ll=1,2.", [("url", 4, 25)]),
        ("пишите на a@b.ru или @gorod_bot #яма", [("email", 10, 6), ("mention", 21, 10), ("hashtag", 32, 4)]),
        ("mos.ru", [("url", 0, 6)]),
    ],
)
def test_what_the_text_itself_holds(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in with_found(Formatted(text=text)).entities] == found


TAGS = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<blockquote>",
    "</blockquote>",
    "</>",
]
LINKS = ['<a href="ya.ru">', "</a>", "<tg-spoiler>", "</tg-spoiler>", "/start", "https://ya.ru"]
PLAIN = ["&lt;", "&amp;", "&", "👋", "я", " ", "\n", "\r", "text", "<", ">"]
SOUP = st.lists(st.sampled_from([*TAGS, *LINKS, *PLAIN]), max_size=25).map("".join)


@given(SOUP)
def test_whatever_is_accepted_has_its_marks_inside_its_text(source: str) -> None:
    try:
        result = with_found(tidy(parse_html(source)))
    except ApiError:
        return
    assert result.text == result.text.strip()
    encoded = result.text.encode("utf-16-le")
    for entity in result.entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        assert 0 <= start < end <= units(result.text)
        encoded[start * 2 : end * 2].decode("utf-16-le")  # never in the middle of a pair


@given(st.text(max_size=60))
def test_escaped_text_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped).text == text
    assert parse_html(f"<b>{escaped}</b>").text == text
